// SPDX-License-Identifier: AGPL-3.0-or-later
// What one message says: our own sentences in French and English, with the negations, conditions and quotations that
// turn them round. Argument: the packs folder.

#include "packs-lexicon.h"
#include "reading-dates.h"
#include "reading-fold.h"
#include "reading.h"
#include "text.h"
#include <string.h>

static TncReading *reading;
static GPtrArray *lexicons;

typedef struct {
    const char *text;
    const char *
        signals; // all signals but politeness and numbers, in order of their first mention, by a blank
} Row;

static const Row rows[] = {
    {"Veuillez maintenir le bouton marche pendant 15 secondes.", "asks_step"},
    {"Merci de procéder à une réinitialisation de l'appareil.", "asks_step"},
    {"Pouvez-vous nous envoyer une photo du produit et la facture ?", "asks_evidence"},
    {"Pourriez-vous me confirmer votre adresse de livraison ?", "asks_information"},
    {"J'ai transmis votre dossier au service technique.", "hands_off"},
    {"Un de nos collègues vous recontactera.", "hands_off"},
    {"Votre appareil n'est pas couvert par la garantie.", "denies"},
    {"Aucun défaut n'a été constaté.", "denies"},
    {"Les frais de retour seront à votre charge.", "shifts_cost"},
    {"Les frais de retour ne seront pas à votre charge.", ""},
    {"Votre demande est en cours de traitement.", "in_progress"},
    {"Comme indiqué précédemment, la réponse vous a déjà été donnée.", "already_answered"},
    {"Rapprochez-vous du fabricant.", "not_us"},
    {"Merci de nous contacter en message privé.", "wrong_channel"},
    {"Vous recevrez votre colis avant vendredi.", "promises"},
    {"Vous recevrez votre colis dès que possible.", ""},
    {"Si le stock le permet, vous recevrez votre colis vendredi.", ""},
    {"Nous vous proposons un bon d'achat de 20 euros.", "offers_voucher"},
    {"Nous procédons au remboursement intégral de votre commande.", "offers_refund"},
    {"Veuillez retirer votre réclamation avant tout.", "asks_withdrawal"},
    {"Vous trouverez ci-joint l'étiquette de retour prépayée.", "gives_return_procedure"},
    {"Could you please press and hold the power button for 10 seconds?", "asks_step"},
    {"Please send us a video of the problem.", "asks_evidence"},
    {"I will forward your case to our technical department.", "hands_off"},
    {"Our engineer found that it works fine, it is human damage.", "denies"},
    {"You must pay the shipping fee.", "shifts_cost"},
    {"You do not have to pay the shipping fee.", ""},
    {"Your case is being processed.", "in_progress"},
    {"We will ship a replacement within 3 working days.", "promises offers_replacement"},
    {"Please close the dispute first.", "asks_withdrawal"},
    {"We can offer you a coupon.", "offers_voucher"},
};

static gboolean
is_weighty(TncSignal kind)
{
    return kind != TNC_SIGNAL_APOLOGISES && kind != TNC_SIGNAL_THANKS &&
           kind != TNC_SIGNAL_GIVES_TICKET_NUMBER && kind != TNC_SIGNAL_GIVES_TRACKING_NUMBER;
}

static char *
signals_of(const TncReadingResult *result)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < result->signals->len; i++) {
        TncSignal kind = g_array_index(result->signals, TncReadingSignal, i).kind;
        const char *name = tnc_claim_words_name(TNC_WORDS_TncSignal, (int)kind);
        if (is_weighty(kind) && !strstr(list->str, name))
            g_string_append_printf(list, "%s%s", list->len ? " " : "", name);
    }
    return g_strdup(list->str);
}

static void
test_sentence(gconstpointer data)
{
    const Row *row = data;
    g_autoptr(TncReadingResult) result =
        tnc_reading_read_text(reading, row->text, tnc_date_parse("2026-03-02"));
    g_autofree char *signals = signals_of(result);
    g_assert_cmpstr(signals, ==, row->signals);
}

typedef struct {
    const char *subject;
    const char *headers;
    const char *text;
    TncAutomatic kind;
} Mail;

static const Mail mails[] = {
    {"Votre demande", "",
     "Bonjour,\n\nNous avons bien reçu votre demande. Un conseiller vous répondra dans les "
     "meilleurs délais.",
     TNC_AUTOMATIC_ACKNOWLEDGEMENT},
    {"Re: lampe", "Auto-Submitted: auto-replied\n", "Bonjour", TNC_AUTOMATIC_AUTO_REPLY},
    {"Re: lampe", "In-Reply-To: <a@b>\nAuto-Submitted: auto-generated\n",
     "Bonjour Claire, votre lampe part demain. Sophie", TNC_AUTOMATIC_NONE},
    {"Re: lampe", "Auto-Submitted: no\n", "Bonjour, je regarde. Sophie", TNC_AUTOMATIC_NONE},
    {"Absence", "", "Je suis actuellement en congés jusqu'au 12 mars.", TNC_AUTOMATIC_AUTO_REPLY},
    {"Undelivered Mail Returned to Sender", "", "The mail system", TNC_AUTOMATIC_BOUNCE},
    {"Nos offres", "List-Unsubscribe: <mailto:x@y>\nPrecedence: bulk\n",
     "Des promotions. Pour vous désabonner, cliquez ici.", TNC_AUTOMATIC_NEWSLETTER},
    {"Votre colis a été expédié", "", "Suivez votre colis.", TNC_AUTOMATIC_NOTIFICATION},
    {"Votre avis", "", "Répondez à notre enquête de satisfaction.", TNC_AUTOMATIC_SURVEY},
    {"Re: lampe", "List-Id: <help.lune.example>\n", "Bonjour, quelle est votre adresse ? Sophie",
     TNC_AUTOMATIC_NONE},
};

static void
test_mail(gconstpointer data)
{
    const Mail *mail = data;
    g_autofree char *text = g_strdup_printf(
        "From: Sophie <sav@lune.example>\nSubject: %s\nDate: Mon, 02 Mar 2026 09:00:00 +0100\n%s"
        "Content-Type: text/plain; charset=utf-8\n\n%s\n",
        mail->subject, mail->headers, mail->text);
    g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    g_autoptr(TncReadingResult) result = tnc_reading_read(reading, message);
    g_assert_cmpint(result->automatic, ==, mail->kind);
}

static void
test_quotes_are_exact_spans(void)
{
    static const char text[] = "Bonjour. Les frais de retour seront à votre charge. Merci.";
    g_autoptr(TncReadingResult) result =
        tnc_reading_read_text(reading, text, tnc_date_parse("2026-03-02"));
    g_autoptr(json_t) body = tnc_reading_result_text_body(result, text, TNC_CHANNEL_PHONE);
    const json_t *signal = json_array_get(json_object_get(body, "signals"), 0);
    g_assert_cmpstr(tnc_json_string_or(signal, "quote", ""), ==,
                    "Les frais de retour seront à votre charge.");
    gsize start = (gsize)json_integer_value(json_object_get(signal, "start"));
    gsize end = (gsize)json_integer_value(json_object_get(signal, "end"));
    g_assert_cmpint(strncmp(text + start, "Les frais", 9), ==, 0);
    g_assert_cmpuint(end - start, ==, strlen("Les frais de retour seront à votre charge."));
}

static void
test_promises_have_their_day(void)
{
    static const struct {
        const char *text;
        const char *due;
    } promises[] = {
        {"Vous recevrez votre lampe sous 48 h.", "2026-03-04"},
        {"Nous vous rembourserons d'ici vendredi.", "2026-03-06"},
        {"Vous serez livré le 12 mars.", "2026-03-12"},
        {"We will refund you within 3 working days.", "2026-03-05"},
        {"You will receive it by Friday.", "2026-03-06"},
        {"Votre lampe part aujourd'hui, vous la recevrez avant le 21 mars.", "2026-03-21"},
        {"Nous vous rappellerons demain, nous vous contacterons.", "2026-03-03"},
    };
    char text[TNC_DATE_BUFFER];
    for (guint i = 0; i < G_N_ELEMENTS(promises); i++) {
        g_autoptr(TncReadingResult) result =
            tnc_reading_read_text(reading, promises[i].text, tnc_date_parse("2026-03-02"));
        TncDate due = TNC_DATE_NONE;
        for (guint k = 0; k < result->signals->len; k++)
            if (g_array_index(result->signals, TncReadingSignal, k).kind == TNC_SIGNAL_PROMISES)
                due = g_array_index(result->signals, TncReadingSignal, k).due;
        g_test_message("%s", promises[i].text);
        g_assert_cmpint(due, !=, TNC_DATE_NONE);
        g_assert_cmpstr(tnc_date_format(due, text), ==, promises[i].due);
    }
}

static void
test_same_step_is_one_step_in_both_languages(void)
{
    static const char *const texts[] = {"Veuillez maintenir le bouton marche 15 secondes.",
                                        "Please hold the power button for 15 seconds.",
                                        "Faites un redémarrage forcé.",
                                        "Try to restart the phone."};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(TncReadingResult) result =
            tnc_reading_read_text(reading, texts[i], tnc_date_parse("2026-03-02"));
        g_assert_cmpuint(result->signals->len, >=, 1);
        g_assert_cmpstr(g_array_index(result->signals, TncReadingSignal, 0).step, ==, "hard_reset");
    }
}

static void
test_tone_falls_when_courtesy_does(void)
{
    static const char warm[] =
        "Dear Customer,\n\nThank you for your message, we are so sorry. Could you please help us?";
    static const char cold[] = "You need to do it again. Nothing more we can do.";
    g_autoptr(TncReadingResult) polite = tnc_reading_read_text(reading, warm, 0);
    g_autoptr(TncReadingResult) rough = tnc_reading_read_text(reading, cold, 0);
    g_assert_cmpfloat(polite->courtesy, >, 0.7);
    g_assert_cmpfloat(rough->courtesy, <, 0.5);
    g_assert_cmpstr(polite->greeting, ==, "Dear Customer");
}

// Wherever a text is cut, its part is folded as if it had been alone.
static void
test_fold_parts(void)
{
    static const char text[] = " Été \302\240 à l'\n ŒUVRE,\302\240№ 1 ﬁn e\314\201 退款\t"
                               "A [Z] @ `a{z} WE ARE  Sorry,\r\n\x7f\vno REFUND  for  this";
    g_auto(TncReadingFold) whole = {0};
    tnc_reading_fold_init(&whole, text, strlen(text));
    for (const char *start = text; *start; start = tnc_text_next(start))
        for (const char *end = start; *end; end = tnc_text_next(end)) {
            gsize from = (gsize)(start - text);
            gsize to = (gsize)(end - text);
            g_auto(TncReadingFold) alone = {0};
            tnc_reading_fold_init(&alone, start, to - from);
            TncReadingFold part = tnc_reading_fold_part(&whole, from, to);
            g_assert_cmpuint(part.length, ==, alone.length);
            g_assert_true(memcmp(part.text, alone.text, part.length) == 0);
            for (gsize i = 0; i < part.length; i++)
                g_assert_cmpuint(part.origin[i], ==, from + alone.origin[i]);
        }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_assert_cmpint(argc, ==, 2);
    g_autoptr(GError) error = NULL;
    lexicons = tnc_packs_lexicon_load(argv[1], &error);
    g_assert_no_error(error);
    reading = tnc_reading_new(lexicons, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/reading/sentence/%s", rows[i].text);
        g_strdelimit(path + 18, "/", ' ');
        g_test_add_data_func(path, &rows[i], test_sentence);
    }
    for (guint i = 0; i < G_N_ELEMENTS(mails); i++) {
        g_autofree char *path = g_strdup_printf("/reading/mail/%u %s", i, mails[i].subject);
        g_test_add_data_func(path, &mails[i], test_mail);
    }
    g_test_add_func("/reading/part_is_folded_as_if_alone", test_fold_parts);
    g_test_add_func("/reading/quotes_are_exact_spans", test_quotes_are_exact_spans);
    g_test_add_func("/reading/promises_have_their_day", test_promises_have_their_day);
    g_test_add_func("/reading/same_step_is_one_step_in_both_languages",
                    test_same_step_is_one_step_in_both_languages);
    g_test_add_func("/reading/tone_falls_when_courtesy_does", test_tone_falls_when_courtesy_does);
    int status = g_test_run();
    tnc_reading_free(reading);
    g_ptr_array_unref(lexicons);
    return status;
}
