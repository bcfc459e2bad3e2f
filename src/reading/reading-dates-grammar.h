// SPDX-License-Identifier: AGPL-3.0-or-later
// The grammar of dates over terms: one function a shape. Part of reading-dates only.
#pragma once

#include "calendar.h"
#include "reading-dates-term.h"

typedef struct {
    const TncReadingTerm *terms;
    guint count;
    const char *text; // the folded text
    TncDate reference;
    const TncCalendar *calendar; // NULL: Monday to Friday
    gboolean month_first;        // '3/12' is 12 March
} TncReadingDatesParse;

typedef struct {
    TncDate date;
    TncDate last;
    guint end; // the first term after it
    gboolean deadline;
    gboolean dated;   // the year was said
    gboolean guessed; // the year is that which brings the day nearest
} TncReadingDatesMatch;

// The longest date that begins at term AT; FALSE when none does.
gboolean tnc_reading_dates_grammar_match(const TncReadingDatesParse *parse, guint at,
                                         TncReadingDatesMatch *match_out);

// Calendar dates, for the relative ones that lean on them: '12 March 2026', '12/03', 'March', 'Tuesday 5 May'. 0: none.
guint tnc_reading_dates_absolute_match(const TncReadingDatesParse *parse, guint at,
                                       TncReadingDatesMatch *match_out);

// ---- for all files of the grammar

gboolean tnc_reading_dates_grammar_has(const TncReadingDatesParse *parse, guint at,
                                       TncReadingMeaning meaning, int *value_out);
gboolean tnc_reading_dates_grammar_sign(const TncReadingDatesParse *parse, guint at, char sign);
// TRUE when no blank stands before the term.
gboolean tnc_reading_dates_grammar_glued(const TncReadingDatesParse *parse, guint at);
// The first term from AT that says something.
guint tnc_reading_dates_grammar_skip(const TncReadingDatesParse *parse, guint at);
// A number in digits or words, at most 9999: the term after it; 0: none.
guint tnc_reading_dates_grammar_number(const TncReadingDatesParse *parse, guint at,
                                       int *number_out);
// A day of a month: '9', '9th', 'ninth', 'twenty ninth'.
guint tnc_reading_dates_grammar_day(const TncReadingDatesParse *parse, guint at, int *day_out,
                                    gboolean *ordinal_out);
// A day of a month with the sign of Chinese behind it: '22号'. The term after it; 0: none.
guint tnc_reading_dates_grammar_day_sign(const TncReadingDatesParse *parse, guint at, int *day_out);
// A year in digits or words, 1900 to 2199: the term after it; 0: none.
guint tnc_reading_dates_grammar_year(const TncReadingDatesParse *parse, guint at, int *year_out);

// ---- for the shapes

// 'last', 'this', 'next'
typedef enum { NOWHERE, BACK, HERE, AHEAD } TncReadingDatesDirection;

// Fills MATCH and gives END; 0 where a date is none.
guint tnc_reading_dates_grammar_give(TncReadingDatesMatch *match, TncDate date, TncDate last,
                                     guint end);
TncReadingDatesDirection tnc_reading_dates_grammar_direction(const TncReadingDatesParse *parse,
                                                             guint at, int *value_out);
// The words before a thing: 'this', 'next', 'this past'. Returns the term after them.
guint tnc_reading_dates_grammar_directions(const TncReadingDatesParse *parse, guint at,
                                           TncReadingDatesDirection *direction_out, int *value_out);
// Shapes that others hold: 'within two days', 'next week', 'Christmas'. The term after them; 0: none.
guint tnc_reading_dates_grammar_duration(const TncReadingDatesParse *parse, guint at,
                                         TncReadingDatesMatch *match);
guint tnc_reading_dates_grammar_period(const TncReadingDatesParse *parse, guint at,
                                       TncReadingDatesMatch *match);
guint tnc_reading_dates_grammar_holiday(const TncReadingDatesParse *parse, guint at,
                                        TncReadingDatesMatch *match);
