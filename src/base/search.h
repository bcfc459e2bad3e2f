// SPDX-License-Identifier: AGPL-3.0-or-later
// Many strings searched at once, in one pass over the text (Aho and Corasick, "Efficient string matching", 1975).
#pragma once

#include <glib.h>

typedef struct TncSearch TncSearch;

TncSearch *tnc_search_new(void);
void tnc_search_free(TncSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncSearch, tnc_search_free)

// Adds TEXT (not empty) with the caller's VALUE; before tnc_search_build(). Several values may share a text.
void tnc_search_add(TncSearch *search, const char *text, guint value);
void tnc_search_build(TncSearch *search);

// All the strings that end at one place. The same strings are the same hit: who has seen one need not look again.
typedef struct {
    guint number; // of the hit, below tnc_search_hit_count()
    gsize end;    // offset behind the strings
    const guint *values;
    guint count; // of the values
} TncSearchHit;
guint tnc_search_hit_count(const TncSearch *search);

typedef void (*TncSearchFunc)(const TncSearchHit *hit, gpointer data);
// Calls FUNCTION for each hit in SIZE bytes of TEXT, in their order.
void tnc_search_each(const TncSearch *search, const char *text, gsize size, TncSearchFunc function,
                     gpointer data);
