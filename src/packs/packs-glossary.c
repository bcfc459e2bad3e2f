// SPDX-License-Identifier: AGPL-3.0-or-later
// Glossary files → terms, and the terms that a text speaks of. Acronyms are compared as written,
// so that 'sav' in 'savon' or 'doa' in a name explains nothing; other words without accents and case.

#include "packs-glossary.h"

#include <string.h>
#include "error.h"
#include "text.h"

typedef struct {
    char *name;
    char *says;
    char **words;
    guint words_count;
} FileWords;

typedef struct {
    char *id;
    FileWords fr;
    FileWords en;
} FileTerm;

typedef struct {
    char *id;
    FileTerm *terms;
    guint terms_count;
} FileGlossary;

#define MUST CYAML_FLAG_POINTER

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 2, 60)};

static const cyaml_schema_field_t words_fields[] = {
    CYAML_FIELD_STRING_PTR("name", MUST, FileWords, name, 1, 80),
    CYAML_FIELD_STRING_PTR("says", MUST, FileWords, says, 10, 300),
    CYAML_FIELD_SEQUENCE("words", MUST, FileWords, words, &word, 1, 12),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t term_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileTerm, id, 1, 40),
    CYAML_FIELD_MAPPING("fr", CYAML_FLAG_DEFAULT, FileTerm, fr, words_fields),
    CYAML_FIELD_MAPPING("en", CYAML_FLAG_DEFAULT, FileTerm, en, words_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t term_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileTerm, term_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileGlossary, id, 1, 40),
    CYAML_FIELD_SEQUENCE("terms", MUST, FileGlossary, terms, &term_value, 1, 500),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileGlossary, fields)};

const cyaml_schema_value_t *
tnc_packs_glossary_schema(void)
{
    return &schema;
}

static void
words_clear(TncPacksTermWords *words)
{
    for (guint i = 0; words->words && words->words[i]; i++)
        g_free(words->folded[i]);
    g_free(words->folded);
    g_strfreev(words->words);
    g_free(words->name);
    g_free(words->says);
}

void
tnc_packs_glossary_term_free(TncPacksTerm *term)
{
    if (!term)
        return;
    words_clear(&term->fr);
    words_clear(&term->en);
    g_free(term->id);
    g_free(term);
}

static gboolean
is_acronym(const char *text)
{
    guint letters = 0;
    for (const char *c = text; *c; c++) {
        if (g_ascii_islower(*c) || (guchar)*c >= 0x80)
            return FALSE;
        letters += g_ascii_isupper(*c) ? 1 : 0;
    }
    return letters > 1;
}

static void
copy_words(const FileWords *file, TncPacksTermWords *words)
{
    words->name = g_strdup(file->name);
    words->says = g_strdup(file->says);
    words->words = g_new0(char *, file->words_count + 1);
    words->folded = g_new0(char *, file->words_count + 1);
    for (guint i = 0; i < file->words_count; i++) {
        words->words[i] = g_strdup(file->words[i]);
        words->folded[i] = is_acronym(file->words[i]) ? NULL : tnc_text_fold(file->words[i]);
    }
}

static gboolean
check_sentence(const TncPacksYaml *yaml, const char *text, const char *language, guint index,
               GError **error)
{
    g_autofree char *field = g_strdup_printf("terms[%u].%s.says", index, language);
    return g_str_has_suffix(text, ".") ||
           tnc_packs_yaml_fail(yaml, error, field,
                               "expected a sentence that ends in '.', found '%s'", text);
}

static gboolean
load_terms(const char *path, GPtrArray *terms, GHashTable *ids, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return FALSE;
    const FileGlossary *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id"))
        return FALSE;
    for (guint i = 0; i < file->terms_count; i++) {
        const FileTerm *from = &file->terms[i];
        g_autofree char *field = g_strdup_printf("terms[%u].id", i);
        if (!tnc_packs_yaml_id(yaml, from->id, NULL, error, "%s", field) ||
            !check_sentence(yaml, from->fr.says, "fr", i, error) ||
            !check_sentence(yaml, from->en.says, "en", i, error))
            return FALSE;
        if (!g_hash_table_add(ids, g_strdup(from->id)))
            return tnc_packs_yaml_fail(yaml, error, field,
                                       "expected each term once, found '%s' again", from->id);
        TncPacksTerm *term = g_new0(TncPacksTerm, 1);
        term->id = g_strdup(from->id);
        copy_words(&from->fr, &term->fr);
        copy_words(&from->en, &term->en);
        g_ptr_array_add(terms, term);
    }
    return TRUE;
}

static void
free_term(gpointer term)
{
    tnc_packs_glossary_term_free(term);
}

GPtrArray *
tnc_packs_glossary_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "glossary", error);
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(free_term);
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++)
        if (!load_terms(paths[i], terms, ids, error))
            return NULL;
    return g_steal_pointer(&terms);
}

gboolean
tnc_packs_glossary_check(const char *path, GError **error)
{
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(free_term);
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return load_terms(path, terms, ids, error);
}

const TncPacksTermWords *
tnc_packs_glossary_words(const TncPacksTerm *term, const char *language)
{
    return language && g_str_has_prefix(language, "fr") ? &term->fr : &term->en;
}

// ---- finding

static gboolean
is_word_character(gunichar c)
{
    return g_unichar_isalnum(c) && !g_unichar_iswide(c);
}

// A word stands alone, or with the 's' of a plural; Chinese has no space between words.
static gboolean
stands_at(const char *text, const char *at, gsize length)
{
    const char *end = at + length;
    gunichar last = g_utf8_get_char(g_utf8_prev_char(end));
    if (!is_word_character(last))
        return TRUE;
    if (at > text && is_word_character(g_utf8_get_char(g_utf8_prev_char(at))))
        return FALSE;
    if (*end == 's')
        end++;
    return !is_word_character(g_utf8_get_char(end));
}

static gboolean
has_word(const char *text, const char *needle)
{
    gsize length = strlen(needle);
    for (const char *at = strstr(text, needle); at; at = strstr(at + 1, needle))
        if (stands_at(text, at, length))
            return TRUE;
    return FALSE;
}

static gboolean
speaks_of(const char *text, const char *folded, const TncPacksTermWords *words)
{
    for (guint i = 0; words->words[i]; i++)
        if (words->folded[i] ? has_word(folded, words->folded[i]) : has_word(text, words->words[i]))
            return TRUE;
    return FALSE;
}

GPtrArray *
tnc_packs_glossary_find(const GPtrArray *terms, const char *text)
{
    g_autofree char *folded = tnc_text_fold(text);
    GPtrArray *found = g_ptr_array_new();
    for (guint i = 0; i < terms->len; i++) {
        TncPacksTerm *term = g_ptr_array_index(terms, i);
        if (speaks_of(text, folded, &term->fr) || speaks_of(text, folded, &term->en))
            g_ptr_array_add(found, term);
    }
    return found;
}
