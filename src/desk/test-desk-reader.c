// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail read in a thread of its own: many at once stay in their order; the same twice under way, over the caps, and a
// bounce that names nothing but our mail.

#include "desk-index.h"
#include "desk-ingest.h"
#include "desk-reader.h"
#include "test-desk-stage.h"

#include <string.h>

static GBytes *
mail(const char *id, const char *text)
{
    return stage_mail(&(StageMail){.id = id, .subject = "Votre commande", .text = text});
}

static TncDeskIngest *
begin(const Stage *stage)
{
    g_autoptr(GError) error = NULL;
    TncDeskIngest *ingest = tnc_desk_ingest_begin(stage->desk, &error);
    g_assert_no_error(error);
    return ingest;
}

static void
take(TncDeskIngest *ingest, GBytes *raw)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) owned = raw;
    gboolean done = tnc_desk_ingest_mail(ingest, owned, &error);
    g_assert_no_error(error);
    g_assert_true(done);
}

static TncDeskIngested
end(TncDeskIngest *ingest)
{
    g_autoptr(GError) error = NULL;
    TncDeskIngested counts = {0};
    gboolean done = tnc_desk_ingest_end(ingest, &counts, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return counts;
}

static gboolean
check_order(const TncStoreEvent *event, gpointer data, GError **error)
{
    (void)error;
    guint *expected = data;
    if (event->kind != TNC_EVENT_MESSAGE_RECEIVED)
        return TRUE;
    g_autofree char *id = g_strdup_printf("m%u@lune.example", (*expected)++);
    g_assert_cmpstr(tnc_json_string_or(event->body, "message_id", ""), ==, id);
    return TRUE;
}

static void
test_order(void)
{
    const guint many = 2 * TNC_DESK_READER_MAX + 7;
    g_auto(Stage) stage = stage_open();
    TncDeskIngest *ingest = begin(&stage);
    for (guint i = 0; i < many; i++) {
        g_autofree char *id = g_strdup_printf("m%u@lune.example", i);
        take(ingest, mail(id, "Nous regardons votre commande L-20455."));
    }
    g_assert_cmpuint(end(ingest).matched, ==, many);
    g_autoptr(GError) error = NULL;
    guint seen = 0;
    g_assert_true(
        tnc_store_each_event(tnc_desk_store(stage.desk), stage.claim, check_order, &seen, &error));
    g_assert_cmpuint(seen, ==, many);
}

static void
test_twice(void)
{
    g_auto(Stage) stage = stage_open();
    TncDeskIngest *ingest = begin(&stage);
    for (guint i = 0; i < 3; i++)
        take(ingest, mail("one@lune.example", "Merci de patienter."));
    TncDeskIngested counts = end(ingest);
    g_assert_cmpuint(counts.matched, ==, 1);
    g_assert_cmpuint(counts.repeated, ==, 2);
}

static GBytes *
mail_of_many_parts(guint parts)
{
    g_autoptr(GString) text = g_string_new(
        "From: sav@lune.example\r\nSubject: parts\r\nMessage-ID: <parts@lune.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    for (guint i = 0; i < parts; i++)
        g_string_append(text, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
    g_string_append(text, "--b--\r\n");
    return g_string_free_to_bytes(g_steal_pointer(&text));
}

static GBytes *
mail_of_size(gsize size)
{
    g_autoptr(GString) text = g_string_sized_new(size + 100);
    g_string_append(text, "From: sav@lune.example\r\nMessage-ID: <big@lune.example>\r\n"
                          "Subject: L-20455\r\nContent-Type: text/plain\r\n\r\n");
    while (text->len < size)
        g_string_append(text, "Une ligne de plus, et encore une, jusqu'au bout de la nuit.\r\n");
    return g_string_free_to_bytes(g_steal_pointer(&text));
}

static void
assert_kept(const Stage *stage, GBytes *raw)
{
    g_autoptr(GError) error = NULL;
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(g_bytes_get_data(raw, NULL), g_bytes_get_size(raw), sha256);
    g_autoptr(GBytes) kept = tnc_store_get_blob(tnc_desk_store(stage->desk), sha256, &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(kept, raw));
}

typedef struct {
    const char *name;
    guint parts; // 0: one part of SIZE bytes
    gsize size;
    guint matched;
    guint unread;
} Large;

static const Large larges[] = {
    {"10,000 parts are read", 9998, 0, 1, 0},
    {"more parts are kept whole and held", 12000, 0, 0, 1},
    {"50 MB are read", 0, 50000000, 1, 0},
    {"more than 64 MiB are kept whole and held", 0, 68000000, 0, 1},
};

static void
test_large(gconstpointer data)
{
    g_auto(Stage) stage = stage_open();
    const Large *large = data;
    g_autoptr(GBytes) raw =
        large->parts ? mail_of_many_parts(large->parts) : mail_of_size(large->size);
    for (guint time = 0; time < 2; time++) {
        TncDeskIngest *ingest = begin(&stage);
        take(ingest, g_bytes_ref(raw));
        TncDeskIngested counts = end(ingest);
        g_assert_cmpuint(counts.matched, ==, time ? 0 : large->matched);
        g_assert_cmpuint(counts.unread, ==, time ? 0 : large->unread);
        g_assert_cmpuint(counts.repeated, ==, time);
        g_assert_cmpuint(counts.refused, ==, 0);
    }
    assert_kept(&stage, raw);
}

// A mail server's report, from an address that no claim knows and without a reference, brings back our headers.
static void
test_bounce(void)
{
    g_auto(Stage) stage = stage_open();
    g_autofree char *ref = tnc_store_claim_ref(tnc_desk_store(stage.desk), stage.claim);
    g_autofree char *token = tnc_desk_index_token(ref);
    char *text = g_strdup_printf(
        "From: MAILER-DAEMON@mx.example\r\nTo: claire@home.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <r1@mx.example>\r\n"
        "Date: Sat, 28 Feb 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; sav@lune.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: claire@home.example\r\n"
        "Message-ID: <0b0e.%s@home.example>\r\n--b--\r\n",
        token);
    TncDeskIngest *ingest = begin(&stage);
    take(ingest, g_bytes_new_take(text, strlen(text)));
    TncDeskIngested counts = end(ingest);
    g_assert_cmpuint(counts.matched, ==, 1);
    g_assert_cmpint(counts.claim, ==, stage.claim);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/reader/order", test_order);
    g_test_add_func("/desk/reader/twice under way", test_twice);
    g_test_add_func("/desk/reader/bounce", test_bounce);
    for (guint i = 0; i < G_N_ELEMENTS(larges); i++) {
        g_autofree char *path = g_strdup_printf("/desk/reader/%s", larges[i].name);
        g_test_add_data_func(path, &larges[i], test_large);
    }
    return g_test_run();
}
