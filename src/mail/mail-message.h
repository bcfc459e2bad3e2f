// SPDX-License-Identifier: AGPL-3.0-or-later
// One message as it came, parsed by GMime into what the rest of the program needs. Any bytes give something: what
// cannot be read is empty. Everything returned is borrowed until the message is freed, and valid UTF-8.
#pragma once

#include "instant.h"
#include "sha256.h"

#define TNC_MAIL_MAX_BYTES (64 * 1024 * 1024)
#define TNC_MAIL_MAX_PARTS 10000
#define TNC_MAIL_MAX_TEXT (1024 * 1024) // as much as an event holds

typedef struct TncMailMessage TncMailMessage;

typedef struct {
    const char *name; // decoded; empty when absent
    const char *address;
} TncMailAddress;

typedef struct {
    const char *name; // as the sender named the file, without folders; empty when absent
    const char *type; // 'application/pdf'
    GBytes *bytes;    // decoded
    char sha256[TNC_SHA256_HEX + 1];
} TncMailAttachment;

// A delivery report (RFC 3464): the first recipient's outcome.
typedef struct {
    const char *action;    // 'failed', 'delayed'…; NULL when the mail is no report
    const char *status;    // '5.1.1'; NULL when absent
    const char *recipient; // address; NULL when absent
} TncMailReport;

// Makes GMime ready, once, whichever thread comes first.
void tnc_mail_message_start(void);

// Fails with TNC_ERROR_INPUT only over the caps. Takes a reference to RAW. Full ownership.
TncMailMessage *tnc_mail_message_parse(GBytes *raw, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_mail_message_free(TncMailMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncMailMessage, tnc_mail_message_free)

// A mail of nothing but TEXT, UTF-8, dated AT: as what was pasted is read. Full ownership.
GBytes *tnc_mail_message_of_text(const char *text, TncInstant at, int offset_seconds);

const char *tnc_mail_message_id(const TncMailMessage *message); // without <>; NULL when absent
// Message-IDs without <>, NULL-terminated.
const char *const *tnc_mail_message_in_reply_to(const TncMailMessage *message);
const char *const *tnc_mail_message_references(const TncMailMessage *message);
// From the Date header; TNC_INSTANT_NONE when absent or nonsense. OFFSET_OUT (may be NULL): seconds east of UTC.
TncInstant tnc_mail_message_date(const TncMailMessage *message, int *offset_out);
const TncMailAddress *
tnc_mail_message_from(const TncMailMessage *message);           // empty strings when absent
guint tnc_mail_message_to_count(const TncMailMessage *message); // To and Cc
const TncMailAddress *tnc_mail_message_to(const TncMailMessage *message, guint index);
const char *tnc_mail_message_subject(const TncMailMessage *message); // empty when absent
// The first header of that name, decoded; NULL when absent.
const char *tnc_mail_message_header(const TncMailMessage *message, const char *name);
// From now on no header is found by its name; the memory of all of them, and of the parts, is given back.
void tnc_mail_message_drop_headers(TncMailMessage *message);
const char *
tnc_mail_message_type(const TncMailMessage *message); // 'multipart/report', of the whole

// The decoded body: plain text where there is one, else the HTML turned into text.
const char *tnc_mail_message_text(const TncMailMessage *message);
const char *tnc_mail_message_html(const TncMailMessage *message); // NULL when there is none
// The text without quotes and signature, and that signature: see mail-quote.h.
const char *tnc_mail_message_visible(const TncMailMessage *message);
const char *tnc_mail_message_signature(const TncMailMessage *message);

guint tnc_mail_message_attachment_count(const TncMailMessage *message);
const TncMailAttachment *tnc_mail_message_attachment(const TncMailMessage *message, guint index);
const TncMailReport *tnc_mail_message_report(const TncMailMessage *message);
GBytes *tnc_mail_message_raw(const TncMailMessage *message);
