// SPDX-License-Identifier: AGPL-3.0-or-later
// A ladder: the escalation policy as data. Filled by the pack loader, read by the engine. Strings
// are interned or live as long as the ladder.
#pragma once

#include "claim-predicate.h"
#include "claim-words.h"
#include "duration.h"

#define TNC_LADDER_MAX_RUNGS 24
#define TNC_LADDER_MAX_CONDITIONS 6

typedef struct {
    const char *id;             // interned: comparable by pointer
    TncPredicateSet legal_step; // tnc_claim_ladder_legal_step() of the id
    TncChannel channel;
    TncMoveKind kind;
    TncStart start;      // 'opens' counts from here…
    TncStart start_else; // …or from here when that date is unknown (claim_opened when that is
                         // unknown too)
    TncDuration opens;
    int at_second; // second of the day at which it opens; 0 unless told (12:00 = 43200)
    TncDuration patience;
    gboolean has_patience; // FALSE: nothing is awaited, the next rung may open at once
    guint need_count;
    TncPredicate needs[TNC_LADDER_MAX_CONDITIONS]; // all must hold, else the rung is passed over
    guint unless_count;
    TncPredicate unless[TNC_LADDER_MAX_CONDITIONS]; // none may hold, else the rung is passed over
    const char *draft;                              // id; NULL when the move needs no words
    guint repeat_count;                             // how many times in all, at least 1
    TncDuration repeat_gap;                         // least time between two of them
    gboolean parallel;                              // does not block the ladder
    gboolean approval; // asks for a yes of its own, whatever the settings
    int minutes;       // effort
} TncRung;

typedef struct {
    char *id;
    guint rung_count;
    TncRung rungs[TNC_LADDER_MAX_RUNGS];
    guint kind_count;
    TncClaimKind kinds[TNC_CLAIM_COUNT]; // the claims it is made for
    guint when_count;
    TncPredicate when[TNC_LADDER_MAX_CONDITIONS]; // and all of these
    int rank;                                     // lower is tried first
} TncLadder;

void tnc_claim_ladder_free(TncLadder *ladder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncLadder, tnc_claim_ladder_free)

// FALSE for a rung that this seller and this purchase leave out, whatever happens: no such address, another kind of sale.
gboolean tnc_claim_ladder_reaches(const TncRung *rung, TncPredicateSet records);

// What the law looks for in a move of this name, in the ladder or not (claim.notice_sent…); 0 when nothing, also for NULL.
TncPredicateSet tnc_claim_ladder_legal_step(const char *id);

// The index of the rung named ID, or -1 (also for NULL).
int tnc_claim_ladder_index(const TncLadder *ladder, const char *id);
