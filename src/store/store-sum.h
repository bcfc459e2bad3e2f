// SPDX-License-Identifier: AGPL-3.0-or-later
// The checksum of a row: SHA-256 of its texts, each ended by a NUL so that they cannot run into each other.
#pragma once

#include <glib.h>

// The texts end with NULL. New string of 64 hexadecimal digits.
static inline char *
tnc_store_sum(const char *first, ...)
{
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    va_list texts;
    va_start(texts, first);
    for (const char *text = first; text; text = va_arg(texts, const char *))
        g_checksum_update(checksum, (const guchar *)text, (gssize)strlen(text) + 1);
    va_end(texts);
    char *sum = g_strdup(g_checksum_get_string(checksum));
    g_checksum_free(checksum);
    return sum;
}
