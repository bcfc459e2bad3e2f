// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the public word of a claim stands: where it may go, what was published, what came of it.
#pragma once

#include "desk-case.h"

// {claim, waiting, patience_hours, networks: [{network, name, by_tenace, handle, verified, account, help}], words: [{event,
// network, name, url, text, handle, posted_at, watched, looked_at, next_at, gone, replies}]}: the latest word first. Nobody is
// asked. New reference.
json_t *tnc_desk_public_state(TncDesk *desk, const TncDeskCase *kase, GError **error);

// The buyer's own accounts: [{name, network, server, handle}]. New reference.
json_t *tnc_desk_public_state_accounts(TncDesk *desk);
