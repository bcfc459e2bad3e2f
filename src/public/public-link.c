// SPDX-License-Identifier: AGPL-3.0-or-later
// Hand-over links. Values come from texts and from strangers: everything that is not plain is encoded.

#include "public-link.h"
#include <string.h>

static const char *
value_of(const TncPublicLinkValue *values, guint count, const char *name, gsize length)
{
    for (guint i = 0; i < count; i++)
        if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
            return values[i].value;
    return NULL;
}

char *
tnc_public_link_fill(const char *template, const TncPublicLinkValue *values, guint count)
{
    g_autoptr(GString) link = g_string_new(NULL);
    for (const char *c = template; *c;) {
        const char *close = *c == '{' ? strchr(c, '}') : NULL;
        if (!close) {
            g_string_append_c(link, *c++);
            continue;
        }
        const char *value = value_of(values, count, c + 1, (gsize)(close - c - 1));
        if (!value)
            return NULL;
        g_autofree char *encoded = g_uri_escape_string(value, NULL, FALSE);
        g_string_append(link, encoded);
        c = close + 1;
    }
    return g_strdup(link->str);
}

// Host and path without scheme, 'www.', query and final '/'.
static char *
bare_address(const char *url)
{
    const char *start = g_ascii_strncasecmp(url, "https://", 8) == 0  ? url + 8
                        : g_ascii_strncasecmp(url, "http://", 7) == 0 ? url + 7
                                                                      : NULL;
    if (!start)
        return NULL;
    static const char *const fronts[] = {"www.", "m.", "mobile."};
    for (guint i = 0; i < G_N_ELEMENTS(fronts); i++)
        if (g_ascii_strncasecmp(start, fronts[i], strlen(fronts[i])) == 0) {
            start += strlen(fronts[i]);
            break;
        }
    gsize length = strcspn(start, "?#");
    while (length > 0 && start[length - 1] == '/')
        length--;
    return g_strndup(start, length);
}

char *
tnc_public_link_read(const char *pattern, const char *url, const char *name)
{
    g_autofree char *model = bare_address(pattern);
    g_autofree char *address = bare_address(url);
    if (!model || !address)
        return NULL;
    g_autofree char *wanted = g_strconcat("{", name, "}", NULL);
    g_auto(GStrv) parts = g_strsplit(model, "/", -1);
    g_auto(GStrv) found = g_strsplit(address, "/", -1);
    guint count = g_strv_length(parts);
    const char *result = NULL;
    if (count == 0 || g_strv_length(found) < count)
        return NULL;
    for (guint i = 0; i < count; i++) {
        if (g_str_equal(parts[i], wanted))
            result = found[i];
        if (parts[i][0] == '{' ? !*found[i] : g_ascii_strcasecmp(parts[i], found[i]) != 0)
            return NULL;
    }
    return g_strdup(result);
}

static gboolean
is_beneath(const char *host, const char *domain)
{
    gsize length = strlen(host), size = strlen(domain);
    return g_str_equal(host, domain) ||
           (length > size + 1 && host[length - size - 1] == '.' && g_str_has_suffix(host, domain));
}

gboolean
tnc_public_link_is_of(const char *url, const char *const *hosts)
{
    g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
    if (!uri || !g_uri_get_host(uri) || !*g_uri_get_host(uri) || g_uri_get_userinfo(uri) ||
        g_uri_get_port(uri) != -1 || !g_str_is_ascii(g_uri_get_host(uri)))
        return FALSE;
    if (!g_str_equal(g_uri_get_scheme(uri), "https") && !g_str_equal(g_uri_get_scheme(uri), "http"))
        return FALSE;
    g_autofree char *host = g_ascii_strdown(g_uri_get_host(uri), -1);
    for (guint i = 0; hosts && hosts[i]; i++)
        if (is_beneath(host, hosts[i]))
            return TRUE;
    return hosts == NULL;
}
