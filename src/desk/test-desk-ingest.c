// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail in: once each, in its place in time, whole batches or nothing, and what is held.

#include "desk-ingest.h"
#include "desk-reader.h"
#include "test-desk-stage.h"

#include <glib/gstdio.h>
#include <string.h>
#include "desk-outbox.h"
#include "error.h"

#define BATCH TNC_DESK_INGEST_BATCH

static void
add_file(const Stage *stage, const char *name, const GString *text, char **path_out)
{
    *path_out = g_build_filename(stage->folder, name, NULL);
    g_assert_true(g_file_set_contents(*path_out, text->str, (gssize)text->len, NULL));
}

static TncDeskIngested
ingest_text(const Stage *stage, const char *name, const GString *text)
{
    TncDeskIngested counts = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    add_file(stage, name, text, &path);
    TncDeskIngest *ingest = tnc_desk_ingest_begin(stage->desk, &error);
    g_assert_no_error(error);
    g_assert_true(tnc_desk_ingest_path(ingest, path, &error));
    g_assert_no_error(error);
    g_assert_true(tnc_desk_ingest_end(ingest, &counts, &error));
    g_assert_no_error(error);
    return counts;
}

static TncDeskIngested
ingest(const Stage *stage, const StageMail *mail)
{
    g_autoptr(GBytes) raw = stage_mail(mail);
    gsize size;
    const char *bytes = g_bytes_get_data(raw, &size);
    g_autoptr(GString) text = g_string_new_len(bytes, (gssize)size);
    return ingest_text(stage, "one.eml", text);
}

static gboolean
count_mail(const TncStoreMail *mail, gpointer count, GError **error)
{
    (void)mail;
    (void)error;
    ++*(guint *)count;
    return TRUE;
}

static guint
count_fate(const Stage *stage, TncMailFate fate)
{
    guint count = 0;
    g_assert_true(tnc_store_each_mail(tnc_desk_store(stage->desk), fate, count_mail, &count, NULL));
    return count;
}

static const TncClaimEvent *
last_event(const TncDeskCase *kase)
{
    return tnc_claim_event_list_get(kase->events, tnc_claim_event_list_length(kase->events) - 1);
}

static void
test_once_by_message_id(void)
{
    g_auto(Stage) stage = stage_open();
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    TncDeskIngested first = ingest(&stage, &(StageMail){.id = "1@lune.example", .text = "Un."});
    // The same mail by another way has other headers.
    TncDeskIngested again = ingest(
        &stage, &(StageMail){.id = "1@lune.example", .text = "Un.", .headers = "X-Way: list\r\n"});
    g_assert_cmpuint(first.matched, ==, 1);
    g_assert_cmpuint(again.matched, ==, 0);
    g_assert_cmpuint(again.repeated, ==, 1);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
}

static void
test_once_by_content(void)
{
    g_auto(Stage) stage = stage_open();
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    ingest(&stage, &(StageMail){.text = "Un."});
    TncDeskIngested again = ingest(&stage, &(StageMail){.text = "Un."});
    TncDeskIngested other = ingest(&stage, &(StageMail){.text = "Deux."});
    g_assert_cmpuint(again.repeated, ==, 1);
    g_assert_cmpuint(other.matched, ==, 1);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 3);
}

static void
test_place_in_time(void)
{
    static const struct {
        const char *name;
        const char *date;
        const char *kept;
    } rows[] = {
        {"its own date", "Mon, 02 Mar 2026 18:00:00 +0100", "2026-03-02T17:00:00Z"},
        {"never after it came", "Fri, 01 Jan 2038 00:00:00 +0000", "2026-03-03T09:00:00Z"},
        {"now when the date is none", "yesterday", "2026-03-03T09:00:00Z"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Stage) stage = stage_open();
        g_test_message("%s", rows[i].name);
        stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
        ingest(&stage, &(StageMail){.id = "1@lune.example", .date = rows[i].date});
        g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
        TncInstant kept = TNC_INSTANT_NONE;
        for (guint k = 0; k < tnc_claim_event_list_length(kase->events); k++)
            if (tnc_claim_event_list_get(kase->events, k)->kind == TNC_EVENT_MESSAGE_RECEIVED)
                kept = tnc_claim_event_list_get(kase->events, k)->at;
        g_assert_cmpint(kept, ==, tnc_instant_parse(rows[i].kept, NULL));
    }
}

// COUNT mails that match no claim, after one that matches: an mbox.
static GString *
many_mails(guint count)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i <= count; i++) {
        g_autofree char *id = g_strdup_printf("%u@post.example", i);
        g_autoptr(GBytes) raw =
            stage_mail(&(StageMail){.from = i ? "x@stranger.example" : NULL, .id = id});
        g_string_append(all, "From x@stranger.example Tue Mar  3 09:30:00 2026\n");
        g_string_append_len(all, g_bytes_get_data(raw, NULL), (gssize)g_bytes_get_size(raw));
        g_string_append_c(all, '\n');
    }
    return all;
}

static void
test_batches(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GString) mails = many_mails(BATCH + 100);
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    TncDeskIngested counts = ingest_text(&stage, "many.mbox", mails);
    g_assert_cmpuint(counts.matched, ==, 1);
    g_assert_cmpuint(counts.held, ==, BATCH + 100);
    g_assert_cmpuint(count_fate(&stage, TNC_MAIL_HELD), ==, BATCH + 100);
    counts = ingest_text(&stage, "many.mbox", mails);
    g_assert_cmpuint(counts.repeated, ==, BATCH + 101);
}

static void
test_abandoned(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GString) mails = many_mails(BATCH + TNC_DESK_READER_MAX + 100);
    g_autofree char *path = NULL;
    guint due = 0;
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    add_file(&stage, "many.mbox", mails, &path);
    TncDeskIngest *run = tnc_desk_ingest_begin(stage.desk, NULL);
    g_assert_true(tnc_desk_ingest_path(run, path, NULL));
    tnc_desk_ingest_abandon(run);
    // The whole batch stays, what came after it is gone; the claim it touched is planned anew.
    g_assert_cmpuint(count_fate(&stage, TNC_MAIL_HELD) + count_fate(&stage, TNC_MAIL_MATCHED), ==,
                     BATCH);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
    g_assert_true(tnc_desk_case_refresh_due(stage.desk, &due, NULL));
    g_assert_cmpuint(due, ==, 1);
}

static gboolean
put_into_outbox(const Stage *stage, const char *id)
{
    TncStore *store = tnc_desk_store(stage->desk);
    g_autoptr(GBytes) raw = stage_mail(&(StageMail){.from = STAGE_BUYER, .id = id});
    g_autoptr(json_t) step = json_pack("{s:s, s:{s:s, s:s, s:s}}", "kind", "message.sent", "body",
                                       "channel", "email", "message_id", id, "text", "Bonjour");
    return tnc_store_begin(store, NULL) &&
           tnc_desk_outbox_add(stage->desk, stage->claim, id, raw, "home", step, NULL) &&
           tnc_store_commit(store, NULL);
}

static void
test_own_copy_proves(void)
{
    g_auto(Stage) stage = stage_open();
    g_assert_true(put_into_outbox(&stage, "9.ours@home.example"));
    g_assert_true(tnc_desk_outbox_is_busy(stage.desk, stage.claim));
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    StageMail copy = {.from = STAGE_BUYER, .id = "9.ours@home.example"};
    TncDeskIngested counts = ingest(&stage, &copy);
    g_assert_cmpuint(counts.own, ==, 1);
    g_assert_cmpuint(counts.matched + counts.held, ==, 0);
    g_assert_false(tnc_desk_outbox_is_busy(stage.desk, stage.claim));
    ingest(&stage, &copy);
    g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
    g_assert_cmpuint(tnc_claim_event_list_length(kase->events), ==, 2);
    g_assert_cmpint(last_event(kase)->kind, ==, TNC_EVENT_MESSAGE_SENT);
}

static void
test_held_is_given_or_dismissed(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) again = NULL;
    g_autoptr(GError) unknown = NULL;
    stage_set_now(&stage, "2026-03-03T10:00:00+01:00");
    ingest(&stage, &(StageMail){.from = "x@stranger.example", .id = "1@s.example"});
    ingest(&stage, &(StageMail){.from = "x@stranger.example", .id = "2@s.example"});
    g_assert_cmpuint(count_fate(&stage, TNC_MAIL_HELD), ==, 2);
    g_assert_true(tnc_desk_ingest_assign(stage.desk, "1@s.example", stage.claim, NULL));
    g_assert_true(tnc_desk_ingest_assign(stage.desk, "2@s.example", 0, NULL));
    g_assert_cmpuint(count_fate(&stage, TNC_MAIL_HELD), ==, 0);
    g_assert_cmpuint(count_fate(&stage, TNC_MAIL_DISMISSED), ==, 1);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
    g_assert_false(tnc_desk_ingest_assign(stage.desk, "1@s.example", stage.claim, &again));
    g_assert_error(again, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_false(tnc_desk_ingest_assign(stage.desk, "3@s.example", stage.claim, &unknown));
    g_assert_error(unknown, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/ingest/once by its Message-ID", test_once_by_message_id);
    g_test_add_func("/desk/ingest/once by its content", test_once_by_content);
    g_test_add_func("/desk/ingest/its place in time", test_place_in_time);
    g_test_add_func("/desk/ingest/batches", test_batches);
    g_test_add_func("/desk/ingest/an abandoned run", test_abandoned);
    g_test_add_func("/desk/ingest/our own copy proves", test_own_copy_proves);
    g_test_add_func("/desk/ingest/held mail", test_held_is_given_or_dismissed);
    return g_test_run();
}
