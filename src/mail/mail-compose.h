// SPDX-License-Identifier: AGPL-3.0-or-later
// One outgoing message as RFC 5322 bytes, ready for SMTP. Nothing is invented here: identity and
// date are handed in, so the same input gives the same bytes.
#pragma once

#include "instant.h"

#define TNC_MAIL_COMPOSE_MAX_BYTES (25 * 1024 * 1024) // what most providers accept
#define TNC_MAIL_COMPOSE_MAX_RECIPIENTS 100
#define TNC_MAIL_COMPOSE_MAX_REFERENCES 100

typedef struct {
    const char *name;    // may be NULL
    const char *address; // ASCII
} TncMailComposeAddress;

typedef struct {
    const char *name; // file name, without folder
    const char *type; // media type such as 'application/pdf'; NULL: application/octet-stream
    GBytes *bytes;
} TncMailComposeAttachment;

// All borrowed for the time of the call; strings are UTF-8. There is no field for Bcc: who gets an
// own copy is only said to the SMTP server (mail-smtp.h), so that the seller never sees it.
typedef struct {
    TncMailComposeAddress from;
    const TncMailComposeAddress *to;
    guint to_count; // at least 1
    const TncMailComposeAddress *cc;
    guint cc_count;
    const char *subject;           // one line
    const char *text;              // body, lines ended by LF or CRLF
    const char *message_id;        // without <>
    const char *in_reply_to;       // without <>; NULL for a first message
    const char *const *references; // without <>, oldest first, NULL-terminated; may be NULL
    TncInstant date;
    int offset_seconds;   // east of UTC, whole minutes
    const char *language; // Content-Language (RFC 3282) such as 'fr'; may be NULL
    gboolean automatic;   // nobody wrote it: Auto-Submitted (RFC 3834)
    const TncMailComposeAttachment *attachments;
    guint attachment_count;
} TncMailCompose;

// The message's bytes: CRLF lines, ASCII only (quoted-printable and base64), From, To, Cc, Subject,
// Date, Message-ID, In-Reply-To, References. A line break or control character in any header
// field, a malformed address or id, or more than the caps is TNC_ERROR_INPUT naming the field.
// Full ownership.
GBytes *tnc_mail_compose(const TncMailCompose *message, GError **error) G_GNUC_WARN_UNUSED_RESULT;
