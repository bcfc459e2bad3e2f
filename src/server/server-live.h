// SPDX-License-Identifier: AGPL-3.0-or-later
// Server-sent events: browsers that wait are told when something was stored.
#pragma once

#include <glib.h>
#include <microhttpd.h>

typedef struct TncServerLive TncServerLive;

TncServerLive *tnc_server_live_new(void);
void tnc_server_live_free(TncServerLive *live);

// A stream for CONNECTION; NULL when there are too many. Network thread. Full ownership.
struct MHD_Response *tnc_server_live_response(TncServerLive *live,
                                              struct MHD_Connection *connection);

// Writes TEXT (an event, or a comment that finds out who left) to every stream. Any thread.
void tnc_server_live_tell(TncServerLive *live, const char *text);

// Ends every stream; none is begun any more. Any thread, before the network is stopped.
void tnc_server_live_end(TncServerLive *live);
