// SPDX-License-Identifier: AGPL-3.0-or-later
// Stalling tactics seen along the thread: most are one signal of one message; tone drop, agent rotation and ever more
// documents compare a message with those before it.
#pragma once

#include "claim-position.h"

// What is remembered from message to message. Init before the first.
typedef struct {
    guint tone_count; // human messages whose courtesy was measured
    guint tone_sum;
    guint documents; // messages that asked for information or documents
} TncTacticMemory;

void tnc_claim_tactic_init(TncTacticMemory *memory);

// Counts the tactics of one human message.
void tnc_claim_tactic_see(TncTacticMemory *memory, TncPosition *position,
                          const TncClaimEvent *event);

// Counts one tactic, once an event.
void tnc_claim_tactic_add(TncPosition *position, TncTactic tactic, guint seq);
