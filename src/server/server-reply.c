// SPDX-License-Identifier: AGPL-3.0-or-later
// The content security policy lets the page load its own files only, and nothing inline.

#include "server-reply.h"
#include <string.h>

#define POLICY_PAGE                                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "                \
    "frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#define POLICY_DATA "default-src 'none'; frame-ancestors 'none'; sandbox"
// A browser's own viewer of PDF files needs to run its code; only the page may frame it.
#define POLICY_PDF "frame-ancestors 'self'"

static void
add(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

void
tnc_server_reply_protect(struct MHD_Response *response, gboolean page, const char *cache)
{
    const char *type = MHD_get_response_header(response, "Content-Type");
    gboolean pdf = type && g_str_equal(type, "application/pdf");
    add(response, "Content-Security-Policy", page ? POLICY_PAGE : pdf ? POLICY_PDF : POLICY_DATA);
    add(response, "X-Content-Type-Options", "nosniff");
    add(response, "X-Frame-Options", pdf ? "SAMEORIGIN" : "DENY");
    add(response, "Referrer-Policy", "no-referrer");
    // The filter of old browsers did more harm than good.
    add(response, "X-XSS-Protection", "0");
    add(response, "Cross-Origin-Resource-Policy", "same-origin");
    add(response, "Cross-Origin-Opener-Policy", "same-origin");
    add(response, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    add(response, "Cache-Control", cache);
}

static void
unref_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

static struct MHD_Response *
body_of(const TncServerAnswer *answer)
{
    gsize size = 0;
    const void *bytes = answer->body ? g_bytes_get_data(answer->body, &size) : NULL;
    if (!bytes)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_buffer_with_free_callback_cls(
        size, (void *)(gintptr)bytes, unref_bytes, g_bytes_ref(answer->body));
}

struct MHD_Response *
tnc_server_reply_make(const TncServerAnswer *answer)
{
    struct MHD_Response *response = body_of(answer);
    gboolean text = answer->type && (g_str_has_prefix(answer->type, "text/") ||
                                     g_str_equal(answer->type, "application/jsonl"));
    g_autofree char *type =
        text ? g_strconcat(answer->type, "; charset=utf-8", NULL) : g_strdup(answer->type);
    if (type)
        add(response, "Content-Type", type);
    if (answer->etag)
        add(response, "ETag", answer->etag);
    for (guint i = 0; answer->headers && i < answer->headers->len; i += 2)
        add(response, answer->headers->pdata[i], answer->headers->pdata[i + 1]);
    tnc_server_reply_protect(response, answer->page,
                             answer->page ? "no-store" : TNC_SERVER_REPLY_PRIVATE);
    return response;
}

struct MHD_Response *
tnc_server_reply_same(const char *etag)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    add(response, "ETag", etag);
    tnc_server_reply_protect(response, FALSE, TNC_SERVER_REPLY_PRIVATE);
    return response;
}

enum MHD_Result
tnc_server_reply_queue(struct MHD_Connection *connection, guint status,
                       struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

const char *
tnc_server_reply_header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}
