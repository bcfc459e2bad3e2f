// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a mail: MIME, charsets, HTML, quotes. Everything that comes out is valid UTF-8.

#include "mail-message.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) raw = g_bytes_new(data, size);
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    if (!message)
        return 0;
    const char *texts[] = {tnc_mail_message_text(message), tnc_mail_message_visible(message),
                           tnc_mail_message_signature(message), tnc_mail_message_subject(message),
                           tnc_mail_message_from(message)->name};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert(g_utf8_validate(texts[i], -1, NULL));
    return 0;
}
