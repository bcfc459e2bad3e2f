// SPDX-License-Identifier: AGPL-3.0-or-later
// A reading as JSON: for `read --json` and for the body of an event. Spans are given with their quote. The text is written
// straight away: most of the time of many mails would go into values that are written once and freed. The keys of inner
// objects are in the order of the alphabet, which the canonical body of an event needs.

#include "json-write.h"
#include "reading.h"

static void
put(TncJsonText *to, const char *key, const char *value)
{
    tnc_json_write_key(to, key);
    tnc_json_write_string(to, value);
}

static void
put_number(TncJsonText *to, const char *key, gint64 value)
{
    tnc_json_write_key(to, key);
    tnc_json_write_number(to, value);
}

static void
put_boolean(TncJsonText *to, const char *key, gboolean value)
{
    tnc_json_write_key(to, key);
    tnc_json_write_boolean(to, value);
}

static void
put_quote(TncJsonText *to, const char *visible, guint start, guint end)
{
    tnc_json_write_key(to, "quote");
    tnc_json_write_bytes(to, visible + start, end - start);
}

static void
put_date(TncJsonText *to, const char *key, TncDate date)
{
    char text[TNC_DATE_BUFFER];
    put(to, key, date == TNC_DATE_NONE ? NULL : tnc_date_format(date, text));
}

static void
put_address(TncJsonText *to, const TncMailAddress *address)
{
    tnc_json_write_open(to, '{');
    put(to, "address", address->address);
    put(to, "name", address->name);
    tnc_json_write_close(to, '}');
}

static void
put_from(TncJsonText *to, const TncMailMessage *message)
{
    tnc_json_write_key(to, "from");
    put_address(to, tnc_mail_message_from(message));
}

static void
put_to(TncJsonText *to, const TncMailMessage *message)
{
    tnc_json_write_key(to, "to");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < tnc_mail_message_to_count(message); i++)
        put_address(to, tnc_mail_message_to(message, i));
    tnc_json_write_close(to, ']');
}

static void
put_in_reply_to(TncJsonText *to, const TncMailMessage *message)
{
    tnc_json_write_key(to, "in_reply_to");
    tnc_json_write_open(to, '[');
    for (const char *const *id = tnc_mail_message_in_reply_to(message); *id; id++)
        tnc_json_write_string(to, *id);
    tnc_json_write_close(to, ']');
}

static void
put_because(TncJsonText *to, const TncReadingResult *result)
{
    tnc_json_write_key(to, "because");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < result->because->len; i++)
        tnc_json_write_string(to, g_ptr_array_index(result->because, i));
    tnc_json_write_close(to, ']');
}

static void
put_automatic(TncJsonText *to, const TncReadingResult *result)
{
    tnc_json_write_key(to, "automatic");
    tnc_json_write_open(to, '{');
    put_because(to, result);
    put_boolean(to, "is", result->automatic != TNC_AUTOMATIC_NONE);
    put(to, "kind", tnc_claim_words_name(TNC_WORDS_TncAutomatic, (int)result->automatic));
    tnc_json_write_close(to, '}');
}

static void
put_attachment(TncJsonText *to, const TncMailAttachment *attachment)
{
    tnc_json_write_open(to, '{');
    put(to, "name", attachment->name);
    put(to, "sha256", attachment->sha256);
    put_number(to, "size", (gint64)g_bytes_get_size(attachment->bytes));
    put(to, "type", attachment->type);
    tnc_json_write_close(to, '}');
}

static void
put_attachments(TncJsonText *to, const TncMailMessage *message)
{
    tnc_json_write_key(to, "attachments");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < tnc_mail_message_attachment_count(message); i++)
        put_attachment(to, tnc_mail_message_attachment(message, i));
    tnc_json_write_close(to, ']');
}

static void
put_courtesy(TncJsonText *to, const TncReadingResult *result)
{
    tnc_json_write_key(to, "courtesy");
    tnc_json_write_real(to, (int)(result->courtesy * 100 + 0.5) / 100.0);
}

static void
put_found_date(TncJsonText *to, const TncReadingDate *date, const char *visible)
{
    tnc_json_write_open(to, '{');
    put_date(to, "date", date->date);
    put_boolean(to, "past", date->past);
    put_quote(to, visible, date->start, date->end);
    tnc_json_write_close(to, '}');
}

static void
put_dates(TncJsonText *to, const TncReadingResult *result, const char *visible)
{
    tnc_json_write_key(to, "dates");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < result->dates->len; i++)
        put_found_date(to, &g_array_index(result->dates, TncReadingDate, i), visible);
    tnc_json_write_close(to, ']');
}

static void
put_signal(TncJsonText *to, const TncReadingSignal *signal, const char *visible)
{
    tnc_json_write_open(to, '{');
    if (signal->due != TNC_DATE_NONE)
        put_date(to, "due", signal->due);
    put_number(to, "end", signal->end);
    put(to, "kind", tnc_claim_words_name(TNC_WORDS_TncSignal, (int)signal->kind));
    put_quote(to, visible, signal->start, signal->end);
    put_number(to, "start", signal->start);
    if (signal->step)
        put(to, "step", signal->step);
    if (signal->value)
        put(to, "value", signal->value);
    tnc_json_write_close(to, '}');
}

static void
put_signals(TncJsonText *to, const TncReadingResult *result, const char *visible)
{
    tnc_json_write_key(to, "signals");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < result->signals->len; i++)
        put_signal(to, &g_array_index(result->signals, TncReadingSignal, i), visible);
    tnc_json_write_close(to, ']');
}

// What is read of any text, in the order of domain.md.
static void
put_reading(TncJsonText *to, const TncReadingResult *result, const char *visible)
{
    put(to, "greeting", result->greeting);
    put(to, "agent", result->agent);
    put(to, "department", result->department);
    put_courtesy(to, result);
    put_dates(to, result, visible);
    put_signals(to, result, visible);
}

json_t *
tnc_reading_result_text_body(const TncReadingResult *result, const char *text, TncChannel channel)
{
    TncJsonText to = {g_string_sized_new(2 * strlen(text) + 2048), TNC_JSON_ASCII};
    tnc_json_write_open(&to, '{');
    put(&to, "channel", tnc_claim_words_name(TNC_WORDS_TncChannel, (int)channel));
    put(&to, "text", text);
    put(&to, "language", result->language);
    put_reading(&to, result, text);
    tnc_json_write_close(&to, '}');
    g_autofree char *line = g_string_free(to.text, FALSE);
    return tnc_json_load(line);
}

static void
put_instant(TncJsonText *to, const TncMailMessage *message)
{
    char text[TNC_INSTANT_BUFFER];
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    put(to, "date", at == TNC_INSTANT_NONE ? NULL : tnc_instant_format(at, offset, text));
}

void
tnc_reading_result_line(const TncReadingResult *result, const TncMailMessage *message,
                        const char *path, GString *line)
{
    const char *visible = tnc_mail_message_visible(message);
    TncJsonText to = {g_string_truncate(line, 0), TNC_JSON_ASCII};
    tnc_json_write_open(&to, '{');
    put(&to, "path", path);
    put(&to, "message_id", tnc_mail_message_id(message));
    put_in_reply_to(&to, message);
    put_instant(&to, message);
    put_from(&to, message);
    put_to(&to, message);
    put(&to, "subject", tnc_mail_message_subject(message));
    put(&to, "language", result->language);
    put_automatic(&to, result);
    put(&to, "text", tnc_mail_message_text(message));
    put(&to, "visible", visible);
    put(&to, "signature", tnc_mail_message_signature(message));
    put_attachments(&to, message);
    put_reading(&to, result, visible);
    tnc_json_write_close(&to, '}');
}

struct TncReadingBody {
    GString *text;
    gsize matched; // where that member belongs
    gsize suspicious;
};

void
tnc_reading_body_free(TncReadingBody *body)
{
    if (!body)
        return;
    g_string_free(body->text, TRUE);
    g_free(body);
}

// Whom a bounce is about: whose mailbox did not take our mail.
static const TncMailReport *
bounce_of(const TncReadingResult *result, const TncMailMessage *message)
{
    const TncMailReport *report =
        result->automatic == TNC_AUTOMATIC_BOUNCE ? tnc_mail_message_report(message) : NULL;
    return report && report->recipient ? report : NULL;
}

static gboolean
is_permanent(const TncMailReport *report)
{
    return g_ascii_strcasecmp(report->action, "failed") == 0 &&
           (!report->status || report->status[0] == '5');
}

TncReadingBody *
tnc_reading_body_new(const TncReadingResult *result, const TncMailMessage *message, const char *raw)
{
    const char *visible = tnc_mail_message_visible(message);
    const TncMailReport *bounce = bounce_of(result, message);
    TncReadingBody *body = g_new(TncReadingBody, 1);
    body->text = g_string_sized_new(2 * strlen(visible) + 2048);
    TncJsonText to = {body->text, TNC_JSON_CANONICAL};
    tnc_json_write_open(&to, '{');
    put(&to, "agent", result->agent);
    put_attachments(&to, message);
    put_automatic(&to, result);
    if (bounce)
        put(&to, "bounced", bounce->recipient);
    put(&to, "channel", "email");
    put_courtesy(&to, result);
    put_dates(&to, result, visible);
    put(&to, "department", result->department);
    put_from(&to, message);
    put(&to, "greeting", result->greeting);
    put_in_reply_to(&to, message);
    put(&to, "language", result->language);
    body->matched = to.text->len;
    put(&to, "message_id", tnc_mail_message_id(message));
    if (bounce)
        put_boolean(&to, "permanent", is_permanent(bounce));
    put(&to, "raw", raw);
    put_signals(&to, result, visible);
    put(&to, "subject", tnc_mail_message_subject(message));
    body->suspicious = to.text->len;
    put(&to, "text", visible);
    put_to(&to, message);
    tnc_json_write_close(&to, '}');
    return body;
}

char *
tnc_reading_body_finish(const TncReadingBody *body, const char *matched, gboolean suspicious)
{
    const GString *text = body->text;
    TncJsonText to = {g_string_sized_new(text->len + 64), TNC_JSON_CANONICAL};
    g_string_append_len(to.text, text->str, (gssize)body->matched);
    put(&to, "matched", matched);
    g_string_append_len(to.text, text->str + body->matched,
                        (gssize)(body->suspicious - body->matched));
    if (suspicious)
        put_boolean(&to, "suspicious", TRUE);
    g_string_append_len(to.text, text->str + body->suspicious,
                        (gssize)(text->len - body->suspicious));
    return g_string_free(to.text, FALSE);
}
