// SPDX-License-Identifier: AGPL-3.0-or-later
// Where no request may go. Nothing here reaches the network: refusals come before.

#include "public-http.h"
#include "error.h"

static void
test_only_the_public_internet_is_public(void)
{
    static const struct {
        const char *address;
        gboolean is_public;
    } rows[] = {
        {"1.1.1.1", TRUE},
        {"8.8.8.8", TRUE},
        {"172.15.255.255", TRUE},
        {"172.32.0.1", TRUE},
        {"100.63.255.255", TRUE},
        {"2606:4700::1111", TRUE},
        {"2a00:1450::1", TRUE},
        {"0.0.0.0", FALSE},
        {"10.1.2.3", FALSE},
        {"100.64.0.1", FALSE},
        {"127.0.0.1", FALSE},
        {"127.255.255.254", FALSE},
        {"169.254.169.254", FALSE},
        {"172.16.0.1", FALSE},
        {"172.31.255.255", FALSE},
        {"192.0.2.1", FALSE},
        {"192.168.1.1", FALSE},
        {"198.18.0.1", FALSE},
        {"203.0.113.9", FALSE},
        {"224.0.0.1", FALSE},
        {"255.255.255.255", FALSE},
        {"::", FALSE},
        {"::1", FALSE},
        {"::ffff:127.0.0.1", FALSE},
        {"::ffff:10.0.0.1", FALSE},
        {"::ffff:8.8.8.8", TRUE},
        {"::127.0.0.1", FALSE},
        {"64:ff9b::10.0.0.1", FALSE},
        {"64:ff9b::8.8.8.8", TRUE},
        {"2002:7f00:1::", FALSE},
        {"2002:808:808::1", TRUE},
        {"2001::1", FALSE},
        {"2001:db8::1", FALSE},
        {"fc00::1", FALSE},
        {"fd12:3456::1", FALSE},
        {"fe80::1", FALSE},
        {"fec0::1", FALSE},
        {"ff02::1", FALSE},
        {"localhost", FALSE},
        {"0x7f000001", FALSE},
        {"", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].address);
        g_assert_cmpint(tnc_public_http_is_public(rows[i].address), ==, rows[i].is_public);
    }
}

static void
test_an_origin_is_scheme_host_and_port(void)
{
    static const char *const rows[][2] = {
        {"https://Social.Example/a?b#c", "https://social.example"},
        {"http://localhost:2583", "http://localhost:2583"},
        {"https://[::1]:8443/x", "https://[::1]:8443"},
        {"https://user@social.example/", NULL},
        {"https://user:pw@social.example/", NULL},
        {"ftp://social.example/", NULL},
        {"file:///etc/passwd", NULL},
        {"gopher://a.example", NULL},
        {"https:///x", NULL},
        {"social.example", NULL},
        {"https://s\xd0\xbe"
         "cial.example",
         "https://xn--scial-jye.example"},
        {"", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *origin = tnc_public_http_origin(rows[i][0]);
        g_assert_cmpstr(origin, ==, rows[i][1]);
    }
}

static void
test_private_addresses_are_refused_when_connecting(void)
{
    static const char *const urls[] = {
        "https://127.0.0.1/",   "https://localhost/",
        "https://[::1]/",       "https://10.0.0.1/",
        "https://192.168.0.1/", "https://169.254.169.254/latest/",
        "https://2130706433/",  "https://0x7f.1/",
        "https://0177.0.0.1/",  "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",     "https://[fe80::1]/",
        "http://8.8.8.8/",      "file:///etc/passwd",
        "ftp://8.8.8.8/",       "https://user:pw@8.8.8.8/",
        "javascript:alert(1)",  "",
    };
    for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TncPublicHttp) http = tnc_public_http_new(0);
        TncPublicRequest request = {.method = "GET", .url = urls[i]};
        g_auto(TncPublicReply) reply = {0};
        g_test_message("%s", urls[i]);
        // Trusting a server does not open its neighbours; plain http is for this machine only.
        tnc_public_http_trust(http, "http://localhost:1");
        tnc_public_http_trust(http, "http://8.8.8.8");
        g_assert_false(tnc_public_http_call(http, &request, &reply, &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
        g_assert_false(reply.may_be_there);
    }
}

static void
test_statuses_are_told_apart(void)
{
    static const struct {
        guint status;
        const char *body;
        int code; // -1: good
    } rows[] = {
        {200, "{}", -1},
        {204, "", TNC_ERROR_REMOTE},
        {200, "<html>", TNC_ERROR_REMOTE},
        {401, "{\"error\":\"The access token is invalid\"}", TNC_ERROR_CREDENTIALS},
        {403, "", TNC_ERROR_CREDENTIALS},
        {404, "{\"error\":\"Record not found\"}", TNC_ERROR_NOT_FOUND},
        {410, "gone", TNC_ERROR_NOT_FOUND},
        {429, "{\"error\":\"Too many requests\"}", TNC_ERROR_REMOTE},
        {500, "\xff\xfe", TNC_ERROR_REMOTE},
        {301, "", TNC_ERROR_REMOTE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        TncPublicReply reply = {rows[i].status, g_strdup(rows[i].body), strlen(rows[i].body),
                                TNC_INSTANT_NONE, FALSE};
        g_autoptr(json_t) answer = tnc_public_http_json(&reply, &error);
        g_assert_cmpint(answer ? -1 : error->code, ==, rows[i].code);
        tnc_public_http_reply_clear(&reply);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/public-http/only-the-public-internet-is-public",
                    test_only_the_public_internet_is_public);
    g_test_add_func("/public-http/an-origin-is-scheme-host-and-port",
                    test_an_origin_is_scheme_host_and_port);
    g_test_add_func("/public-http/private-addresses-are-refused-when-connecting",
                    test_private_addresses_are_refused_when_connecting);
    g_test_add_func("/public-http/statuses-are-told-apart", test_statuses_are_told_apart);
    return g_test_run();
}
