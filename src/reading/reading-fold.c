// SPDX-License-Identifier: AGPL-3.0-or-later
// Character by character, so that each folded byte knows where it came from. ASCII, the accented letters of Latin-1
// and Chinese characters are most of all mail: they take the short way, anything else is folded by base/text.

#include "reading-fold.h"
#include "text.h"
#include <string.h>

typedef struct {
    char *text;
    guint32 *origin;
    gsize length;
    gsize room; // of both
} Writer;

// U+00C0 to U+00FF without their accents; '?' where more than one letter is needed.
static const char latin[] = "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";

static void
make_room(Writer *writer, gsize size)
{
    if (writer->length + size < writer->room)
        return;
    writer->room = 2 * (writer->length + size + 1);
    writer->text = g_realloc(writer->text, writer->room);
    writer->origin = g_renew(guint32, writer->origin, writer->room);
}

static void
append(Writer *writer, const char *bytes, gsize size, gsize at)
{
    make_room(writer, size);
    for (gsize i = 0; i < size; i++) {
        writer->text[writer->length] = bytes[i];
        writer->origin[writer->length++] = (guint32)at;
    }
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

static inline void
append_ascii(Writer *writer, guchar c, gsize at, gboolean *blank)
{
    gboolean space = g_ascii_isspace((char)c);
    if (space && *blank)
        return;
    *blank = space;
    if (writer->length + 1 >= writer->room)
        make_room(writer, 1);
    writer->text[writer->length] = (char)(space ? ' ' : c >= 'A' && c <= 'Z' ? c + 32 : c);
    writer->origin[writer->length++] = (guint32)at;
}

void
tnc_reading_fold_init(TncReadingFold *fold, const char *source, gsize size)
{
    Writer writer = {g_malloc(size + 1), g_new(guint32, size + 1), 0, size + 1};
    gboolean blank = TRUE;
    for (gsize i = 0; i < size;) {
        guchar c = (guchar)source[i];
        if (c < 0x80) {
            append_ascii(&writer, c, i++, &blank);
            continue;
        }
        gsize length = (gsize)(tnc_text_next(source + i) - (source + i));
        gboolean space = g_unichar_isspace(g_utf8_get_char(source + i));
        if (space && !blank)
            append(&writer, " ", 1, i);
        else if (!space)
            append_character(&writer, source + i, length, i);
        blank = space;
        i += length;
    }
    append(&writer, "", 1, size);
    fold->length = writer.length - 1;
    fold->text = writer.text;
    fold->origin = writer.origin;
}

void
tnc_reading_fold_clear(TncReadingFold *fold)
{
    g_clear_pointer(&fold->text, g_free);
    g_clear_pointer(&fold->origin, g_free);
}
