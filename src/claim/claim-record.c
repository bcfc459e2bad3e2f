// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading and writing of merchant, purchase and claim. Fields are checked against one table a record, so that an
// unknown or missing one is named; the meaning of the values is left to the engine.

#include "claim-record.h"
#include "error.h"

#define MAX_TEXT 4000
#define MAX_LIST 50

typedef struct {
    const char *name;
    gboolean needed;
} Field;

static const Field merchant_fields[] = {
    {"ref", TRUE},
    {"name", TRUE},
    {"role", FALSE},
    {"country", FALSE},
    {"languages", FALSE},
    {"emails", FALSE},
    {"domains", FALSE},
    {"phone", FALSE},
    {"form_url", FALSE},
    {"handles", FALSE},
    {"postal_address", FALSE},
    {"registration_number", FALSE},
    {"mediator", FALSE},
    {NULL, FALSE},
};
static const Field purchase_fields[] = {
    {"ref", TRUE},
    {"merchant", TRUE},
    {"item", TRUE},
    {"order_number", FALSE},
    {"serial", FALSE},
    {"price", FALSE},
    {"ordered_on", FALSE},
    {"expected_on", FALSE},
    {"delivered_on", FALSE},
    {"where", FALSE},
    {"payment", FALSE},
    {"second_hand", FALSE},
    {"guarantee_until", FALSE},
    {NULL, FALSE},
};
static const Field claim_fields[] = {
    {"ref", TRUE},       {"purchase", TRUE}, {"kind", TRUE}, {"wants", TRUE},
    {"language", FALSE}, {"ladder", FALSE},  {NULL, FALSE},
};

static gboolean
is_known(const Field *fields, const char *name)
{
    for (; fields->name; fields++)
        if (g_str_equal(fields->name, name))
            return TRUE;
    return g_str_equal(name, "type");
}

static char *
names_of(const Field *fields)
{
    GString *names = g_string_new(NULL);
    for (; fields->name; fields++)
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", fields->name);
    return g_string_free(names, FALSE);
}

static gboolean
is_absent(const json_t *value)
{
    return !value || json_is_null(value);
}

static gboolean
check_fields(const json_t *object, const Field *fields, GError **error)
{
    if (!json_is_object(object))
        return tnc_error_set(error, TNC_ERROR_INPUT, "expected a JSON object");
    for (void *i = json_object_iter((json_t *)(gintptr)object); i;
         i = json_object_iter_next((json_t *)(gintptr)object, i)) {
        if (is_known(fields, json_object_iter_key(i)))
            continue;
        g_autofree char *names = names_of(fields);
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field '%s' is not known here: expected one of %s",
                             json_object_iter_key(i), names);
    }
    for (; fields->name; fields++)
        if (fields->needed && is_absent(json_object_get(object, fields->name)))
            return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s' is missing", fields->name);
    return TRUE;
}

// A text field, copied; NULL when absent. An empty text is refused: it would pass for a known fact.
static gboolean
take_text(const json_t *object, const char *field, char **text_out, GError **error)
{
    const char *text;
    if (!tnc_json_get_string(object, field, &text, error))
        return FALSE;
    if (text && (!*text || strlen(text) > MAX_TEXT))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field '%s': expected a text of 1 to %d bytes, or null", field,
                             MAX_TEXT);
    g_free(*text_out);
    *text_out = g_strdup(text);
    return TRUE;
}

// A word of a closed set; FALLBACK when absent.
static gboolean
take_word(const json_t *object, const char *field, TncWordSet set, int fallback, int *value_out,
          GError **error)
{
    const char *word;
    if (!tnc_json_get_string(object, field, &word, error))
        return FALSE;
    int value = word ? tnc_claim_words_parse(set, word) : fallback;
    if (value < 0) {
        g_autofree char *names = tnc_claim_words_list(set);
        return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s': expected one of %s, found '%s'",
                             field, names, word);
    }
    *value_out = value;
    return TRUE;
}

static gboolean
take_list(const json_t *object, const char *field, GStrv *list_out, GError **error)
{
    const json_t *list = json_object_get(object, field);
    gboolean none = !list || json_is_null(list);
    if (!none && (!json_is_array(list) || json_array_size(list) > MAX_LIST))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field '%s': expected a list of at most %d texts", field, MAX_LIST);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (gsize i = 0; !none && i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || !*text || strlen(text) > MAX_TEXT)
            return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s[%u]': expected a text", field,
                                 (guint)i);
        g_strv_builder_add(builder, text);
    }
    g_strfreev(*list_out);
    *list_out = g_strv_builder_end(builder);
    return TRUE;
}

static gboolean
take_country(const json_t *object, char country_out[3], GError **error)
{
    const char *country;
    if (!tnc_json_get_string(object, "country", &country, error))
        return FALSE;
    if (country &&
        (strlen(country) != 2 || !g_ascii_isupper(country[0]) || !g_ascii_isupper(country[1])))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field 'country': expected two capital letters such as FR, found '%s'",
                             country);
    g_strlcpy(country_out, country ? country : "", 3);
    return TRUE;
}

static gboolean
take_object(const json_t *object, const char *field, json_t **value_out, GError **error)
{
    json_t *value = json_object_get(object, field);
    if (value && !json_is_null(value) && !json_is_object(value))
        return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s': expected an object", field);
    json_decref(*value_out);
    *value_out = json_is_object(value) ? json_incref(value) : NULL;
    return TRUE;
}

static gboolean
check_handles(const json_t *handles, GError **error)
{
    for (void *i = json_object_iter((json_t *)(gintptr)handles); i;
         i = json_object_iter_next((json_t *)(gintptr)handles, i))
        if (!json_is_string(json_object_iter_value(i)))
            return tnc_error_set(error, TNC_ERROR_INPUT, "field 'handles.%s': expected a text",
                                 json_object_iter_key(i));
    return TRUE;
}

static void
lower_all(GStrv list)
{
    for (; *list; list++) {
        char *lower = g_utf8_strdown(*list, -1);
        g_free(*list);
        *list = lower;
    }
}

TncMerchant *
tnc_claim_record_parse_merchant(const json_t *object, GError **error)
{
    g_autoptr(TncMerchant) merchant = g_new0(TncMerchant, 1);
    int role = 0;
    if (!check_fields(object, merchant_fields, error) ||
        !take_text(object, "ref", &merchant->ref, error) ||
        !take_text(object, "name", &merchant->name, error) ||
        !take_word(object, "role", TNC_WORDS_TncRole, TNC_ROLE_ONLINE_SHOP, &role, error) ||
        !take_country(object, merchant->country, error) ||
        !take_list(object, "languages", &merchant->languages, error) ||
        !take_list(object, "emails", &merchant->emails, error) ||
        !take_list(object, "domains", &merchant->domains, error) ||
        !take_text(object, "phone", &merchant->phone, error) ||
        !take_text(object, "form_url", &merchant->form_url, error) ||
        !take_object(object, "handles", &merchant->handles, error) ||
        !take_text(object, "postal_address", &merchant->postal_address, error) ||
        !take_text(object, "registration_number", &merchant->registration_number, error) ||
        !take_object(object, "mediator", &merchant->mediator, error))
        return NULL;
    if (!merchant->handles)
        merchant->handles = json_object();
    if (!check_handles(merchant->handles, error))
        return NULL;
    lower_all(merchant->domains);
    merchant->role = (TncRole)role;
    return g_steal_pointer(&merchant);
}

TncPurchase *
tnc_claim_record_parse_purchase(const json_t *object, GError **error)
{
    g_autoptr(TncPurchase) purchase = g_new0(TncPurchase, 1);
    int where = 0;
    int payment = 0;
    if (!check_fields(object, purchase_fields, error) ||
        !take_text(object, "ref", &purchase->ref, error) ||
        !take_text(object, "merchant", &purchase->merchant, error) ||
        !take_text(object, "item", &purchase->item, error) ||
        !take_text(object, "order_number", &purchase->order_number, error) ||
        !take_text(object, "serial", &purchase->serial, error) ||
        !tnc_json_get_money(object, "price", &purchase->price, error) ||
        !tnc_json_get_date(object, "ordered_on", &purchase->ordered_on, error) ||
        !tnc_json_get_date(object, "expected_on", &purchase->expected_on, error) ||
        !tnc_json_get_date(object, "delivered_on", &purchase->delivered_on, error) ||
        !take_word(object, "where", TNC_WORDS_TncWhere, TNC_WHERE_DISTANCE, &where, error) ||
        !take_word(object, "payment", TNC_WORDS_TncPayment, TNC_PAYMENT_OTHER, &payment, error) ||
        !tnc_json_get_boolean(object, "second_hand", &purchase->second_hand, error) ||
        !tnc_json_get_date(object, "guarantee_until", &purchase->guarantee_until, error))
        return NULL;
    purchase->where = (TncWhere)where;
    purchase->payment = (TncPayment)payment;
    return g_steal_pointer(&purchase);
}

TncClaim *
tnc_claim_record_parse_claim(const json_t *object, GError **error)
{
    g_autoptr(TncClaim) claim = g_new0(TncClaim, 1);
    const char *language = NULL;
    int kind = 0;
    int wants = 0;
    if (!check_fields(object, claim_fields, error) ||
        !take_text(object, "ref", &claim->ref, error) ||
        !take_text(object, "purchase", &claim->purchase, error) ||
        !take_word(object, "kind", TNC_WORDS_TncClaimKind, 0, &kind, error) ||
        !take_word(object, "wants", TNC_WORDS_TncRemedy, 0, &wants, error) ||
        !tnc_json_get_string(object, "language", &language, error) ||
        !take_text(object, "ladder", &claim->ladder, error))
        return NULL;
    if (language && !g_str_equal(language, "fr") && !g_str_equal(language, "en")) {
        tnc_error_set(error, TNC_ERROR_INPUT, "field 'language': expected fr or en, found '%s'",
                      language);
        return NULL;
    }
    g_strlcpy(claim->language, language ? language : "fr", sizeof claim->language);
    claim->kind = (TncClaimKind)kind;
    claim->wants = (TncRemedy)wants;
    return g_steal_pointer(&claim);
}

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
list_of(const GStrv list)
{
    json_t *array = json_array();
    for (guint i = 0; list[i]; i++)
        json_array_append_new(array, json_string(list[i]));
    return array;
}

// Optional fields are written only when they say something: an export stays as short as what was imported.
static void
set_if_text(json_t *object, const char *field, const char *text)
{
    if (text)
        json_object_set_new(object, field, json_string(text));
}

json_t *
tnc_claim_record_format_merchant(const TncMerchant *merchant)
{
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:O}", "type", "merchant",
                  "ref", merchant->ref, "name", merchant->name, "role",
                  tnc_claim_words_name(TNC_WORDS_TncRole, (int)merchant->role), "country",
                  text_or_null(merchant->country[0] ? merchant->country : NULL), "languages",
                  list_of(merchant->languages), "emails", list_of(merchant->emails), "domains",
                  list_of(merchant->domains), "phone", text_or_null(merchant->phone), "form_url",
                  text_or_null(merchant->form_url), "handles", merchant->handles);
    set_if_text(object, "postal_address", merchant->postal_address);
    set_if_text(object, "registration_number", merchant->registration_number);
    if (merchant->mediator)
        json_object_set(object, "mediator", merchant->mediator);
    return object;
}

json_t *
tnc_claim_record_format_purchase(const TncPurchase *purchase)
{
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:b}", "type", "purchase", "ref",
        purchase->ref, "merchant", purchase->merchant, "item", purchase->item, "order_number",
        text_or_null(purchase->order_number), "price", tnc_json_money(&purchase->price),
        "ordered_on", tnc_json_date(purchase->ordered_on), "expected_on",
        tnc_json_date(purchase->expected_on), "delivered_on", tnc_json_date(purchase->delivered_on),
        "where", tnc_claim_words_name(TNC_WORDS_TncWhere, (int)purchase->where), "payment",
        tnc_claim_words_name(TNC_WORDS_TncPayment, (int)purchase->payment), "second_hand",
        purchase->second_hand);
    set_if_text(object, "serial", purchase->serial);
    if (purchase->guarantee_until != TNC_DATE_NONE)
        json_object_set_new(object, "guarantee_until", tnc_json_date(purchase->guarantee_until));
    return object;
}

json_t *
tnc_claim_record_format_claim(const TncClaim *claim)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "type", "claim", "ref", claim->ref,
                     "purchase", claim->purchase, "kind",
                     tnc_claim_words_name(TNC_WORDS_TncClaimKind, (int)claim->kind), "wants",
                     tnc_claim_words_name(TNC_WORDS_TncRemedy, (int)claim->wants), "language",
                     claim->language, "ladder", text_or_null(claim->ladder));
}

void
tnc_claim_record_merchant_free(TncMerchant *merchant)
{
    if (!merchant)
        return;
    g_free(merchant->ref);
    g_free(merchant->name);
    g_strfreev(merchant->languages);
    g_strfreev(merchant->emails);
    g_strfreev(merchant->domains);
    g_free(merchant->phone);
    g_free(merchant->form_url);
    json_decref(merchant->handles);
    g_free(merchant->postal_address);
    g_free(merchant->registration_number);
    json_decref(merchant->mediator);
    g_free(merchant);
}

void
tnc_claim_record_purchase_free(TncPurchase *purchase)
{
    if (!purchase)
        return;
    g_free(purchase->ref);
    g_free(purchase->merchant);
    g_free(purchase->item);
    g_free(purchase->order_number);
    g_free(purchase->serial);
    g_free(purchase);
}

void
tnc_claim_record_claim_free(TncClaim *claim)
{
    if (!claim)
        return;
    g_free(claim->ref);
    g_free(claim->purchase);
    g_free(claim->ladder);
    g_free(claim);
}
