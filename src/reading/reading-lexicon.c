// SPDX-License-Identifier: AGPL-3.0-or-later
// All lists of a language share one set of rules, so that each sentence is searched once.

#include "reading-lexicon.h"
#include <string.h>

static char greeting_kind[] = "greeting";
static char department_kind[] = "department";

// Of a phrase no word is taken: 'fin de' is in several languages.
static void
add_words(GHashTable *words, char *const *list, guint count)
{
    for (guint i = 0; i < count; i++)
        if (!strchr(list[i], ' ') && strlen(list[i]) > 1)
            g_hash_table_add(words, list[i]);
}

TncReadingLexicon *
tnc_reading_lexicon_new(const TncPacksLexicon *pack)
{
    const TncPacksLexiconFile *file = pack->file;
    TncReadingLexicon *lexicon = g_new0(TncReadingLexicon, 1);
    lexicon->file = file;
    lexicon->hunch_file = pack->hunches;
    lexicon->greetings = g_new0(TncPacksLexiconRule, file->greetings_count);
    for (guint i = 0; i < file->greetings_count; i++)
        lexicon->greetings[i] = (TncPacksLexiconRule){
            .kind = greeting_kind, .any = &file->greetings[i], .any_count = 1};
    lexicon->department = (TncPacksLexiconRule){
        .kind = department_kind, .any = file->departments, .any_count = file->departments_count};
    lexicon->words = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < file->words_count; i++)
        g_hash_table_add(lexicon->words, file->words[i]);
    for (guint i = 0; i < file->dates_count; i++)
        add_words(lexicon->words, file->dates[i].words, file->dates[i].words_count);
    return lexicon;
}

TncReadingLexicon *
tnc_reading_lexicon_share(TncReadingLexicon *first)
{
    TncReadingLexicon *lexicon = g_new0(TncReadingLexicon, 1);
    lexicon->file = first->file;
    lexicon->first = first;
    lexicon->words = g_hash_table_ref(first->words);
    return lexicon;
}

void
tnc_reading_lexicon_free(TncReadingLexicon *lexicon)
{
    if (!lexicon)
        return;
    tnc_reading_rule_set_free(lexicon->rules);
    tnc_reading_hunch_free(lexicon->hunches);
    if (!lexicon->first)
        tnc_reading_dates_free(lexicon->dates);
    g_hash_table_unref(lexicon->words);
    g_free(lexicon->greetings);
    g_free(lexicon);
}

static void
compile(TncReadingLexicon *lexicon)
{
    const TncPacksLexiconFile *file = lexicon->file;
    TncReadingRules *rules = tnc_reading_rule_set_new();
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_MOOD, file->moods, file->moods_count);
    tnc_reading_rule_set_repeat(rules, TNC_READING_LIST_MOOD);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_SIGNAL, file->signals, file->signals_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_TONE, file->tone, file->tone_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_GREETING, lexicon->greetings,
                             file->greetings_count);
    tnc_reading_rule_set_add(rules, TNC_READING_LIST_DEPARTMENT, &lexicon->department, 1);
    tnc_reading_rule_set_build(rules);
    lexicon->dates = tnc_reading_dates_new(file);
    if (lexicon->hunch_file)
        lexicon->hunches = tnc_reading_hunch_new(lexicon->hunch_file);
    g_atomic_pointer_set(&lexicon->rules, rules);
}

static void
compile_or_share(TncReadingLexicon *lexicon)
{
    if (!lexicon->first) {
        compile(lexicon);
        return;
    }
    if (!lexicon->first->rules)
        compile(lexicon->first);
    lexicon->dates = lexicon->first->dates;
    if (lexicon->first->hunches)
        lexicon->hunches = tnc_reading_hunch_share(lexicon->first->hunches);
    g_atomic_pointer_set(&lexicon->rules, tnc_reading_rule_set_share(lexicon->first->rules));
}

TncReadingLexicon *
tnc_reading_lexicon_use(TncReadingLexicon *lexicon)
{
    static GMutex lock;
    if (g_atomic_pointer_get(&lexicon->rules))
        return lexicon;
    g_mutex_lock(&lock);
    if (!lexicon->rules)
        compile_or_share(lexicon);
    g_mutex_unlock(&lock);
    return lexicon;
}
