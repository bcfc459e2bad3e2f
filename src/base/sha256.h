// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 (FIPS 180-4) as lower-case hexadecimal: the name of evidence and the links of the event
// chain.
#pragma once

#include <glib.h>

#define TNC_SHA256_HEX 64

// Writes the digest of SIZE bytes as 64 hexadecimal digits and a NUL.
void tnc_sha256_hex(const void *bytes, gsize size, char hex_out[TNC_SHA256_HEX + 1]);

// The digest of what is added piece by piece; its end frees it.
typedef struct TncSha256 TncSha256;
TncSha256 *tnc_sha256_new(void);
void tnc_sha256_add(TncSha256 *sum, const void *bytes, gsize size);
void tnc_sha256_end(TncSha256 *sum, char hex_out[TNC_SHA256_HEX + 1]);

// The digest of PREVIOUS (64 digits, or empty for the first link) followed by TEXT: one link of a
// chain.
void tnc_sha256_link(const char *previous, const char *text, char hex_out[TNC_SHA256_HEX + 1]);

// TRUE when TEXT is 64 lower-case hexadecimal digits.
gboolean tnc_sha256_is_hex(const char *text);
