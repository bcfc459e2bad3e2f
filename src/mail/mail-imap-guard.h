// SPDX-License-Identifier: AGPL-3.0-or-later
// Watches what an IMAP server sends before the parser sees it (RFC 9051 § 4, § 9), so that no size
// or nesting announced by the server is ever believed beyond a cap. Internal to mail-imap.c.
#pragma once

#include <glib.h>

#define TNC_MAIL_IMAP_MAX_LITERAL (64 * 1024 * 1024)
#define TNC_MAIL_IMAP_MAX_LINE (16 * 1024 * 1024)
#define TNC_MAIL_IMAP_MAX_DEPTH 32

typedef enum {
    TNC_MAIL_IMAP_GUARD_START, // at the start of a line
    TNC_MAIL_IMAP_GUARD_STAR,  // after '* ' (untagged response), its name not yet complete
    TNC_MAIL_IMAP_GUARD_DATA,  // a response that may hold literals
    TNC_MAIL_IMAP_GUARD_TEXT,  // a tagged, status or continuation response: words for people
} TncMailImapGuardLine;

// A plain value; zero is its first state. The fields are the guard's own.
typedef struct {
    guint64 allowed;      // bytes that the current command may still answer
    guint64 literal_left; // bytes of the literal that are still to come
    guint64 announced;    // the number in '{…}' as far as read
    gsize line_bytes;     // of the current line without its literals
    guint depth;          // open parentheses
    char brace;           // 0, '{', '0' (in the number), '}': what may end in a literal
    char name[8];         // of an untagged response
    guint name_length;
    gboolean after_cr; // the last byte was a carriage return
    TncMailImapGuardLine line;
    const char *refusal; // why nothing more is let through; NULL: all is well. Static.
} TncMailImapGuard;

// A command begins: its answer may take at most BYTES.
void tnc_mail_imap_guard_begin(TncMailImapGuard *guard, guint64 bytes);

// FALSE: these bytes must not reach the parser, nor any after them (guard->refusal says why).
gboolean tnc_mail_imap_guard_pass(TncMailImapGuard *guard, const char *bytes, gsize size);
