// SPDX-License-Identifier: AGPL-3.0-or-later
// The SQLite driver: WAL, full sync, one cached prepared statement a row of the table, migrations by user_version.

#include "store-sql.h"
#include "error.h"
#include "sqlite-001.h"
#include "sqlite-002.h"
#include "sqlite-003.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#define DATABASE "tenace.db"
// 'TNCE': what `file` shows, and what keeps us from writing into somebody else's database.
#define APPLICATION_ID 0x544e4345
#define VERSION ((int)G_N_ELEMENTS(migrations))
#define PATIENCE_MS 10000

// From version 0 to 1, from 1 to 2… A migration may add columns and tables, or keep them otherwise, not take away: an older
// folder that may not be written is read as it is.
static const char *const migrations[] = {sqlite_001, sqlite_002, sqlite_003};

static const char *const statements[] = {
#define TNC_STATEMENT(name, sql) [TNC_SQL_##name] = sql,
#include "store-statement-table.h"
#undef TNC_STATEMENT
};

struct TncStoreRows {
    sqlite3_stmt *stmt;
    TncStoreSql *sql;
    gboolean in_use;
    int prepare_status;
};

struct TncStoreSql {
    sqlite3 *db;
    TncStoreRows rows[TNC_SQL_COUNT];
};

static TncError
code_of(int status)
{
    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return TNC_ERROR_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return TNC_ERROR_STORAGE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return TNC_ERROR_CORRUPT;
    default:
        return TNC_ERROR_FAILED;
    }
}

// What went wrong, what to do about it, and the database's own words. The words stay whole, so that they can be translated.
static gboolean
fail(TncStoreSql *sql, int status, GError **error)
{
    TncError code = code_of(status);
    const char *path = sqlite3_db_filename(sql->db, "main");
    const char *file = path ? path : DATABASE;
    const char *why = sql->db ? sqlite3_errmsg(sql->db) : sqlite3_errstr(status);
    switch ((int)code) {
    case TNC_ERROR_BUSY:
        return tnc_error_set(
            error, code, "%s: another tenace is writing to this folder: try again in a moment (%s)",
            file, why);
    case TNC_ERROR_STORAGE:
        return tnc_error_set(error, code,
                             "%s cannot be written: nothing was lost; make room or give write "
                             "permission, then try again (%s)",
                             file, why);
    case TNC_ERROR_CORRUPT:
        return tnc_error_set(error, code,
                             "%s is damaged: restore your last backup, or run 'tenace verify' to "
                             "see what is wrong (%s)",
                             file, why);
    default:
        return tnc_error_set(error, code, "%s: this should not happen: please report it (%s)", file,
                             why);
    }
}

static gboolean
execute(TncStoreSql *sql, const char *text, GError **error)
{
    int status = sqlite3_exec(sql->db, text, NULL, NULL, NULL);
    return status == SQLITE_OK || fail(sql, status, error);
}

// FULL: what was committed survives a power cut. 16 MB of pages are kept, so that a batch of mails is written once, at
// its end; the log is folded into the database every 16 MB.
#define WRITER_SETTINGS                                                                            \
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000"
// A page holds two mails rather than one; only a new file can be given another size.
#define NEW_FILE "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL"

static gint64
pragma_number(TncStoreSql *sql, const char *text)
{
    sqlite3_stmt *stmt = NULL;
    gint64 number = -1;
    if (sqlite3_prepare_v2(sql->db, text, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return number;
}

// All steps are one transaction: a crash leaves the old version or the new one.
static gboolean
migrate(TncStoreSql *sql, GError **error)
{
    if (!execute(sql, NEW_FILE, error) || !execute(sql, "BEGIN IMMEDIATE", error))
        return FALSE;
    // Read again: somebody else may have migrated while we waited for the lock.
    gint64 version = pragma_number(sql, "PRAGMA user_version");
    gboolean done = version >= 0;
    for (; done && version < VERSION; version++)
        done = execute(sql, migrations[version], error);
    g_autofree char *stamp =
        g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT "; "
                        "COMMIT",
                        APPLICATION_ID, version);
    if (done && execute(sql, stamp, error))
        return TRUE;
    sqlite3_exec(sql->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

static gboolean
check_version(TncStoreSql *sql, const char *path, gboolean read_only, GError **error)
{
    gint64 version = pragma_number(sql, "PRAGMA user_version");
    gint64 application = pragma_number(sql, "PRAGMA application_id");
    if (version < 0)
        return fail(sql, sqlite3_errcode(sql->db), error);
    if (application != 0 && application != APPLICATION_ID)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s is not a data folder of tenace", path);
    if (version > VERSION)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "%s was written by a newer tenace: please update", path);
    if (version == VERSION || (read_only && version > 0))
        return TRUE;
    if (read_only)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, "%s is empty", path);
    return migrate(sql, error);
}

static gboolean
make_directory(const char *directory, GError **error)
{
    if (g_mkdir_with_parents(directory, 0700) == 0)
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_STORAGE, "cannot make the data folder %s: %s", directory,
                         g_strerror(errno));
}

// row_sum(value, …): SHA-256 of each value's type and text, each ended by a NUL.
static void
row_sum(sqlite3_context *context, int count, sqlite3_value **values)
{
    char hex[TNC_SHA256_HEX + 1];
    TncSha256 *sum = tnc_sha256_new();
    for (int i = 0; i < count; i++) {
        guchar type = (guchar)sqlite3_value_type(values[i]);
        tnc_sha256_add(sum, &type, 1);
        const guchar *text = sqlite3_value_text(values[i]);
        if (text)
            tnc_sha256_add(sum, text, (gsize)sqlite3_value_bytes(values[i]));
        tnc_sha256_add(sum, "", 1);
    }
    tnc_sha256_end(sum, hex);
    sqlite3_result_text(context, hex, -1, SQLITE_TRANSIENT);
}

static int
open_file(TncStoreSql *sql, const char *name, int flags)
{
    int status =
        sqlite3_open_v2(name, &sql->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (status != SQLITE_OK)
        return status;
    sqlite3_busy_timeout(sql->db, PATIENCE_MS);
    sqlite3_limit(sql->db, SQLITE_LIMIT_LENGTH, 128 * 1024 * 1024);
    status = sqlite3_create_function_v2(sql->db, "row_sum", -1,
                                        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                        row_sum, NULL, NULL, NULL);
    if (status != SQLITE_OK)
        return status;
    return pragma_number(sql, "PRAGMA user_version") < 0 ? sqlite3_errcode(sql->db) : SQLITE_OK;
}

// SQLite wants to make its -shm file even to read. Where it may not (a folder of somebody else, a
// read-only disk) and no -wal file waits, nobody is writing: the file can be read as it stands.
static int
open_to_read(TncStoreSql *sql, const char *path)
{
    int status = open_file(sql, path, SQLITE_OPEN_READONLY);
    g_autofree char *wal = g_strconcat(path, "-wal", NULL);
    gboolean is_forbidden =
        (status & 0xff) == SQLITE_READONLY || (status & 0xff) == SQLITE_CANTOPEN;
    if (!is_forbidden || g_file_test(wal, G_FILE_TEST_EXISTS))
        return status;
    g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
    g_autofree char *uri = g_strconcat("file:", escaped, "?immutable=1", NULL);
    sqlite3_close(sql->db);
    sql->db = NULL;
    return open_file(sql, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

// Only its owner may read what is kept, also in a folder that others may enter; SQLite gives its
// -wal and -shm files the same mode. A file that exists is never opened here: closing it would drop
// the locks that another connection of this process holds on it.
static gboolean
make_private_file(const char *path, GError **error)
{
    int file = g_open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0)
        return g_close(file, error);
    return errno == EEXIST ||
           tnc_error_set(error, TNC_ERROR_STORAGE, "cannot make %s: %s (give write permission)",
                         path, g_strerror(errno));
}

// Once a process, before all else: to count what is allocated would take a lock each time.
static gpointer
set_up_library(gpointer data)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return data;
}

TncStoreSql *
tnc_store_sql_open(const char *directory, gboolean read_only, GError **error)
{
    static GOnce once = G_ONCE_INIT;
    g_once(&once, set_up_library, NULL);
    g_autofree char *path = g_build_filename(directory, DATABASE, NULL);
    if (read_only && !g_file_test(path, G_FILE_TEST_EXISTS)) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no data in %s yet", directory);
        return NULL;
    }
    if (!read_only && (!make_directory(directory, error) || !make_private_file(path, error)))
        return NULL;
    TncStoreSql *sql = g_new0(TncStoreSql, 1);
    int status = read_only ? open_to_read(sql, path) : open_file(sql, path, SQLITE_OPEN_READWRITE);
    gboolean open = (status == SQLITE_OK || fail(sql, status, error)) &&
                    check_version(sql, path, read_only, error) &&
                    (read_only || execute(sql, WRITER_SETTINGS, error));
    if (!open)
        g_clear_pointer(&sql, tnc_store_sql_close);
    return sql;
}

void
tnc_store_sql_close(TncStoreSql *sql)
{
    if (!sql)
        return;
    for (guint i = 0; i < TNC_SQL_COUNT; i++)
        sqlite3_finalize(sql->rows[i].stmt);
    sqlite3_close(sql->db);
    g_free(sql);
}

TncStoreRows *
tnc_store_sql_start(TncStore *store, TncStoreStatement statement)
{
    TncStoreSql *sql = store->sql;
    TncStoreRows *rows = &sql->rows[statement];
    g_assert(!rows->in_use);
    if (!rows->stmt)
        rows->prepare_status = sqlite3_prepare_v3(sql->db, statements[statement], -1,
                                                  SQLITE_PREPARE_PERSISTENT, &rows->stmt, NULL);
    rows->sql = sql;
    rows->in_use = TRUE;
    if (sqlite3_bind_parameter_count(rows->stmt) > 0)
        sqlite3_bind_int64(rows->stmt, 1, store->account);
    return rows;
}

void
tnc_store_sql_end(TncStoreRows *rows)
{
    if (!rows)
        return;
    // A damaged schema leaves nothing prepared, and SQLite does not accept NULL here.
    if (rows->stmt) {
        sqlite3_reset(rows->stmt);
        sqlite3_clear_bindings(rows->stmt);
    }
    rows->in_use = FALSE;
}

void
tnc_store_sql_bind_text(TncStoreRows *rows, int parameter, const char *text)
{
    sqlite3_bind_text(rows->stmt, parameter, text, -1, SQLITE_STATIC);
}

void
tnc_store_sql_bind_number(TncStoreRows *rows, int parameter, gint64 number)
{
    sqlite3_bind_int64(rows->stmt, parameter, number);
}

void
tnc_store_sql_bind_bytes(TncStoreRows *rows, int parameter, const void *bytes, gsize size)
{
    sqlite3_bind_blob64(rows->stmt, parameter, bytes ? bytes : "", size, SQLITE_STATIC);
}

TncStoreStep
tnc_store_sql_step(TncStoreRows *rows, GError **error)
{
    int status = rows->stmt ? sqlite3_step(rows->stmt) : rows->prepare_status;
    if (status == SQLITE_ROW)
        return TNC_STEP_ROW;
    if (status == SQLITE_DONE)
        return TNC_STEP_DONE;
    fail(rows->sql, status, error);
    return TNC_STEP_FAILED;
}

gboolean
tnc_store_sql_run(TncStoreRows *rows, GError **error)
{
    return tnc_store_sql_step(rows, error) != TNC_STEP_FAILED;
}

const char *
tnc_store_sql_text(TncStoreRows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->stmt, column);
    return text ? text : "";
}

gint64
tnc_store_sql_number(TncStoreRows *rows, int column)
{
    return sqlite3_column_int64(rows->stmt, column);
}

GBytes *
tnc_store_sql_bytes(TncStoreRows *rows, int column)
{
    const void *bytes = sqlite3_column_blob(rows->stmt, column);
    return g_bytes_new(bytes, (gsize)sqlite3_column_bytes(rows->stmt, column));
}

gboolean
tnc_store_sql_backup(TncStoreSql *sql, const char *target, GError **error)
{
    g_autofree char *path = g_build_filename(target, DATABASE, NULL);
    if (!make_private_file(path, error))
        return FALSE;
    TncStoreSql copy = {0};
    int status = sqlite3_open_v2(path, &copy.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *backup =
        status == SQLITE_OK ? sqlite3_backup_init(copy.db, "main", sql->db, "main") : NULL;
    if (backup) {
        status = sqlite3_backup_step(backup, -1);
        sqlite3_backup_finish(backup);
    }
    gboolean done = backup && status == SQLITE_DONE;
    if (!done)
        fail(&copy, status == SQLITE_OK ? sqlite3_errcode(copy.db) : status, error);
    sqlite3_close(copy.db);
    return done;
}

gboolean
tnc_store_sql_check(TncStoreSql *sql, TncStoreProblemFunc problem, gpointer data, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(sql->db, "PRAGMA integrity_check(20)", -1, &stmt, NULL);
    for (; status == SQLITE_OK || status == SQLITE_ROW;) {
        status = sqlite3_step(stmt);
        const char *text = status == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : "ok";
        if (text && !g_str_equal(text, "ok"))
            problem(text, data);
    }
    sqlite3_finalize(stmt);
    return status == SQLITE_DONE || fail(sql, status, error);
}
