// SPDX-License-Identifier: AGPL-3.0-or-later
// A point in time, and its RFC 3339 form: a plain value. Nothing here reads a clock.
#pragma once

#include <glib.h>

// Microseconds since 1970-01-01T00:00:00Z.
typedef gint64 TncInstant;
#define TNC_INSTANT_NONE G_MININT64
#define TNC_INSTANT_SECOND G_GINT64_CONSTANT(1000000)
#define TNC_INSTANT_DAY (86400 * TNC_INSTANT_SECOND)
#define TNC_INSTANT_BUFFER 40

// Parses an RFC 3339 date-time with offset, 'T' or a space between; years 1 to 9999; a leap second
// counts as the second after. OFFSET_SECONDS_OUT (may be NULL) gets the offset east of UTC. Returns
// TNC_INSTANT_NONE when malformed.
TncInstant tnc_instant_parse(const char *text, int *offset_seconds_out);

// Writes RFC 3339 in the given offset ('Z' for 0, fraction only when not zero) into BUFFER and
// returns it.
const char *tnc_instant_format(TncInstant instant, int offset_seconds,
                               char buffer[TNC_INSTANT_BUFFER]);
