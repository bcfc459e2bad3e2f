// SPDX-License-Identifier: AGPL-3.0-or-later
// The threads that work requests, each with a desk of its own, one request after the other.
#pragma once

#include "server-live.h"
#include "server-state.h"

typedef struct TncServerJob {
    TncServerCall call;
    TncServerAnswer answer;
    const TncServerRoute *route; // NULL: answered without a desk
    gboolean opens;              // the one-time link: opens a session and goes on to the page
    gboolean first;              // the page itself, with what its first screen shows
    gboolean wants_until;        // how long the answer holds is to be told
    TncInstant until;
    void (*done)(struct TncServerJob *job); // called when it is answered, on the working thread
} TncServerJob;

typedef struct TncServerWork TncServerWork;

// Opens two desks with OPTIONS and starts the threads.
TncServerWork *tnc_server_work_new(const TncDeskOptions *options, TncServerState *state,
                                   TncServerLive *live, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Works what waits, then ends the threads; from then on push refuses. Twice is fine.
void tnc_server_work_stop(TncServerWork *work);
void tnc_server_work_free(TncServerWork *work);

// Gives JOB to its thread. FALSE when too many wait already.
gboolean tnc_server_work_push(TncServerWork *work, TncServerJob *job) G_GNUC_WARN_UNUSED_RESULT;

// TRUE unless the desk thread is at something that takes long: what is given to it now is answered soon.
gboolean tnc_server_work_is_quick(TncServerWork *work);

// Asks the desk thread to look whether something was stored by somebody else.
void tnc_server_work_look(TncServerWork *work);

// Asks the thread of remote things to fetch mail, send what waits, and remind; nothing when it is at it already.
void tnc_server_work_chores(TncServerWork *work);

// Asks the same thread to look at the public words, when one is due; nothing when it is at such things already.
void tnc_server_work_words(TncServerWork *work);

// The data folder. Borrowed.
const char *tnc_server_work_data(const TncServerWork *work);
