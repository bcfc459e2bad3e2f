// SPDX-License-Identifier: AGPL-3.0-or-later
// ULIDs (github.com/ulid/spec): sortable identifiers. Time and randomness are handed in.
#pragma once

#include "instant.h"

#define TNC_ULID_LENGTH 26

// Writes 26 characters of Crockford's base 32 and a NUL.
void tnc_ulid_format(TncInstant instant, const guint8 random[10],
                     char ulid_out[TNC_ULID_LENGTH + 1]);
