// SPDX-License-Identifier: AGPL-3.0-or-later
// A time zone as a table of its changes, so that dates in the user's own zone cost a few
// nanoseconds. Immutable once made; safe to share between threads. Built from the system's tz
// database (IANA names).
#pragma once

#include "date.h"
#include "instant.h"

typedef struct TncZone TncZone;

// The zone of an IANA name such as 'Europe/Paris'. Fails with TNC_ERROR_INPUT for an unknown name.
// Full ownership.
TncZone *tnc_zone_new(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_zone_free(TncZone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncZone, tnc_zone_free)

// Seconds east of UTC at INSTANT.
int tnc_zone_offset(const TncZone *zone, TncInstant instant);

// The date that a wall clock in the zone shows at INSTANT.
TncDate tnc_zone_date(const TncZone *zone, TncInstant instant);

// The instant at which the wall clock shows DATE and SECOND_OF_DAY (0 to 86399). A time skipped by
// a change of clock is the first instant after the gap; a time that occurs twice is its first
// occurrence.
TncInstant tnc_zone_instant(const TncZone *zone, TncDate date, int second_of_day);
