// SPDX-License-Identifier: AGPL-3.0-or-later
// Did a person write this? By headers (RFC 3834, RFC 3464, RFC 2369), then by what the words say.
#pragma once

#include "reading.h"
#include "reading-rule.h"

// Adds the phrases and subjects of FILE, which must outlive RULES.
void tnc_reading_automatic_add(TncReadingRules *rules, const TncPacksLexiconFile *file);

// Sets automatic and because of RESULT. RULES hold the phrases of every language. TRUE when it is an acknowledgement by
// the words of the text alone: what else the text says may show that a person wrote it.
gboolean tnc_reading_automatic_judge(const TncMailMessage *message, TncReadingRules *rules,
                                     TncReadingResult *result);
