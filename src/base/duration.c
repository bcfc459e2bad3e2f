// SPDX-License-Identifier: AGPL-3.0-or-later
// duration = "P" [n"Y"] [n"M"] [n"W"] [n"D"] ["T" [n"H"] [n"M"] [n"S"]], at least one field, in
// this order.

#include "duration.h"

typedef struct {
    char letter;
    gboolean in_time;
    int months;
    int days;
    int seconds;
} Unit;

static const Unit units[] = {
    {'Y', FALSE, 12, 0, 0},  {'M', FALSE, 1, 0, 0}, {'W', FALSE, 0, 7, 0}, {'D', FALSE, 0, 1, 0},
    {'H', TRUE, 0, 0, 3600}, {'M', TRUE, 0, 0, 60}, {'S', TRUE, 0, 0, 1},
};

// The index of the unit after FROM, or the number of units when the letter is not one that may
// follow.
static guint
unit_index(char letter, gboolean in_time, guint from)
{
    guint i = from;
    while (i < G_N_ELEMENTS(units) && (units[i].letter != letter || units[i].in_time != in_time))
        i++;
    return i;
}

static int
take_number(const char **cursor)
{
    if (!g_ascii_isdigit(**cursor))
        return -1;
    int number = 0;
    for (; g_ascii_isdigit(**cursor); (*cursor)++) {
        number = number * 10 + (**cursor - '0');
        if (number >= 100000)
            return -1;
    }
    return number;
}

static void
add_field(TncDuration *duration, const Unit *unit, int number)
{
    duration->months += number * unit->months;
    duration->days += number * unit->days;
    duration->seconds += (int)MIN((gint64)number * unit->seconds, G_MAXINT / 4);
}

gboolean
tnc_duration_parse(const char *text, TncDuration *duration_out)
{
    if (!text || text[0] != 'P')
        return FALSE;
    TncDuration duration = {0, 0, 0};
    gboolean in_time = FALSE;
    gboolean any = FALSE;
    guint next_unit = 0;
    for (const char *cursor = text + 1; *cursor; cursor++) {
        if (*cursor == 'T' && !in_time) {
            in_time = TRUE;
            any = FALSE;
            continue;
        }
        int number = take_number(&cursor);
        guint unit = unit_index(*cursor, in_time, next_unit);
        if (number < 0 || unit == G_N_ELEMENTS(units))
            return FALSE;
        add_field(&duration, &units[unit], number);
        next_unit = unit + 1;
        any = TRUE;
    }
    if (!any)
        return FALSE;
    *duration_out = duration;
    return TRUE;
}

TncDate
tnc_duration_add(TncDate date, const TncDuration *duration)
{
    if (date == TNC_DATE_NONE)
        return TNC_DATE_NONE;
    TncDate moved = duration->months ? tnc_date_add_months(date, duration->months) : date;
    return moved == TNC_DATE_NONE ? TNC_DATE_NONE : moved + duration->days;
}
