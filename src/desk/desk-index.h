// SPDX-License-Identifier: AGPL-3.0-or-later
// What is written beside a record or an event so that it can be found: search texts and the keys of mail matching.
#pragma once

#include "desk.h"
#include "reading.h"

// Both work inside a transaction.
gboolean tnc_desk_index_claim(TncDesk *desk, TncStoreId claim, GError **error);
// Only the keys: after a change of the seller.
gboolean tnc_desk_index_keys(TncDesk *desk, TncStoreId claim, GError **error);
gboolean tnc_desk_index_event(TncDesk *desk, TncStoreId claim, guint seq, TncEventKind kind,
                              const json_t *body, GError **error);
// The same of a seller's mail, from what was read in it.
gboolean tnc_desk_index_mail(TncDesk *desk, TncStoreId claim, guint seq,
                             const TncMailMessage *message, const TncReadingResult *result,
                             GError **error);

// Adds one key of matching, folded; nothing when VALUE is NULL or empty.
gboolean tnc_desk_index_key(TncStore *store, const char *kind, const char *value, TncStoreId claim,
                            GError **error);

// The setting that holds what corrections taught (reading-learned.h).
#define TNC_DESK_INDEX_LEARNED "learned"

// The token of a claim, which our Message-IDs end with ('….token@…'); new string.
char *tnc_desk_index_token(const char *claim_ref);
gboolean tnc_desk_index_is_token(const char *word);
