// SPDX-License-Identifier: AGPL-3.0-or-later
// What the YAML reader refuses and how it says so; what it reads and on which line.

#include "packs-yaml.h"

#include "error.h"

typedef struct {
    char *id;
    int minutes;
} Rung;

typedef struct {
    char *id;
    char *patience;
    int rank;
    gboolean parallel;
    int colour;
    char **when;
    guint when_count;
    Rung *rungs;
    guint rungs_count;
} File;

static const cyaml_strval_t colours[] = {{"red", 1}, {"blue", 2}};
static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 20)};
static const cyaml_schema_field_t rung_fields[] = {
    CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, Rung, id, 1, 20),
    CYAML_FIELD_INT("minutes", CYAML_FLAG_OPTIONAL, Rung, minutes),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t rung = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, Rung, rung_fields)};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, File, id, 1, 20),
    CYAML_FIELD_STRING_PTR("patience", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, File, patience, 0,
                           20),
    CYAML_FIELD_INT("rank", CYAML_FLAG_OPTIONAL, File, rank),
    CYAML_FIELD_BOOL("parallel", CYAML_FLAG_OPTIONAL, File, parallel),
    CYAML_FIELD_ENUM("colour", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, File, colour, colours, 2),
    CYAML_FIELD_SEQUENCE("when", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, File, when, &word, 0, 4),
    CYAML_FIELD_SEQUENCE("rungs", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, File, rungs, &rung, 1,
                         3),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, File, file_fields)};

static TncPacksYaml *
parse(const char *text, GError **error)
{
    return tnc_packs_yaml_parse(text, strlen(text), "x.yaml", &schema, error);
}

typedef struct {
    const char *name;
    const char *text;
    const char *message;
} Refusal;

static const Refusal refusals[] = {
    {"empty-file", "", "x.yaml:1: expected a mapping, found an empty file"},
    {"only-comments", "# nothing\n", "x.yaml:1: expected a mapping, found an empty file"},
    {"list-at-top", "- a\n", "x.yaml:1: expected a mapping (key: value), found a list"},
    {"missing-field", "rank: 1\n", "x.yaml:1: id: expected this field, found nothing"},
    {"empty-text", "id:\n", "x.yaml:1: id: expected a text, found nothing"},
    {"long-text", "id: aaaaaaaaaaaaaaaaaaaaaaaaa\n",
     "x.yaml:1: id: expected a text of 1 to 20 bytes, found one of 25"},
    {"list-for-text", "id: [a]\n", "x.yaml:1: id: expected one value, found a list"},
    {"unknown-key", "id: a\nrankk: 1\n",
     "x.yaml:2: rankk: expected one of the keys id, patience, rank, parallel, colour, when, rungs, "
     "found the unknown key 'rankk'"},
    {"duplicate-key", "id: a\nrank: 1\nid: b\n",
     "x.yaml:3: id: expected each key once, found it again (first on line 1)"},
    {"key-is-a-list", "id: a\n? [b]\n: c\n",
     "x.yaml:2: expected a key made of one word, found a list or a mapping"},
    {"octal", "id: a\nrank: 010\n",
     "x.yaml:2: rank: expected a whole number from -2147483647 to 2147483647, found '010'"},
    {"number-too-big", "id: a\nrank: 2147483648\n",
     "x.yaml:2: rank: expected a whole number from -2147483647 to 2147483647, found '2147483648'"},
    {"word-as-boolean", "id: a\nparallel: perhaps\n",
     "x.yaml:2: parallel: expected true or false, found 'perhaps'"},
    {"yes-as-boolean", "id: a\nparallel: yes\n",
     "x.yaml:2: parallel: expected true or false, found 'yes'"},
    {"enum", "id: a\ncolour: green\n",
     "x.yaml:2: colour: expected one of red, blue, found 'green'"},
    {"text-for-list", "id: a\nwhen: b\n", "x.yaml:2: when: expected a list, found 'b'"},
    {"list-too-long", "id: a\nwhen: [a, b, c, d, e]\n",
     "x.yaml:2: when: expected a list of 0 to 4 items, found 5"},
    {"list-too-short", "id: a\nrungs: []\n",
     "x.yaml:2: rungs: expected a list of 1 to 3 items, found 0"},
    {"deep-field", "id: a\nrungs:\n  - id: b\n  - id: c\n    minutes: soon\n",
     "x.yaml:5: rungs[1].minutes: expected a whole number from -2147483647 to 2147483647, found "
     "'soon'"},
    {"missing-in-item", "id: a\nrungs:\n  - id: b\n  - minutes: 1\n",
     "x.yaml:4: rungs[1].id: expected this field, found nothing"},
    {"anchor", "id: &a b\n",
     "x.yaml:1: expected plain values, found an anchor ('&') or alias ('*')"},
    {"alias", "id: a\npatience: *a\n",
     "x.yaml:2: expected plain values, found an anchor ('&') or alias ('*')"},
    {"second-document", "id: a\n---\nid: b\n",
     "x.yaml:2: expected one document, found a second one ('---')"},
};

static void
test_refused(gconstpointer data)
{
    const Refusal *row = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacksYaml) yaml = parse(row->text, &error);
    g_assert_null(yaml);
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_cmpstr(error->message, ==, row->message);
}

static void
test_syntax_names_the_line(void)
{
    static const char *const texts[] = {"id: a\nwhen: [b\n", "id: a\n\tb: c\n", "id: \"a\n",
                                        "id: a\nb: \xff\n"};
    static const char *const lines[] = {"x.yaml:3: ", "x.yaml:2: ", "x.yaml:2: ", "x.yaml:2: "};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(parse(texts[i], &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
        g_test_message("%s", error->message);
        g_assert_true(g_str_has_prefix(error->message, lines[i]));
    }
}

static void
test_too_deep(void)
{
    g_autoptr(GString) text = g_string_new("id: ");
    for (int i = 0; i < 100000; i++)
        g_string_append_c(text, '[');
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(text->str, &error));
    g_assert_cmpstr(error->message, ==, "x.yaml:1: expected fewer levels of lists and mappings");
}

static void
test_too_many_keys(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i <= TNC_PACKS_YAML_MAX_KEYS; i++)
        g_string_append_printf(text, "k%d: a\n", i);
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(text->str, &error));
    g_assert_cmpstr(error->message, ==, "x.yaml:501: expected fewer keys in one mapping");
}

static void
test_too_big(void)
{
    g_autofree char *text = g_strnfill(TNC_PACKS_YAML_MAX_BYTES + 1, '#');
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(text, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

static const char good[] = "# a comment\n"
                           "id: été\n"
                           "patience: 7d\n"
                           "when:\n"
                           "  - merchant.phone\n"
                           "  - merchant.fax\n"
                           "rungs:\n"
                           "  - {id: a, minutes: 3}\n"
                           "  - id: b\n";

static void
test_reads(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacksYaml) yaml = parse(good, &error);
    g_assert_no_error(error);
    const File *file = tnc_packs_yaml_data(yaml);
    g_assert_cmpstr(file->id, ==, "été");
    g_assert_cmpuint(file->when_count, ==, 2);
    g_assert_cmpuint(file->rungs_count, ==, 2);
    g_assert_cmpint(file->rungs[0].minutes, ==, 3);
    g_assert_true(tnc_packs_yaml_has(yaml, "rungs[0].minutes"));
    g_assert_false(tnc_packs_yaml_has(yaml, "rungs[1].minutes"));
}

static void
test_lines(void)
{
    static const struct {
        const char *field;
        guint line;
    } rows[] = {{"id", 2},
                {"when[1]", 6},
                {"rungs[1].id", 9},
                {"rungs[0].minutes", 8},
                {"rungs[1].no", 9},
                {"rungs[7].minutes", 7},
                {"", 2}};
    g_autoptr(TncPacksYaml) yaml = parse(good, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(tnc_packs_yaml_line(yaml, rows[i].field), ==, rows[i].line);
}

static void
test_values_refused(void)
{
    g_autoptr(TncPacksYaml) yaml = parse(good, NULL);
    const File *file = tnc_packs_yaml_data(yaml);
    TncDuration duration = {.days = 5};
    g_autoptr(GError) error = NULL;
    g_assert_false(
        tnc_packs_yaml_duration(yaml, file->patience, &duration, &error, "%s", "patience"));
    g_assert_cmpint(duration.days, ==, 5);
    g_assert_cmpstr(error->message, ==,
                    "x.yaml:3: patience: expected an ISO 8601 duration such as P7D, found '7d'");
    g_clear_error(&error);
    TncPredicate predicates[4];
    guint count = 99;
    g_assert_false(tnc_packs_yaml_predicates(yaml, file->when, file->when_count, 4, predicates,
                                             &count, &error, "when"));
    g_assert_cmpuint(count, ==, 99);
    g_assert_cmpstr(error->message, ==,
                    "x.yaml:6: when[1]: expected a predicate of packs/README.md such as "
                    "merchant.phone, found 'merchant.fax'");
    g_clear_error(&error);
    int value = 7;
    g_assert_false(
        tnc_packs_yaml_word(yaml, TNC_WORDS_TncTurn, "yours", &value, &error, "rungs[%u].id", 1u));
    g_assert_cmpstr(error->message, ==,
                    "x.yaml:9: rungs[1].id: expected one of mine, seller, nobody, found 'yours'");
    g_assert_cmpint(value, ==, 7);
}

static void
test_values_read(void)
{
    g_autoptr(TncPacksYaml) yaml = parse(good, NULL);
    int second = -1;
    g_assert_true(tnc_packs_yaml_time(yaml, "12:30", &second, NULL, "at"));
    g_assert_cmpint(second, ==, 45000);
    g_assert_false(tnc_packs_yaml_time(yaml, "24:00", &second, NULL, "at"));
    g_assert_false(tnc_packs_yaml_time(yaml, "noon", &second, NULL, "at"));
    TncDate date = 0;
    g_assert_true(tnc_packs_yaml_date(yaml, "2026-03-02", &date, NULL, "d"));
    g_assert_cmpint(date, ==, tnc_date_from_ymd(2026, 3, 2));
    g_assert_false(tnc_packs_yaml_date(yaml, "2026-02-30", &date, NULL, "d"));
    g_assert_true(tnc_packs_yaml_date(yaml, NULL, &date, NULL, "d"));
    g_assert_true(tnc_packs_yaml_id(yaml, "not_delivered.email", NULL, NULL, "id"));
    g_assert_false(tnc_packs_yaml_id(yaml, "Été", NULL, NULL, "id"));
    g_assert_false(tnc_packs_yaml_id(yaml, "shop", "late", NULL, "id"));
}

static void
test_missing_file(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_packs_yaml_load("/nonexistent/x.yaml", &schema, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    g_clear_error(&error);
    g_assert_null(tnc_packs_yaml_list("/nonexistent", "ladders", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *path = g_strconcat("/packs/yaml/refused/", refusals[i].name, NULL);
        g_test_add_data_func(path, &refusals[i], test_refused);
    }
    g_test_add_func("/packs/yaml/syntax-names-the-line", test_syntax_names_the_line);
    g_test_add_func("/packs/yaml/too-deep", test_too_deep);
    g_test_add_func("/packs/yaml/too-many-keys", test_too_many_keys);
    g_test_add_func("/packs/yaml/too-big", test_too_big);
    g_test_add_func("/packs/yaml/reads", test_reads);
    g_test_add_func("/packs/yaml/lines", test_lines);
    g_test_add_func("/packs/yaml/values-refused", test_values_refused);
    g_test_add_func("/packs/yaml/values-read", test_values_read);
    g_test_add_func("/packs/yaml/missing-file", test_missing_file);
    return g_test_run();
}
