// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails as they come: charsets that lie, folded lines, attachments, reports, HTML, quotes, mailboxes.

#include "error.h"
#include "mail-box.h"
#include "html.h"
#include "mail-message.h"
#include "mail-quote.h"
#include <glib/gstdio.h>

static TncMailMessage *
parse(const char *text, gsize size)
{
    g_autoptr(GBytes) raw = g_bytes_new(text, size);
    g_autoptr(GError) error = NULL;
    TncMailMessage *message = tnc_mail_message_parse(raw, &error);
    g_assert_no_error(error);
    return message;
}

#define PLAIN(headers, body)                                                                       \
    "From: Sophie <sav@lune.example>\r\nTo: claire@example.org\r\n" headers "\r\n" body

static void
test_charsets_are_read_as_they_are_meant(void)
{
    static const struct {
        const char *name;
        const char *mail;
        const char *text;
    } rows[] = {
        {"utf-8", PLAIN("Content-Type: text/plain; charset=utf-8\r\n", "r\xc3\xa9ponse"),
         "réponse"},
        {"windows-1252 called latin1",
         PLAIN("Content-Type: text/plain; charset=iso-8859-1\r\n", "l\x92\xe9t\xe9 10\x80"),
         "l’été 10€"},
        {"no charset, UTF-8", PLAIN("", "r\xc3\xa9ponse"), "réponse"},
        {"no charset, 8 bit", PLAIN("", "r\xe9ponse"), "réponse"},
        {"no charset, Chinese",
         PLAIN("", "\xc4\xfa\xba\xc3\xa3\xac\xce\xd2\xc3\xc7\xbb\xe1\xb4\xa6\xc0\xed"),
         "您好，我们会处理"},
        {"utf-7", PLAIN("Content-Type: text/plain; charset=utf-7\r\n", "D+AOk-j+AOA-"), "Déjà"},
        {"a charset that the HTML names",
         PLAIN("Content-Type: text/html\r\n", "<meta charset=gb2312>\xb1\xa3\xd0\xde"), "保修"},
        {"no boundary", PLAIN("Content-Type: multipart/mixed\r\n", "Bonjour"), "Bonjour"},
        {"an empty plain part beside the HTML",
         PLAIN("Content-Type: multipart/alternative; boundary=x\r\n",
               "--x\r\nContent-Type: text/plain\r\n\r\n \r\n--x\r\nContent-Type: "
               "text/html\r\n\r\n<p>Bonjour</p>\r\n--x--\r\n"),
         "Bonjour"},
        {"gb2312 that needs gb18030",
         PLAIN("Content-Type: text/plain; charset=gb2312\r\n", "\xb1\xa3\xd0\xde"), "保修"},
        {"unknown charset", PLAIN("Content-Type: text/plain; charset=x-nowhere\r\n", "r\xe9ponse"),
         "réponse"},
        {"quoted-printable",
         PLAIN("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
               "quoted-printable\r\n",
               "r=C3=A9ponse"),
         "réponse"},
        {"flowed",
         PLAIN("Content-Type: text/plain; charset=utf-8; format=flowed\r\n",
               "une ligne \r\nqui continue\r\n"),
         "une ligne qui continue\n"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(TncMailMessage) message = parse(rows[i].mail, strlen(rows[i].mail));
        g_test_message("%s", rows[i].name);
        g_assert_cmpstr(tnc_mail_message_text(message), ==, rows[i].text);
    }
}

static void
test_headers_are_decoded(void)
{
    static const char mail[] = PLAIN(
        "Subject: =?utf-8?q?R=C3=A9ponse_=C3=A0_votre_demande?=\r\nMessage-ID: <1@lune.example>\r\n"
        "In-Reply-To: <a@b>\r\nReferences: <x@y> <a@b>\r\nDate: Mon, 02 Mar 2026 09:00:00 "
        "+0100\r\n",
        "Bonjour");
    g_autoptr(TncMailMessage) message = parse(mail, strlen(mail));
    int offset = 0;
    g_assert_cmpstr(tnc_mail_message_subject(message), ==, "Réponse à votre demande");
    g_assert_cmpstr(tnc_mail_message_id(message), ==, "1@lune.example");
    g_assert_cmpstr(tnc_mail_message_in_reply_to(message)[0], ==, "a@b");
    g_assert_cmpstr(tnc_mail_message_references(message)[1], ==, "a@b");
    g_assert_cmpstr(tnc_mail_message_from(message)->address, ==, "sav@lune.example");
    g_assert_cmpint(tnc_mail_message_date(message, &offset), ==,
                    tnc_instant_parse("2026-03-02T08:00:00Z", NULL));
    g_assert_cmpint(offset, ==, 3600);
}

static void
test_attachments_and_reports_are_kept_apart(void)
{
    static const char mail[] = PLAIN(
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
        "boundary=b\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail did not arrive.\r\n--b\r\nContent-Type: "
        "message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; sav@lune.example\r\nAction: "
        "failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: application/pdf; name=\"../../label.pdf\"\r\nContent-Disposition: "
        "attachment\r\n\r\nPDF\r\n--b--\r\n");
    g_autoptr(TncMailMessage) message = parse(mail, strlen(mail));
    const TncMailReport *report = tnc_mail_message_report(message);
    g_assert_nonnull(report);
    g_assert_cmpstr(report->action, ==, "failed");
    g_assert_cmpstr(report->status, ==, "5.1.1");
    g_assert_cmpstr(report->recipient, ==, "sav@lune.example");
    g_assert_cmpuint(tnc_mail_message_attachment_count(message), ==, 1);
    // A path in a file name is never believed.
    g_assert_cmpstr(tnc_mail_message_attachment(message, 0)->name, ==, "label.pdf");
}

static void
test_anything_at_all_is_a_message(void)
{
    static const char *const rows[] = {"",
                                       "\n",
                                       "\xff\xfe\xfd",
                                       "Subject",
                                       "From: \r\n\r\n",
                                       "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n"};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(TncMailMessage) message = parse(rows[i], strlen(rows[i]));
        g_assert_true(g_utf8_validate(tnc_mail_message_text(message), -1, NULL));
        g_assert_cmpint(tnc_mail_message_date(message, NULL), ==, TNC_INSTANT_NONE);
    }
}

static void
test_html_is_readable_text(void)
{
    static const struct {
        const char *html;
        const char *text;
    } rows[] = {
        {"<p>Bonjour,</p><p>Votre colis part.</p>", "Bonjour,\n\nVotre colis part."},
        {"<ul><li>un</li><li>deux</li></ul>", "- un\n- deux"},
        {"<div style='display: none'>aperçu caché</div>visible", "visible"},
        {"<a href='https://lune.example/r'>retour</a>", "retour <https://lune.example/r>"},
        {"<script>alert(1)</script><style>p{}</style>texte<img src='http://x/p.gif' width=1>",
         "texte"},
        {"voici <img src='cid:1'> et <img src='cid:2' alt=''>fin", "voici [image] et fin"},
        {"<a href='https://www.lune.example/'>lune.example</a>", "lune.example"},
        {"a<br>b<br><br>c", "a\nb\n\nc"},
        {"<blockquote>cité</blockquote>réponse", "> cité\nréponse"},
        {"prix&nbsp;: 10&euro;", "prix : 10€"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = tnc_html_to_text(rows[i].html, strlen(rows[i].html));
        g_assert_cmpstr(text, ==, rows[i].text);
    }
}

static void
test_visible_is_what_was_written_this_time(void)
{
    static const struct {
        const char *name;
        const char *text;
        const char *visible;
        const char *signature;
    } rows[] = {
        {"French quote",
         "Bonjour,\n\nC'est parti.\n\nLe 2 mars 2026 à 09:00, Claire a écrit :\n> Où est ma lampe "
         "?\n",
         "Bonjour,\n\nC'est parti.", ""},
        {"Outlook quote",
         "Envoyé ce jour.\n\nDe : Claire\nEnvoyé : lundi 2 mars 2026\nÀ : SAV\nObjet : lampe\n\nOù "
         "est ma lampe ?",
         "Envoyé ce jour.", ""},
        {"answer below the quote",
         "On Mon, Mar 2, 2026, Claire wrote:\n> Where is it?\n> Thanks\n\nIt leaves today.",
         "It leaves today.", ""},
        {"inline answers", "> Where is it?\nOn its way.\n> When?\nTomorrow.",
         "On its way.\n> When?\nTomorrow.", ""},
        {"a long quote is history", "Hello\n> a\n> b\n> c\n> d\n> e\n> f\n> g\n> h\n> i\nTomorrow.",
         "Hello\nTomorrow.", ""},
        {"broken quoted line",
         "Yes.\n\nOn Mon, Mar 2, 2026, Claire wrote:\n> see (https://lune\nx/y)\n> ok", "Yes.", ""},
        {"forwarded", "FYI\n\n---------- Forwarded message ----------\nFrom: carrier\n\nLost.",
         "FYI\n\n---------- Forwarded message ----------\nFrom: carrier\n\nLost.", ""},
        {"thanks are said to the reader", "It leaves today.\n\nThanks,\nKevin",
         "It leaves today.\n\nThanks,\nKevin", ""},
        {"a day and an address in any language",
         "Tak.\n\nDnia 27 lutego 2026 12:08 Claire <c@home.example> napisał(a):\n\nstare", "Tak.",
         ""},
        {"only a quote", "> Bonjour\n> Merci", "> Bonjour\n> Merci", ""},
        {"signature", "C'est parti.\n\nCordialement,\nSophie\nService client", "C'est parti.",
         "Cordialement,\nSophie\nService client"},
        {"ticket marker", "Bonjour\n##- Répondez au-dessus de cette ligne -##\nancien", "Bonjour",
         ""},
        {"telephone", "Ok.\n\nEnvoyé de mon iPhone", "Ok.", "Envoyé de mon iPhone"},
        {"Chinese quote", "已经寄出。\n\n在 2026年3月2日，Claire 写道：\n> 到哪里了", "已经寄出。",
         ""},
        {"German quote", "Unterwegs.\n\nAm 02.03.2026 um 09:00 schrieb Claire:\n> Wo?",
         "Unterwegs.", ""},
        {"only a formula", "Cordialement,\nSophie", "Cordialement,\nSophie", ""},
        {"one marked line is no quote", "Regardez\n> ici\nmerci", "Regardez\n> ici\nmerci", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *visible = NULL;
        g_autofree char *signature = NULL;
        tnc_mail_quote_split(rows[i].text, &visible, &signature);
        g_test_message("%s", rows[i].name);
        g_assert_cmpstr(visible, ==, rows[i].visible);
        g_assert_cmpstr(signature, ==, rows[i].signature);
    }
}

static gboolean
collect(const char *path, GBytes *raw, gpointer list, GError **error)
{
    (void)path;
    (void)error;
    gsize size;
    const char *bytes = g_bytes_get_data(raw, &size);
    g_ptr_array_add(list, g_strndup(bytes, size));
    return TRUE;
}

static void
test_mbox_is_split_and_unquoted(void)
{
    static const char mbox[] =
        "From a@b Mon Mar  2 09:00:00 2026\nSubject: un\n\n>From here\nFrom not a separator\n\n"
        "From c@d Mon Mar  2 09:00:00 2026\nSubject: deux\n\n>>From there\n";
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("tenace-mbox-XXXXXX", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, mbox, -1, NULL));
    g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(tnc_mail_box_each(path, collect, mails, NULL));
    g_assert_cmpuint(mails->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(mails, 0), ==,
                    "Subject: un\n\nFrom here\nFrom not a separator\n\n");
    g_assert_cmpstr(g_ptr_array_index(mails, 1), ==, "Subject: deux\n\n>From there\n");
    g_unlink(path);
    g_autoptr(GError) error = NULL;
    g_assert_false(tnc_mail_box_each(path, collect, mails, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

static void
test_a_mail_inside_is_kept_as_one(void)
{
    static const char mail[] =
        PLAIN("Content-Type: multipart/mixed; boundary=x\r\n",
              "--x\r\nContent-Type: text/plain\r\n\r\nVoir ci-joint\r\n--x\r\nContent-Type: "
              "message/rfc822\r\n\r\nSubject: Colis\r\n\r\nPerdu\r\n--x--\r\n");
    g_autoptr(TncMailMessage) message = parse(mail, sizeof mail - 1);
    g_assert_cmpstr(tnc_mail_message_visible(message), ==, "Voir ci-joint");
    g_assert_cmpuint(tnc_mail_message_attachment_count(message), ==, 1);
    const TncMailAttachment *inner = tnc_mail_message_attachment(message, 0);
    g_assert_cmpstr(inner->name, ==, "Colis.eml");
    g_assert_cmpstr(inner->type, ==, "message/rfc822");
}

static void
test_files_in_the_text_are_taken_out(void)
{
    static const char coded[] =
        PLAIN("", "Bonjour,\r\n\r\nbegin 644 C:photo.jpg\r\n"
                  "M5F]I8VD@;&$@<&AO=&\\@9&4@;&$@;&%M<&4@8V%S<V5E+\"!P<FES92!C92!M\r\n"
                  "%871I;BX`\r\n"
                  "`\r\nend\r\n\r\nVoyez la photo.\r\n");
    g_autoptr(TncMailMessage) message = parse(coded, sizeof coded - 1);
    g_assert_cmpstr(tnc_mail_message_visible(message), ==, "Bonjour,\n\nVoyez la photo.");
    g_assert_cmpuint(tnc_mail_message_attachment_count(message), ==, 1);
    const TncMailAttachment *file = tnc_mail_message_attachment(message, 0);
    g_assert_cmpstr(file->name, ==, "C:photo.jpg");
    gsize size;
    const char *bytes = g_bytes_get_data(file->bytes, &size);
    g_assert_cmpint((int)size, ==, 50);
    g_assert_cmpint(memcmp(bytes, "Voici la photo de la lampe cassee, prise ce matin.", 50), ==, 0);
    // Cut off, it is a file still; words that begin so are none.
    static const char cut[] = PLAIN("", "Bonjour,\r\n\r\nbegin 600 a\r\n"
                                        "#86)C\r\n");
    g_autoptr(TncMailMessage) shorter = parse(cut, sizeof cut - 1);
    g_assert_cmpstr(tnc_mail_message_visible(shorter), ==, "Bonjour,");
    g_assert_cmpuint(tnc_mail_message_attachment_count(shorter), ==, 1);
    static const char words[] = PLAIN("", "begin 644 files\r\nand then go on.\r\nend\r\n");
    g_autoptr(TncMailMessage) none = parse(words, sizeof words - 1);
    g_assert_cmpstr(tnc_mail_message_visible(none), ==, "begin 644 files\nand then go on.\nend");
    g_assert_cmpuint(tnc_mail_message_attachment_count(none), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
#define ADD(name) g_test_add_func("/mail-message/" #name, test_##name)
    ADD(charsets_are_read_as_they_are_meant);
    ADD(headers_are_decoded);
    ADD(attachments_and_reports_are_kept_apart);
    ADD(anything_at_all_is_a_message);
    ADD(html_is_readable_text);
    ADD(visible_is_what_was_written_this_time);
    ADD(a_mail_inside_is_kept_as_one);
    ADD(files_in_the_text_are_taken_out);
    ADD(mbox_is_split_and_unquoted);
    return g_test_run();
}
