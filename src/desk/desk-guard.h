// SPDX-License-Identifier: AGPL-3.0-or-later
// The guards with what a claim knows: its numbers and persons, whose turn it is, what was sent.
#pragma once

#include "desk-case.h"
#include "writing-guard.h"

typedef struct {
    const TncDeskCase *kase; // NULL: no claim
    const TncMove *move;     // NULL: only the channel is known
    TncChannel channel;
    const char *language; // NULL: told from the text
    const char *verified; // a text whose articles of law are verified; NULL
    guint max_words;      // 0: no limit
    guint max_characters;
} TncDeskGuardInput;

// The findings (TncWritingFinding*) in TEXT; NULL with the error set when the packs cannot be
// loaded. Full ownership.
GPtrArray *tnc_desk_guard_check(TncDesk *desk, const TncDeskGuardInput *input, const char *text,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The array of `guard --json`. New reference.
json_t *tnc_desk_guard_json(const GPtrArray *findings);

// FALSE with TNC_ERROR_GUARD, which quotes the first block, when one of FINDINGS forbids sending.
gboolean tnc_desk_guard_allow(const GPtrArray *findings, GError **error) G_GNUC_WARN_UNUSED_RESULT;
