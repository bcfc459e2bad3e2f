// SPDX-License-Identifier: AGPL-3.0-or-later
// A draft of the packs → the subject and the body of a letter. Whether it is courteous and safe to
// send is for the guards.
#pragma once

#include "packs.h"
#include "writing-facts.h"

typedef struct {
    char *subject;
    char *body;     // paragraphs separated by an empty line, no white space at the ends of lines
    char *language; // the one in which it is written
    TncFrame frame;
    guint max_words;      // 0: no limit
    guint max_characters; // 0: no limit
} TncWritingDraft;

void tnc_writing_draft_free(TncWritingDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingDraft, tnc_writing_draft_free)

// Writes the draft ID in LANGUAGE (an IETF tag; English when we do not write it) with the
// paragraphs that FACTS choose. PACKS must hold drafts and languages. A draft that does not exist is
// TNC_ERROR_NOT_FOUND; a placeholder without value outside a group, or a public word longer than its
// limit, is TNC_ERROR_GUARD that names it and says what to record. Full ownership.
TncWritingDraft *tnc_writing_draft_render(const TncPacks *packs, const char *id,
                                          const char *language, TncPredicateSet facts,
                                          const TncWritingValues *values,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same from the claim: language, facts and values as writing-facts.h finds them; the draft is
// the move's, or the one for its id or its channel. LANGUAGE may be NULL: chosen. TNC_ERROR_NOT_FOUND when the move needs no words.
TncWritingDraft *tnc_writing_draft_for_move(const TncPacks *packs, const TncWritingInput *input,
                                            const char *language,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
