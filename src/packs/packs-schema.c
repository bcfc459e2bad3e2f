// SPDX-License-Identifier: AGPL-3.0-or-later
// One function a type of cyaml_type_e. Stricter than libcyaml where that one guesses: it takes any
// word as true, octal numbers, and the last of two equal keys.

#include "packs-schema.h"

#include <errno.h>
#include "error.h"
#include "text.h"

typedef struct {
    const char *file;
    GString *path;
    GError **error;
} Checker;

static gboolean check_value(Checker *checker, const TncPacksNode *node,
                            const cyaml_schema_value_t *schema);

static char *
describe(const TncPacksNode *node)
{
    if (node->kind == TNC_PACKS_NODE_LIST)
        return g_strdup("a list");
    if (node->kind == TNC_PACKS_NODE_MAP)
        return g_strdup("a mapping");
    if (!node->text[0])
        return g_strdup("nothing");
    g_autofree char *excerpt = tnc_text_excerpt(node->text, 60);
    return g_strdup_printf("'%s'", excerpt);
}

static gboolean
fail(const Checker *checker, guint line, const char *expected, const char *found)
{
    const char *path = checker->path->str;
    return tnc_error_set(checker->error, TNC_ERROR_INPUT, "%s:%u: %s%sexpected %s, found %s",
                         checker->file, line, path, path[0] ? ": " : "", expected, found);
}

static gboolean
fail_value(const Checker *checker, const TncPacksNode *node, const char *expected)
{
    g_autofree char *found = describe(node);
    return fail(checker, node->line, expected, found);
}

// ---- scalars

static gboolean
is_decimal(const char *text)
{
    const char *digits = text + (text[0] == '-');
    gsize length = strspn(digits, "0123456789");
    return length > 0 && !digits[length] && (length == 1 || digits[0] != '0');
}

static gboolean
check_int(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    guint bits = MIN(schema->data_size, 8u) * 8;
    gboolean is_signed = schema->type == CYAML_INT;
    gint64 limit = bits == 64 ? G_MAXINT64 : (G_GINT64_CONSTANT(1) << (bits - is_signed)) - 1;
    gint64 least = is_signed ? -limit : 0;
    errno = 0;
    gint64 value = g_ascii_strtoll(node->text, NULL, 10);
    if (is_decimal(node->text) && errno == 0 && value >= least && value <= limit)
        return TRUE;
    g_autofree char *expected = g_strdup_printf(
        "a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, least, limit);
    return fail_value(checker, node, expected);
}

static gboolean
check_float(Checker *checker, const TncPacksNode *node)
{
    char *end = NULL;
    g_ascii_strtod(node->text, &end);
    gboolean is_number = strspn(node->text, "-.0123456789") == strlen(node->text);
    if (is_number && end != node->text && !*end)
        return TRUE;
    return fail_value(checker, node, "a number such as 0.5");
}

static gboolean
check_bool(Checker *checker, const TncPacksNode *node)
{
    if (g_str_equal(node->text, "true") || g_str_equal(node->text, "false"))
        return TRUE;
    return fail_value(checker, node, "true or false");
}

static gboolean
check_enum(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    const cyaml_strval_t *words = schema->enumeration.strings;
    for (guint i = 0; i < schema->enumeration.count; i++)
        if (g_str_equal(words[i].str, node->text))
            return TRUE;
    g_autoptr(GString) expected = g_string_new("one of ");
    for (guint i = 0; i < schema->enumeration.count; i++)
        g_string_append_printf(expected, "%s%s", i ? ", " : "", words[i].str);
    return fail_value(checker, node, expected->str);
}

static gboolean
check_string(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    gsize length = strlen(node->text);
    if (length < schema->string.min && schema->string.min == 1)
        return fail_value(checker, node, "a text");
    if (length >= schema->string.min && length <= schema->string.max)
        return TRUE;
    g_autofree char *expected =
        g_strdup_printf("a text of %u to %u bytes", schema->string.min, schema->string.max);
    g_autofree char *found = g_strdup_printf("one of %zu", length);
    return fail(checker, node->line, expected, found);
}

static gboolean
is_null(const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    if (!(schema->flags & (CYAML_FLAG_POINTER_NULL & ~CYAML_FLAG_POINTER)) || !node->plain)
        return FALSE;
    return !node->text[0] || g_str_equal(node->text, "~") || g_str_equal(node->text, "null");
}

static gboolean
check_scalar(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    if (node->kind != TNC_PACKS_NODE_SCALAR)
        return fail_value(checker, node, "one value");
    if (is_null(node, schema))
        return TRUE;
    switch (schema->type) {
    case CYAML_INT:
    case CYAML_UINT:
        return check_int(checker, node, schema);
    case CYAML_BOOL:
        return check_bool(checker, node);
    case CYAML_ENUM:
        return check_enum(checker, node, schema);
    case CYAML_FLOAT:
        return check_float(checker, node);
    case CYAML_STRING:
        return check_string(checker, node, schema);
    case CYAML_FLAGS:
    case CYAML_MAPPING:
    case CYAML_BITFIELD:
    case CYAML_SEQUENCE:
    case CYAML_SEQUENCE_FIXED:
    case CYAML_IGNORE:
    case CYAML__TYPE_COUNT:
        break;
    }
    return TRUE;
}

// ---- lists and mappings

static gboolean
check_item(Checker *checker, const TncPacksNode *item, guint index,
           const cyaml_schema_value_t *schema)
{
    gsize length = checker->path->len;
    g_string_append_printf(checker->path, "[%u]", index);
    gboolean ok = check_value(checker, item, schema);
    g_string_truncate(checker->path, length);
    return ok;
}

static gboolean
check_list(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    if (node->kind != TNC_PACKS_NODE_LIST)
        return fail_value(checker, node, "a list");
    guint count = node->children->len;
    if (count < schema->sequence.min || count > schema->sequence.max) {
        g_autofree char *expected =
            g_strdup_printf("a list of %u to %u items", schema->sequence.min, schema->sequence.max);
        g_autofree char *found = g_strdup_printf("%u", count);
        return fail(checker, node->line, expected, found);
    }
    for (guint i = 0; i < count; i++)
        if (!check_item(checker, node->children->pdata[i], i, schema->sequence.entry))
            return FALSE;
    return TRUE;
}

static gboolean
check_flags(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    if (node->kind != TNC_PACKS_NODE_LIST)
        return fail_value(checker, node, "a list of words");
    cyaml_schema_value_t word = *schema;
    word.type = CYAML_ENUM;
    for (guint i = 0; i < node->children->len; i++)
        if (!check_item(checker, node->children->pdata[i], i, &word))
            return FALSE;
    return TRUE;
}

static const cyaml_schema_field_t *
field_named(const cyaml_schema_field_t *fields, const char *key)
{
    for (; fields->key; fields++)
        if (g_str_equal(fields->key, key))
            return fields;
    return NULL;
}

static gboolean
fail_key(const Checker *checker, const TncPacksNode *child, const cyaml_schema_field_t *fields)
{
    g_autoptr(GString) expected = g_string_new("one of the keys ");
    for (guint i = 0; fields[i].key; i++)
        g_string_append_printf(expected, "%s%s", i ? ", " : "", fields[i].key);
    g_autofree char *found = g_strdup_printf("the unknown key '%s'", child->key);
    return fail(checker, child->line, expected->str, found);
}

static gboolean
check_child(Checker *checker, const TncPacksNode *child, const cyaml_schema_field_t *fields)
{
    const cyaml_schema_field_t *field = field_named(fields, child->key);
    gsize length = checker->path->len;
    g_string_append(checker->path, length ? "." : "");
    g_string_append(checker->path, child->key);
    gboolean ok =
        field ? check_value(checker, child, &field->value) : fail_key(checker, child, fields);
    g_string_truncate(checker->path, length);
    return ok;
}

static gboolean
check_present(Checker *checker, const TncPacksNode *node, const cyaml_schema_field_t *field)
{
    if (field->value.flags & CYAML_FLAG_OPTIONAL || tnc_packs_tree_child(node, field->key))
        return TRUE;
    g_string_append_printf(checker->path, "%s%s", checker->path->len ? "." : "", field->key);
    return fail(checker, node->line, "this field", "nothing");
}

static gboolean
check_map(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    if (node->kind != TNC_PACKS_NODE_MAP)
        return fail_value(checker, node, "a mapping (key: value)");
    const cyaml_schema_field_t *fields = schema->mapping.fields;
    for (guint i = 0; i < node->children->len; i++)
        if (!check_child(checker, node->children->pdata[i], fields))
            return FALSE;
    for (guint i = 0; fields[i].key; i++)
        if (!check_present(checker, node, &fields[i]))
            return FALSE;
    return TRUE;
}

static gboolean
check_value(Checker *checker, const TncPacksNode *node, const cyaml_schema_value_t *schema)
{
    switch (schema->type) {
    case CYAML_MAPPING:
        return check_map(checker, node, schema);
    case CYAML_SEQUENCE:
    case CYAML_SEQUENCE_FIXED:
        return check_list(checker, node, schema);
    case CYAML_FLAGS:
        return check_flags(checker, node, schema);
    case CYAML_IGNORE:
        return TRUE;
    case CYAML_INT:
    case CYAML_UINT:
    case CYAML_BOOL:
    case CYAML_ENUM:
    case CYAML_FLOAT:
    case CYAML_STRING:
    case CYAML_BITFIELD:
    case CYAML__TYPE_COUNT:
        break;
    }
    return check_scalar(checker, node, schema);
}

gboolean
tnc_packs_schema_check(const TncPacksNode *root, const cyaml_schema_value_t *schema,
                       const char *file, GError **error)
{
    g_autoptr(GString) path = g_string_new(NULL);
    Checker checker = {file, path, error};
    return check_value(&checker, root, schema);
}
