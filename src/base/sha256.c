// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 by GLib's GChecksum.

#include "sha256.h"

void
tnc_sha256_hex(const void *bytes, gsize size, char hex_out[TNC_SHA256_HEX + 1])
{
    g_autofree char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, size);
    memcpy(hex_out, hex, TNC_SHA256_HEX + 1);
}

void
tnc_sha256_link(const char *previous, const char *text, char hex_out[TNC_SHA256_HEX + 1])
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)previous, (gssize)strlen(previous));
    g_checksum_update(checksum, (const guchar *)text, (gssize)strlen(text));
    memcpy(hex_out, g_checksum_get_string(checksum), TNC_SHA256_HEX + 1);
    g_checksum_free(checksum);
}

gboolean
tnc_sha256_is_hex(const char *text)
{
    return text && strlen(text) == TNC_SHA256_HEX &&
           strspn(text, "0123456789abcdef") == TNC_SHA256_HEX;
}
