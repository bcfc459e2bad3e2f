// SPDX-License-Identifier: AGPL-3.0-or-later
// Blobs (raw mails, evidence), the index of mails, and the keys by which a mail finds its claim.

#include "error.h"
#include "store-sql.h"
#include "store-sum.h"

gboolean
tnc_store_has_blob(TncStore *store, const char *sha256)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_BLOB_HAS);
    tnc_store_sql_bind_text(rows, 2, sha256);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW;
}

gboolean
tnc_store_keep_blob(TncStore *store, const char *sha256, const void *bytes, gsize size,
                    GError **error)
{
    g_assert(store->in_transaction);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_BLOB_PUT);
    tnc_store_sql_bind_text(rows, 2, sha256);
    tnc_store_sql_bind_bytes(rows, 3, bytes, size);
    return tnc_store_sql_run(rows, error);
}

gboolean
tnc_store_put_blob(TncStore *store, const void *bytes, gsize size,
                   char sha256_out[TNC_SHA256_HEX + 1], GError **error)
{
    tnc_sha256_hex(bytes, size, sha256_out);
    return tnc_store_keep_blob(store, sha256_out, bytes, size, error);
}

GBytes *
tnc_store_get_blob(TncStore *store, const char *sha256, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_BLOB_GET);
    tnc_store_sql_bind_text(rows, 2, sha256);
    TncStoreStep step = tnc_store_sql_step(rows, error);
    if (step == TNC_STEP_DONE)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "no file %s is kept here", sha256);
    if (step != TNC_STEP_ROW)
        return NULL;
    g_autoptr(GBytes) bytes = tnc_store_sql_bytes(rows, 0);
    char found[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), found);
    if (!g_str_equal(found, sha256)) {
        tnc_error_set(error, TNC_ERROR_CORRUPT, "the kept file %s was altered", sha256);
        return NULL;
    }
    return g_steal_pointer(&bytes);
}

static char *
sum_of(const TncStoreMail *mail)
{
    g_autofree char *numbers = g_strdup_printf("%d %" G_GINT64_FORMAT " %u %" G_GINT64_FORMAT,
                                               (int)mail->fate, mail->claim, mail->seq, mail->at);
    return tnc_store_sum(mail->message_id, mail->sha256, numbers, mail->reason, mail->summary,
                         NULL);
}

gboolean
tnc_store_has_mail(TncStore *store, const char *message_id)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_MAIL_HAS);
    tnc_store_sql_bind_text(rows, 2, message_id);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW;
}

gboolean
tnc_store_add_mail(TncStore *store, const TncStoreMail *mail, gboolean *duplicate_out,
                   GError **error)
{
    g_assert(store->in_transaction);
    *duplicate_out = tnc_store_has_mail(store, mail->message_id);
    if (*duplicate_out)
        return FALSE;
    g_autofree char *sum = sum_of(mail);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_MAIL_ADD);
    tnc_store_sql_bind_text(rows, 2, mail->message_id);
    tnc_store_sql_bind_text(rows, 3, mail->sha256);
    tnc_store_sql_bind_number(rows, 4, mail->fate);
    tnc_store_sql_bind_number(rows, 5, mail->claim);
    tnc_store_sql_bind_number(rows, 6, mail->seq);
    tnc_store_sql_bind_number(rows, 7, mail->at);
    tnc_store_sql_bind_text(rows, 8, mail->reason);
    tnc_store_sql_bind_text(rows, 9, mail->summary);
    tnc_store_sql_bind_text(rows, 10, sum);
    return tnc_store_sql_run(rows, error);
}

static TncStoreMail
read_mail(TncStoreRows *rows)
{
    return (TncStoreMail){
        .message_id = tnc_store_sql_text(rows, 0),
        .sha256 = tnc_store_sql_text(rows, 1),
        .fate = (TncMailFate)tnc_store_sql_number(rows, 2),
        .claim = tnc_store_sql_number(rows, 3),
        .seq = (guint)tnc_store_sql_number(rows, 4),
        .at = tnc_store_sql_number(rows, 5),
        .reason = tnc_store_sql_text(rows, 6),
        .summary = tnc_store_sql_text(rows, 7),
    };
}

typedef struct {
    TncMailFate fate;
    TncStoreId claim;
    guint seq;
    char *sum;
} Change;

static gboolean
compute_change(const TncStoreMail *mail, gpointer data, GError **error)
{
    (void)error;
    Change *change = data;
    TncStoreMail changed = *mail;
    changed.fate = change->fate;
    changed.claim = change->claim;
    changed.seq = change->seq;
    change->sum = sum_of(&changed);
    return TRUE;
}

gboolean
tnc_store_set_mail_fate(TncStore *store, const char *message_id, TncMailFate fate, TncStoreId claim,
                        guint seq, GError **error)
{
    g_assert(store->in_transaction);
    Change change = {fate, claim, seq, NULL};
    if (!tnc_store_get_mail(store, message_id, compute_change, &change, error))
        return FALSE;
    g_autofree char *sum = change.sum;
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_MAIL_FATE);
    tnc_store_sql_bind_text(rows, 2, message_id);
    tnc_store_sql_bind_number(rows, 3, fate);
    tnc_store_sql_bind_number(rows, 4, claim);
    tnc_store_sql_bind_number(rows, 5, seq);
    tnc_store_sql_bind_text(rows, 6, sum);
    return tnc_store_sql_run(rows, error);
}

gboolean
tnc_store_each_mail(TncStore *store, TncMailFate fate, TncStoreMailFunc function, gpointer data,
                    GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_MAIL_EACH);
    tnc_store_sql_bind_number(rows, 2, fate);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        TncStoreMail mail = read_mail(rows);
        if (!function(&mail, data, error))
            return FALSE;
    }
    return step == TNC_STEP_DONE;
}

gboolean
tnc_store_get_mail(TncStore *store, const char *message_id, TncStoreMailFunc function,
                   gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_MAIL_GET);
    tnc_store_sql_bind_text(rows, 2, message_id);
    TncStoreStep step = tnc_store_sql_step(rows, error);
    if (step == TNC_STEP_DONE)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no mail <%s>", message_id);
    if (step == TNC_STEP_FAILED)
        return FALSE;
    TncStoreMail mail = read_mail(rows);
    return function(&mail, data, error);
}

gboolean
tnc_store_add_key(TncStore *store, const char *kind, const char *value, TncStoreId claim,
                  GError **error)
{
    g_assert(store->in_transaction);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_KEY_ADD);
    tnc_store_sql_bind_text(rows, 2, kind);
    tnc_store_sql_bind_text(rows, 3, value);
    tnc_store_sql_bind_number(rows, 4, claim);
    return tnc_store_sql_run(rows, error);
}

GArray *
tnc_store_find_key(TncStore *store, const char *kind, const char *value, gboolean open_only)
{
    GArray *claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    g_autoptr(TncStoreRows) rows =
        tnc_store_sql_start(store, open_only ? TNC_SQL_KEY_FIND_OPEN : TNC_SQL_KEY_FIND);
    tnc_store_sql_bind_text(rows, 2, kind);
    tnc_store_sql_bind_text(rows, 3, value);
    while (tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW) {
        TncStoreId claim = tnc_store_sql_number(rows, 0);
        g_array_append_val(claims, claim);
    }
    return claims;
}
