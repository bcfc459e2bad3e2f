// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections and their deadlines: a client that dribbles its request, or says nothing, is sent away, so that it cannot
// keep others out.
#pragma once

#include <glib.h>

typedef struct TncServerVisits TncServerVisits;
typedef struct TncServerVisit TncServerVisit;

TncServerVisits *tnc_server_visit_new(void);
void tnc_server_visit_free(TncServerVisits *visits);

// A connection on SOCKET begins; one that ends, before its socket is closed.
TncServerVisit *tnc_server_visit_begin(TncServerVisits *visits, int socket);
void tnc_server_visit_end(TncServerVisits *visits, TncServerVisit *visit);

// The client is writing: headers came, or COUNT bytes of a body.
void tnc_server_visit_writes(TncServerVisits *visits, TncServerVisit *visit, gsize count);
// The request is whole: now it waits for us; and then it is answered, and the client may write again.
void tnc_server_visit_waits(TncServerVisits *visits, TncServerVisit *visit);
void tnc_server_visit_answered(TncServerVisits *visits, TncServerVisit *visit);

// Sends away those that are too slow. Any thread, every second.
void tnc_server_visit_sweep(TncServerVisits *visits);
