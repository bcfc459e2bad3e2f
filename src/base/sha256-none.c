// SPDX-License-Identifier: AGPL-3.0-or-later
// A processor of which we know no instructions for SHA-256: GLib's code is used.

#include "sha256-block.h"

gboolean
tnc_base_sha256_is_fast(void)
{
    return FALSE;
}

void
tnc_base_sha256_blocks(guint32 state[8], const guint8 *blocks, gsize count)
{
    (void)state;
    (void)blocks;
    (void)count;
    g_assert_not_reached();
}
