// SPDX-License-Identifier: AGPL-3.0-or-later
// One claim as it is shown: the JSON objects of `show`, `why`, and of the API's claims, events and plans. Words are in
// the desk's language. Every function that makes JSON gives a new reference.
#pragma once

#include "desk-case.h"

// What EVENT says, on one line. New string.
char *tnc_desk_show_summary(TncDesk *desk, const TncClaimEvent *event);

// One event of KASE, with its signals' places in the text and the tactics that it was the last to show.
json_t *tnc_desk_show_event(TncDesk *desk, const TncDeskCase *kase, const TncClaimEvent *event);

// The events from the place FIRST of the timeline on, at most LIMIT (0: all).
json_t *tnc_desk_show_events(TncDesk *desk, const TncDeskCase *kase, guint first, guint limit);

// A signal as `show` and `read` show it; START and END are byte offsets into the text, -1 when unknown.
json_t *tnc_desk_show_signal(const TncClaimSignal *signal, gint64 start, gint64 end);

// The whole object of `show --json`.
json_t *tnc_desk_show_claim(TncDesk *desk, const TncDeskCase *kase);

// TRUE for a rung of the claim's ladder that this seller and this purchase allow, or that was played.
gboolean tnc_desk_show_has_rung(const TncDeskCase *kase, guint index);

// {card, rungs, events}: the plan with the events behind it.
json_t *tnc_desk_show_plan(TncDesk *desk, const TncDeskCase *kase);
