// SPDX-License-Identifier: AGPL-3.0-or-later
// Character by character, so that each folded byte knows where it came from. ASCII, the accented letters of Latin-1
// and Chinese characters are most of all mail: they take the short way, anything else is folded by base/text.

#include "reading-fold.h"
#include "text.h"
#include <string.h>

typedef struct {
    GString *text;
    guint32 *origin;
    gsize capacity; // of origin
} Writer;

// U+00C0 to U+00FF without their accents; '?' where more than one letter is needed.
static const char latin[] = "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";

static void
append(Writer *writer, const char *bytes, gsize size, gsize at)
{
    gsize length = writer->text->len;
    if (length + size + 1 > writer->capacity) {
        writer->capacity = 2 * (length + size + 1);
        writer->origin = g_renew(guint32, writer->origin, writer->capacity);
    }
    for (gsize i = 0; i < size; i++)
        writer->origin[length + i] = (guint32)at;
    g_string_append_len(writer->text, bytes, (gssize)size);
}

static void
append_character(Writer *writer, const char *source, gsize size, gsize at)
{
    gunichar c = g_utf8_get_char(source);
    char one[8];
    if (c >= 0xc0 && c <= 0xff && latin[c - 0xc0] != '?') {
        append(writer, &latin[c - 0xc0], 1, at);
        return;
    }
    if (c >= 0x3041 && c <= 0x9fff) {
        append(writer, source, size, at);
        return;
    }
    memcpy(one, source, size);
    one[size] = '\0';
    g_autofree char *folded = tnc_text_fold(one);
    append(writer, folded, strlen(folded), at);
}

void
tnc_reading_fold_init(TncReadingFold *fold, const char *source, gsize size)
{
    Writer writer = {g_string_sized_new(size), g_new(guint32, size + 1), size + 1};
    gboolean blank = TRUE;
    for (gsize i = 0; i < size;) {
        guchar c = (guchar)source[i];
        gsize length = c < 0x80 ? 1 : (gsize)(tnc_text_next(source + i) - (source + i));
        gboolean space =
            length == 1 ? g_ascii_isspace((char)c) : g_unichar_isspace(g_utf8_get_char(source + i));
        char lower = g_ascii_tolower((char)c);
        if (space && !blank)
            append(&writer, " ", 1, i);
        else if (!space && length == 1)
            append(&writer, &lower, 1, i);
        else if (!space)
            append_character(&writer, source + i, length, i);
        blank = space;
        i += length;
    }
    writer.origin[writer.text->len] = (guint32)size;
    fold->length = writer.text->len;
    fold->text = g_string_free(writer.text, FALSE);
    fold->origin = writer.origin;
}

void
tnc_reading_fold_clear(TncReadingFold *fold)
{
    g_clear_pointer(&fold->text, g_free);
    g_clear_pointer(&fold->origin, g_free);
}
