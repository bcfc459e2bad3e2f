// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a text is for a network, and what in it is a link: pure. The networks' figures are data
// (packs/networks); the ways of counting are here.
#pragma once

#include <glib.h>

typedef enum {
    TNC_PUBLIC_MEASURE_CHARACTERS, // code points
    TNC_PUBLIC_MEASURE_GRAPHEMES,  // what a reader takes for one character (UAX #29)
    TNC_PUBLIC_MEASURE_WEIGHTED,   // X: Latin 1, most else 2, an emoji 2 whatever it is made of
    TNC_PUBLIC_MEASURE_COUNT
} TncPublicMeasure;

typedef struct {
    TncPublicMeasure measure;
    guint limit;
    guint url_weight;        // what a link counts as; 0: its own length
    guint max_bytes;         // of UTF-8; 0: no limit
    gboolean short_mentions; // '@user@host' counts as '@user' (Mastodon)
} TncPublicLimits;

// A part of the text that is more than text, by byte offsets.
typedef struct {
    gsize start;
    gsize end;
    enum { TNC_PUBLIC_SPAN_URL, TNC_PUBLIC_SPAN_MENTION, TNC_PUBLIC_SPAN_TAG } kind;
} TncPublicSpan;

// The end of the extended grapheme cluster that begins at TEXT (valid UTF-8); TEXT itself at the end.
const char *tnc_public_text_next_grapheme(const char *text);

// Links (with http:// or https://; bare domains too when BARE), mentions and hashtags, by place. A
// GArray of TncPublicSpan; full ownership.
GArray *tnc_public_text_spans(const char *text, gboolean bare);

// How much TEXT weighs against LIMITS.
guint tnc_public_text_weight(const char *text, const TncPublicLimits *limits);

// TRUE when TEXT is not blank and fits.
gboolean tnc_public_text_fits(const char *text, const TncPublicLimits *limits);

// TEXT without what could deceive a reader or a terminal: control characters, invisible ones and
// those that turn the direction of writing are left out; new lines stay. New string.
char *tnc_public_text_plain(const char *text);
