// SPDX-License-Identifier: AGPL-3.0-or-later
// The ZIP format (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16), method 'stored' only: what
// is large here, pictures and PDF, is compressed already.

#include "writing-zip.h"
#include "error.h"

#include <string.h>

#define UTF8_NAMES 0x0800
#define MAX_BYTES 0x7fffffff

struct TncWritingZip {
    GByteArray *files;
    GByteArray *directory;
    guint count;
    guint dos_date;
    gboolean overfull;
    guint32 table[256];
};

// CRC-32 of ISO 3309, as a table of what each octet does.
static void
make_table(guint32 table[256])
{
    for (guint32 i = 0; i < 256; i++) {
        guint32 value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value & 1 ? value >> 1 ^ 0xEDB88320U : value >> 1;
        table[i] = value;
    }
}

static guint32
crc32_of(const TncWritingZip *zip, const guint8 *bytes, gsize size)
{
    guint32 crc = 0xFFFFFFFFU;
    for (gsize i = 0; i < size; i++)
        crc = zip->table[(crc ^ bytes[i]) & 0xFF] ^ crc >> 8;
    return ~crc;
}

TncWritingZip *
tnc_writing_zip_new(TncDate date)
{
    TncWritingZip *zip = g_new0(TncWritingZip, 1);
    TncYmd ymd = tnc_date_to_ymd(date);
    zip->files = g_byte_array_new();
    zip->directory = g_byte_array_new();
    zip->dos_date =
        (guint)(CLAMP(ymd.year, 1980, 2107) - 1980) << 9 | (guint)ymd.month << 5 | (guint)ymd.day;
    make_table(zip->table);
    return zip;
}

void
tnc_writing_zip_free(TncWritingZip *zip)
{
    if (!zip)
        return;
    g_byte_array_unref(zip->files);
    g_byte_array_unref(zip->directory);
    g_free(zip);
}

static void
put(GByteArray *out, guint octets, guint32 value)
{
    guint8 bytes[4];
    for (guint i = 0; i < octets; i++)
        bytes[i] = (guint8)(value >> 8 * i & 0xFF);
    g_byte_array_append(out, bytes, octets);
}

// The fields that a file's own header and its entry in the directory share.
static void
put_common(const TncWritingZip *zip, GByteArray *out, guint32 crc, guint32 size, gsize name_length)
{
    put(out, 2, 20); // version needed: 2.0
    put(out, 2, UTF8_NAMES);
    put(out, 2, 0); // stored
    put(out, 2, 0); // midnight
    put(out, 2, zip->dos_date);
    put(out, 4, crc);
    put(out, 4, size);
    put(out, 4, size);
    put(out, 2, (guint32)name_length);
    put(out, 2, 0); // no extra field
}

void
tnc_writing_zip_add(TncWritingZip *zip, const char *name, const void *bytes, gsize size)
{
    gsize length = strlen(name);
    zip->overfull |= size > MAX_BYTES || zip->files->len > MAX_BYTES - size || zip->count == 65535;
    if (zip->overfull)
        return;
    guint32 crc = crc32_of(zip, bytes, size);
    guint32 offset = zip->files->len;
    put(zip->files, 4, 0x04034b50);
    put_common(zip, zip->files, crc, (guint32)size, length);
    g_byte_array_append(zip->files, (const guint8 *)name, (guint)length);
    if (size)
        g_byte_array_append(zip->files, bytes, (guint)size);
    put(zip->directory, 4, 0x02014b50);
    put(zip->directory, 2, 3 << 8 | 20); // made as on Unix, so that the mode counts
    put_common(zip, zip->directory, crc, (guint32)size, length);
    put(zip->directory, 2, 0); // no comment
    put(zip->directory, 2, 0); // first disk
    put(zip->directory, 2, 0); // binary
    put(zip->directory, 4, 0100644U << 16);
    put(zip->directory, 4, offset);
    g_byte_array_append(zip->directory, (const guint8 *)name, (guint)length);
    zip->count++;
}

GBytes *
tnc_writing_zip_finish(TncWritingZip *zip, GError **error)
{
    if (zip->overfull) {
        tnc_error_set(error, TNC_ERROR_INPUT, "the archive would be larger than 2 GiB");
        return NULL;
    }
    g_autoptr(GByteArray) out = g_steal_pointer(&zip->files);
    zip->files = g_byte_array_new();
    guint32 start = out->len;
    g_byte_array_append(out, zip->directory->data, zip->directory->len);
    put(out, 4, 0x06054b50);
    put(out, 4, 0); // this disk, the directory's disk
    put(out, 2, zip->count);
    put(out, 2, zip->count);
    put(out, 4, zip->directory->len);
    put(out, 4, start);
    put(out, 2, 0);
    return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}
