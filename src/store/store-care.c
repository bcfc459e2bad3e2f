// SPDX-License-Identifier: AGPL-3.0-or-later
// Backup and verification. Verification recomputes every checksum and every link; it changes nothing.

#include "error.h"
#include "store-event.h"
#include "store-sql.h"
#include "store-sum.h"
#include <errno.h>
#include <glib/gstdio.h>

typedef struct {
    TncStore *store;
    TncStoreProblemFunc problem;
    TncStoreProgressFunc progress;
    gpointer data;
    guint64 done;
    guint64 total;
    guint count;
} Verifier;

static void G_GNUC_PRINTF(2, 3) report(Verifier *verifier, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *problem = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    verifier->count++;
    verifier->problem(problem, verifier->data);
}

static void
report_database(const char *problem, gpointer verifier)
{
    report(verifier, "database: %s", problem);
}

static void
advance(Verifier *verifier)
{
    verifier->done++;
    if (verifier->progress && verifier->done % 256 == 0)
        verifier->progress(verifier->done, verifier->total, verifier->data);
}

static gboolean
check_settings(Verifier *verifier, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_SETTING);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        const char *name = tnc_store_sql_text(rows, 0);
        g_autofree char *sum = tnc_store_sum(name, tnc_store_sql_text(rows, 1), NULL);
        if (!g_str_equal(sum, tnc_store_sql_text(rows, 2)))
            report(verifier, "setting '%s' was altered", name);
    }
    return step == TNC_STEP_DONE;
}

static gboolean
check_records(Verifier *verifier, GError **error)
{
    static const char *const names[] = {"merchant", "purchase", "claim"};
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_RECORD);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        gint64 kind = tnc_store_sql_number(rows, 0);
        const char *ref = tnc_store_sql_text(rows, 2);
        g_autofree char *sum = tnc_store_sum(ref, tnc_store_sql_text(rows, 3), NULL);
        if (kind < 0 || kind > 2 || !g_str_equal(sum, tnc_store_sql_text(rows, 4)))
            report(verifier, "%s '%s' was altered", kind < 0 || kind > 2 ? "record" : names[kind],
                   ref);
    }
    return step == TNC_STEP_DONE;
}

static gboolean
check_mails(Verifier *verifier, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_MAIL);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        g_autofree char *numbers =
            g_strdup_printf("%d %" G_GINT64_FORMAT " %u %" G_GINT64_FORMAT,
                            (int)tnc_store_sql_number(rows, 2), tnc_store_sql_number(rows, 3),
                            (guint)tnc_store_sql_number(rows, 4), tnc_store_sql_number(rows, 5));
        const char *id = tnc_store_sql_text(rows, 0);
        g_autofree char *sum =
            tnc_store_sum(id, tnc_store_sql_text(rows, 1), numbers, tnc_store_sql_text(rows, 6),
                          tnc_store_sql_text(rows, 7), NULL);
        if (!g_str_equal(sum, tnc_store_sql_text(rows, 8)))
            report(verifier, "the entry of mail <%s> was altered", id);
    }
    return step == TNC_STEP_DONE;
}

static gboolean
check_sums(Verifier *verifier, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_SUMS);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW)
        report(verifier, "%s was altered", tnc_store_sql_text(rows, 0));
    return step == TNC_STEP_DONE;
}

typedef struct {
    TncStoreId claim;
    char *ref;
    guint seq;
    char hash[TNC_SHA256_HEX + 1];
} Chain;

static void
begin_chain(Verifier *verifier, Chain *chain, TncStoreId claim)
{
    g_free(chain->ref);
    *chain = (Chain){.claim = claim, .ref = tnc_store_claim_ref(verifier->store, claim)};
    if (!chain->ref)
        report(verifier, "claim number %" G_GINT64_FORMAT " has events but no record", claim);
}

static gboolean
is_intact(TncStoreRows *rows, const Chain *chain, char hash_out[TNC_SHA256_HEX + 1])
{
    gint64 kind = tnc_store_sql_number(rows, 2);
    gint64 actor = tnc_store_sql_number(rows, 3);
    if (!chain->ref || kind < 0 || kind >= TNC_EVENT_COUNT || actor < 0 || actor >= TNC_ACTOR_COUNT)
        return FALSE;
    const char *at_text = tnc_store_sql_text(rows, 5);
    TncStoreLink link = {chain->ref,
                         chain->seq,
                         (TncEventKind)kind,
                         (TncActor)actor,
                         at_text,
                         tnc_store_sql_number(rows, 6),
                         tnc_store_sql_text(rows, 7)};
    tnc_store_event_hash(chain->hash, &link, hash_out);
    return g_str_equal(hash_out, tnc_store_sql_text(rows, 8)) &&
           tnc_instant_parse(at_text, NULL) == tnc_store_sql_number(rows, 4);
}

static gboolean
check_events(Verifier *verifier, GError **error)
{
    Chain chain = {.claim = -1};
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_EVENT);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        TncStoreId claim = tnc_store_sql_number(rows, 0);
        if (claim != chain.claim)
            begin_chain(verifier, &chain, claim);
        guint seq = (guint)tnc_store_sql_number(rows, 1);
        char hash[TNC_SHA256_HEX + 1] = "";
        chain.seq++;
        if (seq != chain.seq)
            report(verifier, "claim '%s': event %u is missing", chain.ref, chain.seq);
        else if (!is_intact(rows, &chain, hash))
            report(verifier, "claim '%s': event %u was altered", chain.ref, seq);
        chain.seq = seq;
        // Go on from what is stored, so that one change is one finding.
        g_strlcpy(chain.hash, tnc_store_sql_text(rows, 8), sizeof chain.hash);
        advance(verifier);
    }
    g_free(chain.ref);
    return step == TNC_STEP_DONE;
}

static gboolean
check_blobs(Verifier *verifier, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(verifier->store, TNC_SQL_VERIFY_BLOB);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        g_autoptr(GBytes) bytes = tnc_store_sql_bytes(rows, 1);
        char found[TNC_SHA256_HEX + 1];
        tnc_sha256_hex(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), found);
        if (!g_str_equal(found, tnc_store_sql_text(rows, 0)))
            report(verifier, "file %s was altered", tnc_store_sql_text(rows, 0));
        advance(verifier);
    }
    return step == TNC_STEP_DONE;
}

static guint64
total_of(TncStore *store)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_VERIFY_COUNT);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW ? (guint64)tnc_store_sql_number(rows, 0)
                                                          : 0;
}

gboolean
tnc_store_verify(TncStore *store, TncStoreProblemFunc problem, TncStoreProgressFunc progress,
                 gpointer data, guint *problems_out, GError **error)
{
    Verifier verifier = {store, problem, progress, data, 0, total_of(store), 0};
    if (!tnc_store_sql_check(store->sql, report_database, &verifier, error) ||
        !check_settings(&verifier, error) || !check_records(&verifier, error) ||
        !check_mails(&verifier, error) || !check_sums(&verifier, error) ||
        !check_events(&verifier, error) || !check_blobs(&verifier, error))
        return FALSE;
    *problems_out = verifier.count;
    return TRUE;
}

gboolean
tnc_store_backup(TncStore *store, const char *target, GError **error)
{
    if (g_file_test(target, G_FILE_TEST_EXISTS))
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s is there already: name a new folder",
                             target);
    if (g_mkdir_with_parents(target, 0700) != 0)
        return tnc_error_set(error, TNC_ERROR_STORAGE, "cannot make %s: %s", target,
                             g_strerror(errno));
    return tnc_store_sql_backup(store->sql, target, error);
}
