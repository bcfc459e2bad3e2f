// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers are plain values; server.c hands them to the network.

#include "server-answer.h"
#include "desk-speech.h"
#include "error.h"
#include "sha256.h"

#define N_(text) text

void
tnc_server_answer_clear(TncServerAnswer *answer)
{
    g_clear_pointer(&answer->body, g_bytes_unref);
    g_clear_pointer(&answer->etag, g_free);
    g_clear_pointer(&answer->headers, g_ptr_array_unref);
    *answer = (TncServerAnswer){0};
}

void
tnc_server_answer_header(TncServerAnswer *answer, const char *name, const char *value)
{
    if (!answer->headers)
        answer->headers = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(answer->headers, g_strdup(name));
    g_ptr_array_add(answer->headers, g_strdup(value));
}

void
tnc_server_answer_copy(const TncServerAnswer *from, TncServerAnswer *to)
{
    *to = (TncServerAnswer){.status = from->status, .type = from->type};
    to->body = from->body ? g_bytes_ref(from->body) : NULL;
    to->etag = g_strdup(from->etag);
    for (guint i = 0; from->headers && i < from->headers->len; i += 2)
        tnc_server_answer_header(to, from->headers->pdata[i], from->headers->pdata[i + 1]);
}

static void
set_etag(TncServerAnswer *answer)
{
    char sha256[TNC_SHA256_HEX + 1];
    gsize size;
    const void *bytes = g_bytes_get_data(answer->body, &size);
    tnc_sha256_hex(bytes, size, sha256);
    answer->etag = g_strdup_printf("\"%.24s\"", sha256);
}

void
tnc_server_answer_json(TncServerAnswer *answer, guint status, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    json_decref(value);
    if (!text) {
        // A text that is not UTF-8 got in somewhere.
        tnc_server_answer_problem(answer, 500, "failed", NULL,
                                  gettext("the answer could not be written"));
        return;
    }
    answer->status = status;
    answer->type = "application/json";
    answer->body = g_bytes_new_take(text, strlen(text));
    if (status == 200)
        set_etag(answer);
}

void
tnc_server_answer_text(TncServerAnswer *answer, const char *type, char *text)
{
    answer->status = 200;
    answer->type = type;
    answer->body = g_bytes_new_take(text, strlen(text));
    set_etag(answer);
}

// A name that is safe between quotes, and whole in the form of RFC 6266.
static char *
disposition(const char *name, gboolean show)
{
    g_autofree char *plain = g_str_to_ascii(name, "C");
    g_autofree char *encoded = g_uri_escape_string(name, NULL, FALSE);
    g_strdelimit(plain, "\"\\\r\n;/", '_');
    return g_strdup_printf("%s; filename=\"%s\"; filename*=UTF-8''%s",
                           show ? "inline" : "attachment", plain, encoded);
}

void
tnc_server_answer_bytes(TncServerAnswer *answer, const char *type, GBytes *bytes, const char *name,
                        gboolean show)
{
    answer->status = 200;
    answer->type = type;
    answer->body = g_bytes_ref(bytes);
    set_etag(answer);
    if (!name)
        return;
    g_autofree char *value = disposition(name, show);
    tnc_server_answer_header(answer, "Content-Disposition", value);
}

void
tnc_server_answer_nothing(TncServerAnswer *answer)
{
    answer->status = 204;
}

const char *
tnc_server_answer_phrase(guint status)
{
    static const struct {
        guint status;
        const char *phrase;
    } phrases[] = {
        {400, N_("Bad Request")},
        {401, N_("Unauthorized")},
        {403, N_("Forbidden")},
        {404, N_("Not Found")},
        {405, N_("Method Not Allowed")},
        {408, N_("Request Timeout")},
        {409, N_("Conflict")},
        {413, N_("Content Too Large")},
        {415, N_("Unsupported Media Type")},
        {421, N_("Misdirected Request")},
        {422, N_("Unprocessable Content")},
        {429, N_("Too Many Requests")},
        {500, N_("Internal Server Error")},
        {503, N_("Service Unavailable")},
    };
    for (guint i = 0; i < G_N_ELEMENTS(phrases); i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return N_("Error");
}

void
tnc_server_answer_problem(TncServerAnswer *answer, guint status, const char *name,
                          const char *title, const char *detail)
{
    g_autofree char *type = g_strconcat("tenace:", name, NULL);
    // A detail may quote what somebody sent.
    g_autofree char *whole = g_utf8_make_valid(detail ? detail : "", -1);
    tnc_server_answer_clear(answer);
    tnc_server_answer_json(answer, status,
                           json_pack("{s:s, s:s, s:i, s:s, s:s}", "type", type, "title",
                                     title ? title : gettext(tnc_server_answer_phrase(status)),
                                     "status", (int)status, "detail", whole, "name", name));
    answer->type = "application/problem+json";
}

void
tnc_server_answer_error(TncServerAnswer *answer, const GError *error)
{
    gboolean ours = error->domain == TNC_ERROR;
    const char *name = tnc_error_name(ours ? (TncError)error->code : TNC_ERROR_FAILED);
    tnc_server_answer_problem(answer, (guint)tnc_error_http_status(error), name,
                              gettext(tnc_error_title(error)), error->message);
}
