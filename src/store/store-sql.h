// SPDX-License-Identifier: AGPL-3.0-or-later
// What the store needs of a database: numbered statements with parameters, rows, care. One driver a file; store-*.c
// above it knows no database. Parameter 1 (the account) is bound by tnc_store_sql_start().
#pragma once

#include "store.h"

typedef enum {
#define TNC_STATEMENT(name, sql) TNC_SQL_##name,
#include "store-statement-table.h"
#undef TNC_STATEMENT
    TNC_SQL_COUNT
} TncStoreStatement;

typedef struct TncStoreSql TncStoreSql;   // a connection
typedef struct TncStoreRows TncStoreRows; // a statement that runs

TncStoreSql *tnc_store_sql_open(const char *directory, gboolean read_only, GError **error);
void tnc_store_sql_close(TncStoreSql *sql);

// Starts a statement: bind parameters 2, 3… then step. It ends with tnc_store_sql_end(), also after an error.
TncStoreRows *tnc_store_sql_start(TncStore *store, TncStoreStatement statement);
void tnc_store_sql_end(TncStoreRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncStoreRows, tnc_store_sql_end)

// The text or bytes must stay until the end of the statement.
void tnc_store_sql_bind_text(TncStoreRows *rows, int parameter, const char *text);
void tnc_store_sql_bind_number(TncStoreRows *rows, int parameter, gint64 number);
void tnc_store_sql_bind_bytes(TncStoreRows *rows, int parameter, const void *bytes, gsize size);

typedef enum { TNC_STEP_ROW, TNC_STEP_DONE, TNC_STEP_FAILED } TncStoreStep;
TncStoreStep tnc_store_sql_step(TncStoreRows *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Runs a statement that gives no rows.
gboolean tnc_store_sql_run(TncStoreRows *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Columns from 0; borrowed until the next step. Never NULL: a damaged file can hold a NULL where the
// schema allows none.
const char *tnc_store_sql_text(TncStoreRows *rows, int column);
gint64 tnc_store_sql_number(TncStoreRows *rows, int column);
GBytes *tnc_store_sql_bytes(TncStoreRows *rows, int column); // a copy

gboolean tnc_store_sql_backup(TncStoreSql *sql, const char *target, GError **error);
// The database's own check of itself.
gboolean tnc_store_sql_check(TncStoreSql *sql, TncStoreProblemFunc problem, gpointer data,
                             GError **error);

struct TncStore {
    TncStoreSql *sql;
    char *directory;
    gint64 account;
    gboolean read_only;
    gboolean in_transaction;
    gboolean framed;       // between frame_begin and its end: transactions are savepoints of one
    gboolean frame_used;   // that one has begun
    gboolean frame_broken; // the database ended it by itself
};
