// SPDX-License-Identifier: AGPL-3.0-or-later
// Working days: weekends and fixed days in tables, Easter computed, odd dates listed.

#include "calendar.h"

struct TncCalendar {
    char *id;
    gboolean weekend[8];    // by weekday
    gboolean fixed[13][32]; // by month, day
    GArray *easter;         // of int: days after Easter Sunday
    GHashTable *dates;      // set of TncDate
    GHashTable *working;    // the same: worked all the same
};

TncCalendar *
tnc_calendar_new(const char *id)
{
    TncCalendar *calendar = g_new0(TncCalendar, 1);
    calendar->id = g_strdup(id);
    calendar->easter = g_array_new(FALSE, FALSE, sizeof(int));
    calendar->dates = g_hash_table_new(g_direct_hash, g_direct_equal);
    calendar->working = g_hash_table_new(g_direct_hash, g_direct_equal);
    return calendar;
}

void
tnc_calendar_free(TncCalendar *calendar)
{
    if (!calendar)
        return;
    g_free(calendar->id);
    g_array_unref(calendar->easter);
    g_hash_table_unref(calendar->dates);
    g_hash_table_unref(calendar->working);
    g_free(calendar);
}

const char *
tnc_calendar_id(const TncCalendar *calendar)
{
    return calendar->id;
}

void
tnc_calendar_add_weekend(TncCalendar *calendar, int weekday)
{
    g_assert(weekday >= 1 && weekday <= 7);
    calendar->weekend[weekday] = TRUE;
}

void
tnc_calendar_add_fixed(TncCalendar *calendar, int month, int day)
{
    g_assert(month >= 1 && month <= 12 && day >= 1 && day <= 31);
    calendar->fixed[month][day] = TRUE;
}

void
tnc_calendar_add_easter(TncCalendar *calendar, int days_after_easter)
{
    g_array_append_val(calendar->easter, days_after_easter);
}

void
tnc_calendar_add_date(TncCalendar *calendar, TncDate date)
{
    g_hash_table_add(calendar->dates, GINT_TO_POINTER(date));
}

void
tnc_calendar_add_working(TncCalendar *calendar, TncDate date)
{
    g_hash_table_add(calendar->working, GINT_TO_POINTER(date));
}

static gboolean
is_moveable_feast(const TncCalendar *calendar, TncDate date, int year)
{
    if (calendar->easter->len == 0)
        return FALSE;
    int since_easter = date - tnc_date_easter(year);
    for (guint i = 0; i < calendar->easter->len; i++)
        if (g_array_index(calendar->easter, int, i) == since_easter)
            return TRUE;
    return FALSE;
}

gboolean
tnc_calendar_is_working(const TncCalendar *calendar, TncDate date)
{
    TncYmd ymd = tnc_date_to_ymd(date);
    if (g_hash_table_contains(calendar->working, GINT_TO_POINTER(date)))
        return TRUE;
    return !calendar->weekend[tnc_date_weekday(date)] && !calendar->fixed[ymd.month][ymd.day] &&
           !is_moveable_feast(calendar, date, ymd.year) &&
           !g_hash_table_contains(calendar->dates, GINT_TO_POINTER(date));
}

TncDate
tnc_calendar_add_working_days(const TncCalendar *calendar, TncDate date, int days)
{
    while (days > 0)
        days -= tnc_calendar_is_working(calendar, ++date);
    return date;
}

TncDate
tnc_calendar_next_working(const TncCalendar *calendar, TncDate date)
{
    while (!tnc_calendar_is_working(calendar, date))
        date++;
    return date;
}
