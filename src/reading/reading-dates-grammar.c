// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates that lean on the day of the message: durations, periods, holidays. Every shape is tried at a place and the longest
// one wins.

#include "reading-dates-grammar.h"
#include "reading-dates-day.h"
#include "reading-dates-unit.h"
#include <string.h>

#define glued tnc_reading_dates_grammar_glued
#define has tnc_reading_dates_grammar_has
#define sign tnc_reading_dates_grammar_sign
#define skip tnc_reading_dates_grammar_skip
#define number_at tnc_reading_dates_grammar_number
#define year_number tnc_reading_dates_grammar_year
#define give tnc_reading_dates_grammar_give
#define direction_at tnc_reading_dates_grammar_direction
#define directions tnc_reading_dates_grammar_directions
#define match_duration tnc_reading_dates_grammar_duration
#define match_period tnc_reading_dates_grammar_period
#define match_holiday tnc_reading_dates_grammar_holiday
#define match_weekday tnc_reading_dates_day_weekday
#define match_day_word tnc_reading_dates_day_word
#define match_day_of_month tnc_reading_dates_day_of_month
#define weekday_at tnc_reading_dates_day_weekday_at
#define coming_day tnc_reading_dates_day_coming
#define stands_alone tnc_reading_dates_day_stands_alone
#define unit_at tnc_reading_dates_unit_at
#define add tnc_reading_dates_unit_add
#define period_start tnc_reading_dates_unit_start
#define period_end tnc_reading_dates_unit_end

typedef TncReadingDatesParse Parse;
typedef TncReadingDatesMatch Match;
typedef TncReadingDatesUnit Unit;
typedef TncReadingDatesDirection Direction;

guint
tnc_reading_dates_grammar_give(Match *match, TncDate date, TncDate last, guint end)
{
    if (date == TNC_DATE_NONE || last == TNC_DATE_NONE)
        return 0;
    *match = (Match){.date = date, .last = MAX(date, last), .end = end};
    return end;
}

// ---- directions: 'next', 'last', 'this'

Direction
tnc_reading_dates_grammar_direction(const Parse *parse, guint at, int *value_out)
{
    *value_out = 0;
    return has(parse, at, TNC_MEANS_NEXT, value_out)   ? AHEAD
           : has(parse, at, TNC_MEANS_LAST, value_out) ? BACK
           : has(parse, at, TNC_MEANS_THIS, value_out) ? HERE
                                                       : NOWHERE;
}

// The words before a thing: 'this', 'next', 'this past'. Returns the term after them.
guint
tnc_reading_dates_grammar_directions(const Parse *parse, guint at, Direction *direction_out,
                                     int *value_out)
{
    int value;
    *direction_out = NOWHERE;
    *value_out = 0;
    for (guint i = 0; i < 3; i++) {
        at = skip(parse, at);
        Direction one = direction_at(parse, at, &value);
        if (one == NOWHERE)
            break;
        // 'this past', 'this next': the one nearest to today
        *value_out = *direction_out == HERE ? 0 : value;
        *direction_out = one;
        at++;
    }
    return at;
}

// ---- durations

// 'and 2 weeks and 2 days'
static guint
more_units(const Parse *parse, guint at, int side, TncDate *date)
{
    int count;
    Unit unit;
    for (;;) {
        guint next = at + (has(parse, at, TNC_MEANS_AND, NULL) || sign(parse, at, ','));
        next = next > at ? number_at(parse, next, &count) : 0;
        if (!next || !unit_at(parse, next, &unit))
            return at;
        *date = add(parse, *date, side * count, &unit, FALSE);
        at = next + 1;
    }
}

typedef struct {
    int low;
    int high;
    Unit unit;
    gboolean working;
} Span;

// '3 working days', '3 to 5 days', 'two weeks'
static guint
span_at(const Parse *parse, guint at, Span *span)
{
    guint next = number_at(parse, at, &span->low);
    if (!next)
        return 0;
    span->high = span->low;
    int high;
    gboolean range = has(parse, next, TNC_MEANS_TO, NULL) || sign(parse, next, '-') ||
                     sign(parse, next, '/') || sign(parse, next, '~');
    guint end = range ? number_at(parse, next + 1, &high) : 0;
    if (end && high >= span->low) {
        span->high = high;
        next = end;
    }
    int value;
    Direction direction = direction_at(parse, next, &value);
    // 'les 3 prochains jours', 'the 2 next days' are for match_duration().
    guint unit = next + (direction != NOWHERE);
    span->working = has(parse, unit, TNC_MEANS_WORKING, NULL);
    unit += span->working;
    if (!unit_at(parse, unit, &span->unit))
        return 0;
    next = unit + 1;
    if (has(parse, next, TNC_MEANS_WORKING, NULL)) {
        span->working = TRUE;
        next++;
    }
    return next;
}

static guint
give_span(const Parse *parse, const Span *span, TncDate from, int side, guint end, Match *match)
{
    TncDate date = add(parse, from, side * span->low, &span->unit, span->working);
    TncDate last = add(parse, from, side * span->high, &span->unit, span->working);
    end = more_units(parse, end, side, &date);
    return give(match, date, MAX(date, last), end);
}

// 'next two weeks', 'the last 3 months', 'les 3 prochains jours': the days themselves.
static guint
give_period(const Parse *parse, const Span *span, Direction direction, guint end, Match *match)
{
    TncDate today = parse->reference;
    if (span->unit.unit == TNC_MEANS_QUARTERS) {
        TncDate now = period_start(today, &span->unit);
        TncDate other =
            add(parse, now, direction == AHEAD ? span->high + 1 : -span->high, &span->unit, FALSE);
        return direction == AHEAD ? give(match, tnc_date_add_months(now, 3), other - 1, end)
                                  : give(match, other, now - 1, end);
    }
    TncDate far = add(parse, today, direction == AHEAD ? span->high : -span->high, &span->unit,
                      span->working);
    end = more_units(parse, end, direction == AHEAD ? 1 : -1, &far);
    return direction == AHEAD ? give(match, MIN(today + 1, far), far, end)
                              : give(match, far, today, end);
}

// 'two days from tomorrow', '16 days after 01/02/2018', 'the day before yesterday'
static guint
span_and_date(const Parse *parse, const Span *span, guint at, Match *match)
{
    Match from;
    gboolean after = has(parse, at, TNC_MEANS_AFTER, NULL);
    if (!after && !has(parse, at, TNC_MEANS_BEFORE, NULL))
        return 0;
    guint next = skip(parse, at + 1);
    guint end = tnc_reading_dates_absolute_match(parse, next, &from);
    if (!end)
        end = match_day_word(parse, next, &from);
    if (!end)
        end = match_weekday(parse, next, &from);
    if (!end)
        end = match_holiday(parse, next, &from);
    return end ? give_span(parse, span, from.date, after ? 1 : -1, end, match) : 0;
}

static Direction
direction_inside(const Parse *parse, guint at, guint end)
{
    int value;
    for (; at < end; at++) {
        Direction direction = direction_at(parse, at, &value);
        if (direction == AHEAD || direction == BACK)
            return direction;
    }
    return NOWHERE;
}

guint
tnc_reading_dates_grammar_duration(const Parse *parse, guint at, Match *match)
{
    Span span;
    int value;
    Direction direction;
    gboolean in = has(parse, at, TNC_MEANS_WITHIN, NULL);
    gboolean within = in || has(parse, at, TNC_MEANS_BY, NULL);
    gboolean since = has(parse, at, TNC_MEANS_SINCE, NULL);
    guint next = directions(parse, at + (within || since), &direction, &value);
    guint end = span_at(parse, next, &span);
    // 'pour 2 minutes' is how long
    gboolean long_for = within && !in && span.unit.unit <= TNC_MEANS_MINUTES;
    if (!end || long_for)
        return 0;
    if (direction == NOWHERE || direction == HERE)
        direction = direction_inside(parse, next, end);
    if (direction == NOWHERE && direction_at(parse, end, &value) != NOWHERE) {
        direction = direction_at(parse, end, &value);
        end += direction == AHEAD || direction == BACK;
    }
    if (direction == AHEAD || direction == BACK) {
        end = give_period(parse, &span, direction, end, match);
        match->deadline = end && within;
        return end;
    }
    if (has(parse, end, TNC_MEANS_AGO, NULL))
        return give_span(parse, &span, parse->reference, -1, end + 1, match);
    guint from = span_and_date(parse, &span, end, match);
    if (from)
        return from;
    if (since)
        return give_span(parse, &span, parse->reference, -1, end, match);
    gboolean hence = has(parse, end, TNC_MEANS_HENCE, &value);
    if (!hence && !within)
        return 0;
    end = give_span(parse, &span, parse->reference, 1, end + hence, match);
    match->deadline = end && (within || value);
    return end;
}

// ---- periods

enum { PART_BEGINNING = 1, PART_MIDDLE, PART_END, PART_LATER };

// The part of a period, by its length: weeks, months, years. A third of a month ends on the 10th and the 20th; the end
// of what goes on now begins with its second half.
static void
narrow_year(Match *match, int part, gboolean now)
{
    TncDate start = match->date;
    if (part == PART_BEGINNING)
        match->last = tnc_date_add_months(start, now ? 6 : 4) - 1;
    if (part == PART_MIDDLE)
        match->last = tnc_date_add_months(start, 8) - 1;
    if (part == PART_MIDDLE)
        match->date = tnc_date_add_months(start, 4);
    if (part == PART_END)
        match->date = tnc_date_add_months(start, now ? 6 : 8);
}

static void
narrow(const Parse *parse, Match *match, int part)
{
    int days = match->last - match->date + 1;
    gboolean now = match->date <= parse->reference && parse->reference <= match->last;
    TncDate start = match->date;
    gboolean month = days >= 28 && days <= 31;
    if (days > 300)
        narrow_year(match, part, now);
    else if (part == PART_BEGINNING)
        match->last = start + (days - 1) / 2;
    else if (part == PART_MIDDLE) {
        match->date = start + (month ? 9 : days / 3);
        match->last = month ? start + 19 : match->last - days / 3;
    } else if (part == PART_END)
        match->date = start + (month ? 15 : days / 2);
}

static guint
give_unit(const Parse *parse, const Unit *unit, Direction direction, int value, guint end,
          Match *match)
{
    int side = direction == AHEAD ? CLAMP(value, 1, 2) : direction == BACK ? -1 : 0;
    TncDate start = period_start(parse->reference, unit);
    Unit one = {unit->unit, unit->times == 10 ? 10 : 1};
    start = add(parse, start, side, &one, FALSE);
    return give(match, start, period_end(parse, start, unit), end);
}

// '2026' after a word that makes it a year; '2017-Q1', 'Q1 2017', 'H2 2019'
static guint
match_year(const Parse *parse, guint at, Match *match)
{
    int year;
    int number;
    guint next = at;
    guint end = 0;
    gboolean known = FALSE;
    guint plain = year_number(parse, at, &year);
    if (plain) {
        known = TRUE;
        next = plain + sign(parse, plain, '-');
    }
    gboolean quarter = has(parse, next, TNC_MEANS_QUARTER, NULL);
    if (quarter || has(parse, next, TNC_MEANS_HALF, NULL)) {
        if (!number_at(parse, next + 1, &number) || number < 1 || number > (quarter ? 4 : 2))
            return 0;
        end = next + 2;
        guint after = end + sign(parse, end, '-');
        if (!known && year_number(parse, after, &year)) {
            known = TRUE;
            end = after + 1;
        }
        int months = quarter ? 3 : 6;
        if (!known)
            year = tnc_date_to_ymd(parse->reference).year;
        TncDate start = tnc_date_from_ymd(year, (number - 1) * months + 1, 1);
        return give(match, start, tnc_date_add_months(start, months) - 1, end);
    }
    Unit unit;
    gboolean announced =
        at > 0 &&
        (has(parse, at - 1, TNC_MEANS_IN, NULL) || has(parse, at - 1, TNC_MEANS_AFTER, NULL) ||
         has(parse, at - 1, TNC_MEANS_BEFORE, NULL) || has(parse, at - 1, TNC_MEANS_TO, NULL) ||
         has(parse, at - 1, TNC_MEANS_BY, NULL) ||
         (unit_at(parse, at - 1, &unit) && unit.unit == TNC_MEANS_YEARS));
    return known && announced
               ? give(match, tnc_date_from_ymd(year, 1, 1), tnc_date_from_ymd(year, 12, 31), at + 1)
               : 0;
}

// The whole of which something is a part: 'of next month', 'of 2021', 'of Jan 2015', 'of the year'.
static guint
whole_at(const Parse *parse, guint at, Match *match)
{
    Unit unit;
    guint next = skip(parse, at);
    guint end = tnc_reading_dates_absolute_match(parse, next, match);
    if (end && match->last > match->date)
        return end;
    int year;
    if (year_number(parse, next, &year))
        return give(match, tnc_date_from_ymd(year, 1, 1), tnc_date_from_ymd(year, 12, 31),
                    next + 1);
    end = match_period(parse, next, match);
    if (end)
        return end;
    return unit_at(parse, next, &unit) && unit.unit >= TNC_MEANS_WEEKS &&
                   unit.unit <= TNC_MEANS_YEARS
               ? give_unit(parse, &unit, HERE, 0, next + 1, match)
               : 0;
}

// What is after 'the last' or 'the first': '3 weeks of this year'.
static guint
some_units(const Parse *parse, guint at, gboolean last, Match *match)
{
    int count;
    Unit unit;
    Match whole;
    guint end = number_at(parse, at, &count);
    if (!end || !unit_at(parse, end, &unit) || skip(parse, end + 1) == end + 1)
        return 0;
    guint stop = whole_at(parse, end + 1, &whole);
    if (!stop || whole.last - whole.date <= 6)
        return 0;
    gboolean weeks = unit.unit == TNC_MEANS_WEEKS;
    TncDate first = weeks ? period_start(whole.date + 3, &unit) : whole.date;
    TncDate after = weeks ? period_start(whole.last - 3, &unit) + 7 : whole.last + 1;
    return last ? give(match, add(parse, after, -count, &unit, FALSE), after - 1, stop)
                : give(match, first, add(parse, first, count, &unit, FALSE) - 1, stop);
}

// Week 1 holds the fourth of January (ISO 8601).
static guint
give_week(int nth, int year, guint end, Match *match)
{
    static const Unit week = {TNC_MEANS_WEEKS, 1};
    TncDate fourth = tnc_date_from_ymd(year, 1, 4);
    if (fourth == TNC_DATE_NONE)
        return 0;
    TncDate start = period_start(fourth, &week) + 7 * (nth - 1);
    return give(match, start, start + 6, end);
}

// 'week 31', 'week 27 of last year'
static guint
match_numbered_week(const Parse *parse, guint at, Match *match)
{
    Unit unit;
    Match whole;
    int nth;
    int year = tnc_date_to_ymd(parse->reference).year;
    guint next = skip(parse, at);
    if (!unit_at(parse, next, &unit) || unit.unit != TNC_MEANS_WEEKS ||
        !number_at(parse, next + 1, &nth) || nth < 1 || nth > 53)
        return 0;
    guint end = next + 2;
    guint of = skip(parse, end + sign(parse, end, ','));
    guint known = year_number(parse, of, &year);
    if (!known && match_period(parse, of, &whole) && whole.last - whole.date > 300) {
        year = tnc_date_to_ymd(whole.date + 7).year;
        known = whole.end;
    }
    return give_week(nth, year, MAX(end, known), match);
}

// The NTH unit of WHOLE, counted from 1; 0: the last one. The first week of a year is the one with its first Thursday.
static TncDate
nth_start(const Parse *parse, const Match *whole, const Unit *unit, int nth)
{
    int thursday = unit->unit == TNC_MEANS_WEEKS ? 3 : 0;
    if (nth == 0)
        return period_start(whole->last - thursday, unit);
    if (unit->unit == TNC_MEANS_DAYS)
        return whole->date + nth - 1;
    return add(parse, period_start(whole->date + thursday, unit), nth - 1, unit, FALSE);
}

// 'the third quarter (of 2016)', 'le premier trimestre 2027': of this year where none is said.
static guint
match_nth_of_year(const Parse *parse, guint at, int nth, const Unit *unit, Match *match)
{
    static const Unit year_unit = {TNC_MEANS_YEARS, 1};
    Match whole;
    int months = unit->unit == TNC_MEANS_QUARTERS ? 3 : 6;
    guint end = whole_at(parse, at + 1, &whole);
    if (!end || whole.last - whole.date < 300) {
        end = at + 1;
        whole.date = period_start(parse->reference, &year_unit);
    }
    if (nth < 1 || nth * months > 12)
        return 0;
    TncDate start = tnc_date_add_months(whole.date, (nth - 1) * months);
    return give(match, start, tnc_date_add_months(start, months) - 1, end);
}

// 'the last Friday in March', 'le premier lundi du mois prochain'
static guint
match_nth_weekday(const Parse *parse, guint at, Match *match)
{
    int nth = 0;
    int weekday;
    gboolean ordinal = TRUE;
    Match whole;
    guint next = skip(parse, at);
    gboolean last = has(parse, next, TNC_MEANS_LAST, NULL);
    guint end = last ? next + 1 : tnc_reading_dates_grammar_day(parse, next, &nth, &ordinal);
    if (!end || !ordinal || nth > 5 || !has(parse, end, TNC_MEANS_WEEKDAY, &weekday))
        return 0;
    guint of = skip(parse, end + 1 + has(parse, end + 1, TNC_MEANS_IN, NULL));
    guint stop = of > end + 1 ? whole_at(parse, of, &whole) : 0;
    if (!stop || whole.last - whole.date < 27)
        return 0;
    TncDate from = last ? whole.last - 6 : whole.date + 7 * (nth - 1);
    TncDate date = from + (weekday - tnc_date_weekday(from) + 7) % 7;
    return give(match, date, date, stop);
}

// 'the first week of 2021', 'the last week of this month', 'the 9th month of next year'
static guint
match_nth_unit(const Parse *parse, guint at, Match *match)
{
    int nth = 0;
    gboolean ordinal;
    Unit unit;
    Match whole;
    guint next = skip(parse, at);
    gboolean last = has(parse, next, TNC_MEANS_LAST, NULL);
    guint end = last ? next + 1 : tnc_reading_dates_grammar_day(parse, next, &nth, &ordinal);
    guint some = end ? some_units(parse, end, last, match) : 0;
    if (some || !end || !unit_at(parse, end, &unit))
        return some;
    gboolean quarters = unit.unit == TNC_MEANS_QUARTERS;
    int year;
    gboolean dated = year_number(parse, skip(parse, end + 1), &year);
    if ((!last || dated) && (quarters || unit.unit == TNC_MEANS_HALVES))
        return match_nth_of_year(parse, end, last ? quarters ? 4 : 2 : nth, &unit, match);
    // 'in der 12. Kalenderwoche'
    if (unit.unit == TNC_MEANS_WEEKS && nth > 5 && ordinal)
        return give_week(nth, tnc_date_to_ymd(parse->reference).year, end + 1, match);
    if (skip(parse, end + 1) == end + 1 && !has(parse, end + 1, TNC_MEANS_IN, NULL))
        return 0;
    guint stop = whole_at(parse, end + 1 + has(parse, end + 1, TNC_MEANS_IN, NULL), &whole);
    if (!stop || whole.last - whole.date <= 6)
        return 0;
    Unit one = {unit.unit, 1};
    TncDate start = nth_start(parse, &whole, &one, nth);
    return give(match, start, period_end(parse, start, &one), stop);
}

// 'the end of next month', 'mid-March', 'later this week'
static guint
match_part(const Parse *parse, guint at, int part, Match *match)
{
    int weekday;
    guint next = at + 1 + sign(parse, at + 1, '-');
    if (part == PART_BEGINNING || part == PART_LATER)
        next += has(parse, next, TNC_MEANS_WITHIN, NULL) || has(parse, next, TNC_MEANS_IN, NULL);
    guint end = whole_at(parse, next, match);
    if (!end)
        return weekday_at(parse, skip(parse, next), &weekday) ? match_weekday(parse, next, match)
                                                              : 0;
    if (match->last > match->date)
        narrow(parse, match, MIN(part, PART_END));
    // 'later this week': not what has gone by
    if (part == PART_LATER)
        match->date = MAX(match->date, MIN(parse->reference, match->last));
    return end;
}

// 'next March', 'this September', 'next 5/19'
static guint
match_directed_date(const Parse *parse, guint at, Direction direction, Match *match)
{
    guint end = tnc_reading_dates_absolute_match(parse, at, match);
    if (!end)
        return 0;
    TncYmd now = tnc_date_to_ymd(parse->reference);
    TncYmd ymd = tnc_date_to_ymd(match->date);
    gboolean whole = match->last > match->date;
    int year = now.year + (direction == AHEAD && ymd.month <= now.month) -
               (direction == BACK && ymd.month >= now.month);
    TncDate date = tnc_date_from_ymd(year, ymd.month, ymd.day);
    return give(match, date, whole ? tnc_date_add_months(date, 1) - 1 : date, end);
}

// 'next week', 'la semaine prochaine', 'next week Wednesday', 'previous week - Monday'
static guint
match_directed_unit(const Parse *parse, guint at, const Unit *unit, Direction direction, int value,
                    Match *match)
{
    int weekday;
    int number;
    gboolean ordinal = FALSE;
    guint day = at + 1 + sign(parse, at + 1, '-');
    if (!give_unit(parse, unit, direction, value, at + 1, match))
        return 0;
    // '下个月17号'
    guint end = unit->unit == TNC_MEANS_MONTHS
                    ? tnc_reading_dates_grammar_day(parse, at + 1, &number, &ordinal)
                    : 0;
    if (end && ordinal && match->date + number - 1 <= match->last)
        return give(match, match->date + number - 1, match->date + number - 1, end);
    return unit->unit == TNC_MEANS_WEEKS && weekday_at(parse, day, &weekday)
               ? give(match, match->date + weekday - 1, match->date + weekday - 1, day + 1)
               : match->end;
}

guint
tnc_reading_dates_grammar_period(const Parse *parse, guint at, Match *match)
{
    int value;
    int part;
    Unit unit;
    Direction direction;
    if (has(parse, at, TNC_MEANS_PART, &part))
        return match_part(parse, at, part, match);
    guint next = directions(parse, at, &direction, &value);
    gboolean named = unit_at(parse, next, &unit);
    if (direction != NOWHERE)
        return named ? match_directed_unit(parse, next, &unit, direction, value, match)
                     : match_directed_date(parse, next, direction, match);
    direction = named ? direction_at(parse, next + 1, &value) : NOWHERE;
    return direction != NOWHERE ? give_unit(parse, &unit, direction, value, next + 2, match) : 0;
}

// ---- holidays

static TncDate
nth_weekday(int year, int code)
{
    int month = code / 100;
    int week = code / 10 % 10;
    int weekday = code % 10;
    TncDate first = tnc_date_from_ymd(year, month, 1);
    TncDate start = week == 9 ? tnc_date_add_months(first, 1) - 7 : first + 7 * (week - 1);
    return start + (weekday - tnc_date_weekday(start) + 7) % 7;
}

static gboolean
holiday_in(const Parse *parse, guint at, int year, TncDate *date_out)
{
    int value;
    if (has(parse, at, TNC_MEANS_HOLIDAY, &value))
        *date_out = tnc_date_from_ymd(year, value / 100, value % 100);
    else if (has(parse, at, TNC_MEANS_EASTER, &value))
        *date_out = tnc_date_easter(year) + value;
    else if (has(parse, at, TNC_MEANS_NTH_WEEKDAY, &value))
        // The day after Thanksgiving is no nth Friday: 'value' may carry days to add, in thousands of ten.
        *date_out = nth_weekday(year, value % 10000) + value / 10000;
    else
        return FALSE;
    return TRUE;
}

// The long weekend of the holiday DATE: that of a Thursday or a Friday begins with it.
static guint
give_weekend(TncDate date, guint end, Match *match)
{
    int weekday = tnc_date_weekday(date);
    TncDate saturday = weekday >= 4 ? date + 6 - weekday : date - weekday - 1;
    return give(match, MIN(saturday, date), MAX(saturday + 1, date), end);
}

guint
tnc_reading_dates_grammar_holiday(const Parse *parse, guint at, Match *match)
{
    int value;
    int year;
    Direction direction;
    TncDate date;
    int this_year = tnc_date_to_ymd(parse->reference).year;
    guint next = directions(parse, at, &direction, &value);
    if (!holiday_in(parse, next, this_year, &date))
        return 0;
    guint of = skip(parse, next + 1);
    if (year_number(parse, of, &year))
        return holiday_in(parse, next, year, &date) ? give(match, date, date, of + 1) : 0;
    Match whole;
    if (match_period(parse, of, &whole) && whole.last - whole.date > 300)
        return holiday_in(parse, next, tnc_date_to_ymd(whole.date).year, &date)
                   ? give(match, date, date, whole.end)
                   : 0;
    Unit unit;
    if (unit_at(parse, next + 1, &unit) && unit.unit == TNC_MEANS_WEEKENDS)
        return give_weekend(date, next + 2, match);
    year = this_year + (direction != BACK && direction != HERE && date < parse->reference) -
           (direction == BACK && date >= parse->reference);
    return holiday_in(parse, next, year, &date) ? give(match, date, date, next + 1) : 0;
}

// ---- all of them

// '12 March', 'mars prochain', 'le 2 février dernier'
static guint
match_absolute(const Parse *parse, guint at, Match *match)
{
    int value;
    guint end = tnc_reading_dates_absolute_match(parse, at, match);
    Direction direction = end && !match->dated && skip(parse, end) == end
                              ? direction_at(parse, end, &value)
                              : NOWHERE;
    Unit unit;
    if ((direction != AHEAD && direction != BACK) || unit_at(parse, end + 1, &unit))
        return end;
    gboolean whole = match->last > match->date;
    gboolean past = match->date <= parse->reference;
    int years = direction == AHEAD && past ? 1 : direction == BACK && !past ? -1 : 0;
    TncDate date = tnc_date_add_months(match->date, 12 * years);
    return give(match, date, whole ? tnc_date_add_months(date, 1) - 1 : date, end + 1);
}

// 'Monatsende', 'Jahresanfang', '下个月底'
static guint
match_part_of(const Parse *parse, guint at, Match *match)
{
    static const TncReadingMeaning units[] = {TNC_MEANS_WEEKS, TNC_MEANS_MONTHS, TNC_MEANS_YEARS};
    int value;
    int steps;
    Direction direction;
    guint next = skip(parse, directions(parse, at, &direction, &steps));
    if (!has(parse, next, TNC_MEANS_PART_OF, &value))
        return 0;
    Unit unit = {units[CLAMP(value % 10, 1, 3) - 1], 1};
    give_unit(parse, &unit, direction == NOWHERE ? HERE : direction, steps, next + 1, match);
    narrow(parse, match, value / 10);
    return next + 1;
}

// 'tout le mois de septembre'
static gboolean
match_named_month(const Parse *parse, guint at, const Unit *unit, Match *match)
{
    return unit->unit == TNC_MEANS_MONTHS && tnc_reading_dates_absolute_match(parse, at, match) &&
           match->last > match->date;
}

// 'the 18th', 'February 4' after 'the week of': that week, from its Monday
static guint
match_week_of(const Parse *parse, guint of, const Unit *week, Match *match)
{
    Match day;
    int number;
    gboolean ordinal;
    guint end = tnc_reading_dates_absolute_match(parse, of, &day);
    if (!end) {
        end = tnc_reading_dates_grammar_day(parse, of, &number, &ordinal);
        gboolean signed_day =
            has(parse, of - 1, TNC_MEANS_DAY_SIGN, NULL) && stands_alone(parse, end);
        if (!end || !(ordinal || signed_day))
            return 0;
        day.date = coming_day(parse, number);
    }
    TncDate monday = period_start(day.date, week);
    return give(match, monday, monday + 6, end);
}

// 'the week of the 18th', 'the week starting on February 4', 'in the year', 'of the month'
static guint
match_the_period(const Parse *parse, guint at, Match *match)
{
    Unit unit;
    Match day;
    guint next = skip(parse, at);
    if (!unit_at(parse, next, &unit) || unit.unit < TNC_MEANS_DAYS || unit.unit > TNC_MEANS_YEARS)
        return 0;
    int year;
    if (unit.unit == TNC_MEANS_YEARS && year_number(parse, skip(parse, next + 1), &year))
        return give(match, tnc_date_from_ymd(year, 1, 1), tnc_date_from_ymd(year, 12, 31),
                    skip(parse, next + 1) + 1);
    guint of = next + 1;
    while (has(parse, of, TNC_MEANS_OF, NULL) || has(parse, of, TNC_MEANS_IN, NULL))
        of++;
    guint end = 0;
    if (unit.unit == TNC_MEANS_WEEKS && of > next + 1)
        end = match_week_of(parse, of, &unit, match);
    if (end)
        return end;
    // 'the weekend of Thanksgiving', 'le week-end de Pâques'
    if (unit.unit == TNC_MEANS_WEEKENDS && match_holiday(parse, skip(parse, of), &day))
        return give_weekend(day.date, day.end, match);
    if (of > next + 1 && match_named_month(parse, of, &unit, match))
        return match->end;
    // Only with an article and something before it: 'in the week', 'du mois'
    gboolean said = at > 0 && (has(parse, at - 1, TNC_MEANS_WITHIN, NULL) ||
                               (at > 1 && has(parse, at - 1, TNC_MEANS_OF, NULL)) ||
                               (next > at && has(parse, at - 1, TNC_MEANS_IN, NULL)));
    said |= unit.unit == TNC_MEANS_WEEKENDS;
    return said ? give_unit(parse, &unit, HERE, 0, next + 1, match) : 0;
}

// '2014 to 2018', 'between 2014 and 2018', '2014-2018'
static guint
match_years(const Parse *parse, guint at, Match *match)
{
    int from;
    int to;
    if (!year_number(parse, at, &from) ||
        !(has(parse, at + 1, TNC_MEANS_TO, NULL) || has(parse, at + 1, TNC_MEANS_AND, NULL) ||
          sign(parse, at + 1, '-') || sign(parse, at + 1, '~')))
        return 0;
    guint next = skip(parse, at + 2);
    // A telephone number goes on.
    gboolean more = sign(parse, next + 1, '-') || (at > 0 && sign(parse, at - 1, '-'));
    return year_number(parse, next, &to) && to >= from && !more
               ? give(match, tnc_date_from_ymd(from, 1, 1), tnc_date_from_ymd(to, 12, 31), next + 1)
               : 0;
}

typedef guint (*Shape)(const Parse *parse, guint at, Match *match);

static const Shape shapes[] = {
    match_weekday, match_absolute,   match_duration,      match_day_word,    match_period,
    match_holiday, match_nth_unit,   match_numbered_week, match_year,        match_day_of_month,
    match_years,   match_the_period, match_part_of,       match_nth_weekday,
};

gboolean
tnc_reading_dates_grammar_match(const Parse *parse, guint at, Match *match_out)
{
    gboolean deadline =
        has(parse, at, TNC_MEANS_BY, NULL) || has(parse, at, TNC_MEANS_BEFORE, NULL);
    gboolean before =
        deadline || has(parse, at, TNC_MEANS_IN, NULL) || has(parse, at, TNC_MEANS_AFTER, NULL);
    guint start = before ? skip(parse, at + 1) : at;
    match_out->end = 0;
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        Match match = {0};
        // A duration needs the word before it, the rest does not.
        guint from = shapes[i] == match_duration || shapes[i] == match_day_of_month ? at
                     : shapes[i] == match_the_period && before                      ? at + 1
                                                                                    : start;
        if (shapes[i](parse, from, &match) > match_out->end)
            *match_out = match;
    }
    // 'after 2018', 'after February': from the day on which it is over
    int over = 0;
    gboolean after = has(parse, at, TNC_MEANS_AFTER, &over);
    int part = 0;
    gboolean middle = has(parse, start, TNC_MEANS_PART, &part) && part == PART_MIDDLE;
    if (match_out->end && after && over && (middle || match_out->last - match_out->date >= 27))
        match_out->date = match_out->last = match_out->last + 1;
    match_out->deadline |= deadline;
    // 'by 24 December', said in March
    if (deadline && match_out->guessed && match_out->last < parse->reference) {
        match_out->date = tnc_date_add_months(match_out->date, 12);
        match_out->last = tnc_date_add_months(match_out->last, 12);
    }
    return match_out->end > 0;
}
