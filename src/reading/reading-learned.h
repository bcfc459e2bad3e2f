// SPDX-License-Identifier: AGPL-3.0-or-later
// What the user's corrections teach about one seller: mails of the same sender in mostly the same words are what the
// user said the first one was. Digits do not count, so that a template is the same for every order.
#pragma once

#include "claim-words.h"
#include "json.h"

#define TNC_READING_LEARNED_MAX 200 // the latest are kept

// The lessons LIST (a JSON array, or NULL: none yet) with one more: a mail of ADDRESS with TEXT (what is visible of it) is
// KIND. New reference; NULL when TEXT has too few words to be known again.
json_t *tnc_reading_learned_add(const json_t *list, const char *address, const char *text,
                                TncAutomatic kind);

// TRUE when a lesson tells what a mail of ADDRESS with TEXT is; the latest lesson counts. LIST may be NULL.
gboolean tnc_reading_learned_find(const json_t *list, const char *address, const char *text,
                                  TncAutomatic *kind_out);
