// SPDX-License-Identifier: AGPL-3.0-or-later
// Handing one message to the mailbox's own SMTP server (message submission, RFC 6409), by libcurl.
// Who sends when, and what happens after a crash, is the outbox's business.
#pragma once

#include "mail-server.h"

typedef enum {
    TNC_MAIL_SMTP_ACCEPTED,  // the server took charge of it
    TNC_MAIL_SMTP_REFUSED,   // for good (5xx): not sent; sending the same again would be in vain
    TNC_MAIL_SMTP_LATER,     // for now (4xx): not sent; try again in some minutes
    TNC_MAIL_SMTP_UNCERTAIN, // the connection was lost after the last byte of the message and
                             // before the answer: look for an own copy before sending it again
} TncMailSmtpOutcome;

typedef struct {
    TncMailSmtpOutcome outcome;
    int code;     // the server's reply code; 0 when there was none
    char *words;  // the server's last reply, one line a line, valid UTF-8; may be empty
    char *advice; // one English sentence: what to do; empty when accepted
} TncMailSmtpAnswer;

void tnc_mail_smtp_answer_clear(TncMailSmtpAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncMailSmtpAnswer, tnc_mail_smtp_answer_clear)

// Sends MESSAGE (RFC 5322, CRLF) with the envelope SENDER and RECIPIENTS (NULL-terminated, at least
// one; Bcc included). All recipients or none.
// TRUE: ANSWER_OUT says what the server answered, or that nobody knows. FALSE: it is certain that
// nothing was sent, because it came to no message: TNC_ERROR_INPUT (settings, addresses),
// TNC_ERROR_CREDENTIALS (password), TNC_ERROR_CERTIFICATE, TNC_ERROR_REMOTE (no connection, or lost
// before the message's end: try again later).
// The answer's strings are owned by ANSWER_OUT, which is untouched on failure.
gboolean tnc_mail_smtp_send(const TncMailServer *server, const char *sender,
                            const char *const *recipients, GBytes *message,
                            TncMailSmtpAnswer *answer_out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Connects, verifies the certificate and logs in, sends nothing. Errors as above.
gboolean tnc_mail_smtp_test(const TncMailServer *server, GError **error) G_GNUC_WARN_UNUSED_RESULT;
