// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done once (Idempotency-Key), so that a request that comes again does not do it again: kept in memory, and
// for what changed the folder in the folder itself, in the same transaction, so that a crash between the change and its
// answer does not matter.
#pragma once

#include "server-call.h"

typedef struct TncServerOnce TncServerOnce;

TncServerOnce *tnc_server_once_new(void);
void tnc_server_once_free(TncServerOnce *once);

typedef enum {
    TNC_SERVER_ONCE_NEW,
    TNC_SERVER_ONCE_DONE,
    TNC_SERVER_ONCE_BUSY,
    TNC_SERVER_ONCE_OTHER,
} TncServerOnceFate;

// NEW: work it, then call done. DONE: ANSWER is what it was answered then. BUSY: it is being worked. OTHER: the key
// came with another request. DESK may be NULL: only memory is asked. Any thread.
TncServerOnceFate tnc_server_once_begin(TncServerOnce *once, TncDesk *desk,
                                        const TncServerCall *call, TncServerAnswer *answer);
// An answer of 500 and more is forgotten, so that the client may try again; one that is very large, too.
void tnc_server_once_done(TncServerOnce *once, const TncServerCall *call,
                          const TncServerAnswer *answer);

// Notes ANSWER in the folder: called in the frame of what CALL changed.
gboolean tnc_server_once_keep(TncDesk *desk, const TncServerCall *call,
                              const TncServerAnswer *answer,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
