// SPDX-License-Identifier: AGPL-3.0-or-later
// A working-day calendar: which days of the week and which dates a country does not work. Filled
// from packs.
#pragma once

#include "date.h"

typedef struct TncCalendar TncCalendar;

TncCalendar *tnc_calendar_new(const char *id);
void tnc_calendar_free(TncCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncCalendar, tnc_calendar_free)

const char *tnc_calendar_id(const TncCalendar *calendar);

// Builders, used by the pack loader only; the calendar is read-only afterwards.
void tnc_calendar_add_weekend(TncCalendar *calendar, int weekday); // 1 = Monday … 7 = Sunday
void tnc_calendar_add_fixed(TncCalendar *calendar, int month, int day);
void tnc_calendar_add_easter(TncCalendar *calendar, int days_after_easter);
void tnc_calendar_add_date(TncCalendar *calendar, TncDate date);
// A day that is worked whatever the rest says (China makes up for holidays on weekends).
void tnc_calendar_add_working(TncCalendar *calendar, TncDate date);

gboolean tnc_calendar_is_working(const TncCalendar *calendar, TncDate date);

// The DAYS-th working day after DATE (DATE itself does not count); DATE itself when DAYS is 0.
TncDate tnc_calendar_add_working_days(const TncCalendar *calendar, TncDate date, int days);

// DATE, or the first working day after it.
TncDate tnc_calendar_next_working(const TncCalendar *calendar, TncDate date);
