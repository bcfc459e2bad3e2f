// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads only the frame of a JPEG file (ITU-T T.81, annex B) and its EXIF orientation: its points
// are never decoded here. PNG is cairo's, after a look at its size.

#include "writing-picture.h"

#include <string.h>

typedef struct {
    const guint8 *data;
    gsize size;
} Span;

static guint
big16(const guint8 *p)
{
    return (guint)p[0] << 8 | p[1];
}

static guint
number(const guint8 *p, guint octets, gboolean little)
{
    guint value = 0;
    for (guint i = 0; i < octets; i++)
        value = value << 8 | p[little ? octets - 1 - i : i];
    return value;
}

// The orientation in an APP1 segment (Exif 2.3, 4.5.4 and 4.6.4.A); 1 when there is none.
static guint
read_orientation(Span exif)
{
    if (exif.size < 14 || memcmp(exif.data, "Exif\0\0", 6) != 0)
        return 1;
    const guint8 *tiff = exif.data + 6;
    gsize size = exif.size - 6;
    gboolean little = tiff[0] == 'I';
    gsize at = number(tiff + 4, 4, little);
    if (at > size - 2 || size < 2)
        return 1;
    guint count = number(tiff + at, 2, little);
    at += 2;
    for (guint i = 0; i < count && at + 12 <= size; i++, at += 12)
        if (number(tiff + at, 2, little) == 0x0112) {
            guint turn = number(tiff + at + 8, 2, little);
            return turn >= 1 && turn <= 8 ? turn : 1;
        }
    return 1;
}

typedef struct {
    guint width, height;
    guint turn;
    gboolean ends; // its end-of-image marker is there
} Frame;

static gboolean
is_frame(guint8 marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Walks over the segments before the first scan.
static gboolean
read_jpeg(Span file, Frame *frame_out)
{
    Frame frame = {.turn = 1};
    gsize at = 2;
    while (at + 4 <= file.size && file.data[at] == 0xFF) {
        guint8 marker = file.data[at + 1];
        if (marker == 0xFF) { // fill byte
            at++;
            continue;
        }
        gsize length = big16(file.data + at + 2);
        if (length < 2 || at + 2 + length > file.size)
            return FALSE;
        Span segment = {file.data + at + 4, length - 2};
        if (marker == 0xE1)
            frame.turn = frame.turn == 1 ? read_orientation(segment) : frame.turn;
        else if (is_frame(marker) && segment.size >= 6) {
            frame.height = big16(segment.data + 1);
            frame.width = big16(segment.data + 3);
        } else if (marker == 0xDA)
            break;
        at += 2 + length;
    }
    frame.ends = file.size > 4 && memmem(file.data + file.size - MIN(file.size, 4096),
                                         MIN(file.size, 4096), "\xFF\xD9", 2) != NULL;
    *frame_out = frame;
    return frame.width > 0 && frame.height > 0 && frame.ends;
}

static void
unref_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

static cairo_surface_t *
load_jpeg(GBytes *bytes, Span file, guint *turn_out)
{
    Frame frame;
    if (!read_jpeg(file, &frame) ||
        (guint64)frame.width * frame.height > TNC_WRITING_PICTURE_MAX_POINTS ||
        frame.width > 32767 || frame.height > 32767)
        return NULL;
    // Its points are never written: the memory is asked for, not used.
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)frame.width, (int)frame.height);
    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, file.data, file.size,
                                    unref_bytes, g_bytes_ref(bytes)) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        g_bytes_unref(bytes);
        return NULL;
    }
    *turn_out = frame.turn;
    return surface;
}

static cairo_status_t
read_span(void *span, unsigned char *data, unsigned int length)
{
    Span *rest = span;
    if (rest->size < length)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, rest->data, length);
    rest->data += length;
    rest->size -= length;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
load_png(Span file)
{
    if (file.size < 33 || memcmp(file.data + 12, "IHDR", 4) != 0)
        return NULL;
    guint64 width = number(file.data + 16, 4, FALSE);
    guint64 height = number(file.data + 20, 4, FALSE);
    if (width == 0 || height == 0 || width > 32767 || height > 32767 ||
        width * height > TNC_WRITING_PICTURE_MAX_POINTS)
        return NULL;
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_span, &file);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
        return surface;
    cairo_surface_destroy(surface);
    return NULL;
}

cairo_surface_t *
tnc_writing_picture_load(GBytes *bytes, guint *turn_out)
{
    static const guint8 png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    Span file;
    file.data = g_bytes_get_data(bytes, &file.size);
    *turn_out = 1;
    if (file.size > 4 && file.data[0] == 0xFF && file.data[1] == 0xD8)
        return load_jpeg(bytes, file, turn_out);
    if (file.size > sizeof png && memcmp(file.data, png, sizeof png) == 0)
        return load_png(file);
    return NULL;
}

gboolean
tnc_writing_picture_is_sideways(guint turn)
{
    return turn >= 5;
}
