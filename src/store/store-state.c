// SPDX-License-Identifier: AGPL-3.0-or-later
// The cached position of each claim, found by due instant and by urgency.

#include "error.h"
#include "store-sql.h"

static gint64
forever_if_none(TncInstant instant)
{
    return instant == TNC_INSTANT_NONE ? G_MAXINT64 : instant;
}

gboolean
tnc_store_put_state(TncStore *store, const TncStoreState *state, GError **error)
{
    g_assert(store->in_transaction);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_STATE_PUT);
    tnc_store_sql_bind_number(rows, 2, state->claim);
    tnc_store_sql_bind_number(rows, 3, state->state);
    tnc_store_sql_bind_number(rows, 4, state->urgency);
    tnc_store_sql_bind_number(rows, 5, state->move_due);
    tnc_store_sql_bind_number(rows, 6, state->computed_at);
    tnc_store_sql_bind_number(rows, 7, forever_if_none(state->valid_until));
    tnc_store_sql_bind_text(rows, 8, state->card);
    return tnc_store_sql_run(rows, error);
}

static TncStoreState
read_state(TncStoreRows *rows)
{
    gint64 valid_until = tnc_store_sql_number(rows, 5);
    return (TncStoreState){
        .claim = tnc_store_sql_number(rows, 0),
        .state = (TncState)tnc_store_sql_number(rows, 1),
        .urgency = (int)tnc_store_sql_number(rows, 2),
        .move_due = (TncDate)tnc_store_sql_number(rows, 3),
        .computed_at = tnc_store_sql_number(rows, 4),
        .valid_until = valid_until == G_MAXINT64 ? TNC_INSTANT_NONE : valid_until,
        .card = tnc_store_sql_text(rows, 6),
    };
}

gboolean
tnc_store_get_state(TncStore *store, TncStoreId claim, TncStoreState *state_out, char **card_out,
                    GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_STATE_GET);
    tnc_store_sql_bind_number(rows, 2, claim);
    TncStoreStep step = tnc_store_sql_step(rows, error);
    if (step == TNC_STEP_DONE)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             "claim %" G_GINT64_FORMAT " has no position yet", claim);
    if (step == TNC_STEP_FAILED)
        return FALSE;
    *state_out = read_state(rows);
    *card_out = g_strdup(state_out->card);
    state_out->card = *card_out;
    return TRUE;
}

static gboolean
each_row(TncStoreRows *rows, TncStoreStateFunc function, gpointer data, GError **error)
{
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        TncStoreState state = read_state(rows);
        if (!function(&state, data, error))
            return FALSE;
    }
    return step == TNC_STEP_DONE;
}

static gint64
limit_of(guint limit)
{
    return limit ? (gint64)limit : -1;
}

static gboolean
each_by_instant(TncStore *store, TncStoreStatement statement, TncInstant now, guint limit,
                TncStoreStateFunc function, gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, statement);
    tnc_store_sql_bind_number(rows, 2, now);
    tnc_store_sql_bind_number(rows, 3, limit_of(limit));
    return each_row(rows, function, data, error);
}

gboolean
tnc_store_each_due(TncStore *store, TncInstant now, guint limit, TncStoreStateFunc function,
                   gpointer data, GError **error)
{
    return each_by_instant(store, TNC_SQL_STATE_DUE, now, limit, function, data, error) &&
           each_by_instant(store, TNC_SQL_STATE_EARLY, now, limit, function, data, error);
}

gboolean
tnc_store_each_urgent(TncStore *store, gboolean open_only, guint limit, TncStoreStateFunc function,
                      gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows =
        tnc_store_sql_start(store, open_only ? TNC_SQL_STATE_OPEN : TNC_SQL_STATE_ALL);
    tnc_store_sql_bind_number(rows, 2, limit_of(limit));
    return each_row(rows, function, data, error);
}

gint64
tnc_store_version(TncStore *store)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_DATA_VERSION);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? tnc_store_sql_number(rows, 0) : -1;
}

guint
tnc_store_count_claims(TncStore *store, gboolean open_only)
{
    g_autoptr(TncStoreRows) rows =
        tnc_store_sql_start(store, open_only ? TNC_SQL_STATE_COUNT_OPEN : TNC_SQL_STATE_COUNT);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? (guint)tnc_store_sql_number(rows, 0)
                                                          : 0;
}
