// SPDX-License-Identifier: AGPL-3.0-or-later
// A lexicon's rules compiled: one of the patterns, none of the others. Lists of several kinds share one set, so that
// a text is searched once for all of them.
#pragma once

#include "packs-lexicon.h"

typedef struct TncReadingRules TncReadingRules;

TncReadingRules *tnc_reading_rule_set_new(void);
void tnc_reading_rule_set_free(TncReadingRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReadingRules, tnc_reading_rule_set_free)

// Adds COUNT rules as a list that the caller knows by TAG. They must outlive the set.
void tnc_reading_rule_set_add(TncReadingRules *rules, guint tag, const TncPacksLexiconRule *list,
                              guint count);
// Of the rules of TAG (below 32) each place where a pattern matches counts, not only the first of them.
void tnc_reading_rule_set_repeat(TncReadingRules *rules, guint tag);
void tnc_reading_rule_set_build(TncReadingRules *rules); // after the last list
// The same rules once they are built, for another thread. Full ownership.
TncReadingRules *tnc_reading_rule_set_share(const TncReadingRules *rules);

typedef struct {
    guint tag;
    const TncPacksLexiconRule *rule;
    guint start; // bytes into the text, of what matched
    guint end;
} TncReadingRuleMatch;

typedef void (*TncReadingRuleFunc)(const TncReadingRuleMatch *match, gpointer data);
// Calls FUNCTION for each rule of TAGS (bits) that holds in SIZE bytes of folded TEXT (valid UTF-8), in their order. A
// set is not for several threads. FUNCTION must not use the set again.
void tnc_reading_rule_set_each(TncReadingRules *rules, guint32 tags, const char *text, gsize size,
                               TncReadingRuleFunc function, gpointer data);
