// SPDX-License-Identifier: AGPL-3.0-or-later
// Ladders are data: here only their end and the search of a rung. The loader is packs-ladder.c.

#include "claim-ladder.h"

void
tnc_claim_ladder_free(TncLadder *ladder)
{
    if (!ladder)
        return;
    g_free(ladder->id);
    g_free(ladder);
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
