// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests of the desk share: a desk in a folder of its own, claims, and mails as sellers send them.
#pragma once

#include "desk-case.h"

#define STAGE_SELLER "sav@lune.example"
#define STAGE_BUYER "claire@home.example"

typedef struct {
    TncDesk *desk;
    char *folder;
    TncStoreId claim; // about order L-20455 of STAGE_SELLER, opened at the desk's now
} Stage;

// Opens a stage at 2026-03-03T09:00:00+01:00, in English, with the packs of the tree.
Stage stage_open(void);
void stage_close(Stage *stage);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_close)

// Another claim of the same kind, about ORDER of a seller with the address EMAIL.
TncStoreId stage_claim(const Stage *stage, const char *order, const char *email);

// The clock, as '2026-03-09T09:00:00+01:00'.
void stage_set_now(const Stage *stage, const char *now);

// Notes one event; BODY is JSON with ' for ".
void stage_event(const Stage *stage, TncEventKind kind, TncActor actor, const char *body);

// How many events a claim has, and the plan's position, computed anew. Full ownership.
guint stage_events(const Stage *stage, TncStoreId claim);
TncDeskCase *stage_case(const Stage *stage, TncStoreId claim);

typedef struct {
    const char *from;    // NULL: the seller
    const char *id;      // of the Message-ID, without <>; NULL: none
    const char *headers; // more of them, each with CRLF; NULL: none
    const char *subject;
    const char *date; // RFC 5322; NULL: on 3 March 2026, 09:30 in Paris
    const char *text;
} StageMail;
GBytes *stage_mail(const StageMail *mail);
