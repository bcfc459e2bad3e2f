// SPDX-License-Identifier: AGPL-3.0-or-later
// What json-read.c does not take is for jansson to read or to refuse: its parser is strict UTF-8 and caps its own depth
// (2,048). The size is capped here.

#include "json.h"
#include "error.h"
#include "json-read.h"
#include "json-write.h"

char *
tnc_json_canonical(const json_t *value)
{
    return tnc_json_write(value, TNC_JSON_CANONICAL);
}

char *
tnc_json_line(const json_t *value)
{
    return tnc_json_write(value, TNC_JSON_LINE);
}

json_t *
tnc_json_load(const char *text)
{
    json_t *value = tnc_json_read(text, strlen(text));
    return value ? value : json_loads(text, 0, NULL);
}

json_t *
tnc_json_load_without(const char *text, const char *const *without)
{
    json_t *value = tnc_json_read_without(text, strlen(text), without);
    return value ? value : json_loads(text, 0, NULL);
}

json_t *
tnc_json_parse(const char *bytes, gsize size, GError **error)
{
    if (size > TNC_JSON_MAX_BYTES) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "JSON of %" G_GSIZE_FORMAT " bytes: at most %" G_GSIZE_FORMAT " are read",
                      size, TNC_JSON_MAX_BYTES);
        return NULL;
    }
    json_error_t problem;
    json_t *value = tnc_json_read(bytes, size);
    if (!value)
        value = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &problem);
    if (!value)
        tnc_error_set(error, TNC_ERROR_INPUT, "not JSON: line %d, column %d: %s", problem.line,
                      problem.column, problem.text);
    return value;
}

static json_t *
present(const json_t *object, const char *field)
{
    json_t *value = json_object_get(object, field);
    return json_is_null(value) ? NULL : value;
}

static gboolean
refuse(const char *field, const char *expected, GError **error)
{
    return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s': expected %s", field, expected);
}

gboolean
tnc_json_get_string(const json_t *object, const char *field, const char **value_out, GError **error)
{
    const json_t *value = present(object, field);
    if (value && !json_is_string(value))
        return refuse(field, "a string", error);
    *value_out = value ? json_string_value(value) : NULL;
    return TRUE;
}

gboolean
tnc_json_get_date(const json_t *object, const char *field, TncDate *value_out, GError **error)
{
    const json_t *value = present(object, field);
    TncDate date = value ? tnc_date_parse(json_string_value(value)) : TNC_DATE_NONE;
    if (value && date == TNC_DATE_NONE)
        return refuse(field, "a date such as 2026-03-02", error);
    *value_out = date;
    return TRUE;
}

gboolean
tnc_json_get_instant(const json_t *object, const char *field, TncInstant *value_out, GError **error)
{
    const json_t *value = present(object, field);
    TncInstant instant =
        value ? tnc_instant_parse(json_string_value(value), NULL) : TNC_INSTANT_NONE;
    if (value && instant == TNC_INSTANT_NONE)
        return refuse(field, "an instant with its offset, such as 2026-03-02T09:00:00+01:00",
                      error);
    *value_out = instant;
    return TRUE;
}

gboolean
tnc_json_get_boolean(const json_t *object, const char *field, gboolean *value_out, GError **error)
{
    const json_t *value = present(object, field);
    if (value && !json_is_boolean(value))
        return refuse(field, "true or false", error);
    *value_out = value && json_is_true(value);
    return TRUE;
}

gboolean
tnc_json_get_money(const json_t *object, const char *field, TncMoney *value_out, GError **error)
{
    const json_t *value = present(object, field);
    if (!value) {
        *value_out = (TncMoney){0, ""};
        return TRUE;
    }
    const json_t *amount = json_object_get(value, "amount");
    const char *currency = json_string_value(json_object_get(value, "currency"));
    g_autofree char *amount_field = g_strconcat(field, ".amount", NULL);
    g_autofree char *currency_field = g_strconcat(field, ".currency", NULL);
    if (!json_is_object(value))
        return refuse(field, "an object with amount and currency", error);
    if (!json_is_integer(amount) || json_integer_value(amount) < 0 ||
        json_integer_value(amount) > TNC_MONEY_MAX)
        return refuse(amount_field, "a whole number in the currency's minor unit (cents)", error);
    if (!tnc_money_is_currency(currency))
        return refuse(currency_field, "three capital letters such as EUR", error);
    if (json_object_size(value) != 2)
        return refuse(field, "only amount and currency", error);
    *value_out = tnc_money_new(json_integer_value(amount), currency);
    return TRUE;
}

json_t *
tnc_json_money(const TncMoney *money)
{
    if (tnc_money_is_none(money))
        return json_null();
    return json_pack("{s:I, s:s}", "amount", (json_int_t)money->minor, "currency", money->currency);
}

json_t *
tnc_json_date(TncDate date)
{
    char buffer[TNC_DATE_BUFFER];
    return date == TNC_DATE_NONE ? json_null() : json_string(tnc_date_format(date, buffer));
}

const char *
tnc_json_string_or(const json_t *object, const char *field, const char *fallback)
{
    const char *value = json_string_value(json_object_get(object, field));
    return value ? value : fallback;
}
