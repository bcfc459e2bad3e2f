// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendar: the next move of each claim, the seller's promises and every date that was set.
#pragma once

#include "desk.h"

// The dates of one claim (NAME), or of every claim that is open or was closed within 90 days (NULL).
// An iCalendar text in the desk's language, full ownership; COUNT_OUT (may be NULL) gets the number
// of its entries. DISCREET: it goes to a telephone, whose locked screen says no more than the claim's number and the
// move.
char *tnc_desk_calendar(TncDesk *desk, const char *name, gboolean discreet, guint *count_out,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
