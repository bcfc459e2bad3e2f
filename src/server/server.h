// SPDX-License-Identifier: AGPL-3.0-or-later
// The page and the API over one data folder. Three threads of its own: one speaks with the network and gives out what
// is ready, one works the requests on the desk, one those that talk to other machines. Holds no rule of the claims.
#pragma once

#include "desk.h"

typedef struct {
    TncDeskOptions desk;
    const char *address;   // NULL: 127.0.0.1
    guint16 port;          // 0: any
    const char *base_path; // behind a reverse proxy: '/tenace'; NULL or '': none
    const char *
        origin; // as browsers see it behind a proxy: 'https://tenace.example.org'; NULL: our own address
    guint fetch_seconds; // how often mail is fetched and reminders are sent; 0: never
} TncServerOptions;

typedef struct TncServer TncServer;

// Opens the folder and the port. Beyond loopback, TNC_ERROR_GUARD unless a password was set.
TncServer *tnc_server_start(const TncServerOptions *options,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Answers what was begun, then closes everything. NULL is fine.
void tnc_server_stop(TncServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncServer, tnc_server_stop)

guint16 tnc_server_port(const TncServer *server);
// Where the page is: 'http://127.0.0.1:8765/'. New string, as the next.
char *tnc_server_address(const TncServer *server);
// The same with a secret that opens one session, once, within ten minutes.
char *tnc_server_link(TncServer *server);

// TRUE when other machines can reach it.
gboolean tnc_server_is_beyond(const TncServer *server);
