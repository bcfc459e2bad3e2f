// SPDX-License-Identifier: AGPL-3.0-or-later
// Shops nest the same facts in several ways; each field has a list of paths, the first that holds a value counts.
// Source: schema.org/Order, schema.org/ParcelDelivery, and Google's 'Email markup reference' for both.

#include "reading-order.h"
#include "html-data.h"
#include "reading-order-guess.h"
#include <string.h>

#define MAX_ITEMS 5
#define MAX_TEXT 200

void
tnc_reading_order_free(TncReadingOrder *order)
{
    if (!order)
        return;
    char *texts[] = {order->merchant, order->email,      order->item,       order->number,
                     order->price,    order->ordered_on, order->expected_on};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(order);
}

// ---- JSON-LD

static gboolean
has_type(const json_t *object, const char *type)
{
    const json_t *types = json_object_get(object, "@type");
    if (json_is_string(types))
        return g_str_has_suffix(json_string_value(types), type);
    for (gsize i = 0; i < json_array_size(types); i++) {
        const char *one = json_string_value(json_array_get(types, i));
        if (one && g_str_has_suffix(one, type))
            return TRUE;
    }
    return FALSE;
}

// The value at PATH ('merchant.name'); of a list its first member. Numbers come as text. NULL when there is none.
static char *
text_at(const json_t *object, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);
    for (guint i = 0; names[i]; i++) {
        object = json_is_array(object) ? json_array_get(object, 0) : object;
        object = json_object_get(object, names[i]);
    }
    object = json_is_array(object) ? json_array_get(object, 0) : object;
    if (json_is_number(object))
        return g_strdup_printf("%.2f", json_number_value(object));
    const char *text = json_string_value(object);
    return text && *text && strlen(text) <= MAX_TEXT ? g_strdup(text) : NULL;
}

static char *
first_of(const json_t *object, const char *const *paths)
{
    for (; *paths; paths++) {
        char *text = text_at(object, *paths);
        if (text)
            return text;
    }
    return NULL;
}

static void
fill(char **field, const json_t *object, const char *const *paths)
{
    if (!*field)
        *field = first_of(object, paths);
}

static void
fill_date(char **field, const json_t *object, const char *const *paths)
{
    g_autofree char *text = *field ? NULL : first_of(object, paths);
    g_autofree char *day = text ? g_strndup(text, 10) : NULL;
    if (day && tnc_date_parse(day) != TNC_DATE_NONE)
        *field = g_steal_pointer(&day);
}

static void
fill_price(TncReadingOrder *order, const json_t *object)
{
    static const char *const amounts[] = {"totalPaymentDue.price", "price", "acceptedOffer.price",
                                          "partOfInvoice.totalPaymentDue.price", NULL};
    static const char *const currencies[] = {"totalPaymentDue.priceCurrency", "priceCurrency",
                                             "acceptedOffer.priceCurrency",
                                             "partOfInvoice.totalPaymentDue.priceCurrency", NULL};
    g_autofree char *amount = order->price ? NULL : first_of(object, amounts);
    g_autofree char *currency = amount ? first_of(object, currencies) : NULL;
    if (amount)
        order->price = g_strdup_printf("%s %s", amount, currency ? currency : "EUR");
}

static void
fill_items(TncReadingOrder *order, const json_t *object)
{
    static const char *const names[] = {"itemOffered.name", "orderedItem.name", "name", NULL};
    static const char *const lists[] = {"acceptedOffer", "orderedItem", "itemShipped"};
    g_autoptr(GString) items = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(lists) && !order->item && !items->len; i++) {
        const json_t *list = json_object_get(object, lists[i]);
        gsize count = json_is_array(list) ? json_array_size(list) : list != NULL;
        for (gsize k = 0; k < MIN(count, MAX_ITEMS); k++) {
            g_autofree char *name =
                first_of(json_is_array(list) ? json_array_get(list, k) : list, names);
            if (name)
                g_string_append_printf(items, "%s%s", items->len ? ", " : "", name);
        }
    }
    if (items->len)
        order->item = g_strdup(items->str);
}

static void
take_object(TncReadingOrder *order, const json_t *object)
{
    static const char *const merchants[] = {"merchant.name",
                                            "seller.name",
                                            "acceptedOffer.seller.name",
                                            "partOfOrder.merchant.name",
                                            "partOfOrder.seller.name",
                                            NULL};
    static const char *const numbers[] = {"orderNumber", "partOfOrder.orderNumber", NULL};
    static const char *const ordered[] = {"orderDate", "partOfOrder.orderDate", NULL};
    static const char *const expected[] = {
        "expectedArrivalUntil", "orderDelivery.expectedArrivalUntil", "expectedArrivalFrom",
        "orderDelivery.expectedArrivalFrom", NULL};
    order->sure = TRUE;
    fill(&order->merchant, object, merchants);
    fill(&order->number, object, numbers);
    fill_items(order, object);
    fill_price(order, object);
    fill_date(&order->ordered_on, object, ordered);
    fill_date(&order->expected_on, object, expected);
}

static void
take_value(TncReadingOrder *order, const json_t *value, guint depth)
{
    if (depth > 4)
        return;
    for (gsize i = 0; i < json_array_size(value); i++)
        take_value(order, json_array_get(value, i), depth + 1);
    if (has_type(value, "Order") || has_type(value, "ParcelDelivery"))
        take_object(order, value);
    take_value(order, json_object_get(value, "@graph"), depth + 1);
}

static void
take_markup(TncReadingOrder *order, const char *html)
{
    static const char type[] = "application/ld+json";
    for (const char *c = html; c && (c = strstr(c, type)) != NULL;) {
        const char *start = strchr(c, '>');
        const char *end = start ? strstr(start, "</") : NULL;
        if (!end)
            return;
        g_autoptr(json_t) value = tnc_json_parse(start + 1, (gsize)(end - start - 1), NULL);
        if (value)
            take_value(order, value, 0);
        c = end;
    }
}

static void
take_microdata(TncReadingOrder *order, const char *html)
{
    if (!html || !strstr(html, "itemscope"))
        return;
    g_autoptr(json_t) items = tnc_html_data(html, strlen(html));
    take_value(order, items, 0);
}

TncReadingOrder *
tnc_reading_order_find(const TncMailMessage *message, const TncReadingResult *result)
{
    TncReadingOrder *order = g_new0(TncReadingOrder, 1);
    const char *html = tnc_mail_message_html(message);
    take_markup(order, html);
    take_microdata(order, html);
    tnc_reading_order_guess(order, message, result);
    return order;
}
