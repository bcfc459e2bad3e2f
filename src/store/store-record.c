// SPDX-License-Identifier: AGPL-3.0-or-later
// Merchants, purchases and claims, as canonical JSON by ref; claims also by their short number.

#include "error.h"
#include "store-sql.h"
#include "store-sum.h"

static const char *const names[] = {"merchant", "purchase", "claim"};

static gint64
next_number(TncStore *store, TncStoreRecord kind)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_RECORD_NUMBER);
    tnc_store_sql_bind_number(rows, 2, kind);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? tnc_store_sql_number(rows, 0) : 1;
}

gboolean
tnc_store_put_record(TncStore *store, TncStoreRecord kind, const char *ref, const json_t *record,
                     GError **error)
{
    g_autofree char *text = tnc_json_line(record);
    g_autofree char *sum = tnc_store_sum(ref, text, NULL);
    gint64 number = next_number(store, kind);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_RECORD_PUT);
    tnc_store_sql_bind_number(rows, 2, kind);
    tnc_store_sql_bind_number(rows, 3, number);
    tnc_store_sql_bind_text(rows, 4, ref);
    tnc_store_sql_bind_text(rows, 5, text);
    tnc_store_sql_bind_text(rows, 6, sum);
    return tnc_store_sql_run(rows, error);
}

// NULL with an error when the row no longer holds an object.
static json_t *
parse_record(TncStoreRecord kind, const char *ref, const char *text, GError **error)
{
    json_t *record = tnc_json_load(text);
    if (!record)
        tnc_error_set(error, TNC_ERROR_CORRUPT,
                      "the %s '%s' was altered: run 'tenace verify', or restore your last backup",
                      names[kind], ref);
    return record;
}

json_t *
tnc_store_get_record(TncStore *store, TncStoreRecord kind, const char *ref, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_RECORD_GET);
    tnc_store_sql_bind_number(rows, 2, kind);
    tnc_store_sql_bind_text(rows, 3, ref);
    TncStoreStep step = tnc_store_sql_step(rows, error);
    if (step == TNC_STEP_DONE)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no %s '%s'", names[kind], ref);
    return step == TNC_STEP_ROW ? parse_record(kind, ref, tnc_store_sql_text(rows, 0), error)
                                : NULL;
}

gboolean
tnc_store_has_record(TncStore *store, TncStoreRecord kind, const char *ref)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_RECORD_HAS);
    tnc_store_sql_bind_number(rows, 2, kind);
    tnc_store_sql_bind_text(rows, 3, ref);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW;
}

gboolean
tnc_store_each_record(TncStore *store, TncStoreRecord kind, TncStoreRecordFunc function,
                      gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_RECORD_EACH);
    tnc_store_sql_bind_number(rows, 2, kind);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        g_autofree char *ref = g_strdup(tnc_store_sql_text(rows, 0));
        g_autoptr(json_t) record = parse_record(kind, ref, tnc_store_sql_text(rows, 1), error);
        if (!record || !function(ref, record, data, error))
            return FALSE;
    }
    return step == TNC_STEP_DONE;
}

static TncStoreId
by_ref(TncStore *store, const char *ref)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_CLAIM_BY_REF);
    tnc_store_sql_bind_text(rows, 2, ref);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? tnc_store_sql_number(rows, 0) : 0;
}

// The one claim whose ref begins so: nobody types a whole ULID.
static TncStoreId
by_prefix(TncStore *store, const char *prefix)
{
    if (strlen(prefix) < 3)
        return 0;
    g_autofree char *end = g_strconcat(prefix, "\xf4\x8f\xbf\xbf", NULL);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_CLAIM_BY_PREFIX);
    tnc_store_sql_bind_text(rows, 2, prefix);
    tnc_store_sql_bind_text(rows, 3, end);
    if (tnc_store_sql_step(rows, NULL) != TNC_STEP_ROW)
        return 0;
    TncStoreId claim = tnc_store_sql_number(rows, 0);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_DONE ? claim : 0;
}

char *
tnc_store_claim_ref(TncStore *store, TncStoreId claim)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_CLAIM_BY_NUMBER);
    tnc_store_sql_bind_number(rows, 2, claim);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? g_strdup(tnc_store_sql_text(rows, 0))
                                                          : NULL;
}

TncStoreId
tnc_store_find_claim(TncStore *store, const char *ref_or_number)
{
    TncStoreId claim = by_ref(store, ref_or_number);
    guint64 number;
    if (!claim && g_ascii_string_to_unsigned(ref_or_number, 10, 1, G_MAXINT32, &number, NULL)) {
        g_autofree char *ref = tnc_store_claim_ref(store, (TncStoreId)number);
        claim = ref ? (TncStoreId)number : 0;
    }
    return claim ? claim : by_prefix(store, ref_or_number);
}
