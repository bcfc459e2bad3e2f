// SPDX-License-Identifier: AGPL-3.0-or-later
// What clients write: each row is one header or path and what it must mean.

#include "server-parse.h"
#include <string.h>

typedef struct {
    const char *name;
    const char *raw;
    const char *base;
    const char *joined; // the segments joined by '|'; NULL: refused
} PathRow;

static const PathRow paths[] = {
    {"the root has no segment", "/", "", ""},
    {"segments", "/api/v1/next", "", "api|v1|next"},
    {"a slash at the end does not count", "/api/v1/", "", "api|v1"},
    {"an encoded slash stays in its segment", "/held/a%2Fb", "", "held|a/b"},
    {"letters beyond ASCII", "/x/%C3%A9", "", "x|é"},
    {"an empty segment in the middle", "/a//b", "", "a||b"},
    {"below the base", "/tenace/api", "/tenace", "api"},
    {"the base itself", "/tenace/", "/tenace", ""},
    {"outside the base", "/other/api", "/tenace", NULL},
    {"a name that begins like the base", "/tenacex/api", "/tenace", NULL},
    {"no slash", "api", "", NULL},
    {"dots", "/a/../b", "", NULL},
    {"encoded dots", "/a/%2e%2e/b", "", NULL},
    {"an encoded NUL", "/a/%00", "", NULL},
    {"an encoded line end", "/a/%0d%0a", "", NULL},
    {"not hexadecimal", "/a/%zz", "", NULL},
    {"cut", "/a/%4", "", NULL},
    {"not UTF-8", "/a/%ff", "", NULL},
    {"too deep", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "", NULL},
};

static void
test_path(gconstpointer data)
{
    const PathRow *row = data;
    g_auto(GStrv) segments = tnc_server_parse_path(row->raw, row->base);
    g_autofree char *joined = segments ? g_strjoinv("|", segments) : NULL;
    g_assert_cmpstr(joined, ==, row->joined);
}

static void
test_host(void)
{
    static const struct {
        const char *host;
        const char *name;
    } rows[] = {
        {"localhost", "localhost"},
        {"LOCALHOST:8765", "localhost"},
        {"127.0.0.1:80", "127.0.0.1"},
        {"[::1]:8765", "[::1]"},
        {"tenace.example.org", "tenace.example.org"},
        {"", NULL},
        {":80", NULL},
        {"localhost:", NULL},
        {"localhost:0", NULL},
        {"localhost:99999", NULL},
        {"localhost:80x", NULL},
        {"evil@localhost", NULL},
        {"localhost/x", NULL},
        {"[::1", NULL},
        {"[::1]x", NULL},
        {"[evil]", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *name = tnc_server_parse_host(rows[i].host);
        g_assert_cmpstr(name, ==, rows[i].name);
    }
}

static void
test_origin(void)
{
    g_autofree char *authority = NULL;
    g_autofree char *name = tnc_server_parse_origin("https://Shop.Example:8080", &authority);
    g_assert_cmpstr(name, ==, "shop.example");
    g_assert_cmpstr(authority, ==, "shop.example:8080");
    g_assert_null(tnc_server_parse_origin("null", NULL));
    g_assert_null(tnc_server_parse_origin("file://x", NULL));
    g_assert_null(tnc_server_parse_origin("http://a/b", NULL));
}

static void
test_address(void)
{
    g_assert_true(tnc_server_parse_is_address("127.0.0.1"));
    g_assert_true(tnc_server_parse_is_address("[::1]"));
    g_assert_false(tnc_server_parse_is_address("127.0.0.1.example"));
    g_assert_false(tnc_server_parse_is_address("127.0.0"));
    g_assert_false(tnc_server_parse_is_address("127.0.0.256"));
}

static void
test_cookie(void)
{
    g_autofree char *first = tnc_server_parse_cookie("a=1; tenace=abc; b=2", "tenace");
    g_autofree char *other = tnc_server_parse_cookie("xtenace=abc", "tenace");
    g_autofree char *longer = tnc_server_parse_cookie("tenacex=abc", "tenace");
    g_assert_cmpstr(first, ==, "abc");
    g_assert_null(other);
    g_assert_null(longer);
}

static void
test_language(void)
{
    static const struct {
        const char *header;
        const char *language;
    } rows[] = {
        {NULL, NULL},
        {"", NULL},
        {"de", NULL},
        {"fr", "fr"},
        {"FR-ch", "fr"},
        {"en-GB,fr;q=0.5", "en"},
        {"en;q=0.3, fr;q=0.8", "fr"},
        {"de, fr;q=0.2", "fr"},
        {"fr;q=0", NULL},
        {"fro", NULL},
        {"fr;q=nonsense, en;q=0.1", "en"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(tnc_server_parse_language(rows[i].header), ==, rows[i].language);
}

static void
test_tags(void)
{
    g_assert_true(tnc_server_parse_matches("\"a\"", "\"a\""));
    g_assert_true(tnc_server_parse_matches("\"x\", W/\"a\"", "\"a\""));
    g_assert_true(tnc_server_parse_matches("*", "\"a\""));
    g_assert_false(tnc_server_parse_matches(NULL, "\"a\""));
    g_assert_false(tnc_server_parse_matches("a", "\"a\""));
    g_assert_true(tnc_server_parse_accepts_gzip("br, gzip;q=0.5"));
    g_assert_false(tnc_server_parse_accepts_gzip("gzip;q=0"));
    g_assert_false(tnc_server_parse_accepts_gzip("gzipped"));
    g_assert_false(tnc_server_parse_accepts_gzip(NULL));
}

static void
test_type(void)
{
    static const struct {
        const char *bytes;
        gsize size;
        const char *type;
    } rows[] = {
        {"%PDF-1.7", 8, "application/pdf"},        {"\x89PNG\r\n\x1a\n<script>", 16, "image/png"},
        {"\xff\xd8\xff\xe0", 4, "image/jpeg"},     {"RIFF\0\0\0\0WEBP", 12, "image/webp"},
        {"PK\x03\x04", 4, "application/zip"},      {"<script>alert(1)</script>", 25, "text/plain"},
        {"\0\1\2", 3, "application/octet-stream"}, {"%PD", 3, "text/plain"},
        {"", 0, "application/octet-stream"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(tnc_server_parse_type(rows[i].bytes, rows[i].size), ==, rows[i].type);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *name = g_strconcat("/path/", paths[i].name, NULL);
        g_test_add_data_func(name, &paths[i], test_path);
    }
    g_test_add_func("/host/name without port, or refused", test_host);
    g_test_add_func("/origin/name and authority", test_origin);
    g_test_add_func("/host/addresses are told from names", test_address);
    g_test_add_func("/cookie/only the one of that name", test_cookie);
    g_test_add_func("/language/the better liked of two", test_language);
    g_test_add_func("/tag/strong and weak", test_tags);
    g_test_add_func("/type/told from the bytes", test_type);
    return g_test_run();
}
