// SPDX-License-Identifier: AGPL-3.0-or-later
// An amount of money: a plain value, in the currency's minor unit (ISO 4217), never a floating
// point number.
#pragma once

#include <glib.h>

typedef struct {
    gint64 minor;     // cents for EUR, yen for JPY
    char currency[4]; // ISO 4217 letters; empty when there is no amount
} TncMoney;

#define TNC_MONEY_MAX G_GINT64_CONSTANT(1000000000000)

// TRUE when TEXT is three capital letters, the form of an ISO 4217 code.
gboolean tnc_money_is_currency(const char *text);
TncMoney tnc_money_new(gint64 minor, const char *currency);
gboolean tnc_money_is_none(const TncMoney *money);

// Decimal places of a currency: 0 for JPY and the like, 2 otherwise (ISO 4217 table A.1, those in
// use here).
int tnc_money_decimals(const char *currency);

// '1 249,90 €' for 'fr', '€1,249.90' for 'en', with no-break spaces in French; other languages as
// in 'en' with the code when the currency has no common sign. New string.
char *tnc_money_format(const TncMoney *money, const char *language);

// Reads '249,90 €', '€ 249.90', 'EUR 1 249,90', '249' (then DEFAULT_CURRENCY). FALSE when it is not
// an amount.
gboolean tnc_money_parse(const char *text, const char *default_currency, TncMoney *money_out);
