// SPDX-License-Identifier: AGPL-3.0-or-later
// IMAP sessions over libetpan's protocol layer: opening, folders, search, waiting for news. Fetching
// mails is mail-imap-fetch.c; bytes and caps are mail-imap-stream.c and mail-imap-guard.c.

#include "mail-imap.h"

#include <string.h>
#include "error.h"
#include "mail-imap-session.h"
#include "mail-tls.h"
#include "text.h"

#define MAX_PLAIN_LINE 2000
#define MAX_PLAIN_LINES 50
#define MAX_WORDS 300
#define MAX_IDLE_SECONDS 1740 // RFC 2177 § 3

gboolean
tnc_mail_imap_fail(TncMailImap *imap, int code, const char *doing, GError **error)
{
    const char *host = imap->server.host;
    if (imap->wire.problem)
        return tnc_error_set(error, TNC_ERROR_REMOTE,
                             "IMAP %s, while %s: %s. Nothing was lost; try again later.", host,
                             doing, imap->wire.problem->message);
    if (code == MAILIMAP_ERROR_PARSE || code == MAILIMAP_ERROR_PROTOCOL)
        return tnc_error_set(error, TNC_ERROR_REMOTE,
                             "IMAP %s, while %s: the answer cannot be understood. Is this an IMAP "
                             "server? Nothing was lost.",
                             host, doing);
    const char *response = imap->session->imap_response ? imap->session->imap_response : "nothing";
    g_autofree char *valid = tnc_text_make_valid(response, strlen(response));
    g_autofree char *words = tnc_text_excerpt(valid, MAX_WORDS);
    return tnc_error_set(error, TNC_ERROR_REMOTE, "IMAP %s, while %s: refused (it said: %s).", host,
                         doing, words);
}

static void
begin(TncMailImap *imap, guint64 bytes)
{
    tnc_mail_imap_guard_begin(&imap->wire.guard, bytes);
}

// One line of the conversation before libetpan's parser takes over, byte by byte: what an intruder
// adds behind it before TLS stays in the socket, where the handshake fails on it, and is never taken
// for an answer given under TLS.
static char *
read_line(TncMailImap *imap, GIOStream *stream, GError **error)
{
    GInputStream *input = g_io_stream_get_input_stream(stream);
    g_autoptr(GString) line = g_string_new(NULL);
    while (line->len < MAX_PLAIN_LINE && !g_str_has_suffix(line->str, "\n")) {
        char c = 0;
        g_autoptr(GError) cause = NULL;
        gssize count = g_input_stream_read(input, &c, 1, imap->wire.cancellable, &cause);
        if (count <= 0) {
            tnc_error_set(error, TNC_ERROR_REMOTE,
                          "IMAP %s: no greeting (%s). Check the port and the kind of encryption, "
                          "then try again.",
                          imap->server.host,
                          cause ? cause->message : "the server closed the connection");
            return NULL;
        }
        g_string_append_c(line, c ? c : ' ');
    }
    return tnc_text_make_valid(line->str, line->len);
}

// libetpan loses memory over other greetings than OK, and cannot tell their words.
static gboolean
read_greeting(TncMailImap *imap, GIOStream *stream, GError **error)
{
    g_autofree char *greeting = read_line(imap, stream, error);
    if (!greeting)
        return FALSE;
    if (g_ascii_strncasecmp(greeting, "* OK", 4) == 0)
        return TRUE;
    g_autofree char *said = tnc_text_excerpt(greeting, MAX_WORDS);
    return tnc_error_set(error, TNC_ERROR_REMOTE,
                         "IMAP %s does not take the connection (it said: %s). Is this an IMAP "
                         "server? No password was sent.",
                         imap->server.host, said);
}

static gboolean
fail_starttls(TncMailImap *imap, const char *words, GError **error)
{
    g_autofree char *said = tnc_text_excerpt(words, MAX_WORDS);
    return tnc_error_set(error, TNC_ERROR_REMOTE,
                         "IMAP %s does not offer encryption by STARTTLS (it said: %s). No password "
                         "was sent; try port 993 with 'implicit'.",
                         imap->server.host, said);
}

static gboolean
ask_starttls(TncMailImap *imap, GIOStream *plain, GError **error)
{
    static const char command[] = "s STARTTLS\r\n";
    if (!read_greeting(imap, plain, error))
        return FALSE;
    g_autoptr(GError) cause = NULL;
    if (!g_output_stream_write_all(g_io_stream_get_output_stream(plain), command, strlen(command),
                                   NULL, imap->wire.cancellable, &cause))
        return tnc_error_set(error, TNC_ERROR_REMOTE, "IMAP %s: %s", imap->server.host,
                             cause->message);
    for (guint i = 0; i < MAX_PLAIN_LINES; i++) {
        g_autofree char *line = read_line(imap, plain, error);
        if (!line)
            return FALSE;
        if (g_ascii_strncasecmp(line, "s OK", 4) == 0)
            return TRUE;
        if (!g_str_has_prefix(line, "* "))
            return fail_starttls(imap, line, error);
    }
    return fail_starttls(imap, "too much", error);
}

// The stream to speak IMAP on, its greeting read: under STARTTLS the server gives it only once, before
// encryption.
static GIOStream *
connect_stream(TncMailImap *imap, GError **error)
{
    const TncMailServer *server = &imap->server;
    guint16 usual = server->tls == TNC_MAIL_TLS_IMPLICIT ? 993 : 143;
    GCancellable *cancellable = imap->wire.cancellable;
    g_autoptr(GSocketConnection) plain = tnc_mail_tls_connect(
        server, "IMAP", server->port ? server->port : usual, cancellable, error);
    if (!plain)
        return NULL;
    imap->socket = g_object_ref(g_socket_connection_get_socket(plain));
    if (server->tls == TNC_MAIL_TLS_STARTTLS && !ask_starttls(imap, G_IO_STREAM(plain), error))
        return NULL;
    g_autoptr(GIOStream) stream =
        server->tls == TNC_MAIL_TLS_NONE
            ? g_object_ref(G_IO_STREAM(plain))
            : tnc_mail_tls_start(server, "IMAP", G_IO_STREAM(plain), cancellable, error);
    if (!stream || (server->tls != TNC_MAIL_TLS_STARTTLS && !read_greeting(imap, stream, error)))
        return NULL;
    return (GIOStream *)g_steal_pointer(&stream);
}

// RFC 5530: these say nothing about the password.
static gboolean
is_temporary(const TncMailImap *imap)
{
    static const char *const codes[] = {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"};
    const struct mailimap_response_info *info = imap->session->imap_response_info;
    for (guint i = 0; info && info->rsp_atom && i < G_N_ELEMENTS(codes); i++)
        if (g_ascii_strcasecmp(info->rsp_atom, codes[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
log_in(TncMailImap *imap, const char *password, GError **error)
{
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    int code = mailimap_login(imap->session, imap->user, password);
    if (code == MAILIMAP_NO_ERROR)
        return TRUE;
    if (code != MAILIMAP_ERROR_LOGIN || imap->wire.problem || is_temporary(imap))
        return tnc_mail_imap_fail(imap, code, "logging in", error);
    const char *response = imap->session->imap_response ? imap->session->imap_response : "";
    g_autofree char *valid = tnc_text_make_valid(response, strlen(response));
    g_autofree char *words = tnc_text_excerpt(valid, MAX_WORDS);
    return tnc_mail_server_refused(&imap->server, "IMAP", words, error);
}

// The server's list after login is the one that counts. Not mailimap_capability(), which crashes when
// the server says OK without a list.
static gboolean
ask_capabilities(TncMailImap *imap, GError **error)
{
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    int code = mailimap_custom_command(imap->session, "CAPABILITY");
    if (code != MAILIMAP_NO_ERROR)
        return tnc_mail_imap_fail(imap, code, "asking what it can do", error);
    const struct mailimap_connection_info *info = imap->session->imap_connection_info;
    const clist *list = info && info->imap_capability ? info->imap_capability->cap_list : NULL;
    for (clistiter *i = list ? clist_begin(list) : NULL; i; i = clist_next(i)) {
        const struct mailimap_capability *capability = clist_content(i);
        if (capability->cap_type == MAILIMAP_CAPABILITY_NAME &&
            g_ascii_strcasecmp(capability->cap_data.cap_name, "IDLE") == 0)
            imap->can_idle = TRUE;
    }
    return TRUE;
}

static TncMailImap *
imap_new(const TncMailServer *server, GCancellable *cancellable)
{
    TncMailImap *imap = g_new0(TncMailImap, 1);
    imap->host = g_strdup(server->host);
    imap->user = g_strdup(server->user);
    imap->help = g_strdup(server->password_help);
    imap->server = *server;
    imap->server.host = imap->host;
    imap->server.user = imap->user;
    imap->server.password_help = imap->help;
    imap->wire.cancellable = cancellable ? g_object_ref(cancellable) : NULL;
    imap->session = mailimap_new(0, NULL);
    return imap;
}

static gboolean
start(TncMailImap *imap, const char *password, GError **error)
{
    static const char greeting[] = "* OK ready\r\n"; // for the parser, which wants to see one
    imap->wire.first = g_bytes_new_static(greeting, strlen(greeting));
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    mailstream *stream = tnc_mail_imap_stream_new(&imap->wire);
    int code = mailimap_connect(imap->session, stream);
    if (code != MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
        return tnc_mail_imap_fail(imap, code, "connecting", error);
    return log_in(imap, password, error) && ask_capabilities(imap, error);
}

static gboolean
check(const TncMailServer *server, GError **error)
{
    if (!tnc_mail_server_check(server, "IMAP", error))
        return FALSE;
    return server->user ||
           tnc_error_set(error, TNC_ERROR_INPUT, "IMAP %s: no user name", server->host);
}

TncMailImap *
tnc_mail_imap_open_stream(const TncMailServer *server, GIOStream *stream, GCancellable *cancellable,
                          GError **error)
{
    if (!check(server, error))
        return NULL;
    g_autoptr(TncMailImap) imap = imap_new(server, cancellable);
    imap->wire.stream = g_object_ref(stream);
    const char *password = server->password;
    imap->server.password = imap->server.ca_file = NULL;
    return read_greeting(imap, stream, error) && start(imap, password, error)
               ? g_steal_pointer(&imap)
               : NULL;
}

TncMailImap *
tnc_mail_imap_open(const TncMailServer *server, GCancellable *cancellable, GError **error)
{
    if (!check(server, error))
        return NULL;
    g_autoptr(TncMailImap) imap = imap_new(server, cancellable);
    imap->wire.stream = connect_stream(imap, error);
    const char *password = server->password;
    imap->server.password = imap->server.ca_file = NULL; // not copied
    return imap->wire.stream && start(imap, password, error) ? g_steal_pointer(&imap) : NULL;
}

void
tnc_mail_imap_free(TncMailImap *imap)
{
    if (!imap)
        return;
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    // Whether a failed logout closes the stream is libetpan's secret: taken away from it first.
    if (imap->session->imap_stream && !imap->wire.problem)
        mailimap_logout(imap->session);
    if (imap->session->imap_stream) {
        mailstream_close(imap->session->imap_stream);
        imap->session->imap_stream = NULL;
    }
    mailimap_free(imap->session);
    tnc_mail_imap_stream_wire_clear(&imap->wire);
    g_clear_object(&imap->socket);
    g_free(imap->host);
    g_free(imap->user);
    g_free(imap->help);
    g_free(imap->folder);
    g_free(imap->sent);
    g_free(imap);
}

static guint32
exists(const TncMailImap *imap)
{
    const struct mailimap_selection_info *info = imap->session->imap_selection_info;
    return info ? info->sel_exists : 0;
}

gboolean
tnc_mail_imap_examine(TncMailImap *imap, const char *folder, GError **error)
{
    if (g_strcmp0(imap->folder, folder) == 0)
        return TRUE;
    g_clear_pointer(&imap->folder, g_free);
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    int code = mailimap_examine(imap->session, folder);
    if (code != MAILIMAP_NO_ERROR) {
        g_autofree char *doing = g_strdup_printf("opening the folder '%s'", folder);
        return tnc_mail_imap_fail(imap, code, doing, error);
    }
    imap->folder = g_strdup(folder);
    imap->seen_exists = exists(imap);
    return TRUE;
}

GArray *
tnc_mail_imap_search(TncMailImap *imap, struct mailimap_search_key *key, GError **error)
{
    clist *list = NULL;
    begin(imap, TNC_MAIL_IMAP_SEARCH_ANSWER);
    int code = mailimap_uid_search(imap->session, NULL, key, &list);
    mailimap_search_key_free(key);
    if (code != MAILIMAP_NO_ERROR) {
        tnc_mail_imap_fail(imap, code, "searching", error);
        return NULL;
    }
    imap->seen_exists = exists(imap);
    GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (clistiter *i = list ? clist_begin(list) : NULL; i; i = clist_next(i))
        g_array_append_vals(uids, clist_content(i), 1);
    if (list)
        mailimap_search_result_free(list);
    return uids;
}

static gboolean
is_sent(const struct mailimap_mailbox_list *row)
{
    if (!row->mb_flag || !row->mb_flag->mbf_oflags)
        return FALSE;
    for (clistiter *i = clist_begin(row->mb_flag->mbf_oflags); i; i = clist_next(i)) {
        const struct mailimap_mbx_list_oflag *flag = clist_content(i);
        if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && flag->of_flag_ext &&
            g_ascii_strcasecmp(flag->of_flag_ext, "Sent") == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean
tnc_mail_imap_sent_folder(TncMailImap *imap, const char **name_out, GError **error)
{
    clist *list = NULL;
    if (!imap->sent_known) {
        begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
        int code = mailimap_list(imap->session, "", "*", &list);
        if (code != MAILIMAP_NO_ERROR)
            return tnc_mail_imap_fail(imap, code, "listing the folders", error);
    }
    gboolean is_marked = FALSE;
    for (clistiter *i = list ? clist_begin(list) : NULL; i; i = clist_next(i)) {
        const struct mailimap_mailbox_list *row = clist_content(i);
        gboolean marked = is_sent(row);
        if (is_marked || !row->mb_name ||
            (!marked && g_ascii_strcasecmp(row->mb_name, "Sent") != 0))
            continue;
        g_free(imap->sent);
        imap->sent = g_strdup(row->mb_name);
        is_marked = marked;
    }
    if (list)
        mailimap_list_result_free(list);
    imap->sent_known = TRUE;
    *name_out = imap->sent;
    return TRUE;
}

static gboolean
search_id(TncMailImap *imap, const char *folder, const char *message_id, gboolean *found_out,
          GError **error)
{
    if (!tnc_mail_imap_examine(imap, folder, error))
        return FALSE;
    // A server may show old news until the next command (RFC 9051 § 5.2).
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    int code = mailimap_noop(imap->session);
    if (code != MAILIMAP_NO_ERROR)
        return tnc_mail_imap_fail(imap, code, "searching", error);
    // Without <>: servers search for a part of the header's text.
    g_autoptr(GArray) uids = tnc_mail_imap_search(
        imap, mailimap_search_key_new_header(strdup("Message-ID"), strdup(message_id)), error);
    if (!uids)
        return FALSE;
    *found_out = uids->len > 0;
    return TRUE;
}

gboolean
tnc_mail_imap_has_message(TncMailImap *imap, const char *message_id, gboolean *found_out,
                          GError **error)
{
    for (const char *c = message_id; *c; c++)
        if (!g_ascii_isgraph(*c) || strchr("\"\\<>", *c))
            return tnc_error_set(error, TNC_ERROR_INPUT, "Message-ID: expected an id without <>");
    const char *sent = NULL;
    gboolean found = FALSE;
    if (!search_id(imap, "INBOX", message_id, &found, error) ||
        (!found && !tnc_mail_imap_sent_folder(imap, &sent, error)) ||
        (!found && sent && !search_id(imap, sent, message_id, &found, error)))
        return FALSE;
    *found_out = found;
    return TRUE;
}

static gboolean
end_wait(gpointer data)
{
    *(gboolean *)data = TRUE;
    return G_SOURCE_REMOVE;
}

static gboolean
end_wait_readable(GObject *stream, gpointer data)
{
    (void)stream;
    return end_wait(data);
}

// Until the server says something, SECONDS are over, or the wait is cancelled. In a context of its
// own, so that nothing else of the program runs meanwhile.
static void
wait(TncMailImap *imap, guint seconds, GCancellable *cancellable)
{
    if (imap->session->imap_stream->read_buffer_len > 0)
        return; // libetpan has read it already
    GInputStream *input = g_io_stream_get_input_stream(imap->wire.stream);
    g_autoptr(GMainContext) context = g_main_context_new();
    g_main_context_push_thread_default(context);
    g_autoptr(GSource) readable =
        g_pollable_input_stream_create_source(G_POLLABLE_INPUT_STREAM(input), cancellable);
    g_autoptr(GSource) timer = g_timeout_source_new_seconds(seconds);
    gboolean ended = FALSE;
    g_source_set_callback(readable, G_SOURCE_FUNC(end_wait_readable), &ended, NULL);
    g_source_set_callback(timer, end_wait, &ended, NULL);
    g_source_attach(readable, context);
    g_source_attach(timer, context);
    while (!ended)
        g_main_context_iteration(context, TRUE);
    g_source_destroy(readable);
    g_source_destroy(timer);
    g_main_context_pop_thread_default(context);
}

static gboolean
idle(TncMailImap *imap, guint seconds, GCancellable *cancellable, GError **error)
{
    begin(imap, TNC_MAIL_IMAP_SMALL_ANSWER);
    int code = imap->can_idle ? mailimap_idle(imap->session) : MAILIMAP_NO_ERROR;
    if (code != MAILIMAP_NO_ERROR)
        return tnc_mail_imap_fail(imap, code, "waiting for news", error);
    guint timeout = imap->socket ? g_socket_get_timeout(imap->socket) : 0;
    if (imap->socket)
        g_socket_set_timeout(imap->socket, 0); // silence is no failure here
    if (exists(imap) == imap->seen_exists)
        wait(imap, seconds, cancellable);
    if (imap->socket)
        g_socket_set_timeout(imap->socket, timeout);
    code = imap->can_idle ? mailimap_idle_done(imap->session) : mailimap_noop(imap->session);
    return code == MAILIMAP_NO_ERROR || tnc_mail_imap_fail(imap, code, "waiting for news", error);
}

gboolean
tnc_mail_imap_idle(TncMailImap *imap, const char *folder, guint seconds, GCancellable *cancellable,
                   TncMailImapIdle *answer_out, GError **error)
{
    if (!tnc_mail_imap_examine(imap, folder, error) ||
        !idle(imap, CLAMP(seconds, 1, MAX_IDLE_SECONDS), cancellable, error))
        return FALSE;
    TncMailImapIdle quiet = cancellable && g_cancellable_is_cancelled(cancellable)
                                ? TNC_MAIL_IMAP_IDLE_CANCELLED
                                : TNC_MAIL_IMAP_IDLE_QUIET;
    *answer_out = exists(imap) != imap->seen_exists ? TNC_MAIL_IMAP_IDLE_NEWS : quiet;
    return TRUE;
}
