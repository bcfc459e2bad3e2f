// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads the personas and checks what the simulator relies on: words, durations, dates.

#include "packs-persona.h"
#include "instant.h"

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

#define TEXT(flag, type, field, most) CYAML_FIELD_STRING_PTR(#field, flag, type, field, 1, most)

static const cyaml_schema_field_t reply_fields[] = {
    TEXT(MUST, TncPacksPersonaReply, to, 20),
    TEXT(MUST, TncPacksPersonaReply, after, 20),
    TEXT(MAY, TncPacksPersonaReply, channel, 20),
    TEXT(MAY, TncPacksPersonaReply, agent, 80),
    TEXT(MAY, TncPacksPersonaReply, text, 4000),
    TEXT(MAY, TncPacksPersonaReply, subject, 200),
    TEXT(MAY, TncPacksPersonaReply, automatic, 40),
    TEXT(MAY, TncPacksPersonaReply, contact, 20),
    TEXT(MAY, TncPacksPersonaReply, remedy, 20),
    CYAML_FIELD_BOOL("also", CYAML_FLAG_OPTIONAL, TncPacksPersonaReply, also),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t reply = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksPersonaReply, reply_fields)};

static const cyaml_schema_field_t step_fields[] = {
    TEXT(MUST, TncPacksPersonaStep, step, 40),
    TEXT(MUST, TncPacksPersonaStep, result, 400),
    TEXT(MAY, TncPacksPersonaStep, finding, 400),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t step = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, TncPacksPersonaStep, step_fields)};

static const cyaml_schema_field_t merchant_fields[] = {
    TEXT(MUST, TncPacksPersonaMerchant, name, 100),
    TEXT(MUST, TncPacksPersonaMerchant, role, 20),
    TEXT(MUST, TncPacksPersonaMerchant, country, 2),
    TEXT(MUST, TncPacksPersonaMerchant, language, 8),
    TEXT(MAY, TncPacksPersonaMerchant, email, 100),
    TEXT(MAY, TncPacksPersonaMerchant, phone, 30),
    TEXT(MAY, TncPacksPersonaMerchant, form_url, 200),
    TEXT(MAY, TncPacksPersonaMerchant, handle, 100),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t purchase_fields[] = {
    TEXT(MUST, TncPacksPersonaPurchase, item, 100),
    TEXT(MAY, TncPacksPersonaPurchase, order_number, 60),
    CYAML_FIELD_INT("price", CYAML_FLAG_DEFAULT, TncPacksPersonaPurchase, price),
    TEXT(MUST, TncPacksPersonaPurchase, currency, 3),
    TEXT(MAY, TncPacksPersonaPurchase, ordered_on, 10),
    TEXT(MAY, TncPacksPersonaPurchase, expected_on, 10),
    TEXT(MAY, TncPacksPersonaPurchase, delivered_on, 10),
    TEXT(MUST, TncPacksPersonaPurchase, where, 10),
    TEXT(MUST, TncPacksPersonaPurchase, payment, 12),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t file_fields[] = {
    TEXT(MUST, TncPacksPersonaFile, id, 40),
    TEXT(MUST, TncPacksPersonaFile, title_fr, 200),
    TEXT(MUST, TncPacksPersonaFile, title_en, 200),
    TEXT(MUST, TncPacksPersonaFile, start, 40),
    TEXT(MUST, TncPacksPersonaFile, buyer, 80),
    TEXT(MUST, TncPacksPersonaFile, about, 400),
    TEXT(MUST, TncPacksPersonaFile, kind, 20),
    TEXT(MUST, TncPacksPersonaFile, wants, 20),
    CYAML_FIELD_MAPPING("merchant", CYAML_FLAG_DEFAULT, TncPacksPersonaFile, merchant,
                        merchant_fields),
    CYAML_FIELD_MAPPING("purchase", CYAML_FLAG_DEFAULT, TncPacksPersonaFile, purchase,
                        purchase_fields),
    CYAML_FIELD_SEQUENCE("steps", MAY, TncPacksPersonaFile, steps, &step, 0, 40),
    CYAML_FIELD_SEQUENCE("replies", MUST, TncPacksPersonaFile, replies, &reply, 1, 100),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, TncPacksPersonaFile, file_fields)};

static gboolean
check_reply(const TncPacksYaml *yaml, const TncPacksPersonaReply *one, guint i, GError **error)
{
    int value;
    TncDuration duration;
    return tnc_packs_yaml_word(yaml, TNC_WORDS_TncChannel, one->to, &value, error, "replies[%u].to",
                               i) &&
           tnc_packs_yaml_word(yaml, TNC_WORDS_TncChannel, one->channel, &value, error,
                               "replies[%u].channel", i) &&
           tnc_packs_yaml_word(yaml, TNC_WORDS_TncContact, one->contact, &value, error,
                               "replies[%u].contact", i) &&
           tnc_packs_yaml_word(yaml, TNC_WORDS_TncRemedy, one->remedy, &value, error,
                               "replies[%u].remedy", i) &&
           tnc_packs_yaml_duration(yaml, one->after, &duration, error, "replies[%u].after", i);
}

static gboolean
check_file(const TncPacksYaml *yaml, const TncPacksPersonaFile *file, GError **error)
{
    int value;
    if (tnc_instant_parse(file->start, NULL) == TNC_INSTANT_NONE)
        return tnc_packs_yaml_fail(
            yaml, error, "start",
            "expected an instant such as 2026-03-02T09:00:00+01:00, found '%s'", file->start);
    for (guint i = 0; i < file->replies_count; i++)
        if (!check_reply(yaml, &file->replies[i], i, error))
            return FALSE;
    return tnc_packs_yaml_word(yaml, TNC_WORDS_TncClaimKind, file->kind, &value, error, "kind") &&
           tnc_packs_yaml_word(yaml, TNC_WORDS_TncRemedy, file->wants, &value, error, "wants");
}

static void
persona_free(gpointer data)
{
    TncPacksPersona *persona = data;
    tnc_packs_yaml_free(persona->yaml);
    g_free(persona);
}

gboolean
tnc_packs_persona_check(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    return yaml && check_file(yaml, tnc_packs_yaml_data(yaml), error);
}

GPtrArray *
tnc_packs_persona_load(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "personas", error);
    g_autoptr(GPtrArray) personas = g_ptr_array_new_with_free_func(persona_free);
    for (guint i = 0; paths && paths[i]; i++) {
        g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(paths[i], &schema, error);
        const TncPacksPersonaFile *file = yaml ? tnc_packs_yaml_data(yaml) : NULL;
        if (!file || !check_file(yaml, file, error))
            return NULL;
        TncPacksPersona *persona = g_new0(TncPacksPersona, 1);
        persona->file = file;
        persona->yaml = g_steal_pointer(&yaml);
        g_ptr_array_add(personas, persona);
    }
    return paths ? g_steal_pointer(&personas) : NULL;
}
