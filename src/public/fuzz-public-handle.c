// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a handle: what is taken is ASCII and its own form; judging a stranger never fails.

#include "public-handle.h"
#include "public-link.h"
#include <stdint.h>
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const affixes[] = {"support", NULL};
    g_autofree char *raw = g_strndup((const char *)data, size);
    g_autofree char *text = tnc_text_make_valid((const char *)data, size);
    for (int naming = 0; naming < TNC_PUBLIC_NAMED_COUNT; naming++) {
        g_autofree char *handle = tnc_public_handle_normalise((TncPublicNaming)naming, raw, NULL);
        g_autofree char *again =
            handle ? tnc_public_handle_normalise((TncPublicNaming)naming, handle, NULL) : NULL;
        g_assert_cmpstr(handle, ==, again);
        g_assert_true(!handle || g_str_is_ascii(handle));
        tnc_public_handle_judge((TncPublicNaming)naming, text, text, "shop.example", text, affixes);
    }
    tnc_public_handle_is_suspicious(raw);
    // What a link gives is never empty.
    g_autofree char *id = tnc_public_link_read("https://x.com/{any}/status/{id}", text, "id");
    g_assert_true(!id || *id);
    static const char *const hosts[] = {"x.com", NULL};
    g_assert_true(!tnc_public_link_is_of(text, hosts) || g_str_has_prefix(text, "http") ||
                  g_ascii_strncasecmp(text, "http", 4) == 0);
    return 0;
}
