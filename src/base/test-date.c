// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates, durations, instants, zones, calendars: table tests on both sides of every boundary.

#include "calendar.h"
#include "date.h"
#include "duration.h"
#include "instant.h"
#include "zone.h"

static void
test_every_day_of_two_centuries_round_trips(void)
{
    for (TncDate date = tnc_date_from_ymd(1900, 1, 1); date <= tnc_date_from_ymd(2100, 12, 31);
         date++) {
        TncYmd ymd = tnc_date_to_ymd(date);
        g_assert_cmpint(tnc_date_from_ymd(ymd.year, ymd.month, ymd.day), ==, date);
        g_assert_cmpint(tnc_date_weekday(date + 1), ==, tnc_date_weekday(date) % 7 + 1);
    }
    g_assert_cmpint(tnc_date_from_ymd(1970, 1, 1), ==, 0);
    g_assert_cmpint(tnc_date_weekday(tnc_date_parse("2026-03-02")), ==, 1);
}

static void
test_only_real_dates_are_parsed(void)
{
    static const char *const wrong[] = {"2026-02-29", "2026-13-01",  "2026-00-10", "2026-3-2",
                                        "02/03/2026", "2026-03-02 ", "",           "2026-04-31",
                                        "0000-01-01", "20260302"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_cmpint(tnc_date_parse(wrong[i]), ==, TNC_DATE_NONE);
    g_assert_cmpint(tnc_date_parse(NULL), ==, TNC_DATE_NONE);
    g_assert_cmpint(tnc_date_parse("2028-02-29"), !=, TNC_DATE_NONE);
}

static void
test_months_end_on_their_last_day(void)
{
    static const struct {
        const char *from;
        int months;
        const char *to;
    } rows[] = {
        {"2026-01-31", 1, "2026-02-28"},  {"2028-01-31", 1, "2028-02-29"},
        {"2026-03-31", -1, "2026-02-28"}, {"2026-11-30", 3, "2027-02-28"},
        {"2026-03-02", 24, "2028-03-02"}, {"2024-02-29", 12, "2025-02-28"},
    };
    char text[TNC_DATE_BUFFER];
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(
            tnc_date_format(tnc_date_add_months(tnc_date_parse(rows[i].from), rows[i].months),
                            text),
            ==, rows[i].to);
}

static void
test_easter_of_known_years(void)
{
    static const char *const sundays[] = {"2024-03-31", "2025-04-20", "2026-04-05",
                                          "2027-03-28", "2028-04-16", "2038-04-25"};
    char text[TNC_DATE_BUFFER];
    for (guint i = 0; i < G_N_ELEMENTS(sundays); i++)
        g_assert_cmpstr(
            tnc_date_format(tnc_date_easter((int)g_ascii_strtoll(sundays[i], NULL, 10)), text), ==,
            sundays[i]);
}

static void
test_durations(void)
{
    static const struct {
        const char *text;
        gboolean right;
        int months;
        int days;
        int seconds;
    } rows[] = {
        {"P7D", TRUE, 0, 7, 0},       {"P2W", TRUE, 0, 14, 0},    {"P2Y", TRUE, 24, 0, 0},
        {"P1Y6M3D", TRUE, 18, 3, 0},  {"PT2H", TRUE, 0, 0, 7200}, {"P1DT30M", TRUE, 0, 1, 1800},
        {"P", FALSE, 0, 0, 0},        {"7D", FALSE, 0, 0, 0},     {"P7", FALSE, 0, 0, 0},
        {"PT", FALSE, 0, 0, 0},       {"P-7D", FALSE, 0, 0, 0},   {"P1D2Y", FALSE, 0, 0, 0},
        {"P999999D", FALSE, 0, 0, 0}, {"P1DT", FALSE, 0, 0, 0},   {"P1H", FALSE, 0, 0, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        TncDuration duration = {0, 0, 0};
        g_test_message("%s", rows[i].text);
        g_assert_cmpint(tnc_duration_parse(rows[i].text, &duration), ==, rows[i].right);
        g_assert_cmpint(duration.months, ==, rows[i].months);
        g_assert_cmpint(duration.days, ==, rows[i].days);
        g_assert_cmpint(duration.seconds, ==, rows[i].seconds);
    }
    g_assert_false(tnc_duration_parse(NULL, NULL));
}

static void
test_instants_round_trip_in_their_offset(void)
{
    static const struct {
        const char *text;
        const char *utc;
    } rows[] = {
        {"2026-03-02T09:00:00+01:00", "2026-03-02T08:00:00Z"},
        {"2026-03-02T00:30:00+01:00", "2026-03-01T23:30:00Z"},
        {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
        {"2026-03-02T09:00:00.250000-05:30", "2026-03-02T14:30:00.250000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        int offset = 0;
        char text[TNC_INSTANT_BUFFER];
        TncInstant instant = tnc_instant_parse(rows[i].text, &offset);
        g_assert_cmpstr(tnc_instant_format(instant, 0, text), ==, rows[i].utc);
        g_assert_cmpint(tnc_instant_parse(tnc_instant_format(instant, offset, text), NULL), ==,
                        instant);
    }
}

static void
test_malformed_instants_are_none(void)
{
    static const char *const wrong[] = {"2026-03-02",
                                        "2026-03-02T09:00:00",
                                        "2026-03-02T24:00:00Z",
                                        "2026-03-02T09:60:00Z",
                                        "2026-03-02T09:00:00+1:00",
                                        "2026-03-02T09:00:00.Z",
                                        "2026-03-02T09:00:00Zx",
                                        "",
                                        "2026-02-30T09:00:00Z",
                                        "2026-03-02T09:00:00+01:60"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_cmpint(tnc_instant_parse(wrong[i], NULL), ==, TNC_INSTANT_NONE);
    g_assert_cmpint(tnc_instant_parse(NULL, NULL), ==, TNC_INSTANT_NONE);
}

static void
test_both_changes_of_clock_in_paris(void)
{
    static const struct {
        const char *instant;
        int offset;
    } rows[] = {
        {"2026-03-29T00:59:59Z", 3600}, {"2026-03-29T01:00:00Z", 7200},
        {"2026-10-25T00:59:59Z", 7200}, {"2026-10-25T01:00:00Z", 3600},
        {"2026-01-15T12:00:00Z", 3600}, {"2026-07-15T12:00:00Z", 7200},
    };
    g_autoptr(TncZone) zone = tnc_zone_new("Europe/Paris", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(tnc_zone_offset(zone, tnc_instant_parse(rows[i].instant, NULL)), ==,
                        rows[i].offset);
}

static void
test_wall_clock_times_that_are_skipped_or_occur_twice(void)
{
    static const struct {
        const char *date;
        int hour;
        int minute;
        const char *instant;
    } rows[] = {
        {"2026-03-29", 2, 30, "2026-03-29T01:00:00Z"}, // skipped: the first instant after the gap
        {"2026-10-25", 2, 30, "2026-10-25T00:30:00Z"}, // twice: the first
        {"2026-03-29", 0, 0, "2026-03-28T23:00:00Z"},  {"2026-03-30", 0, 0, "2026-03-29T22:00:00Z"},
        {"2026-03-19", 12, 0, "2026-03-19T11:00:00Z"},
    };
    g_autoptr(TncZone) zone = tnc_zone_new("Europe/Paris", NULL);
    char text[TNC_INSTANT_BUFFER];
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        TncInstant instant = tnc_zone_instant(zone, tnc_date_parse(rows[i].date),
                                              rows[i].hour * 3600 + rows[i].minute * 60);
        g_assert_cmpstr(tnc_instant_format(instant, 0, text), ==, rows[i].instant);
    }
}

static void
test_zone_agrees_with_glib_every_six_hours_for_forty_years(void)
{
    static const char *const names[] = {"Europe/Paris", "Asia/Hong_Kong", "America/Montreal", "UTC",
                                        "Australia/Lord_Howe"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(TncZone) zone = tnc_zone_new(names[i], NULL);
        g_autoptr(GTimeZone) glib = g_time_zone_new_identifier(names[i]);
        g_assert_nonnull(zone);
        for (gint64 second = 946684800; second < 2208988800; second += 21600) {
            int interval = g_time_zone_find_interval(glib, G_TIME_TYPE_UNIVERSAL, second);
            g_assert_cmpint(tnc_zone_offset(zone, second * TNC_INSTANT_SECOND), ==,
                            g_time_zone_get_offset(glib, interval));
        }
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_zone_new("Europe/Atlantis", &error));
    g_assert_nonnull(error);
}

static void
test_working_days_skip_weekends_and_feasts(void)
{
    g_autoptr(TncCalendar) calendar = tnc_calendar_new("test");
    char text[TNC_DATE_BUFFER];
    tnc_calendar_add_weekend(calendar, 6);
    tnc_calendar_add_weekend(calendar, 7);
    tnc_calendar_add_fixed(calendar, 5, 1);
    tnc_calendar_add_easter(calendar, 1);
    tnc_calendar_add_date(calendar, tnc_date_parse("2026-04-08"));
    // Good Friday 3 April 2026 works in France; Easter Monday 6 April does not.
    TncDate friday = tnc_date_parse("2026-04-03");
    g_assert_cmpstr(tnc_date_format(tnc_calendar_add_working_days(calendar, friday, 1), text), ==,
                    "2026-04-07");
    g_assert_cmpstr(tnc_date_format(tnc_calendar_add_working_days(calendar, friday, 2), text), ==,
                    "2026-04-09");
    g_assert_cmpint(tnc_calendar_add_working_days(calendar, friday, 0), ==, friday);
    g_assert_cmpstr(
        tnc_date_format(tnc_calendar_next_working(calendar, tnc_date_parse("2026-05-01")), text),
        ==, "2026-05-04");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/date/" #name, test_##name)
    ADD(every_day_of_two_centuries_round_trips);
    ADD(only_real_dates_are_parsed);
    ADD(months_end_on_their_last_day);
    ADD(easter_of_known_years);
    ADD(durations);
    ADD(instants_round_trip_in_their_offset);
    ADD(malformed_instants_are_none);
    ADD(both_changes_of_clock_in_paris);
    ADD(wall_clock_times_that_are_skipped_or_occur_twice);
    ADD(zone_agrees_with_glib_every_six_hours_for_forty_years);
    ADD(working_days_skip_weekends_and_feasts);
    return g_test_run();
}
