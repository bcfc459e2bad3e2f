// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text: graphemes cover it, spans lie in it on the borders of characters, and every way of counting ends.

#include "public-text.h"
#include <stdint.h>
#include <string.h>
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_spans(const char *text, gboolean bare)
{
    g_autoptr(GArray) spans = tnc_public_text_spans(text, bare);
    gsize last = 0;
    for (guint i = 0; i < spans->len; i++) {
        const TncPublicSpan *span = &g_array_index(spans, TncPublicSpan, i);
        g_assert_true(last <= span->start && span->start < span->end && span->end <= strlen(text));
        g_assert_true(g_utf8_validate(text + span->start, (gssize)(span->end - span->start), NULL));
        last = span->end;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = tnc_text_make_valid((const char *)data, size);
    guint graphemes = 0;
    for (const char *c = text; *c; graphemes++) {
        const char *next = tnc_public_text_next_grapheme(c);
        g_assert_true(next > c);
        c = next;
    }
    g_assert_cmpuint(graphemes, <=, g_utf8_strlen(text, -1));
    check_spans(text, FALSE);
    check_spans(text, TRUE);
    for (int measure = 0; measure < TNC_PUBLIC_MEASURE_COUNT; measure++) {
        TncPublicLimits limits = {(TncPublicMeasure)measure, 280, 23, 3000, TRUE};
        guint weight = tnc_public_text_weight(text, &limits);
        g_assert_true(!tnc_public_text_fits(text, &limits) || weight <= 280);
    }
    g_autofree char *plain = tnc_public_text_plain(text);
    g_assert_true(g_utf8_validate(plain, -1, NULL) && !strchr(plain, '\x1b'));
    return 0;
}
