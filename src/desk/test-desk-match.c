// SPDX-License-Identifier: AGPL-3.0-or-later
// Which claim a mail belongs to: every way of matching, its order, and what is held rather than guessed.

#include "desk-index.h"
#include "desk-match.h"
#include "desk-reading.h"
#include "test-desk-stage.h"

typedef struct {
    const char *name;
    StageMail mail; // '@TOKEN' in its text or headers stands for the claim's token
    gboolean matched;
    const char *how;
    gboolean suspicious;
    gboolean new_domain;
} Row;

#define STRANGER "x@pirate.example"
// Our message that the stage knows.
#define REPLY "In-Reply-To: <7.ours@home.example>\r\n"
#define THREAD "References: <1.theirs@lune.example> <7.ours@home.example>\r\n"

static const Row rows[] = {
    {"a reply to our message", {.headers = REPLY}, TRUE, "message_id", FALSE, FALSE},
    {"our message in the thread", {.headers = THREAD}, TRUE, "message_id", FALSE, FALSE},
    {"a reply from a domain that is new",
     {.from = "help@desk.example", .headers = REPLY},
     TRUE,
     "message_id",
     FALSE,
     TRUE},
    {"the claim's token, from anywhere",
     {.from = "mailer-daemon@relay.example", .text = "About @TOKEN."},
     TRUE,
     "token",
     FALSE,
     FALSE},
    {"a Message-ID of ours in the text",
     {.from = "mailer-daemon@relay.example",
      .text = "Message-ID: <01KM544900JRYXC9PAYJKG7325.@TOKEN@home.example>"},
     TRUE,
     "token",
     FALSE,
     FALSE},
    {"a token that is not ours",
     {.from = "mailer-daemon@relay.example", .text = "<01.0123456789abcdef@home.example>"},
     FALSE,
     "unknown",
     FALSE,
     FALSE},
    {"the seller's ticket number",
     {.subject = "[#99121] Votre demande", .text = "Votre dossier numéro 99121 avance."},
     TRUE,
     "ticket",
     FALSE,
     FALSE},
    {"the ticket number from a stranger",
     {.from = STRANGER, .text = "Votre dossier numéro 99121 avance."},
     FALSE,
     "unknown",
     FALSE,
     FALSE},
    {"the order number", {.text = "Commande L-20455 expédiée."}, TRUE, "order", FALSE, FALSE},
    {"the order number in other letters",
     {.subject = "commande l-20455"},
     TRUE,
     "order",
     FALSE,
     FALSE},
    {"the order number from a part of the seller's domain",
     {.from = "robot@mail.lune.example", .text = "Commande L-20455 expédiée."},
     TRUE,
     "order",
     FALSE,
     FALSE},
    {"the order number from a stranger",
     {.from = STRANGER, .text = "Commande L-20455 : payez ici."},
     FALSE,
     "unknown",
     TRUE,
     FALSE},
    {"a domain that only ends like the seller's",
     {.from = "x@notlune.example", .text = "Commande L-20455 : payez ici."},
     FALSE,
     "unknown",
     TRUE,
     FALSE},
    {"a longer number is another order",
     {.from = STRANGER, .text = "Commande L-204551"},
     FALSE,
     "unknown",
     FALSE,
     FALSE},
    {"the seller's address", {.text = "Nous revenons vers vous."}, TRUE, "sender", FALSE, FALSE},
    {"another address of the seller's domain",
     {.from = "kevin@lune.example"},
     TRUE,
     "sender",
     FALSE,
     FALSE},
    {"a stranger", {.from = STRANGER}, FALSE, "unknown", FALSE, FALSE},
    {"the top domain is nobody's", {.from = "x@example"}, FALSE, "unknown", FALSE, FALSE},
};

static char *
with_token(const Stage *stage, const char *text)
{
    g_autofree char *ref = tnc_store_claim_ref(tnc_desk_store(stage->desk), stage->claim);
    g_autofree char *token = tnc_desk_index_token(ref);
    g_auto(GStrv) parts = g_strsplit(text ? text : "Bonjour.", "@TOKEN", -1);
    return g_strjoinv(token, parts);
}

static TncDeskMatch
match(const Stage *stage, const StageMail *mail)
{
    g_autoptr(GError) error = NULL;
    StageMail filled = *mail;
    g_autofree char *text = with_token(stage, mail->text);
    filled.text = text;
    g_autoptr(GBytes) raw = stage_mail(&filled);
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, &error);
    g_assert_no_error(error);
    g_autoptr(TncReadingResult) result =
        tnc_reading_read(tnc_desk_reading(stage->desk, &error), message);
    g_assert_no_error(error);
    return tnc_desk_match_mail(stage->desk, message, result);
}

// A message of ours that is known, and a ticket number that the seller gave.
static void
begin_thread(const Stage *stage)
{
    stage_event(stage, TNC_EVENT_MESSAGE_SENT, TNC_ACTOR_ME,
                "{'channel':'email','message_id':'7.ours@home.example','text':'Bonjour'}");
    stage_event(stage, TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER,
                "{'channel':'email','text':'Reçu','signals':"
                "[{'kind':'gives_ticket_number','quote':'99121','value':'99121'}]}");
}

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_auto(Stage) stage = stage_open();
    begin_thread(&stage);
    // Somebody else's claim is there, too.
    stage_claim(&stage, "Z-77001", "aide@soleil.example");
    TncDeskMatch found = match(&stage, &row->mail);
    g_assert_cmpstr(found.how, ==, row->how);
    g_assert_cmpint(found.claim, ==, row->matched ? stage.claim : 0);
    g_assert_cmpint(found.suspicious, ==, row->suspicious);
    g_assert_cmpint(found.new_domain, ==, row->new_domain);
}

static void
test_two_claims(void)
{
    g_auto(Stage) stage = stage_open();
    TncStoreId other = stage_claim(&stage, "L-30001", STAGE_SELLER);
    TncDeskMatch found = match(&stage, &(StageMail){.text = "Nous revenons vers vous."});
    g_assert_cmpstr(found.how, ==, "ambiguous");
    g_assert_cmpint(found.claim, ==, 0);
    found = match(&stage, &(StageMail){.text = "Commande L-30001 expédiée."});
    g_assert_cmpint(found.claim, ==, other);
    found = match(&stage, &(StageMail){.text = "Commandes L-30001 et L-20455."});
    g_assert_cmpstr(found.how, ==, "ambiguous");
    g_assert_cmpint(found.claim, ==, 0);
}

static void
test_closed_claims(void)
{
    g_auto(Stage) stage = stage_open();
    TncStoreId other = stage_claim(&stage, "L-30001", STAGE_SELLER);
    stage_event(&stage, TNC_EVENT_CLAIM_CLOSED, TNC_ACTOR_ME, "{'outcome':'satisfied'}");
    TncDeskMatch found = match(&stage, &(StageMail){.text = "Nous revenons vers vous."});
    g_assert_cmpint(found.claim, ==, other);
    // Its own number finds a closed one all the same.
    found = match(&stage, &(StageMail){.text = "Commande L-20455 expédiée."});
    g_assert_cmpint(found.claim, ==, stage.claim);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/desk/match/%s", rows[i].name);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    g_test_add_func("/desk/match/two claims of one seller", test_two_claims);
    g_test_add_func("/desk/match/closed claims", test_closed_claims);
    return g_test_run();
}
