// SPDX-License-Identifier: AGPL-3.0-or-later
// From a method and a path to a handler.
#pragma once

#include "server-call.h"

typedef struct TncServerState TncServerState; // what requests share: server-state.h

// Works one call on DESK. FALSE with the error set, which becomes a problem; or an answer.
typedef gboolean (*TncServerHandler)(TncServerState *state, TncDesk *desk,
                                     const TncServerCall *call, TncServerAnswer *answer,
                                     GError **error);

typedef enum {
    TNC_SERVER_ROUTE_PLAIN,
    TNC_SERVER_ROUTE_PUBLIC,
    TNC_SERVER_ROUTE_REMOTE,
    TNC_SERVER_ROUTE_BIG,
    TNC_SERVER_ROUTE_SECRET,
} TncServerRouteKind;

typedef struct {
    const char *method;
    const char *pattern;
    TncServerHandler handler;
    TncServerRouteKind kind;
} TncServerRoute;

#define TNC_ROUTE(method, pattern, handler, kind)                                                  \
    gboolean tnc_server_##handler(TncServerState *state, TncDesk *desk, const TncServerCall *call, \
                                  TncServerAnswer *answer, GError **error);
#include "server-route-table.h"
#undef TNC_ROUTE

// The route of METHOD (GET, POST, PUT, DELETE) and PATH (behind 'api/v1'), with the segments that stand for '{}' in
// PARAMETERS_OUT; NULL when there is none. ALLOWED_OUT gets the methods that the path knows ('GET, POST'; new string),
// or NULL when there is no such path.
const TncServerRoute *tnc_server_route_find(const char *method, const char *const *path,
                                            const char *parameters_out[4], char **allowed_out);
