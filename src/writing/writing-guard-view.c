// SPDX-License-Identifier: AGPL-3.0-or-later
// Folding character by character, so that every byte of the view knows where it comes from.

#include "writing-guard-view.h"

#include <string.h>
#include "text.h"

// Cyrillic and Greek letters that look like Latin ones (Unicode TR 39, confusables), and Latin ones
// without decomposition.
static const struct {
    const char *from;
    const char *to;
} likes[] = {
    {"авекмнорстухіјѕԁɡһ", "abekmhopctyxijsdgh"},
    {"АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"},
    {"αορνικτυχεγ", "aopviktuxey"},
    {"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"},
    {"øłđıƒ“”«»‘’‚‛′`´", "oldif\"\"\"\"''''''' "},
};

static const struct {
    gunichar from;
    const char *to;
} pairs[] = {{0xdf, "ss"}, {0x153, "oe"}, {0xe6, "ae"}, {0x152, "OE"}, {0xc6, "AE"}, {0xd8, "O"}};

static gboolean
is_invisible(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_FORMAT || type == G_UNICODE_NON_SPACING_MARK ||
           type == G_UNICODE_ENCLOSING_MARK || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x34f ||
           c == 0x3164 || c == 0x115f || c == 0x1160;
}

static void
append_bytes(TncGuardView *view, const char *bytes, gsize size, guint start, guint end)
{
    g_string_append_len(view->text, bytes, (gssize)size);
    for (gsize i = 0; i < size; i++) {
        g_array_append_val(view->starts, start);
        g_array_append_val(view->ends, end);
    }
}

static char
like_of(gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(likes); i++) {
        glong place = 0;
        for (const char *from = likes[i].from; *from; from = tnc_text_next(from), place++)
            if (g_utf8_get_char(from) == c)
                return likes[i].to[place];
    }
    return '\0';
}

static const char *
pair_of(gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i].from == c)
            return pairs[i].to;
    return NULL;
}

// A run of white space is one blank, whose place is the whole run.
static void
append_space(TncGuardView *view, guint start, guint end)
{
    gsize length = view->text->len;
    if (length && view->text->str[length - 1] == ' ')
        g_array_index(view->ends, guint, length - 1) = end;
    else
        append_bytes(view, " ", 1, start, end);
}

static void
append_character(TncGuardView *view, gunichar c, gboolean lower, guint start, guint end)
{
    if (is_invisible(c))
        return;
    if (g_unichar_isspace(c)) {
        append_space(view, start, end);
        return;
    }
    if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212)
        c = '-';
    char like = like_of(c);
    c = like ? (gunichar)(guchar)like : c;
    c = lower ? g_unichar_tolower(c) : c;
    char bytes[8];
    int size = g_unichar_to_utf8(c, bytes);
    const char *pair = pair_of(c);
    append_bytes(view, pair ? pair : bytes, pair ? 2 : (gsize)size, start, end);
}

static TncGuardView *
new_view(void)
{
    TncGuardView *view = g_new0(TncGuardView, 1);
    view->text = g_string_new(NULL);
    view->starts = g_array_new(FALSE, FALSE, sizeof(guint));
    view->ends = g_array_new(FALSE, FALSE, sizeof(guint));
    return view;
}

TncGuardView *
tnc_writing_guard_view_new(const char *original, gboolean lower)
{
    TncGuardView *view = new_view();
    for (const char *c = original; *c; c = tnc_text_next(c)) {
        gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
        gsize count = g_unichar_fully_decompose(g_utf8_get_char(c), TRUE, parts,
                                                G_UNICHAR_MAX_DECOMPOSITION_LENGTH);
        guint start = (guint)(c - original);
        guint end = (guint)(tnc_text_next(c) - original);
        for (gsize i = 0; i < count; i++)
            append_character(view, parts[i], lower, start, end);
    }
    return view;
}

static void
copy_bytes(TncGuardView *to, const TncGuardView *from, gsize start, gsize end)
{
    for (gsize i = start; i < end; i++)
        append_bytes(to, from->text->str + i, 1, g_array_index(from->starts, guint, i),
                     g_array_index(from->ends, guint, i));
}

// Without what separates the letters; a wider gap than usual is one between words.
static void
copy_joined(TncGuardView *to, const TncGuardView *view, gsize start, gsize end)
{
    for (gsize i = start; i < end; i++) {
        guint width = g_array_index(view->ends, guint, i) - g_array_index(view->starts, guint, i);
        gboolean gap = view->text->str[i] == ' ' && width > 1;
        if (gap || !strchr(" ._*|/,~-", view->text->str[i]))
            copy_bytes(to, view, i, i + 1);
    }
}

TncGuardView *
tnc_writing_guard_view_join(const TncGuardView *view, gboolean only)
{
    g_autoptr(GRegex) spaced = g_regex_new(
        "(?<![\\p{L}\\p{N}])[\\p{L}$@0-9](?:[ ._*|/,~-]{1,3}[\\p{L}$@0-9](?![\\p{L}\\p{N}])){2,}",
        0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    TncGuardView *joined = new_view();
    gsize done = 0;
    g_regex_match(spaced, view->text->str, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        int end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        if (!only)
            copy_bytes(joined, view, done, (gsize)start);
        copy_joined(joined, view, (gsize)start, (gsize)end);
        if (only)
            append_space(joined, 0, 0);
        done = (gsize)end;
    }
    if (!only)
        copy_bytes(joined, view, done, view->text->len);
    return joined;
}

// What is read as a letter, of what follows in the same place; 0 for none.
static char
letter_of(const char *sign)
{
    static const char from[] = "013457@$8";
    static const char to[] = "oieastasb";
    const char *found = *sign ? strchr(from, *sign) : NULL;
    return found ? to[found - from] : g_str_has_prefix(sign, "\u20ac") ? 'e' : '\0';
}

static void
copy_spelled(TncGuardView *to, const TncGuardView *view, gsize start, gsize end)
{
    for (gsize i = start; i < end; i++) {
        const char *sign = view->text->str + i;
        gsize size = g_str_has_prefix(sign, "\u20ac") ? 3 : 1;
        char letter = letter_of(sign);
        if (letter)
            append_bytes(to, &letter, 1, g_array_index(view->starts, guint, i),
                         g_array_index(view->ends, guint, i + size - 1));
        else
            copy_bytes(to, view, i, i + 1);
        i += letter ? size - 1 : 0;
    }
}

TncGuardView *
tnc_writing_guard_view_spell(const TncGuardView *view)
{
    // A letter, signs, a letter; or signs before four letters.
    g_autoptr(GRegex) odd = g_regex_new("(?<![\\p{L}\\p{N}@.])(?=[a-z\\d$@€]{3,})(?:[a-z]+[013457@$"
                                        "8€]{1,2}(?=[a-z])|[013457$](?=[a-z]{4}))"
                                        "[a-z013457@$8€]*[a-z0-9](?![\\p{N}@.]?[\\p{L}\\p{N}@])",
                                        0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    TncGuardView *spelled = new_view();
    gsize done = 0;
    g_regex_match(odd, view->text->str, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        int end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        copy_bytes(spelled, view, done, (gsize)start);
        copy_spelled(spelled, view, (gsize)start, (gsize)end);
        done = (gsize)end;
    }
    copy_bytes(spelled, view, done, view->text->len);
    return spelled;
}

TncGuardView *
tnc_writing_guard_view_squeeze(const TncGuardView *view)
{
    TncGuardView *squeezed = new_view();
    for (gsize i = 0; i < view->text->len; i++)
        if (g_ascii_isalnum(view->text->str[i]) || (guchar)view->text->str[i] >= 0x80)
            copy_bytes(squeezed, view, i, i + 1);
    return squeezed;
}

void
tnc_writing_guard_view_free(TncGuardView *view)
{
    if (!view)
        return;
    g_string_free(view->text, TRUE);
    g_array_unref(view->starts);
    g_array_unref(view->ends);
    g_free(view);
}

void
tnc_writing_guard_view_place(const TncGuardView *view, gsize start, gsize end, gsize *start_out,
                             gsize *end_out)
{
    gboolean some = end > start && end <= view->text->len;
    *start_out = some ? g_array_index(view->starts, guint, start) : 0;
    *end_out = some ? g_array_index(view->ends, guint, end - 1) : 0;
}
