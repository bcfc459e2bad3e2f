// SPDX-License-Identifier: AGPL-3.0-or-later

#include "mail-header.h"
#include <string.h>

// The first byte after the line that begins at AT.
static const char *
line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    return newline ? newline + 1 : end;
}

// The first byte after the field that begins at AT: a line that begins with a blank goes on with it (RFC 5322, 2.2.3).
static const char *
field_end(const char *at, const char *end)
{
    at = line_end(at, end);
    while (at < end && (*at == ' ' || *at == '\t'))
        at = line_end(at, end);
    return at;
}

// Whether a field begins at AT: 'Name:'. What has none is no header any more, whatever its length.
static gboolean
is_field(const char *at, const char *end)
{
    const char *c = at;
    while (c < end && *c != ':' && g_ascii_isgraph(*c))
        c++;
    return c > at && c < end && *c == ':';
}

GBytes *
tnc_mail_header_cut(GBytes *raw)
{
    gsize size;
    const char *bytes = g_bytes_get_data(raw, &size);
    if (!bytes)
        return g_bytes_ref(raw);
    const char *end = bytes + size;
    const char *kept = bytes; // up to here all is in CUT
    GByteArray *cut = NULL;
    for (const char *at = bytes; is_field(at, end);) {
        const char *next = field_end(at, end);
        if (next - at > TNC_MAIL_MAX_FIELD) {
            cut = cut ? cut : g_byte_array_new();
            g_byte_array_append(cut, (const guint8 *)kept, (guint)(at - kept) + TNC_MAIL_MAX_FIELD);
            g_byte_array_append(cut, (const guint8 *)"\n", 1);
            kept = next;
        }
        at = next;
    }
    if (!cut)
        return g_bytes_ref(raw);
    g_byte_array_append(cut, (const guint8 *)kept, (guint)(end - kept));
    return g_byte_array_free_to_bytes(cut);
}
