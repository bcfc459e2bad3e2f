// SPDX-License-Identifier: AGPL-3.0-or-later
// What is found by arithmetic rather than by words: telephone and card numbers, IBANs, the claim's
// own numbers and persons, capitals. Inside src/writing only.
#pragma once

#include "writing-guard-view.h"
#include "writing-guard.h"

// The views of one text and what was found in it so far.
typedef struct {
    const char *text;
    const TncWritingGuardContext *context;
    const GPtrArray *guards;
    const TncPacksGuard *guard; // the file whose rules run
    TncGuardView *cased;
    TncGuardView *lower;
    TncGuardView
        *joined; // LOWER with spaced-out words joined and letters for the signs inside of words
    TncGuardView *spaced; // those words alone
    const char *bare;     // JOINED without the seller's name
    const char *own;      // BARE without the seller's words and what is set aside; NULL: JOINED
    GPtrArray *findings;
} TncGuardScan;

// Adds a finding of RULE, as KIND, at the bytes START to END of VIEW; once for each place and kind.
void tnc_writing_guard_find_add(const TncGuardScan *scan, const TncGuardRule *rule,
                                TncGuardKind kind, const TncGuardView *view, gsize start,
                                gsize end);

// Runs the finder of RULE.
void tnc_writing_guard_find_run(const TncGuardScan *scan, const TncGuardRule *rule);

// The finder 'tone' (writing-guard-tone.c).
void tnc_writing_guard_tone_run(const TncGuardScan *scan, const TncGuardRule *rule);

// The cues of each window of TEXT (the text of a view), sorted and separated by '|', a window a line: as
// tools/make-tone cuts them. Full ownership.
char *tnc_writing_guard_tone_cues(const TncGuardTone *tone, const char *text);
