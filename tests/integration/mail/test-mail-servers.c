// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail over real servers: Postfix and Dovecot, started by with-server.sh in a folder of their own.

#include <glib/gstdio.h>
#include <string.h>
#include "error.h"
#include "mail-compose.h"
#include "mail-imap.h"
#include "mail-smtp.h"

#define CLAIRE_PASSWORD "claire \"pw\" \\1"

static char *root;
static char *ca_file;
static guint16 base;

static TncMailServer
server(guint port, TncMailTls tls, const char *user, const char *password)
{
    return (TncMailServer){.host = "localhost",
                           .port = (guint16)(base + port),
                           .tls = tls,
                           .ca_file = ca_file,
                           .user = user,
                           .password = password,
                           .password_help = "Make an application password.",
                           .timeout_seconds = 20};
}

static GBytes *
mail(const char *id, const char *to)
{
    g_autoptr(GError) error = NULL;
    TncMailComposeAddress recipient = {NULL, to};
    TncMailCompose compose = {.from = {"Claire", "claire@claims.test"},
                              .to = &recipient,
                              .to_count = 1,
                              .subject = "Commande n° 42",
                              .text = "Bonjour,\n.\n..\noù est ma commande ?\n",
                              .message_id = id,
                              .date = G_GINT64_CONSTANT(1773050400) * TNC_INSTANT_SECOND};
    GBytes *bytes = tnc_mail_compose(&compose, &error);
    g_assert_no_error(error);
    return bytes;
}

static gboolean
send_mail(const TncMailServer *to, const char *id, const char *recipient, TncMailSmtpAnswer *answer,
          GError **error)
{
    g_autoptr(GBytes) bytes = mail(id, recipient);
    const char *recipients[] = {recipient, NULL};
    return tnc_mail_smtp_send(to, "claire@claims.test", recipients, bytes, answer, error);
}

static void
send_well(guint port, TncMailTls tls, const char *id)
{
    TncMailServer smtp = server(port, tls, "claire", CLAIRE_PASSWORD);
    g_auto(TncMailSmtpAnswer) answer = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(send_mail(&smtp, id, "sav@claims.test", &answer, &error));
    g_assert_no_error(error);
    g_assert_cmpint(answer.outcome, ==, TNC_MAIL_SMTP_ACCEPTED);
    g_assert_cmpint(answer.code, ==, 250);
    g_assert_nonnull(strstr(answer.words, "queued as"));
    g_assert_cmpstr(answer.advice, ==, "");
}

static TncMailImap *
open_imap(guint port, TncMailTls tls, const char *user, const char *password)
{
    TncMailServer imap = server(port, tls, user, password);
    g_autoptr(GError) error = NULL;
    TncMailImap *session = tnc_mail_imap_open(&imap, NULL, &error);
    g_assert_no_error(error);
    return session;
}

static TncMailImap *
open_sav(void)
{
    return open_imap(93, TNC_MAIL_TLS_IMPLICIT, "sav", "savpw");
}

// The mails are there a moment after Postfix took them: IDLE tells.
static void
wait_for_id(TncMailImap *imap, const char *id)
{
    g_autoptr(GError) error = NULL;
    gboolean found = FALSE;
    for (guint i = 0; i < 20 && !found; i++) {
        g_assert_true(tnc_mail_imap_has_message(imap, id, &found, &error));
        g_assert_no_error(error);
        TncMailImapIdle answer;
        if (!found)
            g_assert_true(tnc_mail_imap_idle(imap, "INBOX", 1, NULL, &answer, &error));
    }
    g_assert_true(found);
}

typedef struct {
    guint batches;
    guint mails;
    guint stop_after; // batches; 0: never
    guint last_done;
    guint last_total;
    TncMailImapMark mark;
    GHashTable *texts; // raw mails
} Taken;

static gboolean
take(const TncMailImapMail *mails, guint count, const TncMailImapMark *mark, guint done,
     guint total, gpointer data, GError **error)
{
    Taken *taken = data;
    g_assert_cmpuint(count, <=, TNC_MAIL_IMAP_BATCH);
    if (taken->stop_after && taken->batches == taken->stop_after)
        return tnc_error_set(error, TNC_ERROR_STORAGE, "disk full");
    for (guint i = 0; i < count; i++) {
        g_assert_nonnull(mails[i].raw);
        g_assert_cmpuint(g_bytes_get_size(mails[i].raw), ==, mails[i].size);
        g_hash_table_add(taken->texts, g_strndup(g_bytes_get_data(mails[i].raw, NULL),
                                                 g_bytes_get_size(mails[i].raw)));
    }
    taken->batches++;
    taken->mails += count;
    taken->mark = *mark;
    taken->last_done = done;
    taken->last_total = total;
    return TRUE;
}

static gboolean
fetch(TncMailImap *imap, Taken *taken, GError **error)
{
    taken->batches = taken->mails = 0;
    if (!taken->texts)
        taken->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return tnc_mail_imap_fetch(imap, "INBOX", taken->mark, TNC_DATE_NONE, take, taken, error);
}

static gboolean
has_text(const Taken *taken, const char *part)
{
    GHashTableIter iter;
    gpointer text = NULL;
    g_hash_table_iter_init(&iter, taken->texts);
    while (g_hash_table_iter_next(&iter, &text, NULL))
        if (strstr(text, part))
            return TRUE;
    return FALSE;
}

static void
test_send_and_fetch(void)
{
    send_well(87, TNC_MAIL_TLS_STARTTLS, "starttls@tenace.invalid");
    send_well(65, TNC_MAIL_TLS_IMPLICIT, "implicit@tenace.invalid");
    g_autoptr(TncMailImap) imap = open_sav();
    wait_for_id(imap, "starttls@tenace.invalid");
    wait_for_id(imap, "implicit@tenace.invalid");
    Taken taken = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(fetch(imap, &taken, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(taken.mails, ==, 2);
    g_assert_true(has_text(&taken, "Message-Id: <starttls@tenace.invalid>\r\n"));
    g_assert_true(has_text(&taken, "Message-Id: <implicit@tenace.invalid>\r\n"));
    g_assert_true(has_text(&taken, "Bonjour,\r\n.\r\n..\r\no=C3=B9 est ma commande ?\r\n"));
    g_hash_table_unref(taken.texts);
}

static void
test_imap_starttls(void)
{
    g_autoptr(TncMailImap) imap = open_imap(43, TNC_MAIL_TLS_STARTTLS, "claire", CLAIRE_PASSWORD);
    gboolean found = TRUE;
    g_autoptr(GError) error = NULL;
    g_assert_true(tnc_mail_imap_has_message(imap, "nowhere@tenace.invalid", &found, &error));
    g_assert_no_error(error);
    g_assert_false(found);
}

static void
put_mail(const char *user, const char *folder, const char *name, const char *text)
{
    g_autofree char *directory = g_build_filename(root, "home", user, "Maildir", folder, NULL);
    g_autofree char *inside = g_build_filename(directory, "cur", NULL);
    g_autofree char *command = g_strdup_printf(
        "for d in '%s'; do mkdir -p \"$d/cur\" \"$d/new\" \"$d/tmp\"; done; chown -R mail:mail "
        "'%s/home/%s'",
        directory, root, user);
    g_autofree char *path = g_strdup_printf("%s/%s:2,S", inside, name);
    g_autoptr(GError) error = NULL;
    char *arguments[] = {(char[]){"sh"}, (char[]){"-c"}, command, NULL};
    g_assert_true(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               NULL, &error));
    g_assert_true(g_file_set_contents(path, text, -1, &error));
    g_assert_cmpint(g_chmod(path, 0644), ==, 0);
    g_assert_no_error(error);
}

static void
test_sent_folder(void)
{
    put_mail("claire", ".Messages envoyes", "1.sent",
             "Message-ID: <sent@tenace.invalid>\nSubject: own copy\n\nx\n");
    g_autoptr(TncMailImap) imap = open_imap(93, TNC_MAIL_TLS_IMPLICIT, "claire", CLAIRE_PASSWORD);
    const char *name = NULL;
    gboolean found = FALSE;
    g_autoptr(GError) error = NULL;
    g_assert_true(tnc_mail_imap_sent_folder(imap, &name, &error));
    g_assert_cmpstr(name, ==, "Messages envoyes");
    g_assert_true(tnc_mail_imap_has_message(imap, "sent@tenace.invalid", &found, &error));
    g_assert_no_error(error);
    g_assert_true(found);
    g_assert_false(tnc_mail_imap_has_message(imap, "a\" OR ALL", &found, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

static void
test_batches(void)
{
    for (guint i = 0; i < 120; i++) {
        g_autofree char *name = g_strdup_printf("%u.batch", i);
        g_autofree char *text =
            g_strdup_printf("Message-ID: <%u@batch>\n\n{99999999999}\n(((\n", i);
        if (i == 0)
            put_mail("sav", "", name, text);
        g_autofree char *path = g_strdup_printf("%s/home/sav/Maildir/cur/%s:2,S", root, name);
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
        g_assert_cmpint(g_chmod(path, 0644), ==, 0);
    }
    g_autoptr(TncMailImap) imap = open_sav();
    Taken taken = {.stop_after = 1};
    g_autoptr(GError) error = NULL;
    g_assert_false(fetch(imap, &taken, &error)); // the second batch cannot be stored
    g_assert_error(error, TNC_ERROR, TNC_ERROR_STORAGE);
    g_clear_error(&error);
    g_assert_cmpuint(taken.mails, ==, 50);
    guint total = taken.last_total;
    taken.stop_after = 0;
    g_assert_true(fetch(imap, &taken, &error)); // goes on where it stood
    g_assert_no_error(error);
    g_assert_cmpuint(taken.mails, ==, total - 50);
    g_assert_cmpuint(taken.last_done, ==, taken.last_total);
    g_assert_cmpuint(g_hash_table_size(taken.texts), ==, total); // none twice
    g_assert_true(fetch(imap, &taken, &error));
    g_assert_cmpuint(taken.mails, ==, 0);
    g_hash_table_unref(taken.texts);
}

static void
test_uid_validity(void)
{
    Taken taken = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(TncMailImap) before = open_sav();
    g_assert_true(fetch(before, &taken, &error));
    guint total = taken.mails;
    guint32 validity = taken.mark.uid_validity;
    g_clear_pointer(&before, tnc_mail_imap_free);
    g_usleep(1100000); // Dovecot makes a UIDVALIDITY of the second
    g_autofree char *command = g_strdup_printf("rm -f '%s/home/sav/Maildir/'dovecot*", root);
    char *arguments[] = {(char[]){"sh"}, (char[]){"-c"}, command, NULL};
    g_assert_true(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               NULL, &error));
    g_autoptr(TncMailImap) after = open_sav();
    g_assert_true(fetch(after, &taken, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(taken.mark.uid_validity, !=, validity);
    g_assert_cmpuint(taken.mails, ==, total);                    // all again
    g_assert_cmpuint(g_hash_table_size(taken.texts), ==, total); // the same ones
    g_hash_table_unref(taken.texts);
}

static gpointer
send_soon(gpointer data)
{
    (void)data;
    g_usleep(300000);
    send_well(87, TNC_MAIL_TLS_STARTTLS, "idle@tenace.invalid");
    return NULL;
}

static gpointer
cancel_soon(gpointer cancellable)
{
    g_usleep(300000);
    g_cancellable_cancel(cancellable);
    return NULL;
}

static void
test_idle(void)
{
    g_autoptr(TncMailImap) imap = open_sav();
    TncMailImapIdle answer = TNC_MAIL_IMAP_IDLE_QUIET;
    g_autoptr(GError) error = NULL;
    Taken taken = {0};
    g_assert_true(fetch(imap, &taken, &error));
    GThread *sender = g_thread_new("sender", send_soon, NULL);
    for (guint i = 0; i < 3 && answer == TNC_MAIL_IMAP_IDLE_QUIET; i++)
        g_assert_true(tnc_mail_imap_idle(imap, "INBOX", 30, NULL, &answer, &error));
    g_thread_join(sender);
    g_assert_no_error(error);
    g_assert_cmpint(answer, ==, TNC_MAIL_IMAP_IDLE_NEWS);
    g_assert_true(fetch(imap, &taken, &error));
    g_assert_cmpuint(taken.mails, ==, 1);
    g_assert_true(tnc_mail_imap_idle(imap, "INBOX", 1, NULL, &answer, &error));
    g_assert_cmpint(answer, ==, TNC_MAIL_IMAP_IDLE_QUIET);
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    GThread *canceller = g_thread_new("canceller", cancel_soon, cancellable);
    g_assert_true(tnc_mail_imap_idle(imap, "INBOX", 30, cancellable, &answer, &error));
    g_thread_join(canceller);
    g_assert_no_error(error);
    g_assert_cmpint(answer, ==, TNC_MAIL_IMAP_IDLE_CANCELLED);
    g_assert_true(fetch(imap, &taken, &error)); // the session is still good
    g_hash_table_unref(taken.texts);
}

typedef struct {
    const char *name;
    const char *recipient;
    TncMailSmtpOutcome outcome;
    int code;
} Verdict;

static const Verdict verdicts[] = {
    {"unknown recipient is refused for good", "nobody@claims.test", TNC_MAIL_SMTP_REFUSED, 550},
    {"busy recipient is for later", "later@claims.test", TNC_MAIL_SMTP_LATER, 450},
};

static void
test_verdict(gconstpointer data)
{
    const Verdict *row = data;
    TncMailServer smtp = server(87, TNC_MAIL_TLS_STARTTLS, "claire", CLAIRE_PASSWORD);
    g_auto(TncMailSmtpAnswer) answer = {0};
    g_autoptr(GError) error = NULL;
    gboolean answered = send_mail(&smtp, "verdict@tenace.invalid", row->recipient, &answer, &error);
    g_assert_no_error(error);
    g_assert_true(answered);
    g_assert_cmpint(answer.outcome, ==, row->outcome);
    g_assert_cmpint(answer.code, ==, row->code);
    g_assert_nonnull(strstr(answer.words, row->recipient));
    g_assert_cmpstr(answer.advice, !=, "");
}

typedef struct {
    const char *name;
    guint smtp_port; // 0: none of this protocol
    guint imap_port;
    TncMailTls tls;
    const char *host;
    const char *password;
    gboolean is_own_authority; // FALSE: the system's authorities
    TncError code;
    const char *said;
} Failure;

#define STARTTLS TNC_MAIL_TLS_STARTTLS
#define IMPLICIT TNC_MAIL_TLS_IMPLICIT

static const Failure failures[] = {
    {"SMTP self-signed", 26, 0, STARTTLS, "localhost", "savpw", TRUE, TNC_ERROR_CERTIFICATE,
     "cert"},
    {"SMTP wrong host", 27, 0, STARTTLS, "localhost", "savpw", TRUE, TNC_ERROR_CERTIFICATE, "cert"},
    {"SMTP unknown authority", 87, 0, STARTTLS, "localhost", "savpw", FALSE, TNC_ERROR_CERTIFICATE,
     "cert"},
    {"SMTP unknown authority, implicit", 65, 0, IMPLICIT, "localhost", "savpw", FALSE,
     TNC_ERROR_CERTIFICATE, "cert"},
    {"SMTP wrong password", 87, 0, STARTTLS, "localhost", "wrong", TRUE, TNC_ERROR_CREDENTIALS,
     "Make an application password."},
    {"SMTP dead port", 1, 0, STARTTLS, "localhost", "savpw", TRUE, TNC_ERROR_REMOTE, "port"},
    {"SMTP not TLS on that port", 87, 0, IMPLICIT, "localhost", "savpw", TRUE, TNC_ERROR_REMOTE,
     "port"},
    {"SMTP plain to another machine", 25, 0, TNC_MAIL_TLS_NONE, "192.0.2.1", "savpw", TRUE,
     TNC_ERROR_INPUT, "encryption"},
    {"SMTP unknown host", 87, 0, STARTTLS, "nowhere.invalid", "savpw", TRUE, TNC_ERROR_REMOTE,
     "nowhere.invalid"},
    {"IMAP self-signed", 0, 94, IMPLICIT, "localhost", "savpw", TRUE, TNC_ERROR_CERTIFICATE,
     "self-signed"},
    {"IMAP wrong host", 0, 95, IMPLICIT, "localhost", "savpw", TRUE, TNC_ERROR_CERTIFICATE,
     "another host"},
    {"IMAP unknown authority", 0, 93, IMPLICIT, "localhost", "savpw", FALSE, TNC_ERROR_CERTIFICATE,
     "authority"},
    {"IMAP unknown authority, STARTTLS", 0, 43, STARTTLS, "localhost", "savpw", FALSE,
     TNC_ERROR_CERTIFICATE, "authority"},
    {"IMAP wrong password", 0, 93, IMPLICIT, "localhost", "wrong", TRUE, TNC_ERROR_CREDENTIALS,
     "Make an application password."},
    {"IMAP dead port", 0, 1, IMPLICIT, "localhost", "savpw", TRUE, TNC_ERROR_REMOTE, "refused"},
    {"IMAP not TLS on that port", 0, 43, IMPLICIT, "localhost", "savpw", TRUE, TNC_ERROR_REMOTE,
     "starttls"},
    {"IMAP is an SMTP server", 0, 25, STARTTLS, "localhost", "savpw", TRUE, TNC_ERROR_REMOTE,
     "220 mail.claims.test"},
    {"IMAP plain to another machine", 0, 43, TNC_MAIL_TLS_NONE, "192.0.2.1", "savpw", TRUE,
     TNC_ERROR_INPUT, "encryption"},
};

static void
test_failure(gconstpointer data)
{
    const Failure *row = data;
    g_autoptr(GError) error = NULL;
    TncMailServer target = server(row->smtp_port + row->imap_port, row->tls, "sav", row->password);
    target.host = row->host;
    target.ca_file = row->is_own_authority ? ca_file : NULL;
    if (row->imap_port) {
        g_assert_null(tnc_mail_imap_open(&target, NULL, &error));
    } else {
        g_auto(TncMailSmtpAnswer) answer = {0};
        g_assert_false(send_mail(&target, "no@tenace.invalid", "sav@claims.test", &answer, &error));
        g_assert_null(answer.words);
        g_test_message("%s", error->message);
        g_autoptr(GError) again = NULL;
        g_assert_false(tnc_mail_smtp_test(&target, &again));
        g_assert_cmpint(again->code, ==, error->code);
    }
    g_test_message("%s", error->message);
    g_assert_error(error, TNC_ERROR, (int)row->code);
    g_assert_nonnull(strstr(error->message, row->said));
    g_assert_nonnull(strstr(error->message, row->host));
}

static void
test_smtp_login(void)
{
    TncMailServer smtp = server(87, STARTTLS, "claire", CLAIRE_PASSWORD);
    g_autoptr(GError) error = NULL;
    g_assert_true(tnc_mail_smtp_test(&smtp, &error));
    g_assert_no_error(error);
}

static void
add_tests(void)
{
    g_test_add_func("/mail-servers/sent by both kinds of TLS, fetched", test_send_and_fetch);
    g_test_add_func("/mail-servers/IMAP over STARTTLS, odd password", test_imap_starttls);
    g_test_add_func("/mail-servers/own copy in the folder of sent mails", test_sent_folder);
    g_test_add_func("/mail-servers/SMTP login is tested without sending", test_smtp_login);
    g_test_add_func("/mail-servers/batches go on after a failure", test_batches);
    g_test_add_func("/mail-servers/changed UIDVALIDITY reads again", test_uid_validity);
    g_test_add_func("/mail-servers/IDLE wakes, ends, is cancelled", test_idle);
    for (guint i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        g_autofree char *path = g_strdup_printf("/mail-servers/%s", verdicts[i].name);
        g_test_add_data_func(path, &verdicts[i], test_verdict);
    }
    for (guint i = 0; i < G_N_ELEMENTS(failures); i++) {
        g_autofree char *path = g_strdup_printf("/mail-servers/refused: %s", failures[i].name);
        g_test_add_data_func(path, &failures[i], test_failure);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 3); // the servers' folder and first port: see with-server.sh
    root = argv[1];
    base = (guint16)g_ascii_strtoull(argv[2], NULL, 10);
    ca_file = g_build_filename(root, "tls", "ca.crt", NULL);
    add_tests();
    int result = g_test_run();
    g_free(ca_file);
    return result;
}
