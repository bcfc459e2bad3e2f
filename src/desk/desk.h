// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk: where the parts meet. Every use case is a function of this folder; the command line and the server hold
// no rule of their own. One desk serves one data folder and one account; not thread-safe.
#pragma once

#include "claim-plan.h"
#include "packs.h"
#include "store.h"

typedef struct {
    const char *data; // data folder; NULL: $TENACE_DATA, else the XDG data folder
    const char *
        packs; // packs folder; NULL: $TENACE_PACKS, else beside the program, else the installed one
    const char *language; // 'fr', 'en'; NULL: the account's, else the environment's
    TncInstant now;       // the clock of everything; TNC_INSTANT_NONE: the real one
    gboolean
        no_create; // an absent folder is empty rather than made; one that cannot be written is only read
} TncDeskOptions;

typedef struct TncDesk TncDesk;

TncDesk *tnc_desk_open(const TncDeskOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_desk_close(TncDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDesk, tnc_desk_close)

// NULL when there is no data yet and none was to be made. Borrowed, as all that follows.
TncStore *tnc_desk_store(TncDesk *desk);
const char *tnc_desk_data(const TncDesk *desk);
const char *tnc_desk_packs_directory(const TncDesk *desk);
const char *tnc_desk_language(const TncDesk *desk);
const char *tnc_desk_country(TncDesk *desk);
const TncZone *tnc_desk_zone(TncDesk *desk);

TncInstant tnc_desk_now(const TncDesk *desk);
// Moves a clock that was handed in (rehearsal, stories, tests); does nothing to the real one.
void tnc_desk_set_now(TncDesk *desk, TncInstant now);
TncDate tnc_desk_today(TncDesk *desk);

// The packs of KINDS (bits of TncPacksKind; always the same set for the same first bit), loaded once when first needed.
const TncPacks *tnc_desk_load_packs(TncDesk *desk, guint kinds, GError **error);

// A new identifier, by time and chance. New string.
char *tnc_desk_new_ref(const TncDesk *desk);

// A setting's text, or FALLBACK; new string.
char *tnc_desk_setting(TncDesk *desk, const char *name, const char *fallback);
// Writes one text setting in its own transaction.
gboolean tnc_desk_set_setting(TncDesk *desk, const char *name, const char *value, GError **error);

// From now on this desk and this thread speak the language of the options or the account, else PREFERRED (NULL: the
// environment's): for a server, whose visitors differ.
void tnc_desk_speak(TncDesk *desk, const char *preferred);
// The language of the options or the account; NULL when neither says one. New string.
char *tnc_desk_own_language(TncDesk *desk);

// Forgets what was read of the settings: zone, country, language (unless the options gave it).
void tnc_desk_settings_changed(TncDesk *desk);

// Something made by another part of the desk, kept until the desk is closed (what was kept last is freed first).
void tnc_desk_keep(TncDesk *desk, const char *name, gpointer thing, GDestroyNotify free_thing);
gpointer tnc_desk_kept(TncDesk *desk, const char *name); // NULL when there is none
