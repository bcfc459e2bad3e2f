// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks from the cheapest to the dearest. A form on another site can neither set X-Tenace nor send JSON nor carry our
// SameSite cookie: each would be enough.

#include "server-door.h"
#include "desk-speech.h"
#include "server-parse.h"
#include <string.h>

#define MAX_JSON ((gsize)2 * 1024 * 1024)
#define MAX_FILE ((gsize)64 * 1024 * 1024)
#define MAX_UNKNOWN ((gsize)16 * 1024) // from somebody we do not know yet

gboolean
tnc_server_door_host(const TncServerSettings *settings, const char *host)
{
    g_autofree char *name = host ? tnc_server_parse_host(host) : NULL;
    if (!name)
        return FALSE;
    if (g_str_equal(name, "localhost") || tnc_server_parse_is_address(name))
        return TRUE;
    g_autofree char *ours =
        settings->origin ? tnc_server_parse_origin(settings->origin, NULL) : NULL;
    return ours && g_str_equal(name, ours);
}

void
tnc_server_door_secret(const TncServerHeaders *headers, TncServerCall *call)
{
    if (headers->authorization && g_ascii_strncasecmp(headers->authorization, "Bearer ", 7) == 0) {
        call->by_bearer = TRUE;
        call->secret = g_strdup(headers->authorization + 7);
    } else if (headers->cookie) {
        call->secret = tnc_server_parse_cookie(headers->cookie, "tenace");
    }
}

// An Origin must be the one that the request was sent to, or that of --origin.
static gboolean
is_same_origin(const TncServerSettings *settings, const TncServerHeaders *headers)
{
    if (headers->fetch_site && !g_str_equal(headers->fetch_site, "same-origin") &&
        !g_str_equal(headers->fetch_site, "none"))
        return FALSE;
    if (!headers->origin)
        return TRUE;
    g_autofree char *authority = NULL;
    g_autofree char *name = tnc_server_parse_origin(headers->origin, &authority);
    if (!name)
        return FALSE;
    if (settings->origin && g_str_equal(headers->origin, settings->origin))
        return TRUE;
    return g_ascii_strcasecmp(authority, headers->host) == 0;
}

static gboolean
is_json(const char *type)
{
    gsize length = strlen("application/json");
    return type && g_ascii_strncasecmp(type, "application/json", length) == 0 &&
           (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

gsize
tnc_server_door_limit(const TncServerRoute *route)
{
    if (route->kind == TNC_SERVER_ROUTE_PUBLIC)
        return MAX_UNKNOWN;
    return route->kind == TNC_SERVER_ROUTE_BIG ? MAX_FILE : MAX_JSON;
}

static gboolean
refuse(TncServerAnswer *answer, guint status, const char *name, const char *detail)
{
    tnc_server_answer_problem(answer, status, name, NULL, detail);
    return FALSE;
}

static gboolean
check_body(const TncServerHeaders *headers, const TncServerRoute *route, TncServerAnswer *answer)
{
    guint64 length = 0;
    if (headers->length &&
        !g_ascii_string_to_unsigned(headers->length, 10, 0, G_MAXINT64, &length, NULL))
        return refuse(answer, 400, "usage", gettext("Content-Length: it is not a number"));
    if (length > tnc_server_door_limit(route))
        return refuse(answer, 413, "too_large",
                      gettext("the body is larger than what is taken here"));
    if (route->kind != TNC_SERVER_ROUTE_BIG && length > 0 && !is_json(headers->type))
        return refuse(answer, 415, "type", gettext("the body must be application/json"));
    return TRUE;
}

static gboolean
check_person(TncServerState *state, const TncServerHeaders *headers, const TncServerCall *call,
             const TncServerRoute *route, TncServerAnswer *answer)
{
    TncDeskAccessKind kind = call->by_bearer ? TNC_DESK_ACCESS_API : TNC_DESK_ACCESS_SESSION;
    gboolean reads = g_str_equal(call->method, "GET");
    if (!reads && !call->by_bearer && !headers->marker)
        return refuse(answer, 403, "forbidden", gettext("the header 'X-Tenace: 1' is missing"));
    if (route->kind == TNC_SERVER_ROUTE_PUBLIC ||
        tnc_server_state_is_known(state, kind, call->secret, g_get_real_time()))
        return TRUE;
    refuse(answer, 401, "unauthorized",
           gettext("no session: open the link that 'tenace serve' prints, or send a token"));
    tnc_server_answer_header(answer, "WWW-Authenticate", "Bearer");
    return FALSE;
}

gboolean
tnc_server_door_open(TncServerState *state, const TncServerHeaders *headers,
                     const TncServerCall *call, const TncServerRoute *route,
                     TncServerAnswer *answer)
{
    const TncServerSettings *settings = tnc_server_state_settings(state);
    if (g_str_equal(call->method, "GET"))
        return check_person(state, headers, call, route, answer);
    if (!is_same_origin(settings, headers))
        return refuse(answer, 403, "forbidden", gettext("the request comes from another site"));
    return check_person(state, headers, call, route, answer) && check_body(headers, route, answer);
}
