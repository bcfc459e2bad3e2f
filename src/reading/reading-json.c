// SPDX-License-Identifier: AGPL-3.0-or-later
// A reading as JSON: for `read --json` and for the body of an event. Spans are given with their quote.

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

static json_t *
automatic_json(const TncReadingResult *result)
{
    json_t *because = json_array();
    for (guint i = 0; i < result->because->len; i++)
        json_array_append_new(because, json_string(g_ptr_array_index(result->because, i)));
    return json_pack("{s:b, s:s, s:o}", "is", result->automatic != TNC_AUTOMATIC_NONE, "kind",
                     tnc_claim_words_name(TNC_WORDS_TncAutomatic, (int)result->automatic),
                     "because", because);
}

static json_t *
address_json(const TncMailAddress *address)
{
    return json_pack("{s:s, s:s}", "name", address->name, "address", address->address);
}

static json_t *
to_json(const TncMailMessage *message)
{
    json_t *list = json_array();
    for (guint i = 0; i < tnc_mail_message_to_count(message); i++)
        json_array_append_new(list, address_json(tnc_mail_message_to(message, i)));
    return list;
}

static json_t *
ids_json(const char *const *ids)
{
    json_t *list = json_array();
    for (; *ids; ids++)
        json_array_append_new(list, json_string(*ids));
    return list;
}

static json_t *
attachments_json(const TncMailMessage *message)
{
    json_t *list = json_array();
    for (guint i = 0; i < tnc_mail_message_attachment_count(message); i++) {
        const TncMailAttachment *attachment = tnc_mail_message_attachment(message, i);
        json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:s}", "name", attachment->name,
                                              "type", attachment->type, "size",
                                              (json_int_t)g_bytes_get_size(attachment->bytes),
                                              "sha256", attachment->sha256));
    }
    return list;
}

static json_t *
instant_json(const TncMailMessage *message)
{
    char text[TNC_INSTANT_BUFFER];
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    return at == TNC_INSTANT_NONE ? json_null() : json_string(tnc_instant_format(at, offset, text));
}

// What both forms share; each value is set in the order of domain.md.
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
tnc_reading_result_json(const TncReadingResult *result, const TncMailMessage *message,
                        const char *path)
{
    const char *visible = tnc_mail_message_visible(message);
    json_t *object = json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:s, s:s, s:s, s:o}", "path", path,
        "message_id", text_or_null(tnc_mail_message_id(message)), "in_reply_to",
        ids_json(tnc_mail_message_in_reply_to(message)), "date", instant_json(message), "from",
        address_json(tnc_mail_message_from(message)), "to", to_json(message), "subject",
        tnc_mail_message_subject(message), "language", text_or_null(result->language), "automatic",
        automatic_json(result), "text", tnc_mail_message_text(message), "visible", visible,
        "signature", tnc_mail_message_signature(message), "attachments", attachments_json(message));
    set_reading(object, result, visible);
    return object;
}

json_t *
tnc_reading_result_body(const TncReadingResult *result, const TncMailMessage *message)
{
    const char *visible = tnc_mail_message_visible(message);
    json_t *body = json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:o, s:o}", "channel",
                             "email", "message_id", text_or_null(tnc_mail_message_id(message)),
                             "in_reply_to", ids_json(tnc_mail_message_in_reply_to(message)), "from",
                             address_json(tnc_mail_message_from(message)), "to", to_json(message),
                             "subject", tnc_mail_message_subject(message), "language",
                             text_or_null(result->language), "text", visible, "automatic",
                             automatic_json(result), "attachments", attachments_json(message));
    set_reading(body, result, visible);
    return body;
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
