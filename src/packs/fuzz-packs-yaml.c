// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a ladder: a ladder comes out, or an error that names the file.

#include <stdint.h>
#include <string.h>
#include "packs-ladder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacksYaml) yaml =
        tnc_packs_yaml_parse((const char *)data, size, "x.yaml", tnc_packs_ladder_schema(), &error);
    g_autoptr(TncLadder) ladder = yaml ? tnc_packs_ladder_read(yaml, &error) : NULL;
    g_assert(ladder || g_str_has_prefix(error->message, "x.yaml:"));
    if (yaml)
        g_assert(tnc_packs_yaml_line(yaml, "rungs[0].opens.after") > 0);
    return 0;
}
