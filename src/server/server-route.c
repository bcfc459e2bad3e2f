// SPDX-License-Identifier: AGPL-3.0-or-later
// The table, and matching it segment by segment.

#include "server-route.h"
#include <string.h>

static const TncServerRoute routes[] = {
#define TNC_ROUTE(method, pattern, handler, kind)                                                  \
    {#method, pattern, tnc_server_##handler, TNC_SERVER_ROUTE_##kind},
#include "server-route-table.h"
#undef TNC_ROUTE
};

// Whether the segment at PATTERN, up to '/' or the end, is SEGMENT.
static gboolean
is_same(const char *pattern, gsize length, const char *segment)
{
    return strlen(segment) == length && memcmp(pattern, segment, length) == 0;
}

static gboolean
matches(const char *pattern, const char *const *path, const char *parameters[4])
{
    guint count = 0;
    for (; *path; path++) {
        gsize length = strcspn(pattern, "/");
        gboolean any = is_same(pattern, length, "{}");
        if (length == 0 || (any && !**path) || (!any && !is_same(pattern, length, *path)))
            return FALSE;
        if (any)
            parameters[count++] = *path;
        pattern += length + (pattern[length] == '/');
    }
    return *pattern == '\0';
}

const TncServerRoute *
tnc_server_route_find(const char *method, const char *const *path, const char *parameters_out[4],
                      char **allowed_out)
{
    const TncServerRoute *found = NULL;
    g_autoptr(GString) allowed = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(routes); i++) {
        const char *parameters[4] = {NULL};
        if (!matches(routes[i].pattern, path, parameters))
            continue;
        g_string_append_printf(allowed, "%s%s", allowed->len ? ", " : "", routes[i].method);
        if (!g_str_equal(routes[i].method, method))
            continue;
        found = &routes[i];
        memcpy(parameters_out, parameters, sizeof parameters);
    }
    *allowed_out = allowed->len ? g_strdup(allowed->str) : NULL;
    return found;
}
