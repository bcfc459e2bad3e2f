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
    if (c >= 0x3041 && c <= 0x9fff) {
        append(writer, source, size, at);
        return;
    }
    memcpy(one, source, size);
    one[size] = '\0';
    g_autofree char *folded = tnc_text_fold(one);
    append(writer, folded, strlen(folded), at);
}

// Its letter without accent where it is one of Latin-1, C3 80 to C3 BF; '?' otherwise.
static char
plain_latin(const char *source)
{
    return (guchar)source[0] == 0xc3 ? latin[source[1] & 0x3f] : '?';
}

// The eight letters, digits, signs or single blanks at SOURCE, in lower case; 0: they are none, or other blanks.
static inline guint64
fold_eight(const char *source, gboolean after_blank)
{
    guint64 all;
    memcpy(&all, source, sizeof all);
    all = GUINT64_FROM_LE(all);
    guint64 blanks = all ^ TNC_TEXT_EACH_BYTE(' ');
    // Exact as long as no byte is above 0x7f.
    guint64 is_blank = ~(blanks + TNC_TEXT_EACH_BYTE(0x7f)) & TNC_TEXT_EACH_BYTE(0x80);
    guint64 is_other = (all | (all - TNC_TEXT_EACH_BYTE(' '))) & TNC_TEXT_EACH_BYTE(0x80);
    gboolean doubled = (is_blank & (is_blank << 8 | (after_blank ? 0x80 : 0))) != 0;
    if (is_other || doubled)
        return 0;
    guint64 capital = (all + TNC_TEXT_EACH_BYTE(0x80 - 'A')) &
                      ~(all + TNC_TEXT_EACH_BYTE(0x7f - 'Z')) & TNC_TEXT_EACH_BYTE(0x80);
    return GUINT64_TO_LE(all | capital >> 2);
}

// The run of ASCII from AT on; returns its end.
static gsize
append_ascii(Writer *writer, const char *source, gsize at, gsize size, gboolean *blank)
{
    make_room(writer, size - at);
    char *text = writer->text + writer->length;
    guint32 *origin = writer->origin + writer->length;
    gboolean after_blank = *blank;
    // Written in any case: a blank behind a blank is overwritten by what follows.
    while (at < size && (guchar)source[at] < 0x80) {
        guint64 eight = size - at >= 8 ? fold_eight(source + at, after_blank) : 0;
        if (eight) {
            memcpy(text, &eight, sizeof eight);
            for (guint i = 0; i < 8; i++)
                origin[i] = (guint32)(at + i);
            after_blank = text[7] == ' ';
            text += 8;
            origin += 8;
            at += 8;
            continue;
        }
        char c = source[at];
        gboolean space = c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
        gboolean capital = (guchar)(c - 'A') < 26;
        *text = (char)(space ? ' ' : c | capital << 5);
        *origin = (guint32)at++;
        gsize step = !(space & after_blank);
        after_blank = space;
        text += step;
        origin += step;
    }
    *blank = after_blank;
    writer->length = (gsize)(text - writer->text);
    return at;
}

void
tnc_reading_fold_init(TncReadingFold *fold, const char *source, gsize size)
{
    Writer writer = {g_malloc(size + 1), g_new(guint32, size + 1), 0, size + 1};
    gboolean blank = TRUE;
    for (gsize i = 0; i < size;) {
        if ((guchar)source[i] < 0x80) {
            i = append_ascii(&writer, source, i, size, &blank);
            continue;
        }
        char plain = plain_latin(source + i);
        if (plain != '?') {
            append(&writer, &plain, 1, i);
            blank = FALSE;
            i += 2;
            continue;
        }
        gsize length = (gsize)(tnc_text_next(source + i) - (source + i));
        gsize before = writer.length;
        gboolean space = g_unichar_isspace(g_utf8_get_char(source + i));
        if (space && !blank)
            append(&writer, " ", 1, i);
        else if (!space)
            append_character(&writer, source + i, length, i);
        // What was folded to nothing changes nothing.
        blank = writer.length > before ? space : blank;
        i += length;
    }
    append(&writer, "", 1, size);
    fold->length = writer.length - 1;
    fold->text = writer.text;
    fold->origin = writer.origin;
}

// The first byte that was folded from AT or behind it.
static gsize
find_origin(const TncReadingFold *fold, gsize at)
{
    gsize low = 0;
    gsize high = fold->length;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (fold->origin[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

TncReadingFold
tnc_reading_fold_part(const TncReadingFold *fold, gsize start, gsize end)
{
    gsize first = find_origin(fold, start);
    gsize last = find_origin(fold, end);
    // A text begins with no blank.
    if (first < last && fold->text[first] == ' ')
        first++;
    return (TncReadingFold){fold->text + first, fold->origin + first, last - first};
}

void
tnc_reading_fold_clear(TncReadingFold *fold)
{
    g_clear_pointer(&fold->text, g_free);
    g_clear_pointer(&fold->origin, g_free);
}
