// SPDX-License-Identifier: AGPL-3.0-or-later
// What desk-outbox.c needs to hand over a public word instead of a mail: the network's own
// guarantees make a second attempt harmless.
#pragma once

#include "desk.h"
#include "public-post.h"

// The outbox's 'mailbox' of a public word is this and the account's name.
#define TNC_DESK_PUBLIC_OUTBOX_PREFIX "public."

// Publishes the request kept as the blob SHA256. Fails when certainly nothing was sent.
gboolean tnc_desk_public_outbox_hand_over(TncDesk *desk, const char *mailbox, const char *sha256,
                                          TncPublicResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Asks the network whether it was published, in an attempt at TRIED_AT; *PROOF_OUT is NULL when not.
gboolean tnc_desk_public_outbox_look(TncDesk *desk, const char *mailbox, const char *sha256,
                                     TncInstant tried_at, json_t **proof_out,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Both inside the transaction that ends the entry: the event's body gets the address and the copy;
// the word is watched from now on.
gboolean tnc_desk_public_outbox_complete(TncDesk *desk, const json_t *proof, json_t *body,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_desk_public_outbox_watch(TncDesk *desk, TncStoreId claim, guint seq,
                                      const char *sha256, const json_t *proof,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The words published so far (the setting 'public_words'): an array of {claim, seq, account, network,
// id, url, target, posted_at, next_at, failures, replies…}. New reference.
json_t *tnc_desk_public_outbox_words(TncDesk *desk);
gboolean tnc_desk_public_outbox_set_words(TncDesk *desk, const json_t *words,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
