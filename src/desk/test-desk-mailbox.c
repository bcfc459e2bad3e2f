// SPDX-License-Identifier: AGPL-3.0-or-later
// Mailboxes: kept, replaced and removed; passwords sealed; settings that cannot work refused.

#include "desk-mailbox.h"
#include "test-desk-stage.h"

#include <glib/gstdio.h>
#include <string.h>
#include "error.h"

#define PASSWORD "correct horse battery"

static TncDeskMailbox *
new_mailbox(const char *name, const char *smtp)
{
    TncDeskMailbox *mailbox = g_new0(TncDeskMailbox, 1);
    mailbox->name = g_strdup(name);
    mailbox->address = g_strdup(STAGE_BUYER);
    mailbox->smtp =
        (TncMailServer){.host = g_strdup(smtp), .port = 465, .user = g_strdup("claire")};
    return mailbox;
}

static void
save(const Stage *stage, const char *name, const char *smtp)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncDeskMailbox) mailbox = new_mailbox(name, smtp);
    g_assert_true(tnc_desk_mailbox_save(stage->desk, mailbox, PASSWORD, &error));
    g_assert_no_error(error);
}

static void
test_kept_in_order(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    save(&stage, "home", "smtp.home.example");
    save(&stage, "work", "smtp.work.example");
    g_autoptr(TncDeskMailbox) first = tnc_desk_mailbox_find(stage.desk, NULL, NULL);
    g_autoptr(TncDeskMailbox) named = tnc_desk_mailbox_find(stage.desk, "work", NULL);
    g_assert_cmpstr(first->name, ==, "home");
    g_assert_cmpstr(named->smtp.host, ==, "smtp.work.example");
    g_assert_cmpint(named->smtp.port, ==, 465);
    g_assert_null(named->imap.host);
    g_assert_null(tnc_desk_mailbox_find(stage.desk, "holiday", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
}

static void
test_replaced_and_removed(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    save(&stage, "home", "smtp.home.example");
    save(&stage, "home", "mail.home.example");
    g_autoptr(GPtrArray) list = tnc_desk_mailbox_list(stage.desk);
    g_assert_cmpuint(list->len, ==, 1);
    g_assert_cmpstr(((const TncDeskMailbox *)g_ptr_array_index(list, 0))->smtp.host, ==,
                    "mail.home.example");
    g_assert_true(tnc_desk_mailbox_remove(stage.desk, "home", NULL));
    g_assert_false(tnc_desk_mailbox_remove(stage.desk, "home", &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
}

static char *
open_password(const Stage *stage, GError **error)
{
    g_autoptr(TncDeskMailbox) mailbox = tnc_desk_mailbox_find(stage->desk, "home", NULL);
    TncMailServer server = mailbox->smtp;
    char *password = NULL;
    if (!tnc_desk_mailbox_unseal(stage->desk, mailbox, &server, &password, error))
        return NULL;
    char *copy = g_strdup(server.password);
    tnc_desk_mailbox_password_free(password);
    return copy;
}

static void
test_password_is_sealed(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    save(&stage, "home", "smtp.home.example");
    g_autofree char *opened = open_password(&stage, NULL);
    g_assert_cmpstr(opened, ==, PASSWORD);
    g_autoptr(json_t) kept = tnc_store_get_setting(tnc_desk_store(stage.desk), "mailboxes");
    g_autofree char *text = tnc_json_canonical(kept);
    g_assert_null(strstr(text, PASSWORD));
    g_autofree char *key = g_build_filename(stage.folder, "key", NULL);
    GStatBuf about;
    g_assert_cmpint(g_stat(key, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 0777, ==, 0600);
    // Without the key nobody opens it, and nothing is given out.
    g_assert_cmpint(g_unlink(key), ==, 0);
    g_assert_null(open_password(&stage, &error));
    g_assert_nonnull(error);
}

static void
test_refused(void)
{
    static const struct {
        const char *name;
        const char *host;
        TncMailTls tls;
        const char *password;
    } rows[] = {
        {"a host that is none", "bad/host", TNC_MAIL_TLS_IMPLICIT, PASSWORD},
        {"no encryption to another machine", "smtp.home.example", TNC_MAIL_TLS_NONE, PASSWORD},
        {"a line break in the password", "smtp.home.example", TNC_MAIL_TLS_IMPLICIT, "a\r\nb"},
        {"no server at all", NULL, TNC_MAIL_TLS_IMPLICIT, PASSWORD},
    };
    g_auto(Stage) stage = stage_open();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TncDeskMailbox) mailbox = new_mailbox("home", rows[i].host);
        g_test_message("%s", rows[i].name);
        mailbox->smtp.tls = rows[i].tls;
        g_assert_false(tnc_desk_mailbox_save(stage.desk, mailbox, rows[i].password, &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    }
    g_autoptr(GPtrArray) list = tnc_desk_mailbox_list(stage.desk);
    g_assert_cmpuint(list->len, ==, 0);
}

static void
test_providers(void)
{
    static const struct {
        const char *name;
        const char *address;
        const char *smtp; // given by hand; NULL: none
        const char *host; // then of IMAP; NULL: none
        gboolean refused;
    } rows[] = {
        {"a known one fills in the servers", "claire@gmail.com", NULL, "imap.gmail.com", FALSE},
        {"a server given by hand stands alone", "claire@gmail.com", "smtp.home.example", NULL,
         FALSE},
        {"one that takes no password is refused", "claire@outlook.com", NULL, NULL, TRUE},
        {"unless a server is given", "claire@outlook.com", "smtp.home.example", NULL, FALSE},
        {"no address at all", "claire", NULL, NULL, TRUE},
    };
    g_auto(Stage) stage = stage_open();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
        g_autofree char *help = NULL;
        g_test_message("%s", rows[i].name);
        mailbox->address = g_strdup(rows[i].address);
        mailbox->smtp.host = g_strdup(rows[i].smtp);
        g_assert_cmpint(tnc_desk_mailbox_complete(stage.desk, mailbox, &help, &error), ==,
                        !rows[i].refused);
        g_assert_cmpstr(mailbox->imap.host, ==, rows[i].host);
        if (rows[i].refused)
            g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    }
}

static void
test_servers_as_written(void)
{
    static const struct {
        const char *text;
        const char *host; // NULL: refused
        guint16 port;
        TncMailTls tls;
    } rows[] = {
        {"mail.home.example", "mail.home.example", 0, TNC_MAIL_TLS_IMPLICIT},
        {"mail.home.example:993", "mail.home.example", 993, TNC_MAIL_TLS_IMPLICIT},
        {"mail.home.example:587", "mail.home.example", 587, TNC_MAIL_TLS_STARTTLS},
        {"imaps://mail.home.example:143", "mail.home.example", 143, TNC_MAIL_TLS_IMPLICIT},
        {"smtp://mail.home.example:2525", "mail.home.example", 2525, TNC_MAIL_TLS_STARTTLS},
        {"plain://localhost:2525", "localhost", 2525, TNC_MAIL_TLS_NONE},
        {"mail.home.example:0", NULL, 0, TNC_MAIL_TLS_IMPLICIT},
        {"mail.home.example:65536", NULL, 0, TNC_MAIL_TLS_IMPLICIT},
        {"mail.home.example:imap", NULL, 0, TNC_MAIL_TLS_IMPLICIT},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
        g_test_message("%s", rows[i].text);
        gboolean done =
            tnc_desk_mailbox_server(&mailbox->imap, rows[i].text, "claire", NULL, &error);
        g_assert_cmpint(done, ==, rows[i].host != NULL);
        g_assert_cmpstr(mailbox->imap.host, ==, rows[i].host);
        g_assert_cmpint(mailbox->imap.port, ==, rows[i].port);
        g_assert_cmpint(mailbox->imap.tls, ==, rows[i].tls);
    }
}

static void
test_failed_fetch_is_noted(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    g_autoptr(TncDeskMailbox) mailbox = new_mailbox("home", "smtp.home.example");
    TncDeskIngested sum = {.matched = 3};
    // Port 1: nobody listens there.
    mailbox->imap = (TncMailServer){.host = g_strdup("127.0.0.1"),
                                    .port = 1,
                                    .tls = TNC_MAIL_TLS_NONE,
                                    .user = g_strdup("claire")};
    g_assert_true(tnc_desk_mailbox_save(stage.desk, mailbox, PASSWORD, NULL));
    g_autoptr(TncDeskMailbox) kept = tnc_desk_mailbox_find(stage.desk, "home", NULL);
    g_assert_false(tnc_desk_mailbox_fetch(stage.desk, kept, &sum, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_REMOTE);
    g_assert_cmpuint(sum.matched, ==, 3);
    g_autoptr(TncDeskMailbox) noted = tnc_desk_mailbox_find(stage.desk, "home", NULL);
    g_assert_cmpstr(noted->last_error, ==, error->message);
    g_assert_cmpint(noted->fetched_at, ==, TNC_INSTANT_NONE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/mailbox/kept in order", test_kept_in_order);
    g_test_add_func("/desk/mailbox/replaced and removed", test_replaced_and_removed);
    g_test_add_func("/desk/mailbox/the password is sealed", test_password_is_sealed);
    g_test_add_func("/desk/mailbox/refused", test_refused);
    g_test_add_func("/desk/mailbox/providers", test_providers);
    g_test_add_func("/desk/mailbox/servers as they are written", test_servers_as_written);
    g_test_add_func("/desk/mailbox/a failed fetch is noted", test_failed_fetch_is_noted);
    return g_test_run();
}
