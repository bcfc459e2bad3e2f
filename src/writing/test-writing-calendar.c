// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendar file: folding, escaping, days and instants, alarms, settled entries.

#include "writing-calendar.h"

#include <string.h>

static char *
format_one(const TncWritingCalendarEntry *entry)
{
    g_autoptr(GPtrArray) entries = g_ptr_array_new();
    TncWritingCalendarEntry copy = *entry;
    g_ptr_array_add(entries, &copy);
    return tnc_writing_calendar_format(entries, "Tenace",
                                       tnc_instant_parse("2026-03-02T10:00:00.25+01:00", NULL));
}

static void
test_lines(void)
{
    char uid[] = "c1.next@tenace";
    char summary[] = "Prêt; à l'heure, \\o/";
    char description[] = "un\ndeux\x07";
    const TncDate day = tnc_date_from_ymd(2026, 3, 29);
    const TncInstant noon = tnc_instant_parse("2026-03-29T12:00:00+02:00", NULL);
    const struct {
        const char *name;
        TncWritingCalendarEntry entry;
        const char *has;
        const char *has_not;
    } rows[] = {
        {"the stamp is in UTC and whole seconds",
         {uid, 3, summary, NULL, day, TNC_INSTANT_NONE, 0, FALSE},
         "DTSTAMP:20260302T090000Z\r\n",
         NULL},
        {"a day has no time",
         {uid, 3, summary, NULL, day, TNC_INSTANT_NONE, 0, FALSE},
         "DTSTART;VALUE=DATE:20260329\r\n",
         "DURATION"},
        {"an instant is in UTC",
         {uid, 3, summary, NULL, day, noon, 0, FALSE},
         "DTSTART:20260329T100000Z\r\nDURATION:PT15M\r\n",
         "VALUE=DATE"},
        {"special characters are escaped",
         {uid, 3, summary, NULL, day, noon, 0, FALSE},
         "SUMMARY:Prêt\\; à l'heure\\, \\\\o/\r\n",
         NULL},
        {"a line end is written, a control character dropped",
         {uid, 3, summary, description, day, noon, 0, FALSE},
         "DESCRIPTION:un\\ndeux\r\n",
         "\x07"},
        {"the day's alarm rings at nine",
         {uid, 3, summary, NULL, day, TNC_INSTANT_NONE, 0, FALSE},
         "TRIGGER:PT9H\r\n",
         NULL},
        {"three days before means at nine, too",
         {uid, 3, summary, NULL, day, TNC_INSTANT_NONE, 3, FALSE},
         "TRIGGER:-P2DT15H\r\n",
         NULL},
        {"what is settled is cancelled and silent",
         {uid, 4, summary, NULL, day, TNC_INSTANT_NONE, 0, TRUE},
         "SEQUENCE:4\r\n",
         "VALARM"},
        {"what is settled says so",
         {uid, 4, summary, NULL, day, TNC_INSTANT_NONE, 0, TRUE},
         "STATUS:CANCELLED\r\n",
         NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = format_one(&rows[i].entry);
        g_test_message("%s", rows[i].name);
        g_assert_nonnull(strstr(text, rows[i].has));
        g_assert_true(!rows[i].has_not || !strstr(text, rows[i].has_not));
    }
}

static void
test_folding(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 60; i++)
        g_string_append(text, i % 2 ? "三包" : "é");
    TncWritingCalendarEntry entry = {.summary = text->str, .at = 0};
    char uid[] = "u";
    entry.uid = uid;
    g_autofree char *formatted = format_one(&entry);
    g_auto(GStrv) lines = g_strsplit(formatted, "\r\n", -1);
    g_autoptr(GString) unfolded = g_string_new(NULL);
    for (guint i = 0; lines[i]; i++) {
        g_assert_cmpuint(strlen(lines[i]), <=, 75);
        g_assert_true(g_utf8_validate(lines[i], -1, NULL));
        g_string_append(unfolded, lines[i][0] == ' ' ? lines[i] + 1 : lines[i]);
    }
    g_assert_nonnull(strstr(unfolded->str, text->str));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/calendar/lines", test_lines);
    g_test_add_func("/calendar/folding", test_folding);
    return g_test_run();
}
