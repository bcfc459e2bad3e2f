// SPDX-License-Identifier: AGPL-3.0-or-later
// Header fields longer than any that means something. A parser that grows its buffers with them takes a thousand times their
// size; the mail itself is kept whole elsewhere.
#pragma once

#include <glib.h>

// A field, folded lines included, is read up to here.
#define TNC_MAIL_MAX_FIELD (32 * 1024)

// RAW with the fields of its own header cut at TNC_MAIL_MAX_FIELD bytes; RAW itself where none is longer. Full ownership.
GBytes *tnc_mail_header_cut(GBytes *raw);
