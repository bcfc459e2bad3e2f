// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON from any bytes: what is accepted is what jansson accepts, and has a canonical form that is read the same.

#include "json.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(json_t) value = tnc_json_parse((const char *)data, size, NULL);
    g_autoptr(json_t) theirs = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
    g_assert(json_equal(value, theirs) || (!value && !theirs));
    if (!value)
        return 0;
    g_autofree char *canonical = tnc_json_canonical(value);
    g_autofree char *expected = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    g_assert_cmpstr(canonical, ==, expected);
    g_autoptr(json_t) again = canonical ? tnc_json_parse(canonical, strlen(canonical), NULL) : NULL;
    g_autofree char *twice = again ? tnc_json_canonical(again) : NULL;
    g_assert(!canonical || (twice && g_str_equal(canonical, twice)));
    return 0;
}
