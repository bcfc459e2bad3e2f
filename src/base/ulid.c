// SPDX-License-Identifier: AGPL-3.0-or-later
// 48 bits of milliseconds, 80 bits of randomness, in Crockford's base 32.

#include "ulid.h"

void
tnc_ulid_format(TncInstant instant, const guint8 random[10], char ulid_out[TNC_ULID_LENGTH + 1])
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    guint64 milliseconds = (guint64)(instant / 1000);
    for (int i = 9; i >= 0; i--, milliseconds >>= 5)
        ulid_out[i] = alphabet[milliseconds & 31];
    guint32 bits = 0;
    guint held = 0;
    char *write = ulid_out + 10;
    for (guint i = 0; i < 10; i++) {
        bits = (bits << 8) | random[i];
        for (held += 8; held >= 5; held -= 5)
            *write++ = alphabet[(bits >> (held - 5)) & 31];
    }
    *write = '\0';
}
