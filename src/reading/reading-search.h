// SPDX-License-Identifier: AGPL-3.0-or-later
// Many strings searched at once, in one pass over the text (Aho and Corasick, "Efficient string matching", 1975).
#pragma once

#include <glib.h>

typedef struct TncReadingSearch TncReadingSearch;

TncReadingSearch *tnc_reading_search_new(void);
void tnc_reading_search_free(TncReadingSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReadingSearch, tnc_reading_search_free)

// Adds TEXT (not empty) with the caller's VALUE; before tnc_reading_search_build(). Several values may share a text.
void tnc_reading_search_add(TncReadingSearch *search, const char *text, guint value);
void tnc_reading_search_build(TncReadingSearch *search);

typedef void (*TncReadingSearchFunc)(guint value, gpointer data);
// Calls FUNCTION for each occurrence of each string in SIZE bytes of TEXT, in order of its end.
void tnc_reading_search_each(const TncReadingSearch *search, const char *text, gsize size,
                             TncReadingSearchFunc function, gpointer data);
