// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks at a text before it leaves: courtesy, threats, accusations, private data in public, names,
// length, placeholders, law without a source, the wrong remedy. Whether the user then says yes is
// for the caller. The words are data: packs/guards.
#pragma once

#include "packs-guard.h"

// One thing to mend. QUOTE is TEXT[start..end), in bytes; empty when it concerns the whole.
typedef struct {
    TncGuardKind kind;
    TncGuardSeverity severity;
    char *quote;
    gsize start;
    gsize end;
    char *advice; // what to write instead
} TncWritingFinding;

// Everything borrowed; zero or NULL: unknown, not to be checked.
typedef struct {
    const char *language;        // of the text; NULL: told from its small words
    const char *advice_language; // 'fr', else English
    gboolean is_public;
    const char *const *numbers; // order, ticket, serial…: not to stand in a public text
    const char *const *persons; // not to be named in a public text
    const char *allowed;        // a name that may stand there: the seller's
    const char *verified;       // a text whose articles of law are verified: the draft
    guint max_words;
    guint max_characters;
    gboolean chases;         // the text is a chaser
    gboolean answer_awaited; // the seller waits for an answer
    gboolean to_mediator;    // the text goes to a mediator or a centre
    gboolean complained;     // a written complaint was sent before
} TncWritingGuardContext;

void tnc_writing_guard_finding_free(TncWritingFinding *finding);

// The findings in TEXT (valid UTF-8) by GUARDS (tnc_packs_part() of TNC_PACKS_GUARDS), blocks first,
// then by place; at most 100. Never NULL; full ownership.
GPtrArray *tnc_writing_guard_check(const GPtrArray *guards, const char *text,
                                   const TncWritingGuardContext *context);

// TRUE when one of FINDINGS forbids sending.
gboolean tnc_writing_guard_blocks(const GPtrArray *findings);
