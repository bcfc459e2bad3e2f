// SPDX-License-Identifier: AGPL-3.0-or-later
// How a message greets, and who signs it.
#pragma once

#include "reading-lexicon.h"
#include "reading.h"

// The greeting in the first line of TEXT, without what ends it; NULL: none. New string.
char *tnc_reading_sender_greeting(const TncReadingLexicon *lexicon, const char *text);

// Sets agent and department of RESULT: the signature's, or what stands alone at the end of TEXT. SIGNATURE may be NULL: none
// is known.
void tnc_reading_sender_take(const TncReadingLexicon *lexicon, const char *text,
                             const char *signature, TncReadingResult *result);

// 'Anaïs' below the mail of 'Lune <sav@lune.example>' is a person, 'Lune' is none. AGENT may be NULL.
gboolean tnc_reading_sender_is_person(const char *agent, const TncMailAddress *from);
