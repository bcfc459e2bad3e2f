// SPDX-License-Identifier: AGPL-3.0-or-later
// The shape of a file of packs/law. schema/packs/law.json says the same to editors.

#include "packs-law-file.h"

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define STRICT CYAML_FLAG_STRICT
#define OPTIONAL (CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL)

#define KIND(code, name) {name, TNC_LAW_##code},
#define NATURE(code, name) {name, TNC_LAW_NATURE_##code},
#define PARTY(code, name) {name, TNC_LAW_PARTY_##code},
#define STATUS(code, name) {name, TNC_LAW_STATUS_##code},
#define START(code, name) {name, TNC_LAW_START_##code},
#define COST(code, name) {name, TNC_LAW_COST_##code},
#define REACH(code, name) {name, TNC_LAW_REACH_##code},
#define COUNTING(code, name) {name, TNC_LAW_COUNTING_##code},
static const cyaml_strval_t kinds[] = {TNC_LAW_KINDS(KIND)};
static const cyaml_strval_t natures[] = {TNC_LAW_NATURES(NATURE)};
static const cyaml_strval_t parties[] = {TNC_LAW_PARTIES(PARTY)};
static const cyaml_strval_t statuses[] = {TNC_LAW_STATUSES(STATUS)};
static const cyaml_strval_t starts[] = {TNC_LAW_STARTS(START)};
static const cyaml_strval_t countings[] = {TNC_LAW_COUNTINGS(COUNTING)};
static const cyaml_strval_t costs[] = {TNC_LAW_COSTS(COST)};
static const cyaml_strval_t reaches[] = {TNC_LAW_REACHES(REACH)};
static const cyaml_strval_t units[] = {{"calendar", 0}, {"working", 1}};
static const cyaml_strval_t counts[] = {{"sent", 0}, {"received", 1}};
static const cyaml_strval_t keys[] = {{"contract", 0}, {"event", 1}};
static const cyaml_strval_t confidences[] = {{"high", 0}, {"medium", 1}, {"low", 2}};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 40)};
static const cyaml_schema_value_t start_value = {
    CYAML_VALUE_ENUM(STRICT, int, starts, TNC_LAW_START_COUNT)};

static const cyaml_schema_field_t effect_fields[] = {
    CYAML_FIELD_STRING_PTR("fr", MUST, TncPacksLawFileEffect, fr, 1, 500),
    CYAML_FIELD_STRING_PTR("en", MUST, TncPacksLawFileEffect, en, 1, 500), CYAML_FIELD_END};
static const cyaml_schema_field_t valid_fields[] = {
    CYAML_FIELD_STRING_PTR("from", MAY, TncPacksLawFileValid, from, 10, 10),
    CYAML_FIELD_STRING_PTR("to", MAY, TncPacksLawFileValid, to, 10, 10),
    CYAML_FIELD_ENUM("keyed_on", OPTIONAL, TncPacksLawFileValid, keyed_on, keys, 2),
    CYAML_FIELD_END};
static const cyaml_schema_field_t clock_fields[] = {
    CYAML_FIELD_SEQUENCE("start", MAY, TncPacksLawFileClock, start, &start_value, 1,
                         TNC_LAW_MAX_STARTS),
    CYAML_FIELD_STRING_PTR("after", MAY, TncPacksLawFileClock, after, 1, 80),
    CYAML_FIELD_ENUM_PTR("not_before", STRICT | MAY, TncPacksLawFileClock, not_before, starts,
                         TNC_LAW_START_COUNT),
    CYAML_FIELD_STRING_PTR("value", MUST, TncPacksLawFileClock, value, 1, 12),
    CYAML_FIELD_ENUM("unit", OPTIONAL, TncPacksLawFileClock, unit, units, 2),
    CYAML_FIELD_STRING_PTR("calendar", MAY, TncPacksLawFileClock, calendar, 1, 40),
    CYAML_FIELD_ENUM("counting", OPTIONAL, TncPacksLawFileClock, counting, countings,
                     TNC_LAW_COUNTING_COUNT),
    CYAML_FIELD_ENUM("counts_on", OPTIONAL, TncPacksLawFileClock, counts_on, counts, 2),
    CYAML_FIELD_BOOL("stops_in_repair", CYAML_FLAG_OPTIONAL, TncPacksLawFileClock, stops_in_repair),
    CYAML_FIELD_ENUM_PTR("against", STRICT | MAY, TncPacksLawFileClock, against, parties,
                         TNC_LAW_PARTY_COUNT),
    CYAML_FIELD_END};
static const cyaml_schema_field_t lapse_fields[] = {
    CYAML_FIELD_STRING_PTR("channel", MUST, TncPacksLawFileLapse, channel, 1, 20),
    CYAML_FIELD_STRING_PTR("move", MAY, TncPacksLawFileLapse, move, 1, 40),
    CYAML_FIELD_SEQUENCE("when", MAY, TncPacksLawFileLapse, when, &word, 1, TNC_LAW_MAX_CONDITIONS),
    CYAML_FIELD_INT("days", CYAML_FLAG_OPTIONAL, TncPacksLawFileLapse, days), CYAML_FIELD_END};
static const cyaml_schema_field_t stake_fields[] = {
    CYAML_FIELD_STRING_PTR("currency", MUST, TncPacksLawFileStake, currency, 3, 3),
    CYAML_FIELD_INT("over", CYAML_FLAG_OPTIONAL, TncPacksLawFileStake, over),
    CYAML_FIELD_INT("most", CYAML_FLAG_OPTIONAL, TncPacksLawFileStake, most), CYAML_FIELD_END};
static const cyaml_schema_field_t tier_fields[] = {
    CYAML_FIELD_INT("until", CYAML_FLAG_OPTIONAL, TncPacksLawFileTier, until),
    CYAML_FIELD_INT("percent", CYAML_FLAG_OPTIONAL, TncPacksLawFileTier, percent),
    CYAML_FIELD_INT("per_month", CYAML_FLAG_OPTIONAL, TncPacksLawFileTier, per_month),
    CYAML_FIELD_INT("cap", CYAML_FLAG_OPTIONAL, TncPacksLawFileTier, cap),
    CYAML_FIELD_BOOL("interest", CYAML_FLAG_OPTIONAL, TncPacksLawFileTier, interest),
    CYAML_FIELD_END};
static const cyaml_schema_value_t tier_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksLawFileTier, tier_fields)};
static const cyaml_schema_field_t verification_fields[] = {
    CYAML_FIELD_ENUM("status", STRICT, TncPacksLawFileVerification, status, statuses,
                     TNC_LAW_STATUS_COUNT),
    CYAML_FIELD_STRING_PTR("read_on", MAY, TncPacksLawFileVerification, read_on, 10, 10),
    CYAML_FIELD_STRING_PTR("text_as_of", MAY, TncPacksLawFileVerification, text_as_of, 10, 10),
    CYAML_FIELD_STRING_PTR("recheck_by", MAY, TncPacksLawFileVerification, recheck_by, 10, 10),
    CYAML_FIELD_END};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, TncPacksLawFileRule, id, 1, 80),
    CYAML_FIELD_ENUM("kind", STRICT, TncPacksLawFileRule, kind, kinds, TNC_LAW_KIND_COUNT),
    CYAML_FIELD_ENUM("nature", STRICT, TncPacksLawFileRule, nature, natures, TNC_LAW_NATURE_COUNT),
    CYAML_FIELD_ENUM("binding_on", STRICT, TncPacksLawFileRule, binding_on, parties,
                     TNC_LAW_PARTY_COUNT),
    CYAML_FIELD_SEQUENCE("applies_to", MAY, TncPacksLawFileRule, applies_to, &word, 1,
                         TNC_CLAIM_COUNT),
    CYAML_FIELD_SEQUENCE("when", MAY, TncPacksLawFileRule, when, &word, 1, TNC_LAW_MAX_CONDITIONS),
    CYAML_FIELD_SEQUENCE("unless", MAY, TncPacksLawFileRule, unless, &word, 1,
                         TNC_LAW_MAX_CONDITIONS),
    CYAML_FIELD_MAPPING_PTR("valid", MAY, TncPacksLawFileRule, valid, valid_fields),
    CYAML_FIELD_MAPPING_PTR("clock", MAY, TncPacksLawFileRule, clock, clock_fields),
    CYAML_FIELD_SEQUENCE("tiers", MAY, TncPacksLawFileRule, tiers, &tier_value, 1,
                         TNC_LAW_MAX_TIERS),
    CYAML_FIELD_MAPPING_PTR("lapse", MAY, TncPacksLawFileRule, lapse, lapse_fields),
    CYAML_FIELD_ENUM("reach", OPTIONAL, TncPacksLawFileRule, reach, reaches, TNC_LAW_REACH_COUNT),
    CYAML_FIELD_MAPPING_PTR("stake", MAY, TncPacksLawFileRule, stake, stake_fields),
    CYAML_FIELD_ENUM("return_cost", OPTIONAL, TncPacksLawFileRule, return_cost, costs,
                     TNC_LAW_COST_COUNT),
    CYAML_FIELD_MAPPING("effect", CYAML_FLAG_DEFAULT, TncPacksLawFileRule, effect, effect_fields),
    CYAML_FIELD_STRING_PTR("source", MUST, TncPacksLawFileRule, source, 1, 300),
    CYAML_FIELD_STRING_PTR("source_en", MAY, TncPacksLawFileRule, source_en, 1, 300),
    CYAML_FIELD_STRING_PTR("url", MAY, TncPacksLawFileRule, url, 1, 200),
    CYAML_FIELD_MAPPING("verification", CYAML_FLAG_DEFAULT, TncPacksLawFileRule, verification,
                        verification_fields),
    CYAML_FIELD_MAPPING_PTR("pending", MAY, TncPacksLawFileRule, pending, effect_fields),
    CYAML_FIELD_ENUM("confidence", STRICT, TncPacksLawFileRule, confidence, confidences, 3),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksLawFileRule, rule_fields)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, TncPacksLawFile, id, 1, 20),
    CYAML_FIELD_STRING_PTR("jurisdiction", MUST, TncPacksLawFile, jurisdiction, 1, 200),
    CYAML_FIELD_STRING_PTR("calendar", MAY, TncPacksLawFile, calendar, 1, 40),
    CYAML_FIELD_SEQUENCE("languages", MAY, TncPacksLawFile, languages, &word, 1, 8),
    CYAML_FIELD_SEQUENCE("rules", MUST, TncPacksLawFile, rules, &rule_value, 1, 400),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, TncPacksLawFile, fields)};

const cyaml_schema_value_t *
tnc_packs_law_file_schema(void)
{
    return &schema;
}
