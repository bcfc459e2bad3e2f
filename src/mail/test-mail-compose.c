// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of outgoing messages: what the bytes hold, and what can never get into them.

#include "mail-compose.h"

#include <string.h>
#include "error.h"

static const TncMailComposeAddress seller = {"Service après-vente", "sav@claims.test"};

static TncMailCompose
plain_message(void)
{
    return (TncMailCompose){.from = {"Claire", "claire@claims.test"},
                            .to = &seller,
                            .to_count = 1,
                            .subject = "Commande n° 42 : où est-elle ?",
                            .text = "Bonjour,\nma commande n'est pas arrivée.\n",
                            .message_id = "01abc@tenace.invalid",
                            .date = G_GINT64_CONSTANT(1773050400) * TNC_INSTANT_SECOND,
                            .offset_seconds = 3600};
}

static char *
compose(const TncMailCompose *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = tnc_mail_compose(message, &error);
    g_assert_no_error(error);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

#define CHECK_HAS(text, part)                                                                      \
    if (!strstr(text, part))                                                                       \
    g_error("'%s' is not in:\n%s", part, text)

static void
test_headers(void)
{
    TncMailCompose message = plain_message();
    const char *references[] = {"first@shop.example", "second@shop.example", NULL};
    message.in_reply_to = "second@shop.example";
    message.references = references;
    message.language = "fr";
    g_autofree char *text = compose(&message);
    CHECK_HAS(text, "From: Claire <claire@claims.test>\r\n");
    CHECK_HAS(text, "Message-Id: <01abc@tenace.invalid>\r\n");
    CHECK_HAS(text, "In-Reply-To: <second@shop.example>\r\n");
    CHECK_HAS(text, "References: <first@shop.example> <second@shop.example>\r\n");
    CHECK_HAS(text, "Date: Mon, 09 Mar 2026 11:00:00 +0100\r\n");
    CHECK_HAS(text, "Content-Language: fr\r\n");
    CHECK_HAS(text, "MIME-Version: 1.0\r\n");
    CHECK_HAS(text, "Subject: Commande =?UTF-8?B?bsKwIDQyIDogb8O5?= est-elle ?\r\n");
    CHECK_HAS(text, "To: Service =?UTF-8?");
    CHECK_HAS(text, "n'est pas arriv=C3=A9e.\r\n");
    CHECK_HAS(text, "charset=utf-8");
    g_assert_null(strstr(text, "Bcc"));
}

static void
test_bytes_are_ascii_with_crlf(void)
{
    TncMailCompose message = plain_message();
    g_autofree char *longest = g_strnfill(3000, 'x');
    message.text = longest;
    g_autofree char *text = compose(&message);
    for (const char *c = text; *c; c++) {
        g_assert_cmpint((guchar)*c, <, 128);
        if (*c == '\n')
            g_assert_true(c > text && c[-1] == '\r');
        if (*c == '\r')
            g_assert_true(c[1] == '\n');
    }
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (guint i = 0; lines[i]; i++)
        g_assert_cmpuint(strlen(lines[i]), <=, 998);
}

static void
test_same_input_same_bytes(void)
{
    TncMailCompose message = plain_message();
    g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF\0\r\n", 7);
    TncMailComposeAttachment attachment = {"reçu de paiement.pdf", "application/pdf", pdf};
    message.attachments = &attachment;
    message.attachment_count = 1;
    g_autofree char *first = compose(&message);
    g_autofree char *second = compose(&message);
    g_assert_cmpstr(first, ==, second);
    CHECK_HAS(first, "multipart/mixed");
    CHECK_HAS(first, "Content-Type: application/pdf");
    CHECK_HAS(first, "JVBERgANCg==");
    CHECK_HAS(first, "Content-Disposition: attachment;\r\n\tfilename*=");
}

typedef struct {
    const char *name;
    gsize offset; // of the string in TncMailCompose
    const char *value;
    const char *named; // what the error must name
} Refused;

static void
test_refused(gconstpointer data)
{
    const Refused *row = data;
    TncMailCompose message = plain_message();
    *(const char **)(gpointer)((char *)&message + row->offset) = row->value;
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, row->named));
}

#define FIELD(field) G_STRUCT_OFFSET(TncMailCompose, field)

static const Refused refused[] = {
    {"subject with CRLF", FIELD(subject), "a\r\nBcc: x@y.example", "Subject"},
    {"subject with LF", FIELD(subject), "a\nBcc: x@y.example", "Subject"},
    {"subject with CR", FIELD(subject), "a\rb", "Subject"},
    {"subject with NEL", FIELD(subject),
     "a\xc2\x85"
     "b",
     "Subject"},
    {"subject not UTF-8", FIELD(subject), "\xff", "Subject"},
    {"name with LF", FIELD(from.name), "Claire\nBcc: x@y.example", "From"},
    {"address with LF", FIELD(from.address), "claire@claims.test\nBcc: x@y.example", "From"},
    {"address with a second one", FIELD(from.address), "a@b.example, c@d.example", "From"},
    {"address with brackets", FIELD(from.address), "<a@b.example>", "From"},
    {"address without domain", FIELD(from.address), "claire", "From"},
    {"no address", FIELD(from.address), NULL, "From"},
    {"id with CRLF", FIELD(message_id), "a@b\r\nBcc: x@y.example", "Message-ID"},
    {"id with brackets", FIELD(message_id), "<a@b>", "Message-ID"},
    {"no id", FIELD(message_id), NULL, "Message-ID"},
    {"reply id with a space", FIELD(in_reply_to), "a@b c@d", "In-Reply-To"},
    {"language with LF", FIELD(language), "fr\nX: y", "Content-Language"},
    {"text not UTF-8", FIELD(text), "\xc3", "text"},
    {"no text", FIELD(text), NULL, "text"},
};

static void
test_refused_recipients(void)
{
    TncMailCompose message = plain_message();
    message.to_count = 0;
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_clear_error(&error);
    TncMailComposeAddress cc = {NULL, "a@b.example\r\nBcc: c@d.example"};
    message = plain_message();
    message.cc = &cc;
    message.cc_count = 1;
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

static void
test_refused_attachments(void)
{
    TncMailCompose message = plain_message();
    g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
    TncMailComposeAttachment attachment = {"a\nb", "text/plain", bytes};
    message.attachments = &attachment;
    message.attachment_count = 1;
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_clear_error(&error);
    attachment = (TncMailComposeAttachment){"a", "text/plain\r\nX: y", bytes};
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_clear_error(&error);
    g_autoptr(GBytes) big = g_bytes_new_take(g_malloc0(26 << 20), 26 << 20);
    attachment = (TncMailComposeAttachment){"a", NULL, big};
    g_assert_null(tnc_mail_compose(&message, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-compose/headers", test_headers);
    g_test_add_func("/mail-compose/ASCII and CRLF only", test_bytes_are_ascii_with_crlf);
    g_test_add_func("/mail-compose/same input, same bytes", test_same_input_same_bytes);
    g_test_add_func("/mail-compose/recipients refused", test_refused_recipients);
    g_test_add_func("/mail-compose/attachments refused", test_refused_attachments);
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *path = g_strdup_printf("/mail-compose/refused: %s", refused[i].name);
        g_test_add_data_func(path, &refused[i], test_refused);
    }
    return g_test_run();
}
