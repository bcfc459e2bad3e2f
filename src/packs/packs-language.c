// SPDX-License-Identifier: AGPL-3.0-or-later
// A language's file → TncPacksLanguage.

#include "packs-language.h"

#include <string.h>
#include "error.h"
#include "packs-yaml.h"

typedef struct {
    char *kind;
    char *text;
} FileName;

typedef struct {
    char *find;
    char *put;
} FileMend;

typedef struct {
    GRegex *find;
    char *put;
} Mend;

typedef struct {
    char *id;
    char **months;
    guint months_count;
    char *date;
    char *first_day;
    char *greeting;
    char *greeting_all;
    char *greeting_formal;
    char **small_after_greeting;
    guint small_after_greeting_count;
    char *closing;
    char *closing_formal;
    char *item;
    char *item_result;
    char *own_words;
    char *own_result;
    FileName *events;
    guint events_count;
    FileName *channels;
    guint channels_count;
    FileName *steps;
    guint steps_count;
    FileMend *mends;
    guint mends_count;
} FileLanguage;

#define MUST CYAML_FLAG_POINTER

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 40)};

static const cyaml_schema_field_t name_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", MUST, FileName, kind, 1, 40),
    CYAML_FIELD_STRING_PTR("text", MUST, FileName, text, 1, 200),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t name_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileName, name_fields)};

static const cyaml_schema_field_t mend_fields[] = {
    CYAML_FIELD_STRING_PTR("find", MUST, FileMend, find, 1, 400),
    CYAML_FIELD_STRING_PTR("put", MUST, FileMend, put, 0, 80),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t mend_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileMend, mend_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileLanguage, id, 1, 8),
    CYAML_FIELD_SEQUENCE("months", MUST, FileLanguage, months, &word, 12, 12),
    CYAML_FIELD_STRING_PTR("date", MUST, FileLanguage, date, 1, 80),
    CYAML_FIELD_STRING_PTR("first_day", MUST, FileLanguage, first_day, 1, 8),
    CYAML_FIELD_STRING_PTR("greeting", MUST, FileLanguage, greeting, 1, 80),
    CYAML_FIELD_STRING_PTR("greeting_all", MUST, FileLanguage, greeting_all, 1, 80),
    CYAML_FIELD_STRING_PTR("greeting_formal", MUST, FileLanguage, greeting_formal, 1, 80),
    CYAML_FIELD_SEQUENCE("small_after_greeting", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         FileLanguage, small_after_greeting, &word, 0, 60),
    CYAML_FIELD_STRING_PTR("closing", MUST, FileLanguage, closing, 1, 200),
    CYAML_FIELD_STRING_PTR("closing_formal", MUST, FileLanguage, closing_formal, 1, 200),
    CYAML_FIELD_STRING_PTR("item", MUST, FileLanguage, item, 1, 80),
    CYAML_FIELD_STRING_PTR("item_result", MUST, FileLanguage, item_result, 1, 80),
    CYAML_FIELD_STRING_PTR("own_words", MUST, FileLanguage, own_words, 1, 80),
    CYAML_FIELD_STRING_PTR("own_result", MUST, FileLanguage, own_result, 1, 80),
    CYAML_FIELD_SEQUENCE("events", MUST, FileLanguage, events, &name_value, 1, TNC_EVENT_COUNT),
    CYAML_FIELD_SEQUENCE("channels", MUST, FileLanguage, channels, &name_value, 1,
                         TNC_CHANNEL_COUNT),
    CYAML_FIELD_SEQUENCE("steps", MUST, FileLanguage, steps, &name_value, 0, 200),
    CYAML_FIELD_SEQUENCE("mends", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, FileLanguage, mends,
                         &mend_value, 0, 40),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileLanguage, fields)};

const cyaml_schema_value_t *
tnc_packs_language_schema(void)
{
    return &schema;
}

static const char *const tags[] = {
#define TNC_LANGUAGE_TAG(code, tag) tag,
    TNC_LANGUAGES(TNC_LANGUAGE_TAG)
#undef TNC_LANGUAGE_TAG
};

const char *
tnc_packs_language_tag(TncLanguage language)
{
    return tags[language];
}

int
tnc_packs_language_parse(const char *tag)
{
    gsize length = tag ? strcspn(tag, "-_") : 0;
    for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
        if (strlen(tags[i]) == length && g_ascii_strncasecmp(tags[i], tag, length) == 0)
            return (int)i;
    return -1;
}

void
tnc_packs_language_free(TncPacksLanguage *language)
{
    if (!language)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(language->months); i++)
        g_free(language->months[i]);
    for (guint i = 0; i < TNC_EVENT_COUNT; i++)
        g_free(language->events[i]);
    for (guint i = 0; i < TNC_CHANNEL_COUNT; i++)
        g_free(language->channels[i]);
    char *const texts[] = {language->date,
                           language->first_day,
                           language->greeting,
                           language->greeting_all,
                           language->greeting_formal,
                           language->closing,
                           language->closing_formal,
                           language->item,
                           language->item_result,
                           language->own_words,
                           language->own_result};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(language->small_after_greeting);
    g_clear_pointer(&language->steps, g_hash_table_unref);
    g_clear_pointer(&language->mends, g_ptr_array_unref);
    g_free(language);
}

// ---- use

const char *
tnc_packs_language_step(const TncPacksLanguage *language, const char *id)
{
    return id ? g_hash_table_lookup(language->steps, id) : NULL;
}

char *
tnc_packs_language_mend(const TncPacksLanguage *language, const char *text)
{
    char *mended = g_strdup(text);
    for (guint i = 0; i < language->mends->len; i++) {
        const Mend *mend = language->mends->pdata[i];
        char *next = g_regex_replace(mend->find, mended, -1, 0, mend->put, 0, NULL);
        if (!next)
            continue; // what could not be searched to its end stays as it is
        g_free(mended);
        mended = next;
    }
    return mended;
}

#define MAX_PAIRS 8

static const char *
value_of(const char *name, gsize length, const char *const *pairs)
{
    for (; *pairs; pairs += 2)
        if (strlen(pairs[0]) == length && strncmp(pairs[0], name, length) == 0)
            return pairs[1];
    return NULL;
}

char *
tnc_packs_language_fill(const char *pattern, ...)
{
    const char *pairs[2 * MAX_PAIRS + 2] = {NULL};
    va_list arguments;
    va_start(arguments, pattern);
    for (guint i = 0; i < 2 * MAX_PAIRS && (pairs[i] = va_arg(arguments, const char *)); i += 2)
        pairs[i + 1] = va_arg(arguments, const char *);
    va_end(arguments);
    GString *text = g_string_new(NULL);
    while (*pattern) {
        const char *end = *pattern == '{' ? strchr(pattern, '}') : NULL;
        const char *value = end ? value_of(pattern + 1, (gsize)(end - pattern - 1), pairs) : NULL;
        if (value)
            g_string_append(text, value);
        else
            g_string_append_c(text, *pattern);
        pattern = value ? end + 1 : pattern + 1;
    }
    return g_string_free(text, FALSE);
}

char *
tnc_packs_language_date(const TncPacksLanguage *language, TncDate date)
{
    TncYmd ymd = tnc_date_to_ymd(date);
    g_autofree char *day =
        ymd.day == 1 ? g_strdup(language->first_day) : g_strdup_printf("%d", ymd.day);
    g_autofree char *year = g_strdup_printf("%d", ymd.year);
    return tnc_packs_language_fill(language->date, "day", day, "month",
                                   language->months[ymd.month - 1], "year", year, NULL);
}

// ---- loading

static gboolean
check_pattern(const TncPacksYaml *yaml, const char *text, const char *field, const char *needed,
              GError **error)
{
    if (strstr(text, needed))
        return TRUE;
    return tnc_packs_yaml_fail(yaml, error, field, "expected %s in it, found '%s'", needed, text);
}

static gboolean
check_patterns(const TncPacksYaml *yaml, const FileLanguage *file, GError **error)
{
    return check_pattern(yaml, file->date, "date", "{day}", error) &&
           check_pattern(yaml, file->date, "date", "{month}", error) &&
           check_pattern(yaml, file->date, "date", "{year}", error) &&
           check_pattern(yaml, file->greeting, "greeting", "{agent}", error) &&
           check_pattern(yaml, file->item, "item", "{date}", error) &&
           check_pattern(yaml, file->item, "item", "{text}", error) &&
           check_pattern(yaml, file->item_result, "item_result", "{result}", error) &&
           check_pattern(yaml, file->own_words, "own_words", "{text}", error) &&
           check_pattern(yaml, file->own_result, "own_result", "{text}", error);
}

static gboolean
read_names(const TncPacksYaml *yaml, TncWordSet set, const FileName *names, guint count,
           char **names_out, const char *list, GError **error)
{
    for (guint i = 0; i < count; i++) {
        int value = 0;
        if (!tnc_packs_yaml_word(yaml, set, names[i].kind, &value, error, "%s[%u].kind", list, i))
            return FALSE;
        if (names_out[value]) {
            g_autofree char *field = g_strdup_printf("%s[%u].kind", list, i);
            return tnc_packs_yaml_fail(yaml, error, field,
                                       "expected each kind once, found '%s' again", names[i].kind);
        }
        names_out[value] = g_strdup(names[i].text);
    }
    return TRUE;
}

static gboolean
check_channels(const TncPacksYaml *yaml, char *const *channels, GError **error)
{
    for (int i = TNC_CHANNEL_NONE + 1; i < TNC_CHANNEL_COUNT; i++)
        if (!channels[i])
            return tnc_packs_yaml_fail(yaml, error, "channels",
                                       "expected every channel, found no '%s'",
                                       tnc_claim_words_name(TNC_WORDS_TncChannel, i));
    return TRUE;
}

static gboolean
read_steps(const TncPacksYaml *yaml, const FileLanguage *file, TncPacksLanguage *language,
           GError **error)
{
    language->steps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < file->steps_count; i++) {
        const FileName *step = &file->steps[i];
        g_autofree char *field = g_strdup_printf("steps[%u].kind", i);
        if (!tnc_packs_yaml_id(yaml, step->kind, NULL, error, "%s", field))
            return FALSE;
        if (!g_hash_table_insert(language->steps, g_strdup(step->kind), g_strdup(step->text)))
            return tnc_packs_yaml_fail(yaml, error, field,
                                       "expected each step once, found '%s' again", step->kind);
    }
    return TRUE;
}

static void
free_mend(gpointer data)
{
    Mend *mend = data;
    g_clear_pointer(&mend->find, g_regex_unref);
    g_free(mend->put);
    g_free(mend);
}

static gboolean
read_mends(const TncPacksYaml *yaml, const FileLanguage *file, TncPacksLanguage *language,
           GError **error)
{
    language->mends = g_ptr_array_new_with_free_func(free_mend);
    for (guint i = 0; i < file->mends_count; i++) {
        g_autoptr(GError) problem = NULL;
        Mend *mend = g_new0(Mend, 1);
        g_ptr_array_add(language->mends, mend);
        mend->put = g_strdup(file->mends[i].put);
        mend->find = g_regex_new(file->mends[i].find, 0, 0, &problem);
        if (mend->find && g_regex_check_replacement(mend->put, NULL, &problem))
            continue;
        g_autofree char *field = g_strdup_printf("mends[%u]", i);
        return tnc_packs_yaml_fail(yaml, error, field, "expected a regular expression, found: %s",
                                   problem->message);
    }
    return TRUE;
}

static void
copy_texts(const FileLanguage *file, TncPacksLanguage *language)
{
    for (guint i = 0; i < G_N_ELEMENTS(language->months); i++)
        language->months[i] = g_strdup(file->months[i]);
    language->date = g_strdup(file->date);
    language->first_day = g_strdup(file->first_day);
    language->greeting = g_strdup(file->greeting);
    language->greeting_all = g_strdup(file->greeting_all);
    language->greeting_formal = g_strdup(file->greeting_formal);
    g_autoptr(GStrvBuilder) small = g_strv_builder_new();
    for (guint i = 0; i < file->small_after_greeting_count; i++)
        g_strv_builder_add(small, file->small_after_greeting[i]);
    language->small_after_greeting = g_strv_builder_end(small);
    language->closing = g_strdup(file->closing);
    language->closing_formal = g_strdup(file->closing_formal);
    language->item = g_strdup(file->item);
    language->item_result = g_strdup(file->item_result);
    language->own_words = g_strdup(file->own_words);
    language->own_result = g_strdup(file->own_result);
}

TncPacksLanguage *
tnc_packs_language_load(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FileLanguage *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncPacksLanguage) language = g_new0(TncPacksLanguage, 1);
    int code = tnc_packs_language_parse(file->id);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id"))
        return NULL;
    if (code < 0) {
        tnc_packs_yaml_fail(yaml, error, "id", "expected fr, en, de, es, it or zh, found '%s'",
                            file->id);
        return NULL;
    }
    if (!check_patterns(yaml, file, error) ||
        !read_names(yaml, TNC_WORDS_TncEventKind, file->events, file->events_count,
                    language->events, "events", error) ||
        !read_names(yaml, TNC_WORDS_TncChannel, file->channels, file->channels_count,
                    language->channels, "channels", error) ||
        !check_channels(yaml, language->channels, error) ||
        !read_steps(yaml, file, language, error) || !read_mends(yaml, file, language, error))
        return NULL;
    copy_texts(file, language);
    language->language = (TncLanguage)code;
    return g_steal_pointer(&language);
}

static void
free_language(gpointer language)
{
    tnc_packs_language_free(language);
}

GPtrArray *
tnc_packs_language_load_all(const char *directory, GError **error)
{
    g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func(free_language);
    for (int i = 0; i < TNC_LANGUAGE_COUNT; i++) {
        g_autofree char *name = g_strconcat(tags[i], ".yaml", NULL);
        g_autofree char *path = g_build_filename(directory, "languages", name, NULL);
        TncPacksLanguage *language = tnc_packs_language_load(path, error);
        if (!language)
            return NULL;
        g_ptr_array_add(languages, language);
    }
    return g_steal_pointer(&languages);
}
