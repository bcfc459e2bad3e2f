// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening, transactions and settings. The other files of the folder each keep one kind of thing.

#include "store.h"
#include "error.h"
#include "store-sql.h"
#include "store-sum.h"

TncStore *
tnc_store_open(const char *directory, gboolean read_only, gint64 account, GError **error)
{
    TncStoreSql *sql = tnc_store_sql_open(directory, read_only, error);
    if (!sql)
        return NULL;
    TncStore *store = g_new0(TncStore, 1);
    store->sql = sql;
    store->directory = g_strdup(directory);
    store->account = account;
    store->read_only = read_only;
    return store;
}

void
tnc_store_close(TncStore *store)
{
    if (!store)
        return;
    tnc_store_frame_rollback(store);
    tnc_store_sql_close(store->sql);
    g_free(store->directory);
    g_free(store);
}

static gboolean
control(TncStore *store, TncStoreStatement statement, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, statement);
    return tnc_store_sql_run(rows, error);
}

// A full disk may end the whole transaction; a part begun after that would be one of its own.
static gboolean
begin_part(TncStore *store, GError **error)
{
    if (store->frame_broken)
        return tnc_error_set(error, TNC_ERROR_STORAGE, "the transaction has ended already");
    if (!store->frame_used && !control(store, TNC_SQL_BEGIN, error))
        return FALSE;
    store->frame_used = TRUE;
    return control(store, TNC_SQL_PART_BEGIN, error);
}

gboolean
tnc_store_begin(TncStore *store, GError **error)
{
    g_assert(!store->in_transaction);
    store->in_transaction =
        store->framed ? begin_part(store, error) : control(store, TNC_SQL_BEGIN, error);
    return store->in_transaction;
}

gboolean
tnc_store_commit(TncStore *store, GError **error)
{
    g_assert(store->in_transaction);
    if (!control(store, store->framed ? TNC_SQL_PART_COMMIT : TNC_SQL_COMMIT, error))
        return FALSE;
    store->in_transaction = FALSE;
    return TRUE;
}

void
tnc_store_rollback(TncStore *store)
{
    // A full disk may have ended the transaction already: then there is nothing to roll back, and that is fine.
    if (store->in_transaction && !store->framed)
        (void)!control(store, TNC_SQL_ROLLBACK, NULL);
    else if (store->in_transaction)
        store->frame_broken = !control(store, TNC_SQL_PART_ROLLBACK, NULL) ||
                              !control(store, TNC_SQL_PART_COMMIT, NULL);
    store->in_transaction = FALSE;
}

void
tnc_store_frame_begin(TncStore *store)
{
    g_assert(!store->in_transaction && !store->framed);
    store->framed = TRUE;
    store->frame_used = store->frame_broken = FALSE;
}

gboolean
tnc_store_frame_used(const TncStore *store)
{
    return store->framed && store->frame_used;
}

gboolean
tnc_store_frame_commit(TncStore *store, GError **error)
{
    g_assert(store->framed && !store->in_transaction);
    if (store->frame_broken)
        return tnc_error_set(error, TNC_ERROR_STORAGE, "the transaction has ended already");
    if (store->frame_used && !control(store, TNC_SQL_COMMIT, error))
        return FALSE;
    store->framed = store->frame_used = FALSE;
    return TRUE;
}

void
tnc_store_frame_rollback(TncStore *store)
{
    tnc_store_rollback(store);
    if (store->frame_used)
        (void)!control(store, TNC_SQL_ROLLBACK, NULL);
    store->framed = store->frame_used = store->frame_broken = FALSE;
}

gboolean
tnc_store_set_setting(TncStore *store, const char *name, const json_t *value, GError **error)
{
    g_autofree char *text = tnc_json_canonical(value);
    g_autofree char *sum = tnc_store_sum(name, text, NULL);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_SETTING_SET);
    tnc_store_sql_bind_text(rows, 2, name);
    tnc_store_sql_bind_text(rows, 3, text);
    tnc_store_sql_bind_text(rows, 4, sum);
    return tnc_store_sql_run(rows, error);
}

json_t *
tnc_store_get_setting(TncStore *store, const char *name)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_SETTING_GET);
    tnc_store_sql_bind_text(rows, 2, name);
    if (tnc_store_sql_step(rows, NULL) != TNC_STEP_ROW)
        return NULL;
    const char *text = tnc_store_sql_text(rows, 0);
    return json_loads(text, JSON_DECODE_ANY, NULL);
}
