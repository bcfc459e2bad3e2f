// SPDX-License-Identifier: AGPL-3.0-or-later
// Which language a text is in, and so which lexicon reads it.
#pragma once

#include "reading-fold.h"
#include "reading-lexicon.h"

typedef struct TncReadingChoice TncReadingChoice;

// Among LEXICONS (of TncReadingLexicon, at least one), which must outlive it.
TncReadingChoice *tnc_reading_choice_new(const GPtrArray *lexicons);
// The same choice for another thread, among its own LEXICONS in the same order.
TncReadingChoice *tnc_reading_choice_share(const TncReadingChoice *first,
                                           const GPtrArray *lexicons);
void tnc_reading_choice_free(TncReadingChoice *choice);

// The lexicon for TEXT, of which FOLD is the beginning at least, ready to be used: what is in no language of ours is read as English. *LANGUAGE_OUT: the language of
// TEXT (ISO 639-1), static or borrowed from the lexicon; NULL when nothing can be said.
TncReadingLexicon *tnc_reading_choice_make(const TncReadingChoice *choice, const char *text,
                                           const TncReadingFold *fold, const char **language_out);
