// SPDX-License-Identifier: AGPL-3.0-or-later
// The door: whether a request may come in at all, by what its headers say. No desk is needed for that.
#pragma once

#include "server-state.h"

// What the headers say; all borrowed, NULL when absent.
typedef struct {
    const char *host;
    const char *origin;
    const char *fetch_site; // Sec-Fetch-Site
    const char *marker;     // X-Tenace
    const char *cookie;
    const char *authorization;
    const char *type;   // Content-Type
    const char *length; // Content-Length
} TncServerHeaders;

// TRUE when the Host is one of ours: an IP address or localhost, or the name of --origin. A name that somebody else's
// DNS points at us is not (DNS rebinding).
gboolean tnc_server_door_host(const TncServerSettings *settings, const char *host);

// Takes the secret of the bearer or the cookie into CALL.
void tnc_server_door_secret(const TncServerHeaders *headers, TncServerCall *call);

// TRUE when CALL on ROUTE may be worked; else ANSWER says why not.
gboolean tnc_server_door_open(TncServerState *state, const TncServerHeaders *headers,
                              const TncServerCall *call, const TncServerRoute *route,
                              TncServerAnswer *answer);

// The largest body that ROUTE takes.
gsize tnc_server_door_limit(const TncServerRoute *route);
