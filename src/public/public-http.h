// SPDX-License-Identifier: AGPL-3.0-or-later
// One request to a stranger's server, by libcurl: caps on time and size, https only, no private
// address. Loopback, private and link-local addresses are refused when the connection is made, so
// that neither a name nor a redirect leads there; unless the user configured that very server.
#pragma once

#include "instant.h"
#include "json.h"

typedef struct TncPublicHttp TncPublicHttp;

// NOW is the clock for Retry-After. Full ownership.
TncPublicHttp *tnc_public_http_new(TncInstant now);
void tnc_public_http_free(TncPublicHttp *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPublicHttp, tnc_public_http_free)

// The user configured ORIGIN ('http://localhost:2583'): it may be private; plain http only on this
// machine itself.
void tnc_public_http_trust(TncPublicHttp *http, const char *origin);

typedef struct {
    const char *method; // 'GET', 'POST'
    const char *url;
    const char *token;        // bearer; NULL. Never follows a redirect to another origin
    const char *content_type; // of the body; NULL without one
    const char *body;
    const char *idempotency_key; // NULL
} TncPublicRequest;

typedef struct {
    guint status;
    char *body; // with a NUL behind it
    gsize size;
    TncInstant retry_at;   // when the server said: not before; TNC_INSTANT_NONE
    gboolean may_be_there; // after a failure: the request may have arrived
} TncPublicReply;

void tnc_public_http_reply_clear(TncPublicReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncPublicReply, tnc_public_http_reply_clear)

// TRUE when an answer came, whatever its status. TNC_ERROR_REMOTE otherwise, TNC_ERROR_CERTIFICATE,
// or TNC_ERROR_INPUT for an address that may not be asked; REPLY->may_be_there is then set.
gboolean tnc_public_http_call(TncPublicHttp *http, const TncPublicRequest *request,
                              TncPublicReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The JSON of REPLY when its status is 200 to 299. Else TNC_ERROR_CREDENTIALS (401, 403),
// TNC_ERROR_NOT_FOUND (404, 410), TNC_ERROR_REMOTE, with what the server said. New reference.
json_t *tnc_public_http_json(const TncPublicReply *reply, GError **error);

// TRUE when ADDRESS (IPv4 or IPv6 as text) is one of the public internet.
gboolean tnc_public_http_is_public(const char *address);

// 'https://host[:port]' of URL, in small letters; NULL when it is no http or https address. New string.
char *tnc_public_http_origin(const char *url);
