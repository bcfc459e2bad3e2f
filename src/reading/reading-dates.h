// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates in running text and as typed on a command line, by the date words of a lexicon.
#pragma once

#include "calendar.h"
#include "packs-lexicon.h"

typedef struct {
    guint start; // bytes into the folded text
    guint end;
    TncDate date; // the first day of what is meant
    TncDate last; // its last day: the seller has until then
    gboolean past;
    gboolean deadline; // 'by', 'within'
} TncReadingDate;

typedef struct TncReadingDates TncReadingDates; // the date words of one lexicon, compiled

TncReadingDates *tnc_reading_dates_new(const TncPacksLexiconFile *file);
void tnc_reading_dates_free(TncReadingDates *dates);

// TRUE when the language writes '2.' for 'second': the dot ends no sentence.
gboolean tnc_reading_dates_has_dotted_ordinals(const TncReadingDates *dates);

// All dates of the folded TEXT, in order: a GArray of TncReadingDate with offsets into TEXT. Without a year a date is the
// nearest one. Working days are those of CALENDAR, or Monday to Friday without one. Full ownership.
GArray *tnc_reading_dates_find(const TncReadingDates *dates, const char *text, TncDate reference,
                               const TncCalendar *calendar);

// A date typed by a person, of any of the DATES (of TncReadingDates), the day before the month; also ISO 8601.
// TNC_DATE_NONE when the whole of TEXT is not understood.
TncDate tnc_reading_dates_natural(const GPtrArray *dates, const char *text, TncDate today);
