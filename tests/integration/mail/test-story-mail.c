// SPDX-License-Identifier: AGPL-3.0-or-later
// The founding stories over a real mail system: the buyer sends through the outbox and fetches by IMAP, the simulated
// seller has a mailbox of its own. Arguments: the packs folder, the story, the servers' folder, their base port.
// One story a mail system: what an earlier one left in the mailboxes would match the next one's claim by its sender.

#include "desk-mailbox.h"
#include "desk-outbox.h"
#include "desk-story.h"
#include "error.h"
#include "mail-imap.h"
#include "mail-message.h"
#include "mail-smtp.h"

#define BUYER "claire@claims.test"
#define SELLER "sav@claims.test"

typedef struct {
    TncMailServer imap;
    TncMailServer smtp;
    TncMailImapMark mark;
    char *last_id; // of the last mail that the seller got
    guint sent;
    guint received;
} Seller;

static const char *folder;
static const char *packs;
static guint16 base_port;
static char *ca_file;

static TncMailServer
server(guint16 port, TncMailTls tls, const char *user, const char *password)
{
    return (TncMailServer){.host = "localhost",
                           .port = (guint16)(base_port + port),
                           .tls = tls,
                           .ca_file = ca_file,
                           .user = user,
                           .password = password};
}

static gboolean
take_last(const TncMailImapMail *mails, guint count, const TncMailImapMark *mark, guint done,
          guint total, gpointer data, GError **error)
{
    (void)done;
    (void)total;
    Seller *seller = data;
    seller->mark = *mark;
    for (guint i = 0; i < count; i++) {
        g_autoptr(TncMailMessage) message = tnc_mail_message_parse(mails[i].raw, error);
        g_free(seller->last_id);
        seller->last_id = g_strdup(tnc_mail_message_id(message));
        seller->received++;
    }
    return TRUE;
}

// The seller looks into its mailbox until the buyer's mail is there.
static gboolean
seller_gets(Seller *seller, GError **error)
{
    guint before = seller->received;
    for (int i = 0; i < 100 && seller->received == before; i++) {
        g_autoptr(TncMailImap) imap = tnc_mail_imap_open(&seller->imap, NULL, error);
        if (!imap || !tnc_mail_imap_fetch(imap, "INBOX", seller->mark, TNC_DATE_NONE, take_last,
                                          seller, error))
            return FALSE;
        g_usleep(100000);
    }
    return seller->received == before + 1 ||
           tnc_error_set(error, TNC_ERROR_FAILED, "the seller got no mail");
}

static gboolean
send_really(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
            char **message_id_out, gpointer data, GError **error)
{
    TncDeskOutboxCounts counts;
    Seller *seller = data;
    if (!tnc_desk_send_commit(desk, kase, outgoing, TNC_CONTACT_UNKNOWN, error) ||
        !tnc_desk_outbox_flush(desk, kase->id, &counts, error) || !seller_gets(seller, error))
        return FALSE;
    *message_id_out = g_strdup(seller->last_id);
    return TRUE;
}

static gboolean
receive_really(TncDesk *desk, GBytes *raw, gpointer data, GError **error)
{
    Seller *seller = data;
    const char *recipients[] = {BUYER, NULL};
    g_auto(TncMailSmtpAnswer) answer = {0};
    if (!tnc_mail_smtp_send(&seller->smtp, SELLER, recipients, raw, &answer, error))
        return FALSE;
    g_assert_cmpint(answer.outcome, ==, TNC_MAIL_SMTP_ACCEPTED);
    guint matched = 0;
    for (int i = 0; i < 100 && matched == 0; i++) {
        g_autoptr(TncDeskMailbox) mailbox = tnc_desk_mailbox_find(desk, NULL, error);
        TncDeskIngested counts = {0};
        if (!mailbox || !tnc_desk_mailbox_fetch(desk, mailbox, &counts, error))
            return FALSE;
        matched += counts.matched;
        g_usleep(matched ? 0 : 100000);
    }
    seller->sent++;
    return matched == 1 || tnc_error_set(error, TNC_ERROR_FAILED, "the buyer got no answer");
}

static void
say(TncInstant at, const char *who, const char *what, const char *detail, gpointer data)
{
    (void)data;
    char text[TNC_INSTANT_BUFFER];
    g_test_message("%s %s: %s%s%s", tnc_instant_format(at, 0, text), who, what, detail ? ": " : "",
                   detail ? detail : "");
}

static void
add_mailbox(TncDesk *desk)
{
    g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
    g_autoptr(GError) error = NULL;
    mailbox->name = g_strdup("home");
    mailbox->address = g_strdup(BUYER);
    mailbox->imap = server(93, TNC_MAIL_TLS_IMPLICIT, NULL, NULL);
    mailbox->smtp = server(87, TNC_MAIL_TLS_STARTTLS, NULL, NULL);
    TncMailServer *servers[] = {&mailbox->imap, &mailbox->smtp};
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
        servers[i]->host = g_strdup(servers[i]->host);
        servers[i]->ca_file = g_strdup(servers[i]->ca_file);
        servers[i]->user = g_strdup(BUYER);
    }
    g_assert_true(tnc_desk_mailbox_save(desk, mailbox, "claire \"pw\" \\1", &error));
    g_assert_no_error(error);
}

static void
test_story(gconstpointer data)
{
    const TncPacksPersona *persona = data;
    TncPacksPersonaFile file = *persona->file;
    char address[] = SELLER;
    file.merchant.email = address;
    Seller seller = {.imap = server(93, TNC_MAIL_TLS_IMPLICIT, SELLER, "savpw"),
                     .smtp = server(87, TNC_MAIL_TLS_STARTTLS, SELLER, "savpw")};
    TncDeskStoryPost post = {send_really, receive_really, BUYER, &seller};
    g_autofree char *data_folder = NULL;
    g_autoptr(GError) error = NULL;
    gboolean won = FALSE;
    TncDeskOptions options = {
        .packs = packs, .language = "en", .now = tnc_instant_parse(file.start, NULL)};
    TncDesk *desk = tnc_desk_story_open(&options, &data_folder, &error);
    g_assert_no_error(error);
    add_mailbox(desk);
    gboolean done = tnc_desk_story_play(desk, &file, &post, say, NULL, NULL, &won, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    g_assert_true(won);
    g_test_message("%u mails to the seller, %u from it", seller.received, seller.sent);
    tnc_desk_story_close(desk, data_folder);
    g_free(seller.last_id);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 5);
    packs = argv[1];
    folder = argv[3];
    base_port = (guint16)g_ascii_strtoull(argv[4], NULL, 10);
    ca_file = g_build_filename(folder, "tls", "ca.crt", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) personas = tnc_packs_persona_load(packs, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersona *persona = g_ptr_array_index(personas, i);
        g_autofree char *path = g_strdup_printf("/story/%s", persona->file->id);
        if (g_str_equal(persona->file->id, argv[2]))
            g_test_add_data_func(path, persona, test_story);
    }
    int status = g_test_run();
    g_free(ca_file);
    return status;
}
