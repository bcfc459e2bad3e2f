// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a path, a host, a cookie, a list of languages, a tag, a file.

#include "server-parse.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) path = tnc_server_parse_path(text, "");
    g_autofree char *host = tnc_server_parse_host(text);
    g_autofree char *origin = tnc_server_parse_origin(text, NULL);
    g_autofree char *cookie = tnc_server_parse_cookie(text, "tenace");
    g_assert_true(!origin || strlen(origin) <= size);
    g_assert_true(!cookie || strlen(cookie) <= size);
    // A decoded segment is clean text: it may be shown, logged and looked up.
    for (guint i = 0; path && path[i]; i++) {
        g_assert_true(g_utf8_validate(path[i], -1, NULL));
        g_assert_cmpstr(path[i], !=, "..");
    }
    if (host)
        tnc_server_parse_is_address(host);
    tnc_server_parse_language(text);
    tnc_server_parse_accepts_gzip(text);
    tnc_server_parse_matches(text, "\"a\"");
    tnc_server_parse_type(data, size);
    return 0;
}
