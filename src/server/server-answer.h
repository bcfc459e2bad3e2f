// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer before it is sent: status, type, bytes, headers. Errors are problem details (RFC 9457).
#pragma once

#include "json.h"

typedef struct {
    guint status;       // 0: none yet
    const char *type;   // static; NULL without a body
    GBytes *body;       // NULL: none
    char *etag;         // with its quotes; NULL: none
    GPtrArray *headers; // name, value, name, value…; owned texts
    gboolean page;      // the page itself, which may load its own files; kept by nobody
} TncServerAnswer;

void tnc_server_answer_clear(TncServerAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncServerAnswer, tnc_server_answer_clear)
void tnc_server_answer_copy(const TncServerAnswer *from, TncServerAnswer *to);

void tnc_server_answer_header(TncServerAnswer *answer, const char *name, const char *value);

// Takes the reference VALUE. Gives an ETag when STATUS is 200.
void tnc_server_answer_json(TncServerAnswer *answer, guint status, json_t *value);
// Takes TEXT.
void tnc_server_answer_text(TncServerAnswer *answer, const char *type, char *text);
// BYTES is referenced. NAME (may be NULL) makes it a download, or with INLINE only names it.
void tnc_server_answer_bytes(TncServerAnswer *answer, const char *type, GBytes *bytes,
                             const char *name, gboolean show);
// 204.
void tnc_server_answer_nothing(TncServerAnswer *answer);

// A problem of HTTP's own, named NAME; DETAIL may be NULL.
void tnc_server_answer_problem(TncServerAnswer *answer, guint status, const char *name,
                               const char *title, const char *detail);
// The same for an error of ours.
void tnc_server_answer_error(TncServerAnswer *answer, const GError *error);

// The reason phrase of a status. Static.
const char *tnc_server_answer_phrase(guint status);
