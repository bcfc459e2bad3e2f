// SPDX-License-Identifier: AGPL-3.0-or-later
// libcyaml fills the structs; a tree beside it keeps the lines. Then the readers of single values,
// which all speak of a field in the same form.

#include "packs-yaml.h"

#include "error.h"
#include "packs-schema.h"
#include "packs-tree.h"
#include "text.h"

struct TncPacksYaml {
    char *file;
    TncPacksNode *root;
    const cyaml_schema_value_t *schema;
    cyaml_data_t *data;
};

static const cyaml_config_t config = {
    .mem_fn = cyaml_mem,
    .log_level = CYAML_LOG_ERROR,
    .flags = CYAML_CFG_NO_ALIAS,
};

void
tnc_packs_yaml_free(TncPacksYaml *yaml)
{
    if (!yaml)
        return;
    if (yaml->data)
        cyaml_free(&config, yaml->schema, yaml->data, 0);
    tnc_packs_tree_free(yaml->root);
    g_free(yaml->file);
    g_free(yaml);
}

TncPacksYaml *
tnc_packs_yaml_parse(const char *bytes, gsize size, const char *file,
                     const cyaml_schema_value_t *schema, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = g_new0(TncPacksYaml, 1);
    yaml->file = g_strdup(file);
    yaml->schema = schema;
    yaml->root = tnc_packs_tree_parse(bytes, size, file, error);
    if (!yaml->root || !tnc_packs_schema_check(yaml->root, schema, file, error))
        return NULL;
    cyaml_err_t result =
        cyaml_load_data((const guint8 *)bytes, size, &config, schema, &yaml->data, NULL);
    if (result != CYAML_OK) {
        yaml->data = NULL;
        tnc_error_set(error, TNC_ERROR_INPUT, "%s:1: libcyaml refused it: %s", file,
                      cyaml_strerror(result));
        return NULL;
    }
    return g_steal_pointer(&yaml);
}

TncPacksYaml *
tnc_packs_yaml_load(const char *path, const cyaml_schema_value_t *schema, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &bytes, &size, &cause)) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "%s: %s", path, cause->message);
        return NULL;
    }
    return tnc_packs_yaml_parse(bytes, size, path, schema, error);
}

gconstpointer
tnc_packs_yaml_data(const TncPacksYaml *yaml)
{
    return yaml->data;
}

const char *
tnc_packs_yaml_file(const TncPacksYaml *yaml)
{
    return yaml->file;
}

guint
tnc_packs_yaml_line(const TncPacksYaml *yaml, const char *field)
{
    const TncPacksNode *nearest = NULL;
    tnc_packs_tree_find(yaml->root, field, &nearest);
    return nearest->line;
}

gboolean
tnc_packs_yaml_has(const TncPacksYaml *yaml, const char *field)
{
    return tnc_packs_tree_find(yaml->root, field, NULL) != NULL;
}

gboolean
tnc_packs_yaml_fail(const TncPacksYaml *yaml, GError **error, const char *field,
                    const char *message_format, ...)
{
    va_list arguments;
    va_start(arguments, message_format);
    g_autofree char *message = g_strdup_vprintf(message_format, arguments);
    va_end(arguments);
    return tnc_error_set(error, TNC_ERROR_INPUT, "%s:%u: %s%s%s", yaml->file,
                         tnc_packs_yaml_line(yaml, field), field, field[0] ? ": " : "", message);
}

// ---- single values

static gboolean
fail_at(const TncPacksYaml *yaml, GError **error, const char *expected, const char *text,
        const char *field)
{
    g_autofree char *found = tnc_text_excerpt(text, 60);
    return tnc_packs_yaml_fail(yaml, error, field, "expected %s, found '%s'", expected, found);
}

// The path that a reader's variable arguments make: only once it is needed, for most values are right.
#define FIELD_PATH(path)                                                                           \
    va_list arguments;                                                                             \
    va_start(arguments, field_format);                                                             \
    g_autofree char *path = g_strdup_vprintf(field_format, arguments);                             \
    va_end(arguments)

gboolean
tnc_packs_yaml_word(const TncPacksYaml *yaml, TncWordSet set, const char *text, int *value_out,
                    GError **error, const char *field_format, ...)
{
    int value = text ? tnc_claim_words_parse(set, text) : -1;
    if (value >= 0)
        *value_out = value;
    if (!text || value >= 0)
        return TRUE;
    FIELD_PATH(field);
    g_autofree char *words = tnc_claim_words_list(set);
    g_autofree char *expected = g_strdup_printf("one of %s", words);
    return fail_at(yaml, error, expected, text, field);
}

gboolean
tnc_packs_yaml_duration(const TncPacksYaml *yaml, const char *text, TncDuration *value_out,
                        GError **error, const char *field_format, ...)
{
    TncDuration value;
    if (!text)
        return TRUE;
    if (tnc_duration_parse(text, &value)) {
        *value_out = value;
        return TRUE;
    }
    FIELD_PATH(field);
    return fail_at(yaml, error, "an ISO 8601 duration such as P7D", text, field);
}

gboolean
tnc_packs_yaml_date(const TncPacksYaml *yaml, const char *text, TncDate *value_out, GError **error,
                    const char *field_format, ...)
{
    TncDate value = tnc_date_parse(text);
    if (value != TNC_DATE_NONE)
        *value_out = value;
    if (!text || value != TNC_DATE_NONE)
        return TRUE;
    FIELD_PATH(field);
    return fail_at(yaml, error, "a date such as 2026-03-02", text, field);
}

static int
parse_time(const char *text)
{
    gboolean is_form = strlen(text) == 5 && g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) &&
                       text[2] == ':' && g_ascii_isdigit(text[3]) && g_ascii_isdigit(text[4]);
    if (!is_form)
        return -1;
    int hour = (text[0] - '0') * 10 + text[1] - '0';
    int minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour < 24 && minute < 60 ? hour * 3600 + minute * 60 : -1;
}

gboolean
tnc_packs_yaml_time(const TncPacksYaml *yaml, const char *text, int *value_out, GError **error,
                    const char *field_format, ...)
{
    FIELD_PATH(field);
    if (!text)
        return TRUE;
    int value = parse_time(text);
    if (value < 0)
        return fail_at(yaml, error, "a time of day such as '12:00'", text, field);
    *value_out = value;
    return TRUE;
}

static gboolean
read_predicate(const TncPacksYaml *yaml, const char *text, TncPredicate *value_out, GError **error,
               const char *field)
{
    int value = tnc_claim_predicate_parse(text);
    if (value < 0)
        return fail_at(yaml, error, "a predicate of packs/README.md such as merchant.phone", text,
                       field);
    *value_out = (TncPredicate)value;
    return TRUE;
}

gboolean
tnc_packs_yaml_predicates(const TncPacksYaml *yaml, char **texts, guint count, guint max,
                          TncPredicate *values_out, guint *count_out, GError **error,
                          const char *field_format, ...)
{
    if (count == 0) {
        *count_out = 0;
        return TRUE;
    }
    FIELD_PATH(field);
    if (count > max)
        return tnc_packs_yaml_fail(yaml, error, field, "expected at most %u predicates, found %u",
                                   max, count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *item = g_strdup_printf("%s[%u]", field, i);
        if (!read_predicate(yaml, texts[i], &values_out[i], error, item))
            return FALSE;
    }
    *count_out = count;
    return TRUE;
}

gboolean
tnc_packs_yaml_id(const TncPacksYaml *yaml, const char *text, const char *expected, GError **error,
                  const char *field_format, ...)
{
    FIELD_PATH(field);
    if (!text)
        return TRUE;
    gsize length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-.");
    if (text[length] || !g_ascii_islower(text[0]))
        return fail_at(yaml, error, "an id of small letters, digits, '_', '-' and '.'", text,
                       field);
    if (expected && !g_str_equal(text, expected)) {
        g_autofree char *same = g_strdup_printf("'%s', the name of the file", expected);
        return fail_at(yaml, error, same, text, field);
    }
    return TRUE;
}

// ---- folders

static int
compare_paths(gconstpointer a, gconstpointer b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

GStrv
tnc_packs_yaml_list(const char *directory, const char *kind, GError **error)
{
    g_autofree char *folder = g_build_filename(directory, kind, NULL);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &cause);
    if (!dir) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "%s: %s", folder, cause->message);
        return NULL;
    }
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    for (const char *name; (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".yaml") && name[0] != '.')
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, compare_paths);
    g_ptr_array_add(paths, NULL);
    return (GStrv)g_ptr_array_steal(paths, NULL);
}

char *
tnc_packs_yaml_stem(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    return dot && g_str_equal(dot, ".yaml") ? g_strndup(name, (gsize)(dot - name))
                                            : g_steal_pointer(&name);
}
