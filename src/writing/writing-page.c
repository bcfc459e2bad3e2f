// SPDX-License-Identifier: AGPL-3.0-or-later
// Setting: text becomes lines, lines get a page and a place. Nothing is drawn before everything is
// placed, so that a reference can say a page that comes later.

#include "writing-page.h"
#include "writing-page-style.h"

#include <string.h>

#define SERIF "Linux Libertine O, Libertinus Serif, DejaVu Serif, WenQuanYi Micro Hei, serif"
#define SANS "Linux Biolinum O, Libertinus Sans, DejaVu Sans, WenQuanYi Micro Hei, sans"
// A Chinese text takes its Latin letters and digits from the Chinese font, which draws them to match.
#define CHINESE "WenQuanYi Micro Hei, Noto Sans CJK SC, Linux Biolinum O, sans"
#define MONO "DejaVu Sans Mono, monospace"
#define MAX_TEXT 2000000 // bytes of one call

static const TncPageStyle styles[TNC_PAGE_ROLE_COUNT] = {
    [TNC_PAGE_TITLE] = {"H1", TRUE, FALSE, TRUE, 22, 0, 0, 4, 1.1F},
    [TNC_PAGE_HEADING] = {"H2", TRUE, FALSE, TRUE, 15, 0, 16, 6, 1.15F},
    [TNC_PAGE_SUBHEADING] = {"H3", TRUE, FALSE, TRUE, 11.5, 0, 12, 3, 1.2F},
    [TNC_PAGE_TEXT] = {"P", FALSE, FALSE, FALSE, 11, 0, 0, 7.5, 1.28F},
    [TNC_PAGE_STRONG] = {"P", FALSE, FALSE, TRUE, 11, 0, 0, 6, 1.28F},
    [TNC_PAGE_SMALL] = {"P", FALSE, FALSE, FALSE, 9.5, 0, 0, 3, 1.2F},
    [TNC_PAGE_MUTED] = {"P", TRUE, FALSE, FALSE, 9, 0.35, 0, 3, 1.2F},
    [TNC_PAGE_LARGE] = {"P", TRUE, FALSE, FALSE, 15, 0, 0, 11, 1.3F},
    [TNC_PAGE_HASH] = {"P", FALSE, TRUE, FALSE, 6.8, 0.25, 0, 2, 1.2F},
};

const TncPageStyle *
tnc_writing_page_style(TncWritingPageRole role)
{
    return &styles[role];
}

static void
clear_item(gpointer data)
{
    TncPageItem *item = data;
    g_clear_object(&item->layout);
    g_clear_pointer(&item->surface, cairo_surface_destroy);
    g_free(item->text);
    g_free(item->title);
}

static PangoFontDescription *
font_of(const TncPageStyle *style, gboolean chinese)
{
    PangoFontDescription *font = pango_font_description_new();
    const char *family = style->mono ? MONO : chinese ? CHINESE : style->sans ? SANS : SERIF;
    pango_font_description_set_family_static(font, family);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return font;
}

// Glyphs keep their true widths: a page is not a screen.
static PangoContext *
new_context(const char *language)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

TncWritingPages *
tnc_writing_page_new(const TncWritingPageOptions *options)
{
    g_assert(options->made_at != TNC_INSTANT_NONE);
    TncWritingPages *pages = g_new0(TncWritingPages, 1);
    pages->options = *options;
    pages->options.language = g_strdup(options->language);
    pages->options.title = g_strdup(options->title);
    pages->options.author = g_strdup(options->author);
    pages->options.footer = g_strdup(options->footer);
    pages->options.numbers = g_strdup(options->numbers);
    pages->context = new_context(options->language);
    gboolean chinese = g_str_has_prefix(options->language, "zh");
    for (int i = 0; i < TNC_PAGE_ROLE_COUNT; i++)
        pages->fonts[i] = font_of(&styles[i], chinese);
    pages->items = g_array_new(FALSE, TRUE, sizeof(TncPageItem));
    g_array_set_clear_func(pages->items, clear_item);
    pages->left = options->left * TNC_POINTS;
    pages->right = (TNC_WRITING_PAGE_WIDTH - options->right) * TNC_POINTS;
    pages->top = options->top * TNC_POINTS;
    pages->bottom = (TNC_WRITING_PAGE_HEIGHT - options->bottom) * TNC_POINTS;
    pages->y = pages->top;
    pages->at_top = TRUE;
    return pages;
}

void
tnc_writing_page_free(TncWritingPages *pages)
{
    if (!pages)
        return;
    char *const texts[] = {
        (char *)(guintptr)pages->options.language, (char *)(guintptr)pages->options.title,
        (char *)(guintptr)pages->options.author, (char *)(guintptr)pages->options.footer,
        (char *)(guintptr)pages->options.numbers};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (int i = 0; i < TNC_PAGE_ROLE_COUNT; i++)
        pango_font_description_free(pages->fonts[i]);
    g_array_unref(pages->items);
    g_object_unref(pages->context);
    g_free(pages);
}

TncPageItem *
tnc_writing_page_add(TncWritingPages *pages, TncPageItemKind kind)
{
    TncPageItem item = {.kind = kind, .page = pages->page, .x = pages->left, .y = pages->y};
    g_array_append_val(pages->items, item);
    return &g_array_index(pages->items, TncPageItem, pages->items->len - 1);
}

PangoLayout *
tnc_writing_page_layout(const TncWritingPages *pages, TncWritingPageRole role, double width,
                        const char *text)
{
    PangoLayout *layout = pango_layout_new(pages->context);
    gsize size = strnlen(text, MAX_TEXT);
    while (size > 0 && (text[size] & 0xC0) == 0x80)
        size--;
    pango_layout_set_font_description(layout, pages->fonts[role]);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, styles[role].leading);
    pango_layout_set_text(layout, text, (int)size);
    return layout;
}

void
tnc_writing_page_break(TncWritingPages *pages)
{
    if (pages->at_top)
        return;
    pages->page++;
    pages->y = pages->top;
    pages->at_top = TRUE;
}

void
tnc_writing_page_need(TncWritingPages *pages, double millimetres)
{
    if (pages->y + millimetres * TNC_POINTS > pages->bottom)
        tnc_writing_page_break(pages);
}

void
tnc_writing_page_space(TncWritingPages *pages, double millimetres)
{
    pages->y += pages->at_top ? 0 : millimetres * TNC_POINTS;
}

void
tnc_writing_page_go_down(TncWritingPages *pages, double y)
{
    pages->y = MAX(pages->y, y * TNC_POINTS);
    pages->at_top = FALSE;
}

void
tnc_writing_page_rule(TncWritingPages *pages)
{
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_RULE);
    item->width = pages->right - pages->left;
    pages->y += 4;
    pages->at_top = FALSE;
}

// ---- lines

static double
height_of(PangoLayout *layout)
{
    int height;
    pango_layout_get_size(layout, NULL, &height);
    return height / (double)PANGO_SCALE;
}

// Where each line begins, and after the last one where it ends, in points from the layout's top.
static double *
line_tops(PangoLayout *layout, int *count_out)
{
    int count = pango_layout_get_line_count(layout);
    double *tops = g_new0(double, (gsize)count + 1);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    for (int i = 0; i < count; i++) {
        int top, bottom;
        pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        tops[i] = top / (double)PANGO_SCALE;
        tops[i + 1] = bottom / (double)PANGO_SCALE;
        pango_layout_iter_next_line(iter);
    }
    pango_layout_iter_free(iter);
    *count_out = count;
    return tops;
}

// How many lines from FIRST on fit; never one alone at the end of a page or at the top of the next.
static int
lines_that_fit(const TncWritingPages *pages, const double *tops, int first, int count)
{
    double room = pages->bottom - pages->y;
    int fit = 0;
    while (first + fit < count && room >= tops[first + fit + 1] - tops[first])
        fit++;
    int rest = count - first - fit;
    if (rest > 0 && first == 0 && fit == 1)
        fit = 0;
    else if (rest == 1 && fit > 2)
        fit--;
    return fit == 0 && pages->at_top ? 1 : fit;
}

// Puts the lines of LAYOUT below each other, over as many pages as they need. Takes LAYOUT.
static void
flow(TncWritingPages *pages, TncWritingPageRole role, double x, PangoLayout *layout)
{
    int count;
    g_autofree double *tops = line_tops(layout, &count);
    for (int first = 0; first < count;) {
        int fit = lines_that_fit(pages, tops, first, count);
        if (fit == 0) {
            tnc_writing_page_break(pages);
            continue;
        }
        TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_LINES);
        item->role = role;
        item->x = x;
        item->y = pages->y - tops[first];
        item->layout = g_object_ref(layout);
        item->first = first;
        item->last = first + fit - 1;
        pages->y += tops[first + fit] - tops[first];
        pages->at_top = FALSE;
        first += fit;
    }
    g_object_unref(layout);
}

static void
set_paragraph(TncWritingPages *pages, TncWritingPageRole role, const char *text)
{
    const TncPageStyle *style = &styles[role];
    PangoLayout *layout = tnc_writing_page_layout(pages, role, pages->right - pages->left, text);
    if (role <= TNC_PAGE_SUBHEADING) {
        // a heading, its space and three lines of what it heads
        double height = height_of(layout) + style->above + style->below + 45;
        tnc_writing_page_need(pages, height / TNC_POINTS);
    }
    if (!pages->at_top)
        pages->y += style->above;
    flow(pages, role, pages->left, layout);
    pages->y += style->below;
}

// Line ends of any system, no control characters: what is left can be set.
static char *
clean(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *c = text; *c; c++) {
        if (*c == '\r' && c[1] != '\n')
            g_string_append_c(out, '\n');
        else if (*c == '\n' || *c == '\t' || (guchar)*c >= 0x20)
            g_string_append_c(out, *c);
    }
    return g_string_free(out, FALSE);
}

void
tnc_writing_page_text(TncWritingPages *pages, TncWritingPageRole role, const char *text)
{
    g_autofree char *cleaned = clean(text);
    g_auto(GStrv) paragraphs = g_strsplit(cleaned, "\n\n", -1);
    for (guint i = 0; paragraphs[i]; i++) {
        char *paragraph = paragraphs[i];
        while (*paragraph == '\n')
            paragraph++;
        g_strchomp(paragraph);
        if (*paragraph)
            set_paragraph(pages, role, paragraph);
    }
}

// ---- tables

#define MAX_CELLS 6
#define GUTTER 8.0  // points between columns
#define NUMBER 28.0 // points for a page number at the right end

static double
free_width(const TncWritingPages *pages, const TncWritingPageCell *cells, guint count,
           const char *target)
{
    double width = pages->right - pages->left - GUTTER * (count - 1) - (target ? NUMBER : 0);
    for (guint i = 0; i < count; i++)
        width -= cells[i].width * TNC_POINTS;
    return MAX(width, 40);
}

static void
place_cell(TncWritingPages *pages, TncWritingPageRole role, double x, double y, PangoLayout *layout)
{
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_LINES);
    item->role = role;
    item->x = x;
    item->y = y;
    item->layout = layout;
    item->last = pango_layout_get_line_count(layout) - 1;
}

static void
place_target(TncWritingPages *pages, const char *target, double y)
{
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_TARGET);
    item->role = TNC_PAGE_SMALL;
    item->x = pages->right;
    item->y = y;
    item->text = g_strdup(target);
}

void
tnc_writing_page_row(TncWritingPages *pages, const TncWritingPageCell *cells, guint count,
                     const char *target)
{
    g_assert(count > 0 && count <= MAX_CELLS);
    PangoLayout *layouts[MAX_CELLS] = {NULL};
    double rest = free_width(pages, cells, count, target);
    double tallest = 0;
    double baseline = 0;
    for (guint i = 0; i < count; i++) {
        double width = cells[i].width > 0 ? cells[i].width * TNC_POINTS : rest;
        g_autofree char *cleaned = clean(cells[i].text ? cells[i].text : "");
        layouts[i] = tnc_writing_page_layout(pages, cells[i].role, width, g_strstrip(cleaned));
        tallest = MAX(tallest, height_of(layouts[i]));
        baseline = MAX(baseline, pango_layout_get_baseline(layouts[i]) / (double)PANGO_SCALE);
    }
    // A row taller than a page runs out of it at the bottom: callers give long texts to the flow.
    tnc_writing_page_need(pages, tallest / TNC_POINTS);
    tnc_writing_page_add(pages, TNC_ITEM_ROW);
    double x = pages->left;
    for (guint i = 0; i < count; i++) {
        double own = pango_layout_get_baseline(layouts[i]) / (double)PANGO_SCALE;
        place_cell(pages, cells[i].role, x, pages->y + baseline - own, layouts[i]);
        x += (cells[i].width > 0 ? cells[i].width * TNC_POINTS : rest) + GUTTER;
    }
    if (target)
        place_target(pages, target, pages->y + baseline);
    tnc_writing_page_add(pages, TNC_ITEM_ROW_END);
    pages->y += tallest + 2.5;
    pages->at_top = FALSE;
}

// ---- at a place

void
tnc_writing_page_place(TncWritingPages *pages, TncWritingPageRole role, double x, double y,
                       double width, const char *text)
{
    g_autofree char *cleaned = clean(text);
    place_cell(pages, role, x * TNC_POINTS, y * TNC_POINTS,
               tnc_writing_page_layout(pages, role, width * TNC_POINTS, cleaned));
    pages->at_top = FALSE;
}

void
tnc_writing_page_mark(TncWritingPages *pages, double x, double y, double length)
{
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_RULE);
    item->x = x * TNC_POINTS;
    item->y = y * TNC_POINTS;
    item->width = length * TNC_POINTS;
}

void
tnc_writing_page_anchor(TncWritingPages *pages, const char *anchor, guint level, const char *title)
{
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_ANCHOR);
    item->text = g_strdup(anchor);
    item->title = g_strdup(title);
    item->level = level;
}

void
tnc_writing_page_heading(TncWritingPages *pages, TncWritingPageRole role, const char *anchor,
                         guint level, const char *text)
{
    // The anchor must stand on the page on which the heading will.
    tnc_writing_page_need(pages, 34);
    tnc_writing_page_anchor(pages, anchor, level, text);
    tnc_writing_page_text(pages, role, text);
}

guint
tnc_writing_page_count(const TncWritingPages *pages)
{
    return pages->page + (pages->at_top && pages->page > 0 ? 0 : 1);
}
