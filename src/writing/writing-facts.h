// SPDX-License-Identifier: AGPL-3.0-or-later
// From a claim to what its letter needs: the values of the placeholders, the predicates that choose
// the paragraphs, the language.
#pragma once

#include "packs-language.h"
#include "writing-values.h"

// Everything borrowed. POSITION, PLAN's move and EVENTS are of the same instant NOW.
typedef struct {
    const TncMerchant *merchant;
    const TncPurchase *purchase;
    const TncClaim *claim;
    const TncClaimEvents *events;
    const TncPosition *position;
    const TncLadder *ladder;
    const TncZone *zone;
    TncInstant now;
    const char *buyer_name; // NULL when unknown
    const TncMove *move;    // what is written; NULL: nothing in particular
} TncWritingInput;

// The values for a letter in LANGUAGE, which names the steps; a step without name is called by its
// id, with blanks for '_'. Full ownership.
TncWritingValues *tnc_writing_facts_values(const TncWritingInput *input,
                                           const TncPacksLanguage *language);

// The position's facts; of the tactics, in an answer, only those shown by what it answers or by what came since my last word.
TncPredicateSet tnc_writing_facts_predicates(const TncWritingInput *input);

// One of the languages of packs/languages: the seller's first language that we write, else English abroad and the buyer's
// language at home; the buyer's own for what only he or third parties at home read (calls, counter,
// dispute, authority, mediator, court). Static.
const char *tnc_writing_facts_language(const TncMerchant *merchant, const TncClaim *claim,
                                       TncPredicateSet facts, TncChannel channel);
