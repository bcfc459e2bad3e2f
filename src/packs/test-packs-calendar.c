// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendars that are shipped against tests/golden/law/calendars.txt, on every day of its years: a day off named there is
// not worked, the days beside it are, unless they are named too.

#include <string.h>
#include "packs-calendar.h"

static GHashTable *calendars;

// 'gb 2026: 01-01 04-03 … + 01-04'.
typedef struct {
    char *id;
    char *year;
    char *off;    // ' 01-01 04-03 '
    char *worked; // days of a weekend
} Year;

static void
free_year(gpointer data)
{
    Year *year = data;
    g_free(year->id);
    g_free(year->year);
    g_free(year->off);
    g_free(year->worked);
    g_free(year);
}

static gboolean
names_day(const char *list, TncDate date)
{
    char text[TNC_DATE_BUFFER];
    g_autofree char *day = g_strdup_printf(" %s ", tnc_date_format(date, text) + strlen("2026-"));
    return strstr(list, day) != NULL;
}

static gboolean
is_weekend(const Year *year, TncDate date)
{
    int weekday = tnc_date_weekday(date);
    return weekday == 7 || (weekday == 6 && !g_str_equal(year->id, "hk"));
}

static void
test_year(gconstpointer data)
{
    const Year *year = data;
    const TncCalendar *calendar = g_hash_table_lookup(calendars, year->id);
    g_autofree char *first = g_strconcat(year->year, "-01-01", NULL);
    g_autofree char *last = g_strconcat(year->year, "-12-31", NULL);
    g_assert_nonnull(calendar);
    g_assert_cmpint(tnc_date_parse(last), !=, TNC_DATE_NONE);
    for (TncDate date = tnc_date_parse(first); date <= tnc_date_parse(last); date++) {
        char text[TNC_DATE_BUFFER];
        gboolean worked =
            is_weekend(year, date) ? names_day(year->worked, date) : !names_day(year->off, date);
        if (tnc_calendar_is_working(calendar, date) != worked)
            g_test_message("%s %s", year->id, tnc_date_format(date, text));
        g_assert_cmpint(tnc_calendar_is_working(calendar, date), ==, worked);
    }
}

static Year *
new_year(const char *line)
{
    g_auto(GStrv) sides = g_strsplit(line, ": ", 2);
    g_auto(GStrv) name = g_strsplit(sides[0], " ", 2);
    g_auto(GStrv) days = g_strsplit(sides[1], " + ", 2);
    Year *year = g_new0(Year, 1);
    year->id = g_strdup(name[0]);
    year->year = g_strdup(name[1]);
    year->off = g_strdup_printf(" %s ", days[0]);
    year->worked = g_strdup_printf(" %s ", days[1] ? days[1] : "");
    return year;
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_autoptr(GPtrArray) years = g_ptr_array_new_with_free_func(free_year);
    calendars = tnc_packs_calendar_load_all(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    g_assert_true(g_file_get_contents(TNC_CALENDAR_DAYS, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    for (guint i = 0; lines[i]; i++) {
        if (!lines[i][0] || lines[i][0] == '#')
            continue;
        Year *year = new_year(lines[i]);
        g_autofree char *path = g_strdup_printf("/packs/calendar/%s-%s", year->id, year->year);
        g_ptr_array_add(years, year);
        g_test_add_data_func(path, year, test_year);
    }
    int status = g_test_run();
    g_hash_table_unref(calendars);
    return status;
}
