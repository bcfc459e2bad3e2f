// SPDX-License-Identifier: AGPL-3.0-or-later
// Hints: the technical and legal words of a text, explained in the desk's language.
#pragma once

#include "desk.h"

// An array of {term, says} for the words of TEXT, at most LIMIT (0: all); empty when there are none
// or the glossary cannot be read. New reference.
json_t *tnc_desk_glossary_hints(TncDesk *desk, const char *text, guint limit);
// The same for everything that was said in the claim.
json_t *tnc_desk_glossary_of_events(TncDesk *desk, const TncClaimEvents *events, guint limit);
