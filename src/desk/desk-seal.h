// SPDX-License-Identifier: AGPL-3.0-or-later
// Sealing: time stamps of a third party on the chain of a claim, and the check of everything that was kept. The
// settings: 'timestamp' (the authority's address), 'timestamp_ca' (a file of its root certificates).
#pragma once

#include "desk.h"

typedef struct {
    guint seq; // the event up to which the claim is sealed
    TncInstant at;
    GBytes *response; // RFC 3161, DER
} TncDeskStamp;

typedef void (*TncDeskStampFunc)(const TncDeskStamp *stamp, gpointer data);
// The stamps of a claim that hold, oldest first.
void tnc_desk_seal_each(TncDesk *desk, const char *claim_ref, TncDeskStampFunc function,
                        gpointer data);

// Asks for a stamp on the last event, unless it has one or no authority is set. TNC_ERROR_REMOTE when it does not answer.
gboolean tnc_desk_seal_claim(TncDesk *desk, TncStoreId claim, const char *claim_ref,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same for every open claim. Fails with the first error, after every claim had its turn.
gboolean tnc_desk_seal_all(TncDesk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// tnc_store_verify(), with the exhibits named and the stamps checked.
gboolean tnc_desk_seal_verify(TncDesk *desk, TncStoreProblemFunc problem,
                              TncStoreProgressFunc progress, gpointer data, guint *problems_out,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
