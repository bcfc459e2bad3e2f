// SPDX-License-Identifier: AGPL-3.0-or-later
// What the threads of the server share: who may come in, what was done once, the rehearsals. Everything here may be
// called from any thread, except where it says 'desk thread'.
#pragma once

#include "desk-access.h"
#include "server-call.h"
#include "server-route.h"

typedef struct {
    char *base_path; // '' or '/x'
    char *origin;    // as told by --origin; NULL: plain HTTP on our own address
    gboolean secure; // the origin is https: cookies are Secure
    gboolean needs_password;
} TncServerSettings;

// Takes SETTINGS' strings.
TncServerState *tnc_server_state_new(const TncServerSettings *settings);
void tnc_server_state_free(TncServerState *state);
const TncServerSettings *tnc_server_state_settings(const TncServerState *state);

// ---- who may come in
// Reads the sessions and tokens again; desk thread.
void tnc_server_state_load_access(TncServerState *state, TncDesk *desk);
gboolean tnc_server_state_is_known(TncServerState *state, TncDeskAccessKind kind,
                                   const char *secret, TncInstant now);

// A one-time secret for the link that opens a session, good for ten minutes. New string.
char *tnc_server_state_make_link(TncServerState *state, TncInstant now);
// TRUE once.
gboolean tnc_server_state_use_link(TncServerState *state, const char *secret, TncInstant now);

// Attempts to come in that failed: FALSE when ten did within a minute.
gboolean tnc_server_state_may_try(TncServerState *state, TncInstant now);
void tnc_server_state_count_failure(TncServerState *state, TncInstant now);

// Opens a session for 30 days: notes it and sets the cookie; desk thread.
gboolean tnc_server_state_open_session(TncServerState *state, TncDesk *desk,
                                       TncServerAnswer *answer, GError **error);
// Sets the cookie to SECRET, or takes it away (NULL).
void tnc_server_state_set_cookie(const TncServerState *state, TncServerAnswer *answer,
                                 const char *secret);

// ---- what was done once (Idempotency-Key)
typedef enum {
    TNC_SERVER_ONCE_NEW,
    TNC_SERVER_ONCE_DONE,
    TNC_SERVER_ONCE_BUSY,
    TNC_SERVER_ONCE_OTHER
} TncServerOnce;
// NEW: work it, then call done. DONE: ANSWER is what it was answered then. BUSY: it is being worked. OTHER: the key
// came with another request.
TncServerOnce tnc_server_state_once_begin(TncServerState *state, const TncServerCall *call,
                                          TncServerAnswer *answer);
// An answer of 500 and more is forgotten, so that the client may try again.
void tnc_server_state_once_done(TncServerState *state, const TncServerCall *call,
                                const TncServerAnswer *answer);

// ---- rehearsals: owned by server-rehearsal.c
typedef struct TncServerStage TncServerStage;
TncServerStage *tnc_server_state_stage(TncServerState *state);
TncServerStage *tnc_server_rehearsal_new(void);
void tnc_server_rehearsal_free(TncServerStage *stage);
