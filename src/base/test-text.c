// SPDX-License-Identifier: AGPL-3.0-or-later
// Text, money, JSON, ULID and hash helpers.

#include "country.h"
#include "error.h"
#include "html-data.h"
#include "json-write.h"
#include "json.h"
#include "money.h"
#include "sha256.h"
#include "text.h"
#include "ulid.h"

static void
test_folding_takes_accents_and_case_away(void)
{
    static const struct {
        const char *text;
        const char *folded;
    } rows[] = {
        {"Réparation", "reparation"}, {"ÉTÉ", "ete"},   {"Straße", "strasse"}, {"Œuf", "oeuf"},
        {"l’été", "l'ete"},           {"保修", "保修"}, {"Łódź", "lodz"},      {"", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folded = tnc_text_fold(rows[i].text);
        g_assert_cmpstr(folded, ==, rows[i].folded);
    }
}

static void
test_any_bytes_become_valid_text(void)
{
    g_autofree char *valid = tnc_text_make_valid("a\xff\xc3\xa9\0b\xe4", 7);
    g_assert_cmpstr(valid, ==,
                    "a\xef\xbf\xbd\xc3\xa9"
                    "b\xef\xbf\xbd");
}

static void
test_countries_are_those_there_are(void)
{
    static const struct {
        const char *text;
        const char *code;
    } rows[] = {{"FR", "FR"},  {" de ", "DE"}, {"uk", "GB"}, {"ZZ", NULL}, {"R ", NULL},
                {"FRA", NULL}, {"", NULL},     {"D ", NULL}, {"Ḟ", NULL}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        char code[TNC_COUNTRY_BUFFER];
        gboolean found = tnc_country_parse(rows[i].text, code);
        g_assert_cmpstr(found ? code : NULL, ==, rows[i].code);
    }
}

static void
test_excerpts_are_one_line(void)
{
    g_autofree char *cut = tnc_text_excerpt("  Bonjour,\n\n  votre colis  est parti", 14);
    g_autofree char *whole = tnc_text_excerpt(" a\tb ", 10);
    g_assert_cmpstr(cut, ==, "Bonjour, votre…");
    g_assert_cmpstr(whole, ==, "a b");
}

static void
test_words_and_columns_are_counted(void)
{
    g_assert_cmpuint(tnc_text_count_words("l'article n'a pas, 2 fois."), ==, 7);
    g_assert_cmpuint(tnc_text_count_words("三包卡"), ==, 3);
    g_assert_cmpuint(tnc_text_columns("三包 ok"), ==, 7);
    g_autofree char *wrapped = tnc_text_wrap("un deux trois quatre", 9, "  ");
    g_assert_cmpstr(wrapped, ==, "un deux\n  trois\n  quatre");
    g_autofree char *french = tnc_text_wrap("le prix : 20 € « non »", 8, "");
    g_assert_cmpstr(french, ==, "le\nprix :\n20 €\n« non »");
}

static void
test_money_is_read_leniently(void)
{
    static const struct {
        const char *text;
        gboolean right;
        gint64 minor;
        const char *currency;
    } rows[] = {
        {"249,90 €", TRUE, 24990, "EUR"},
        {"€ 249.90", TRUE, 24990, "EUR"},
        {"1 249,90", TRUE, 124990, "EUR"},
        {"1.249,90 EUR", TRUE, 124990, "EUR"},
        {"249", TRUE, 24900, "EUR"},
        {"$5", TRUE, 500, "USD"},
        {"HK$ 12.5", TRUE, 1250, "HKD"},
        {"£1,000", TRUE, 100000, "GBP"},
        {"3000 JPY", TRUE, 3000, "JPY"},
        {"dear", FALSE, 0, ""},
        {"", FALSE, 0, ""},
        {"99999999999999", FALSE, 0, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        TncMoney money = {0, ""};
        g_test_message("%s", rows[i].text);
        g_assert_cmpint(tnc_money_parse(rows[i].text, "EUR", &money), ==, rows[i].right);
        g_assert_cmpint(money.minor, ==, rows[i].minor);
        g_assert_cmpstr(money.currency, ==, rows[i].currency);
    }
}

static void
test_money_is_written_by_the_language(void)
{
    TncMoney euros = tnc_money_new(124990, "EUR");
    TncMoney yen = tnc_money_new(3000, "JPY");
    g_autofree char *french = tnc_money_format(&euros, "fr");
    g_autofree char *english = tnc_money_format(&euros, "en");
    g_autofree char *japan = tnc_money_format(&yen, "fr");
    g_assert_cmpstr(french, ==, "1\u202f249,90\u00a0€");
    g_assert_cmpstr(english, ==, "€1,249.90");
    g_assert_cmpstr(japan, ==, "3\u202f000\u00a0JPY");
}

static void
test_json_is_canonical_and_refuses_nonsense(void)
{
    static const char *const wrong[] = {"",         "{",   "{\"a\":1,\"a\":2}", "{} x",
                                        "\"text\"", "nul", "{\"a\":\"\xff\"}"};
    static const char source[] = "{\"b\": 1, \"a\": \"é\"}";
    g_autoptr(json_t) object = tnc_json_parse(source, strlen(source), NULL);
    g_autofree char *canonical = tnc_json_canonical(object);
    g_autofree char *line = tnc_json_line(object);
    g_assert_cmpstr(canonical, ==, "{\"a\":\"é\",\"b\":1}");
    g_assert_cmpstr(line, ==, "{\"b\":1,\"a\":\"é\"}");
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(tnc_json_parse(wrong[i], strlen(wrong[i]), &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    }
}

// Each is read and written as jansson does it, in every form.
static void
test_json_is_what_jansson_makes_of_it(void)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        " { \"b\" : [ 1 , -2,\t0 ] ,\r\n \"a\" : { \"é\" : null, \"\" : true } } ",
        "[\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\", \"\\u00e9 \\ud83d\\ude00 \\u0001\"]",
        ("[1.5, 0.79000000000000004, -0.0, 1e3, -0, 123456789012345678, 9223372036854775807, "
         "12345678901234567890]"),
        "[01]",
        "[-]",
        "[1.]",
        "[.5]",
        "[-1.25, 123456789012345678901234567890123456789012345.5]",
        "[1.5e3]",
        "[1.0, 2.50]",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\\n\":1}",
        "[\"\\x\"]",
        "[\"\\",
        "[\"\\\"",
        "[\"\\u0000\"]",
        "[\"a\nb\"]",
        "[\"\xed\xa0\x80\"]",
        "[\"\xc0\x80\"]",
        "[true, false, nul]",
        "[tru",
        "[] []",
        "\"text\"",
        "[\"abcdefgh\\\"ijk\\\\lmnop été 退款 qrstu!#[]~vwx\\n\\u0001y z\\u007f0123456789\"]",
        "[[[[[[[[[[[[[[[[\"😀 中文\"]]]]]]]]]]]]]]]]",
    };
    static const struct {
        TncJsonForm form;
        gsize flags;
    } forms[] = {{TNC_JSON_LINE, 0},
                 {TNC_JSON_CANONICAL, JSON_SORT_KEYS},
                 {TNC_JSON_ASCII, JSON_ENSURE_ASCII}};
    for (guint i = 0; i < G_N_ELEMENTS(texts) * G_N_ELEMENTS(forms); i++) {
        const char *text = texts[i / G_N_ELEMENTS(forms)];
        TncJsonForm form = forms[i % G_N_ELEMENTS(forms)].form;
        gsize flags = forms[i % G_N_ELEMENTS(forms)].flags;
        g_autoptr(json_t) theirs = json_loads(text, 0, NULL);
        g_autoptr(json_t) ours = tnc_json_load(text);
        g_autofree char *written = theirs ? json_dumps(theirs, JSON_COMPACT | flags) : NULL;
        g_autofree char *line = tnc_json_write(ours, form);
        g_assert_cmpstr(line, ==, written);
    }
}

static void
test_json_without_some_members(void)
{
    static const char *const without[] = {"a", "long", NULL};
    static const struct {
        const char *text;
        const char *left; // NULL: no JSON
    } rows[] = {
        {"{\"a\":1,\"b\":2}", "{\"b\":2}"},
        {"{\"b\":2,\"a\":\"x\"}", "{\"b\":2}"},
        {"{\"long\" : \"]},\\\" \\\\\", \"lon\":1, \"longer\":2}", "{\"lon\":1,\"longer\":2}"},
        {"{\"a\":[{\"c\":[1,\"]\"]},{}],\"b\":[{\"a\":null},{\"a\":1,\"d\":3}]}",
         "{\"b\":[{},{\"d\":3}]}"},
        {"[{\"a\":true}]", "[{}]"},
        {"{\"a\":\"x", NULL},
        {"{\"a\":\"x\\", NULL},
        {"{\"a\":[1", NULL},
        {"{\"a\":1", NULL},
        {"{\"a\":1]", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(json_t) value = tnc_json_load_without(rows[i].text, without);
        g_autofree char *left = tnc_json_line(value);
        g_assert_cmpstr(left, ==, rows[i].left);
    }
}

static void
test_json_fields_say_what_was_expected(void)
{
    g_autoptr(json_t) object = json_pack("{s:s, s:i, s:{s:s, s:s}, s:n}", "date", "2 mars", "text",
                                         3, "price", "amount", "dear", "currency", "EUR", "none");
    g_autoptr(GError) date_error = NULL;
    g_autoptr(GError) text_error = NULL;
    g_autoptr(GError) money_error = NULL;
    TncDate date = 7;
    const char *text = "kept";
    TncMoney money = {5, "USD"};
    g_assert_false(tnc_json_get_date(object, "date", &date, &date_error));
    g_assert_false(tnc_json_get_string(object, "text", &text, &text_error));
    g_assert_false(tnc_json_get_money(object, "price", &money, &money_error));
    g_assert_nonnull(strstr(date_error->message, "date"));
    g_assert_nonnull(strstr(money_error->message, "price.amount"));
    // Outputs are untouched on failure; an absent or null field is none.
    g_assert_cmpint(date, ==, 7);
    g_assert_cmpstr(text, ==, "kept");
    g_assert_cmpint(money.minor, ==, 5);
    g_assert_true(tnc_json_get_date(object, "none", &date, NULL));
    g_assert_cmpint(date, ==, TNC_DATE_NONE);
}

static void
test_hashes_and_links(void)
{
    char hex[TNC_SHA256_HEX + 1];
    char link[TNC_SHA256_HEX + 1];
    tnc_sha256_hex("abc", 3, hex);
    tnc_sha256_link("a", "bc", link);
    g_assert_cmpstr(hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_assert_cmpstr(link, ==, hex);
    g_assert_true(tnc_sha256_is_hex(hex));
    hex[0] = 'G';
    g_assert_false(tnc_sha256_is_hex(hex));
}

// Whatever its size and the pieces in which it comes: what GLib says.
static void
test_hashes_of_any_size_are_right(void)
{
    guint8 bytes[700];
    for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)(i * 31 + i / 7);
    for (gsize size = 0; size <= sizeof bytes; size++) {
        char hex[TNC_SHA256_HEX + 1];
        TncSha256 *sum = tnc_sha256_new();
        gsize piece = 1 + size % 130;
        for (gsize at = 0; at < size; at += piece)
            tnc_sha256_add(sum, bytes + at, MIN(piece, size - at));
        tnc_sha256_end(sum, hex);
        g_autofree char *right = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, size);
        g_assert_cmpstr(hex, ==, right);
    }
}

static void
test_json_is_written_piece_by_piece(void)
{
    TncJsonText to = {g_string_new(NULL), TNC_JSON_ASCII};
    tnc_json_write_open(&to, '{');
    tnc_json_write_key(&to, "a");
    tnc_json_write_open(&to, '[');
    tnc_json_write_close(&to, ']');
    tnc_json_write_key(&to, "b");
    tnc_json_write_open(&to, '[');
    tnc_json_write_string(&to, "é\"[");
    tnc_json_write_string(&to, NULL);
    tnc_json_write_number(&to, -7);
    tnc_json_write_real(&to, 1);
    tnc_json_write_boolean(&to, TRUE);
    tnc_json_write_bytes(&to, "xyz", 2);
    tnc_json_write_close(&to, ']');
    tnc_json_write_key(&to, "c");
    tnc_json_write_open(&to, '{');
    tnc_json_write_close(&to, '}');
    tnc_json_write_close(&to, '}');
    g_assert_cmpstr(to.text->str, ==,
                    "{\"a\":[],\"b\":[\"\\u00E9\\\"[\",null,-7,1.0,true,\"xy\"],\"c\":{}}");
    g_string_free(to.text, TRUE);
}

static void
test_ulid_sorts_by_time(void)
{
    static const guint8 random[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    char one[TNC_ULID_LENGTH + 1];
    char two[TNC_ULID_LENGTH + 1];
    tnc_ulid_format(G_GINT64_CONSTANT(1469918176385000), random, one);
    tnc_ulid_format(G_GINT64_CONSTANT(1469918176386000), random, two);
    g_assert_cmpuint(strlen(one), ==, 26);
    // The time part of the specification's own example.
    g_assert_true(g_str_has_prefix(one, "01ARYZ6S41"));
    g_assert_cmpstr(one, <, two);
}

static void
test_errors_have_exit_statuses(void)
{
    static const struct {
        TncError code;
        int exit_status;
    } rows[] = {{TNC_ERROR_FAILED, 1},    {TNC_ERROR_USAGE, 2}, {TNC_ERROR_INPUT, 3},
                {TNC_ERROR_NOT_FOUND, 4}, {TNC_ERROR_GUARD, 5}, {TNC_ERROR_REMOTE, 6}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(tnc_error_set(&error, rows[i].code, "x"));
        g_assert_cmpint(tnc_error_exit_status(error), ==, rows[i].exit_status);
    }
    g_autoptr(GError) foreign = g_error_new_literal(G_FILE_ERROR, 0, "x");
    g_assert_cmpint(tnc_error_exit_status(foreign), ==, 1);
}

static void
test_microdata_keeps_no_long_text(void)
{
    g_autofree char *text = g_strnfill(3000, 'x');
    g_autofree char *html =
        g_strdup_printf("<div itemscope><b itemprop=n>7</b><p itemprop=long>%s</p></div>", text);
    g_autoptr(json_t) items = tnc_html_data(html, strlen(html));
    const json_t *item = json_array_get(items, 0);
    g_assert_cmpstr(json_string_value(json_object_get(item, "n")), ==, "7");
    g_assert_null(json_object_get(item, "long"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/text/" #name, test_##name)
    ADD(folding_takes_accents_and_case_away);
    ADD(any_bytes_become_valid_text);
    ADD(countries_are_those_there_are);
    ADD(excerpts_are_one_line);
    ADD(words_and_columns_are_counted);
    ADD(money_is_read_leniently);
    ADD(money_is_written_by_the_language);
    ADD(json_is_canonical_and_refuses_nonsense);
    ADD(json_is_what_jansson_makes_of_it);
    ADD(json_without_some_members);
    ADD(json_fields_say_what_was_expected);
    ADD(hashes_and_links);
    ADD(hashes_of_any_size_are_right);
    ADD(json_is_written_piece_by_piece);
    ADD(ulid_sorts_by_time);
    ADD(errors_have_exit_statuses);
    g_test_add_func("/html-data/a long text is no value", test_microdata_keeps_no_long_text);
    return g_test_run();
}
