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

// Whether each article that TEXT cites ('L216-1') stands in a rule that is verified, applies where the buyer lives and
// was in force when the contract was made: SUPPORTED_OUT is FALSE when one does not, and such a text must not leave.
gboolean tnc_desk_rights_supports(TncDesk *desk, const TncDeskCase *kase, const char *text,
                                  gboolean *supported_out,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
