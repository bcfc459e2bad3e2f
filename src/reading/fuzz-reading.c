// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as what a seller says, read with the lexicons of the project: all spans lie within the text, in order, on
// whole characters; dates are dates.

#include "packs-lexicon.h"
#include "reading.h"
#include "text.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static TncReading *made;
static GPtrArray *lexicons;

static void
forget(void)
{
    tnc_reading_free(made);
    g_ptr_array_unref(lexicons);
}

static const TncReading *
reading(void)
{
    if (!made) {
        lexicons = tnc_packs_lexicon_load(TNC_FUZZ_PACKS, NULL);
        g_assert(lexicons);
        made = tnc_reading_new(lexicons, NULL);
        atexit(forget);
    }
    return made;
}

static void
check_span(const char *text, guint start, guint end)
{
    g_assert(start < end && end <= strlen(text));
    g_assert(g_utf8_validate_len(text + start, end - start, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *bytes = g_strndup((const char *)data, size);
    g_autofree char *text = tnc_text_make_valid(bytes, strlen(bytes));
    g_autoptr(TncReadingResult) result =
        tnc_reading_read_text(reading(), text, tnc_date_parse("2026-03-02"));
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        check_span(text, signal->start, signal->end);
    }
    for (guint i = 0; i < result->dates->len; i++) {
        const TncReadingDate *date = &g_array_index(result->dates, TncReadingDate, i);
        check_span(text, date->start, date->end);
        g_assert(date->date != TNC_DATE_NONE && date->last >= date->date);
    }
    return 0;
}
