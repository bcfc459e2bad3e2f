// SPDX-License-Identifier: AGPL-3.0-or-later
// The conformance suite of the store: what every driver must do. Written against store.h only, but for the tests that
// alter bytes behind the store's back, kill their process or read the folder of an older version.

#include "store.h"
#include "error.h"
#include "sqlite-001.h"
#include "store-event.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <ftw.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW 1772442000000000

static char *all_folders; // every folder of a test lies in it

static char *
new_folder(void)
{
    char *folder = g_build_filename(all_folders, "XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    return folder;
}

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return g_remove(path);
}

static TncStore *
open_store(const char *folder)
{
    g_autoptr(GError) error = NULL;
    TncStore *store = tnc_store_open(folder, FALSE, 1, &error);
    g_assert_no_error(error);
    return store;
}

static void
begin(TncStore *store)
{
    g_assert_true(tnc_store_begin(store, NULL));
}

static void
commit(TncStore *store)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(tnc_store_commit(store, &error));
    g_assert_no_error(error);
}

static TncStoreId
put_claim(TncStore *store, const char *ref)
{
    g_autoptr(json_t) record = json_pack("{s:s, s:s}", "type", "claim", "ref", ref);
    g_assert_true(tnc_store_put_record(store, TNC_STORE_CLAIM, ref, record, NULL));
    return tnc_store_find_claim(store, ref);
}

static guint
append(TncStore *store, TncStoreId claim, const char *at, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(json_t) body = json_pack("{s:s}", "text", text);
    guint seq = 0;
    gboolean done = tnc_store_append_event(store, claim, at, TNC_EVENT_NOTE_ADDED, TNC_ACTOR_ME,
                                           body, NOW, &seq, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return seq;
}

static void
collect_problem(const char *problem, gpointer list)
{
    g_ptr_array_add(list, g_strdup(problem));
}

static GPtrArray *
verify(TncStore *store)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *problems = g_ptr_array_new_with_free_func(g_free);
    guint count;
    g_assert_true(tnc_store_verify(store, collect_problem, NULL, problems, &count, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(count, ==, problems->len);
    return problems;
}

static void
expect_intact(TncStore *store)
{
    g_autoptr(GPtrArray) problems = verify(store);
    if (problems->len)
        g_test_message("%s", (const char *)g_ptr_array_index(problems, 0));
    g_assert_cmpuint(problems->len, ==, 0);
}

static void
test_events_get_gapless_numbers_and_keep_their_text(void)
{
    g_autofree char *folder = new_folder();
    {
        g_autoptr(TncStore) store = open_store(folder);
        begin(store);
        TncStoreId claim = put_claim(store, "c1");
        TncStoreId other = put_claim(store, "c2");
        g_assert_cmpuint(append(store, claim, "2026-03-02T09:00:00+01:00", "un"), ==, 1);
        g_assert_cmpuint(append(store, other, "2026-03-02T09:00:00+01:00", "autre"), ==, 1);
        g_assert_cmpuint(append(store, claim, "2026-03-01T09:00:00+01:00", "deux"), ==, 2);
        commit(store);
    }
    g_autoptr(TncStore) again = open_store(folder);
    g_autoptr(TncClaimEvents) events =
        tnc_store_load_events(again, tnc_store_find_claim(again, "c1"), NULL);
    g_assert_cmpuint(tnc_claim_event_list_length(events), ==, 2);
    // In the timeline the earlier instant comes first, whatever was recorded first.
    g_assert_cmpstr(tnc_claim_event_list_get(events, 0)->text, ==, "deux");
    g_assert_cmpuint(tnc_claim_event_list_get(events, 0)->seq, ==, 2);
    expect_intact(again);
}

static void
test_rollback_leaves_nothing(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    TncStoreId claim = put_claim(store, "c1");
    append(store, claim, "2026-03-02T09:00:00+01:00", "un");
    tnc_store_rollback(store);
    g_assert_cmpint(tnc_store_find_claim(store, "c1"), ==, 0);
    g_assert_cmpuint(tnc_store_count_claims(store, FALSE), ==, 0);
}

static void
test_claims_are_found_by_ref_number_and_prefix(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    TncStoreId first = put_claim(store, "01KJSESX");
    TncStoreId second = put_claim(store, "01KJSEZZ");
    commit(store);
    g_assert_cmpint(tnc_store_find_claim(store, "01KJSEZZ"), ==, second);
    g_assert_cmpint(tnc_store_find_claim(store, "1"), ==, first);
    g_assert_cmpint(tnc_store_find_claim(store, "01KJSES"), ==, first);
    g_assert_cmpint(tnc_store_find_claim(store, "01KJSE"), ==, 0);
    g_assert_cmpint(tnc_store_find_claim(store, "7"), ==, 0);
}

static void
test_same_event_is_recognised(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    g_autoptr(json_t) body = json_pack("{s:s}", "text", "un");
    g_autoptr(json_t) other = json_pack("{s:s}", "text", "deux");
    begin(store);
    TncStoreId claim = put_claim(store, "c1");
    append(store, claim, "2026-03-02T09:00:00+01:00", "un");
    commit(store);
    // The same instant written in another offset is the same instant.
    g_assert_true(tnc_store_has_event(store, claim, "2026-03-02T08:00:00Z", TNC_EVENT_NOTE_ADDED,
                                      TNC_ACTOR_ME, body));
    g_assert_false(tnc_store_has_event(store, claim, "2026-03-02T08:00:00Z", TNC_EVENT_NOTE_ADDED,
                                       TNC_ACTOR_ME, other));
}

static gboolean
collect_claim(const TncStoreState *state, gpointer list, GError **error)
{
    (void)error;
    g_string_append_printf(list, "%d ", (int)state->claim);
    return TRUE;
}

static void
put_state(TncStore *store, TncStoreId claim, int urgency, TncDate due, TncInstant valid_until)
{
    TncStoreState state = {claim, TNC_STATE_OPEN, urgency, due, NOW, valid_until, "{}"};
    g_assert_true(tnc_store_put_state(store, &state, NULL));
}

static void
test_states_come_by_urgency_and_by_due_instant(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    for (int i = 1; i <= 4; i++) {
        g_autofree char *ref = g_strdup_printf("c%d", i);
        put_claim(store, ref);
    }
    put_state(store, 1, 4, 10, TNC_INSTANT_NONE);
    put_state(store, 2, 3, 20, NOW + 10);
    put_state(store, 3, 3, 15, NOW + 5);
    put_state(store, 4, 1, 99, NOW + 20);
    commit(store);
    g_autoptr(GString) urgent = g_string_new(NULL);
    g_autoptr(GString) two = g_string_new(NULL);
    g_autoptr(GString) due = g_string_new(NULL);
    g_assert_true(tnc_store_each_urgent(store, TRUE, 0, collect_claim, urgent, NULL));
    g_assert_true(tnc_store_each_urgent(store, TRUE, 2, collect_claim, two, NULL));
    g_assert_true(tnc_store_each_due(store, NOW + 10, 0, collect_claim, due, NULL));
    g_assert_cmpstr(urgent->str, ==, "4 3 2 1 ");
    g_assert_cmpstr(two->str, ==, "4 3 ");
    g_assert_cmpstr(due->str, ==, "3 2 ");
}

static void
test_clock_set_back_makes_plans_due(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    put_claim(store, "c1");
    put_state(store, 1, 4, 10, TNC_INSTANT_NONE);
    commit(store);
    g_autoptr(GString) due = g_string_new(NULL);
    g_assert_true(tnc_store_each_due(store, NOW - 1, 0, collect_claim, due, NULL));
    g_assert_cmpstr(due->str, ==, "1 ");
}

static void
test_blobs_are_kept_once_and_whole(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    char one[TNC_SHA256_HEX + 1];
    char two[TNC_SHA256_HEX + 1];
    g_autoptr(GError) error = NULL;
    begin(store);
    g_assert_true(tnc_store_put_blob(store, "a\0b", 3, one, NULL));
    g_assert_true(tnc_store_put_blob(store, "a\0b", 3, two, NULL));
    commit(store);
    g_assert_cmpstr(one, ==, two);
    g_autoptr(GBytes) bytes = tnc_store_get_blob(store, one, NULL);
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, 3);
    g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "a\0b", 3), ==, 0);
    g_assert_null(tnc_store_get_blob(store, "00", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
}

static void
test_mail_is_stored_once_and_changes_its_fate(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    TncStoreMail mail = {"a@b", "00", TNC_MAIL_HELD, 0, 0, NOW, "unknown", "{}"};
    gboolean duplicate;
    begin(store);
    g_assert_true(tnc_store_add_mail(store, &mail, &duplicate, NULL));
    g_assert_false(tnc_store_add_mail(store, &mail, &duplicate, NULL));
    g_assert_true(duplicate);
    g_assert_true(tnc_store_set_mail_fate(store, "a@b", TNC_MAIL_MATCHED, 3, 1, NULL));
    commit(store);
    g_assert_true(tnc_store_has_mail(store, "a@b"));
    expect_intact(store);
}

static gboolean
collect_out(const TncStoreOut *out, gpointer list, GError **error)
{
    (void)error;
    g_string_append_printf(list, "%d:%d:%u ", (int)out->id, (int)out->state, out->attempts);
    return TRUE;
}

static void
test_outbox_counts_attempts_and_shows_the_unfinished(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    TncStoreOut out = {0,      1,   TNC_OUT_QUEUED,   "a@b", "00", "{}",
                       "home", NOW, TNC_INSTANT_NONE, 0,     NULL};
    gint64 first;
    gint64 second;
    begin(store);
    g_assert_true(tnc_store_add_out(store, &out, &first, NULL));
    out.message_id = "c@d";
    g_assert_true(tnc_store_add_out(store, &out, &second, NULL));
    g_assert_true(tnc_store_set_out(store, first, TNC_OUT_HANDING, NOW, NULL, NULL));
    g_assert_true(tnc_store_set_out(store, second, TNC_OUT_PROVED, NOW, NULL, NULL));
    commit(store);
    g_autoptr(GString) list = g_string_new(NULL);
    g_assert_true(tnc_store_each_out(store, TRUE, collect_out, list, NULL));
    g_assert_cmpstr(list->str, ==, "1:1:1 ");
    g_assert_true(tnc_store_has_out(store, "c@d"));
}

static gboolean
collect_hit(const TncStoreHit *hit, gpointer list, GError **error)
{
    (void)error;
    g_string_append_printf(list, "%d#%u %s|", (int)hit->claim, hit->seq, hit->excerpt);
    return TRUE;
}

static void
test_search_finds_french_without_accents_and_chinese(void)
{
    static const struct {
        const char *words;
        gboolean found;
    } rows[] = {
        {"reparation", TRUE},
        {"RÉPARATION", TRUE},
        {"repar", TRUE},
        {"保修", TRUE},
        {"修", TRUE},
        {"卡保", TRUE},
        {"保卡", FALSE},
        {"télévision", FALSE},
        {"\"", FALSE},
        {"a OR b", FALSE},
        {"NEAR(x", FALSE},
        {"", FALSE},
        {"réparation 保修", TRUE},
    };
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    g_assert_true(
        tnc_store_index_text(store, 1, 2, "La réparation est promise: 三包卡保修期一年", NULL));
    commit(store);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) list = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        g_assert_true(tnc_store_search(store, rows[i].words, 10, collect_hit, list, &error));
        g_assert_no_error(error);
        g_test_message("search '%s': %s", rows[i].words, list->str);
        g_assert_cmpint(list->len > 0, ==, rows[i].found);
    }
}

static void
test_keys_find_open_claims(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    put_claim(store, "c1");
    put_claim(store, "c2");
    TncStoreState closed = {2, TNC_STATE_WON, 5, 0, NOW, TNC_INSTANT_NONE, "{}"};
    put_state(store, 1, 3, 0, TNC_INSTANT_NONE);
    g_assert_true(tnc_store_put_state(store, &closed, NULL));
    g_assert_true(tnc_store_add_key(store, "domain", "lune.example", 1, NULL));
    g_assert_true(tnc_store_add_key(store, "domain", "lune.example", 2, NULL));
    commit(store);
    g_autoptr(GArray) all = tnc_store_find_key(store, "domain", "lune.example", FALSE);
    g_autoptr(GArray) open = tnc_store_find_key(store, "domain", "lune.example", TRUE);
    g_assert_cmpuint(all->len, ==, 2);
    g_assert_cmpuint(open->len, ==, 1);
}

// Alters one row behind the store's back.
static void
alter(const char *folder, const char *sql)
{
    g_autofree char *path = g_build_filename(folder, "tenace.db", NULL);
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
}

static void
test_verify_names_whatever_was_altered(void)
{
    static const struct {
        const char *sql;
        const char *named;
    } rows[] = {
        {"UPDATE event SET body = '{\"text\":\"uN\"}' WHERE seq = 1", "event 1"},
        {"UPDATE event SET at = at + 1 WHERE seq = 2", "event 2"},
        {"UPDATE event SET recorded_at = recorded_at + 1 WHERE seq = 2", "event 2"},
        {"DELETE FROM event WHERE seq = 1", "event 1"},
        {"UPDATE event SET actor = 1 WHERE seq = 2", "event 2"},
        {"UPDATE record SET record = '{}'", "claim 'c1'"},
        {"UPDATE blob SET bytes = x'6163'", "file "},
        {"UPDATE mail SET reason = 'sender'", "mail <a@b>"},
        {"UPDATE outbox SET step = '{\"kind\":1}'", "outbox entry 1"},
        {"UPDATE outbox SET last_error = NULL", "outbox entry 1"},
        {"UPDATE state SET card = '[]'", "position of claim number 1"},
        {"UPDATE key SET value = 'mune.example'", "key domain mune.example"},
        {"UPDATE setting SET value = '\"UTC\"'", "setting 'zone'"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folder = new_folder();
        {
            g_autoptr(TncStore) store = open_store(folder);
            g_autoptr(json_t) zone = json_string("Europe/Paris");
            char sha256[TNC_SHA256_HEX + 1];
            gboolean duplicate;
            TncStoreMail mail = {"a@b", "00", TNC_MAIL_HELD, 0, 0, NOW, "unknown", "{}"};
            begin(store);
            TncStoreId claim = put_claim(store, "c1");
            append(store, claim, "2026-03-02T09:00:00+01:00", "un");
            append(store, claim, "2026-03-03T09:00:00+01:00", "deux");
            g_assert_true(tnc_store_put_blob(store, "ab", 2, sha256, NULL));
            g_assert_true(tnc_store_add_mail(store, &mail, &duplicate, NULL));
            g_assert_true(tnc_store_set_setting(store, "zone", zone, NULL));
            TncStoreOut out = {0,      claim, TNC_OUT_QUEUED,   "c@d", sha256, "{}",
                               "home", NOW,   TNC_INSTANT_NONE, 0,     NULL};
            gint64 id;
            g_assert_true(tnc_store_add_out(store, &out, &id, NULL));
            g_assert_true(tnc_store_set_out(store, id, TNC_OUT_HANDING, NOW, "lost", NULL));
            put_state(store, claim, 3, 10, NOW + 5);
            g_assert_true(tnc_store_add_key(store, "domain", "lune.example", claim, NULL));
            commit(store);
            expect_intact(store);
        }
        alter(folder, rows[i].sql);
        g_autoptr(TncStore) again = open_store(folder);
        g_autoptr(GPtrArray) problems = verify(again);
        g_test_message("%s → %s", rows[i].sql,
                       problems->len ? (const char *)g_ptr_array_index(problems, 0) : "nothing");
        g_assert_cmpuint(problems->len, >=, 1);
        g_assert_nonnull(strstr(g_ptr_array_index(problems, 0), rows[i].named));
    }
}

static void
test_backup_is_a_store_of_its_own(void)
{
    g_autofree char *folder = new_folder();
    g_autofree char *target = g_build_filename(folder, "copy", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    append(store, put_claim(store, "c1"), "2026-03-02T09:00:00+01:00", "un");
    commit(store);
    g_assert_true(tnc_store_backup(store, target, &error));
    g_assert_no_error(error);
    g_autoptr(TncStore) copy = open_store(target);
    g_assert_cmpint(tnc_store_find_claim(copy, "c1"), ==, 1);
    expect_intact(copy);
    g_assert_false(tnc_store_backup(store, target, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

static void
test_reading_an_absent_folder_makes_nothing(void)
{
    g_autofree char *folder = new_folder();
    g_autofree char *absent = g_build_filename(folder, "absent", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_store_open(absent, TRUE, 1, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    g_assert_false(g_file_test(absent, G_FILE_TEST_EXISTS));
}

static void
test_newer_schema_is_refused(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(GError) error = NULL;
    tnc_store_close(open_store(folder));
    alter(folder, "PRAGMA user_version = 99");
    g_assert_null(tnc_store_open(folder, FALSE, 1, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

// A folder as version 1 left it.
static void
make_version_1(const char *folder)
{
    char hash[TNC_SHA256_HEX + 1];
    TncStoreLink link = {"c1",
                         1,
                         TNC_EVENT_NOTE_ADDED,
                         TNC_ACTOR_ME,
                         "2026-03-02T09:00:00Z",
                         7,
                         "{\"text\":\"Bonjour\"}"};
    tnc_store_event_hash("", &link, hash);
    g_autofree char *event = g_strdup_printf(
        "INSERT INTO event VALUES (1, 1, 1, %d, %d, %" G_GINT64_FORMAT ", '%s', 7, '%s', '%s');",
        (int)link.kind, (int)link.actor, tnc_instant_parse(link.at_text, NULL), link.at_text,
        link.body, hash);
    g_autofree char *script = g_strconcat(
        sqlite_001, event,
        "INSERT INTO record VALUES (1, 2, 1, 'c1', '{}', '');"
        "INSERT INTO outbox VALUES (1, 1, 1, 0, 'a@b', '00', '{}', 'home', 5, 6, 0, NULL);"
        "INSERT INTO state VALUES (1, 1, 0, 3, 10, 5, 6, '{}');"
        "INSERT INTO key VALUES (1, 'domain', 'lune.example', 1);"
        "PRAGMA application_id = 1414415173; PRAGMA user_version = 1",
        NULL);
    alter(folder, script);
}

static void
test_folder_of_version_1_is_read_and_migrated(void)
{
    g_autofree char *folder = new_folder();
    make_version_1(folder);
    {
        g_autoptr(TncStore) reader = tnc_store_open(folder, TRUE, 1, NULL);
        g_assert_cmpint(tnc_store_find_claim(reader, "c1"), ==, 1);
    }
    g_autoptr(TncStore) store = open_store(folder);
    g_autoptr(GString) list = g_string_new(NULL);
    g_assert_true(tnc_store_each_out(store, TRUE, collect_out, list, NULL));
    g_assert_cmpstr(list->str, ==, "1:0:0 ");
    g_autoptr(GPtrArray) problems = verify(store);
    g_assert_cmpuint(tnc_store_last_event(store, 1), ==, 1);
    // The record's checksum was left empty on purpose; all that the migrations added or moved holds.
    g_assert_cmpuint(problems->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(problems, 0), "claim 'c1'"));
}

static void
test_accounts_do_not_see_each_other(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    put_claim(store, "c1");
    commit(store);
    g_autoptr(TncStore) other = tnc_store_open(folder, FALSE, 2, NULL);
    g_assert_cmpint(tnc_store_find_claim(other, "c1"), ==, 0);
}

static void
note(TncStore *store, const char *name, gboolean keep)
{
    g_autoptr(json_t) value = json_true();
    begin(store);
    g_assert_true(tnc_store_set_setting(store, name, value, NULL));
    if (keep)
        commit(store);
    else
        tnc_store_rollback(store);
}

static gboolean
has_note(TncStore *store, const char *name)
{
    g_autoptr(json_t) value = tnc_store_get_setting(store, name);
    return value != NULL;
}

static void
test_frame_is_all_or_nothing(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(TncStore) store = open_store(folder);
    g_autoptr(TncStore) other = open_store(folder);
    tnc_store_frame_begin(store);
    g_assert_false(tnc_store_frame_used(store));
    note(other, "an unused frame locks nobody out", TRUE);
    note(store, "kept", TRUE);
    note(store, "taken back", FALSE);
    g_assert_true(tnc_store_frame_used(store));
    g_assert_false(has_note(other, "kept"));
    g_assert_true(tnc_store_frame_commit(store, NULL));
    g_assert_true(has_note(other, "kept"));
    g_assert_false(has_note(other, "taken back"));
    tnc_store_frame_begin(store);
    note(store, "undone", TRUE);
    tnc_store_frame_rollback(store);
    g_assert_false(has_note(store, "undone"));
    note(store, "after a frame", TRUE);
    g_assert_true(has_note(other, "after a frame"));
}

static void
fill_every_table(const char *folder)
{
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    for (int i = 1; i <= 8; i++) {
        g_autofree char *ref = g_strdup_printf("claim-%d", i);
        g_autoptr(json_t) value = json_string(ref);
        char sha256[TNC_SHA256_HEX + 1];
        gboolean duplicate;
        gint64 id;
        TncStoreId claim = put_claim(store, ref);
        for (int k = 0; k < 3; k++)
            append(store, claim, "2026-03-02T09:00:00+01:00", "Le vendeur ne répond pas");
        g_assert_true(tnc_store_put_blob(store, ref, strlen(ref), sha256, NULL));
        TncStoreMail mail = {ref, sha256, TNC_MAIL_MATCHED, claim, 1, NOW, "references", "{}"};
        TncStoreOut out = {0,      claim, TNC_OUT_QUEUED,   ref, sha256, "{\"kind\":\"a\"}",
                           "home", NOW,   TNC_INSTANT_NONE, 0,   NULL};
        g_assert_true(tnc_store_add_mail(store, &mail, &duplicate, NULL));
        g_assert_true(tnc_store_add_out(store, &out, &id, NULL));
        g_assert_true(tnc_store_set_out(store, id, TNC_OUT_UNCERTAIN, NOW, "lost", NULL));
        put_state(store, claim, 3, 20000 + i, NOW + i);
        g_assert_true(tnc_store_add_key(store, "domain", ref, claim, NULL));
        g_assert_true(tnc_store_index_text(store, claim, 1, "répond 保修期", NULL));
        g_assert_true(tnc_store_set_setting(store, ref, value, NULL));
    }
    commit(store);
    expect_intact(store);
}

// Every value of every table, as a reader gets it; the search index apart, which can be made again.
static char *
dump(const char *folder)
{
    static const char *const tables[] = {"setting", "record", "event", "state",
                                         "blob",    "mail",   "key",   "outbox"};
    g_autofree char *path = g_build_filename(folder, "tenace.db", NULL);
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *query = g_strdup_printf("SELECT * FROM %s", tables[i]);
        sqlite3_stmt *stmt = NULL;
        sqlite3_prepare_v2(db, query, -1, &stmt, NULL);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(stmt); column++) {
                const char *value = (const char *)sqlite3_column_text(stmt, column);
                g_string_append_printf(text, "%s|", value ? value : "NULL");
            }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    return g_string_free(text, FALSE);
}

static void
write_at(const char *path, gsize at, char byte)
{
    int file = g_open(path, O_WRONLY | O_CLOEXEC, 0);
    g_assert_cmpint(pwrite(file, &byte, 1, (off_t)at), ==, 1);
    close(file);
}

static gboolean
passes_verification(const char *folder)
{
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(TncStore) store = tnc_store_open(folder, TRUE, 1, NULL);
    guint count;
    return store && tnc_store_verify(store, collect_problem, NULL, problems, &count, NULL) &&
           count == 0;
}

// Runs in a child, which gives up root: root may write anywhere. 0 when the folder could be read and
// not written.
static int
read_as_a_guest(const char *folder)
{
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 2;
    g_autoptr(GError) error = NULL;
    g_autoptr(TncStore) reader = tnc_store_open(folder, TRUE, 1, &error);
    if (!reader || tnc_store_find_claim(reader, "c1") != 1)
        return 3;
    g_autoptr(TncStore) writer = tnc_store_open(folder, FALSE, 1, &error);
    return !writer && g_error_matches(error, TNC_ERROR, TNC_ERROR_STORAGE) ? 0 : 4;
}

static void
test_folder_that_may_not_be_written_can_be_read(void)
{
    g_autofree char *folder = new_folder();
    g_autofree char *path = g_build_filename(folder, "tenace.db", NULL);
    {
        g_autoptr(TncStore) store = open_store(folder);
        begin(store);
        put_claim(store, "c1");
        commit(store);
    }
    g_assert_cmpint(g_chmod(path, 0444), ==, 0);
    g_assert_cmpint(g_chmod(folder, 0555), ==, 0);
    pid_t child = fork();
    if (child == 0)
        _exit(read_as_a_guest(folder));
    int status;
    waitpid(child, &status, 0);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

static void
test_only_the_owner_may_read_the_files(void)
{
    static const char *const names[] = {"tenace.db", "tenace.db-wal"};
    g_autofree char *folder = new_folder();
    g_assert_cmpint(g_chmod(folder, 0755), ==, 0);
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    put_claim(store, "c1");
    commit(store);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        GStatBuf facts;
        g_assert_cmpint(g_stat(path, &facts), ==, 0);
        g_assert_cmpint(facts.st_mode & 0777, ==, 0600);
    }
}

static void
test_altered_record_is_an_error_not_a_crash(void)
{
    g_autofree char *folder = new_folder();
    g_autoptr(GError) error = NULL;
    {
        g_autoptr(TncStore) store = open_store(folder);
        begin(store);
        put_claim(store, "c1");
        commit(store);
    }
    alter(folder, "UPDATE record SET record = '{'");
    g_autoptr(TncStore) store = open_store(folder);
    g_assert_null(tnc_store_get_record(store, TNC_STORE_CLAIM, "c1", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_CORRUPT);
}

// One bit at a time, everywhere in the file: verify may find it or the change may be in unused
// space, but nothing crashes, and what verify lets pass reads as it was written.
static void
test_flipped_bits_are_found_wherever_they_matter(void)
{
    g_autofree char *folder = new_folder();
    g_autofree char *path = g_build_filename(folder, "tenace.db", NULL);
    fill_every_table(folder);
    g_autofree char *before = dump(folder);
    g_autofree char *bytes = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    GRand *random = g_rand_new_with_seed(20260302);
    for (int i = 0; i < 1500; i++) {
        gsize at = (gsize)g_rand_int_range(random, 0, (gint32)size);
        char bit = (char)(1 << g_rand_int_range(random, 0, 8));
        bytes[at] = (char)(bytes[at] ^ bit);
        write_at(path, at, bytes[at]);
        if (passes_verification(folder)) {
            g_autofree char *after = dump(folder);
            if (!g_str_equal(before, after))
                g_test_message("bit %d of byte %" G_GSIZE_FORMAT, bit, at);
            g_assert_true(g_str_equal(before, after));
        }
        bytes[at] = (char)(bytes[at] ^ bit);
        write_at(path, at, bytes[at]);
    }
    g_rand_free(random);
}

// A writer that appends one event a transaction and says so, until it is killed.
static void
write_until_killed(const char *folder, int said)
{
    g_autoptr(TncStore) store = open_store(folder);
    TncStoreId claim = tnc_store_find_claim(store, "c1");
    for (guint i = 0; i < 100000; i++) {
        begin(store);
        guint seq = append(store, claim, "2026-03-02T09:00:00+01:00", "un");
        commit(store);
        g_assert_cmpint(write(said, &seq, sizeof seq), ==, sizeof seq);
    }
}

static guint
last_said(int said)
{
    guint seq = 0;
    guint last = 0;
    while (read(said, &seq, sizeof seq) == sizeof seq)
        last = seq;
    return last;
}

static void
test_kill_loses_nothing_that_was_committed(void)
{
    g_autofree char *folder = new_folder();
    {
        g_autoptr(TncStore) store = open_store(folder);
        begin(store);
        put_claim(store, "c1");
        commit(store);
    }
    GRand *random = g_rand_new_with_seed(20260302);
    for (int i = 0; i < 40; i++) {
        int ends[2];
        g_assert_cmpint(pipe(ends), ==, 0);
        pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(folder, ends[1]);
            _exit(0);
        }
        close(ends[1]);
        g_usleep((gulong)g_rand_int_range(random, 1000, 40000));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        guint said = last_said(ends[0]);
        close(ends[0]);
        g_autoptr(TncStore) store = open_store(folder);
        g_autoptr(TncClaimEvents) events = tnc_store_load_events(store, 1, NULL);
        g_assert_cmpuint(tnc_claim_event_list_length(events), >=, said);
        expect_intact(store);
    }
    g_rand_free(random);
}

// No file of the child may grow over LIMIT: what a full disk does to the database.
static int
fill_disk(const char *folder)
{
    struct rlimit limit = {512 * 1024, 512 * 1024};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    g_autoptr(TncStore) store = open_store(folder);
    g_autoptr(GError) error = NULL;
    char sha256[TNC_SHA256_HEX + 1];
    g_autofree char *bytes = g_malloc0(1024 * 1024);
    gboolean done = tnc_store_begin(store, &error) &&
                    tnc_store_put_blob(store, bytes, 1024 * 1024, sha256, &error) &&
                    tnc_store_commit(store, &error);
    return !done && g_error_matches(error, TNC_ERROR, TNC_ERROR_STORAGE) ? 0 : 1;
}

static void
test_full_disk_is_a_clear_error_and_loses_nothing(void)
{
    g_autofree char *folder = new_folder();
    {
        g_autoptr(TncStore) store = open_store(folder);
        begin(store);
        append(store, put_claim(store, "c1"), "2026-03-02T09:00:00+01:00", "un");
        commit(store);
    }
    pid_t child = fork();
    if (child == 0)
        _exit(fill_disk(folder));
    int status;
    waitpid(child, &status, 0);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    g_autoptr(TncStore) store = open_store(folder);
    begin(store);
    g_assert_cmpuint(append(store, 1, "2026-03-02T09:00:00+01:00", "deux"), ==, 2);
    commit(store);
    expect_intact(store);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/store/" #name, test_##name)
    ADD(events_get_gapless_numbers_and_keep_their_text);
    ADD(rollback_leaves_nothing);
    ADD(claims_are_found_by_ref_number_and_prefix);
    ADD(same_event_is_recognised);
    ADD(states_come_by_urgency_and_by_due_instant);
    ADD(clock_set_back_makes_plans_due);
    ADD(blobs_are_kept_once_and_whole);
    ADD(mail_is_stored_once_and_changes_its_fate);
    ADD(outbox_counts_attempts_and_shows_the_unfinished);
    ADD(search_finds_french_without_accents_and_chinese);
    ADD(keys_find_open_claims);
    ADD(verify_names_whatever_was_altered);
    ADD(backup_is_a_store_of_its_own);
    ADD(reading_an_absent_folder_makes_nothing);
    ADD(newer_schema_is_refused);
    ADD(folder_of_version_1_is_read_and_migrated);
    ADD(accounts_do_not_see_each_other);
    ADD(frame_is_all_or_nothing);
    ADD(folder_that_may_not_be_written_can_be_read);
    ADD(only_the_owner_may_read_the_files);
    ADD(altered_record_is_an_error_not_a_crash);
    ADD(flipped_bits_are_found_wherever_they_matter);
    ADD(kill_loses_nothing_that_was_committed);
    ADD(full_disk_is_a_clear_error_and_loses_nothing);
    all_folders = g_dir_make_tmp("tenace-store-XXXXXX", NULL);
    g_assert_nonnull(all_folders);
    g_assert_cmpint(g_chmod(all_folders, 0711), ==, 0); // one test reads as another user
    int status = g_test_run();
    nftw(all_folders, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    g_free(all_folders);
    return status;
}
