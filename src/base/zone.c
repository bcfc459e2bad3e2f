// SPDX-License-Identifier: AGPL-3.0-or-later
// The table covers 1990 to 2069; outside, the first and last offsets hold. Changes are found by
// asking GTimeZone month by month and bisecting: GLib offers no list of them.

#include "zone.h"
#include "error.h"

#define FIRST_YEAR 1990
#define LAST_YEAR 2069

typedef struct {
    TncInstant from;
    int offset_seconds;
} Change;

// Offsets are found by a table of slices of about 25 days (a power of two of microseconds): two changes never lie so
// close together, so a slice holds one at most.
typedef struct {
    TncInstant change; // G_MAXINT64 when none lies in the slice
    int before;        // seconds
    int after;
} Slice;

#define SLICE_BITS 41
#define SLICES                                                                                     \
    ((guint)(((gint64)(LAST_YEAR - FIRST_YEAR + 1) * 366 * TNC_INSTANT_DAY) >> SLICE_BITS) + 2)

struct TncZone {
    guint count;
    Change *changes;  // ascending; the first one holds since ever
    TncInstant start; // of the first slice
    Slice *slices;
};

static int
ask(GTimeZone *source, gint64 second)
{
    int interval = g_time_zone_find_interval(source, G_TIME_TYPE_UNIVERSAL, second);
    return interval < 0 ? 0 : g_time_zone_get_offset(source, interval);
}

// The first second after LOW, up to HIGH, with HIGH's offset: there is one change between them.
static gint64
bisect(GTimeZone *source, gint64 low, gint64 high)
{
    int after = ask(source, high);
    while (high - low > 1) {
        gint64 middle = low + (high - low) / 2;
        if (ask(source, middle) == after)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static GArray *
changes_of(GTimeZone *source)
{
    GArray *changes = g_array_new(FALSE, FALSE, sizeof(Change));
    gint64 low = (gint64)tnc_date_from_ymd(FIRST_YEAR, 1, 1) * 86400;
    Change first = {G_MININT64, ask(source, low)};
    g_array_append_val(changes, first);
    int offset = first.offset_seconds;
    for (int month = 1; month < (LAST_YEAR - FIRST_YEAR + 1) * 12; month++) {
        gint64 high = (gint64)tnc_date_from_ymd(FIRST_YEAR + month / 12, month % 12 + 1, 1) * 86400;
        int next = ask(source, high);
        if (next != offset) {
            Change change = {bisect(source, low, high) * TNC_INSTANT_SECOND, next};
            g_array_append_val(changes, change);
            offset = next;
        }
        low = high;
    }
    return changes;
}

static void
fill_slices(TncZone *zone)
{
    zone->start = (gint64)tnc_date_from_ymd(FIRST_YEAR, 1, 1) * TNC_INSTANT_DAY;
    zone->slices = g_new(Slice, SLICES);
    guint next = 1;
    for (guint i = 0; i < SLICES; i++) {
        TncInstant end = zone->start + ((gint64)(i + 1) << SLICE_BITS);
        int before = zone->changes[next - 1].offset_seconds;
        zone->slices[i] = (Slice){G_MAXINT64, before, before};
        if (next < zone->count && zone->changes[next].from < end) {
            zone->slices[i].change = zone->changes[next].from;
            zone->slices[i].after = zone->changes[next++].offset_seconds;
        }
    }
}

TncZone *
tnc_zone_new(const char *name, GError **error)
{
    g_autoptr(GTimeZone) source = g_time_zone_new_identifier(name);
    if (!source) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "unknown time zone '%s': expected an IANA name such as Europe/Paris", name);
        return NULL;
    }
    TncZone *zone = g_new0(TncZone, 1);
    GArray *changes = changes_of(source);
    zone->count = changes->len;
    zone->changes = (Change *)(void *)g_array_free(changes, FALSE);
    fill_slices(zone);
    return zone;
}

void
tnc_zone_free(TncZone *zone)
{
    if (!zone)
        return;
    g_free(zone->changes);
    g_free(zone->slices);
    g_free(zone);
}

int
tnc_zone_offset(const TncZone *zone, TncInstant instant)
{
    gint64 index = instant < zone->start ? 0 : (instant - zone->start) >> SLICE_BITS;
    const Slice *slice = &zone->slices[MIN(index, (gint64)SLICES - 1)];
    return instant < slice->change ? slice->before : slice->after;
}

TncDate
tnc_zone_date(const TncZone *zone, TncInstant instant)
{
    gint64 local = instant + tnc_zone_offset(zone, instant) * TNC_INSTANT_SECOND;
    return (TncDate)(local / TNC_INSTANT_DAY - (local % TNC_INSTANT_DAY < 0));
}

TncInstant
tnc_zone_instant(const TncZone *zone, TncDate date, int second_of_day)
{
    gint64 wall = date * TNC_INSTANT_DAY + second_of_day * TNC_INSTANT_SECOND;
    int before = tnc_zone_offset(zone, wall - TNC_INSTANT_DAY);
    int after = tnc_zone_offset(zone, wall + TNC_INSTANT_DAY);
    TncInstant early = wall - before * TNC_INSTANT_SECOND;
    if (tnc_zone_offset(zone, early) == before)
        return early;
    TncInstant late = wall - after * TNC_INSTANT_SECOND;
    if (tnc_zone_offset(zone, late) == after)
        return late;
    // In the gap: the change itself lies between the two readings.
    guint i = zone->count - 1;
    while (i > 0 && zone->changes[i].from > MAX(early, late))
        i--;
    return zone->changes[i].from;
}
