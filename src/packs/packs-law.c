// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of law → TncLaw. What a jurist can get wrong without noticing is refused here: a missing
// translation, a rule that starts after itself, tiers out of order, two versions at one time.

#include "packs-law.h"

#include <string.h>
#include "error.h"

typedef struct {
    char *fr;
    char *en;
} FileEffect;

typedef struct {
    char *from;
    char *to;
    int keyed_on;
} FileValid;

typedef struct {
    int *start;
    guint start_count;
    char *after;
    int *not_before;
    char *value;
    int unit;
    char *calendar;
    int counting;
    int counts_on;
    int *against;
} FileClock;

typedef struct {
    int until;
    int percent;
    int per_month;
    int cap;
    gboolean interest;
} FileTier;

typedef struct {
    int status;
    char *read_on;
    char *text_as_of;
    char *recheck_by;
} FileVerification;

typedef struct {
    char *id;
    int kind;
    int nature;
    int binding_on;
    char **applies_to;
    guint applies_to_count;
    char **when;
    guint when_count;
    char **unless;
    guint unless_count;
    FileValid *valid;
    FileClock *clock;
    FileTier *tiers;
    guint tiers_count;
    char *channel;
    FileEffect effect;
    char *source;
    FileVerification verification;
    char *pending;
    int confidence;
} FileRule;

typedef struct {
    char *id;
    char *jurisdiction;
    char *calendar;
    FileRule *rules;
    guint rules_count;
} FileLaw;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define STRICT CYAML_FLAG_STRICT
#define OPTIONAL (CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL)

#define KIND(code, name) {name, TNC_LAW_##code},
#define NATURE(code, name) {name, TNC_LAW_NATURE_##code},
#define PARTY(code, name) {name, TNC_LAW_PARTY_##code},
#define STATUS(code, name) {name, TNC_LAW_STATUS_##code},
#define START(code, name) {name, TNC_LAW_START_##code},
#define COUNTING(code, name) {name, TNC_LAW_COUNTING_##code},
static const cyaml_strval_t kinds[] = {TNC_LAW_KINDS(KIND)};
static const cyaml_strval_t natures[] = {TNC_LAW_NATURES(NATURE)};
static const cyaml_strval_t parties[] = {TNC_LAW_PARTIES(PARTY)};
static const cyaml_strval_t statuses[] = {TNC_LAW_STATUSES(STATUS)};
static const cyaml_strval_t starts[] = {TNC_LAW_STARTS(START)};
static const cyaml_strval_t countings[] = {TNC_LAW_COUNTINGS(COUNTING)};
static const cyaml_strval_t units[] = {{"calendar", 0}, {"working", 1}};
static const cyaml_strval_t counts[] = {{"sent", 0}, {"received", 1}};
static const cyaml_strval_t keys[] = {{"contract", 0}, {"event", 1}};
static const cyaml_strval_t confidences[] = {{"high", 0}, {"medium", 1}, {"low", 2}};
static const char *const confidence_names[] = {"high", "medium", "low"};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 40)};
static const cyaml_schema_value_t start_value = {
    CYAML_VALUE_ENUM(STRICT, int, starts, TNC_LAW_START_COUNT)};

static const cyaml_schema_field_t effect_fields[] = {
    CYAML_FIELD_STRING_PTR("fr", MUST, FileEffect, fr, 1, 500),
    CYAML_FIELD_STRING_PTR("en", MUST, FileEffect, en, 1, 500), CYAML_FIELD_END};
static const cyaml_schema_field_t valid_fields[] = {
    CYAML_FIELD_STRING_PTR("from", MAY, FileValid, from, 10, 10),
    CYAML_FIELD_STRING_PTR("to", MAY, FileValid, to, 10, 10),
    CYAML_FIELD_ENUM("keyed_on", OPTIONAL, FileValid, keyed_on, keys, 2), CYAML_FIELD_END};
static const cyaml_schema_field_t clock_fields[] = {
    CYAML_FIELD_SEQUENCE("start", MAY, FileClock, start, &start_value, 1, TNC_LAW_MAX_STARTS),
    CYAML_FIELD_STRING_PTR("after", MAY, FileClock, after, 1, 80),
    CYAML_FIELD_ENUM_PTR("not_before", STRICT | MAY, FileClock, not_before, starts,
                         TNC_LAW_START_COUNT),
    CYAML_FIELD_STRING_PTR("value", MUST, FileClock, value, 1, 12),
    CYAML_FIELD_ENUM("unit", OPTIONAL, FileClock, unit, units, 2),
    CYAML_FIELD_STRING_PTR("calendar", MAY, FileClock, calendar, 1, 40),
    CYAML_FIELD_ENUM("counting", OPTIONAL, FileClock, counting, countings, TNC_LAW_COUNTING_COUNT),
    CYAML_FIELD_ENUM("counts_on", OPTIONAL, FileClock, counts_on, counts, 2),
    CYAML_FIELD_ENUM_PTR("against", STRICT | MAY, FileClock, against, parties, TNC_LAW_PARTY_COUNT),
    CYAML_FIELD_END};
static const cyaml_schema_field_t tier_fields[] = {
    CYAML_FIELD_INT("until", CYAML_FLAG_OPTIONAL, FileTier, until),
    CYAML_FIELD_INT("percent", CYAML_FLAG_OPTIONAL, FileTier, percent),
    CYAML_FIELD_INT("per_month", CYAML_FLAG_OPTIONAL, FileTier, per_month),
    CYAML_FIELD_INT("cap", CYAML_FLAG_OPTIONAL, FileTier, cap),
    CYAML_FIELD_BOOL("interest", CYAML_FLAG_OPTIONAL, FileTier, interest),
    CYAML_FIELD_END};
static const cyaml_schema_value_t tier_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileTier, tier_fields)};
static const cyaml_schema_field_t verification_fields[] = {
    CYAML_FIELD_ENUM("status", STRICT, FileVerification, status, statuses, TNC_LAW_STATUS_COUNT),
    CYAML_FIELD_STRING_PTR("read_on", MAY, FileVerification, read_on, 10, 10),
    CYAML_FIELD_STRING_PTR("text_as_of", MAY, FileVerification, text_as_of, 10, 10),
    CYAML_FIELD_STRING_PTR("recheck_by", MAY, FileVerification, recheck_by, 10, 10),
    CYAML_FIELD_END};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileRule, id, 1, 80),
    CYAML_FIELD_ENUM("kind", STRICT, FileRule, kind, kinds, TNC_LAW_KIND_COUNT),
    CYAML_FIELD_ENUM("nature", STRICT, FileRule, nature, natures, TNC_LAW_NATURE_COUNT),
    CYAML_FIELD_ENUM("binding_on", STRICT, FileRule, binding_on, parties, TNC_LAW_PARTY_COUNT),
    CYAML_FIELD_SEQUENCE("applies_to", MAY, FileRule, applies_to, &word, 1, TNC_CLAIM_COUNT),
    CYAML_FIELD_SEQUENCE("when", MAY, FileRule, when, &word, 1, TNC_LAW_MAX_CONDITIONS),
    CYAML_FIELD_SEQUENCE("unless", MAY, FileRule, unless, &word, 1, TNC_LAW_MAX_CONDITIONS),
    CYAML_FIELD_MAPPING_PTR("valid", MAY, FileRule, valid, valid_fields),
    CYAML_FIELD_MAPPING_PTR("clock", MAY, FileRule, clock, clock_fields),
    CYAML_FIELD_SEQUENCE("tiers", MAY, FileRule, tiers, &tier_value, 1, TNC_LAW_MAX_TIERS),
    CYAML_FIELD_STRING_PTR("channel", MAY, FileRule, channel, 1, 20),
    CYAML_FIELD_MAPPING("effect", CYAML_FLAG_DEFAULT, FileRule, effect, effect_fields),
    CYAML_FIELD_STRING_PTR("source", MUST, FileRule, source, 1, 300),
    CYAML_FIELD_MAPPING("verification", CYAML_FLAG_DEFAULT, FileRule, verification,
                        verification_fields),
    CYAML_FIELD_STRING_PTR("pending", MAY, FileRule, pending, 1, 400),
    CYAML_FIELD_ENUM("confidence", STRICT, FileRule, confidence, confidences, 3),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileRule, rule_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileLaw, id, 1, 20),
    CYAML_FIELD_STRING_PTR("jurisdiction", MUST, FileLaw, jurisdiction, 1, 200),
    CYAML_FIELD_STRING_PTR("calendar", MAY, FileLaw, calendar, 1, 40),
    CYAML_FIELD_SEQUENCE("rules", MUST, FileLaw, rules, &rule_value, 1, 400), CYAML_FIELD_END};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileLaw, fields)};

const cyaml_schema_value_t *
tnc_packs_law_schema(void)
{
    return &schema;
}

// ---- one rule

typedef struct {
    const TncPacksYaml *yaml;
    const FileRule *file;
    TncLawRule *rule;
    guint index;
    GError **error;
} Reader;

static gboolean
fail(const Reader *reader, const char *field, const char *message)
{
    g_autofree char *path = g_strdup_printf("rules[%u].%s", reader->index, field);
    return tnc_packs_yaml_fail(reader->yaml, reader->error, path, "%s", message);
}

static gboolean
read_day(const Reader *reader, const char *text, TncDate *date_out, const char *field)
{
    *date_out = TNC_DATE_NONE;
    return tnc_packs_yaml_date(reader->yaml, text, date_out, reader->error, "rules[%u].%s",
                               reader->index, field);
}

static gboolean
read_kinds(const Reader *reader)
{
    for (guint i = 0; i < reader->file->applies_to_count; i++) {
        int kind = 0;
        if (!tnc_packs_yaml_word(reader->yaml, TNC_WORDS_TncClaimKind, reader->file->applies_to[i],
                                 &kind, reader->error, "rules[%u].applies_to[%u]", reader->index,
                                 i))
            return FALSE;
        reader->rule->applies_to |= 1u << kind;
    }
    return TRUE;
}

static gboolean
read_conditions(const Reader *reader)
{
    const FileRule *file = reader->file;
    TncLawRule *rule = reader->rule;
    if (!tnc_packs_yaml_predicates(reader->yaml, file->when, file->when_count,
                                   TNC_LAW_MAX_CONDITIONS, rule->when, &rule->when_count,
                                   reader->error, "rules[%u].when", reader->index) ||
        !tnc_packs_yaml_predicates(reader->yaml, file->unless, file->unless_count,
                                   TNC_LAW_MAX_CONDITIONS, rule->unless, &rule->unless_count,
                                   reader->error, "rules[%u].unless", reader->index))
        return FALSE;
    for (guint i = 0; i < rule->when_count; i++)
        for (guint j = 0; j < rule->unless_count; j++)
            if (rule->when[i] == rule->unless[j])
                return fail(reader, "unless",
                            "expected other predicates than in 'when': the rule never applies");
    return TRUE;
}

static gboolean
read_validity(const Reader *reader)
{
    const FileValid *valid = reader->file->valid;
    TncLawRule *rule = reader->rule;
    rule->valid_from = rule->valid_to = TNC_DATE_NONE;
    if (!valid)
        return TRUE;
    rule->keyed_on_event = valid->keyed_on;
    if (!read_day(reader, valid->from, &rule->valid_from, "valid.from") ||
        !read_day(reader, valid->to, &rule->valid_to, "valid.to"))
        return FALSE;
    return rule->valid_from == TNC_DATE_NONE || rule->valid_to == TNC_DATE_NONE ||
           rule->valid_from <= rule->valid_to ||
           fail(reader, "valid.to", "expected a day after 'from', found an earlier one");
}

static gboolean
read_clock(const Reader *reader)
{
    const FileClock *file = reader->file->clock;
    TncLawClock *clock = &reader->rule->clock;
    if (!file)
        return TRUE;
    if (!file->start_count == !file->after)
        return fail(reader, "clock", "expected either 'start' or 'after', found both or none");
    reader->rule->has_clock = TRUE;
    clock->start_count = file->start_count;
    for (guint i = 0; i < file->start_count; i++)
        clock->starts[i] = (TncLawStart)file->start[i];
    clock->after = g_strdup(file->after);
    clock->has_not_before = file->not_before != NULL;
    clock->not_before = file->not_before ? (TncLawStart)*file->not_before : TNC_LAW_START_ORDERED;
    clock->working = file->unit;
    clock->calendar = g_strdup(file->calendar);
    clock->counting = (TncLawCounting)file->counting;
    clock->on_receipt = file->counts_on;
    clock->against = file->against ? (TncLawParty)*file->against : reader->rule->binding_on;
    return tnc_packs_yaml_duration(reader->yaml, file->value, &clock->value, reader->error,
                                   "rules[%u].clock.value", reader->index);
}

static gboolean
read_tiers(const Reader *reader)
{
    const FileRule *file = reader->file;
    int before = 0;
    if (file->tiers_count && !file->clock)
        return fail(reader, "tiers", "expected a 'clock' from which to count, found none");
    for (guint i = 0; i < file->tiers_count; i++) {
        const FileTier *tier = &file->tiers[i];
        gboolean last = i + 1 == file->tiers_count;
        if (last ? tier->until != 0 : tier->until <= before)
            return fail(reader, "tiers",
                        "expected growing 'until', none in the last tier, found another order");
        if (tier->percent < 0 || tier->percent > 200 || tier->per_month < 0 || tier->cap < 0)
            return fail(reader, "tiers", "expected percentages from 0 to 200, found another");
        before = tier->until;
        reader->rule->tiers[i] =
            (TncLawTier){tier->until, tier->percent, tier->per_month, tier->cap, tier->interest};
    }
    reader->rule->tier_count = file->tiers_count;
    return TRUE;
}

static gboolean
read_verification(const Reader *reader)
{
    const FileVerification *file = &reader->file->verification;
    TncLawRule *rule = reader->rule;
    rule->status = (TncLawStatus)file->status;
    if (!read_day(reader, file->read_on, &rule->read_on, "verification.read_on") ||
        !read_day(reader, file->text_as_of, &rule->text_as_of, "verification.text_as_of") ||
        !read_day(reader, file->recheck_by, &rule->recheck_by, "verification.recheck_by"))
        return FALSE;
    if (rule->status != TNC_LAW_STATUS_VERIFIED)
        return TRUE;
    if (rule->read_on == TNC_DATE_NONE)
        return fail(reader, "verification.read_on",
                    "expected the day on which it was read, found none");
    return rule->recheck_by != TNC_DATE_NONE ||
           fail(reader, "verification.recheck_by",
                "expected the day of the next check, found none");
}

static gboolean
read_rule(const Reader *reader)
{
    const FileRule *file = reader->file;
    TncLawRule *rule = reader->rule;
    int channel = TNC_CHANNEL_NONE;
    rule->id = g_strdup(file->id);
    rule->kind = (TncLawKind)file->kind;
    rule->nature = (TncLawNature)file->nature;
    rule->binding_on = (TncLawParty)file->binding_on;
    rule->effect[0] = g_strdup(file->effect.fr);
    rule->effect[1] = g_strdup(file->effect.en);
    rule->source = g_strdup(file->source);
    rule->pending = g_strdup(file->pending);
    rule->confidence = g_strdup(confidence_names[file->confidence]);
    if (!tnc_packs_yaml_id(reader->yaml, file->id, NULL, reader->error, "rules[%u].id",
                           reader->index) ||
        !tnc_packs_yaml_word(reader->yaml, TNC_WORDS_TncChannel, file->channel, &channel,
                             reader->error, "rules[%u].channel", reader->index))
        return FALSE;
    rule->channel = (TncChannel)channel;
    return read_kinds(reader) && read_conditions(reader) && read_validity(reader) &&
           read_clock(reader) && read_tiers(reader) && read_verification(reader);
}

// ---- between the rules

static const TncLawRule *
find_rule(const TncLaw *law, const char *id)
{
    for (guint i = 0; id && i < law->rules->len; i++)
        if (g_str_equal(((const TncLawRule *)law->rules->pdata[i])->id, id))
            return law->rules->pdata[i];
    return NULL;
}

static gboolean
check_chain(const Reader *reader, const TncLaw *law)
{
    const TncLawRule *rule = reader->rule;
    guint steps = 0;
    while (rule->clock.after) {
        rule = find_rule(law, rule->clock.after);
        if (!rule || !rule->has_clock)
            return fail(reader, "clock.after",
                        "expected the id of a rule of this file that has a clock, found none");
        if (++steps > 3)
            return fail(reader, "clock.after",
                        "expected at most three rules one after another, found a circle");
    }
    return TRUE;
}

static gboolean
overlap(const TncLawRule *a, const TncLawRule *b)
{
    gboolean before = a->valid_to != TNC_DATE_NONE && b->valid_from != TNC_DATE_NONE &&
                      a->valid_to < b->valid_from;
    gboolean after = b->valid_to != TNC_DATE_NONE && a->valid_from != TNC_DATE_NONE &&
                     b->valid_to < a->valid_from;
    return !before && !after;
}

static gboolean
check_versions(const Reader *reader, const TncLaw *law)
{
    for (guint i = 0; i < reader->index; i++) {
        const TncLawRule *other = law->rules->pdata[i];
        if (g_str_equal(other->id, reader->rule->id) && overlap(other, reader->rule))
            return fail(reader, "id",
                        "expected versions of one rule in force at different times, "
                        "found two at the same time");
    }
    return TRUE;
}

static void
free_rule(gpointer rule)
{
    tnc_claim_law_free(rule);
}

static gboolean
read_rules(const TncPacksYaml *yaml, TncLaw *law, GError **error)
{
    const FileLaw *file = tnc_packs_yaml_data(yaml);
    for (guint i = 0; i < file->rules_count; i++) {
        TncLawRule *rule = g_new0(TncLawRule, 1);
        g_ptr_array_add(law->rules, rule);
        Reader reader = {yaml, &file->rules[i], rule, i, error};
        if (!read_rule(&reader) || !check_versions(&reader, law))
            return FALSE;
    }
    for (guint i = 0; i < file->rules_count; i++) {
        Reader reader = {yaml, &file->rules[i], law->rules->pdata[i], i, error};
        if (!check_chain(&reader, law))
            return FALSE;
    }
    return TRUE;
}

// ---- files

void
tnc_packs_law_free(TncLaw *law)
{
    if (!law)
        return;
    g_free(law->id);
    g_free(law->calendar);
    g_ptr_array_unref(law->rules);
    g_free(law);
}

TncLaw *
tnc_packs_law_load(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FileLaw *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncLaw) law = g_new0(TncLaw, 1);
    law->id = g_strdup(file->id);
    law->calendar = g_strdup(file->calendar);
    law->rules = g_ptr_array_new_with_free_func(free_rule);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") || !read_rules(yaml, law, error))
        return NULL;
    return g_steal_pointer(&law);
}

TncLaw *
tnc_packs_law_find(const char *directory, const char *id, GError **error)
{
    g_autofree char *name = g_strconcat(id, ".yaml", NULL);
    g_autofree char *path = g_build_filename(directory, "law", name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS) ? tnc_packs_law_load(path, error) : NULL;
}

static void
free_law(gpointer law)
{
    tnc_packs_law_free(law);
}

GPtrArray *
tnc_packs_law_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "law", error);
    g_autoptr(GPtrArray) laws = g_ptr_array_new_with_free_func(free_law);
    for (guint i = 0; paths && paths[i]; i++) {
        TncLaw *law = tnc_packs_law_load(paths[i], error);
        if (!law)
            return NULL;
        g_ptr_array_add(laws, law);
    }
    return paths ? g_steal_pointer(&laws) : NULL;
}
