// SPDX-License-Identifier: AGPL-3.0-or-later
// A formal letter on paper, or a sheet to hold in the hand. The letter: the addresses where an envelope's window wants them, references, date,
// subject, text, room for a signature, enclosures. The words are the draft's.
#pragma once

#include "instant.h"
#include "packs-paper.h"

// Everything borrowed; texts are UTF-8, NULL when there is none.
typedef struct {
    const TncPacksPaper *paper; // the language's conventions
    const char *sender;         // lines: name, address…
    const char *recipient;      // lines
    const char *date_line;      // 'Lyon, le 3 mars 2026'
    const char *order;          // the seller's order number
    const char *reference;      // ours
    gboolean registered;
    gboolean
        is_sheet; // for the buyer's own hand (a call, a visit): subject and body in large type, nothing else
    const char *subject;
    const char *body;            // greeting first, the closing formula and the name last
    const char *const *exhibits; // what is enclosed, numbered from 1; NULL-terminated or NULL
    TncInstant made_at;          // the file's dates
} TncWritingLetter;

// The letter as a PDF of A4 pages. Full ownership.
GBytes *tnc_writing_letter_print(const TncWritingLetter *letter,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
