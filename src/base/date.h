// SPDX-License-Identifier: AGPL-3.0-or-later
// A calendar date (proleptic Gregorian, ISO 8601), without time or zone: a plain value.
#pragma once

#include <glib.h>

// Days since 1970-01-01.
typedef gint32 TncDate;
#define TNC_DATE_NONE G_MININT32
#define TNC_DATE_BUFFER 16

typedef struct {
    int year;
    int month; // 1 to 12
    int day;   // 1 to 31
} TncYmd;

// The date of a valid year (1 to 9999), month and day; TNC_DATE_NONE when there is no such day.
TncDate tnc_date_from_ymd(int year, int month, int day);
TncYmd tnc_date_to_ymd(TncDate date);

// Parses exactly 'YYYY-MM-DD'; TNC_DATE_NONE otherwise (also for NULL).
TncDate tnc_date_parse(const char *text);

// Writes 'YYYY-MM-DD' into BUFFER and returns it.
const char *tnc_date_format(TncDate date, char buffer[TNC_DATE_BUFFER]);

// 1 = Monday … 7 = Sunday (ISO 8601).
int tnc_date_weekday(TncDate date);

// Same day of month MONTHS later (or earlier), the month's last day when there is none.
TncDate tnc_date_add_months(TncDate date, int months);

// Easter Sunday of a Gregorian year (anonymous Gregorian computus, Meeus, Astronomical Algorithms,
// chapter 8).
TncDate tnc_date_easter(int year);
