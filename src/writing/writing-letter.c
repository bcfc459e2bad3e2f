// SPDX-License-Identifier: AGPL-3.0-or-later
// Places follow NF Z 11-001 (window at the right: the address begins 110 mm from the left, 52 from
// the top) and DIN 5008 form B (window at the left: 25 and 58 mm).

#include "writing-letter.h"
#include "packs-language.h"
#include "writing-overlay.h"
#include "writing-page.h"

#include <string.h>

#define LEFT 25.0
#define WIDE 80.0 // of an address

static char *
first_line(const char *text)
{
    return g_strndup(text, strcspn(text, "\n"));
}

static TncWritingPages *
begin(const TncWritingLetter *letter)
{
    g_autofree char *name = first_line(letter->sender ? letter->sender : "");
    TncWritingPageOptions options = {
        .language = letter->paper->id,
        .title = letter->subject,
        .author = name,
        .numbers = letter->paper->words[TNC_PAPER_PAGE],
        .made_at = letter->made_at,
        .left = LEFT,
        .right = 22,
        .top = 22,
        .bottom = 22,
    };
    return tnc_writing_page_new(&options);
}

// Where the sender, the recipient and the date stand.
static void
place_head(TncWritingPages *pages, const TncWritingLetter *letter)
{
    gboolean right = letter->paper->window_right;
    double sender_x = right ? LEFT : 125;
    double recipient_x = right ? 110 : LEFT;
    double recipient_y = right ? 52 : 58;
    if (letter->sender)
        tnc_writing_page_place(pages, TNC_PAGE_TEXT, sender_x, 18, right ? WIDE : 70,
                               letter->sender);
    if (letter->recipient)
        tnc_writing_page_place(pages, TNC_PAGE_TEXT, recipient_x, recipient_y, WIDE,
                               letter->recipient);
    tnc_writing_page_place(pages, TNC_PAGE_TEXT, right ? 110 : 125, 92, 70, letter->date_line);
    if (letter->paper->fold_mm)
        tnc_writing_page_mark(pages, 4, letter->paper->fold_mm, 4);
    tnc_writing_page_go_down(pages, 92);
}

// What a keyboard has not: a curved apostrophe between letters, a dash before an item, spaces that
// do not break before a double sign (French) and between a day and its month.
static char *
polish(const char *language, const char *text)
{
    // A Chinese font draws the curved apostrophe as wide as a character.
    const char *apostrophe = g_str_has_prefix(language, "zh") ? "'" : "\u2019";
    GString *out = g_string_sized_new(strlen(text) + 64);
    for (const char *c = text; *c; c++) {
        const char *before = c > text ? c - 1 : "\n";
        gboolean letters = ((guchar)*before >= 0x80 || g_ascii_isalpha(*before)) &&
                           ((guchar)c[1] >= 0x80 || g_ascii_isalpha(c[1]));
        gboolean day =
            g_ascii_isdigit(*before) && g_ascii_isalpha(c[1]) &&
            (c < text + 3 || !g_ascii_isdigit(before[-1]) || !g_ascii_isdigit(before[-2]));
        if (*c == '\'' && letters)
            g_string_append(out, apostrophe);
        else if (*c == '-' && c[1] == ' ' && *before == '\n')
            g_string_append(out, "\u2013");
        else if (*c == ' ' && (day || (c[1] && strchr(":;?!%", c[1]))))
            g_string_append(out, "\u00a0");
        else
            g_string_append_c(out, *c);
    }
    return g_string_free(out, FALSE);
}

static void
add_line(GString *lines, char *line)
{
    g_string_append_printf(lines, "%s%s", lines->len ? "\n" : "", line);
    g_free(line);
}

static void
set_references(TncWritingPages *pages, const TncWritingLetter *letter)
{
    char *const *words = letter->paper->words;
    g_autoptr(GString) lines = g_string_new(NULL);
    if (letter->registered)
        add_line(lines, g_strdup(words[TNC_PAPER_REGISTERED]));
    if (letter->order)
        add_line(lines, tnc_packs_language_fill(words[TNC_PAPER_ORDER_LINE], "order", letter->order,
                                                NULL));
    if (letter->reference)
        add_line(lines, tnc_packs_language_fill(words[TNC_PAPER_OUR_LINE], "reference",
                                                letter->reference, NULL));
    // The date stands at the height of the first reference, on the other side.
    tnc_writing_page_go_down(pages, 92);
    if (lines->len)
        tnc_writing_page_place(pages, TNC_PAGE_SMALL, LEFT, 92, 80, lines->str);
    tnc_writing_page_go_down(pages, 112);
    g_autofree char *line =
        tnc_packs_language_fill(words[TNC_PAPER_SUBJECT_LINE], "subject", letter->subject, NULL);
    g_autofree char *subject = polish(letter->paper->id, line);
    tnc_writing_page_text(pages, TNC_PAGE_STRONG, subject);
    tnc_writing_page_space(pages, 4);
}

// The body without its last line, the name: between the two there is room for a signature.
static void
set_body(TncWritingPages *pages, const TncWritingLetter *letter)
{
    g_autofree char *body = g_strchomp(polish(letter->paper->id, letter->body));
    char *name = strrchr(body, '\n');
    if (!name || strlen(name) > 80) {
        tnc_writing_page_text(pages, TNC_PAGE_TEXT, body);
        return;
    }
    *name++ = '\0';
    // The formula at the end and the signature stay together.
    char *closing = g_strrstr(g_strchomp(body), "\n\n");
    if (closing)
        *closing = '\0';
    tnc_writing_page_text(pages, TNC_PAGE_TEXT, body);
    tnc_writing_page_need(pages, 42);
    if (closing)
        tnc_writing_page_text(pages, TNC_PAGE_TEXT, closing + 2);
    tnc_writing_page_space(pages, 16);
    tnc_writing_page_text(pages, TNC_PAGE_TEXT, name);
}

static void
set_enclosures(TncWritingPages *pages, const TncWritingLetter *letter)
{
    guint count = letter->exhibits ? g_strv_length((char **)(guintptr)letter->exhibits) : 0;
    if (!count)
        return;
    tnc_writing_page_space(pages, 6);
    tnc_writing_page_need(pages, 8 + 5.0 * MIN(count, 4));
    tnc_writing_page_text(pages, TNC_PAGE_STRONG, letter->paper->words[TNC_PAPER_ENCLOSED]);
    for (guint i = 0; i < count; i++) {
        g_autofree char *line = g_strdup_printf("%u.\u2002%s", i + 1, letter->exhibits[i]);
        tnc_writing_page_text(pages, TNC_PAGE_SMALL, line);
    }
}

static void
set_sheet(TncWritingPages *pages, const TncWritingLetter *letter)
{
    g_autofree char *subject = polish(letter->paper->id, letter->subject);
    g_autofree char *body = polish(letter->paper->id, letter->body);
    tnc_writing_page_text(pages, TNC_PAGE_TITLE, subject);
    tnc_writing_page_space(pages, 4);
    tnc_writing_page_text(pages, TNC_PAGE_LARGE, body);
}

static void
set_letter(TncWritingPages *pages, const TncWritingLetter *letter)
{
    place_head(pages, letter);
    set_references(pages, letter);
    set_body(pages, letter);
    set_enclosures(pages, letter);
}

GBytes *
tnc_writing_letter_print(const TncWritingLetter *letter, GError **error)
{
    g_autoptr(TncWritingPages) pages = begin(letter);
    if (letter->is_sheet)
        set_sheet(pages, letter);
    else
        set_letter(pages, letter);
    g_autoptr(GBytes) drawn = tnc_writing_page_finish(pages, error);
    return drawn ? tnc_writing_overlay_apply(drawn, NULL, 0, letter->paper->id, error) : NULL;
}
