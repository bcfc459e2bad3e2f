// SPDX-License-Identifier: AGPL-3.0-or-later
// The outbox at work: a step is kept, then handed over, then proved. What a crash left in between is cleared up by
// asking the far side for our own copy; only then is it sent again.
#pragma once

#include "desk-case.h"
#include "desk-mailbox.h"

typedef struct {
    guint sent;
    guint waiting;   // the server said: later
    guint refused;   // for good
    guint uncertain; // nobody could tell yet
} TncDeskOutboxCounts;

// Keeps one mail for sending: bytes, its Message-ID (without <>), the event to append once it is proved ({kind, body}).
// Inside a transaction.
gboolean tnc_desk_outbox_add(TncDesk *desk, TncStoreId claim, const char *message_id, GBytes *bytes,
                             const char *mailbox, const json_t *step,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Sends what waits and clears up what is uncertain, of one claim or (0) of all. Fails with the first remote error, after
// every entry had its turn.
gboolean tnc_desk_outbox_flush(TncDesk *desk, TncStoreId claim, TncDeskOutboxCounts *counts_out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Our own copy of MESSAGE_ID was seen: the entry is proved, its event appended, the plan made anew. Inside a transaction.
// Nothing happens when it was proved already.
gboolean tnc_desk_outbox_prove(TncDesk *desk, const char *message_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// TNC_ERROR_GUARD while something of this claim is still on its way, and when something happened in it since KASE was
// loaded: what was sent or answered meanwhile. Inside the transaction that adds.
gboolean tnc_desk_outbox_may_add(TncDesk *desk, const TncDeskCase *kase,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

// TRUE when something of this claim is still on its way.
gboolean tnc_desk_outbox_is_busy(TncDesk *desk, TncStoreId claim);
