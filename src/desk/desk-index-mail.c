// SPDX-License-Identifier: AGPL-3.0-or-later
// Apart from desk-index.c, so that what never reads a mail ('next') does not load GMime.

#include "desk-index.h"

gboolean
tnc_desk_index_mail(TncDesk *desk, TncStoreId claim, guint seq, const TncMailMessage *message,
                    const TncReadingResult *result, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autofree char *text = g_strdup_printf("%s\n%s\n", tnc_mail_message_subject(message),
                                            tnc_mail_message_visible(message));
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        if (signal->kind == TNC_SIGNAL_GIVES_TICKET_NUMBER &&
            !tnc_desk_index_key(store, "ticket", signal->value, claim, error))
            return FALSE;
    }
    return tnc_store_index_text(store, claim, seq, text, error);
}
