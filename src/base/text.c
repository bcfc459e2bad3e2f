// SPDX-License-Identifier: AGPL-3.0-or-later
// Unicode work is GLib's; here only what it does not give.

#include "text.h"

// Letters that compatibility decomposition leaves whole.
static const char *
ascii_for(gunichar c)
{
    switch (c) {
    case 0x00df:
        return "ss";
    case 0x0153:
    case 0x0152:
        return "oe";
    case 0x00e6:
    case 0x00c6:
        return "ae";
    case 0x00f8:
    case 0x00d8:
        return "o";
    case 0x0142:
    case 0x0141:
        return "l";
    case 0x2018:
    case 0x2019:
    case 0x02bc:
        return "'";
    default:
        return NULL;
    }
}

char *
tnc_text_fold(const char *text)
{
    if (g_str_is_ascii(text))
        return g_ascii_strdown(text, -1);
    g_autofree char *decomposed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    GString *folded = g_string_sized_new(strlen(text));
    for (const char *c = decomposed; c && *c; c = tnc_text_next(c)) {
        gunichar character = g_utf8_get_char(c);
        const char *ascii = ascii_for(character);
        if (ascii)
            g_string_append(folded, ascii);
        else if (!g_unichar_ismark(character))
            g_string_append_unichar(folded, g_unichar_tolower(character));
    }
    return g_string_free(folded, FALSE);
}

char *
tnc_text_make_valid(const char *bytes, gsize size)
{
    GString *valid = g_string_sized_new(size);
    const char *end = bytes + size;
    while (bytes < end) {
        const char *stop;
        g_utf8_validate_len(bytes, (gsize)(end - bytes), &stop);
        g_string_append_len(valid, bytes, stop - bytes);
        if (stop < end && *stop)
            g_string_append(valid, "\ufffd");
        bytes = stop + 1;
    }
    return g_string_free(valid, FALSE);
}

char *
tnc_text_excerpt(const char *text, guint max_characters)
{
    GString *line = g_string_new(NULL);
    guint count = 0;
    gboolean blank = FALSE;
    for (; *text; text = tnc_text_next(text)) {
        gunichar c = g_utf8_get_char(text);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            blank = count > 0;
            continue;
        }
        if (count + (guint)blank + 1 > max_characters) {
            g_string_append(line, "…");
            break;
        }
        if (blank)
            g_string_append_c(line, ' ');
        g_string_append_unichar(line, c);
        count += 1 + (guint)blank;
        blank = FALSE;
    }
    return g_string_free(line, FALSE);
}

guint
tnc_text_count_words(const char *text)
{
    guint count = 0;
    gboolean inside = FALSE;
    for (; *text; text = tnc_text_next(text)) {
        gunichar c = g_utf8_get_char(text);
        gboolean ideograph = g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
        gboolean letter = g_unichar_isalnum(c);
        count += ideograph || (letter && !inside);
        inside = letter && !ideograph;
    }
    return count;
}

static guint
width_of(gunichar c)
{
    if (g_unichar_iszerowidth(c) || g_unichar_iscntrl(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

guint
tnc_text_columns(const char *text)
{
    guint columns = 0;
    for (; *text; text = tnc_text_next(text))
        columns += width_of(g_utf8_get_char(text));
    return columns;
}

// French sets signs apart from their word: 'depuis :', '« oui »', '20 €'. A line does not begin with the sign.
static gboolean
sticks(const char *word, const char *next)
{
    static const char *const signs[] = {":", ";", "!", "?", "»", "%", "€"};
    if (g_str_has_suffix(word, "«"))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(next, signs[i]) && tnc_text_columns(next) <= 3)
            return TRUE;
    return FALSE;
}

static void
wrap_line(GString *out, const char *line, guint columns, const char *indent)
{
    guint used = 0;
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    for (guint i = 0, next; words[i]; i = next) {
        g_autoptr(GString) unit = g_string_new(words[i]);
        for (next = i + 1; words[next] && sticks(words[next - 1], words[next]); next++)
            g_string_append_printf(unit, " %s", words[next]);
        guint width = tnc_text_columns(unit->str);
        if (used > 0 && used + 1 + width > columns) {
            g_string_append_printf(out, "\n%s", indent);
            used = tnc_text_columns(indent);
        } else if (i > 0) {
            g_string_append_c(out, ' ');
            used++;
        }
        g_string_append(out, unit->str);
        used += width;
    }
}

char *
tnc_text_wrap(const char *text, guint columns, const char *indent)
{
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (i > 0)
            g_string_append_printf(out, "\n%s", *lines[i] ? indent : "");
        wrap_line(out, lines[i], columns, indent);
    }
    return g_string_free(out, FALSE);
}
