// SPDX-License-Identifier: AGPL-3.0-or-later
// What the project needs on top of jansson: ownership by autoptr, one canonical form, caps on
// foreign input, and readers of fields that say which field was wrong.
#pragma once

#include <glib.h>
#include <jansson.h>
#include "date.h"
#include "instant.h"
#include "money.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

#define TNC_JSON_MAX_BYTES ((gsize)16 * 1024 * 1024)

// The canonical form that is hashed and stored: keys sorted, no white space, UTF-8, no escapes but
// the necessary.
char *tnc_json_canonical(const json_t *value);

// The same form with the keys in the order in which they were set: what is printed and exported.
char *tnc_json_line(const json_t *value);

// An object or array that we have written ourselves, read again; NULL when it was altered and is none any more. New
// reference.
json_t *tnc_json_load(const char *text);
// The same without the members named in WITHOUT, wherever they are; NULL-terminated.
json_t *tnc_json_load_without(const char *text, const char *const *without);

// Parses foreign bytes. Refuses more than TNC_JSON_MAX_BYTES, duplicate keys, and anything after
// the value, with TNC_ERROR_INPUT and the line and column. Full ownership.
json_t *tnc_json_parse(const char *bytes, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Each reads one field of OBJECT. An absent or null field gives the 'none' value and TRUE; a field
// of another type is TNC_ERROR_INPUT naming the field and what was expected. Strings are borrowed
// from OBJECT.
gboolean tnc_json_get_string(const json_t *object, const char *field, const char **value_out,
                             GError **error);
gboolean tnc_json_get_date(const json_t *object, const char *field, TncDate *value_out,
                           GError **error);
gboolean tnc_json_get_instant(const json_t *object, const char *field, TncInstant *value_out,
                              GError **error);
gboolean tnc_json_get_boolean(const json_t *object, const char *field, gboolean *value_out,
                              GError **error);
// {"amount": integer in the minor unit, 0 to TNC_MONEY_MAX, "currency": "EUR"}.
gboolean tnc_json_get_money(const json_t *object, const char *field, TncMoney *value_out,
                            GError **error);

json_t *tnc_json_money(const TncMoney *money); // null when there is none; new reference
json_t *tnc_json_date(TncDate date);           // null when there is none; new reference

// The string of FIELD, or FALLBACK when it is not a string. Borrowed.
const char *tnc_json_string_or(const json_t *object, const char *field, const char *fallback);
