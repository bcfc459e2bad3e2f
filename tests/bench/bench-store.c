// SPDX-License-Identifier: AGPL-3.0-or-later
// The store against plain SQLite doing the same inserts in the same run. Argument: a folder to work in.

#include "store.h"
#include <sqlite3.h>

#define SINGLE 1000
#define BATCHED 50000
#define CLAIMS 1000

static double
since(gint64 began)
{
    return (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
}

static void
append(TncStore *store, TncStoreId claim, json_t *body)
{
    g_assert_true(tnc_store_append_event(store, claim, "2026-03-02T09:00:00+01:00",
                                         TNC_EVENT_NOTE_ADDED, TNC_ACTOR_ME, body, 1772442000000000,
                                         NULL, NULL));
}

static void
begin(TncStore *store)
{
    g_assert_true(tnc_store_begin(store, NULL));
}

static void
commit(TncStore *store)
{
    g_assert_true(tnc_store_commit(store, NULL));
}

// Events a second: one a transaction, then in one transaction; then whole claims of 50 events read a second.
static void
run_store(const char *folder, double figures[3])
{
    g_autoptr(TncStore) store = tnc_store_open(folder, FALSE, 1, NULL);
    g_autoptr(json_t) body = json_pack(
        "{s:s}", "text", "Le vendeur n'a pas répondu au formulaire envoyé la semaine dernière.");
    begin(store);
    for (int i = 1; i <= CLAIMS; i++) {
        g_autofree char *ref = g_strdup_printf("c%d", i);
        g_autoptr(json_t) record = json_pack("{s:s, s:s}", "type", "claim", "ref", ref);
        g_assert_true(tnc_store_put_record(store, TNC_STORE_CLAIM, ref, record, NULL));
    }
    commit(store);
    gint64 began = g_get_monotonic_time();
    for (int i = 0; i < SINGLE; i++) {
        begin(store);
        append(store, 1 + i % CLAIMS, body);
        commit(store);
    }
    figures[0] = SINGLE / since(began);
    began = g_get_monotonic_time();
    begin(store);
    for (int i = 0; i < BATCHED; i++)
        append(store, 1 + i % CLAIMS, body);
    commit(store);
    figures[1] = BATCHED / since(began);
    began = g_get_monotonic_time();
    for (int i = 1; i <= CLAIMS; i++) {
        g_autoptr(TncClaimEvents) events = tnc_store_load_events(store, i, NULL);
        g_assert_cmpuint(tnc_claim_event_list_length(events), >=, 50);
    }
    figures[2] = CLAIMS / since(began);
}

static void
insert(sqlite3_stmt *stmt, int claim, int seq)
{
    sqlite3_bind_int(stmt, 1, claim);
    sqlite3_bind_int(stmt, 2, seq);
    sqlite3_bind_text(
        stmt, 3,
        "{\"text\":\"Le vendeur n'a pas répondu au formulaire envoyé la semaine dernière.\"}", -1,
        SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_DONE);
    sqlite3_reset(stmt);
}

static void
run_plain(const char *folder, double figures[2])
{
    g_autofree char *path = g_build_filename(folder, "plain.db", NULL);
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    sqlite3_exec(db,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE e (c INTEGER, "
                 "s INTEGER, b TEXT, PRIMARY KEY (c, s)) WITHOUT ROWID",
                 NULL, NULL, NULL);
    g_assert_cmpint(sqlite3_prepare_v2(db, "INSERT INTO e VALUES (?, ?, ?)", -1, &stmt, NULL), ==,
                    SQLITE_OK);
    gint64 began = g_get_monotonic_time();
    for (int i = 0; i < SINGLE; i++) {
        sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        insert(stmt, i % CLAIMS, i / CLAIMS);
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    figures[0] = SINGLE / since(began);
    began = g_get_monotonic_time();
    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (int i = SINGLE; i < SINGLE + BATCHED; i++)
        insert(stmt, i % CLAIMS, i / CLAIMS);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    figures[1] = BATCHED / since(began);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

int
main(int argc, char **argv)
{
    g_assert(argc == 2);
    double store[3];
    double plain[2];
    g_autofree char *folder = g_build_filename(argv[1], "store", NULL);
    run_store(folder, store);
    run_plain(argv[1], plain);
    g_print("store: %.0f events/s one a transaction (plain SQLite %.0f: ratio %.2f), %.0f/s in a "
            "batch (%.0f: ratio %.2f), "
            "%.0f whole claims of 50 events/s\n",
            store[0], plain[0], store[0] / plain[0], store[1], plain[1], store[1] / plain[1],
            store[2]);
    return 0;
}
