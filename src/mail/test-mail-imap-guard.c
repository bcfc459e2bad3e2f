// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of the caps on an IMAP server's answers: what passes, what is refused and why, however the
// bytes are cut.

#include "mail-imap-guard.h"

#include <string.h>

typedef struct {
    const char *name;
    const char *bytes;
    const char *refusal; // part of it; NULL: passes
} Row;

static const Row rows[] = {
    {"greeting", "* OK hello\r\n", NULL},
    {"literal", "* 1 FETCH (UID 5 BODY[] {5}\r\nab\r\nc)\r\na OK done\r\n", NULL},
    {"literal at the cap is believed", "* 1 FETCH (BODY[] {67108864}\r\n", NULL},
    {"literal over the cap", "* 1 FETCH (BODY[] {67108865}\r\n", "64 MB"},
    {"literal whose number overflows", "* 1 FETCH (BODY[] {18446744073709551621}\r\n", "64 MB"},
    {"literal with blanks", "* 1 FETCH (BODY[] { 99999999 } \r\n", "64 MB"},
    {"literal ended by LF alone", "* 1 FETCH (BODY[] {99999999}\n", "64 MB"},
    {"literal that does not wait", "* 1 FETCH (BODY[] {99999999+}\r\n", "64 MB"},
    {"second literal of a line", "* 1 FETCH (X {1}\r\na Y {99999999}\r\n", "64 MB"},
    {"braces inside a literal are data", "* 1 FETCH (BODY[] {13}\r\n{99999999999}\r\n)\r\n", NULL},
    {"small braces inside a line", "* 1 FETCH (X \"{99}\")\r\n", NULL},
    {"large braces inside a line, to be safe", "* 1 FETCH (X \"{99999999}\")\r\n", "64 MB"},
    {"literal announced before more words", "* 1 FETCH (BODY[] {4294967295}\tUIC\n", "64 MB"},
    {"literal hidden in words", "* OK [BADCHARSET ({10}\r\n", "words"},
    {"literal hidden in a tagged answer", "a OK {10}\r\n", "words"},
    {"literal hidden in a continuation", "+ {10}\r\n", "words"},
    {"words may hold braces", "* OK {10} mails\r\n", NULL},
    {"literal announced before a lone CR", "* 1 FETCH (BODY[] {9}\rx", "forbids"},
    {"lone CR inside a literal is data", "* 1 FETCH (BODY[] {3}\r\na\rb)\r\n", NULL},
    {"small letters", "* ok {10}\r\n", "words"},
    {"shallow", "* LIST (((())))\r\n", NULL},
    {"deep", "* 1 FETCH (BODYSTRUCTURE ((((((((((((((((((((((((((((((((((", "parentheses"},
    {"depth goes on behind a literal", "* 1 FETCH ((((((((((((((((((((({1}\r\nx((((((((((((((((",
     "parentheses"},
    {"depth is per line", "* LIST ((((((((((((((((((\r\n* LIST ((((((((((((((((((\r\n", NULL},
    {"parentheses in words", "* OK ((((((((((((((((((((((((((((((((((((((((((((\r\n", NULL},
};

static void
check(const Row *row, gsize step)
{
    TncMailImapGuard guard = {0};
    tnc_mail_imap_guard_begin(&guard, 100000);
    gsize size = strlen(row->bytes);
    gboolean passed = TRUE;
    for (gsize i = 0; i < size && passed; i += step)
        passed = tnc_mail_imap_guard_pass(&guard, row->bytes + i, MIN(step, size - i));
    g_assert_cmpint(passed, ==, row->refusal == NULL);
    if (row->refusal) {
        g_assert_nonnull(strstr(guard.refusal, row->refusal));
        g_assert_false(tnc_mail_imap_guard_pass(&guard, "* OK\r\n", 6)); // for good
    }
}

static void
test_row(gconstpointer data)
{
    for (gsize step = 1; step <= 64; step++)
        check(data, step);
}

static void
test_answer_over_what_is_allowed(void)
{
    TncMailImapGuard guard = {0};
    tnc_mail_imap_guard_begin(&guard, 12);
    g_assert_true(tnc_mail_imap_guard_pass(&guard, "* OK hello\r\n", 12));
    tnc_mail_imap_guard_begin(&guard, 5);
    g_assert_false(tnc_mail_imap_guard_pass(&guard, "* OK\r\n", 6));
}

static void
test_endless_line(void)
{
    TncMailImapGuard guard = {0};
    tnc_mail_imap_guard_begin(&guard, G_MAXUINT64);
    g_autofree char *piece = g_strnfill(1 << 20, 'x');
    guint pieces = 0;
    while (pieces < 100 && tnc_mail_imap_guard_pass(&guard, piece, 1 << 20))
        pieces++;
    g_assert_cmpuint(pieces, ==, TNC_MAIL_IMAP_MAX_LINE >> 20);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/mail-imap-guard/%s", rows[i].name);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    g_test_add_func("/mail-imap-guard/more than is allowed", test_answer_over_what_is_allowed);
    g_test_add_func("/mail-imap-guard/endless line", test_endless_line);
    return g_test_run();
}
