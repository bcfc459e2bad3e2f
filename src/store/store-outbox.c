// SPDX-License-Identifier: AGPL-3.0-or-later
// The outbox: what is to leave, kept before it leaves and until it is proved to have left.

#include "error.h"
#include "store-sql.h"

static gint64
next_id(TncStore *store)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_OUT_NEXT);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? tnc_store_sql_number(rows, 0) : 1;
}

gboolean
tnc_store_add_out(TncStore *store, const TncStoreOut *out, gint64 *id_out, GError **error)
{
    g_assert(store->in_transaction);
    gint64 id = next_id(store);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_OUT_ADD);
    tnc_store_sql_bind_number(rows, 2, id);
    tnc_store_sql_bind_number(rows, 3, out->claim);
    tnc_store_sql_bind_number(rows, 4, out->state);
    tnc_store_sql_bind_text(rows, 5, out->message_id);
    tnc_store_sql_bind_text(rows, 6, out->sha256);
    tnc_store_sql_bind_text(rows, 7, out->step);
    tnc_store_sql_bind_text(rows, 8, out->account);
    tnc_store_sql_bind_number(rows, 9, out->created_at);
    tnc_store_sql_bind_number(rows, 10, out->tried_at);
    tnc_store_sql_bind_number(rows, 11, out->attempts);
    tnc_store_sql_bind_text(rows, 12, out->last_error);
    if (!tnc_store_sql_run(rows, error))
        return FALSE;
    *id_out = id;
    return TRUE;
}

gboolean
tnc_store_set_out(TncStore *store, gint64 id, TncOutState state, TncInstant tried_at,
                  const char *last_error, GError **error)
{
    g_assert(store->in_transaction);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_OUT_SET);
    tnc_store_sql_bind_number(rows, 2, id);
    tnc_store_sql_bind_number(rows, 3, state);
    tnc_store_sql_bind_number(rows, 4, tried_at);
    tnc_store_sql_bind_text(rows, 5, last_error);
    return tnc_store_sql_run(rows, error);
}

static TncStoreOut
read_out(TncStoreRows *rows)
{
    const char *last_error = tnc_store_sql_text(rows, 10);
    return (TncStoreOut){
        .id = tnc_store_sql_number(rows, 0),
        .claim = tnc_store_sql_number(rows, 1),
        .state = (TncOutState)tnc_store_sql_number(rows, 2),
        .message_id = tnc_store_sql_text(rows, 3),
        .sha256 = tnc_store_sql_text(rows, 4),
        .step = tnc_store_sql_text(rows, 5),
        .account = tnc_store_sql_text(rows, 6),
        .created_at = tnc_store_sql_number(rows, 7),
        .tried_at = tnc_store_sql_number(rows, 8),
        .attempts = (guint)tnc_store_sql_number(rows, 9),
        .last_error = *last_error ? last_error : NULL,
    };
}

gboolean
tnc_store_each_out(TncStore *store, gboolean unfinished_only, TncStoreOutFunc function,
                   gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows =
        tnc_store_sql_start(store, unfinished_only ? TNC_SQL_OUT_UNFINISHED : TNC_SQL_OUT_EACH);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        TncStoreOut out = read_out(rows);
        if (!function(&out, data, error))
            return FALSE;
    }
    return step == TNC_STEP_DONE;
}

gboolean
tnc_store_has_out(TncStore *store, const char *message_id)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_OUT_HAS);
    tnc_store_sql_bind_text(rows, 2, message_id);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW;
}
