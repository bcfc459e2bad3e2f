// SPDX-License-Identifier: AGPL-3.0-or-later
// One request on its way: what was asked, by whom, and the answer. Filled by server.c, worked by the handlers.
#pragma once

#include "desk.h"
#include "server-answer.h"

typedef struct {
    const char *method; // static: GET (also for HEAD), POST, PUT, DELETE
    GStrv path;         // decoded segments behind the base
    GPtrArray *query;   // decoded: name, value, name, value…
    GByteArray *body;
    const char *language; // 'fr', 'en' or NULL; static
    char *secret;         // of the cookie or the bearer; NULL
    char *key;            // Idempotency-Key; NULL
    gboolean by_bearer;
    gboolean shows;            // to a person: a browser that goes to an address
    const char *parameters[4]; // what stands for each {} of the route; borrowed from path
} TncServerCall;

void tnc_server_call_clear(TncServerCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncServerCall, tnc_server_call_clear)

// The value of the query's NAME; NULL when absent. Borrowed.
const char *tnc_server_call_query(const TncServerCall *call, const char *name);
// A number between LEAST and MOST, FALLBACK when absent; TNC_ERROR_INPUT names the parameter.
gboolean tnc_server_call_number(const TncServerCall *call, const char *name, guint least,
                                guint most, guint fallback, guint *value_out, GError **error);
// The body as a JSON object. TNC_ERROR_INPUT says what is wrong. New reference.
json_t *tnc_server_call_json(const TncServerCall *call, GError **error);
// The body as bytes, a copy.
GBytes *tnc_server_call_bytes(const TncServerCall *call);
