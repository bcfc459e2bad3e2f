// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as the body of a mail. What is visible and the signature are made of its bytes and are valid UTF-8.

#include "mail-quote.h"
#include "text.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *bytes = g_strndup((const char *)data, size);
    g_autofree char *text = tnc_text_make_valid(bytes, strlen(bytes));
    g_autofree char *visible = NULL;
    g_autofree char *signature = NULL;
    tnc_mail_quote_split(text, &visible, &signature);
    g_assert(g_utf8_validate(visible, -1, NULL) && g_utf8_validate(signature, -1, NULL));
    g_assert(strlen(visible) + strlen(signature) <= 2 * strlen(text));
    return 0;
}
