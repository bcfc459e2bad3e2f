// SPDX-License-Identifier: AGPL-3.0-or-later
// The outbox through every answer of a mail server: what was accepted is proved once, what was refused is not tried
// again, and nothing uncertain is sent twice. The server is a thread that follows a script.

#include "desk-outbox.h"
#include "desk-record.h"
#include "desk-send.h"
#include "test-desk-stage.h"

#include <gio/gio.h>
#include <string.h>
#include "error.h"

#define MESSAGE_ID "9.ours@home.example"

// ---- a mail server

typedef struct {
    GSocketListener *listener;
    GCancellable *stop;
    GThread *thread;
    guint16 port;
    const char *answers[4]; // to the end of each message, in order; NULL: hangs up without a word
    int connections;        // atomic
} Server;

static gboolean
say(GIOStream *stream, const char *line)
{
    g_autofree char *text = g_strconcat(line, "\r\n", NULL);
    return g_output_stream_write_all(g_io_stream_get_output_stream(stream), text, strlen(text),
                                     NULL, NULL, NULL);
}

static void
talk(GIOStream *stream, const char *answer)
{
    g_autoptr(GDataInputStream) input =
        g_data_input_stream_new(g_io_stream_get_input_stream(stream));
    gboolean in_message = FALSE;
    g_data_input_stream_set_newline_type(input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
    say(stream, "220 x ESMTP");
    for (;;) {
        g_autofree char *line = g_data_input_stream_read_line(input, NULL, NULL, NULL);
        gboolean end = in_message && line && g_str_equal(line, ".");
        if (!line || (end && !answer))
            return;
        if (in_message && !end)
            continue;
        in_message = g_str_equal(line, "DATA");
        say(stream, end ? answer : in_message ? "354 go on" : "250 OK");
    }
}

static gpointer
serve(gpointer data)
{
    Server *server = data;
    for (;;) {
        g_autoptr(GSocketConnection) connection =
            g_socket_listener_accept(server->listener, NULL, server->stop, NULL);
        if (!connection)
            return NULL;
        int number = g_atomic_int_add(&server->connections, 1);
        talk(G_IO_STREAM(connection), server->answers[MIN(number, 3)]);
    }
}

static void
server_start(Server *server)
{
    g_autoptr(GError) error = NULL;
    server->listener = g_socket_listener_new();
    server->stop = g_cancellable_new();
    server->port = g_socket_listener_add_any_inet_port(server->listener, NULL, &error);
    g_assert_no_error(error);
    server->thread = g_thread_new("smtp", serve, server);
}

static void
server_stop(Server *server)
{
    g_cancellable_cancel(server->stop);
    g_thread_join(server->thread);
    g_object_unref(server->listener);
    g_object_unref(server->stop);
}

// ---- the buyer's side

static void
add_mailbox(const Stage *stage, guint16 port)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
    mailbox->name = g_strdup("home");
    mailbox->address = g_strdup(STAGE_BUYER);
    mailbox->smtp =
        (TncMailServer){.host = g_strdup("127.0.0.1"), .port = port, .tls = TNC_MAIL_TLS_NONE};
    g_assert_true(tnc_desk_mailbox_save(stage->desk, mailbox, NULL, &error));
    g_assert_no_error(error);
}

static void
add_mail(const Stage *stage)
{
    g_autoptr(GError) error = NULL;
    TncStore *store = tnc_desk_store(stage->desk);
    g_autoptr(GBytes) raw =
        stage_mail(&(StageMail){.from = STAGE_BUYER, .id = MESSAGE_ID, .text = "Bonjour."});
    g_autoptr(json_t) step =
        json_pack("{s:s, s:{s:s, s:s, s:s, s:s}}", "kind", "message.sent", "body", "rung", "email",
                  "channel", "email", "message_id", MESSAGE_ID, "text", "Bonjour.");
    g_assert_true(tnc_store_begin(store, &error));
    g_assert_true(
        tnc_desk_outbox_add(stage->desk, stage->claim, MESSAGE_ID, raw, "home", step, &error));
    g_assert_true(tnc_store_commit(store, &error));
}

static gboolean
take_state(const TncStoreOut *out, gpointer state, GError **error)
{
    (void)error;
    *(TncOutState *)state = out->state;
    return TRUE;
}

static TncOutState
state_of(const Stage *stage)
{
    TncOutState state = TNC_OUT_CANCELLED;
    g_assert_true(tnc_store_each_out(tnc_desk_store(stage->desk), FALSE, take_state, &state, NULL));
    return state;
}

// Sends what waits; gives the error's code, 0 when there was none.
static int
flush(const Stage *stage, TncStoreId claim, TncDeskOutboxCounts *counts)
{
    g_autoptr(GError) error = NULL;
    gboolean done = tnc_desk_outbox_flush(stage->desk, claim, counts, &error);
    g_assert_cmpint(done, ==, error == NULL);
    if (error)
        g_test_message("%s", error->message);
    return error ? error->code : 0;
}

typedef struct {
    const char *name;
    const char *answers[4];
    struct {
        int code; // of the error; 0: none
        TncOutState state;
        TncDeskOutboxCounts counts;
    } tries[2];
    int connections;
    gboolean sent;
} Row;

static const Row rows[] = {
    {"accepted",
     {"250 queued as 7"},
     {{0, TNC_OUT_PROVED, {.sent = 1}}, {0, TNC_OUT_PROVED, {0}}},
     1,
     TRUE},
    {"refused for good is not tried again",
     {"554 5.7.1 spam"},
     {{TNC_ERROR_REMOTE, TNC_OUT_FAILED, {.refused = 1}}, {0, TNC_OUT_FAILED, {0}}},
     1,
     FALSE},
    {"later, then accepted",
     {"451 4.3.0 disk full", "250 queued"},
     {{TNC_ERROR_REMOTE, TNC_OUT_QUEUED, {.waiting = 1}}, {0, TNC_OUT_PROVED, {.sent = 1}}},
     2,
     TRUE},
    {"uncertain is not sent again while nobody can tell",
     {NULL, "250 queued"},
     {{TNC_ERROR_REMOTE, TNC_OUT_UNCERTAIN, {.uncertain = 1}},
      {TNC_ERROR_REMOTE, TNC_OUT_UNCERTAIN, {.uncertain = 1}}},
     1,
     FALSE},
};

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_auto(Stage) stage = stage_open();
    Server server = {0};
    memcpy(server.answers, row->answers, sizeof server.answers);
    server_start(&server);
    add_mailbox(&stage, server.port);
    add_mail(&stage);
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_QUEUED);
    for (guint i = 0; i < G_N_ELEMENTS(row->tries); i++) {
        TncDeskOutboxCounts counts = {0};
        g_assert_cmpint(flush(&stage, 0, &counts), ==, row->tries[i].code);
        g_assert_cmpint(state_of(&stage), ==, row->tries[i].state);
        g_assert_cmpmem(&counts, sizeof counts, &row->tries[i].counts, sizeof counts);
    }
    server_stop(&server);
    g_assert_cmpint(server.connections, ==, row->connections);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, row->sent ? 2 : 1);
    g_assert_cmpint(tnc_desk_outbox_is_busy(stage.desk, stage.claim), ==,
                    state_of(&stage) == TNC_OUT_UNCERTAIN);
    g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
    g_assert_cmpint(kase->position.turn, ==, row->sent ? TNC_TURN_SELLER : TNC_TURN_MINE);
}

// The seller answered between the preview and the yes, or another program has sent the same already.
static void
test_what_happened_meanwhile_stops_a_mail(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    TncDeskOutboxCounts counts = {0};
    add_mailbox(&stage, 1);
    g_assert_true(tnc_desk_set_setting(stage.desk, "name", "Claire Martin", &error));
    stage_set_now(&stage, "2026-04-10T09:00:00+02:00");
    g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
    g_autoptr(TncDeskOutgoing) outgoing =
        tnc_desk_send_prepare(stage.desk, kase, "email", NULL, &error);
    g_assert_no_error(error);
    stage_event(&stage, TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER, "{'text':'Voici le colis.'}");
    g_assert_false(tnc_desk_send_commit(stage.desk, kase, outgoing, TNC_CONTACT_UNKNOWN, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_GUARD);
    g_assert_false(tnc_desk_outbox_is_busy(stage.desk, stage.claim));
    g_autoptr(TncDeskCase) anew = stage_case(&stage, stage.claim);
    g_assert_true(tnc_desk_send_commit(stage.desk, anew, outgoing, TNC_CONTACT_UNKNOWN, NULL));
    g_assert_cmpint(flush(&stage, 0, &counts), ==, TNC_ERROR_REMOTE);
}

static void
test_without_server(void)
{
    g_auto(Stage) stage = stage_open();
    TncDeskOutboxCounts counts = {0};
    add_mail(&stage);
    g_assert_cmpint(flush(&stage, 0, &counts), ==, TNC_ERROR_NOT_FOUND); // no such mailbox
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_QUEUED);
    add_mailbox(&stage, 1); // nobody listens there
    g_assert_cmpint(flush(&stage, 0, &counts), ==, TNC_ERROR_REMOTE);
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_QUEUED);
    g_assert_cmpuint(counts.waiting, ==, 1);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 1);
}

static void
test_only_the_claim_asked_for(void)
{
    g_auto(Stage) stage = stage_open();
    Server server = {.answers = {"250 queued"}};
    TncDeskOutboxCounts counts = {0};
    server_start(&server);
    add_mailbox(&stage, server.port);
    add_mail(&stage);
    g_assert_cmpint(flush(&stage, stage.claim + 1, &counts), ==, 0);
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_QUEUED);
    g_assert_cmpint(flush(&stage, stage.claim, &counts), ==, 0);
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_PROVED);
    server_stop(&server);
}

static gboolean
prove(const Stage *stage, const char *id)
{
    TncStore *store = tnc_desk_store(stage->desk);
    return tnc_store_begin(store, NULL) && tnc_desk_outbox_prove(stage->desk, id, NULL) &&
           tnc_store_commit(store, NULL);
}

static void
test_proved_once(void)
{
    g_auto(Stage) stage = stage_open();
    add_mail(&stage);
    g_assert_true(prove(&stage, "other@home.example"));
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_QUEUED);
    for (int i = 0; i < 2; i++)
        g_assert_true(prove(&stage, MESSAGE_ID));
    g_assert_cmpint(state_of(&stage), ==, TNC_OUT_PROVED);
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/desk/outbox/%s", rows[i].name);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    g_test_add_func("/desk/outbox/without a server it waits", test_without_server);
    g_test_add_func("/desk/outbox/only the claim asked for", test_only_the_claim_asked_for);
    g_test_add_func("/desk/outbox/proved once", test_proved_once);
    g_test_add_func("/desk/outbox/what happened meanwhile stops it",
                    test_what_happened_meanwhile_stops_a_mail);
    return g_test_run();
}
