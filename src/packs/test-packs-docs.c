// SPDX-License-Identifier: AGPL-3.0-or-later
// packs/README.md and schema/packs/*.json say what the loaders do: every predicate and placeholder
// with its meaning, every key, which ones must be there, and the limits of lists and texts.

#include <string.h>
#include "json.h"
#include "packs-glossary.h"
#include "packs-guard.h"
#include "packs-paper.h"
#include "packs-calendar.h"
#include "packs-ladder.h"
#include "packs-law-file.h"
#include "packs.h"

static char *readme;

static void
expect_row(const char *name, const char *meaning)
{
    g_autofree char *row = g_strdup_printf("| `%s` | %s |\n", name, meaning);
    if (!strstr(readme, row))
        g_error("packs/README.md lacks: %s", row);
}

static void
test_predicates_are_documented(void)
{
    for (int i = 0; i < TNC_PREDICATE_COUNT; i++)
        expect_row(tnc_claim_predicate_name((TncPredicate)i),
                   tnc_claim_predicate_meaning((TncPredicate)i));
}

static void
test_placeholders_are_documented(void)
{
    for (int i = 0; i < TNC_PLACEHOLDER_COUNT; i++) {
        g_autofree char *written = tnc_packs_template_written((TncPlaceholder)i);
        g_autofree char *name = g_strdup_printf("{%s}", written);
        expect_row(name, tnc_packs_template_meaning((TncPlaceholder)i));
    }
}

static void
test_keys_of_rungs_are_documented(void)
{
    const cyaml_schema_field_t *ladder = tnc_packs_ladder_schema()->mapping.fields;
    while (!g_str_equal(ladder->key, "rungs"))
        ladder++;
    const cyaml_schema_field_t *rung = ladder->value.sequence.entry->mapping.fields;
    for (; rung->key; rung++) {
        g_autofree char *key = g_strdup_printf("`%s`", rung->key);
        if (!strstr(readme, key))
            g_error("packs/README.md lacks the field %s of a rung", key);
    }
}

// ---- JSON schemas

static void compare(const json_t *json, const cyaml_schema_value_t *schema, const char *path);

static gboolean
is_required(const json_t *json, const char *key)
{
    size_t index;
    const json_t *name;
    json_array_foreach (json_object_get(json, "required"), index, name) {
        if (g_str_equal(json_string_value(name), key))
            return TRUE;
    }
    return FALSE;
}

static void
compare_map(const json_t *json, const cyaml_schema_value_t *schema, const char *path)
{
    const json_t *properties = json_object_get(json, "properties");
    size_t count = 0;
    for (const cyaml_schema_field_t *field = schema->mapping.fields; field->key; field++, count++) {
        g_autofree char *inner = g_strdup_printf("%s.%s", path, field->key);
        const json_t *property = json_object_get(properties, field->key);
        g_test_message("%s", inner);
        g_assert_nonnull(property);
        g_assert_cmpint(is_required(json, field->key), ==,
                        !(field->value.flags & CYAML_FLAG_OPTIONAL));
        compare(property, &field->value, inner);
    }
    g_assert_cmpuint(json_object_size(properties), ==, count);
    g_assert_true(json_is_false(json_object_get(json, "additionalProperties")));
}

static void
compare_list(const json_t *json, const cyaml_schema_value_t *schema, const char *path)
{
    g_assert_cmpint(json_integer_value(json_object_get(json, "minItems")), ==,
                    schema->sequence.min);
    g_assert_cmpint(json_integer_value(json_object_get(json, "maxItems")), ==,
                    schema->sequence.max);
    compare(json_object_get(json, "items"), schema->sequence.entry, path);
}

static void
compare_text(const json_t *json, const cyaml_schema_value_t *schema)
{
    g_assert_cmpstr(tnc_json_string_or(json, "type", ""), ==, "string");
    const json_t *most = json_object_get(json, "maxLength");
    // A word of a vocabulary has its list instead.
    if (json_object_get(json, "enum"))
        return;
    g_assert_cmpint(json_integer_value(most), ==, schema->string.max);
    g_assert_cmpint(json_integer_value(json_object_get(json, "minLength")), ==, schema->string.min);
}

static void
compare(const json_t *json, const cyaml_schema_value_t *schema, const char *path)
{
    const char *type = tnc_json_string_or(json, "type", "");
    switch (schema->type) {
    case CYAML_MAPPING:
        compare_map(json, schema, path);
        break;
    case CYAML_SEQUENCE:
        compare_list(json, schema, path);
        break;
    case CYAML_STRING:
        compare_text(json, schema);
        break;
    case CYAML_BOOL:
        g_assert_cmpstr(type, ==, "boolean");
        break;
    case CYAML_INT:
    case CYAML_UINT:
        g_assert_cmpstr(type, ==, "integer");
        break;
    case CYAML_ENUM:
        g_assert_cmpuint(json_array_size(json_object_get(json, "enum")), ==,
                         schema->enumeration.count);
        break;
    case CYAML_FLAGS:
    case CYAML_FLOAT:
    case CYAML_BITFIELD:
    case CYAML_SEQUENCE_FIXED:
    case CYAML_IGNORE:
    case CYAML__TYPE_COUNT:
        g_assert_not_reached();
    }
}

static json_t *
load_schema(const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.json", TNC_SCHEMA_DIR, name);
    json_error_t error;
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        g_error("%s:%d: %s", path, error.line, error.text);
    return json;
}

static void
test_schemas_are_those_of_the_loaders(void)
{
    const struct {
        const char *name;
        const cyaml_schema_value_t *schema;
    } rows[] = {
        {"ladder", tnc_packs_ladder_schema()},     {"drafts", tnc_packs_draft_schema()},
        {"calendar", tnc_packs_calendar_schema()}, {"language", tnc_packs_language_schema()},
        {"glossary", tnc_packs_glossary_schema()}, {"paper", tnc_packs_paper_schema()},
        {"law", tnc_packs_law_file_schema()},      {"guard", tnc_packs_guard_schema()},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(json_t) json = load_schema(rows[i].name);
        compare(json, rows[i].schema, rows[i].name);
    }
}

static const json_t *
at(const json_t *json, const char *const *keys)
{
    for (; *keys; keys++)
        json = json_object_get(json, *keys);
    return json;
}

static void
expect_words(const json_t *json, TncWordSet set)
{
    const json_t *words = json_object_get(json, "enum");
    g_assert_cmpuint(json_array_size(words), ==, tnc_claim_words_count(set));
    for (guint i = 0; i < tnc_claim_words_count(set); i++)
        g_assert_cmpstr(json_string_value(json_array_get(words, i)), ==,
                        tnc_claim_words_name(set, (int)i));
}

static void
expect_predicates(const json_t *predicates)
{
    g_assert_cmpuint(json_array_size(predicates), ==, TNC_PREDICATE_COUNT);
    for (guint i = 0; i < TNC_PREDICATE_COUNT; i++)
        g_assert_cmpint(tnc_claim_predicate_parse(json_string_value(json_array_get(predicates, i))),
                        ==, i);
}

static void
test_schemas_know_the_words(void)
{
    static const char *const rung[] = {"properties", "rungs", "items", "properties", NULL};
    static const char *const from[] = {"opens", "properties", "from", NULL};
    static const char *const needs[] = {"needs", "items", "enum", NULL};
    static const char *const kinds[] = {"properties", "for", "items", NULL};
    g_autoptr(json_t) ladder = load_schema("ladder");
    const json_t *fields = at(ladder, rung);
    expect_words(json_object_get(fields, "channel"), TNC_WORDS_TncChannel);
    expect_words(json_object_get(fields, "kind"), TNC_WORDS_TncMoveKind);
    expect_words(at(fields, from), TNC_WORDS_TncStart);
    expect_words(at(ladder, kinds), TNC_WORDS_TncClaimKind);
    expect_predicates(at(fields, needs));
}

static void
test_schema_of_law_knows_the_words(void)
{
    static const char *const rules[] = {"properties", "rules", "items", "properties", NULL};
    static const char *const when[] = {"when", "items", "enum", NULL};
    static const char *const unless[] = {"unless", "items", "enum", NULL};
    static const char *const lapse[] = {"lapse", "properties", "when", "items", "enum", NULL};
    static const char *const channel[] = {"lapse", "properties", "channel", NULL};
    static const char *const kinds[] = {"applies_to", "items", NULL};
    g_autoptr(json_t) law = load_schema("law");
    const json_t *fields = at(law, rules);
    expect_predicates(at(fields, when));
    expect_predicates(at(fields, unless));
    expect_predicates(at(fields, lapse));
    expect_words(at(fields, channel), TNC_WORDS_TncChannel);
    expect_words(at(fields, kinds), TNC_WORDS_TncClaimKind);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(g_file_get_contents(TNC_PACKS_DIR "/README.md", &readme, NULL, NULL));
    g_test_add_func("/packs/docs/predicates", test_predicates_are_documented);
    g_test_add_func("/packs/docs/placeholders", test_placeholders_are_documented);
    g_test_add_func("/packs/docs/keys-of-rungs", test_keys_of_rungs_are_documented);
    g_test_add_func("/packs/docs/schemas-are-those-of-the-loaders",
                    test_schemas_are_those_of_the_loaders);
    g_test_add_func("/packs/docs/schemas-know-the-words", test_schemas_know_the_words);
    g_test_add_func("/packs/docs/schema-of-law-knows-the-words",
                    test_schema_of_law_knows_the_words);
    int status = g_test_run();
    g_free(readme);
    return status;
}
