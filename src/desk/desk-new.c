// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers become records here; desk-record.c writes them.

#include "desk-new.h"
#include "country.h"
#include "desk-case.h"
#include "desk-date.h"
#include "desk-index.h"
#include "desk-record.h"
#include "desk-speech.h"
#include "error.h"

#define _(text) gettext(text)

gboolean
tnc_desk_new_date_field(TncDesk *desk, json_t *object, const char *field, GError **error)
{
    TncDate date;
    const char *text = tnc_json_string_or(object, field, NULL);
    if (text && !*text)
        return json_object_del(object, field) == 0;
    if (!text || tnc_date_parse(text) != TNC_DATE_NONE)
        return TRUE;
    if (!tnc_desk_date_parse(desk, text, &date, error))
        return FALSE;
    return json_object_set_new(object, field, tnc_json_date(date)) == 0;
}

gboolean
tnc_desk_new_money_field(json_t *object, const char *field, const char *currency, GError **error)
{
    TncMoney money;
    const char *text = tnc_json_string_or(object, field, NULL);
    if (text && !*text)
        return json_object_del(object, field) == 0;
    if (!text)
        return TRUE;
    if (!tnc_money_parse(text, *currency ? currency : "EUR", &money))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             _("'%s' is not an amount: write 249,90 or 249.90 EUR"), text);
    return json_object_set_new(object, field, tnc_json_money(&money)) == 0;
}

gboolean
tnc_desk_new_country(char **value, GError **error)
{
    char code[TNC_COUNTRY_BUFFER];
    if (!tnc_country_parse(*value, code))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             _("'%s' is no country: two letters such as FR"), *value);
    g_free(*value);
    *value = g_strdup(code);
    return TRUE;
}

// The field of a seller: nothing where nothing is known.
static gboolean
country_field(json_t *merchant, GError **error)
{
    g_autofree char *value = g_strdup(tnc_json_string_or(merchant, "country", ""));
    if (!*value)
        return TRUE;
    return tnc_desk_new_country(&value, error) &&
           json_object_set_new(merchant, "country", json_string(value)) == 0;
}

static json_t *
part_of(const json_t *answers, const char *field, GError **error)
{
    const json_t *part = json_object_get(answers, field);
    if (json_is_object(part))
        return json_deep_copy(part);
    tnc_error_set(error, TNC_ERROR_INPUT, "%s: expected an object", field);
    return NULL;
}

// A mail of the seller's domain is recognised although its address is new.
static void
fill_domains(json_t *merchant)
{
    const json_t *emails = json_object_get(merchant, "emails");
    if (json_array_size(json_object_get(merchant, "domains")) > 0 || !json_is_array(emails))
        return;
    json_t *domains = json_array();
    size_t index;
    const json_t *email;
    json_array_foreach (emails, index, email) {
        const char *at = json_is_string(email) ? strrchr(json_string_value(email), '@') : NULL;
        if (at && at[1])
            json_array_append_new(domains, json_string(at + 1));
    }
    json_object_set_new(merchant, "domains", domains);
}

static gboolean
has_text(const json_t *list, const char *text)
{
    size_t index;
    const json_t *one;
    json_array_foreach (list, index, one) {
        if (g_strcmp0(json_string_value(one), text) == 0)
            return TRUE;
    }
    return FALSE;
}

// What was known of a list stays known beside what CHANGES adds.
static void
keep_known(const json_t *record, json_t *changes, const char *field)
{
    json_t *list = json_object_get(changes, field);
    size_t index;
    json_t *one;
    json_array_foreach (json_object_get(record, field), index, one) {
        if (json_is_array(list) && !has_text(list, json_string_value(one)))
            json_array_append(list, one);
    }
}

static json_t *
known_merchant(TncDesk *desk, const char *ref, const json_t *changes, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    json_t *record = store ? tnc_store_get_record(store, TNC_STORE_MERCHANT, ref, error) : NULL;
    if (!record)
        return NULL;
    g_autoptr(json_t) added = json_deep_copy(changes);
    keep_known(record, added, "emails");
    keep_known(record, added, "domains");
    json_object_update(record, added);
    return record;
}

typedef struct {
    const char *name; // case-folded
    char *ref;
} Namesake;

static gboolean
compare_name(const char *ref, const json_t *record, gpointer data, GError **error)
{
    (void)error;
    Namesake *namesake = data;
    g_autofree char *name = g_utf8_casefold(tnc_json_string_or(record, "name", ""), -1);
    if (!namesake->ref && g_str_equal(name, namesake->name))
        namesake->ref = g_strdup(ref);
    return TRUE;
}

// The ref given, else that of a seller of the same name: two records of one seller would leave its mail unmatched.
// NULL: a new seller.
static char *
ref_of(TncDesk *desk, const json_t *given)
{
    const char *ref = tnc_json_string_or(given, "ref", NULL);
    TncStore *store = tnc_desk_store(desk);
    if (ref || !store)
        return g_strdup(ref);
    g_autofree char *name = g_utf8_casefold(tnc_json_string_or(given, "name", ""), -1);
    Namesake namesake = {name, NULL};
    if (!tnc_store_each_record(store, TNC_STORE_MERCHANT, compare_name, &namesake, NULL))
        g_clear_pointer(&namesake.ref, g_free);
    return namesake.ref;
}

static json_t *
merchant_of(TncDesk *desk, const json_t *answers, gboolean in_shop, GError **error)
{
    g_autoptr(json_t) given = part_of(answers, "merchant", error);
    if (!given || !country_field(given, error))
        return NULL;
    g_autofree char *ref = ref_of(desk, given);
    g_autoptr(json_t) merchant = ref ? known_merchant(desk, ref, given, error) : json_incref(given);
    if (!merchant)
        return NULL;
    if (!json_object_get(merchant, "role"))
        json_object_set_new(merchant, "role", json_string(in_shop ? "shop" : "online_shop"));
    fill_domains(merchant);
    return g_steal_pointer(&merchant);
}

// What was bought over the counter was carried home on that day, unless it is still awaited.
static void
fill_delivery(json_t *purchase, const char *kind)
{
    gboolean awaited = g_str_equal(kind, "not_delivered") || g_str_equal(kind, "late");
    json_t *bought = json_object_get(purchase, "ordered_on");
    if (!awaited && bought && !json_is_string(json_object_get(purchase, "delivered_on")) &&
        g_str_equal(tnc_json_string_or(purchase, "where", ""), "shop"))
        json_object_set(purchase, "delivered_on", bought);
}

static json_t *
purchase_of(TncDesk *desk, const json_t *answers, GError **error)
{
    static const char *const dates[] = {"ordered_on", "expected_on", "delivered_on",
                                        "guarantee_until"};
    g_autoptr(json_t) purchase = part_of(answers, "purchase", error);
    gboolean done = purchase && tnc_desk_new_money_field(purchase, "price", "", error);
    for (guint i = 0; done && i < G_N_ELEMENTS(dates); i++)
        done = tnc_desk_new_date_field(desk, purchase, dates[i], error);
    if (done)
        fill_delivery(purchase, tnc_json_string_or(answers, "kind", ""));
    return done ? g_steal_pointer(&purchase) : NULL;
}

static json_t *
claim_of(TncDesk *desk, const json_t *answers)
{
    static const char *const fields[] = {"kind", "wants", "ladder", "language"};
    json_t *claim = json_pack("{s:s}", "language", tnc_desk_language(desk));
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        json_t *value = json_object_get(answers, fields[i]);
        if (value && !json_is_null(value))
            json_object_set(claim, fields[i], value);
    }
    return claim;
}

static gboolean
note_name(TncDesk *desk, const json_t *answers, GError **error)
{
    const char *name = tnc_json_string_or(answers, "name", NULL);
    return !name || !*name || tnc_desk_set_setting(desk, "name", name, error);
}

static gboolean
check_answers(const json_t *answers, GError **error)
{
    static const char *const known[] = {"about",  "kind", "wants",    "language",
                                        "ladder", "name", "merchant", "purchase"};
    const char *field;
    json_t *value;
    json_object_foreach ((json_t *)(gintptr)answers, field, value) {
        gboolean found = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(known); i++)
            found = found || g_str_equal(known[i], field);
        if (!found)
            return tnc_error_set(error, TNC_ERROR_INPUT, "unknown field '%s'", field);
    }
    return json_is_object(answers) || tnc_error_set(error, TNC_ERROR_INPUT, "expected an object");
}

gboolean
tnc_desk_new_claim(TncDesk *desk, const json_t *answers, TncStoreId *claim_out, GError **error)
{
    if (!check_answers(answers, error))
        return FALSE;
    g_autoptr(json_t) purchase = purchase_of(desk, answers, error);
    gboolean in_shop = g_str_equal(tnc_json_string_or(purchase, "where", ""), "shop");
    g_autoptr(json_t) merchant = purchase ? merchant_of(desk, answers, in_shop, error) : NULL;
    g_autoptr(json_t) claim = claim_of(desk, answers);
    return merchant &&
           tnc_desk_record_open(desk, merchant, purchase, claim,
                                tnc_json_string_or(answers, "about", NULL), claim_out, error) &&
           note_name(desk, answers, error);
}

// ---- a seller changed

typedef struct {
    TncDesk *desk;
    const char *merchant;
    GArray *claims;
} Finding;

static gboolean
collect_claim(const char *ref, const json_t *record, gpointer data, GError **error)
{
    (void)error;
    Finding *finding = data;
    TncStore *store = tnc_desk_store(finding->desk);
    g_autoptr(json_t) purchase = tnc_store_get_record(
        store, TNC_STORE_PURCHASE, tnc_json_string_or(record, "purchase", ""), NULL);
    TncStoreId id = tnc_store_find_claim(store, ref);
    if (g_str_equal(tnc_json_string_or(purchase, "merchant", ""), finding->merchant))
        g_array_append_val(finding->claims, id);
    return TRUE;
}

static gboolean
refresh_claims(TncDesk *desk, const char *merchant, GError **error)
{
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    Finding finding = {desk, merchant, claims};
    if (!tnc_store_each_record(tnc_desk_store(desk), TNC_STORE_CLAIM, collect_claim, &finding,
                               error))
        return FALSE;
    for (guint i = 0; i < claims->len; i++) {
        TncStoreId id = g_array_index(claims, TncStoreId, i);
        if (!tnc_desk_index_keys(desk, id, error) || !tnc_desk_case_refresh(desk, id, error))
            return FALSE;
    }
    return TRUE;
}

json_t *
tnc_desk_new_merchant_change(TncDesk *desk, const char *ref, const json_t *changes, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(json_t) record = known_merchant(desk, ref, changes, error);
    if (!record || (json_object_get(changes, "country") && !country_field(record, error)))
        return NULL;
    json_object_set_new(record, "ref", json_string(ref));
    if (json_object_get(changes, "emails") && !json_object_get(changes, "domains")) {
        json_object_del(record, "domains");
        fill_domains(record);
    }
    g_autoptr(TncMerchant) merchant = tnc_claim_record_parse_merchant(record, error);
    g_autoptr(json_t) whole = merchant ? tnc_claim_record_format_merchant(merchant) : NULL;
    if (!whole || !tnc_store_begin(store, error))
        return NULL;
    gboolean done = tnc_store_put_record(store, TNC_STORE_MERCHANT, ref, whole, error) &&
                    refresh_claims(desk, ref, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done ? g_steal_pointer(&whole) : NULL;
}
