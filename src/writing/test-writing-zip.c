// SPDX-License-Identifier: AGPL-3.0-or-later
// The archive and the pictures: bytes that repeat, sizes, what is refused.

#include "writing-picture.h"
#include "writing-zip.h"

#include <string.h>

static GBytes *
make_zip(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingZip) zip = tnc_writing_zip_new(tnc_date_from_ymd(2026, 3, 2));
    tnc_writing_zip_add(zip, "pièces/é.txt", "123456789", 9);
    tnc_writing_zip_add(zip, "empty", "", 0);
    GBytes *bytes = tnc_writing_zip_finish(zip, &error);
    g_assert_no_error(error);
    return bytes;
}

static void
test_zip(void)
{
    g_autoptr(GBytes) one = make_zip();
    g_autoptr(GBytes) other = make_zip();
    gsize size;
    const guint8 *data = g_bytes_get_data(one, &size);
    // CRC-32 of '123456789' is its well-known check value, cbf43926
    static const guint8 crc[] = {0x26, 0x39, 0xf4, 0xcb};
    static const guint8 date[] = {0x62, 0x5c}; // 46 << 9 | 3 << 5 | 2
    g_assert_true(g_bytes_equal(one, other));
    g_assert_cmpmem(data, 4, "PK\3\4", 4);
    g_assert_cmpmem(data + 14, 4, crc, 4);
    g_assert_cmpmem(data + 12, 2, date, 2);
    g_assert_cmpmem(data + size - 22, 4, "PK\5\6", 4);
    g_assert_cmpuint(data[size - 12], ==, 2);
}

// A JPEG file with nothing but its frame and an EXIF orientation.
static GBytes *
make_jpeg(guint width, guint height, guint turn, gboolean ends)
{
    const guint8 bytes[] = {0xFF,
                            0xD8,
                            0xFF,
                            0xE1,
                            0,
                            34,
                            'E',
                            'x',
                            'i',
                            'f',
                            0,
                            0,
                            'M',
                            'M',
                            0,
                            42,
                            0,
                            0,
                            0,
                            8,
                            0,
                            1,
                            1,
                            0x12,
                            0,
                            3,
                            0,
                            0,
                            0,
                            1,
                            0,
                            (guint8)turn,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0xFF,
                            0xC0,
                            0,
                            11,
                            8,
                            (guint8)(height >> 8),
                            (guint8)height,
                            (guint8)(width >> 8),
                            (guint8)width,
                            1,
                            1,
                            0x11,
                            0,
                            0xFF,
                            (guint8)(ends ? 0xD9 : 0)};
    return g_bytes_new(bytes, sizeof bytes);
}

static void
test_pictures(void)
{
    static const struct {
        const char *name;
        guint width, height, turn;
        gboolean ends, good;
        guint turn_read;
    } rows[] = {
        {"an upright picture", 640, 480, 1, TRUE, TRUE, 1},
        {"one on its side", 640, 480, 6, TRUE, TRUE, 6},
        {"an orientation that is none", 640, 480, 9, TRUE, TRUE, 1},
        {"one that is cut off", 640, 480, 1, FALSE, FALSE, 1},
        {"one without width", 0, 480, 1, TRUE, FALSE, 1},
        {"one over the cap", 30000, 30000, 1, TRUE, FALSE, 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint turn;
        g_autoptr(GBytes) bytes =
            make_jpeg(rows[i].width, rows[i].height, rows[i].turn, rows[i].ends);
        cairo_surface_t *surface = tnc_writing_picture_load(bytes, &turn);
        g_test_message("%s", rows[i].name);
        g_assert_cmpint(surface != NULL, ==, rows[i].good);
        g_assert_cmpuint(turn, ==, rows[i].turn_read);
        if (surface)
            g_assert_cmpint(cairo_image_surface_get_width(surface), ==, (int)rows[i].width);
        cairo_surface_destroy(surface);
    }
    g_assert_true(tnc_writing_picture_is_sideways(6));
    g_assert_false(tnc_writing_picture_is_sideways(3));
}

static void
test_not_pictures(void)
{
    static const char *const texts[] = {"",
                                        "x",
                                        "\xFF\xD8",
                                        "\xFF\xD8\xFF",
                                        "GIF89a",
                                        "\x89PNG\r\n\x1a\n",
                                        "\x89PNG\r\n\x1a\n0000IHDR"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        guint turn;
        g_autoptr(GBytes) bytes = g_bytes_new(texts[i], strlen(texts[i]));
        g_assert_null(tnc_writing_picture_load(bytes, &turn));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/archive/zip", test_zip);
    g_test_add_func("/archive/pictures", test_pictures);
    g_test_add_func("/archive/not-pictures", test_not_pictures);
    return g_test_run();
}
