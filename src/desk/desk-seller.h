// SPDX-License-Identifier: AGPL-3.0-or-later
// What was learnt of a seller over all claims against him, and what the buyer won and dared over all of hers. Both are
// computed from the events each time; nothing of it is stored. JSON functions give new references.
#pragma once

#include "desk-case.h"

// [{ref, name, country}] of every seller.
json_t *tnc_desk_seller_list(TncDesk *desk, GError **error);

// {merchant, claims, channels, tactics, answered, unanswered, fastest_minutes, median_minutes, slowest_minutes, recovered,
// open, closed} of the seller REF.
json_t *tnc_desk_seller_card(TncDesk *desk, const char *ref, GError **error);

// {recovered, moves_made, claims, won, courage, list}: never what was lost.
json_t *tnc_desk_seller_trophies(TncDesk *desk, GError **error);
