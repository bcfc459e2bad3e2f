// SPDX-License-Identifier: AGPL-3.0-or-later
// The caps on an IMAP server's answers. libetpan's parser allocates what a literal announces and
// recurses into parentheses, so both are judged here, byte by byte, before it reads them.

#include "mail-imap-guard.h"

#include <string.h>

void
tnc_mail_imap_guard_begin(TncMailImapGuard *guard, guint64 bytes)
{
    guard->allowed = bytes;
}

static gboolean
refuse(TncMailImapGuard *guard, const char *why)
{
    guard->refusal = why;
    return FALSE;
}

// After which names come words and no data (RFC 9051: resp-cond-state, resp-cond-bye, greeting).
static TncMailImapGuardLine
kind_of(const TncMailImapGuard *guard)
{
    static const char *const words[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(guard->name, words[i]) == 0)
            return TNC_MAIL_IMAP_GUARD_TEXT;
    return TNC_MAIL_IMAP_GUARD_DATA;
}

static void
read_name(TncMailImapGuard *guard, char c)
{
    gboolean is_blank = c == ' ' || c == '\t';
    if (is_blank && guard->name_length == 0)
        return;
    if (g_ascii_isalnum(c) && guard->name_length + 1 < sizeof guard->name) {
        guard->name[guard->name_length++] = c;
        guard->name[guard->name_length] = '\0';
        return;
    }
    guard->line = kind_of(guard);
}

// '{' digits '}' before the line's end announces a literal; blanks between count for nothing,
// because the parser skips them.
static void
read_brace(TncMailImapGuard *guard, char c)
{
    if (c == '{') {
        guard->brace = '{';
        guard->announced = 0;
    } else if (g_ascii_isdigit(c) && (guard->brace == '{' || guard->brace == '0')) {
        guard->brace = '0';
        if (guard->announced <= TNC_MAIL_IMAP_MAX_LITERAL)
            guard->announced = guard->announced * 10 + (guint)(c - '0');
    } else if (c == '}' && guard->brace == '0') {
        guard->brace = '}';
    } else if (c != ' ' && c != '\t' && c != '\r' && !(c == '+' && guard->brace == '0')) {
        guard->brace = 0;
    }
}

static gboolean
end_line(TncMailImapGuard *guard)
{
    gboolean announces = guard->brace == '}';
    guard->brace = 0;
    if (announces && guard->line != TNC_MAIL_IMAP_GUARD_DATA)
        return refuse(guard, "it announced data where only words may stand");
    if (announces && guard->announced > TNC_MAIL_IMAP_MAX_LITERAL)
        return refuse(guard, "it announced a piece of more than 64 MB");
    if (announces) {
        guard->literal_left = guard->announced;
        return TRUE;
    }
    guard->line = TNC_MAIL_IMAP_GUARD_START;
    guard->line_bytes = 0;
    guard->depth = 0;
    return TRUE;
}

static gboolean
read_character(TncMailImapGuard *guard, char c)
{
    if (++guard->line_bytes > TNC_MAIL_IMAP_MAX_LINE)
        return refuse(guard, "it sent an endless line");
    // The parser takes a lone CR for the end of a line, and NUL for the end of everything.
    if (c == '\0' || (guard->after_cr && c != '\n'))
        return refuse(guard, "it sent characters that IMAP forbids");
    guard->after_cr = c == '\r';
    if (guard->line == TNC_MAIL_IMAP_GUARD_STAR)
        read_name(guard, c);
    if (guard->line == TNC_MAIL_IMAP_GUARD_START && c != '\r' && c != '\n' && c != ' ') {
        guard->line = c == '*' ? TNC_MAIL_IMAP_GUARD_STAR : TNC_MAIL_IMAP_GUARD_TEXT;
        guard->name_length = 0;
        guard->name[0] = '\0';
    }
    if (c == '\n')
        return end_line(guard);
    read_brace(guard, c);
    if (guard->line == TNC_MAIL_IMAP_GUARD_TEXT)
        return TRUE;
    // The parser believes an announcement even when more follows it on its line.
    if (guard->brace == '}' && guard->announced > TNC_MAIL_IMAP_MAX_LITERAL)
        return refuse(guard, "it announced a piece of more than 64 MB");
    if (c == '(' && ++guard->depth > TNC_MAIL_IMAP_MAX_DEPTH)
        return refuse(guard, "it nested too many parentheses");
    if (c == ')' && guard->depth > 0)
        guard->depth--;
    return TRUE;
}

gboolean
tnc_mail_imap_guard_pass(TncMailImapGuard *guard, const char *bytes, gsize size)
{
    if (guard->refusal)
        return FALSE;
    if (size > guard->allowed)
        return refuse(guard, "it answered far more than was asked");
    guard->allowed -= size;
    for (gsize i = 0; i < size;) {
        if (guard->literal_left > 0) {
            gsize skipped = (gsize)MIN(guard->literal_left, size - i);
            guard->literal_left -= skipped;
            i += skipped;
        } else if (!read_character(guard, bytes[i++])) {
            return FALSE;
        }
    }
    return TRUE;
}
