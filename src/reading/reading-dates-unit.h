// SPDX-License-Identifier: AGPL-3.0-or-later
// Units of time: what 'two weeks' adds to a date, and the period of a unit in which a date is. Part of reading-dates only.
#pragma once

#include "reading-dates-grammar.h"

typedef struct {
    TncReadingMeaning unit; // days, weeks, … years
    int times;              // 2: a fortnight; 10: a decade
} TncReadingDatesUnit;

gboolean tnc_reading_dates_unit_at(const TncReadingDatesParse *parse, guint at,
                                   TncReadingDatesUnit *unit_out);

// DATE and COUNT units, of which days and hours may be WORKING ones.
TncDate tnc_reading_dates_unit_add(const TncReadingDatesParse *parse, TncDate date, int count,
                                   const TncReadingDatesUnit *unit, gboolean working);

// The first day of the period of UNIT in which DATE is.
TncDate tnc_reading_dates_unit_start(TncDate date, const TncReadingDatesUnit *unit);

// The last day of the period that begins at START.
TncDate tnc_reading_dates_unit_end(const TncReadingDatesParse *parse, TncDate start,
                                   const TncReadingDatesUnit *unit);
