// SPDX-License-Identifier: AGPL-3.0-or-later
// Words beside values, in the text and, where that says too little, in what the HTML shows. The tables are in
// reading-order-table.h.

#include "html.h"
#include "money.h"
#include "reading-order-guess.h"
#include "reading-order-table.h"
#include <string.h>

#define MAX_TEXT 60000
#define MAX_ITEMS 5
// How far before a date the word stands that says what it is.
#define NEAR 70
#define FLAGS (G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_OPTIMIZE)

// The first group of PATTERN's first match (or its last one) in TEXT; NULL when there is none.
static char *
find(const char *pattern, const char *text, gboolean last)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, FLAGS, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autofree char *found = NULL;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_free(found);
        found = g_match_info_fetch(match, 1);
        if (!last)
            break;
    }
    return found && *found ? g_strstrip(g_steal_pointer(&found)) : NULL;
}

static char *
find_first(const char *const *patterns, const char *text)
{
    for (; *patterns; patterns++) {
        char *found = find(*patterns, text, FALSE);
        if (found)
            return found;
    }
    return NULL;
}

// ---- who

static const TncReadingShop *
shop_of(const char *address)
{
    const char *at = strrchr(address, '@');
    g_autofree char *domain = g_ascii_strdown(at ? at + 1 : "", -1);
    for (guint i = 0; i < G_N_ELEMENTS(tnc_reading_shops); i++) {
        const char *known = tnc_reading_shops[i].domain;
        gsize size = strlen(domain);
        gsize tail = strlen(known);
        gboolean ends = size >= tail && g_str_equal(domain + size - tail, known);
        if (ends && (size == tail || domain[size - tail - 1] == '.'))
            return &tnc_reading_shops[i];
    }
    return NULL;
}

static char *
merchant_of(const TncReadingShop *shop, const TncMailAddress *from, const char *text)
{
    g_autofree char *seller =
        shop && shop->marketplace ? find(tnc_reading_order_seller, text, FALSE) : NULL;
    if (seller && g_ascii_strncasecmp(seller, shop->name, strlen(shop->name)) != 0)
        return g_strdup_printf("%s (%s)", seller, shop->name);
    return shop ? g_strdup(shop->name) : *from->name ? g_strdup(from->name) : NULL;
}

static gboolean
is_unread(const char *address)
{
    static const char *const marks[] = {"noreply",       "no-reply",        "no_reply",
                                        "donotreply",    "do-not-reply",    "ne-pas-repondre",
                                        "nepasrepondre", "ne_pas_repondre", "auto-confirm",
                                        "nao-responda",  "no-responder",    "notification"};
    g_autofree char *lower = g_ascii_strdown(address, -1);
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strstr(lower, marks[i]))
            return TRUE;
    return FALSE;
}

// ---- what and for how much

static char *
price_of(const char *text)
{
    for (guint i = 0; tnc_reading_order_totals[i]; i++) {
        g_autofree char *amount = find(tnc_reading_order_totals[i], text, i < 2);
        TncMoney money;
        if (!amount || !tnc_money_parse(amount, "EUR", &money) || money.minor <= 0)
            continue;
        if (tnc_money_decimals(money.currency) == 0)
            return g_strdup_printf("%" G_GINT64_FORMAT " %s", money.minor, money.currency);
        return g_strdup_printf("%" G_GINT64_FORMAT ".%02d %s", money.minor / 100,
                               (int)(money.minor % 100), money.currency);
    }
    return NULL;
}

static gboolean
is_item(const char *name)
{
    static const char *const others[] = {"livraison", "frais",    "total",    "sous-total",
                                         "remise",    "shipping", "delivery", "tva",
                                         "quantité",  "commande"};
    g_autofree char *lower = g_utf8_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (g_str_has_prefix(lower, others[i]))
            return FALSE;
    return g_utf8_strlen(name, -1) >= 3;
}

// All items by the first pattern that finds one.
static char *
items_of(const char *text)
{
    for (guint i = 0; tnc_reading_order_items[i]; i++) {
        g_autoptr(GRegex) regex = g_regex_new(tnc_reading_order_items[i], FLAGS, 0, NULL);
        g_autoptr(GMatchInfo) match = NULL;
        g_autoptr(GString) items = g_string_new(NULL);
        guint count = 0;
        for (g_regex_match(regex, text, 0, &match);
             g_match_info_matches(match) && count < MAX_ITEMS; g_match_info_next(match, NULL)) {
            g_autofree char *name = g_strstrip(g_match_info_fetch(match, 1));
            if (!is_item(name) || strstr(items->str, name))
                continue;
            g_string_append_printf(items, "%s%s", count++ ? ", " : "", name);
        }
        if (count)
            return g_strdup(items->str);
    }
    return NULL;
}

static char *
number_of(const TncReadingShop *shop, const char *text)
{
    char *number = shop && shop->number ? find(shop->number, text, FALSE) : NULL;
    return number ? number : find_first(tnc_reading_order_numbers, text);
}

// ---- when

static char *
day_text(TncDate date)
{
    char text[TNC_DATE_BUFFER];
    return g_strdup(tnc_date_format(date, text));
}

// What stands right before a date, back to its line's beginning and the line above.
static char *
words_before(const char *text, guint start)
{
    const char *from = text + (start > NEAR ? start - NEAR : 0);
    while ((*from & 0xc0) == 0x80)
        from++;
    return g_strndup(from, (gsize)(text + start - from));
}

// The words of KIND nearest before the date decide; -1: none.
static int
last_word(const char *kind, const char *before)
{
    g_autoptr(GRegex) regex = g_regex_new(kind, FLAGS, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int at = -1;
    for (g_regex_match(regex, before, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_match_info_fetch_pos(match, 0, &at, NULL);
    return at;
}

static void
guess_days(TncReadingOrder *order, const TncMailMessage *message, const TncReadingResult *result)
{
    const char *text = tnc_mail_message_visible(message);
    g_autofree char *unsaid = NULL;
    for (guint i = 0; i < result->dates->len; i++) {
        const TncReadingDate *date = &g_array_index(result->dates, TncReadingDate, i);
        g_autofree char *before = words_before(text, date->start);
        int expected = last_word(tnc_reading_order_expected, before);
        int other = last_word(tnc_reading_order_other_day, before);
        if (!order->ordered_on && last_word(tnc_reading_order_placed, before) >= 0)
            order->ordered_on = day_text(date->date);
        else if (!order->expected_on && !date->past && expected >= 0 && expected > other)
            order->expected_on = day_text(date->last);
        else if (!date->past && other < 0) {
            g_free(unsaid);
            unsaid = day_text(date->last);
        }
    }
    if (!order->expected_on)
        order->expected_on = g_steal_pointer(&unsaid);
}

// ---- all of it

static void
fill(char **field, char *value)
{
    if (*field)
        g_free(value);
    else
        *field = value;
}

static void
guess_from(TncReadingOrder *order, const TncReadingShop *shop, const char *text)
{
    g_autofree char *whole = g_strndup(text, MIN(strlen(text), MAX_TEXT));
    char *end = whole + strlen(whole);
    while (end > whole && !g_utf8_validate(whole, -1, NULL))
        *--end = '\0';
    fill(&order->number, order->number ? NULL : number_of(shop, whole));
    fill(&order->price, order->price ? NULL : price_of(whole));
    fill(&order->item, order->item ? NULL : items_of(whole));
}

void
tnc_reading_order_guess(TncReadingOrder *order, const TncMailMessage *message,
                        const TncReadingResult *result)
{
    const TncMailAddress *from = tnc_mail_message_from(message);
    const TncReadingShop *shop = shop_of(from->address);
    g_autofree char *text = g_strdup_printf("%s\n%s", tnc_mail_message_subject(message),
                                            tnc_mail_message_text(message));
    const char *html = tnc_mail_message_html(message);
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    fill(&order->merchant, order->merchant ? NULL : merchant_of(shop, from, text));
    if (*from->address && !is_unread(from->address))
        fill(&order->email, g_strdup(from->address));
    guess_from(order, shop, text);
    if (html && (!order->number || !order->price || !order->item)) {
        g_autofree char *shown = tnc_html_to_text(html, MIN(strlen(html), (gsize)8 * MAX_TEXT));
        guess_from(order, shop, shown);
    }
    if (!order->number && result->orders->len)
        order->number = g_ascii_strup(g_ptr_array_index(result->orders, 0), -1);
    guess_days(order, message, result);
    if (!order->ordered_on && at != TNC_INSTANT_NONE)
        order->ordered_on =
            day_text((TncDate)((at + offset * TNC_INSTANT_SECOND) / TNC_INSTANT_DAY));
}
