// SPDX-License-Identifier: AGPL-3.0-or-later
// When a legal term ends. The day of the event never counts; months end on the same day number, or
// on the month's last day (Code de procédure civile, art. 640 and 641; Regulation 1182/71, art. 3).
#pragma once

#include "calendar.h"
#include "claim-law.h"

// The last day of the term of CLOCK that starts on START. LENIENT (a seller's term): an end on a
// day off moves to the next working day where the counting rule says so (art. 642; art. 3(4)), and
// a term of Regulation 1182/71 holds at least two working days (art. 3(5)). A buyer's own term is
// never moved: he must not be told to wait for a day that may not be given to him. CALENDAR may be
// NULL: then every day is a working day.
TncDate tnc_claim_term_end(const TncLawClock *clock, TncDate start, const TncCalendar *calendar,
                           gboolean lenient);

// The tier in force DAYS_LATE days after a term that ended on END; NULL when not late.
const TncLawTier *tnc_claim_term_tier(const TncLawRule *rule, int days_late);

// The surcharge in percent in force on TODAY. 0 while the term runs, and under legal interest.
int tnc_claim_term_percent(const TncLawRule *rule, TncDate end, TncDate today);

// The first day after TODAY on which that surcharge is another; TNC_DATE_NONE when it stays.
TncDate tnc_claim_term_change(const TncLawRule *rule, TncDate end, TncDate today);
