// SPDX-License-Identifier: AGPL-3.0-or-later
// Did a person write this? By headers (RFC 3834, RFC 3464, RFC 2369), then by what the words say.
#pragma once

#include "reading.h"
#include "reading-rule.h"

// Sets automatic and because of RESULT. SUBJECTS and PHRASES (each of TncReadingRules) are tried language by language.
void tnc_reading_automatic_judge(const TncMailMessage *message, const GPtrArray *subjects,
                                 const GPtrArray *phrases, TncReadingResult *result);
