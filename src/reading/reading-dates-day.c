// SPDX-License-Identifier: AGPL-3.0-or-later
// Weekdays and days of a month: 'Friday', 'Wednesday the 13th', 'le 15', 'the 4th of next month'.

#include "reading-dates-day.h"
#include "reading-dates-unit.h"
#include <string.h>

#define glued tnc_reading_dates_grammar_glued
#define has tnc_reading_dates_grammar_has
#define sign tnc_reading_dates_grammar_sign
#define skip tnc_reading_dates_grammar_skip
#define give tnc_reading_dates_grammar_give
#define direction_at tnc_reading_dates_grammar_direction
#define directions tnc_reading_dates_grammar_directions
#define match_duration tnc_reading_dates_grammar_duration
#define match_period tnc_reading_dates_grammar_period
#define match_holiday tnc_reading_dates_grammar_holiday
#define weekday_at tnc_reading_dates_day_weekday_at
#define coming_day tnc_reading_dates_day_coming
#define stands_alone tnc_reading_dates_day_stands_alone
#define unit_at tnc_reading_dates_unit_at

typedef TncReadingDatesParse Parse;
typedef TncReadingDatesMatch Match;
typedef TncReadingDatesUnit Unit;
typedef TncReadingDatesDirection Direction;

// ---- weekdays

gboolean
tnc_reading_dates_day_weekday_at(const Parse *parse, guint at, int *weekday_out)
{
    return has(parse, at, TNC_MEANS_WEEKDAY, weekday_out) ||
           has(parse, at, TNC_MEANS_WEAK_WEEKDAY, weekday_out);
}

static TncDate
weekday_toward(TncDate reference, int weekday, Direction direction, int value)
{
    TncDate monday = reference - (tnc_date_weekday(reference) - 1);
    TncDate same_week = monday + weekday - 1;
    TncDate coming = same_week > reference ? same_week : same_week + 7;
    switch (direction) {
    case AHEAD:
        // 'übernächsten': the one after the coming one, whatever their weeks
        if (value == 3)
            return coming + 7;
        // 'en huit', 'en quinze': today is counted
        if (value >= 8)
            return coming + value - 1;
        return value ? same_week + 7 * value : coming;
    case BACK:
        return value ? same_week - 7 : same_week < reference ? same_week : same_week - 7;
    case HERE:
        return same_week;
    case NOWHERE:
        break;
    }
    return same_week >= reference ? same_week : same_week + 7;
}

// 'Wednesday the 13th': the nearest month whose 13th is a Wednesday.
static TncDate
weekday_of_month(TncDate reference, int weekday, int day)
{
    TncYmd now = tnc_date_to_ymd(reference);
    TncDate first = tnc_date_from_ymd(now.year, now.month, 1);
    for (int i = 0; i <= 12; i++)
        for (int side = 1; side >= -1; side -= 2) {
            TncYmd ymd = tnc_date_to_ymd(tnc_date_add_months(first, side * i));
            TncDate date = tnc_date_from_ymd(ymd.year, ymd.month, day);
            if (date != TNC_DATE_NONE && tnc_date_weekday(date) == weekday)
                return date;
        }
    return TNC_DATE_NONE;
}

// What follows the weekday and changes it: a date, a day of the month, 'of next week', 'two weeks from now'.
static guint
weekday_with_more(const Parse *parse, guint at, int weekday, Match *match)
{
    int day;
    gboolean ordinal;
    Match more;
    gboolean joint = sign(parse, at, ',') || sign(parse, at, '-') || sign(parse, at, '(');
    guint next = skip(parse, at + joint);
    guint end = tnc_reading_dates_absolute_match(parse, next, &more);
    if (end && more.date == more.last)
        return give(match, more.date, more.date, end);
    end = tnc_reading_dates_grammar_day(parse, next, &day, &ordinal);
    gboolean digits = next < parse->count && parse->terms[next].number >= 0;
    gboolean clock = end && (sign(parse, end, ':') || has(parse, end, TNC_MEANS_CLOCK, NULL));
    Unit unit;
    gboolean article = next > at + joint;
    gboolean plain = digits && !sign(parse, at, '(');
    if (end && !clock && !unit_at(parse, end, &unit) && (ordinal || plain || article))
        return give(match, weekday_of_month(parse->reference, weekday, day),
                    weekday_of_month(parse->reference, weekday, day), end);
    // 'le jeudi de l'Ascension'
    end = match_holiday(parse, next, &more);
    if (end)
        return tnc_date_weekday(more.date) == weekday ? give(match, more.date, more.date, end) : 0;
    end = match_period(parse, next, &more);
    if (!end)
        end = match_duration(parse, next, &more);
    if (!end || more.last - more.date > 7)
        return 0;
    TncDate date = more.date - (tnc_date_weekday(more.date) - 1) + weekday - 1;
    return give(match, date, date, end);
}

guint
tnc_reading_dates_day_weekday(const Parse *parse, guint at, Match *match)
{
    int weekday;
    int value;
    int after_value;
    Direction direction;
    guint next = directions(parse, at, &direction, &value);
    gboolean weak = has(parse, next, TNC_MEANS_WEAK_WEEKDAY, NULL);
    if (!weekday_at(parse, next, &weekday))
        return 0;
    next++;
    next += sign(parse, next, '.') && weak;
    guint end = weekday_with_more(parse, next, weekday, match);
    if (end)
        return end;
    // 'Mo. bis Fr.' are opening hours.
    guint before = at > 1 && sign(parse, at - 2, '.') ? at - 3 : at - 2;
    gboolean hours = at > 1 && before < at && weekday_at(parse, before, &(int){0});
    gboolean announced =
        direction != NOWHERE ||
        (at > 0 && !hours &&
         (has(parse, at - 1, TNC_MEANS_IN, NULL) || has(parse, at - 1, TNC_MEANS_BY, NULL)));
    if (weak && !announced)
        return 0;
    Direction after = direction == NOWHERE ? direction_at(parse, next, &after_value) : NOWHERE;
    if (after == AHEAD || after == BACK) {
        direction = after;
        value = after_value;
        next++;
    }
    TncDate date = weekday_toward(parse->reference, weekday, direction, value);
    return give(match, date, date, next);
}

// ---- days

guint
tnc_reading_dates_day_word(const Parse *parse, guint at, Match *match)
{
    int days;
    return has(parse, at, TNC_MEANS_DAY, &days)
               ? give(match, parse->reference + days, parse->reference + days, at + 1)
               : 0;
}

// The next such day of a month, today included.
TncDate
tnc_reading_dates_day_coming(const Parse *parse, int day)
{
    TncYmd now = tnc_date_to_ymd(parse->reference);
    TncDate date = tnc_date_from_ymd(now.year, now.month, day);
    return date == TNC_DATE_NONE || date < parse->reference
               ? tnc_date_add_months(tnc_date_from_ymd(now.year, now.month, 1), 1) + day - 1
               : date;
}

// Nothing that the number counts comes after it: 'le 15.', 'le 15 au matin', but not 'le 15 pouces'.
gboolean
tnc_reading_dates_day_stands_alone(const Parse *parse, guint end)
{
    if (end >= parse->count)
        return TRUE;
    const TncReadingTerm *next = &parse->terms[end];
    return (next->mark && strchr(",;:!?).", next->mark) &&
            (end + 1 >= parse->count || !glued(parse, end + 1))) ||
           has(parse, end, TNC_MEANS_TO, NULL) || has(parse, end, TNC_MEANS_IN, NULL) ||
           has(parse, end, TNC_MEANS_BY, NULL);
}

// 'of next month', 'du mois prochain', 'dieses Monats'
static guint
match_month_of_day(const Parse *parse, guint at, int day, Match *match)
{
    Match month;
    guint end = match_period(parse, skip(parse, at), &month);
    if (!end || month.last - month.date < 27 || month.last - month.date > 30)
        return 0;
    return give(match, month.date + day - 1, month.date + day - 1, end);
}

// 'vom 4. bis 23. nächsten Monats'
static guint
match_days_of_month(const Parse *parse, guint at, int day, Match *match)
{
    int last;
    gboolean ordinal;
    guint end = has(parse, at, TNC_MEANS_TO, NULL)
                    ? tnc_reading_dates_grammar_day(parse, skip(parse, at + 1), &last, &ordinal)
                    : 0;
    end = end ? match_month_of_day(parse, end, last, match) : 0;
    if (end)
        match->date -= MAX(last - day, 0);
    return end;
}

// Up to here an ordinal may well count attempts, articles or floors.
#define MAX_COUNTED 10

static gboolean
has_day_unit(const Parse *parse, guint at)
{
    Unit unit;
    return unit_at(parse, at, &unit) && unit.unit == TNC_MEANS_DAYS;
}

// 'le premier article', 'on the 3rd attempt': in words, or so low, an ordinal that does not stand alone counts something.
static gboolean
counts_something(const Parse *parse, guint at, guint end, int day)
{
    gboolean words = parse->terms[at].number < 0;
    return (words || day <= MAX_COUNTED) && !stands_alone(parse, end) && !has_day_unit(parse, end);
}

// What may stand before a day of a month.
static gboolean
is_led(const Parse *parse, guint at)
{
    static const TncReadingMeaning leads[] = {TNC_MEANS_IN,    TNC_MEANS_BY, TNC_MEANS_BEFORE,
                                              TNC_MEANS_AFTER, TNC_MEANS_OF, TNC_MEANS_DAY_SIGN};
    for (guint i = 0; i < G_N_ELEMENTS(leads); i++)
        if (has(parse, at, leads[i], NULL))
            return TRUE;
    return FALSE;
}

// 'on the 4th', 'the 15th day of next month'
guint
tnc_reading_dates_day_of_month(const Parse *parse, guint at, Match *match)
{
    int day;
    int alone = 0;
    gboolean ordinal;
    Unit unit;
    guint end = tnc_reading_dates_grammar_day_sign(parse, at, &day);
    if (end)
        return give(match, coming_day(parse, day), coming_day(parse, day), end);
    guint next = skip(parse, at + 1);
    end = is_led(parse, at) ? tnc_reading_dates_grammar_day(parse, next, &day, &ordinal) : 0;
    if (!end)
        return 0;
    gboolean signed_day = has(parse, next - 1, TNC_MEANS_DAY_SIGN, &alone) ||
                          has(parse, at, TNC_MEANS_DAY_SIGN, &alone);
    // 'il 17 del mese prossimo'
    gboolean joined = skip(parse, end) > end;
    guint of = ordinal || signed_day || joined ? match_month_of_day(parse, end, day, match) : 0;
    if (of)
        return of;
    if (ordinal && counts_something(parse, next, end, day))
        return 0;
    if (!ordinal && !(signed_day && (!alone || stands_alone(parse, end))))
        return 0;
    end += has_day_unit(parse, end);
    of = match_month_of_day(parse, end, day, match);
    if (!of)
        of = match_days_of_month(parse, end, day, match);
    if (of)
        return of;
    // 'the 21st' says a day only where something announces it.
    gboolean announced =
        !has(parse, at, TNC_MEANS_OF, NULL) || has(parse, at, TNC_MEANS_DAY_SIGN, NULL);
    if (!announced || unit_at(parse, end, &unit))
        return 0;
    return give(match, coming_day(parse, day), coming_day(parse, day), end);
}
