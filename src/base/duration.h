// SPDX-License-Identifier: AGPL-3.0-or-later
// An ISO 8601 duration ('P7D', 'P2Y', 'PT2H', 'P2W'), as ladders and law packs write them: a plain
// value.
#pragma once

#include "date.h"

typedef struct {
    int months; // years count as twelve
    int days;   // weeks count as seven
    int seconds;
} TncDuration;

// Parses a duration without fraction or sign, each field below 100,000. Returns FALSE when
// malformed (also for NULL).
gboolean tnc_duration_parse(const char *text, TncDuration *duration_out);

// DATE plus the months, then the days; the seconds do not count.
TncDate tnc_duration_add(TncDate date, const TncDuration *duration);
