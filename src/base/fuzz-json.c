// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON from any bytes: what is accepted has a canonical form that is read the same.

#include "json.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(json_t) value = tnc_json_parse((const char *)data, size, NULL);
    if (!value)
        return 0;
    g_autofree char *canonical = tnc_json_canonical(value);
    g_autoptr(json_t) again = canonical ? tnc_json_parse(canonical, strlen(canonical), NULL) : NULL;
    g_autofree char *twice = again ? tnc_json_canonical(again) : NULL;
    g_assert(!canonical || (twice && g_str_equal(canonical, twice)));
    return 0;
}
