// SPDX-License-Identifier: AGPL-3.0-or-later
// What a regular expression needs: the strings of which at least one stands in every text that it matches. With them a
// text is searched once for all patterns of a lexicon, and only the patterns that can match are tried.
#pragma once

#include <glib.h>

// The literals of PATTERN (the syntax of PCRE2 that lexicons and mail-quote-table.h use): each match of it contains one
// of them, and one of ALSO_OUT (may be NULL) besides. NULL when nothing can be said, as for '\d+'. Arrays of new
// strings, none empty. Full ownership.
GPtrArray *tnc_literal_find(const char *pattern, GPtrArray **also_out);
