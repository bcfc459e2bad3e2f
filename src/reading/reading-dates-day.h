// SPDX-License-Identifier: AGPL-3.0-or-later
// Weekdays and days of a month, as shapes of the grammar of dates. Part of reading-dates only. Each shape answers with the
// term after what it found, 0 where it finds none.
#pragma once

#include "reading-dates-grammar.h"

gboolean tnc_reading_dates_day_weekday_at(const TncReadingDatesParse *parse, guint at,
                                          int *weekday_out);

// 'Friday', 'next Friday', 'Friday 20 March', 'Friday of next week'
guint tnc_reading_dates_day_weekday(const TncReadingDatesParse *parse, guint at,
                                    TncReadingDatesMatch *match);

// 'tomorrow'
guint tnc_reading_dates_day_word(const TncReadingDatesParse *parse, guint at,
                                 TncReadingDatesMatch *match);

// 'on the 4th', 'the 15th day of next month'
guint tnc_reading_dates_day_of_month(const TncReadingDatesParse *parse, guint at,
                                     TncReadingDatesMatch *match);

// The next such DAY of a month, today included.
TncDate tnc_reading_dates_day_coming(const TncReadingDatesParse *parse, int day);

// Nothing that the number before END counts comes after it: 'le 15.', 'le 15 au matin', but not 'le 15 pouces'.
gboolean tnc_reading_dates_day_stands_alone(const TncReadingDatesParse *parse, guint end);
