// SPDX-License-Identifier: AGPL-3.0-or-later
// The language of a text, by CLD2.
#pragma once

#include <glib.h>

G_BEGIN_DECLS

// ISO 639-1 code ('fr'), static; NULL when nothing can be said.
const char *tnc_reading_language_detect(const char *text, gsize size);

G_END_DECLS
