// SPDX-License-Identifier: AGPL-3.0-or-later
// Order confirmations as shops send them, written by us: below, and tests/golden/orders, one a line with what must be
// found in it. Arguments: the packs folder, that folder.

#include "reading-order.h"
#include <string.h>

static TncReading *reading;

static TncReadingOrder *
read_order(const char *from, const char *type, const char *body)
{
    g_autofree char *text =
        g_strdup_printf("From: %s\nSubject: Votre commande\nDate: Fri, 20 Feb 2026 18:00:00 +0100\n"
                        "MIME-Version: 1.0\nContent-Type: text/%s; charset=utf-8\n"
                        "Content-Transfer-Encoding: 8bit\n\n%s\n",
                        from, type, body);
    g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    g_autoptr(TncReadingResult) result = tnc_reading_read(reading, message);
    return tnc_reading_order_find(message, result);
}

static void
test_markup_is_believed(void)
{
    static const char html[] =
        "<html><head><script type=\"application/ld+json\">{\"@context\":\"http://schema.org\","
        "\"@type\":\"Order\",\"merchant\":{\"@type\":\"Organization\",\"name\":\"Boutique Lune\"},"
        "\"orderNumber\":\"L-20455\",\"orderDate\":\"2026-02-20T18:00:00+01:00\","
        "\"acceptedOffer\":[{\"itemOffered\":{\"name\":\"Lampe de chevet\"},\"price\":89.9,"
        "\"priceCurrency\":\"EUR\"},{\"itemOffered\":{\"name\":\"Ampoule\"}}],"
        "\"orderDelivery\":{\"expectedArrivalUntil\":\"2026-03-02\"}}</script></head>"
        "<body>Merci !</body></html>";
    g_autoptr(TncReadingOrder) order =
        read_order("Boutique Lune <noreply@lune.example>", "html", html);
    g_assert_true(order->sure);
    g_assert_cmpstr(order->merchant, ==, "Boutique Lune");
    g_assert_cmpstr(order->item, ==, "Lampe de chevet, Ampoule");
    g_assert_cmpstr(order->number, ==, "L-20455");
    g_assert_cmpstr(order->price, ==, "89.90 EUR");
    g_assert_cmpstr(order->ordered_on, ==, "2026-02-20");
    g_assert_cmpstr(order->expected_on, ==, "2026-03-02");
    g_assert_null(order->email);
}

static void
test_parcel_names_its_order(void)
{
    static const char html[] =
        "<script type=\"application/ld+json\">[{\"@type\":\"ParcelDelivery\","
        "\"expectedArrivalFrom\":\"2026-03-01\",\"itemShipped\":{\"name\":\"Bouilloire\"},"
        "\"partOfOrder\":{\"orderNumber\":\"77\",\"merchant\":{\"name\":\"Anse\"}}}]</script>";
    g_autoptr(TncReadingOrder) order = read_order("Anse <sav@anse.example>", "html", html);
    g_assert_true(order->sure);
    g_assert_cmpstr(order->number, ==, "77");
    g_assert_cmpstr(order->item, ==, "Bouilloire");
    g_assert_cmpstr(order->expected_on, ==, "2026-03-01");
    g_assert_cmpstr(order->email, ==, "sav@anse.example");
}

static void
test_plain_words_are_guessed(void)
{
    g_autoptr(TncReadingOrder) order =
        read_order("Verger & Fils <bonjour@verger.example>", "plain",
                   "Bonjour,\n\nMerci pour votre commande VF-3341. Elle arrivera le 2 mars 2026.");
    g_assert_false(order->sure);
    g_assert_cmpstr(order->merchant, ==, "Verger & Fils");
    g_assert_cmpstr(order->number, ==, "VF-3341");
    g_assert_cmpstr(order->expected_on, ==, "2026-03-02");
    g_assert_cmpstr(order->ordered_on, ==, "2026-02-20");
    g_assert_null(order->price);
}

static void
test_broken_markup_is_no_markup(void)
{
    static const char *const rows[] = {
        "<script type='application/ld+json'>{\"@type\":\"Order\",</script>",
        "<script type='application/ld+json'>{\"@type\":\"Order\"",
        "<script type='application/ld+json'>{\"@type\":[1],\"@graph\":{}}</script>",
        "<script type='application/ld+json'>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(TncReadingOrder) order = read_order("x <x@y.example>", "html", rows[i]);
        g_assert_false(order->sure);
        g_assert_null(order->number);
    }
}

static void
test_confirmation(gconstpointer data)
{
    const json_t *one = data;
    const char *text = tnc_json_string_or(one, "mail", "");
    g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    g_autoptr(TncReadingResult) result = tnc_reading_read(reading, message);
    g_autoptr(TncReadingOrder) order = tnc_reading_order_find(message, result);
    const struct {
        const char *name;
        const char *found;
    } fields[] = {
        {"merchant", order->merchant},
        {"email", order->email},
        {"item", order->item},
        {"number", order->number},
        {"price", order->price},
        {"ordered_on", order->ordered_on},
        {"expected_on", order->expected_on},
    };
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *wanted = tnc_json_string_or(one, fields[i].name, NULL);
        g_test_message("%s", fields[i].name);
        if (wanted)
            g_assert_cmpstr(fields[i].found, ==, wanted);
    }
}

static void
add_confirmations(json_t *all, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "orders.jsonl", NULL);
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        json_t *one = *lines[i] ? json_loads(lines[i], 0, NULL) : NULL;
        if (!one)
            continue;
        g_autofree char *name =
            g_strdup_printf("/reading-order/shop/%s", tnc_json_string_or(one, "name", "?"));
        json_array_append_new(all, one);
        g_test_add_data_func(name, one, test_confirmation);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_assert_cmpint(argc, ==, 3);
    g_autoptr(GPtrArray) lexicons = tnc_packs_lexicon_load(argv[1], NULL);
    g_assert_nonnull(lexicons);
    reading = tnc_reading_new(lexicons, NULL);
    g_test_add_func("/reading-order/markup_is_believed", test_markup_is_believed);
    g_test_add_func("/reading-order/parcel_names_its_order", test_parcel_names_its_order);
    g_test_add_func("/reading-order/plain_words_are_guessed", test_plain_words_are_guessed);
    g_test_add_func("/reading-order/broken_markup_is_no_markup", test_broken_markup_is_no_markup);
    g_autoptr(json_t) all = json_array();
    add_confirmations(all, argv[2]);
    g_assert_cmpuint(json_array_size(all), >, 20);
    int status = g_test_run();
    tnc_reading_free(reading);
    return status;
}
