// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as HTML. What comes out is valid UTF-8, whatever went in.

#include "html.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = tnc_html_to_text((const char *)data, size);
    g_assert(g_utf8_validate(text, -1, NULL));
    return 0;
}
