// SPDX-License-Identifier: AGPL-3.0-or-later
// Small operations on UTF-8 text that every module needs. All strings are valid UTF-8 unless said
// otherwise.
#pragma once

#include <glib.h>

// The next character of TEXT (GLib's g_utf8_next_char, but it keeps 'const').
static inline const char *
tnc_text_next(const char *text)
{
    return text + g_utf8_skip[(guchar)*text];
}

// Copy without accents and in lower case, for comparing ('Été' → 'ete', 'Straße' → 'strasse', 'Œuf'
// → 'oeuf').
char *tnc_text_fold(const char *text);

// Valid UTF-8 made from any bytes: each byte that is not part of a character becomes U+FFFD; NUL
// bytes are dropped.
char *tnc_text_make_valid(const char *bytes, gsize size);

// At most MAX_CHARACTERS characters on one line, white space folded, '…' at the end when cut.
char *tnc_text_excerpt(const char *text, guint max_characters);

// Words: runs of letters and digits; a Chinese character counts as one word.
guint tnc_text_count_words(const char *text);

// Columns that TEXT takes on a terminal (wide characters take two, combining ones none).
guint tnc_text_columns(const char *text);

// Lines of at most COLUMNS columns, each begun by INDENT except the first; words longer than that
// are not cut.
char *tnc_text_wrap(const char *text, guint columns, const char *indent);

// The byte eight times, to look at eight bytes of a text at once.
#define TNC_TEXT_EACH_BYTE(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))
