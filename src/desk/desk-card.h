// SPDX-License-Identifier: AGPL-3.0-or-later
// Cards: a claim's plan as the store keeps it (codes and dates, no words of any language), and as it is shown.
#pragma once

#include "desk-case.h"

// The object of `next --json` (domain.md) made from a stored CARD, with words in the desk's language, seen on TODAY.
// New reference.
json_t *tnc_desk_card_show(TncDesk *desk, const json_t *card);

typedef gboolean (*TncDeskCardFunc)(const json_t *shown, gpointer data, GError **error);
// The shown cards, most urgent first: of one claim (NAME), or of every open claim (at most LIMIT, 0: all).
gboolean tnc_desk_card_each(TncDesk *desk, const char *name, guint limit, TncDeskCardFunc function,
                            gpointer data, GError **error);
