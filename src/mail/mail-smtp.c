// SPDX-License-Identifier: AGPL-3.0-or-later
// One SMTP submission by libcurl, and the reading of its end: what is certain, what is not.

#include "mail-smtp.h"

#include <curl/curl.h>
#include <string.h>
#include "error.h"
#include "text.h"

#define MAX_WORDS_BYTES 4096
#define TOTAL_TIMEOUT_FACTOR 10 // a big message on a slow line may take that many silences

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)
typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CurlList, curl_slist_free_all)

typedef struct {
    const char *bytes;
    gsize size;
    gsize read;
    gboolean finished; // libcurl took the end of the message: its last line may be on the way
    int code;          // of the last complete reply
    int code_after;    // of the first complete reply after the end of the message; 0: none
    gboolean complete; // the reply in WORDS has had its last line
    GString *words;
    char problem[CURL_ERROR_SIZE];
} Dialogue;

void
tnc_mail_smtp_answer_clear(TncMailSmtpAnswer *answer)
{
    g_clear_pointer(&answer->words, g_free);
    g_clear_pointer(&answer->advice, g_free);
}

static gsize
give_bytes(char *buffer, gsize size, gsize count, void *data)
{
    Dialogue *dialogue = data;
    gsize wanted = MIN(size * count, dialogue->size - dialogue->read);
    memcpy(buffer, dialogue->bytes + dialogue->read, wanted);
    dialogue->read += wanted;
    // libcurl knows the size and need not ask again: with the last byte the end is on the way.
    dialogue->finished = dialogue->read == dialogue->size;
    return wanted;
}

// One line of a reply: 'NNN-text' goes on, 'NNN text' ends it (RFC 5321 § 4.2.1).
static gsize
take_line(char *line, gsize size, gsize count, void *data)
{
    Dialogue *dialogue = data;
    gsize length = size * count;
    if (length < 3 || !g_ascii_isdigit(line[0]) || !g_ascii_isdigit(line[1]) ||
        !g_ascii_isdigit(line[2]))
        return length;
    if (strncmp(line, "221", 3) == 0)
        return length; // only ever answers libcurl's QUIT: no verdict on anything before
    if (dialogue->complete)
        g_string_truncate(dialogue->words, 0);
    if (dialogue->words->len + length < MAX_WORDS_BYTES)
        g_string_append_len(dialogue->words, line, (gssize)length);
    dialogue->complete = length == 3 || line[3] != '-';
    if (!dialogue->complete)
        return length;
    dialogue->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (dialogue->finished && dialogue->code_after == 0)
        dialogue->code_after = dialogue->code;
    return length;
}

static char *
words_of(const Dialogue *dialogue)
{
    return g_strstrip(tnc_text_make_valid(dialogue->words->str, dialogue->words->len));
}

static guint16
port_of(const TncMailServer *server)
{
    if (server->port)
        return server->port;
    return server->tls == TNC_MAIL_TLS_IMPLICIT ? 465 : 587;
}

// The name said in EHLO is the address literal of nobody: the machine's own name is nobody's
// business, and servers accept it (RFC 5321 § 4.1.3).
static char *
url_of(const TncMailServer *server)
{
    gboolean is_ip6 = strchr(server->host, ':') != NULL;
    return g_strdup_printf(
        "%s://%s%s%s:%u/%%5B127.0.0.1%%5D", server->tls == TNC_MAIL_TLS_IMPLICIT ? "smtps" : "smtp",
        is_ip6 ? "[" : "", server->host, is_ip6 ? "]" : "", (guint)port_of(server));
}

static void
set_security(CURL *curl, const TncMailServer *server)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     (long)(server->tls == TNC_MAIL_TLS_NONE ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (server->ca_file) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    }
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
    }
}

static CURL *
session_new(const TncMailServer *server, Dialogue *dialogue)
{
    static gsize ready = 0;
    if (g_once_init_enter(&ready)) {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        g_once_init_leave(&ready, 1);
    }
    CURL *curl = curl_easy_init();
    g_autofree char *url = url_of(server);
    long timeout =
        server->timeout_seconds ? (long)server->timeout_seconds : TNC_MAIL_SERVER_TIMEOUT_SECONDS;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // not from the environment
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout * TOTAL_TIMEOUT_FACTOR);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, dialogue->problem);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, dialogue);
    set_security(curl, server);
    return curl;
}

static gboolean
fail_certificate(const TncMailServer *server, const Dialogue *dialogue, GError **error)
{
    return tnc_error_set(error, TNC_ERROR_CERTIFICATE,
                         "SMTP %s: the server's certificate was refused (%s). Nothing was sent. "
                         "Check the server's name; a company's own authority can be given as a CA "
                         "file in the mailbox's settings.",
                         server->host, dialogue->problem);
}

static gboolean
fail_remote(const TncMailServer *server, const Dialogue *dialogue, CURLcode code, GError **error)
{
    g_autofree char *words = words_of(dialogue);
    const char *problem = *dialogue->problem ? dialogue->problem : curl_easy_strerror(code);
    return tnc_error_set(error, TNC_ERROR_REMOTE,
                         "SMTP %s, port %u: %s%s%s. Nothing was sent; check the network, the "
                         "server's name and port, then try again.",
                         server->host, (guint)port_of(server), problem, *words ? "; it said: " : "",
                         words);
}

// An end without a verdict on the message: certain that it was not sent.
static gboolean
fail(const TncMailServer *server, const Dialogue *dialogue, CURLcode code, GError **error)
{
    g_autofree char *words = words_of(dialogue);
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR)
        return fail_certificate(server, dialogue, error);
    if (code == CURLE_SSL_CACERT_BADFILE)
        return tnc_error_set(error, TNC_ERROR_INPUT, "SMTP %s: cannot read the CA file '%s'",
                             server->host, server->ca_file ? server->ca_file : "of the system");
    if (code == CURLE_USE_SSL_FAILED)
        return tnc_error_set(error, TNC_ERROR_REMOTE,
                             "SMTP %s, port %u does not offer encryption (STARTTLS). Nothing was "
                             "sent; try port 465 with 'implicit'.",
                             server->host, (guint)port_of(server));
    // RFC 4954 § 6: 454 and 421 are no verdict on the password.
    if (code == CURLE_LOGIN_DENIED && dialogue->code >= 500)
        return tnc_mail_server_refused(server, "SMTP", words, error);
    return fail_remote(server, dialogue, code, error);
}

static const char *
advice_of(TncMailSmtpOutcome outcome, int code)
{
    if (outcome == TNC_MAIL_SMTP_ACCEPTED)
        return "";
    if (outcome == TNC_MAIL_SMTP_UNCERTAIN)
        return "Look for the message's own copy in the mailbox before sending it again.";
    if (outcome == TNC_MAIL_SMTP_LATER)
        return "Nothing was sent; it can be tried again in some minutes.";
    switch (code) { // RFC 5321 § 4.2.3
    case 550:
    case 551:
    case 553:
        return "Nothing was sent; check the addresses, of the recipient and your own.";
    case 552:
        return "Nothing was sent; the message is too big or a mailbox is full: send less.";
    default:
        return "Nothing was sent; the server will not take this message: change it, or use another "
               "channel.";
    }
}

static TncMailSmtpOutcome
outcome_of(const Dialogue *dialogue, CURLcode result)
{
    int code = dialogue->finished ? dialogue->code_after : dialogue->code;
    if (result == CURLE_OK || (dialogue->finished && code >= 200 && code < 300))
        return TNC_MAIL_SMTP_ACCEPTED;
    if (dialogue->finished && (code < 400 || code > 599))
        return TNC_MAIL_SMTP_UNCERTAIN;
    return code >= 500 ? TNC_MAIL_SMTP_REFUSED : TNC_MAIL_SMTP_LATER;
}

// TRUE when the server said no to the envelope or the message: RFC 5321 replies 4xx and 5xx while
// the connection lasted. libcurl says 'send failed' for a refused envelope.
static gboolean
is_verdict(const Dialogue *dialogue, CURLcode result)
{
    if (dialogue->finished || result == CURLE_OK)
        return TRUE;
    gboolean said_no = dialogue->complete && dialogue->code >= 400 && dialogue->code < 600;
    return said_no && (result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY ||
                       result == CURLE_RECV_ERROR || result == CURLE_REMOTE_ACCESS_DENIED);
}

static gboolean
check_envelope(const char *sender, const char *const *recipients, GError **error)
{
    guint count = 0;
    for (const char *const *address = recipients; *address; address++, count++)
        ;
    for (guint i = 0; i <= count; i++) {
        const char *address = i < count ? recipients[i] : sender;
        gboolean good = address && strchr(address, '@') && strlen(address) <= 254;
        for (const char *c = address; good && *c; c++)
            good = g_ascii_isgraph(*c) && !strchr("<>\",;:\\()", *c);
        if (!good)
            return tnc_error_set(error, TNC_ERROR_INPUT,
                                 "%s: expected an address such as name@example.org",
                                 i < count ? "recipient" : "sender");
    }
    return count > 0 || tnc_error_set(error, TNC_ERROR_INPUT, "recipient: expected at least one");
}

static CURLcode
send_message(CURL *curl, Dialogue *dialogue, const char *sender, const char *const *recipients)
{
    g_autoptr(CurlList) list = NULL;
    for (; *recipients; recipients++) {
        g_autofree char *bracketed = g_strdup_printf("<%s>", *recipients);
        CurlList *longer = curl_slist_append(list, bracketed);
        if (!longer)
            return CURLE_OUT_OF_MEMORY;
        (void)g_steal_pointer(&list);
        list = longer;
    }
    g_autofree char *from = g_strdup_printf("<%s>", sender);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, list);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)dialogue->size);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, dialogue);
    return curl_easy_perform(curl);
}

gboolean
tnc_mail_smtp_send(const TncMailServer *server, const char *sender, const char *const *recipients,
                   GBytes *message, TncMailSmtpAnswer *answer_out, GError **error)
{
    if (!tnc_mail_server_check(server, "SMTP", error) || !check_envelope(sender, recipients, error))
        return FALSE;
    g_autoptr(GString) words = g_string_new(NULL);
    Dialogue dialogue = {.words = words, .complete = TRUE};
    dialogue.bytes = g_bytes_get_data(message, &dialogue.size);
    g_autoptr(CURL) curl = session_new(server, &dialogue);
    CURLcode result = send_message(curl, &dialogue, sender, recipients);
    if (!is_verdict(&dialogue, result))
        return fail(server, &dialogue, result, error);
    TncMailSmtpOutcome outcome = outcome_of(&dialogue, result);
    int code = dialogue.finished ? dialogue.code_after : dialogue.code;
    *answer_out = (TncMailSmtpAnswer){.outcome = outcome,
                                      .code = code,
                                      .words = words_of(&dialogue),
                                      .advice = g_strdup(advice_of(outcome, code))};
    return TRUE;
}

gboolean
tnc_mail_smtp_test(const TncMailServer *server, GError **error)
{
    if (!tnc_mail_server_check(server, "SMTP", error))
        return FALSE;
    g_autoptr(GString) words = g_string_new(NULL);
    Dialogue dialogue = {.words = words, .complete = TRUE};
    g_autoptr(CURL) curl = session_new(server, &dialogue);
    // Without recipients libcurl logs in and then only says NOOP.
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    CURLcode result = curl_easy_perform(curl);
    return result == CURLE_OK || fail(server, &dialogue, result, error);
}
