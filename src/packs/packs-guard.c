// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of guard words → compiled rules. A single word becomes an expression that also finds it
// with letters repeated, replaced by look-alikes (sc4m) or separated (s.c.a.m). '<press>' in an
// expression stands for the term of that name of the same file.

#include "packs-guard.h"

#include <string.h>
#include "error.h"
#include "text.h"

typedef struct {
    char *fr;
    char *en;
} FileAdvice;

typedef struct {
    int kind;
    int severity;
    int finder;
    gboolean public_only;
    gboolean everywhere;
    gboolean cased;
    gboolean explained;
    guint distance;
    int above;
    char **words;
    guint words_count;
    char **patterns;
    guint patterns_count;
    char **near;
    guint near_count;
    char **unless;
    guint unless_count;
    FileAdvice advice;
} FileRule;

typedef struct {
    char *id;
    char **patterns;
    guint patterns_count;
} FileTerm;

typedef struct {
    char *id;
    char **words;
    guint words_count;
} FileGroup;

typedef struct {
    int weight;
    char **cues;
    guint cues_count;
} FileWeight;

typedef struct {
    char *id;
    char **usual;
    guint usual_count;
    char **numbers;
    guint numbers_count;
    FileTerm *terms;
    guint terms_count;
    char **aside;
    guint aside_count;
    char **quoted;
    guint quoted_count;
    FileGroup *groups;
    guint groups_count;
    FileWeight *weights;
    guint weights_count;
    FileRule *rules;
    guint rules_count;
} FileGuard;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const char *const kind_names[] = {
#define TNC_GUARD_NAME(code, name) name,
    TNC_GUARDS(TNC_GUARD_NAME)
#undef TNC_GUARD_NAME
};

static const cyaml_strval_t kinds[] = {
#define TNC_GUARD_ROW(code, name) {name, TNC_GUARD_##code},
    TNC_GUARDS(TNC_GUARD_ROW)
#undef TNC_GUARD_ROW
};
static const cyaml_strval_t severities[] = {{"block", TNC_GUARD_BLOCK}, {"warn", TNC_GUARD_WARN}};
static const cyaml_strval_t finders[] = {
    {"none", TNC_GUARD_FINDER_NONE},     {"numbers", TNC_GUARD_FINDER_NUMBERS},
    {"bank", TNC_GUARD_FINDER_BANK},     {"known", TNC_GUARD_FINDER_KNOWN},
    {"names", TNC_GUARD_FINDER_NAMES},   {"capitals", TNC_GUARD_FINDER_CAPITALS},
    {"spaced", TNC_GUARD_FINDER_SPACED}, {"length", TNC_GUARD_FINDER_LENGTH},
    {"chaser", TNC_GUARD_FINDER_CHASER}, {"mediator", TNC_GUARD_FINDER_MEDIATOR},
    {"tone", TNC_GUARD_FINDER_TONE}};

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TNC_GUARD_MAX_WORD)};
static const cyaml_schema_value_t expression = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 2000)};

static const cyaml_schema_field_t advice_fields[] = {
    CYAML_FIELD_STRING_PTR("fr", MUST, FileAdvice, fr, 1, 400),
    CYAML_FIELD_STRING_PTR("en", MUST, FileAdvice, en, 1, 400),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, FileRule, kind, kinds, TNC_GUARD_COUNT),
    CYAML_FIELD_ENUM("severity", CYAML_FLAG_STRICT, FileRule, severity, severities, 2),
    CYAML_FIELD_ENUM("finder", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, FileRule, finder, finders,
                     TNC_GUARD_FINDER_COUNT),
    CYAML_FIELD_BOOL("public", CYAML_FLAG_OPTIONAL, FileRule, public_only),
    CYAML_FIELD_BOOL("everywhere", CYAML_FLAG_OPTIONAL, FileRule, everywhere),
    CYAML_FIELD_BOOL("cased", CYAML_FLAG_OPTIONAL, FileRule, cased),
    CYAML_FIELD_BOOL("explained", CYAML_FLAG_OPTIONAL, FileRule, explained),
    CYAML_FIELD_UINT("distance", CYAML_FLAG_OPTIONAL, FileRule, distance),
    CYAML_FIELD_INT("above", CYAML_FLAG_OPTIONAL, FileRule, above),
    CYAML_FIELD_SEQUENCE("words", MAY, FileRule, words, &word, 0, 400),
    CYAML_FIELD_SEQUENCE("patterns", MAY, FileRule, patterns, &expression, 0, 100),
    CYAML_FIELD_SEQUENCE("near", MAY, FileRule, near, &expression, 0, 100),
    CYAML_FIELD_SEQUENCE("unless", MAY, FileRule, unless, &expression, 0, 100),
    CYAML_FIELD_MAPPING("advice", CYAML_FLAG_DEFAULT, FileRule, advice, advice_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileRule, rule_fields)};

static const cyaml_schema_field_t term_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileTerm, id, 1, 30),
    CYAML_FIELD_SEQUENCE("patterns", MUST, FileTerm, patterns, &expression, 1, 100),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t term_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileTerm, term_fields)};

static const cyaml_schema_field_t group_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileGroup, id, 1, 30),
    CYAML_FIELD_SEQUENCE("words", MUST, FileGroup, words, &word, 1, 1000),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t group_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileGroup, group_fields)};

static const cyaml_schema_field_t weight_fields[] = {
    CYAML_FIELD_INT("weight", CYAML_FLAG_DEFAULT, FileWeight, weight),
    CYAML_FIELD_SEQUENCE("cues", MUST, FileWeight, cues, &word, 1, 4000),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t weight_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileWeight, weight_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileGuard, id, 1, 8),
    CYAML_FIELD_SEQUENCE("usual", MAY, FileGuard, usual, &word, 0, 100),
    CYAML_FIELD_SEQUENCE("numbers", MAY, FileGuard, numbers, &word, 0, 200),
    CYAML_FIELD_SEQUENCE("terms", MAY, FileGuard, terms, &term_value, 0, 100),
    CYAML_FIELD_SEQUENCE("aside", MAY, FileGuard, aside, &expression, 0, 100),
    CYAML_FIELD_SEQUENCE("quoted", MAY, FileGuard, quoted, &expression, 0, 100),
    CYAML_FIELD_SEQUENCE("groups", MAY, FileGuard, groups, &group_value, 0, TNC_GUARD_MAX_GROUPS),
    CYAML_FIELD_SEQUENCE("weights", MAY, FileGuard, weights, &weight_value, 0, 2000),
    CYAML_FIELD_SEQUENCE("rules", MUST, FileGuard, rules, &rule_value, 1, 100),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileGuard, fields)};

const cyaml_schema_value_t *
tnc_packs_guard_schema(void)
{
    return &schema;
}

const char *
tnc_packs_guard_name(TncGuardKind kind)
{
    return kind_names[kind];
}

// ---- expressions

static const char *
class_of(gunichar letter)
{
    static const struct {
        gunichar letter;
        const char *class;
    } likes[] = {{'a', "[a@4]"}, {'e', "[e3€]"}, {'i', "[i1!|]"}, {'o', "[o0]"},
                 {'s', "[s$5]"}, {'t', "[t7+]"}, {'l', "[l1|]"},  {'b', "[b8]"}};
    for (guint i = 0; i < G_N_ELEMENTS(likes); i++)
        if (likes[i].letter == letter)
            return likes[i].class;
    return NULL;
}

// 'scam' → '[s$5]+[._*-]?c+[._*-]?[a@4]+[._*-]?m+'; other characters stand for themselves.
static void
append_word(GString *source, const char *text)
{
    g_autofree char *folded = tnc_text_fold(text);
    // A long word is found in two pieces too; a short one would be found where it is not.
    const char *gap = g_utf8_strlen(folded, -1) > 5 ? "[ ._*-]?" : "[._*-]?";
    for (const char *c = folded; *c; c = tnc_text_next(c)) {
        gunichar letter = g_utf8_get_char(c);
        const char *class = class_of(letter);
        if (c > folded && g_unichar_isalpha(letter) && letter < 0x2e80)
            g_string_append(source, gap);
        if (class)
            g_string_append_printf(source, "%s+", class);
        else if (letter == ' ')
            g_string_append(source, "[ '-]+");
        else if (g_unichar_isalpha(letter) && letter < 0x2e80)
            g_string_append_printf(source, "%.*s+", (int)(tnc_text_next(c) - c), c);
        else {
            g_autofree char *one = g_strndup(c, (gsize)(tnc_text_next(c) - c));
            g_autofree char *escaped = g_regex_escape_string(one, -1);
            g_string_append(source, escaped);
        }
    }
}

// Chinese is written without spaces: its words have no edges.
static const char *
edge_of(const char *text, gboolean before)
{
    gunichar first = g_utf8_get_char(text);
    if (first >= 0x2e80)
        return "";
    return before ? "(?<![\\p{L}\\p{N}])" : "(?![\\p{L}\\p{N}])";
}

// LOOSE: words of four letters and more, wherever they stand.
static char *
words_source(char *const *words, guint count, gboolean loose)
{
    GString *source = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        if (loose && g_utf8_strlen(words[i], -1) < 4)
            continue;
        const char *join = source->len ? "|" : "";
        g_string_append_printf(source, "%s%s", join, loose ? "" : edge_of(words[i], TRUE));
        append_word(source, words[i]);
        g_string_append(source, loose ? "" : edge_of(words[i], FALSE));
    }
    return g_string_free(source, FALSE);
}

static char *
patterns_source(char *const *patterns, guint count)
{
    GString *source = g_string_new(NULL);
    for (guint i = 0; i < count; i++)
        g_string_append_printf(source, "%s(?:%s)", i ? "|" : "", patterns[i]);
    return g_string_free(source, FALSE);
}

// The names of terms used → their expressions, as a table that owns both.
typedef GHashTable Terms;

static gboolean
put_term(const GMatchInfo *match, GString *result, gpointer data)
{
    Terms *terms = data;
    g_autofree char *name = g_match_info_fetch(match, 1);
    const char *source = g_hash_table_lookup(terms, name);
    g_autofree char *whole = g_match_info_fetch(match, 0);
    g_string_append(result, source ? source : whole);
    return FALSE;
}

#define TERM_NAME "(?<!\\(\\?)<([a-z_]+)>"

// SOURCE with each '<name>' replaced; an unknown one is left, for compile_patterns() to refuse.
static char *
expand(const char *source, Terms *terms)
{
    g_autoptr(GRegex) name = g_regex_new(TERM_NAME, 0, 0, NULL);
    return g_regex_replace_eval(name, source, -1, 0, 0, put_term, terms, NULL);
}

// A term stands for whole words, but in Chinese, whose words have no edges.
static Terms *
read_terms(const FileGuard *file)
{
    Terms *terms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    gboolean edges = !g_str_equal(file->id, "zh");
    for (guint i = 0; i < file->terms_count; i++) {
        const FileTerm *term = &file->terms[i];
        g_autofree char *source = patterns_source(term->patterns, term->patterns_count);
        g_autofree char *whole = expand(source, terms);
        g_hash_table_insert(terms, g_strdup(term->id),
                            g_strdup_printf(edges ? "(?:(?<!\\w)(?:%s)(?!\\w))" : "(?:%s)", whole));
    }
    return terms;
}

// NULL without an error when there is no SOURCE.
static gboolean
compile(const TncPacksYaml *yaml, const char *source, GRegex **regex_out, const char *field,
        GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (!source[0])
        return TRUE;
    *regex_out = g_regex_new(source, G_REGEX_OPTIMIZE, 0, &problem);
    if (*regex_out)
        return TRUE;
    return tnc_packs_yaml_fail(yaml, error, field, "expected regular expressions, found: %s",
                               problem->message);
}

static gboolean
compile_patterns(const TncPacksYaml *yaml, char *const *patterns, guint count, Terms *terms,
                 GRegex **regex_out, const char *field, GError **error)
{
    g_autofree char *source = patterns_source(patterns, count);
    g_autofree char *whole = expand(source, terms);
    g_autoptr(GRegex) name = g_regex_new(TERM_NAME, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(name, whole, 0, &match))
        return compile(yaml, whole, regex_out, field, error);
    g_autofree char *found = g_match_info_fetch(match, 0);
    return tnc_packs_yaml_fail(yaml, error, field, "expected the name of a term, found: %s", found);
}

static void
free_rule(gpointer data)
{
    TncGuardRule *rule = data;
    g_clear_pointer(&rule->words, g_regex_unref);
    g_clear_pointer(&rule->loose, g_regex_unref);
    g_clear_pointer(&rule->pattern, g_regex_unref);
    g_clear_pointer(&rule->near, g_regex_unref);
    g_clear_pointer(&rule->unless, g_regex_unref);
    g_free(rule->advice[0]);
    g_free(rule->advice[1]);
    g_free(rule);
}

static gboolean
compile_rule(const TncPacksYaml *yaml, const FileRule *file, Terms *terms, TncGuardRule *rule,
             guint index, GError **error)
{
    const struct {
        const char *field;
        char **patterns;
        guint count;
        GRegex **regex;
    } fields_of[] = {
        {"patterns", file->patterns, file->patterns_count, &rule->pattern},
        {"near", file->near, file->near_count, &rule->near},
        {"unless", file->unless, file->unless_count, &rule->unless},
    };
    g_autofree char *words = words_source(file->words, file->words_count, FALSE);
    g_autofree char *loose = words_source(file->words, file->words_count, TRUE);
    g_autofree char *field = g_strdup_printf("rules[%u].words", index);
    gboolean good = compile(yaml, words, &rule->words, field, error) &&
                    compile(yaml, loose, &rule->loose, field, error);
    for (guint i = 0; good && i < G_N_ELEMENTS(fields_of); i++) {
        g_autofree char *path = g_strdup_printf("rules[%u].%s", index, fields_of[i].field);
        good = compile_patterns(yaml, fields_of[i].patterns, fields_of[i].count, terms,
                                fields_of[i].regex, path, error);
    }
    return good;
}

static gboolean
read_rule(const TncPacksYaml *yaml, const FileRule *file, Terms *terms, GPtrArray *rules,
          guint index, GError **error)
{
    TncGuardRule *rule = g_new0(TncGuardRule, 1);
    g_ptr_array_add(rules, rule);
    rule->kind = (TncGuardKind)file->kind;
    rule->severity = (TncGuardSeverity)file->severity;
    rule->finder = (TncGuardFinder)file->finder;
    rule->public_only = file->public_only;
    rule->everywhere = file->everywhere;
    rule->cased = file->cased;
    rule->explained = file->explained;
    rule->distance = file->distance ? file->distance : 160;
    rule->above = file->above;
    rule->advice[0] = g_strdup(file->advice.fr);
    rule->advice[1] = g_strdup(file->advice.en);
    return compile_rule(yaml, file, terms, rule, index, error);
}

static GHashTable *
read_weights(const FileGuard *file)
{
    if (!file->weights_count)
        return NULL;
    GHashTable *weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < file->weights_count; i++)
        for (guint k = 0; k < file->weights[i].cues_count; k++)
            g_hash_table_insert(weights, g_strdup(file->weights[i].cues[k]),
                                GINT_TO_POINTER(file->weights[i].weight));
    return weights;
}

// A word may stand in several groups: the table has a bit for each.
static void
read_groups(const FileGuard *file, TncGuardTone *tone)
{
    tone->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    tone->group_ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < file->groups_count; i++) {
        const FileGroup *group = &file->groups[i];
        g_ptr_array_add(tone->group_ids, g_strdup(group->id));
        for (guint k = 0; k < group->words_count; k++) {
            guint64 *bits = g_hash_table_lookup(tone->groups, group->words[k]);
            if (!bits) {
                bits = g_new0(guint64, 1);
                g_hash_table_insert(tone->groups, g_strdup(group->words[k]), bits);
            }
            *bits |= G_GUINT64_CONSTANT(1) << i;
        }
    }
}

static TncGuardTone *
read_tone(const FileGuard *file)
{
    GHashTable *weights = read_weights(file);
    if (!weights)
        return NULL;
    TncGuardTone *tone = g_new0(TncGuardTone, 1);
    tone->weights = weights;
    read_groups(file, tone);
    return tone;
}

static void
free_tone(TncGuardTone *tone)
{
    if (!tone)
        return;
    g_hash_table_unref(tone->weights);
    g_hash_table_unref(tone->groups);
    g_ptr_array_unref(tone->group_ids);
    g_free(tone);
}

static void
free_guard(gpointer data)
{
    TncPacksGuard *guard = data;
    g_free(guard->id);
    g_free(guard->numbers);
    g_clear_pointer(&guard->aside, g_regex_unref);
    g_clear_pointer(&guard->quoted, g_regex_unref);
    g_clear_pointer(&guard->usual, g_regex_unref);
    g_clear_pointer(&guard->rules, g_ptr_array_unref);
    free_tone(guard->tone);
    g_free(guard);
}

static gboolean
read_guard(const TncPacksYaml *yaml, const char *stem, TncPacksGuard *guard, GError **error)
{
    const FileGuard *file = tnc_packs_yaml_data(yaml);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id"))
        return FALSE;
    guard->id = g_strdup(file->id);
    guard->rules = g_ptr_array_new_with_free_func(free_rule);
    if (file->numbers_count)
        guard->numbers = patterns_source(file->numbers, file->numbers_count);
    g_autofree char *usual = patterns_source(file->usual, file->usual_count);
    g_autofree char *bounded =
        !usual[0] ? g_strdup("")
        : g_str_equal(file->id, "zh")
            ? g_strdup(usual)
            : g_strdup_printf("(?<![\\p{L}\\p{N}])(?:%s)(?![\\p{L}\\p{N}])", usual);
    g_autoptr(GHashTable) terms = read_terms(file);
    for (guint i = 0; i < file->rules_count; i++)
        if (!read_rule(yaml, &file->rules[i], terms, guard->rules, i, error))
            return FALSE;
    guard->tone = read_tone(file);
    return compile_patterns(yaml, file->aside, file->aside_count, terms, &guard->aside, "aside",
                            error) &&
           compile_patterns(yaml, file->quoted, file->quoted_count, terms, &guard->quoted, "quoted",
                            error) &&
           compile(yaml, bounded, &guard->usual, "usual", error);
}

static TncPacksGuard *
load_guard(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    TncPacksGuard *guard = yaml ? g_new0(TncPacksGuard, 1) : NULL;
    if (guard && !read_guard(yaml, stem, guard, error)) {
        free_guard(guard);
        return NULL;
    }
    return guard;
}

gboolean
tnc_packs_guard_check(const char *path, GError **error)
{
    TncPacksGuard *guard = load_guard(path, error);
    if (guard)
        free_guard(guard);
    return guard != NULL;
}

GPtrArray *
tnc_packs_guard_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "guards", error);
    g_autoptr(GPtrArray) guards = g_ptr_array_new_with_free_func(free_guard);
    for (guint i = 0; paths && paths[i]; i++) {
        TncPacksGuard *guard = load_guard(paths[i], error);
        if (!guard)
            return NULL;
        g_ptr_array_add(guards, guard);
    }
    return paths ? g_steal_pointer(&guards) : NULL;
}
