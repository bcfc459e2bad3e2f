// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim opened from a person's answers: dates and amounts as typed, what follows from others filled in.
#pragma once

#include "desk.h"

// ANSWERS: {about, kind, wants, language, ladder, name, merchant: {…}, purchase: {…}}, the last two with the fields of
// the exchange format; dates may be as typed ('hier'), the price too ('249,90 €'). A merchant with the ref of a seller
// known already is that seller, changed where a field is given. 'name' is noted when no name is yet. TNC_ERROR_INPUT
// names the field.
gboolean tnc_desk_new_claim(TncDesk *desk, const json_t *answers, TncStoreId *claim_out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Changes what is known of the seller REF: the fields of CHANGES. Its claims are planned anew. New reference.
json_t *tnc_desk_new_merchant_change(TncDesk *desk, const char *ref, const json_t *changes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// VALUE as a person types a country becomes its code of two letters in place; TNC_ERROR_INPUT when there is none such.
gboolean tnc_desk_new_country(char **value, GError **error);

// ---- shared with desk-log.c: fields as typed, in place

// FIELD of OBJECT, when it is a text that is no ISO date, becomes one.
gboolean tnc_desk_new_date_field(TncDesk *desk, json_t *object, const char *field, GError **error);
// FIELD of OBJECT, when it is a text, becomes an amount; CURRENCY when none is typed.
gboolean tnc_desk_new_money_field(json_t *object, const char *field, const char *currency,
                                  GError **error);
