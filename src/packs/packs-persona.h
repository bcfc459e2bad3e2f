// SPDX-License-Identifier: AGPL-3.0-or-later
// Personas: simulated sellers with the purchase that went wrong, as data of packs/personas. A persona says what the
// seller writes, never what it means: that is for the reader. Format: the README there.
#pragma once

#include "packs-yaml.h"

// One answer of the seller, used once, in order: the first unused one whose 'to' is the channel of the buyer's move.
typedef struct {
    char *to;      // channel of the buyer's move that draws it
    char *after;   // ISO 8601 duration until it comes
    char *channel; // by which it comes: email (as is usual), public, counter, phone
    char *agent;   // who signs
    char *text;    // what is written; NULL: the seller stays silent
    char *subject;
    char *automatic; // value of Auto-Submitted; NULL: a person writes
    char *contact;   // for calls and visits: reached, no_answer, refused, solved
    char *remedy;    // what arrives at the buyer's then: a remedy's name
    gboolean also;   // comes together with the one before
} TncPacksPersonaReply;

// What the buyer finds when the step is done.
typedef struct {
    char *step;
    char *result;
    char *finding; // NULL: none
} TncPacksPersonaStep;

typedef struct {
    char *name;
    char *role;
    char *country;
    char *language;
    char *email;
    char *phone;
    char *form_url;
    char *handle; // network: handle
} TncPacksPersonaMerchant;

typedef struct {
    char *item;
    char *order_number;
    int price; // minor unit
    char *currency;
    char *ordered_on;
    char *expected_on;
    char *delivered_on;
    char *where;
    char *payment;
} TncPacksPersonaPurchase;

typedef struct {
    char *id;
    char *title_fr;
    char *title_en;
    char *start; // instant of the first day
    char *buyer;
    char *about;
    char *kind;
    char *wants;
    TncPacksPersonaMerchant merchant;
    TncPacksPersonaPurchase purchase;
    TncPacksPersonaStep *steps;
    guint steps_count;
    TncPacksPersonaReply *replies;
    guint replies_count;
} TncPacksPersonaFile;

typedef struct {
    TncPacksYaml *yaml; // owns everything
    const TncPacksPersonaFile *file;
} TncPacksPersona;

// Reads the persona at PATH by itself, for `packs check`.
gboolean tnc_packs_persona_check(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All personas of DIRECTORY: a GPtrArray of TncPacksPersona*, by file name. Full ownership.
GPtrArray *tnc_packs_persona_load(const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
