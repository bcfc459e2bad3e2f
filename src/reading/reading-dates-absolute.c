// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendar dates. A number is part of a date only with a month, a year or its separators: prices, versions, telephone
// and order numbers must stay what they are.

#include "reading-dates-grammar.h"
#include <string.h>

#define has tnc_reading_dates_grammar_has
#define sign tnc_reading_dates_grammar_sign
#define glued tnc_reading_dates_grammar_glued
#define skip tnc_reading_dates_grammar_skip

typedef TncReadingDatesParse Parse;
typedef TncReadingDatesMatch Match;

gboolean
tnc_reading_dates_grammar_has(const Parse *parse, guint at, TncReadingMeaning meaning,
                              int *value_out)
{
    if (at >= parse->count)
        return FALSE;
    const TncReadingTerm *term = &parse->terms[at];
    for (guint i = 0; i < term->count; i++) {
        if (term->meanings[i] != meaning)
            continue;
        if (value_out)
            *value_out = term->values[i];
        return TRUE;
    }
    return FALSE;
}

gboolean
tnc_reading_dates_grammar_sign(const Parse *parse, guint at, char wanted)
{
    return at < parse->count && parse->terms[at].mark == wanted;
}

gboolean
tnc_reading_dates_grammar_glued(const Parse *parse, guint at)
{
    return at > 0 && at < parse->count && parse->terms[at].start == parse->terms[at - 1].end;
}

guint
tnc_reading_dates_grammar_skip(const Parse *parse, guint at)
{
    while (has(parse, at, TNC_MEANS_OF, NULL))
        at++;
    return at;
}

static gboolean
digits(const Parse *parse, guint at, guint least, guint most, int *number_out)
{
    if (at >= parse->count || parse->terms[at].number < 0 || parse->terms[at].digits < least ||
        parse->terms[at].digits > most)
        return FALSE;
    *number_out = parse->terms[at].number;
    return TRUE;
}

guint
tnc_reading_dates_grammar_number(const Parse *parse, guint at, int *number_out)
{
    int tens;
    int ones;
    if (digits(parse, at, 1, 4, number_out))
        return at + 1;
    if (!has(parse, at, TNC_MEANS_NUMBER, &tens))
        return 0;
    *number_out = tens;
    guint next = at + 1;
    if (tens < 20 || tens % 10 != 0)
        return next;
    next += sign(parse, next, '-') || has(parse, next, TNC_MEANS_AND, NULL);
    if (!has(parse, next, TNC_MEANS_NUMBER, &ones) || ones >= 10)
        return at + 1;
    *number_out += ones;
    return next + 1;
}

// NEXT when a month can have such a DAY, else 0.
static guint
if_day(int day, guint next)
{
    return day >= 1 && day <= 31 ? next : 0;
}

guint
tnc_reading_dates_grammar_day(const Parse *parse, guint at, int *day_out, gboolean *ordinal_out)
{
    int number;
    int ones;
    *ordinal_out = TRUE;
    if (digits(parse, at, 1, 2, &number)) {
        // '9th', '9.', '4.º'
        guint after = at + 1;
        if (sign(parse, after, '.') && glued(parse, after) &&
            !has(parse, after, TNC_MEANS_SUFFIX, NULL))
            after++;
        gboolean suffix = glued(parse, after) && has(parse, after, TNC_MEANS_SUFFIX, NULL);
        *day_out = number;
        *ordinal_out = suffix;
        return if_day(number, suffix ? after + 1 : at + 1);
    }
    if (has(parse, at, TNC_MEANS_NUMBER, &number) && number >= 20 && number % 10 == 0) {
        guint next = at + 1 + sign(parse, at + 1, '-');
        if (has(parse, next, TNC_MEANS_ORDINAL, &ones) && ones > 0 && ones < 10) {
            *day_out = number + ones;
            return if_day(*day_out, next + 1);
        }
    }
    if (has(parse, at, TNC_MEANS_ORDINAL, day_out))
        return if_day(*day_out, at + 1);
    *ordinal_out = FALSE;
    guint next = tnc_reading_dates_grammar_number(parse, at, day_out);
    return next ? if_day(*day_out, next) : 0;
}

// ---- years

static int
century(int year)
{
    return year < 50 ? 2000 + year : 1900 + year;
}

// 'two thousand and eighteen'
static guint
year_in_words(const Parse *parse, guint at, int *year_out)
{
    int thousands;
    int rest = 0;
    if (!has(parse, at, TNC_MEANS_NUMBER, &thousands) || thousands > 2 ||
        !has(parse, at + 1, TNC_MEANS_THOUSAND, NULL))
        return 0;
    guint end = at + 2;
    guint more =
        tnc_reading_dates_grammar_number(parse, end + has(parse, end, TNC_MEANS_AND, NULL), &rest);
    *year_out = thousands * 1000 + (more ? rest : 0);
    return MAX(end, more);
}

static gboolean
is_near(int year)
{
    return year >= 1900 && year < 2200;
}

guint
tnc_reading_dates_grammar_year(const Parse *parse, guint at, int *year_out)
{
    int year = 0;
    gboolean four = digits(parse, at, 4, 4, &year) && is_near(year);
    // A telephone number goes on.
    gboolean longer = sign(parse, at + 1, '-') && glued(parse, at + 1) && glued(parse, at + 2) &&
                      at + 2 < parse->count && parse->terms[at + 2].digits > 2 &&
                      parse->terms[at + 2].digits != 4;
    guint end = four && !longer ? at + 1 : year_in_words(parse, at, &year);
    if (!end || !is_near(year))
        return 0;
    *year_out = year;
    return end;
}

// The year that brings DAY.MONTH nearest to the reference; 29 February waits for a leap year.
static TncDate
nearest(const Parse *parse, int month, int day)
{
    int year = tnc_date_to_ymd(parse->reference).year;
    TncDate best = TNC_DATE_NONE;
    for (int i = -4; i <= 4; i++) {
        TncDate date = tnc_date_from_ymd(year + i, month, day);
        if (date != TNC_DATE_NONE &&
            (best == TNC_DATE_NONE || ABS(date - parse->reference) < ABS(best - parse->reference)))
            best = date;
    }
    return best;
}

static guint
take(const Parse *parse, Match *match, int year, int month, int day, guint end)
{
    TncDate date = year ? tnc_date_from_ymd(year, month, day) : nearest(parse, month, day);
    if (date == TNC_DATE_NONE)
        return 0;
    *match =
        (Match){.date = date, .last = date, .end = end, .dated = year != 0, .guessed = year == 0};
    return end;
}

static guint
take_month(const Parse *parse, Match *match, int year, int month, guint end)
{
    if (!take(parse, match, year, month, 1, end))
        return 0;
    match->last = tnc_date_add_months(match->date, 1) - 1;
    return end;
}

// ---- digits and separators

// A number that is glued to something longer is no part of a date: '1.2.3', '12/4%', '8.30pm'.
static gboolean
ends_well(const Parse *parse, guint end)
{
    if (has(parse, end, TNC_MEANS_CLOCK, NULL))
        return FALSE;
    if (end >= parse->count || !glued(parse, end))
        return !sign(parse, end, '%');
    const TncReadingTerm *next = &parse->terms[end];
    gboolean more = end + 1 < parse->count && glued(parse, end + 1) && next[1].number >= 0;
    // '4/12-B' is the number of a thing.
    if (next->mark == '-' && glued(parse, end + 1) && end + 1 < parse->count && !next[1].mark &&
        next[1].count == 0 && next[1].number < 0)
        return FALSE;
    return !(next->mark == '%' || next->number >= 0 ||
             (more && next->mark && strchr("/.,:", next->mark)) ||
             (next->count == 0 && !next->mark));
}

// '133-03-2020', 'A12/4', '$12'
static gboolean
begins_well(const Parse *parse, guint at)
{
    if (at == 0 || !glued(parse, at))
        return TRUE;
    const TncReadingTerm *before = &parse->terms[at - 1];
    gboolean longer = at > 1 && glued(parse, at - 1) && parse->terms[at - 2].number >= 0 &&
                      (before->mark != '-' || parse->terms[at - 2].digits > 2);
    // 'AB-12-05-77'
    gboolean word = at > 1 && glued(parse, at - 1) && before->mark == '-' &&
                    !parse->terms[at - 2].mark && parse->terms[at - 2].number < 0;
    return before->mark && !longer && !word && !strchr("+.%$:", before->mark);
}

static gboolean
announced(const Parse *parse, guint at)
{
    if (at == 0)
        return FALSE;
    static const TncReadingMeaning before[] = {
        TNC_MEANS_IN,    TNC_MEANS_BY,     TNC_MEANS_THIS,    TNC_MEANS_NEXT, TNC_MEANS_LAST,
        TNC_MEANS_AFTER, TNC_MEANS_BEFORE, TNC_MEANS_WEEKDAY, TNC_MEANS_TO,   TNC_MEANS_PART};
    guint previous = at - 1;
    while (previous > 0 && has(parse, previous, TNC_MEANS_OF, NULL))
        previous--;
    for (guint i = 0; i < G_N_ELEMENTS(before); i++)
        if (has(parse, previous, before[i], NULL))
            return TRUE;
    return FALSE;
}

// '5/12' in the order of the language, or the other where that cannot be.
static guint
day_and_month(const Parse *parse, Match *match, int one, int other, int year, guint end)
{
    int day = parse->month_first ? other : one;
    int month = parse->month_first ? one : other;
    if (month > 12 || day > 31) {
        int swap = day;
        day = month;
        month = swap;
    }
    return month >= 1 && month <= 12 ? take(parse, match, year, month, day, end) : 0;
}

static char
separator(const Parse *parse, guint at)
{
    return at < parse->count && parse->terms[at].mark && strchr("-/.", parse->terms[at].mark)
               ? parse->terms[at].mark
               : 0;
}

static gboolean
month_name(const Parse *parse, guint at, int *month_out)
{
    return has(parse, at, TNC_MEANS_MONTH, month_out) ||
           has(parse, at, TNC_MEANS_WEAK_MONTH, month_out);
}

// '2026-03-12', '2026/Sep/23', '2016 10 16', '2026-03', '2017 April'
static guint
year_first(const Parse *parse, guint at, Match *match)
{
    int year;
    int month;
    int day;
    if (!digits(parse, at, 4, 4, &year) || year < 1900 || year >= 2100)
        return 0;
    guint step = separator(parse, at + 1) ? 1 : 0;
    guint second = at + 1 + step;
    guint third = second + 1 + (separator(parse, second + 1) ? 1 : 0);
    gboolean named = month_name(parse, second, &month);
    if (!named && !digits(parse, second, 1, 2, &month))
        return 0;
    if (month < 1 || month > 12)
        return 0;
    gboolean whole = digits(parse, third, 1, 2, &day) && ends_well(parse, third + 1);
    if (whole && (step || !named))
        return take(parse, match, year, month, day, third + 1);
    gboolean alone = step && !separator(parse, second + 1) && ends_well(parse, second + 1);
    return named || alone ? take_month(parse, match, year, month, second + 1) : 0;
}

static guint
three_numbers(const Parse *parse, guint at, Match *match)
{
    int one;
    int other;
    int year;
    char first = separator(parse, at + 1);
    if (!first || separator(parse, at + 3) != first || !digits(parse, at, 1, 2, &one) ||
        !digits(parse, at + 2, 1, 2, &other) ||
        !(digits(parse, at + 4, 4, 4, &year) || digits(parse, at + 4, 2, 2, &year)) ||
        (year >= 100 && (year < 1900 || year >= 2200)) || !begins_well(parse, at) ||
        !ends_well(parse, at + 5))
        return 0;
    // Whatever the language, '10.11.2016' is written where the day comes first.
    if (first == '.' && year >= 100 && parse->month_first && other <= 12)
        return take(parse, match, year, other, one, at + 5);
    return day_and_month(parse, match, one, other, year < 100 ? century(year) : year, at + 5);
}

// '24/7', '7/7': at any time.
static gboolean
is_always(const Parse *parse, guint at)
{
    int one;
    int other;
    return digits(parse, at, 1, 2, &one) && digits(parse, at + 2, 1, 1, &other) &&
           sign(parse, at + 1, '/') && (one == 24 || one == 7) && other == 7;
}

static guint
two_numbers(const Parse *parse, guint at, Match *match)
{
    int one;
    int other;
    char between = separator(parse, at + 1);
    guint end = at + 3;
    if (!between || !glued(parse, at + 1) || !glued(parse, at + 2) ||
        !digits(parse, at, 1, 2, &one) || is_always(parse, at) || !begins_well(parse, at) ||
        !ends_well(parse, end))
        return 0;
    if (digits(parse, at + 2, 4, 4, &other) && one >= 1 && one <= 12 && other >= 1900 &&
        other < 2100 && between != '.')
        return take_month(parse, match, other, one, end);
    // '12.03.' of German; '1/2' is a page or a half unless something announces a date.
    gboolean dot = between == '.' && sign(parse, end, '.') && glued(parse, end);
    gboolean slash = between == '/' && !sign(parse, at ? at - 1 : at, '(');
    if (!digits(parse, at + 2, 1, 2, &other) || !(dot || slash || announced(parse, at)) ||
        (slash && one < 4 && other < 5 && !announced(parse, at)))
        return 0;
    return day_and_month(parse, match, one, other, 0, end + dot);
}

// ---- names of months

// What may stand between the parts: 'de', 'of', commas, '.', '-', '/'.
static guint
skip_joints(const Parse *parse, guint at)
{
    for (;; at++) {
        char c = at < parse->count ? parse->terms[at].mark : 0;
        if (!has(parse, at, TNC_MEANS_OF, NULL) && !(c && strchr(",.-/'", c)))
            return at;
    }
}

static guint
with_year(const Parse *parse, Match *match, int month, int day, guint end)
{
    int year;
    guint at = skip_joints(parse, end);
    at += has(parse, at, TNC_MEANS_IN, NULL);
    guint next = at < end + 3 ? tnc_reading_dates_grammar_year(parse, at, &year) : 0;
    if (next)
        return take(parse, match, year, month, day, next);
    return take(parse, match, 0, month, day, end);
}

// '12 March', 'the 9th to the 17th of April'
static guint
day_then_month(const Parse *parse, guint at, Match *match)
{
    int day;
    int last = 0;
    int month;
    gboolean ordinal;
    guint end = tnc_reading_dates_grammar_day(parse, at, &day, &ordinal);
    if (!end)
        return 0;
    // '$12 December', '12:30 December 27'
    gboolean clock = at > 1 && sign(parse, at - 1, ':') && parse->terms[at - 2].number >= 0;
    gboolean money = clock || (at > 0 && (sign(parse, at - 1, '$') || sign(parse, at - 1, '#')));
    guint before = at;
    while (before > 0 && has(parse, before - 1, TNC_MEANS_OF, NULL))
        before--;
    gboolean between = has(parse, end, TNC_MEANS_AND, NULL) && before > 0 &&
                       has(parse, before - 1, TNC_MEANS_IN, NULL);
    if (money && parse->terms[at].number >= 0)
        return 0;
    guint range = between || has(parse, end, TNC_MEANS_TO, NULL) || sign(parse, end, '-')
                      ? tnc_reading_dates_grammar_day(parse, skip(parse, end + 1), &last, &ordinal)
                      : 0;
    end = skip_joints(parse, range ? range : end);
    // 'one may': a number in words makes no month of such a word.
    gboolean words = parse->terms[at].number < 0 && !ordinal;
    if (!month_name(parse, end, &month) || (words && has(parse, end, TNC_MEANS_WEAK_MONTH, NULL)))
        return 0;
    // '4-Jul-95'
    int year;
    gboolean short_year = separator(parse, end - 1) && separator(parse, end + 1) &&
                          glued(parse, end + 1) && digits(parse, end + 2, 2, 2, &year) &&
                          ends_well(parse, end + 3);
    if (short_year)
        return take(parse, match, century(year), month, day, end + 3);
    end = with_year(parse, match, month, day, end + 1);
    if (end && range)
        match->last = match->date + MAX(last - day, 0);
    return end;
}

// 'March 12', 'April 9th through 17th'
static guint
month_then_day(const Parse *parse, guint at, Match *match)
{
    int month;
    int day;
    int last;
    gboolean ordinal;
    if (!month_name(parse, at, &month))
        return 0;
    guint start = skip_joints(parse, at + 1);
    guint end = tnc_reading_dates_grammar_day(parse, start, &day, &ordinal);
    if (!end || (sign(parse, end, ':') && glued(parse, end)))
        return 0;
    // 'März ein', 'in March a': an article or a particle
    if (day == 1 && !ordinal && !digits(parse, start, 1, 2, &day))
        return 0;
    guint range = has(parse, end, TNC_MEANS_TO, NULL)
                      ? tnc_reading_dates_grammar_day(parse, skip(parse, end + 1), &last, &ordinal)
                      : 0;
    int another;
    if (range && !month_name(parse, skip(parse, range), &another)) {
        end = with_year(parse, match, month, day, range);
        match->last = match->date + MAX(last - day, 0);
        return end;
    }
    return with_year(parse, match, month, day, end);
}

static guint
month_alone(const Parse *parse, guint at, Match *match)
{
    int month;
    int year;
    gboolean strong = has(parse, at, TNC_MEANS_MONTH, &month);
    if (!strong && !has(parse, at, TNC_MEANS_WEAK_MONTH, &month))
        return 0;
    guint next = skip_joints(parse, at + 1);
    next += has(parse, next, TNC_MEANS_IN, NULL);
    guint after = next < at + 4 ? tnc_reading_dates_grammar_year(parse, next, &year) : 0;
    if (after)
        return take_month(parse, match, year, month, after);
    int other;
    gboolean range = (has(parse, at + 1, TNC_MEANS_TO, NULL) || sign(parse, at + 1, '-')) &&
                     has(parse, at + 2, TNC_MEANS_MONTH, &other);
    gboolean known =
        strong || range || (announced(parse, at) && !has(parse, at - 1, TNC_MEANS_THIS, NULL));
    return known ? take_month(parse, match, 0, month, at + 1) : 0;
}

// Values of the suffixes of Chinese.
enum { MONTH_SIGN = 1, DAY_SIGN, YEAR_SIGN };

// A number from LEAST to MOST, in digits or in words, and the sign WHAT behind it.
static guint
number_and_sign(const Parse *parse, guint at, int least, int most, int what, int *number_out)
{
    int found;
    guint end = tnc_reading_dates_grammar_number(parse, at, number_out);
    return end && *number_out >= least && *number_out <= most &&
                   has(parse, end, TNC_MEANS_SUFFIX, &found) && found == what
               ? end + 1
               : 0;
}

guint
tnc_reading_dates_grammar_day_sign(const Parse *parse, guint at, int *day_out)
{
    return number_and_sign(parse, at, 1, 31, DAY_SIGN, day_out);
}

// '2026年3月12日', '3月12号', '六月十五日'
static guint
ideographs(const Parse *parse, guint at, Match *match)
{
    int year = 0;
    int month;
    int day;
    guint dated = number_and_sign(parse, at, 1900, 2199, YEAR_SIGN, &year);
    guint named = number_and_sign(parse, MAX(at, dated), 1, 12, MONTH_SIGN, &month);
    if (!named)
        return 0;
    guint end = tnc_reading_dates_grammar_day_sign(parse, named, &day);
    return end ? take(parse, match, dated ? year : 0, month, day, end)
               : take_month(parse, match, dated ? year : 0, month, named);
}

typedef guint (*Shape)(const Parse *parse, guint at, Match *match);

static const Shape shapes[] = {ideographs,     year_first,  three_numbers, day_then_month,
                               month_then_day, month_alone, two_numbers};

static guint
match_one(const Parse *parse, guint at, Match *match)
{
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        guint end = shapes[i](parse, at, match);
        if (end)
            return end;
    }
    return 0;
}

// 'May to October 2020', '5/1-5/7/2020', '26 June to 28 June in 2020': the year of the end is the beginning's.
static void
extend(const Parse *parse, Match *match)
{
    Match to = {0};
    // '28 févr. - 6 mars'
    guint at = match->end + (sign(parse, match->end, '.') && sign(parse, match->end + 1, '-'));
    gboolean range = has(parse, at, TNC_MEANS_TO, NULL) || sign(parse, at, '-') ||
                     sign(parse, at, '~') || has(parse, at, TNC_MEANS_AND, NULL);
    guint next = range ? skip(parse, at + 1) : 0;
    if (!next || !match_one(parse, next, &to))
        return;
    if (to.dated && !match->dated) {
        TncYmd from = tnc_date_to_ymd(match->date);
        int year = tnc_date_to_ymd(to.date).year;
        TncDate date = tnc_date_from_ymd(year, from.month, from.day);
        if (date == TNC_DATE_NONE)
            return; // '29/2-1/9/1999': that year has no such day
        date = date > to.date ? tnc_date_add_months(date, -12) : date;
        match->last += date - match->date;
        match->date = date;
    }
    if (to.last < match->date || has(parse, at, TNC_MEANS_AND, NULL))
        return;
    match->last = to.last;
    match->end = to.end;
}

guint
tnc_reading_dates_absolute_match(const Parse *parse, guint at, Match *match_out)
{
    if (!match_one(parse, at, match_out))
        return 0;
    extend(parse, match_out);
    return match_out->end;
}
