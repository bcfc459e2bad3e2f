// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers as the network library wants them, with the headers that protect the page.
#pragma once

#include "server-answer.h"
#include <microhttpd.h>

// ANSWER as a response that may be queued on any number of connections. Full ownership.
struct MHD_Response *tnc_server_reply_make(const TncServerAnswer *answer);

// The answer 'not changed' to a client that has ETAG. Full ownership.
struct MHD_Response *tnc_server_reply_same(const char *etag);

// Only whoever asked may keep it, and asks again before it is shown (RFC 9111).
#define TNC_SERVER_REPLY_PRIVATE "private, no-cache"

// The headers of every answer; PAGE also gets what a page needs. CACHE says who may keep it.
void tnc_server_reply_protect(struct MHD_Response *response, gboolean page, const char *cache);

// Queues RESPONSE and drops the reference.
enum MHD_Result tnc_server_reply_queue(struct MHD_Connection *connection, guint status,
                                       struct MHD_Response *response);

// A header of the request; NULL when absent.
const char *tnc_server_reply_header(struct MHD_Connection *connection, const char *name);
