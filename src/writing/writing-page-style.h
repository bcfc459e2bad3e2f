// SPDX-License-Identifier: AGPL-3.0-or-later
// The inside of writing-page: items placed on pages by writing-page.c, drawn by writing-page-draw.c.
#pragma once

#include "writing-page.h"

#include <pango/pangocairo.h>

#define TNC_POINTS (72.0 / 25.4) // of a millimetre

typedef enum {
    TNC_ITEM_LINES,   // lines FIRST to LAST of LAYOUT
    TNC_ITEM_RULE,    // from X, WIDTH long
    TNC_ITEM_PICTURE, // SURFACE in WIDTH × HEIGHT
    TNC_ITEM_ANCHOR,  // TEXT names it, TITLE its bookmark
    TNC_ITEM_TARGET,  // the page number of anchor TEXT, ending at X
    TNC_ITEM_ROW,     // a row of a table begins
    TNC_ITEM_ROW_END,
} TncPageItemKind;

// Everything in points.
typedef struct {
    TncPageItemKind kind;
    TncWritingPageRole role;
    guint page;
    double x, y; // of lines: the top of the whole layout
    double width, height;
    PangoLayout *layout;
    int first, last;
    cairo_surface_t *surface;
    guint level;
    char *text;
    char *title;
} TncPageItem;

typedef struct {
    const char *tag; // of tagged PDF (ISO 32000-1, 14.8.4)
    gboolean sans;
    gboolean mono;
    gboolean bold;
    double size;  // points
    double grey;  // 0: black
    double above; // space before, points
    double below;
    float leading;
} TncPageStyle;

struct TncWritingPages {
    TncWritingPageOptions options; // strings owned
    PangoContext *context;
    PangoFontDescription *fonts[TNC_PAGE_ROLE_COUNT];
    GArray *items; // TncPageItem
    guint page;
    double y;                        // next free place, points
    double left, right, top, bottom; // edges of the text, points
    gboolean at_top;                 // nothing stands on this page yet
};

const TncPageStyle *tnc_writing_page_style(TncWritingPageRole role);
// A new item on the current page; filled by the caller.
TncPageItem *tnc_writing_page_add(TncWritingPages *pages, TncPageItemKind kind);
// TEXT of ROLE in lines of WIDTH points. Full ownership.
PangoLayout *tnc_writing_page_layout(const TncWritingPages *pages, TncWritingPageRole role,
                                     double width, const char *text);
