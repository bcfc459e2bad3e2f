// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as a draft's: what the checker accepts has only known placeholders and closed groups.

#include <stdint.h>
#include "packs-template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *problem = tnc_packs_template_check(text);
    if (problem)
        return 0;
    const char *cursor = text;
    int depth = 0;
    TncTemplatePiece piece;
    do {
        piece = tnc_packs_template_next(&cursor);
        g_assert(piece.kind != TNC_TEMPLATE_WRONG);
        g_assert(piece.kind != TNC_TEMPLATE_PLACEHOLDER || tnc_packs_template_parse(&piece) >= 0);
        depth += (piece.kind == TNC_TEMPLATE_OPEN) - (piece.kind == TNC_TEMPLATE_CLOSE);
        g_assert(depth == 0 || depth == 1);
    } while (piece.kind != TNC_TEMPLATE_END);
    g_assert(depth == 0);
    return 0;
}
