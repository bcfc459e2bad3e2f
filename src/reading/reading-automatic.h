// SPDX-License-Identifier: AGPL-3.0-or-later
// Did a person write this? By headers (RFC 3834, RFC 3464, RFC 2369), then by what the words say.
#pragma once

#include "reading-fold.h"
#include "reading.h"
#include "reading-rule.h"

// Adds the phrases and subjects of FILE, which must outlive RULES.
void tnc_reading_automatic_add(TncReadingRules *rules, const TncPacksLexiconFile *file);

// Whether what else the text says may show that a person wrote it.
typedef enum {
    TNC_READING_SURE,     // a header, the sender or the subject told
    TNC_READING_DOUBTFUL, // only the text: an offer or a refusal is a person's
    TNC_READING_UNLIKELY, // only the text of an answer to us: so is a question or a promise
} TncReadingDoubt;

// Sets automatic and because of RESULT. RULES hold the phrases of every language; FOLD is the beginning of what is
// visible of MESSAGE, at least.
TncReadingDoubt tnc_reading_automatic_judge(const TncMailMessage *message,
                                            const TncReadingFold *fold, TncReadingRules *rules,
                                            TncReadingResult *result);
