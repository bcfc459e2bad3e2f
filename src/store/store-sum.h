// SPDX-License-Identifier: AGPL-3.0-or-later
// The checksum of a row: SHA-256 of its texts, each ended by a NUL so that they cannot run into each other.
#pragma once

#include "sha256.h"
#include <string.h>

// The texts end with NULL. New string of 64 hexadecimal digits.
static inline char *
tnc_store_sum(const char *first, ...)
{
    TncSha256 *sum = tnc_sha256_new();
    char *hex = g_malloc(TNC_SHA256_HEX + 1);
    va_list texts;
    va_start(texts, first);
    for (const char *text = first; text; text = va_arg(texts, const char *))
        tnc_sha256_add(sum, text, strlen(text) + 1);
    va_end(texts);
    tnc_sha256_end(sum, hex);
    return hex;
}
