// SPDX-License-Identifier: AGPL-3.0-or-later
// Amounts are read leniently (what people type and shops print) and written by the conventions of
// the language.

#include "money.h"
#include "text.h"

typedef struct {
    const char *code;
    const char *sign;
    int decimals;
} Currency;

// ISO 4217 table A.1: minor units other than two are listed; a sign is given only where it is not
// ambiguous.
static const Currency currencies[] = {
    {"EUR", "€", 2},  {"GBP", "£", 2},  {"USD", "$", 2},   {"JPY", NULL, 0},
    {"KRW", NULL, 0}, {"CNY", "¥", 2},  {"HKD", "HK$", 2}, {"CHF", NULL, 2},
    {"CAD", NULL, 2}, {"VND", NULL, 0}, {"ISK", NULL, 0},
};

static const Currency *
find_currency(const char *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(currencies); i++)
        if (g_str_equal(currencies[i].code, code))
            return &currencies[i];
    return NULL;
}

gboolean
tnc_money_is_currency(const char *text)
{
    return text && strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

TncMoney
tnc_money_new(gint64 minor, const char *currency)
{
    TncMoney money = {minor, ""};
    g_strlcpy(money.currency, currency, sizeof money.currency);
    return money;
}

gboolean
tnc_money_is_none(const TncMoney *money)
{
    return money->currency[0] == '\0';
}

int
tnc_money_decimals(const char *currency)
{
    const Currency *known = find_currency(currency);
    return known ? known->decimals : 2;
}

static gint64
scale_of(const char *currency)
{
    return tnc_money_decimals(currency) == 0 ? 1 : 100;
}

static char *
grouped(gint64 whole, const char *separator)
{
    g_autofree char *plain = g_strdup_printf("%" G_GINT64_FORMAT, whole);
    gsize length = strlen(plain);
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append(text, separator);
        g_string_append_c(text, plain[i]);
    }
    return g_string_free(text, FALSE);
}

char *
tnc_money_format(const TncMoney *money, const char *language)
{
    // China groups and points like English, and puts the sign in front.
    gboolean english = !language || g_str_equal(language, "en") || g_str_equal(language, "zh");
    const Currency *known = find_currency(money->currency);
    gint64 scale = scale_of(money->currency);
    gint64 magnitude = ABS(money->minor);
    g_autofree char *whole = grouped(magnitude / scale, english                       ? ","
                                                        : g_str_equal(language, "fr") ? "\u202f"
                                                                                      : ".");
    g_autofree char *fraction =
        scale == 1 ? g_strdup("")
                   : g_strdup_printf("%s%02d", english ? "." : ",", (int)(magnitude % scale));
    const char *minus = money->minor < 0 ? "-" : "";
    const char *sign = known && known->sign ? known->sign : money->currency;
    if (!english)
        return g_strdup_printf("%s%s%s\u00a0%s", minus, whole, fraction, sign);
    return g_strdup_printf("%s%s%s%s%s", minus, sign, sign == money->currency ? "\u00a0" : "",
                           whole, fraction);
}

// Takes the currency out of TEXT, by code or sign, leaving blanks in its place.
static void
take_currency(char *text, const char *default_currency, char currency_out[4])
{
    g_strlcpy(currency_out, default_currency ? default_currency : "", 4);
    for (guint i = 0; i < G_N_ELEMENTS(currencies); i++) {
        const char *names[] = {currencies[i].code, currencies[i].sign};
        for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
            char *found = names[k] ? strstr(text, names[k]) : NULL;
            // '$' also ends 'HK$': the longer sign comes later in the table and wins.
            if (!found)
                continue;
            g_strlcpy(currency_out, currencies[i].code, 4);
            if (!strstr(text, "HK$") || k == 0 || i == 6) {
                memset(found, ' ', strlen(names[k]));
                return;
            }
        }
    }
}

// Only digits and separators, in BARE; FALSE when something else is there.
static gboolean
strip_number(const char *text, GString *bare)
{
    for (const char *c = text; *c; c = tnc_text_next(c)) {
        gboolean separator = *c == '.' || *c == ',';
        if (g_ascii_isdigit(*c) || separator)
            g_string_append_c(bare, *c);
        else if (!g_unichar_isspace(g_utf8_get_char(c)) && *c != '\'')
            return FALSE;
    }
    return bare->len > 0;
}

// How many digits stand behind the last separator: one or two are decimals, three are thousands.
static int
decimals_of(const char *bare)
{
    const char *dot = strrchr(bare, '.');
    const char *comma = strrchr(bare, ',');
    const char *last = MAX(dot, comma);
    gsize after = last ? strlen(last + 1) : 0;
    return after == 1 || after == 2 ? (int)after : 0;
}

static gboolean
read_number(const char *text, gint64 scale, gint64 *minor_out)
{
    g_autoptr(GString) bare = g_string_new(NULL);
    if (!strip_number(text, bare))
        return FALSE;
    int decimals = decimals_of(bare->str);
    gint64 value = 0;
    guint count = 0;
    for (const char *c = bare->str; *c; c++)
        if (g_ascii_isdigit(*c) && ++count <= 13)
            value = value * 10 + (*c - '0');
    static const gint64 tens[] = {1, 10, 100};
    *minor_out = value * scale / tens[decimals];
    return count > 0 && count <= 13 && *minor_out <= TNC_MONEY_MAX;
}

gboolean
tnc_money_parse(const char *text, const char *default_currency, TncMoney *money_out)
{
    if (!text || strlen(text) > 40 || !g_utf8_validate(text, -1, NULL))
        return FALSE;
    g_autofree char *rest = g_strdup(text);
    char currency[4];
    take_currency(rest, default_currency, currency);
    gint64 minor = 0;
    if (!currency[0] || !read_number(rest, scale_of(currency), &minor))
        return FALSE;
    *money_out = tnc_money_new(minor, currency);
    return TRUE;
}
