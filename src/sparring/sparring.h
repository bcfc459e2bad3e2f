// SPDX-License-Identifier: AGPL-3.0-or-later
// The simulated seller: draws its persona's answers one by one, each at its time. Pure: it writes no file and reads no
// clock; who plays with it delivers what it answers.
#pragma once

#include "instant.h"
#include "packs-persona.h"

typedef struct TncSparring TncSparring;

typedef struct {
    TncInstant at;
    const TncPacksPersonaReply *reply; // borrowed from the persona
    guint number;                      // 1, 2, 3… of this seller
} TncSparringAnswer;

TncSparring *tnc_sparring_new(const TncPacksPersonaFile *persona);
void tnc_sparring_free(TncSparring *sparring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncSparring, tnc_sparring_free)

// The buyer made a move on CHANNEL at AT: the next answer for that channel is put on the clock, with those that come
// together with it. Returns the answer's contact for a call or a visit (no_answer when there is none).
TncContact tnc_sparring_move(TncSparring *sparring, TncChannel channel, TncInstant at);

// The next answer at or before UNTIL, in order of time; FALSE when there is none. Each is given once.
gboolean tnc_sparring_next(TncSparring *sparring, TncInstant until, TncSparringAnswer *answer_out);

// The answer, one that has a text, as the mail that the seller sends: RFC 5322 bytes in reply to MESSAGE_ID (without <>). Full ownership.
GBytes *tnc_sparring_mail(const TncPacksPersonaFile *persona, const TncSparringAnswer *answer,
                          const char *buyer_address, const char *message_id, const char *subject);
