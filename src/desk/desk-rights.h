// SPDX-License-Identifier: AGPL-3.0-or-later
// The law for one case: which packs reach it, its rights, and what they change in position and plan.
#pragma once

#include "claim-rights.h"
#include "desk-case.h"

// The rights of KASE at its instant: TncRight, sorted. Only the packs that reach it are loaded, once
// a desk. Full ownership; the rules in it are borrowed from the desk.
GArray *tnc_desk_rights_find(TncDesk *desk, const TncDeskCase *kase,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The array of `rights --json` (domain.md) in the desk's language. New reference.
json_t *tnc_desk_rights_json(TncDesk *desk, const TncDeskCase *kase, const GArray *rights);
