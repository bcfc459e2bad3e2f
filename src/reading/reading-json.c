// SPDX-License-Identifier: AGPL-3.0-or-later
// A reading as JSON: for `read --json` and for the body of an event. Spans are given with their quote. Of a mail the text
// is written straight away: most of the time of many mails would go into values that are written once and freed.

#include "json-write.h"
#include "reading.h"

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
quote_of(const char *text, guint start, guint end)
{
    return json_stringn(text + start, end - start);
}

static json_t *
signals_json(const TncReadingResult *result, const char *visible)
{
    json_t *list = json_array();
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        json_t *one = json_pack("{s:s, s:o, s:i, s:i}", "kind",
                                tnc_claim_words_name(TNC_WORDS_TncSignal, (int)signal->kind),
                                "quote", quote_of(visible, signal->start, signal->end), "start",
                                (int)signal->start, "end", (int)signal->end);
        if (signal->step)
            json_object_set_new(one, "step", json_string(signal->step));
        if (signal->due != TNC_DATE_NONE)
            json_object_set_new(one, "due", tnc_json_date(signal->due));
        if (signal->value)
            json_object_set_new(one, "value", json_string(signal->value));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *
dates_json(const TncReadingResult *result, const char *visible)
{
    json_t *list = json_array();
    for (guint i = 0; i < result->dates->len; i++) {
        const TncReadingDate *date = &g_array_index(result->dates, TncReadingDate, i);
        json_array_append_new(list, json_pack("{s:o, s:o, s:b}", "quote",
                                              quote_of(visible, date->start, date->end), "date",
                                              tnc_json_date(date->date), "past", date->past));
    }
    return list;
}

// What is read of any text; each value is set in the order of domain.md.
static void
set_reading(json_t *object, const TncReadingResult *result, const char *visible)
{
    json_object_set_new(object, "greeting", text_or_null(result->greeting));
    json_object_set_new(object, "agent", text_or_null(result->agent));
    json_object_set_new(object, "department", text_or_null(result->department));
    json_object_set_new(object, "courtesy", json_real((int)(result->courtesy * 100 + 0.5) / 100.0));
    json_object_set_new(object, "dates", dates_json(result, visible));
    json_object_set_new(object, "signals", signals_json(result, visible));
}

json_t *
tnc_reading_result_text_body(const TncReadingResult *result, const char *text, TncChannel channel)
{
    json_t *body = json_pack("{s:s, s:s, s:o}", "channel",
                             tnc_claim_words_name(TNC_WORDS_TncChannel, (int)channel), "text", text,
                             "language", text_or_null(result->language));
    set_reading(body, result, text);
    return body;
}

// ---- a mail's, as text

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
put_address(TncJsonText *to, const TncMailAddress *address, gboolean sorted)
{
    tnc_json_write_open(to, '{');
    if (sorted)
        put(to, "address", address->address);
    put(to, "name", address->name);
    if (!sorted)
        put(to, "address", address->address);
    tnc_json_write_close(to, '}');
}

static void
put_from(TncJsonText *to, const TncMailMessage *message, gboolean sorted)
{
    tnc_json_write_key(to, "from");
    put_address(to, tnc_mail_message_from(message), sorted);
}

static void
put_to(TncJsonText *to, const TncMailMessage *message, gboolean sorted)
{
    tnc_json_write_key(to, "to");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < tnc_mail_message_to_count(message); i++)
        put_address(to, tnc_mail_message_to(message, i), sorted);
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
put_automatic(TncJsonText *to, const TncReadingResult *result, gboolean sorted)
{
    tnc_json_write_key(to, "automatic");
    tnc_json_write_open(to, '{');
    if (sorted)
        put_because(to, result);
    put_boolean(to, "is", result->automatic != TNC_AUTOMATIC_NONE);
    put(to, "kind", tnc_claim_words_name(TNC_WORDS_TncAutomatic, (int)result->automatic));
    if (!sorted)
        put_because(to, result);
    tnc_json_write_close(to, '}');
}

static void
put_attachment(TncJsonText *to, const TncMailAttachment *attachment, gboolean sorted)
{
    gint64 size = (gint64)g_bytes_get_size(attachment->bytes);
    tnc_json_write_open(to, '{');
    put(to, "name", attachment->name);
    if (!sorted) {
        put(to, "type", attachment->type);
        put_number(to, "size", size);
        put(to, "sha256", attachment->sha256);
    } else {
        put(to, "sha256", attachment->sha256);
        put_number(to, "size", size);
        put(to, "type", attachment->type);
    }
    tnc_json_write_close(to, '}');
}

static void
put_attachments(TncJsonText *to, const TncMailMessage *message, gboolean sorted)
{
    tnc_json_write_key(to, "attachments");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < tnc_mail_message_attachment_count(message); i++)
        put_attachment(to, tnc_mail_message_attachment(message, i), sorted);
    tnc_json_write_close(to, ']');
}

static void
put_courtesy(TncJsonText *to, const TncReadingResult *result)
{
    tnc_json_write_key(to, "courtesy");
    tnc_json_write_real(to, (int)(result->courtesy * 100 + 0.5) / 100.0);
}

static void
put_found_date(TncJsonText *to, const TncReadingDate *date, const char *visible, gboolean sorted)
{
    tnc_json_write_open(to, '{');
    if (sorted) {
        put_date(to, "date", date->date);
        put_boolean(to, "past", date->past);
    }
    put_quote(to, visible, date->start, date->end);
    if (!sorted) {
        put_date(to, "date", date->date);
        put_boolean(to, "past", date->past);
    }
    tnc_json_write_close(to, '}');
}

static void
put_dates(TncJsonText *to, const TncReadingResult *result, const char *visible, gboolean sorted)
{
    tnc_json_write_key(to, "dates");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < result->dates->len; i++)
        put_found_date(to, &g_array_index(result->dates, TncReadingDate, i), visible, sorted);
    tnc_json_write_close(to, ']');
}

static void
put_signal(TncJsonText *to, const TncReadingSignal *signal, const char *visible)
{
    tnc_json_write_open(to, '{');
    put(to, "kind", tnc_claim_words_name(TNC_WORDS_TncSignal, (int)signal->kind));
    put_quote(to, visible, signal->start, signal->end);
    put_number(to, "start", signal->start);
    put_number(to, "end", signal->end);
    if (signal->step)
        put(to, "step", signal->step);
    if (signal->due != TNC_DATE_NONE)
        put_date(to, "due", signal->due);
    if (signal->value)
        put(to, "value", signal->value);
    tnc_json_write_close(to, '}');
}

static void
put_sorted_signal(TncJsonText *to, const TncReadingSignal *signal, const char *visible)
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
put_signals(TncJsonText *to, const TncReadingResult *result, const char *visible, gboolean sorted)
{
    tnc_json_write_key(to, "signals");
    tnc_json_write_open(to, '[');
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        if (sorted)
            put_sorted_signal(to, signal, visible);
        else
            put_signal(to, signal, visible);
    }
    tnc_json_write_close(to, ']');
}

static void
put_instant(TncJsonText *to, const TncMailMessage *message)
{
    char text[TNC_INSTANT_BUFFER];
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    put(to, "date", at == TNC_INSTANT_NONE ? NULL : tnc_instant_format(at, offset, text));
}

char *
tnc_reading_result_line(const TncReadingResult *result, const TncMailMessage *message,
                        const char *path)
{
    const char *visible = tnc_mail_message_visible(message);
    const char *text = tnc_mail_message_text(message);
    TncJsonText to = {g_string_sized_new(2 * strlen(text) + 2048), TNC_JSON_ASCII};
    tnc_json_write_open(&to, '{');
    put(&to, "path", path);
    put(&to, "message_id", tnc_mail_message_id(message));
    put_in_reply_to(&to, message);
    put_instant(&to, message);
    put_from(&to, message, FALSE);
    put_to(&to, message, FALSE);
    put(&to, "subject", tnc_mail_message_subject(message));
    put(&to, "language", result->language);
    put_automatic(&to, result, FALSE);
    put(&to, "text", text);
    put(&to, "visible", visible);
    put(&to, "signature", tnc_mail_message_signature(message));
    put_attachments(&to, message, FALSE);
    put(&to, "greeting", result->greeting);
    put(&to, "agent", result->agent);
    put(&to, "department", result->department);
    put_courtesy(&to, result);
    put_dates(&to, result, visible, FALSE);
    put_signals(&to, result, visible, FALSE);
    tnc_json_write_close(&to, '}');
    return g_string_free(to.text, FALSE);
}

char *
tnc_reading_result_body(const TncReadingResult *result, const TncMailMessage *message,
                        const TncReadingFate *fate)
{
    const char *visible = tnc_mail_message_visible(message);
    TncJsonText to = {g_string_sized_new(2 * strlen(visible) + 2048), TNC_JSON_CANONICAL};
    tnc_json_write_open(&to, '{');
    put(&to, "agent", result->agent);
    put_attachments(&to, message, TRUE);
    put_automatic(&to, result, TRUE);
    if (fate->bounced)
        put(&to, "bounced", fate->bounced);
    put(&to, "channel", "email");
    put_courtesy(&to, result);
    put_dates(&to, result, visible, TRUE);
    put(&to, "department", result->department);
    put_from(&to, message, TRUE);
    put(&to, "greeting", result->greeting);
    put_in_reply_to(&to, message);
    put(&to, "language", result->language);
    put(&to, "matched", fate->matched);
    put(&to, "message_id", tnc_mail_message_id(message));
    if (fate->bounced)
        put_boolean(&to, "permanent", fate->permanent);
    put(&to, "raw", fate->raw);
    put_signals(&to, result, visible, TRUE);
    put(&to, "subject", tnc_mail_message_subject(message));
    if (fate->suspicious)
        put_boolean(&to, "suspicious", TRUE);
    put(&to, "text", visible);
    put_to(&to, message, TRUE);
    tnc_json_write_close(&to, '}');
    return g_string_free(to.text, FALSE);
}
