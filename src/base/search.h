// SPDX-License-Identifier: AGPL-3.0-or-later
// Many strings searched at once, in one pass over the text (Aho and Corasick, "Efficient string matching", 1975).
#pragma once

#include <glib.h>

typedef struct TncSearch TncSearch;

TncSearch *tnc_search_new(void);
void tnc_search_free(TncSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncSearch, tnc_search_free)

// Where a string counts: bits. A word is made of ASCII letters, digits and '_', as for the '\b' of PCRE2.
typedef enum {
    TNC_SEARCH_ANYWHERE = 0,
    TNC_SEARCH_EDGE_BEFORE = 1, // a word begins or ends where the string begins
    TNC_SEARCH_EDGE_BEHIND = 2, // and where it ends
} TncSearchEdges;

// Adds TEXT (not empty) with the caller's VALUE; before tnc_search_build(). Several values may share a text.
void tnc_search_add(TncSearch *search, const char *text, guint edges, guint value);
void tnc_search_build(TncSearch *search);

// A string that ends at one place, with the values that it was added with.
typedef struct {
    guint number; // of the string, below tnc_search_count()
    gsize end;    // offset behind it
    const guint *values;
    guint count; // of the values
} TncSearchHit;
guint tnc_search_count(const TncSearch *search);

// Strings that need not be told again: those of which the number (in 'rounds') is the present round.
typedef struct {
    guint *rounds; // tnc_search_count() of them
    guint round;
} TncSearchSeen;

typedef void (*TncSearchFunc)(const TncSearchHit *hit, gpointer data);
// Calls FUNCTION for each string in SIZE bytes of TEXT, in the order of their ends; with SEEN (NULL: none) only for
// the first of each, which it notes.
void tnc_search_each(const TncSearch *search, const char *text, gsize size,
                     const TncSearchSeen *seen, TncSearchFunc function, gpointer data);
