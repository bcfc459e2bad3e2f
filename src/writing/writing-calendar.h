// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates as a calendar file (RFC 5545). Which dates, and in what words, is for the caller.
#pragma once

#include "date.h"
#include "instant.h"

typedef struct {
    char *uid;         // the same for the same thing for ever: a later file replaces the entry
    guint sequence;    // grows with every change of the entry
    char *summary;     // one line
    char *description; // may have several lines; NULL when none
    TncDate day;       // the day, when AT is TNC_INSTANT_NONE
    TncInstant at;
    int warn_days;      // an alarm so many days before, at nine; 0: on the day itself
    gboolean cancelled; // the thing is settled: readers take the entry away
} TncWritingCalendarEntry;

// Owns nothing that is NULL; frees the strings and ENTRY.
void tnc_writing_calendar_entry_free(TncWritingCalendarEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingCalendarEntry, tnc_writing_calendar_entry_free)

// ENTRIES (TncWritingCalendarEntry*) as one calendar named NAME, made at STAMP. Lines end in CR LF
// and have at most 75 octets. New string.
char *tnc_writing_calendar_format(const GPtrArray *entries, const char *name, TncInstant stamp);
