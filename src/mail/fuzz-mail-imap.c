// SPDX-License-Identifier: AGPL-3.0-or-later
// Feeds bytes as everything an IMAP server says: greeting, login, folders, mails, search.

#include <stddef.h>
#include <stdint.h>
#include "mail-imap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

// libetpan forgets some small pieces of answers that it refuses; what we forget is still found.
const char *
__lsan_default_suppressions(void)
{
    return "leak:libetpan.so\n";
}

static gboolean
take(const TncMailImapMail *mails, guint count, const TncMailImapMark *mark, guint done,
     guint total, gpointer data, GError **error)
{
    (void)mark;
    (void)data;
    (void)error;
    g_assert(count > 0 && count <= TNC_MAIL_IMAP_BATCH && done <= total);
    for (guint i = 0; i < count; i++)
        g_assert(!mails[i].raw || g_bytes_get_size(mails[i].raw) <= TNC_MAIL_IMAP_MAX_MAIL_BYTES);
    return TRUE;
}

static void
talk(TncMailImap *imap)
{
    gboolean found = FALSE;
    TncMailImapIdle answer;
    // What fails is as interesting as what works: every call goes on to the next one.
    g_autoptr(GError) error = NULL;
    if (!tnc_mail_imap_fetch(imap, "INBOX", (TncMailImapMark){0}, TNC_DATE_NONE, take, NULL,
                             &error))
        g_clear_error(&error);
    if (!tnc_mail_imap_has_message(imap, "a@b", &found, &error))
        g_clear_error(&error);
    if (!tnc_mail_imap_idle(imap, "INBOX", 1, NULL, &answer, &error))
        g_clear_error(&error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const TncMailServer server = {.host = "localhost", .user = "u", .password = "p"};
    g_autoptr(GInputStream) input = g_memory_input_stream_new_from_data(data, (gssize)size, NULL);
    g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable();
    g_autoptr(GIOStream) stream = g_simple_io_stream_new(input, output);
    g_autoptr(TncMailImap) imap = tnc_mail_imap_open_stream(&server, stream, NULL, NULL);
    if (imap)
        talk(imap);
    return 0;
}
