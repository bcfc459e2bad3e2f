// SPDX-License-Identifier: AGPL-3.0-or-later
// The packs of one folder, loaded: policy, words and calendars as data. Read-only once made, and
// safe to share between threads. Each kind has its loader in packs-<kind>.c and its place in
// packs-table.h; the format of the files is in packs/README.md.
#pragma once

#include "calendar.h"
#include "claim-ladder.h"
#include "packs-draft.h"
#include "packs-language.h"

// A bit set: what to load.
typedef enum {
    TNC_PACKS_LADDERS = 1 << 0,
    TNC_PACKS_CALENDARS = 1 << 1,
    TNC_PACKS_LANGUAGES = 1 << 2,
    TNC_PACKS_DRAFTS = 1 << 3,
    TNC_PACKS_LEXICONS = 1 << 4,
    TNC_PACKS_PROVIDERS = 1 << 5,
    TNC_PACKS_PERSONAS = 1 << 6,
    TNC_PACKS_LAW = 1 << 7,
    TNC_PACKS_GLOSSARY = 1 << 8,
    TNC_PACKS_GUARDS = 1 << 9,
    TNC_PACKS_PAPERS = 1 << 10,
    TNC_PACKS_NETWORKS = 1 << 11,
    TNC_PACKS_TACT = 1 << 12,
    TNC_PACKS_HUNCHES = 1 << 13,
} TncPacksKind;

typedef struct TncPacks TncPacks;

// Loads the kinds of WHAT (drafts bring the languages with them) from DIRECTORY (the folder that holds ladders/, drafts/…). The first file
// that does not fit is the error, as packs-yaml.h words it. Kinds whose loader is not in
// packs-table.h are left out. Full ownership.
TncPacks *tnc_packs_load(const char *directory, guint what,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_packs_free(TncPacks *packs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacks, tnc_packs_free)

// What the loader of KIND made; NULL when it was not asked for. Borrowed. The kinds not owned by
// this module's main author are read through this.
gpointer tnc_packs_part(const TncPacks *packs, TncPacksKind kind);

// Everything below is borrowed until the packs are freed, and NULL when there is none.

// TncLadder*, by rank, then by id.
const GPtrArray *tnc_packs_ladders(const TncPacks *packs);
const TncLadder *tnc_packs_ladder(const TncPacks *packs, const char *id);
// The first ladder made for KIND of which all conditions are in FACTS.
const TncLadder *tnc_packs_ladder_choose(const TncPacks *packs, TncClaimKind kind,
                                         TncPredicateSet facts);

// By country or by any other id: 'fr'.
const TncCalendar *tnc_packs_calendar(const TncPacks *packs, const char *id);

// By the id that rungs and moves name: 'not_delivered.email', 'answer_step'.
const TncPacksDraft *tnc_packs_draft(const TncPacks *packs, const char *id);

// Of an IETF tag: 'fr', 'fr-CA' → 'fr'.
const TncPacksLanguage *tnc_packs_language(const TncPacks *packs, const char *tag);

// ---- packs check

// One thing to mend. FIELD is empty when it concerns the whole file.
typedef struct {
    const char *file;
    guint line;
    const char *field;
    const char *message; // what was expected, what was found
    const char *remedy;  // what to do
    gboolean is_notice;  // nothing is wrong yet: a check of a rule is overdue
} TncPacksFinding;
typedef void (*TncPacksReport)(const TncPacksFinding *finding, gpointer data);

// Checks every file of every kind in DIRECTORY, then what ties them together: the drafts that rungs
// and moves name, a ladder for every kind of claim, the calendars and drafts that rules of law name.
// A missing folder is skipped. Reports the first mistake of each file, then the rules whose check is
// overdue on TODAY (TNC_DATE_NONE: none) as notices, and returns how many mistakes there were.
guint tnc_packs_check(const char *directory, TncDate today, TncPacksReport report, gpointer data);
