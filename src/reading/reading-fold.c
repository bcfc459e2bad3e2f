// SPDX-License-Identifier: AGPL-3.0-or-later
// Character by character, so that each folded byte knows where it came from.

#include "reading-fold.h"
#include "text.h"

static void
append(GString *text, GArray *origin, const char *bytes, gsize size, guint32 at)
{
    g_string_append_len(text, bytes, (gssize)size);
    for (gsize i = 0; i < size; i++)
        g_array_append_val(origin, at);
}

static void
append_folded(GString *text, GArray *origin, const char *character, gsize size, guint32 at)
{
    char one[8];
    memcpy(one, character, size);
    one[size] = '\0';
    g_autofree char *folded = tnc_text_fold(one);
    append(text, origin, folded, strlen(folded), at);
}

void
tnc_reading_fold_init(TncReadingFold *fold, const char *source, gsize size)
{
    GString *text = g_string_sized_new(size);
    GArray *origin = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint)size + 1);
    gboolean blank = TRUE;
    for (gsize i = 0; i < size;) {
        guchar c = (guchar)source[i];
        gsize length = c < 0x80 ? 1 : (gsize)(tnc_text_next(source + i) - (source + i));
        gboolean space = g_ascii_isspace((char)c) ||
                         (length > 1 && g_unichar_isspace(g_utf8_get_char(source + i)));
        char lower = g_ascii_tolower((char)c);
        if (space && !blank)
            append(text, origin, " ", 1, (guint32)i);
        else if (!space && length == 1)
            append(text, origin, &lower, 1, (guint32)i);
        else if (!space)
            append_folded(text, origin, source + i, length, (guint32)i);
        blank = space;
        i += length;
    }
    guint32 end = (guint32)size;
    g_array_append_val(origin, end);
    fold->length = text->len;
    fold->text = g_string_free(text, FALSE);
    fold->origin = (guint32 *)(void *)g_array_free(origin, FALSE);
}

void
tnc_reading_fold_clear(TncReadingFold *fold)
{
    g_clear_pointer(&fold->text, g_free);
    g_clear_pointer(&fold->origin, g_free);
}
