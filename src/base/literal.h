// SPDX-License-Identifier: AGPL-3.0-or-later
// What a regular expression needs: the strings of which at least one stands in every text that it matches. With them a
// text is searched once for all patterns of a lexicon, and only the patterns that can match are tried.
#pragma once

#include <glib.h>

typedef struct {
    char *text;  // not empty
    guint edges; // where it stands: bits of TncSearchEdges
} TncLiteral;

// What PATTERN (the syntax of PCRE2 that lexicons and mail-quote-table.h use) needs: sets of literals, the best one
// first; each match contains a literal of each set. Empty when nothing can be said, as for '\d+'. An array of arrays of
// TncLiteral; full ownership.
GPtrArray *tnc_literal_find(const char *pattern);
