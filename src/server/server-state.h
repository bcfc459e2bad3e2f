// SPDX-License-Identifier: AGPL-3.0-or-later
// What the threads of the server share: who may come in, what was done once, the rehearsals. Everything here may be
// called from any thread, except where it says 'desk thread'.
#pragma once

#include "desk-access.h"
#include "server-call.h"
#include "server-once.h"
#include "server-route.h"

typedef struct {
    char *base_path; // '' or '/x'
    char *origin;    // as told by --origin; NULL: plain HTTP on our own address
    gboolean secure; // the origin is https: cookies are Secure
    gboolean needs_password;
    gboolean beyond; // other machines can reach us
} TncServerSettings;

// Takes SETTINGS' strings.
TncServerState *tnc_server_state_new(const TncServerSettings *settings);
void tnc_server_state_free(TncServerState *state);
const TncServerSettings *tnc_server_state_settings(const TncServerState *state);

// ---- who may come in
// Reads the sessions and tokens again, and the owner's language; desk thread.
void tnc_server_state_load_access(TncServerState *state, TncDesk *desk);
// This thread speaks the owner's language, else PREFERRED (may be NULL).
void tnc_server_state_speak(TncServerState *state, const char *preferred);
gboolean tnc_server_state_is_known(TncServerState *state, TncDeskAccessKind kind,
                                   const char *secret, TncInstant now);

// A one-time secret for the link that opens a session, good for ten minutes. New string.
char *tnc_server_state_make_link(TncServerState *state, TncInstant now);
// TRUE once.
gboolean tnc_server_state_use_link(TncServerState *state, const char *secret, TncInstant now);

// Passwords that were wrong: FALSE when ten were within a minute. A link needs no such limit, since nobody guesses 32
// random bytes; and counting its failures would let any site on the web lock the owner out.
gboolean tnc_server_state_may_try(TncServerState *state, TncInstant now);
void tnc_server_state_count_failure(TncServerState *state, TncInstant now);

// Opens a session for 30 days: notes it and sets the cookie; desk thread.
gboolean tnc_server_state_open_session(TncServerState *state, TncDesk *desk,
                                       TncServerAnswer *answer, GError **error);
// Sets the cookie to SECRET, or takes it away (NULL).
void tnc_server_state_set_cookie(const TncServerState *state, TncServerAnswer *answer,
                                 const char *secret);

// ---- what was done once (Idempotency-Key)
TncServerOnce *tnc_server_state_once(TncServerState *state);

// ---- rehearsals: owned by server-rehearsal.c
typedef struct TncServerStage TncServerStage;
TncServerStage *tnc_server_state_stage(TncServerState *state);
TncServerStage *tnc_server_rehearsal_new(void);
void tnc_server_rehearsal_free(TncServerStage *stage);

// ---- the public word: owned by server-public.c
typedef struct TncServerPublic TncServerPublic;
TncServerPublic *tnc_server_state_public(TncServerState *state);
TncServerPublic *tnc_server_public_new(void);
void tnc_server_public_free(TncServerPublic *all);
