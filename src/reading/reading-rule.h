// SPDX-License-Identifier: AGPL-3.0-or-later
// A lexicon's rules compiled: one of the patterns, none of the others.
#pragma once

#include "packs-lexicon.h"

typedef struct TncReadingRules TncReadingRules; // one list of a lexicon

TncReadingRules *tnc_reading_rule_list_new(const TncPacksLexiconRule *rules, guint count);
void tnc_reading_rule_list_free(TncReadingRules *rules);

typedef void (*TncReadingRuleFunc)(const TncPacksLexiconRule *rule, gpointer data);
// Calls FUNCTION for each rule that holds in the folded TEXT.
void tnc_reading_rule_list_each(const TncReadingRules *rules, const char *text,
                                TncReadingRuleFunc function, gpointer data);

// Patterns joined into one regular expression; NULL when there are none.
GRegex *tnc_reading_rule_join(char *const *patterns, guint count, const char *before,
                              const char *after);
