// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of law → TncLaw. What a jurist can get wrong without noticing is refused here: a missing
// translation, a rule that starts after itself, tiers out of order, two versions at one time.

#include "packs-law.h"

#include <string.h>
#include "claim-plan.h"
#include "error.h"
#include "packs-law-file.h"

// ---- one rule

typedef struct {
    const TncPacksYaml *yaml;
    const TncPacksLawFileRule *file;
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
    const TncPacksLawFileRule *file = reader->file;
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

// Predicates of which one at most holds.
static const TncPredicate exclusive[][6] = {
    {TNC_PREDICATE_PURCHASE_DISTANCE, TNC_PREDICATE_PURCHASE_SHOP},
    {TNC_PREDICATE_PURCHASE_CARD, TNC_PREDICATE_PURCHASE_PAYPAL, TNC_PREDICATE_PURCHASE_TRANSFER,
     TNC_PREDICATE_PURCHASE_INSTALMENTS},
    {TNC_PREDICATE_WANTS_DELIVERY, TNC_PREDICATE_WANTS_REPAIR, TNC_PREDICATE_WANTS_REPLACEMENT,
     TNC_PREDICATE_WANTS_REFUND, TNC_PREDICATE_WANTS_PRICE_REDUCTION},
    {TNC_PREDICATE_KIND_NOT_DELIVERED, TNC_PREDICATE_KIND_LATE, TNC_PREDICATE_KIND_DEFECTIVE,
     TNC_PREDICATE_KIND_WRONG_ITEM, TNC_PREDICATE_KIND_REFUND_DUE,
     TNC_PREDICATE_KIND_GUARANTEE_REFUSED},
    {TNC_PREDICATE_MERCHANT_EU, TNC_PREDICATE_MERCHANT_OUTSIDE_EU},
    {TNC_PREDICATE_LAW_FR, TNC_PREDICATE_MERCHANT_ABROAD},
};

// Unused places of a row are 0, which is merchant.phone: excluded by nothing.
static gboolean
exclude_each_other(TncPredicate a, TncPredicate b)
{
    gboolean found = FALSE;
    for (guint row = 0; row < G_N_ELEMENTS(exclusive); row++) {
        gboolean has_a = FALSE;
        gboolean has_b = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(exclusive[row]); i++) {
            has_a |= exclusive[row][i] == a && a != TNC_PREDICATE_MERCHANT_PHONE;
            has_b |= exclusive[row][i] == b && b != TNC_PREDICATE_MERCHANT_PHONE;
        }
        found |= has_a && has_b;
    }
    return found && a != b;
}

// The three that the rules themselves decide cannot be asked of a rule.
static gboolean
is_decided_by_rules(TncPredicate predicate)
{
    return predicate == TNC_PREDICATE_LAW_VERIFIED ||
           predicate == TNC_PREDICATE_LAW_SELLER_PAYS_RETURN ||
           predicate == TNC_PREDICATE_LAW_BUYER_PAYS_RETURN;
}

static gboolean
read_dead(const Reader *reader)
{
    const TncLawRule *rule = reader->rule;
    for (guint i = 0; i < rule->when_count; i++) {
        int kind = (int)rule->when[i] - (int)TNC_PREDICATE_KIND_NOT_DELIVERED;
        if (is_decided_by_rules(rule->when[i]))
            return fail(reader, "when",
                        "expected predicates that are known before the rules are judged: the rule "
                        "never applies");
        if (rule->applies_to && kind >= 0 && kind < TNC_CLAIM_COUNT &&
            !(rule->applies_to >> kind & 1))
            return fail(reader, "when",
                        "expected a kind of claim of 'applies_to': the rule never applies");
        for (guint j = 0; j < i; j++)
            if (exclude_each_other(rule->when[i], rule->when[j]))
                return fail(reader, "when",
                            "expected predicates that can hold together: the rule never applies");
    }
    return TRUE;
}

static gboolean
read_validity(const Reader *reader)
{
    const TncPacksLawFileValid *valid = reader->file->valid;
    TncLawRule *rule = reader->rule;
    rule->valid_from = rule->valid_to = TNC_DATE_NONE;
    if (!valid)
        return TRUE;
    rule->keyed_on_event = valid->keyed_on == 1;
    if (!read_day(reader, valid->from, &rule->valid_from, "valid.from") ||
        !read_day(reader, valid->to, &rule->valid_to, "valid.to"))
        return FALSE;
    return rule->valid_from == TNC_DATE_NONE || rule->valid_to == TNC_DATE_NONE ||
           rule->valid_from <= rule->valid_to ||
           fail(reader, "valid.to", "expected a day after 'from', found an earlier one");
}

// Working days are counted one by one, by a calendar.
static gboolean
read_working(const Reader *reader)
{
    const TncPacksLawFile *pack = tnc_packs_yaml_data(reader->yaml);
    const TncLawClock *clock = &reader->rule->clock;
    if (clock->value.months)
        return fail(reader, "clock.value",
                    "expected working days such as P7D, found months or years");
    return clock->calendar || pack->calendar ||
           fail(reader, "clock.unit", "expected the calendar of the working days, found none");
}

static gboolean
read_clock(const Reader *reader)
{
    const TncPacksLawFileClock *file = reader->file->clock;
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
    clock->stops_in_repair = file->stops_in_repair;
    clock->against = file->against ? (TncLawParty)*file->against : reader->rule->binding_on;
    return tnc_packs_yaml_duration(reader->yaml, file->value, &clock->value, reader->error,
                                   "rules[%u].clock.value", reader->index) &&
           (!clock->working || read_working(reader));
}

static gboolean
read_tiers(const Reader *reader)
{
    const TncPacksLawFileRule *file = reader->file;
    int before = 0;
    if (file->tiers_count && !file->clock)
        return fail(reader, "tiers", "expected a 'clock' from which to count, found none");
    for (guint i = 0; i < file->tiers_count; i++) {
        const TncPacksLawFileTier *tier = &file->tiers[i];
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
    const TncPacksLawFileVerification *file = &reader->file->verification;
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
    if (rule->recheck_by == TNC_DATE_NONE)
        return fail(reader, "verification.recheck_by",
                    "expected the day of the next check, found none");
    if (rule->recheck_by <= rule->read_on || rule->recheck_by > rule->read_on + 366)
        return fail(reader, "verification.recheck_by",
                    "expected a day within a year of 'read_on', found another");
    gboolean fresh = rule->text_as_of != TNC_DATE_NONE && rule->text_as_of <= rule->read_on &&
                     rule->text_as_of + 366 >= rule->read_on;
    return fresh || fail(reader, "verification.text_as_of",
                         "expected the day of the text that was read, at most a year before "
                         "'read_on', found another");
}

static gboolean
read_lapse(const Reader *reader)
{
    const TncPacksLawFileLapse *file = reader->file->lapse;
    TncLawLapse *lapse = &reader->rule->lapse;
    int channel = TNC_CHANNEL_NONE;
    if (!file)
        return TRUE;
    if (!reader->rule->has_clock || reader->rule->clock.against != TNC_LAW_PARTY_BUYER)
        return fail(reader, "lapse", "expected a 'clock' against the buyer, found none");
    if (!tnc_packs_yaml_word(reader->yaml, TNC_WORDS_TncChannel, file->channel, &channel,
                             reader->error, "rules[%u].lapse.channel", reader->index) ||
        !tnc_packs_yaml_predicates(reader->yaml, file->when, file->when_count,
                                   TNC_LAW_MAX_CONDITIONS, lapse->when, &lapse->when_count,
                                   reader->error, "rules[%u].lapse.when", reader->index))
        return FALSE;
    if (file->days < 0 || file->days > 90)
        return fail(reader, "lapse.days", "expected 1 to 90 days, found another number");
    lapse->channel = (TncChannel)channel;
    lapse->move = g_strdup(file->move);
    lapse->days = file->days ? file->days : TNC_PLAN_LAPSE_DAYS;
    return TRUE;
}

static gboolean
read_stake(const Reader *reader)
{
    const TncPacksLawFileStake *file = reader->file->stake;
    TncLawStake *stake = &reader->rule->stake;
    if (!file)
        return TRUE;
    for (const char *c = file->currency; *c; c++)
        if (!g_ascii_isupper(*c))
            return fail(reader, "stake.currency", "expected a code such as EUR, found another");
    if (file->over < 0 || (file->most ? file->most <= file->over : file->over == 0))
        return fail(reader, "stake", "expected 'most' above 'over', found no sum between them");
    *stake = (TncLawStake){g_strdup(file->currency), file->over, file->most};
    return TRUE;
}

static void
copy_texts(const TncPacksLawFileRule *file, TncLawRule *rule)
{
    static const char *const confidence_names[] = {"high", "medium", "low"};
    rule->effect[0] = g_strdup(file->effect.fr);
    rule->effect[1] = g_strdup(file->effect.en);
    rule->pending[0] = g_strdup(file->pending ? file->pending->fr : NULL);
    rule->pending[1] = g_strdup(file->pending ? file->pending->en : NULL);
    rule->source = g_strdup(file->source);
    rule->source_en = g_strdup(file->source_en);
    rule->url = g_strdup(file->url);
    rule->confidence = g_strdup(confidence_names[file->confidence]);
}

static gboolean
read_rule(const Reader *reader)
{
    const TncPacksLawFileRule *file = reader->file;
    TncLawRule *rule = reader->rule;
    rule->id = g_strdup(file->id);
    rule->kind = (TncLawKind)file->kind;
    rule->nature = (TncLawNature)file->nature;
    rule->binding_on = (TncLawParty)file->binding_on;
    rule->reach = (TncLawReach)file->reach;
    rule->return_cost = (TncLawCost)file->return_cost;
    copy_texts(file, rule);
    if (!tnc_packs_yaml_id(reader->yaml, file->id, NULL, reader->error, "rules[%u].id",
                           reader->index))
        return FALSE;
    if (file->url && !g_str_has_prefix(file->url, "https://"))
        return fail(reader, "url", "expected an address that begins with https://, found another");
    return read_kinds(reader) && read_conditions(reader) && read_dead(reader) &&
           read_validity(reader) && read_clock(reader) && read_tiers(reader) &&
           read_lapse(reader) && read_stake(reader) && read_verification(reader);
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
    const TncPacksLawFile *file = tnc_packs_yaml_data(yaml);
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
    g_free(law->jurisdiction);
    g_strfreev(law->languages);
    g_ptr_array_unref(law->rules);
    g_free(law);
}

static gboolean
check_languages(const TncPacksYaml *yaml, const TncPacksLawFile *file, GError **error)
{
    for (guint i = 0; i < file->languages_count; i++) {
        const char *code = file->languages[i];
        gsize length = strspn(code, "abcdefghijklmnopqrstuvwxyz");
        g_autofree char *path = g_strdup_printf("languages[%u]", i);
        if (length < 2 || length > 3 || code[length])
            return tnc_packs_yaml_fail(
                yaml, error, path, "expected the code of a language such as fr, found '%s'", code);
    }
    return TRUE;
}

static TncLaw *
read_law(const TncPacksYaml *yaml, const char *stem, GError **error)
{
    const TncPacksLawFile *file = tnc_packs_yaml_data(yaml);
    g_autoptr(TncLaw) law = g_new0(TncLaw, 1);
    g_autoptr(GStrvBuilder) languages = g_strv_builder_new();
    for (guint i = 0; i < file->languages_count; i++)
        g_strv_builder_add(languages, file->languages[i]);
    law->id = g_strdup(file->id);
    law->jurisdiction = g_strdup(file->jurisdiction);
    law->calendar = g_strdup(file->calendar);
    law->languages = g_strv_builder_end(languages);
    law->rules = g_ptr_array_new_with_free_func(free_rule);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !check_languages(yaml, file, error) || !read_rules(yaml, law, error))
        return NULL;
    return g_steal_pointer(&law);
}

TncLaw *
tnc_packs_law_load(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, tnc_packs_law_file_schema(), error);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    return yaml ? read_law(yaml, stem, error) : NULL;
}

TncLaw *
tnc_packs_law_parse(const char *bytes, gsize size, const char *file, GError **error)
{
    g_autoptr(TncPacksYaml) yaml =
        tnc_packs_yaml_parse(bytes, size, file, tnc_packs_law_file_schema(), error);
    return yaml ? read_law(yaml, NULL, error) : NULL;
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
