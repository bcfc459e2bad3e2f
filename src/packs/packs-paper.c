// SPDX-License-Identifier: AGPL-3.0-or-later
// Paper files → TncPacksPaper. Every word must be there: a dossier with a hole in it would only be
// seen on paper.

#include "packs-paper.h"

#include <string.h>
#include "error.h"

typedef struct {
    char *kind;
    char *text;
} FileWord;

typedef struct {
    char *id;
    char *window;
    int fold_mm;
    FileWord *words;
    guint words_count;
    FileWord *events;
    guint events_count;
    FileWord *kinds;
    guint kinds_count;
    FileWord *remedies;
    guint remedies_count;
} FilePaper;

#define MUST CYAML_FLAG_POINTER

static const cyaml_schema_field_t word_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", MUST, FileWord, kind, 1, 40),
    CYAML_FIELD_STRING_PTR("text", MUST, FileWord, text, 1, 2000),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t word_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileWord, word_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FilePaper, id, 1, 8),
    CYAML_FIELD_STRING_PTR("window", MUST, FilePaper, window, 1, 8),
    CYAML_FIELD_INT("fold_mm", CYAML_FLAG_DEFAULT, FilePaper, fold_mm),
    CYAML_FIELD_SEQUENCE("words", MUST, FilePaper, words, &word_value, 1, 100),
    CYAML_FIELD_SEQUENCE("events", MUST, FilePaper, events, &word_value, 1, 100),
    CYAML_FIELD_SEQUENCE("kinds", MUST, FilePaper, kinds, &word_value, 1, 20),
    CYAML_FIELD_SEQUENCE("remedies", MUST, FilePaper, remedies, &word_value, 1, 20),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FilePaper, fields)};

const cyaml_schema_value_t *
tnc_packs_paper_schema(void)
{
    return &schema;
}

static const char *const word_names[] = {
#define TNC_PAPER_NAME(code, name) name,
    TNC_PAPER_WORDS(TNC_PAPER_NAME)
#undef TNC_PAPER_NAME
};

static void
free_texts(char **texts, guint count)
{
    for (guint i = 0; i < count; i++)
        g_free(texts[i]);
}

void
tnc_packs_paper_free(TncPacksPaper *paper)
{
    if (!paper)
        return;
    free_texts(paper->words, TNC_PAPER_WORD_COUNT);
    free_texts(paper->events, TNC_EVENT_COUNT);
    free_texts(paper->kinds, TNC_CLAIM_COUNT);
    free_texts(paper->remedies, TNC_REMEDY_COUNT);
    g_free(paper->id);
    g_free(paper);
}

static const char *
paper_word(int value)
{
    return word_names[value];
}

static const char *
event_word(int value)
{
    return tnc_claim_words_name(TNC_WORDS_TncEventKind, value);
}

static const char *
kind_word(int value)
{
    return tnc_claim_words_name(TNC_WORDS_TncClaimKind, value);
}

static const char *
remedy_word(int value)
{
    return tnc_claim_words_name(TNC_WORDS_TncRemedy, value);
}

// One list of the file: LIST is its name, NAME_OF gives the word of each value from 0 to COUNT.
typedef struct {
    const char *list;
    const FileWord *words;
    guint words_count;
    const char *(*name_of)(int value);
    int count;
    char **texts;
} List;

static int
find_name(const List *list, const char *name)
{
    for (int i = 0; i < list->count; i++)
        if (g_str_equal(list->name_of(i), name))
            return i;
    return -1;
}

static gboolean
read_list(const TncPacksYaml *yaml, const List *list, GError **error)
{
    for (guint i = 0; i < list->words_count; i++) {
        int value = find_name(list, list->words[i].kind);
        g_autofree char *field = g_strdup_printf("%s[%u].kind", list->list, i);
        if (value < 0)
            return tnc_packs_yaml_fail(yaml, error, field, "expected a known word, found '%s'",
                                       list->words[i].kind);
        if (list->texts[value])
            return tnc_packs_yaml_fail(yaml, error, field, "expected each once, found '%s' again",
                                       list->words[i].kind);
        list->texts[value] = g_strdup(list->words[i].text);
    }
    for (int i = 0; i < list->count; i++)
        if (!list->texts[i])
            return tnc_packs_yaml_fail(yaml, error, list->list,
                                       "expected every word, found no '%s'", list->name_of(i));
    return TRUE;
}

static gboolean
read_lists(const TncPacksYaml *yaml, const FilePaper *file, TncPacksPaper *paper, GError **error)
{
    const List lists[] = {
        {"words", file->words, file->words_count, paper_word, TNC_PAPER_WORD_COUNT, paper->words},
        {"events", file->events, file->events_count, event_word, TNC_EVENT_COUNT, paper->events},
        {"kinds", file->kinds, file->kinds_count, kind_word, TNC_CLAIM_COUNT, paper->kinds},
        {"remedies", file->remedies, file->remedies_count, remedy_word, TNC_REMEDY_COUNT,
         paper->remedies},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        if (!read_list(yaml, &lists[i], error))
            return FALSE;
    return TRUE;
}

// What a word must hold to be of use.
static gboolean
check_patterns(const TncPacksYaml *yaml, const TncPacksPaper *paper, GError **error)
{
    static const struct {
        TncPaperWord word;
        const char *needs;
    } rows[] = {
        {TNC_PAPER_PLACE_DATE, "{place}"}, {TNC_PAPER_PLACE_DATE, "{date}"},
        {TNC_PAPER_ONLY_DATE, "{date}"},   {TNC_PAPER_SUBJECT_LINE, "{subject}"},
        {TNC_PAPER_ORDER_LINE, "{order}"}, {TNC_PAPER_OUR_LINE, "{reference}"},
        {TNC_PAPER_PAGE, "{page}"},        {TNC_PAPER_PAGE, "{pages}"},
        {TNC_PAPER_MADE_ON, "{date}"},     {TNC_PAPER_EXHIBIT, "{number}"},
        {TNC_PAPER_SHEET, "{page}"},       {TNC_PAPER_SHEET, "{pages}"},
        {TNC_PAPER_STAMPED, "{date}"},     {TNC_PAPER_RESULT, "{result}"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strstr(paper->words[rows[i].word], rows[i].needs))
            return tnc_packs_yaml_fail(yaml, error, "words", "expected %s in '%s', found '%s'",
                                       rows[i].needs, word_names[rows[i].word],
                                       paper->words[rows[i].word]);
    return TRUE;
}

static TncPacksPaper *
load_paper(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FilePaper *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncPacksPaper) paper = g_new0(TncPacksPaper, 1);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !read_lists(yaml, file, paper, error) || !check_patterns(yaml, paper, error))
        return NULL;
    paper->id = g_strdup(file->id);
    paper->window_right = g_str_equal(file->window, "right");
    paper->fold_mm = file->fold_mm;
    if (!paper->window_right && !g_str_equal(file->window, "left")) {
        tnc_packs_yaml_fail(yaml, error, "window", "expected left or right, found '%s'",
                            file->window);
        return NULL;
    }
    if (paper->fold_mm < 0 || paper->fold_mm > 200) {
        tnc_packs_yaml_fail(yaml, error, "fold_mm", "expected 0 to 200 millimetres, found '%d'",
                            paper->fold_mm);
        return NULL;
    }
    return g_steal_pointer(&paper);
}

gboolean
tnc_packs_paper_check(const char *path, GError **error)
{
    g_autoptr(TncPacksPaper) paper = load_paper(path, error);
    return paper != NULL;
}

static void
free_paper(gpointer paper)
{
    tnc_packs_paper_free(paper);
}

GHashTable *
tnc_packs_paper_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "papers", error);
    g_autoptr(GHashTable) papers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_paper);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++) {
        TncPacksPaper *paper = load_paper(paths[i], error);
        if (!paper)
            return NULL;
        g_hash_table_insert(papers, paper->id, paper);
    }
    return g_steal_pointer(&papers);
}

const TncPacksPaper *
tnc_packs_paper_find(GHashTable *papers, const char *tag)
{
    gsize length = tag ? strcspn(tag, "-_") : 0;
    g_autofree char *language = g_ascii_strdown(tag ? tag : "", (gssize)length);
    return g_hash_table_lookup(papers, language);
}
