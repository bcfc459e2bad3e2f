// SPDX-License-Identifier: AGPL-3.0-or-later
// Folded text for matching, with the way back: lower case, no accents, one blank for any white space.
#pragma once

#include <glib.h>

typedef struct {
    char *text;
    guint32 *origin; // origin[i]: byte in the source of folded byte i; one more entry for the end
    gsize length;
} TncReadingFold;

// SOURCE is valid UTF-8.
void tnc_reading_fold_init(TncReadingFold *fold, const char *source, gsize size);
void tnc_reading_fold_clear(TncReadingFold *fold);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncReadingFold, tnc_reading_fold_clear)

// What the bytes from START to END of the source were folded to, as if they had been alone; each of both is at a
// character. Borrowed from FOLD: its text has no end of its own, and it must not be cleared.
TncReadingFold tnc_reading_fold_part(const TncReadingFold *fold, gsize start, gsize end);
