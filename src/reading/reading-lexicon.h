// SPDX-License-Identifier: AGPL-3.0-or-later
// One language's lexicon, compiled when the first text of that language is read.
#pragma once

#include "reading-dates.h"
#include "reading-hunch.h"
#include "reading-rule.h"

// The lists of a lexicon that are matched on a sentence or a line.
typedef enum {
    TNC_READING_LIST_SIGNAL,
    TNC_READING_LIST_TONE,
    TNC_READING_LIST_MOOD,
    TNC_READING_LIST_GREETING,
    TNC_READING_LIST_DEPARTMENT,
} TncReadingList;

typedef struct TncReadingLexicon {
    const TncPacksLexiconFile *file;
    struct TncReadingLexicon *first; // whose rules are shared; NULL: none
    TncReadingRules *rules;          // tags: TncReadingList; NULL until used
    TncReadingDates *dates;
    const TncPacksHunchFile *hunch_file; // NULL: none
    TncReadingHunches *hunches;          // NULL: none
    GHashTable *words; // small words and the words of dates: they tell the language of a short text
    TncPacksLexiconRule *greetings; // a rule each: where it stands counts
    TncPacksLexiconRule department;
} TncReadingLexicon;

// The lexicon of PACK, which must outlive it.
TncReadingLexicon *tnc_reading_lexicon_new(const TncPacksLexicon *pack);
// The same lexicon for another thread. FIRST must outlive it.
TncReadingLexicon *tnc_reading_lexicon_share(TncReadingLexicon *first);
void tnc_reading_lexicon_free(TncReadingLexicon *lexicon);

// Compiles what is needed; returns LEXICON.
TncReadingLexicon *tnc_reading_lexicon_use(TncReadingLexicon *lexicon);
