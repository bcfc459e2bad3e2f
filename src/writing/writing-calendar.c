// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 5545, only what we need of it: VEVENTs of a day or of an instant, each with one alarm.

#include "writing-calendar.h"
#include "text.h"

#include <string.h>

#define FOLD 75 // octets of a line, without CR LF (RFC 5545, 3.1)

void
tnc_writing_calendar_entry_free(TncWritingCalendarEntry *entry)
{
    if (!entry)
        return;
    g_free(entry->uid);
    g_free(entry->summary);
    g_free(entry->description);
    g_free(entry);
}

// One content line, folded between characters, never inside one.
static void
add_line(GString *out, const char *name, const char *value)
{
    g_autofree char *line = g_strconcat(name, value, NULL);
    guint room = FOLD;
    for (const char *at = line; *at;) {
        guint size = (guint)(tnc_text_next(at) - at);
        if (size > room) {
            g_string_append(out, "\r\n ");
            room = FOLD - 1;
        }
        g_string_append_len(out, at, size);
        room -= size;
        at += size;
    }
    g_string_append(out, "\r\n");
}

// TEXT (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends are escaped; other control
// characters may not stand there at all.
static void
add_text(GString *out, const char *name, const char *text)
{
    g_autoptr(GString) value = g_string_new(NULL);
    for (const char *at = text; *at; at = tnc_text_next(at)) {
        if (*at == '\n')
            g_string_append(value, "\\n");
        else if (strchr("\\;,", *at))
            g_string_append_printf(value, "\\%c", *at);
        else if ((guchar)*at >= 0x20 && *at != 0x7f)
            g_string_append_len(value, at, tnc_text_next(at) - at);
    }
    add_line(out, name, value->str);
}

static void
add_instant(GString *out, const char *name, TncInstant instant)
{
    char text[TNC_INSTANT_BUFFER];
    // '2026-03-02T09:00:00Z' → '20260302T090000Z'; a fraction of a second is left out
    tnc_instant_format(instant - instant % TNC_INSTANT_SECOND, 0, text);
    g_autoptr(GString) value = g_string_new(NULL);
    for (const char *c = text; *c; c++)
        if (*c != '-' && *c != ':')
            g_string_append_c(value, *c);
    add_line(out, name, value->str);
}

static void
add_day(GString *out, const char *name, TncDate day)
{
    TncYmd ymd = tnc_date_to_ymd(day);
    g_autofree char *value = g_strdup_printf("%04d%02d%02d", ymd.year, ymd.month, ymd.day);
    add_line(out, name, value);
}

static void
add_alarm(GString *out, const TncWritingCalendarEntry *entry)
{
    g_autofree char *before = NULL;
    if (entry->at != TNC_INSTANT_NONE)
        before = g_strdup("-PT15M");
    else if (entry->warn_days > 0) // a day begins at midnight: nine o'clock is 15 hours less
        before = g_strdup_printf("-P%dDT15H", entry->warn_days - 1);
    else
        before = g_strdup("PT9H");
    add_line(out, "BEGIN:", "VALARM");
    add_line(out, "ACTION:", "DISPLAY");
    add_text(out, "DESCRIPTION:", entry->summary);
    add_line(out, "TRIGGER:", before);
    add_line(out, "END:", "VALARM");
}

static void
add_entry(GString *out, const TncWritingCalendarEntry *entry, TncInstant stamp)
{
    g_autofree char *sequence = g_strdup_printf("%u", entry->sequence);
    add_line(out, "BEGIN:", "VEVENT");
    add_text(out, "UID:", entry->uid);
    add_instant(out, "DTSTAMP:", stamp);
    add_line(out, "SEQUENCE:", sequence);
    if (entry->at == TNC_INSTANT_NONE) {
        add_day(out, "DTSTART;VALUE=DATE:", entry->day);
    } else {
        add_instant(out, "DTSTART:", entry->at);
        add_line(out, "DURATION:", "PT15M");
    }
    add_text(out, "SUMMARY:", entry->summary);
    if (entry->description)
        add_text(out, "DESCRIPTION:", entry->description);
    add_line(out, "STATUS:", entry->cancelled ? "CANCELLED" : "CONFIRMED");
    add_line(out, "TRANSP:", "TRANSPARENT");
    add_line(out, "CLASS:", "PRIVATE");
    if (!entry->cancelled)
        add_alarm(out, entry);
    add_line(out, "END:", "VEVENT");
}

char *
tnc_writing_calendar_format(const GPtrArray *entries, const char *name, TncInstant stamp)
{
    GString *out = g_string_new(NULL);
    add_line(out, "BEGIN:", "VCALENDAR");
    add_line(out, "VERSION:", "2.0");
    add_line(out, "PRODID:", "-//Tenace//Tenace//EN");
    add_line(out, "CALSCALE:", "GREGORIAN");
    add_text(out, "X-WR-CALNAME:", name);
    for (guint i = 0; i < entries->len; i++)
        add_entry(out, g_ptr_array_index(entries, i), stamp);
    add_line(out, "END:", "VCALENDAR");
    return g_string_free(out, FALSE);
}
