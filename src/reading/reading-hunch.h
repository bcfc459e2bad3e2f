// SPDX-License-Identifier: AGPL-3.0-or-later
// What the words of a sentence make likely: a logistic model for each signal, beneath the rules. It hears what no rule
// foresaw, and doubts a rule that stands against all words.
#pragma once

#include "claim-words.h"
#include "packs-lexicon.h"

typedef struct TncReadingHunches TncReadingHunches;

// FILE must outlive the result.
TncReadingHunches *tnc_reading_hunch_new(const TncPacksHunchFile *file);
// The same for another thread.
TncReadingHunches *tnc_reading_hunch_share(const TncReadingHunches *first);
void tnc_reading_hunch_free(TncReadingHunches *hunches);

// Weighs a folded sentence; the two below answer about it.
void tnc_reading_hunch_weigh(TncReadingHunches *hunches, const char *text, gsize size);
// Bits of TncSignal: what the sentence shows, and what it cannot show.
guint32 tnc_reading_hunch_likely(const TncReadingHunches *hunches);
guint32 tnc_reading_hunch_unlikely(const TncReadingHunches *hunches);
