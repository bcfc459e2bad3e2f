// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of paper: text, tables and pictures set on A4, then written as one tagged PDF with
// bookmarks, links and page numbers. What stands on them is for the letter and the dossier. All
// measures are millimetres from the top left corner. Only data handed in goes into the bytes: the
// same calls give the same file (with the same fonts).
#pragma once

#include "instant.h"

#define TNC_WRITING_PAGE_WIDTH 210.0
#define TNC_WRITING_PAGE_HEIGHT 297.0

typedef enum {
    TNC_PAGE_TITLE,
    TNC_PAGE_HEADING,    // of a part
    TNC_PAGE_SUBHEADING, // within a part
    TNC_PAGE_TEXT,
    TNC_PAGE_STRONG,
    TNC_PAGE_SMALL,
    TNC_PAGE_MUTED, // small and grey
    TNC_PAGE_LARGE, // to be read from a distance
    TNC_PAGE_HASH,  // letters and digits of one width
    TNC_PAGE_ROLE_COUNT
} TncWritingPageRole;

typedef struct {
    const char *language; // IETF tag: fonts, line breaks
    const char *title;
    const char *author;
    const char *footer;              // at the left of every foot; NULL: none
    const char *numbers;             // 'Page {page} of {pages}'; not printed on a single page
    TncInstant made_at;              // the file's dates; TNC_INSTANT_NONE is not allowed
    double left, right, top, bottom; // margins
} TncWritingPageOptions;

typedef struct TncWritingPages TncWritingPages;

// Copies OPTIONS.
TncWritingPages *tnc_writing_page_new(const TncWritingPageOptions *options);
void tnc_writing_page_free(TncWritingPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingPages, tnc_writing_page_free)

// ---- what flows down the page, and on to the next

// Paragraphs: an empty line ends one, a line end breaks the line. A heading stays with what follows.
void tnc_writing_page_text(TncWritingPages *pages, TncWritingPageRole role, const char *text);
void tnc_writing_page_space(TncWritingPages *pages, double millimetres);
void tnc_writing_page_rule(TncWritingPages *pages);
void tnc_writing_page_break(TncWritingPages *pages);
// Begins a new page unless so much is left on this one.
void tnc_writing_page_need(TncWritingPages *pages, double millimetres);

typedef struct {
    const char *text;
    TncWritingPageRole role;
    double width; // 0: what the others leave
} TncWritingPageCell;
// One row of a table; rows that follow each other are one table. TARGET (may be NULL) names an
// anchor: its page is printed at the right end, and the row leads there.
void tnc_writing_page_row(TncWritingPages *pages, const TncWritingPageCell *cells, guint count,
                          const char *target);

// ---- what stands at a place of the current page
void tnc_writing_page_place(TncWritingPages *pages, TncWritingPageRole role, double x, double y,
                            double width, const char *text);
void tnc_writing_page_mark(TncWritingPages *pages, double x, double y, double length);
// The flow goes on at Y, if that is further down.
void tnc_writing_page_go_down(TncWritingPages *pages, double y);

// ---- bookmarks
// Here is ANCHOR (letters, digits, '-'); with a TITLE it is also a bookmark of LEVEL 1, 2 or 3.
void tnc_writing_page_anchor(TncWritingPages *pages, const char *anchor, guint level,
                             const char *title);

// A heading with its anchor and bookmark.
void tnc_writing_page_heading(TncWritingPages *pages, TncWritingPageRole role, const char *anchor,
                              guint level, const char *text);

// ---- pictures and pages of others
// A JPEG or PNG picture, as large as the rest of the page (or a new one) lets it be, never beyond 150 dots an inch. FALSE when the
// bytes are no such picture or over 60 million points: nothing is then printed.
gboolean tnc_writing_page_picture(TncWritingPages *pages, GBytes *bytes);
// A frame that takes the rest of the page, for a page of another document (writing-overlay.h).
typedef struct {
    guint page;                 // from 0
    double x, y, width, height; // millimetres
} TncWritingPageFrame;
TncWritingPageFrame tnc_writing_page_frame(TncWritingPages *pages);

guint tnc_writing_page_count(const TncWritingPages *pages);

// The PDF. Full ownership.
GBytes *tnc_writing_page_finish(TncWritingPages *pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;
