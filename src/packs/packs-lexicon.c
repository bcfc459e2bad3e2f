// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads the lexicons. Patterns are compiled by the reader; here each is tried once, so that a mistake names its line.

#include "packs-lexicon.h"

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define MAX_RULES 400
#define MAX_PATTERNS 120
#define MAX_HUNCHES 20

static const cyaml_schema_value_t pattern = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 1000)};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", MUST, TncPacksLexiconRule, kind, 1, 40),
    CYAML_FIELD_STRING_PTR("step", MAY, TncPacksLexiconRule, step, 1, 40),
    CYAML_FIELD_INT("weight", CYAML_FLAG_OPTIONAL, TncPacksLexiconRule, weight),
    CYAML_FIELD_SEQUENCE("any", MUST, TncPacksLexiconRule, any, &pattern, 1, MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("no", MAY, TncPacksLexiconRule, no, &pattern, 0, MAX_PATTERNS),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t rule = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksLexiconRule, rule_fields)};

static const cyaml_schema_field_t date_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", MUST, TncPacksLexiconDate, kind, 1, 40),
    CYAML_FIELD_INT("value", CYAML_FLAG_OPTIONAL, TncPacksLexiconDate, value),
    CYAML_FIELD_SEQUENCE("words", MUST, TncPacksLexiconDate, words, &pattern, 1, MAX_PATTERNS),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t date = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksLexiconDate, date_fields)};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_STRING_PTR("language", MUST, TncPacksLexiconFile, language, 2, 3),
    CYAML_FIELD_SEQUENCE("words", MAY, TncPacksLexiconFile, words, &pattern, 0, MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("signals", MUST, TncPacksLexiconFile, signals, &rule, 1, MAX_RULES),
    CYAML_FIELD_SEQUENCE("automatic", MAY, TncPacksLexiconFile, automatic, &rule, 0, MAX_RULES),
    CYAML_FIELD_SEQUENCE("subjects", MAY, TncPacksLexiconFile, subjects, &rule, 0, MAX_RULES),
    CYAML_FIELD_SEQUENCE("tone", MAY, TncPacksLexiconFile, tone, &rule, 0, MAX_RULES),
    CYAML_FIELD_INT("tone_bias", CYAML_FLAG_OPTIONAL, TncPacksLexiconFile, tone_bias),
    CYAML_FIELD_SEQUENCE("moods", MAY, TncPacksLexiconFile, moods, &rule, 0, MAX_RULES),
    CYAML_FIELD_SEQUENCE("references", MAY, TncPacksLexiconFile, references, &pattern, 0,
                         MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("parcels", MAY, TncPacksLexiconFile, parcels, &pattern, 0, MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("greetings", MAY, TncPacksLexiconFile, greetings, &pattern, 0,
                         MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("closings", MAY, TncPacksLexiconFile, closings, &pattern, 0, MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("departments", MAY, TncPacksLexiconFile, departments, &pattern, 0,
                         MAX_PATTERNS),
    CYAML_FIELD_SEQUENCE("dates", MAY, TncPacksLexiconFile, dates, &date, 0, MAX_RULES),
    CYAML_FIELD_SEQUENCE("presents", MAY, TncPacksLexiconFile, presents, &pattern, 0, MAX_PATTERNS),
    CYAML_FIELD_BOOL("month_first", CYAML_FLAG_OPTIONAL, TncPacksLexiconFile, month_first),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, TncPacksLexiconFile, file_fields)};

static const cyaml_schema_field_t hunch_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", MUST, TncPacksHunch, kind, 1, 40),
    CYAML_FIELD_INT("bias", CYAML_FLAG_DEFAULT, TncPacksHunch, bias),
    CYAML_FIELD_INT("above", CYAML_FLAG_DEFAULT, TncPacksHunch, above),
    CYAML_FIELD_INT("below", CYAML_FLAG_DEFAULT, TncPacksHunch, below),
    CYAML_FIELD_STRING_PTR("cues", MUST, TncPacksHunch, cues, 1, 200000),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t hunch = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksHunch, hunch_fields)};

static const cyaml_schema_field_t hunch_file_fields[] = {
    CYAML_FIELD_STRING_PTR("language", MUST, TncPacksHunchFile, language, 2, 3),
    CYAML_FIELD_SEQUENCE("hunches", MUST, TncPacksHunchFile, hunches, &hunch, 1, MAX_HUNCHES),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t hunch_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, TncPacksHunchFile, hunch_file_fields)};

static gboolean
check_pattern(const TncPacksYaml *yaml, const char *text, const char *list, guint index,
              const char *part, guint item, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GRegex) regex = g_regex_new(text, 0, 0, &problem);
    if (regex)
        return TRUE;
    g_autofree char *field = g_strdup_printf("%s[%u].%s[%u]", list, index, part, item);
    return tnc_packs_yaml_fail(yaml, error, field, "expected a regular expression: %s",
                               problem->message);
}

static gboolean
check_rules(const TncPacksYaml *yaml, const char *list, const TncPacksLexiconRule *rules,
            guint count, TncWordSet set, GError **error)
{
    int value;
    for (guint i = 0; i < count; i++) {
        if (!tnc_packs_yaml_word(yaml, set, rules[i].kind, &value, error, "%s[%u].kind", list, i))
            return FALSE;
        for (guint k = 0; k < rules[i].any_count; k++)
            if (!check_pattern(yaml, rules[i].any[k], list, i, "any", k, error))
                return FALSE;
        for (guint k = 0; k < rules[i].no_count; k++)
            if (!check_pattern(yaml, rules[i].no[k], list, i, "no", k, error))
                return FALSE;
    }
    return TRUE;
}

static gboolean
check_file(const TncPacksYaml *yaml, const TncPacksLexiconFile *file, GError **error)
{
    return check_rules(yaml, "signals", file->signals, file->signals_count, TNC_WORDS_TncSignal,
                       error) &&
           check_rules(yaml, "automatic", file->automatic, file->automatic_count,
                       TNC_WORDS_TncAutomatic, error) &&
           check_rules(yaml, "subjects", file->subjects, file->subjects_count,
                       TNC_WORDS_TncAutomatic, error);
}

static TncPacksYaml *
load_hunches(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &hunch_schema, error);
    const TncPacksHunchFile *file = yaml ? tnc_packs_yaml_data(yaml) : NULL;
    int value;
    for (guint i = 0; file && i < file->hunches_count; i++)
        if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncSignal, file->hunches[i].kind, &value, error,
                                 "hunches[%u].kind", i))
            return NULL;
    return g_steal_pointer(&yaml);
}

gboolean
tnc_packs_lexicon_check_hunches(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = load_hunches(path, error);
    return yaml != NULL;
}

static void
free_hunches(gpointer yaml)
{
    tnc_packs_yaml_free(yaml);
}

GPtrArray *
tnc_packs_lexicon_load_hunches(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "hunches", error);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_hunches);
    for (guint i = 0; paths && paths[i]; i++) {
        TncPacksYaml *yaml = load_hunches(paths[i], error);
        if (!yaml)
            return NULL;
        g_ptr_array_add(files, yaml);
    }
    return paths ? g_steal_pointer(&files) : NULL;
}

static void
lexicon_free(gpointer data)
{
    TncPacksLexicon *lexicon = data;
    if (!lexicon)
        return;
    tnc_packs_yaml_free(lexicon->hunches_yaml);
    tnc_packs_yaml_free(lexicon->yaml);
    g_free(lexicon);
}

gboolean
tnc_packs_lexicon_check(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    return yaml && check_file(yaml, tnc_packs_yaml_data(yaml), error);
}

// The lexicon at PATH, with the hunches of the same name, if there are any.
static TncPacksLexicon *
load_lexicon(const char *directory, const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *beside = g_build_filename(directory, "hunches", name, NULL);
    gboolean guesses = g_file_test(beside, G_FILE_TEST_EXISTS);
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml || !check_file(yaml, tnc_packs_yaml_data(yaml), error))
        return NULL;
    g_autoptr(TncPacksYaml) hunches = guesses ? load_hunches(beside, error) : NULL;
    if (guesses && !hunches)
        return NULL;
    TncPacksLexicon *lexicon = g_new0(TncPacksLexicon, 1);
    lexicon->file = tnc_packs_yaml_data(yaml);
    lexicon->yaml = g_steal_pointer(&yaml);
    lexicon->hunches = hunches ? tnc_packs_yaml_data(hunches) : NULL;
    lexicon->hunches_yaml = g_steal_pointer(&hunches);
    return lexicon;
}

// ---- all of them, side by side

#define MAX_THREADS 4

typedef struct {
    const char *directory;
    char **paths;
    GPtrArray *lexicons; // one for each path; NULL: it could not be loaded
    int next;            // atomic: the first that nobody has taken
} Load;

static gpointer
load_some(gpointer data)
{
    Load *load = data;
    guint i;
    while ((i = (guint)g_atomic_int_add(&load->next, 1)) < load->lexicons->len)
        load->lexicons->pdata[i] = load_lexicon(load->directory, load->paths[i], NULL);
    return NULL;
}

static void
load_all(Load *load)
{
    GThread *threads[MAX_THREADS - 1];
    guint count = MIN(g_get_num_processors(), MAX_THREADS) - 1;
    for (guint i = 0; i < count; i++)
        threads[i] = g_thread_new("lexicons", load_some, load);
    load_some(load);
    for (guint i = 0; i < count; i++)
        g_thread_join(threads[i]);
}

GPtrArray *
tnc_packs_lexicon_load(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "lexicons", error);
    if (!paths)
        return NULL;
    g_autoptr(GPtrArray) lexicons = g_ptr_array_new_with_free_func(lexicon_free);
    g_ptr_array_set_size(lexicons, (int)g_strv_length(paths));
    Load load = {directory, paths, lexicons, 0};
    load_all(&load);
    // What is wrong is told by this thread, in its language.
    for (guint i = 0; i < lexicons->len; i++) {
        if (!lexicons->pdata[i])
            lexicons->pdata[i] = load_lexicon(directory, paths[i], error);
        if (!lexicons->pdata[i])
            return NULL;
    }
    return g_steal_pointer(&lexicons);
}
