// SPDX-License-Identifier: AGPL-3.0-or-later
// All lists of a language share one set of rules, so that each sentence is searched once.

#include "reading-lexicon.h"

static char greeting_kind[] = "greeting";
static char department_kind[] = "department";

TncReadingLexicon *
tnc_reading_lexicon_new(const TncPacksLexiconFile *file)
{
    TncReadingLexicon *lexicon = g_new0(TncReadingLexicon, 1);
    lexicon->file = file;
    lexicon->greeting = (TncPacksLexiconRule){
        .kind = greeting_kind, .any = file->greetings, .any_count = file->greetings_count};
    lexicon->department = (TncPacksLexiconRule){
        .kind = department_kind, .any = file->departments, .any_count = file->departments_count};
    return lexicon;
}

void
tnc_reading_lexicon_free(TncReadingLexicon *lexicon)
{
    if (!lexicon)
        return;
    tnc_reading_rule_set_free(lexicon->rules);
    tnc_reading_dates_free(lexicon->dates);
    g_free(lexicon);
}

TncReadingLexicon *
tnc_reading_lexicon_use(TncReadingLexicon *lexicon)
{
    if (lexicon->rules)
        return lexicon;
    const TncPacksLexiconFile *file = lexicon->file;
    TncReadingRules *rules = tnc_reading_rule_set_new();
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_MOOD, file->moods, file->moods_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_SIGNAL, file->signals, file->signals_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_TONE, file->tone, file->tone_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_GREETING, &lexicon->greeting, 1);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_DEPARTMENT, &lexicon->department, 1);
    tnc_reading_rule_set_build(rules);
    lexicon->rules = rules;
    lexicon->dates = tnc_reading_dates_new(file);
    return lexicon;
}
