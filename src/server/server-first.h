// SPDX-License-Identifier: AGPL-3.0-or-later
// The page with what its first screen shows inside, so that nothing more is asked for before it can be used.
#pragma once

#include "server-state.h"

// index.html for who is known by CALL, with the answers of its first requests as data ('<script type="application/json"
// id="first">': path → answer), which no policy has to allow since it is not run. Desk thread.
void tnc_server_first(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                      TncServerAnswer *answer);
