// SPDX-License-Identifier: AGPL-3.0-or-later
// Ladders are data: here only their end and what is asked of a rung. The loader is packs-ladder.c.

#include "claim-ladder.h"

void
tnc_claim_ladder_free(TncLadder *ladder)
{
    if (!ladder)
        return;
    g_free(ladder->id);
    g_free(ladder);
}

// 'notice' and 'notice_letter' are one move on two channels.
TncPredicateSet
tnc_claim_ladder_legal_step(const char *id)
{
    if (!id)
        return 0;
    if (g_str_has_prefix(id, "notice"))
        return TNC_PREDICATE_BIT(CLAIM_NOTICE_SENT);
    if (g_str_equal(id, "end") || g_str_equal(id, "end_letter"))
        return TNC_PREDICATE_BIT(CLAIM_ENDED);
    return g_str_equal(id, "withdraw") ? TNC_PREDICATE_BIT(CLAIM_WITHDRAWN) : 0;
}

int
tnc_claim_ladder_index(const TncLadder *ladder, const char *id)
{
    // The first letter tells most ids apart without a call.
    for (guint i = 0; id && i < ladder->rung_count; i++)
        if (ladder->rungs[i].id[0] == id[0] && g_str_equal(ladder->rungs[i].id, id))
            return (int)i;
    return -1;
}

// Is one of COUNT predicates decided by the records, and in the way that WANTED says?
static gboolean
is_decided(const TncPredicate *predicates, guint count, TncPredicateSet records, gboolean wanted)
{
    for (guint i = 0; i < count; i++)
        if (tnc_claim_predicate_is_of_records(predicates[i]) &&
            tnc_claim_predicate_holds(records, predicates[i]) == wanted)
            return TRUE;
    return FALSE;
}

gboolean
tnc_claim_ladder_reaches(const TncRung *rung, TncPredicateSet records)
{
    return !is_decided(rung->needs, rung->need_count, records, FALSE) &&
           !is_decided(rung->unless, rung->unless_count, records, TRUE);
}
