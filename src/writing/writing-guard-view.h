// SPDX-License-Identifier: AGPL-3.0-or-later
// A text made plain for comparing, with the way back: accents, invisible characters, look-alikes of
// other scripts, odd digits and dashes are gone. What is looked for in it is for the guards.
#pragma once

#include <glib.h>

typedef struct {
    GString *text;
    GArray *starts; // guint: for each byte of TEXT, where its character starts in the original
    GArray *ends;   // guint: and where it ends
} TncGuardView;

// LOWER: in small letters. Full ownership.
TncGuardView *tnc_writing_guard_view_new(const char *original, gboolean lower);

// The view with the letters of spaced-out words joined: 's c a m' → 'scam'. ONLY: those words alone.
TncGuardView *tnc_writing_guard_view_join(const TncGuardView *view, gboolean only);

// The view with digits and signs that stand for letters inside of words replaced: 'r3fund' → 'refund'; what
// has the shape of a size or a model ('256go', 's22') stays.
TncGuardView *tnc_writing_guard_view_spell(const TncGuardView *view);

// The letters and digits alone.
TncGuardView *tnc_writing_guard_view_squeeze(const TncGuardView *view);

void tnc_writing_guard_view_free(TncGuardView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncGuardView, tnc_writing_guard_view_free)

// The place in the original of the bytes START to END of the view.
void tnc_writing_guard_view_place(const TncGuardView *view, gsize start, gsize end,
                                  gsize *start_out, gsize *end_out);
