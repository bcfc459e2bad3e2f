// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of other PDF files, put as they are into the frames that our own pages keep for them. The
// only code here that reads foreign PDF; it is qpdf's.
#pragma once

#include "writing-page.h"

G_BEGIN_DECLS

// The number of pages of a PDF file; 0 when it cannot be read (damaged, not a PDF, locked by a password).
guint tnc_writing_overlay_count(GBytes *document);

typedef struct {
    TncWritingPageFrame frame;
    GBytes *document; // borrowed
    guint page;       // of DOCUMENT, from 0
} TncWritingOverlay;

// BASE, a PDF of ours, with each page of OVERLAYS in its frame, shrunk where it is larger, and
// marked with LANGUAGE. The same input gives the same bytes. Full ownership.
GBytes *tnc_writing_overlay_apply(GBytes *base, const TncWritingOverlay *overlays, guint count,
                                  const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
