// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail-header.h"
#include "mail-message.h"
#include <string.h>

#define LONG (3 * TNC_MAIL_MAX_FIELD)

// TEXT again and again between BEFORE and BEHIND.
static char *
repeat(const char *before, const char *text, const char *behind)
{
    g_autoptr(GString) many = g_string_new(before);
    while (many->len < LONG)
        g_string_append(many, text);
    g_string_append(many, behind);
    return g_strdup(many->str);
}

static void
assert_ends_with(GBytes *bytes, const char *text)
{
    gsize size;
    const char *all = g_bytes_get_data(bytes, &size);
    g_assert_cmpuint(size, >=, strlen(text));
    g_assert_cmpint(memcmp(all + size - strlen(text), text, strlen(text)), ==, 0);
}

static void
test_cut(void)
{
    static const struct {
        const char *name;
        const char *before;
        const char *text;
        const char *behind;
        gboolean cut;
    } rows[] = {
        {"a long line", "From: a@b\nSubject: ", "x", "\nDate: x\n\nBonjour\n", TRUE},
        {"many folded lines", "Subject: a\nTo: a@b,\n", "\tc@d.example,\n", "Date: x\n\nBonjour\n",
         TRUE},
        {"the last field, with no body", "From: a@b\nSubject: ", "x", "", TRUE},
        {"a long body", "From: a@b\n\n", "a: b ", "", FALSE},
        {"many short fields", "From: a@b\n", "X-A: b\n", "\nBonjour\n", FALSE},
        {"a text that is no mail", "", "Bonjour à vous ", "", FALSE},
        {"one long word", "", "x", "", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *mail = repeat(rows[i].before, rows[i].text, rows[i].behind);
        g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
        g_autoptr(GBytes) cut = tnc_mail_header_cut(raw);
        g_test_message("%s", rows[i].name);
        g_assert_cmpint(cut != raw, ==, rows[i].cut);
        g_assert_cmpint(g_bytes_get_size(cut) < LONG, ==, rows[i].cut);
        assert_ends_with(cut, rows[i].behind);
    }
    g_autoptr(GBytes) none = g_bytes_new(NULL, 0);
    g_autoptr(GBytes) same = tnc_mail_header_cut(none);
    g_assert_true(same == none);
}

// What is cut is read all the same, and the mail itself is kept whole.
static void
test_fields_around_it_are_read(void)
{
    g_autofree char *mail =
        repeat("From: Lune <sav@lune.example>\nX-Long: ", "x",
               "\nSubject: Colis\nContent-Type: text/plain; charset=utf-8\n\nBonjour\n");
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    g_assert_cmpstr(tnc_mail_message_subject(message), ==, "Colis");
    g_assert_cmpstr(tnc_mail_message_from(message)->address, ==, "sav@lune.example");
    g_assert_cmpstr(tnc_mail_message_visible(message), ==, "Bonjour");
    g_assert_true(tnc_mail_message_raw(message) == raw);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-header/what is too long is cut", test_cut);
    g_test_add_func("/mail-header/the fields around it are read", test_fields_around_it_are_read);
    return g_test_run();
}
