// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 by nettle, which uses the processor's own instructions where there are any; it loads in no time.

#include "sha256.h"
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>

G_STATIC_ASSERT(TNC_SHA256_HEX == BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE));

struct TncSha256 {
    struct sha256_ctx context;
};

TncSha256 *
tnc_sha256_new(void)
{
    TncSha256 *sum = g_new(TncSha256, 1);
    sha256_init(&sum->context);
    return sum;
}

void
tnc_sha256_add(TncSha256 *sum, const void *bytes, gsize size)
{
    if (size > 0)
        sha256_update(&sum->context, size, bytes);
}

void
tnc_sha256_end(TncSha256 *sum, char hex_out[TNC_SHA256_HEX + 1])
{
    guint8 digest[SHA256_DIGEST_SIZE];
    sha256_digest(&sum->context, sizeof digest, digest);
    base16_encode_update(hex_out, sizeof digest, digest);
    hex_out[TNC_SHA256_HEX] = '\0';
    g_free(sum);
}

void
tnc_sha256_hex(const void *bytes, gsize size, char hex_out[TNC_SHA256_HEX + 1])
{
    TncSha256 *sum = tnc_sha256_new();
    tnc_sha256_add(sum, bytes, size);
    tnc_sha256_end(sum, hex_out);
}

void
tnc_sha256_link(const char *previous, const char *text, char hex_out[TNC_SHA256_HEX + 1])
{
    TncSha256 *sum = tnc_sha256_new();
    tnc_sha256_add(sum, previous, strlen(previous));
    tnc_sha256_add(sum, text, strlen(text));
    tnc_sha256_end(sum, hex_out);
}

gboolean
tnc_sha256_is_hex(const char *text)
{
    return text && strlen(text) == TNC_SHA256_HEX &&
           strspn(text, "0123456789abcdef") == TNC_SHA256_HEX;
}
