// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of the reading of a submission's end, against a server that follows a script: what is
// certain, what is not.

#include "mail-smtp.h"

#include <gio/gio.h>
#include <string.h>
#include "error.h"

// What the server answers to each line it reads (the first is its greeting; a whole message counts as
// one line). NULL hangs up without a word; an answer ended by a line break hangs up after it.
typedef struct {
    const char *name;
    const char *answers[10];
    int outcome; // of TncMailSmtpOutcome; -1: an error
    int code;    // of the server, or of the error
    const char *words;
    gboolean is_test;  // only logs in
    gboolean has_user; // logs in
} Row;

#define HELLO "220 x ESMTP", "250 x"
#define QUEUED "250 OK", "250 OK", "354 go on"

static const Row rows[] = {
    {"accepted",
     {HELLO, QUEUED, "250 2.0.0 queued as 7", "221 bye"},
     TNC_MAIL_SMTP_ACCEPTED,
     250,
     "queued as 7",
     FALSE,
     FALSE},
    {"accepted in two lines",
     {HELLO, QUEUED, "250-2.0.0 taken\r\n250 thanks", "221 bye"},
     TNC_MAIL_SMTP_ACCEPTED,
     250,
     "thanks",
     FALSE,
     FALSE},
    {"accepted, then hung up",
     {HELLO, QUEUED, "250 queued", NULL},
     TNC_MAIL_SMTP_ACCEPTED,
     250,
     "queued",
     FALSE,
     FALSE},
    {"message refused",
     {HELLO, QUEUED, "554 5.7.1 spam", "221 bye"},
     TNC_MAIL_SMTP_REFUSED,
     554,
     "spam",
     FALSE,
     FALSE},
    {"message too big",
     {HELLO, "250 OK", "552 5.3.4 too big", "221 bye"},
     TNC_MAIL_SMTP_REFUSED,
     552,
     "too big",
     FALSE,
     FALSE},
    {"message for later",
     {HELLO, QUEUED, "451 4.3.0 disk full", "221 bye"},
     TNC_MAIL_SMTP_LATER,
     451,
     "disk full",
     FALSE,
     FALSE},
    {"server going down after the message",
     {HELLO, QUEUED, "421 4.3.2 shutting down", NULL},
     TNC_MAIL_SMTP_LATER,
     421,
     "shutting down",
     FALSE,
     FALSE},
    {"silence after the message",
     {HELLO, QUEUED, NULL},
     TNC_MAIL_SMTP_UNCERTAIN,
     0,
     "354 go on",
     FALSE,
     FALSE},
    {"half an answer after the message",
     {HELLO, QUEUED, "250-2.0.0 taken\r\n", NULL},
     TNC_MAIL_SMTP_UNCERTAIN,
     0,
     "taken",
     FALSE,
     FALSE},
    {"sender refused",
     {HELLO, "550 5.1.8 who are you", "221 bye"},
     TNC_MAIL_SMTP_REFUSED,
     550,
     "who are you",
     FALSE,
     FALSE},
    {"recipient refused",
     {HELLO, "250 OK", "550 5.1.1 nobody", "221 bye"},
     TNC_MAIL_SMTP_REFUSED,
     550,
     "nobody",
     FALSE,
     FALSE},
    {"recipient greylisted",
     {HELLO, "250 OK", "450 4.7.1 greylisted", "221 bye"},
     TNC_MAIL_SMTP_LATER,
     450,
     "greylisted",
     FALSE,
     FALSE},
    {"DATA refused",
     {HELLO, "250 OK", "250 OK", "503 no", "221 bye"},
     TNC_MAIL_SMTP_REFUSED,
     503,
     "no",
     FALSE,
     FALSE},
    {"hung up before DATA",
     {HELLO, "250 OK", NULL},
     -1,
     TNC_ERROR_REMOTE,
     "Nothing was sent",
     FALSE,
     FALSE},
    {"hung up at once", {NULL}, -1, TNC_ERROR_REMOTE, "Nothing was sent", FALSE, FALSE},
    {"greeting that is no SMTP",
     {"* OK IMAP4rev1\r\n", NULL},
     -1,
     TNC_ERROR_REMOTE,
     "Nothing was sent",
     FALSE,
     FALSE},
    {"password refused",
     {"220 x ESMTP", "250-x\r\n250 AUTH PLAIN", "535 5.7.8 wrong", "221 bye"},
     -1,
     TNC_ERROR_CREDENTIALS,
     "wrong",
     FALSE,
     TRUE},
    {"login out of order",
     {"220 x ESMTP", "250-x\r\n250 AUTH PLAIN", "454 4.7.0 later", "221 bye"},
     -1,
     TNC_ERROR_REMOTE,
     "later",
     FALSE,
     TRUE},
    {"test logs in",
     {"220 x ESMTP", "250-x\r\n250 AUTH PLAIN", "334 ", "235 in", "250 OK", "221 bye"},
     0,
     0,
     NULL,
     TRUE,
     TRUE},
    {"test with a wrong password",
     {"220 x ESMTP", "250-x\r\n250 AUTH PLAIN", "535 5.7.8 wrong", "221 bye"},
     -1,
     TNC_ERROR_CREDENTIALS,
     "wrong",
     TRUE,
     TRUE},
};

static gboolean
read_until(GInputStream *input, const char *end)
{
    g_autoptr(GString) read = g_string_new(NULL);
    char c = 0;
    while (!g_str_has_suffix(read->str, end)) {
        if (g_input_stream_read(input, &c, 1, NULL, NULL) != 1)
            return FALSE;
        g_string_append_c(read, c);
    }
    return TRUE;
}

static gboolean
serve(GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
      gpointer data)
{
    (void)service;
    (void)source;
    const Row *row = data;
    GInputStream *input = g_io_stream_get_input_stream(G_IO_STREAM(connection));
    GOutputStream *output = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    gboolean in_message = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(row->answers); i++) {
        if (i > 0 && !read_until(input, in_message ? "\r\n.\r\n" : "\r\n"))
            return TRUE;
        const char *answer = row->answers[i];
        if (!answer)
            return TRUE; // hangs up
        in_message = g_str_has_prefix(answer, "354");
        g_autofree char *line =
            g_str_has_suffix(answer, "\n") ? g_strdup(answer) : g_strconcat(answer, "\r\n", NULL);
        g_output_stream_write_all(output, line, strlen(line), NULL, NULL, NULL);
        if (g_str_has_suffix(answer, "\n"))
            return TRUE; // hangs up in the middle of its answer
    }
    return TRUE;
}

static GSocketService *
start(const Row *row, guint16 *port_out)
{
    g_autoptr(GError) error = NULL;
    GSocketService *service = g_threaded_socket_service_new(4);
    g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_autoptr(GSocketAddress) address = g_inet_socket_address_new(loopback, 0);
    g_autoptr(GSocketAddress) bound = NULL;
    g_assert_true(g_socket_listener_add_address(G_SOCKET_LISTENER(service), address,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &bound, &error));
    *port_out = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound));
    g_signal_connect(service, "run", G_CALLBACK(serve), (gpointer)(guintptr)row);
    g_socket_service_start(service);
    return service;
}

typedef struct {
    const Row *row;
    const char *text;
    TncMailServer server;
    TncMailSmtpAnswer answer;
    GError *error;
    gboolean done;
    int ended;
} Call;

// In a thread, because the test's own main loop accepts the connections.
static gpointer
call(gpointer data)
{
    Call *one = data;
    static const char *const recipients[] = {"sav@claims.test", NULL};
    g_autoptr(GBytes) message = g_bytes_new_static(one->text, strlen(one->text));
    one->done = one->row->is_test
                    ? tnc_mail_smtp_test(&one->server, &one->error)
                    : tnc_mail_smtp_send(&one->server, "claire@claims.test", recipients, message,
                                         &one->answer, &one->error);
    g_atomic_int_set(&one->ended, 1);
    g_main_context_wakeup(NULL);
    return NULL;
}

static void
test_text(const Row *row, const char *text)
{
    guint16 port = 0;
    g_autoptr(GSocketService) service = start(row, &port);
    Call one = {.row = row,
                .text = text,
                .server = {.host = "127.0.0.1",
                           .port = port,
                           .tls = TNC_MAIL_TLS_NONE,
                           .user = row->has_user ? "claire" : NULL,
                           .password = row->has_user ? "pw" : NULL,
                           .timeout_seconds = 20}};
    GThread *thread = g_thread_new("call", call, &one);
    while (!g_atomic_int_get(&one.ended))
        g_main_context_iteration(NULL, TRUE);
    g_thread_join(thread);
    g_test_message("%s", one.error ? one.error->message : one.answer.words);
    g_assert_cmpint(one.done, ==, row->outcome >= 0);
    if (!one.done) {
        g_assert_error(one.error, TNC_ERROR, row->code);
        g_assert_nonnull(strstr(one.error->message, row->words));
        g_assert_nonnull(strstr(one.error->message, "127.0.0.1"));
    } else if (!row->is_test) {
        g_assert_cmpint(one.answer.outcome, ==, row->outcome);
        g_assert_cmpint(one.answer.code, ==, row->code);
        g_assert_nonnull(strstr(one.answer.words, row->words));
        g_assert_cmpint(*one.answer.advice == '\0', ==, row->outcome == TNC_MAIL_SMTP_ACCEPTED);
    }
    g_clear_error(&one.error);
    tnc_mail_smtp_answer_clear(&one.answer);
    g_socket_service_stop(service);
}

// What is certain does not depend on the lines that libcurl has to write otherwise.
static void
test_row(gconstpointer data)
{
    test_text(data, "Subject: x\r\n\r\nbody\r\n");
    test_text(data, "Subject: x\r\n\r\n.\r\n..\r\nbody\r\n");
    test_text(data, "Subject: x\r\n\r\nno line break at the end");
}

typedef struct {
    const char *name;
    const char *sender;
    const char *recipient; // NULL: none at all
    TncMailServer server;
} Refused;

#define LOCAL                                                                                      \
    {                                                                                              \
        .host = "localhost", .port = 1, .tls = TNC_MAIL_TLS_NONE                                   \
    }

static const Refused refused[] = {
    {"line break in the sender", "a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example", LOCAL},
    {"line break in a recipient", "a@b.example", "a@b.example\nDATA", LOCAL},
    {"bracket in a recipient", "a@b.example", "a@b.example> X=<", LOCAL},
    {"no recipient", "a@b.example", NULL, LOCAL},
    {"no sender", NULL, "a@b.example", LOCAL},
    {"plain to another machine",
     "a@b.example",
     "a@b.example",
     {.host = "mail.example", .tls = TNC_MAIL_TLS_NONE}},
    {"plain to a name that only looks local",
     "a@b.example",
     "a@b.example",
     {.host = "127.evil.example", .tls = TNC_MAIL_TLS_NONE}},
    {"host with a path", "a@b.example", "a@b.example", {.host = "localhost/x"}},
    {"host with a user", "a@b.example", "a@b.example", {.host = "me@localhost"}},
    {"no host", "a@b.example", "a@b.example", {.host = ""}},
    {"user without password", "a@b.example", "a@b.example", {.host = "localhost", .user = "u"}},
    {"line break in the password",
     "a@b.example",
     "a@b.example",
     {.host = "localhost", .user = "u", .password = "p\r\n"}},
};

static void
test_refused(gconstpointer data)
{
    const Refused *row = data;
    const char *recipients[] = {row->recipient, NULL};
    g_autoptr(GBytes) message = g_bytes_new_static("x", 1);
    g_autoptr(GError) error = NULL;
    TncMailSmtpAnswer answer = {.code = 7};
    g_assert_false(
        tnc_mail_smtp_send(&row->server, row->sender, recipients, message, &answer, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_cmpint(answer.code, ==, 7); // untouched
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/mail-smtp/%s", rows[i].name);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *path = g_strdup_printf("/mail-smtp/refused: %s", refused[i].name);
        g_test_add_data_func(path, &refused[i], test_refused);
    }
    return g_test_run();
}
