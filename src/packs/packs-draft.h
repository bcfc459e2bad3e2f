// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of the moves, loaded from packs/drafts/*.yaml. Rendering is src/writing's concern.
#pragma once

#include "claim-predicate.h"
#include "packs-language.h"
#include "packs-template.h"

#define TNC_DRAFT_MAX_CONDITIONS 6

// What is put around the paragraphs.
#define TNC_FRAMES(X)                                                                              \
    X(MAIL, "mail")     /* greeting and closing of an e-mail */                                    \
    X(LETTER, "letter") /* those of a formal letter */                                             \
    X(NONE, "none")     /* a script, a checklist, a public word: nothing */                        \
    X(PART, "part")     /* only included by other drafts, never sent by itself */

#define TNC_FRAME_CODE(code, name) TNC_FRAME_##code,
typedef enum { TNC_FRAMES(TNC_FRAME_CODE) TNC_FRAME_COUNT } TncFrame;
#undef TNC_FRAME_CODE

typedef struct {
    char *text;    // a template (packs-template.h); NULL when it includes a part
    char *part;    // id of the draft whose paragraphs stand here; NULL when it has a text
    guint most;    // at most so many paragraphs of that part
    gboolean join; // goes on in the paragraph before it, unless that one ends with a list
    guint when_count;
    TncPredicate when[TNC_DRAFT_MAX_CONDITIONS]; // all must hold, else the paragraph is left out
    guint unless_count;
    TncPredicate unless[TNC_DRAFT_MAX_CONDITIONS]; // none may hold, else it is left out
} TncPacksParagraph;

typedef struct {
    char *subject;         // a template; NULL for a part
    GPtrArray *paragraphs; // TncPacksParagraph
} TncPacksDraftText;

typedef struct {
    char *id;
    char *file; // where it was read, for messages
    guint line;
    TncFrame frame;
    guint max_words;      // the longest that it may become; 0 when it is not limited
    guint max_characters; // the same, for a public word
    TncPacksDraftText texts[TNC_LANGUAGE_COUNT];
} TncPacksDraft;

// All drafts of DIRECTORY/drafts as a table id → TncPacksDraft*. Every draft has every language; an
// included part exists, is a part, and includes nothing itself. Full ownership.
GHashTable *tnc_packs_draft_load_all(const char *directory,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Adds the drafts of one file to DRAFTS.
gboolean tnc_packs_draft_load(const char *path, GHashTable *drafts,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Checks what the drafts include, once all are there.
gboolean tnc_packs_draft_check_parts(GHashTable *drafts, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// An empty table for tnc_packs_draft_load(). Full ownership.
GHashTable *tnc_packs_draft_table(void);

// The schema of a file of drafts, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_draft_schema(void);
