// SPDX-License-Identifier: AGPL-3.0-or-later
// The link of the event chain, shared by the one who appends and the one who verifies.
#pragma once

#include "store.h"

typedef struct {
    const char *claim_ref;
    guint seq;
    TncEventKind kind;
    TncActor actor;
    const char *at_text;
    TncInstant recorded_at;
    const char *body; // canonical JSON
} TncStoreLink;

// hash = sha256(previous ‖ canonical JSON of {actor, at, body, claim, kind, recorded_at, seq}).
void tnc_store_event_hash(const char *previous, const TncStoreLink *link,
                          char hash_out[TNC_SHA256_HEX + 1]);
