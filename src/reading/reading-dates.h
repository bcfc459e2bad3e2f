// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates in running text and as typed on a command line, by the words of a lexicon.
#pragma once

#include "calendar.h"
#include "packs-lexicon.h"
#include "reading.h"

typedef struct TncReadingDates TncReadingDates; // the date words of one lexicon, compiled

TncReadingDates *tnc_reading_dates_new(const TncPacksLexiconFile *file);
void tnc_reading_dates_free(TncReadingDates *dates);

// All dates of the folded TEXT, in order: a GArray of TncReadingDate with offsets into TEXT. Durations count working
// days from Monday to Friday where the text says so (CALENDAR may be NULL). Full ownership.
GArray *tnc_reading_dates_find(const TncReadingDates *dates, const char *text, TncDate reference,
                               const TncCalendar *calendar);

// A date typed by a person, of any of the DATES (of TncReadingDates); also ISO 8601. TNC_DATE_NONE when not understood.
TncDate tnc_reading_dates_natural(const GPtrArray *dates, const char *text, TncDate today);
