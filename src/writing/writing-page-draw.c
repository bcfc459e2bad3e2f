// SPDX-License-Identifier: AGPL-3.0-or-later
// Drawing: the placed items as a tagged PDF by cairo.

#include "error.h"
#include "writing-page-style.h"
#include "writing-picture.h"

#include <cairo-pdf.h>
#include <string.h>

#define DOTS                                                                                       \
    150.0 // of a picture, to the inch: no larger than this, and decoded ones no finer than 200

typedef struct {
    TncWritingPages *pages;
    cairo_surface_t *surface;
    cairo_t *cairo;
    GHashTable *places; // anchor → page from 1
    int parents[4];     // the last bookmark of each level
    guint count;
    gboolean in_table;
} Drawing;

// ---- pictures

// The picture's points in a smaller copy on white when it is finer than print needs.
static cairo_surface_t *
reduced(cairo_surface_t *picture, double width, double height)
{
    const unsigned char *data = NULL;
    unsigned long size;
    cairo_surface_get_mime_data(picture, CAIRO_MIME_TYPE_JPEG, &data, &size);
    if (data)
        return cairo_surface_reference(picture);
    double scale = MIN(1, width / 72 * 200 / cairo_image_surface_get_width(picture));
    int w = MAX(1, (int)(cairo_image_surface_get_width(picture) * scale));
    int h = MAX(1, (int)(cairo_image_surface_get_height(picture) * scale));
    (void)height;
    cairo_surface_t *copy = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cairo = cairo_create(copy);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, picture, 0, 0);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    return copy;
}

// LEVEL of a picture's item is its orientation (Exif 2.3, 4.6.4.A): turn and mirror.
static void
orient(cairo_t *cairo, guint turn, double width, double height)
{
    static const double matrices[9][4] = {{1, 0, 0, 1},   {1, 0, 0, 1},   {-1, 0, 0, 1},
                                          {-1, 0, 0, -1}, {1, 0, 0, -1},  {0, 1, 1, 0},
                                          {0, 1, -1, 0},  {0, -1, -1, 0}, {0, -1, 1, 0}};
    const double *m = matrices[turn];
    cairo_matrix_t matrix;
    cairo_matrix_init(&matrix, m[0], m[1], m[2], m[3], 0, 0);
    // what lies left of or above the place after turning is moved back onto it
    matrix.x0 = m[0] + m[2] < 0 ? width : 0;
    matrix.y0 = m[1] + m[3] < 0 ? height : 0;
    cairo_transform(cairo, &matrix);
}

static void
draw_picture(cairo_t *cairo, const TncPageItem *item)
{
    gboolean sideways = tnc_writing_picture_is_sideways(item->level);
    double width = sideways ? item->height : item->width;
    double height = sideways ? item->width : item->height;
    cairo_tag_begin(cairo, "Figure", NULL);
    cairo_save(cairo);
    cairo_translate(cairo, item->x, item->y);
    orient(cairo, item->level, item->width, item->height);
    cairo_scale(cairo, width / cairo_image_surface_get_width(item->surface),
                height / cairo_image_surface_get_height(item->surface));
    cairo_set_source_surface(cairo, item->surface, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    cairo_tag_end(cairo, "Figure");
}

gboolean
tnc_writing_page_picture(TncWritingPages *pages, GBytes *bytes)
{
    guint turn;
    cairo_surface_t *picture = tnc_writing_picture_load(bytes, &turn);
    if (!picture)
        return FALSE;
    gboolean sideways = tnc_writing_picture_is_sideways(turn);
    double width = cairo_image_surface_get_width(picture) * 72 / DOTS;
    double height = cairo_image_surface_get_height(picture) * 72 / DOTS;
    double across = sideways ? height : width;
    double down = sideways ? width : height;
    double scale = MIN(1, (pages->right - pages->left) / across);
    // A third of a page is worth using; less is not.
    if (down * scale > pages->bottom - pages->y &&
        pages->bottom - pages->y < (pages->bottom - pages->top) / 3)
        tnc_writing_page_break(pages);
    scale = MIN(scale, (pages->bottom - pages->y) / down);
    TncPageItem *item = tnc_writing_page_add(pages, TNC_ITEM_PICTURE);
    item->width = across * scale;
    item->height = down * scale;
    item->level = turn;
    item->surface = reduced(picture, (sideways ? item->height : item->width),
                            (sideways ? item->width : item->height));
    cairo_surface_destroy(picture);
    pages->y += item->height + 6;
    pages->at_top = FALSE;
    return TRUE;
}

TncWritingPageFrame
tnc_writing_page_frame(TncWritingPages *pages)
{
    TncWritingPageFrame frame = {pages->page, pages->left / TNC_POINTS, pages->y / TNC_POINTS,
                                 (pages->right - pages->left) / TNC_POINTS,
                                 (pages->bottom - pages->y) / TNC_POINTS};
    pages->at_top = FALSE;
    pages->y = pages->bottom;
    return frame;
}

// ---- lines

static void
draw_lines(const Drawing *drawing, const TncPageItem *item)
{
    const TncPageStyle *style = tnc_writing_page_style(item->role);
    cairo_t *cairo = drawing->cairo;
    const char *tag = drawing->in_table ? "TD" : style->tag;
    PangoLayoutIter *iter = pango_layout_get_iter(item->layout);
    cairo_set_source_rgb(cairo, style->grey, style->grey, style->grey);
    cairo_tag_begin(cairo, tag, NULL);
    for (int i = 0; i <= item->last; i++, pango_layout_iter_next_line(iter)) {
        if (i < item->first)
            continue;
        cairo_move_to(cairo, item->x,
                      item->y + pango_layout_iter_get_baseline(iter) / (double)PANGO_SCALE);
        pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(iter));
    }
    cairo_tag_end(cairo, tag);
    pango_layout_iter_free(iter);
}

// One line that ends at X (RIGHT) or begins there, with its baseline at Y.
static void
draw_small(const Drawing *drawing, double x, double y, const char *text, gboolean right)
{
    PangoLayout *layout = tnc_writing_page_layout(drawing->pages, TNC_PAGE_MUTED, 400, text);
    PangoRectangle box;
    pango_layout_get_extents(layout, NULL, &box);
    double grey = tnc_writing_page_style(TNC_PAGE_MUTED)->grey;
    cairo_set_source_rgb(drawing->cairo, grey, grey, grey);
    cairo_move_to(drawing->cairo, x - (right ? box.width / (double)PANGO_SCALE : 0), y);
    pango_cairo_show_layout_line(drawing->cairo, pango_layout_get_line_readonly(layout, 0));
    g_object_unref(layout);
}

static void
draw_rule(cairo_t *cairo, const TncPageItem *item)
{
    cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
    cairo_set_line_width(cairo, 0.5);
    cairo_move_to(cairo, item->x, item->y);
    cairo_rel_line_to(cairo, item->width, 0);
    cairo_stroke(cairo);
}

// ---- bookmarks and references

static void
draw_anchor(Drawing *drawing, const TncPageItem *item)
{
    g_autofree char *name = g_strdup_printf("name='%s'", item->text);
    cairo_tag_begin(drawing->cairo, CAIRO_TAG_DEST, name);
    cairo_tag_end(drawing->cairo, CAIRO_TAG_DEST);
    if (!item->title)
        return;
    guint level = CLAMP(item->level, 1, 3);
    g_autofree char *where = g_strdup_printf("page=%u pos=[%d %d]", item->page + 1, (int)item->x,
                                             (int)MAX(0, item->y - 12));
    int own =
        cairo_pdf_surface_add_outline(drawing->surface, drawing->parents[level - 1], item->title,
                                      where, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (guint i = level; i < G_N_ELEMENTS(drawing->parents); i++)
        drawing->parents[i] = own;
}

static void
draw_target(const Drawing *drawing, const TncPageItem *item)
{
    guint page = GPOINTER_TO_UINT(g_hash_table_lookup(drawing->places, item->text));
    g_autofree char *text = g_strdup_printf("%u", page);
    g_autofree char *link = g_strdup_printf("dest='%s'", item->text);
    cairo_tag_begin(drawing->cairo, "TD", NULL);
    if (page)
        cairo_tag_begin(drawing->cairo, CAIRO_TAG_LINK, link);
    draw_small(drawing, item->x, item->y, page ? text : "–", TRUE);
    if (page)
        cairo_tag_end(drawing->cairo, CAIRO_TAG_LINK);
    cairo_tag_end(drawing->cairo, "TD");
}

static GHashTable *
find_places(const TncWritingPages *pages)
{
    GHashTable *places = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pages->items->len; i++) {
        const TncPageItem *item = &g_array_index(pages->items, TncPageItem, i);
        if (item->kind == TNC_ITEM_ANCHOR)
            g_hash_table_insert(places, item->text, GUINT_TO_POINTER(item->page + 1));
    }
    return places;
}

// ---- the whole

static void
draw_footer(const Drawing *drawing, guint page)
{
    const TncWritingPages *pages = drawing->pages;
    double y = (TNC_WRITING_PAGE_HEIGHT - 11) * TNC_POINTS;
    if (pages->options.footer)
        draw_small(drawing, pages->left, y, pages->options.footer, FALSE);
    if (!pages->options.numbers || drawing->count < 2)
        return;
    g_autofree char *own = g_strdup_printf("%u", page + 1);
    g_autofree char *all = g_strdup_printf("%u", drawing->count);
    g_auto(GStrv) parts = g_strsplit(pages->options.numbers, "{page}", 2);
    g_autofree char *with_page = g_strjoinv(own, parts);
    g_auto(GStrv) rest = g_strsplit(with_page, "{pages}", 2);
    g_autofree char *text = g_strjoinv(all, rest);
    draw_small(drawing, pages->right, y, text, TRUE);
}

// A table is what rows without anything between them make.
static void
keep_table(Drawing *drawing, TncPageItemKind kind)
{
    gboolean starts = kind == TNC_ITEM_ROW && !drawing->in_table;
    if (starts)
        cairo_tag_begin(drawing->cairo, "Table", NULL);
    if (kind == TNC_ITEM_ROW)
        cairo_tag_begin(drawing->cairo, "TR", NULL);
    drawing->in_table |= starts;
}

static void
end_table(Drawing *drawing)
{
    if (drawing->in_table)
        cairo_tag_end(drawing->cairo, "Table");
    drawing->in_table = FALSE;
}

static gboolean
is_next_row(const GArray *items, guint index)
{
    return index + 1 < items->len &&
           g_array_index(items, TncPageItem, index + 1).kind == TNC_ITEM_ROW &&
           g_array_index(items, TncPageItem, index + 1).page ==
               g_array_index(items, TncPageItem, index).page;
}

static void
draw_item(Drawing *drawing, guint index)
{
    const GArray *items = drawing->pages->items;
    const TncPageItem *item = &g_array_index(items, TncPageItem, index);
    switch (item->kind) {
    case TNC_ITEM_LINES:
        draw_lines(drawing, item);
        break;
    case TNC_ITEM_RULE:
        draw_rule(drawing->cairo, item);
        break;
    case TNC_ITEM_PICTURE:
        draw_picture(drawing->cairo, item);
        break;
    case TNC_ITEM_ANCHOR:
        draw_anchor(drawing, item);
        break;
    case TNC_ITEM_TARGET:
        draw_target(drawing, item);
        break;
    case TNC_ITEM_ROW:
        keep_table(drawing, item->kind);
        break;
    case TNC_ITEM_ROW_END:
        cairo_tag_end(drawing->cairo, "TR");
        if (!is_next_row(items, index))
            end_table(drawing);
        break;
    }
}

static void
draw_pages(Drawing *drawing)
{
    guint index = 0;
    const GArray *items = drawing->pages->items;
    for (guint page = 0; page < drawing->count; page++) {
        for (; index < items->len && g_array_index(items, TncPageItem, index).page == page; index++)
            draw_item(drawing, index);
        draw_footer(drawing, page);
        cairo_show_page(drawing->cairo);
    }
}

static void
set_metadata(const Drawing *drawing)
{
    const TncWritingPageOptions *options = &drawing->pages->options;
    char made[TNC_INSTANT_BUFFER];
    tnc_instant_format(options->made_at - options->made_at % TNC_INSTANT_SECOND, 0, made);
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_TITLE, options->title);
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_AUTHOR, options->author);
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_CREATOR, "Tenace");
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_MOD_DATE, made);
}

static cairo_status_t
take(void *array, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(array, data, length);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *
tnc_writing_page_finish(TncWritingPages *pages, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(GHashTable) places = find_places(pages);
    Drawing drawing = {
        .pages = pages,
        .surface = cairo_pdf_surface_create_for_stream(
            take, out, TNC_WRITING_PAGE_WIDTH * TNC_POINTS, TNC_WRITING_PAGE_HEIGHT * TNC_POINTS),
        .places = places,
        .count = tnc_writing_page_count(pages)};
    drawing.cairo = cairo_create(drawing.surface);
    set_metadata(&drawing);
    draw_pages(&drawing);
    cairo_status_t status = cairo_status(drawing.cairo);
    cairo_destroy(drawing.cairo);
    cairo_surface_finish(drawing.surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(drawing.surface);
    cairo_surface_destroy(drawing.surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return g_byte_array_free_to_bytes(g_steal_pointer(&out));
    tnc_error_set(error, TNC_ERROR_FAILED, "the PDF cannot be written: %s",
                  cairo_status_to_string(status));
    return NULL;
}
