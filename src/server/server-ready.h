// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers kept ready for as long as nothing was stored and no plan ran out: what makes GET next as quick as a file.
// Network thread only, except make.
#pragma once

#include "desk.h"
#include "server-answer.h"
#include <microhttpd.h>

typedef struct TncServerReady TncServerReady;

// Opens the folder a second time, only to see when something was stored.
TncServerReady *tnc_server_ready_new(const char *data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_server_ready_free(TncServerReady *ready);

// The state of the folder, to be asked before an answer is made.
gint64 tnc_server_ready_version(TncServerReady *ready);

// Queues the answer kept under KEY on CONNECTION; FALSE when there is none that holds at NOW. ETAG is what the client
// says it has (If-None-Match, may be NULL).
gboolean tnc_server_ready_give(TncServerReady *ready, const char *key, TncInstant now,
                               const char *etag, struct MHD_Connection *connection,
                               enum MHD_Result *result_out);

// Keeps ANSWER, made from VERSION or later, until UNTIL.
void tnc_server_ready_keep(TncServerReady *ready, const char *key, gint64 version, TncInstant until,
                           const TncServerAnswer *answer);

// Until when what next says now holds: the first plan that runs out, or midnight. Desk thread, after the answer was made.
TncInstant tnc_server_ready_until(TncDesk *desk);
