// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 by the processor's own instructions where it has them, else by GLib's GChecksum.

#include "sha256.h"
#include "sha256-block.h"
#include <string.h>

#define BLOCK 64

struct TncSha256 {
    GChecksum *slow; // NULL where the processor is fast
    guint64 size;
    guint32 state[8];
    guint8 block[BLOCK]; // begun, SIZE % 64 bytes
};

TncSha256 *
tnc_sha256_new(void)
{
    static const guint32 start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    TncSha256 *sum = g_new(TncSha256, 1);
    sum->slow = tnc_base_sha256_is_fast() ? NULL : g_checksum_new(G_CHECKSUM_SHA256);
    sum->size = 0;
    memcpy(sum->state, start, sizeof start);
    return sum;
}

static void
add_blocks(TncSha256 *sum, const guint8 *bytes, gsize size)
{
    gsize begun = sum->size % BLOCK;
    gsize rest = MIN(size, BLOCK - begun);
    sum->size += size;
    if (begun > 0) {
        memcpy(sum->block + begun, bytes, rest);
        if (begun + rest < BLOCK)
            return;
        tnc_base_sha256_blocks(sum->state, sum->block, 1);
        bytes += rest;
        size -= rest;
    }
    tnc_base_sha256_blocks(sum->state, bytes, size / BLOCK);
    if (size % BLOCK)
        memcpy(sum->block, bytes + size - size % BLOCK, size % BLOCK);
}

void
tnc_sha256_add(TncSha256 *sum, const void *bytes, gsize size)
{
    if (size == 0)
        return;
    if (sum->slow)
        g_checksum_update(sum->slow, bytes, (gssize)size);
    else
        add_blocks(sum, bytes, size);
}

// A one, zeros, and the size in bits, which ends a block.
static void
pad(TncSha256 *sum)
{
    guint64 bits = GUINT64_TO_BE(sum->size * 8);
    guint8 end[BLOCK + 8] = {0x80};
    gsize zeros = (2 * BLOCK - 8 - sum->size % BLOCK - 1) % BLOCK;
    add_blocks(sum, end, 1 + zeros);
    add_blocks(sum, (const guint8 *)&bits, sizeof bits);
}

static void
write_state(const TncSha256 *sum, char hex_out[TNC_SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (guint i = 0; i < TNC_SHA256_HEX; i++)
        hex_out[i] = digits[sum->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex_out[TNC_SHA256_HEX] = '\0';
}

void
tnc_sha256_end(TncSha256 *sum, char hex_out[TNC_SHA256_HEX + 1])
{
    if (sum->slow) {
        memcpy(hex_out, g_checksum_get_string(sum->slow), TNC_SHA256_HEX + 1);
        g_checksum_free(sum->slow);
    } else {
        pad(sum);
        write_state(sum, hex_out);
    }
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
