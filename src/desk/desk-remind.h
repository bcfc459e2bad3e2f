// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders: a push through ntfy and a digest by e-mail, when moves wait for the buyer. Both say how many and what to
// do, never with whom or about what: they may be read over a shoulder. Settings: 'ntfy' (address of a topic), 'digest'
// (daily, weekly). What was told last is kept in 'remind.ntfy' and 'remind.digest'.
#pragma once

#include "desk.h"

// The moves that wait on the desk's today, as the lines of a digest; COUNT_OUT how many, FRESH_OUT how many of them
// opened after SINCE (TNC_DATE_NONE: all). New string.
char *tnc_desk_remind_text(TncDesk *desk, TncDate since, guint *count_out, guint *fresh_out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Sends what is due: nothing before eight in the morning, a push at most once a day and only when something is new, a
// digest at most once a day or a week. The first error is given back after both had their turn.
gboolean tnc_desk_remind(TncDesk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;
