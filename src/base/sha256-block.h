// SPDX-License-Identifier: AGPL-3.0-or-later
// The compression function of SHA-256 (FIPS 180-4, section 6.2.2) where the processor has it. The build takes sha256-x86.c
// or sha256-none.c.
#pragma once

#include <glib.h>

gboolean tnc_base_sha256_is_fast(void);
// COUNT blocks of 64 bytes. Only where it is fast.
void tnc_base_sha256_blocks(guint32 state[8], const guint8 *blocks, gsize count);
