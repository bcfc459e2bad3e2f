// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture from any bytes: a surface within the cap, or nothing.

#include "writing-picture.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    guint turn = 0;
    cairo_surface_t *surface = tnc_writing_picture_load(bytes, &turn);
    if (!surface)
        return 0;
    gint64 points =
        (gint64)cairo_image_surface_get_width(surface) * cairo_image_surface_get_height(surface);
    g_assert(points > 0 && points <= TNC_WRITING_PICTURE_MAX_POINTS);
    g_assert(turn >= 1 && turn <= 8);
    cairo_surface_destroy(surface);
    return 0;
}
