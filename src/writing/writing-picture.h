// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures for paper: JPEG files go into a PDF as they are, PNG files are decoded.
#pragma once

#include <cairo.h>
#include <glib.h>

#define TNC_WRITING_PICTURE_MAX_POINTS 60000000

// The surface of a JPEG or PNG file: for JPEG it holds the file's own bytes and no points. As
// pictures are seen, after TURN_OUT: the EXIF orientation, 1 to 8 (1: as it is). NULL when BYTES are
// neither, damaged, or over the cap. Full ownership.
cairo_surface_t *tnc_writing_picture_load(GBytes *bytes, guint *turn_out);

// TRUE when the picture of orientation TURN lies on its side.
gboolean tnc_writing_picture_is_sideways(guint turn);
