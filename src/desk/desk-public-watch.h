// SPDX-License-Identifier: AGPL-3.0-or-later
// Watching what was published: the seller's answer becomes an event that is read like any other;
// somebody who passes for the seller is warned of and never taken for it; deletions are noticed.
#pragma once

#include "desk-case.h"

typedef struct {
    guint looked;    // words asked for
    guint answers;   // of the seller's, new
    guint impostors; // new
    guint others;    // replies of other people, new
    guint gone;      // our word, or an answer of the seller's, deleted since
    TncInstant next; // when something is to be looked at again; TNC_INSTANT_NONE: nothing is
} TncDeskPublicSeen;

// Looks at the words of CLAIM (0: of all claims) that are due by the desk's clock, or (EVEN_EARLY) at
// all that are still watched. Fails with the first remote error, after every word had its turn.
gboolean tnc_desk_public_watch_look(TncDesk *desk, TncStoreId claim, gboolean even_early,
                                    TncDeskPublicSeen *seen_out,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

// When some word is to be looked at next; TNC_INSTANT_NONE: nothing is watched.
TncInstant tnc_desk_public_watch_next(TncDesk *desk);

// The words of a claim with their replies, for showing: [{network, url, posted_at, looked_at, next_at, gone,
// replies: [{who, name, kind: seller|impostor|other, text, url, at, gone}]}]. New reference.
json_t *tnc_desk_public_watch_words(TncDesk *desk, const char *claim_ref);

// How long this seller took to answer, by channel, in all claims of the user's: [{channel, asked,
// answered, fastest_minutes, median_minutes, slowest_minutes}]. New reference.
json_t *tnc_desk_public_watch_delays(TncDesk *desk, const char *merchant_ref, GError **error);
