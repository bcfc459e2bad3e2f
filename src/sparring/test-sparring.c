// SPDX-License-Identifier: AGPL-3.0-or-later
// The simulated seller: which answer a move draws, when it comes, and the mail it is.

#include "sparring.h"

#include <glib/gstdio.h>
#include <string.h>

static const char persona_text[] =
    "# SPDX-License-Identifier: AGPL-3.0-or-later\n"
    "id: shop\n"
    "title_fr: T\n"
    "title_en: T\n"
    "start: \"2026-03-03T09:00:00+01:00\"\n"
    "buyer: Claire\n"
    "about: A\n"
    "kind: not_delivered\n"
    "wants: delivery\n"
    "merchant: {name: Boutique Lune, role: online_shop, country: FR, language: fr, "
    "email: sav@lune.example}\n"
    "purchase: {item: Lampe, price: 8990, currency: EUR, where: distance, payment: card}\n"
    "replies:\n"
    "  - {to: form, after: PT2M, automatic: auto-replied, subject: Reçu, text: \"Bien reçu.\"}\n"
    "  - {to: email, after: P1D, text: \"Late.\"}\n"
    "  - {to: email, also: true, after: PT1H, agent: Kevin, text: \"Early.\\nKevin\"}\n"
    "  - {to: email, after: P2D, text: \"Last.\"}\n"
    "  - {to: phone, after: PT0S, contact: no_answer}\n"
    "  - {to: phone, after: PT0S, contact: reached, channel: phone, text: \"Allô.\"}\n"
    "  - {to: counter, after: PT0S, contact: solved, remedy: replacement}\n";

static GPtrArray *personas;

// Reads the persona above from a folder that is gone afterwards.
static void
load_persona(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("tenace-sparring-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *inner = g_build_filename(folder, "personas", NULL);
    g_autofree char *path = g_build_filename(inner, "shop.yaml", NULL);
    g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, persona_text, -1, NULL));
    personas = tnc_packs_persona_load(folder, &error);
    g_unlink(path);
    g_rmdir(inner);
    g_rmdir(folder);
    g_assert_no_error(error);
    g_assert_cmpuint(personas->len, ==, 1);
}

static const TncPacksPersonaFile *
persona(void)
{
    return ((const TncPacksPersona *)g_ptr_array_index(personas, 0))->file;
}

static TncInstant
start(void)
{
    return tnc_instant_parse("2026-03-03T09:00:00+01:00", NULL);
}

static void
assert_next(TncSparring *seller, TncInstant at, const char *text)
{
    TncSparringAnswer answer;
    g_assert_false(tnc_sparring_next(seller, at - 1, &answer));
    g_assert_true(tnc_sparring_next(seller, at, &answer));
    g_assert_cmpint(answer.at, ==, at);
    g_assert_cmpstr(answer.reply->text, ==, text);
}

static void
assert_silent(TncSparring *seller)
{
    TncSparringAnswer answer;
    g_assert_false(tnc_sparring_next(seller, G_MAXINT64, &answer));
}

static void
test_silent_until_moved(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    assert_silent(seller);
}

static void
test_answers_come_by_time(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    tnc_sparring_move(seller, TNC_CHANNEL_EMAIL, start());
    assert_next(seller, start() + TNC_INSTANT_DAY / 24, "Early.\nKevin");
    assert_next(seller, start() + TNC_INSTANT_DAY, "Late.");
    assert_silent(seller);
}

static void
test_each_answer_once(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    for (int i = 0; i < 2; i++)
        tnc_sparring_move(seller, TNC_CHANNEL_EMAIL, start());
    assert_next(seller, start() + TNC_INSTANT_DAY / 24, "Early.\nKevin");
    assert_next(seller, start() + TNC_INSTANT_DAY, "Late.");
    assert_next(seller, start() + 2 * TNC_INSTANT_DAY, "Last.");
    g_assert_cmpint(tnc_sparring_move(seller, TNC_CHANNEL_EMAIL, start()), ==,
                    TNC_CONTACT_NO_ANSWER);
    assert_silent(seller);
}

static void
test_same_time_keeps_order(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    tnc_sparring_move(seller, TNC_CHANNEL_EMAIL, start());
    // The form's answer falls on the instant of the second answer by mail.
    tnc_sparring_move(seller, TNC_CHANNEL_FORM,
                      start() + TNC_INSTANT_DAY - 120 * TNC_INSTANT_SECOND);
    assert_next(seller, start() + TNC_INSTANT_DAY / 24, "Early.\nKevin");
    assert_next(seller, start() + TNC_INSTANT_DAY, "Late.");
    assert_next(seller, start() + TNC_INSTANT_DAY, "Bien reçu.");
}

static void
test_contacts(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    g_assert_cmpint(tnc_sparring_move(seller, TNC_CHANNEL_PHONE, start()), ==,
                    TNC_CONTACT_NO_ANSWER);
    assert_silent(seller);
    g_assert_cmpint(tnc_sparring_move(seller, TNC_CHANNEL_PHONE, start()), ==, TNC_CONTACT_REACHED);
    assert_next(seller, start(), "Allô.");
    g_assert_cmpint(tnc_sparring_move(seller, TNC_CHANNEL_FORM, start()), ==, TNC_CONTACT_UNKNOWN);
}

static void
test_remedy_without_words(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    TncSparringAnswer answer;
    g_assert_cmpint(tnc_sparring_move(seller, TNC_CHANNEL_COUNTER, start()), ==,
                    TNC_CONTACT_SOLVED);
    g_assert_true(tnc_sparring_next(seller, start(), &answer));
    g_assert_null(answer.reply->text);
    g_assert_cmpstr(answer.reply->remedy, ==, "replacement");
}

static char *
mail_of(TncSparring *seller)
{
    TncSparringAnswer answer;
    g_assert_true(tnc_sparring_next(seller, G_MAXINT64, &answer));
    g_autoptr(GBytes) bytes = tnc_sparring_mail(persona(), &answer, "claire@home.example",
                                                "7.token@home.example", "Re: Lampe");
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
assert_holds(const char *mail, const char *line)
{
    if (!strstr(mail, line))
        g_error("no '%s' in:\n%s", line, mail);
}

static void
test_mail_of_a_person(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    tnc_sparring_move(seller, TNC_CHANNEL_EMAIL, start());
    g_autofree char *first = mail_of(seller);
    g_autofree char *second = mail_of(seller);
    assert_holds(first, "From: Kevin <sav@lune.example>\r\n");
    assert_holds(first, "To: claire@home.example\r\n");
    assert_holds(first, "Subject: Re: Lampe\r\n");
    assert_holds(first, "In-Reply-To: <7.token@home.example>\r\n");
    assert_holds(first, "References: <7.token@home.example>\r\n");
    assert_holds(first, "Date: 3 Mar 2026 09:00:00 +0000\r\n");
    g_assert_true(g_str_has_suffix(first, "\r\n\r\nEarly.\r\nKevin\r\n"));
    g_assert_null(strstr(first, "Auto-Submitted"));
    assert_holds(second, "From: Boutique Lune <sav@lune.example>\r\n");
    assert_holds(first, "Message-ID: <2.");
    assert_holds(second, "Message-ID: <1.");
}

static void
test_mail_of_a_machine(void)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona());
    tnc_sparring_move(seller, TNC_CHANNEL_FORM, start());
    g_autofree char *mail = mail_of(seller);
    assert_holds(mail, "Auto-Submitted: auto-replied\r\n");
    assert_holds(mail, "Subject: Reçu\r\n");
    assert_holds(mail, "Date: 3 Mar 2026 08:02:00 +0000\r\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    load_persona();
    g_test_add_func("/sparring/says nothing before a move", test_silent_until_moved);
    g_test_add_func("/sparring/answers come by time", test_answers_come_by_time);
    g_test_add_func("/sparring/each answer comes once", test_each_answer_once);
    g_test_add_func("/sparring/same time keeps the order", test_same_time_keeps_order);
    g_test_add_func("/sparring/calls tell who was reached", test_contacts);
    g_test_add_func("/sparring/a remedy needs no words", test_remedy_without_words);
    g_test_add_func("/sparring/a person's mail", test_mail_of_a_person);
    g_test_add_func("/sparring/a machine's mail", test_mail_of_a_machine);
    int status = g_test_run();
    g_ptr_array_unref(personas);
    return status;
}
