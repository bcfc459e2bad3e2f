// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds an outgoing message with GMime. What it says (drafts, guards) is the writer's business.

#include "mail-compose.h"
#include "mail-message.h"

#include <gmime/gmime.h>
#include <string.h>
#include "error.h"
#include "sha256.h"

#define MAX_LINE_BYTES 2000
#define MAX_ID_BYTES 900 // RFC 5322 § 2.1.1: a line has at most 998 characters

// No line break means no header of somebody else's choice.
static gboolean
check_line(const char *field, const char *text, GError **error)
{
    if (!text)
        return TRUE;
    if (strlen(text) > MAX_LINE_BYTES)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s: expected at most %d bytes, found %zu",
                             field, MAX_LINE_BYTES, strlen(text));
    if (!g_utf8_validate(text, -1, NULL))
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s: expected UTF-8 text", field);
    for (const char *c = text; *c; c = g_utf8_find_next_char(c, NULL))
        if (g_unichar_iscntrl(g_utf8_get_char(c)))
            return tnc_error_set(error, TNC_ERROR_INPUT,
                                 "%s: expected one line without control characters", field);
    return TRUE;
}

// local@domain in visible ASCII without anything that has a meaning in a header (RFC 5322 § 3.4.1
// without quoted strings, comments and literals).
static gboolean
check_address(const char *field, const char *address, GError **error)
{
    static const char forbidden[] = " \"(),:;<>[\\]";
    const char *at = address ? strrchr(address, '@') : NULL;
    gboolean good = at && at != address && at[1] && strchr(address, '@') == at &&
                    strlen(address) <= 254 && strcspn(address, forbidden) == strlen(address);
    for (const char *c = address; good && *c; c++)
        good = g_ascii_isgraph(*c);
    if (good)
        return TRUE;
    g_autofree char *shown = address ? g_strescape(address, NULL) : g_strdup("");
    return tnc_error_set(error, TNC_ERROR_INPUT,
                         "%s: expected an address such as name@example.org, found '%s'", field,
                         shown);
}

static gboolean
check_id(const char *field, const char *id, GError **error)
{
    static const char forbidden[] = " \"(),:;<>\\";
    gboolean good =
        id && strchr(id, '@') && strlen(id) <= MAX_ID_BYTES && strcspn(id, forbidden) == strlen(id);
    for (const char *c = id; good && *c; c++)
        good = g_ascii_isgraph(*c);
    return good || tnc_error_set(error, TNC_ERROR_INPUT,
                                 "%s: expected an id such as 01hx@example.org without <>", field);
}

static gboolean
check_people(const char *field, const TncMailComposeAddress *people, guint count, GError **error)
{
    for (guint i = 0; i < count; i++)
        if (!check_line(field, people[i].name, error) ||
            !check_address(field, people[i].address, error))
            return FALSE;
    return TRUE;
}

static gboolean
check_attachments(const TncMailCompose *message, GError **error)
{
    gsize total = message->text ? strlen(message->text) : 0;
    for (guint i = 0; i < message->attachment_count; i++) {
        const TncMailComposeAttachment *attachment = &message->attachments[i];
        const char *type = attachment->type;
        if (!check_line("attachment name", attachment->name, error))
            return FALSE;
        // A slash between visible characters is enough for GMime to write it as it is.
        const char *slash = type ? strchr(type, '/') : NULL;
        if (type && (!slash || slash == type || !slash[1] || strlen(type) > 127 ||
                     strspn(type, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "/.+-_") != strlen(type)))
            return tnc_error_set(error, TNC_ERROR_INPUT,
                                 "attachment type: expected a media type such as application/pdf");
        total += g_bytes_get_size(attachment->bytes) / 3 * 4; // base64
    }
    if (total > TNC_MAIL_COMPOSE_MAX_BYTES)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "attachments: the message would be %zu MB, mail servers take about "
                             "%d MB; send fewer or smaller files",
                             total >> 20, TNC_MAIL_COMPOSE_MAX_BYTES >> 20);
    return TRUE;
}

static gboolean
check_references(const TncMailCompose *message, GError **error)
{
    if (message->in_reply_to && !check_id("In-Reply-To", message->in_reply_to, error))
        return FALSE;
    guint count = 0;
    while (message->references && message->references[count])
        count++;
    if (count > TNC_MAIL_COMPOSE_MAX_REFERENCES)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "References: expected at most %d ids, found %u",
                             TNC_MAIL_COMPOSE_MAX_REFERENCES, count);
    for (guint i = 0; i < count; i++)
        if (!check_id("References", message->references[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
check(const TncMailCompose *message, GError **error)
{
    if (message->to_count == 0)
        return tnc_error_set(error, TNC_ERROR_INPUT, "To: expected at least one address");
    if (message->to_count + (gsize)message->cc_count > TNC_MAIL_COMPOSE_MAX_RECIPIENTS)
        return tnc_error_set(error, TNC_ERROR_INPUT, "To: expected at most %d addresses",
                             TNC_MAIL_COMPOSE_MAX_RECIPIENTS);
    if (!message->text || !g_utf8_validate(message->text, -1, NULL))
        return tnc_error_set(error, TNC_ERROR_INPUT, "text: expected UTF-8 text");
    if (message->date == TNC_INSTANT_NONE)
        return tnc_error_set(error, TNC_ERROR_INPUT, "Date: expected an instant");
    return check_people("From", &message->from, 1, error) &&
           check_people("To", message->to, message->to_count, error) &&
           check_people("Cc", message->cc, message->cc_count, error) &&
           check_line("Subject", message->subject, error) &&
           check_line("Content-Language", message->language, error) &&
           check_id("Message-ID", message->message_id, error) && check_references(message, error) &&
           check_attachments(message, error);
}

static void
add_people(GMimeMessage *mime, GMimeAddressType type, const TncMailComposeAddress *people,
           guint count)
{
    InternetAddressList *list = g_mime_message_get_addresses(mime, type);
    for (guint i = 0; i < count; i++) {
        const char *name = people[i].name && *people[i].name ? people[i].name : NULL;
        InternetAddress *address = internet_address_mailbox_new(name, people[i].address);
        internet_address_set_charset(address, "UTF-8");
        internet_address_list_add(list, address);
        g_object_unref(address);
    }
}

static void
add_ids(GMimeObject *mime, const char *header, const char *const *ids)
{
    g_autoptr(GString) value = g_string_new(NULL);
    for (; ids && *ids; ids++)
        g_string_append_printf(value, "%s<%s>", value->len ? " " : "", *ids);
    if (value->len)
        g_mime_object_set_header(mime, header, value->str, NULL);
}

static void
add_headers(GMimeMessage *mime, const TncMailCompose *message)
{
    add_people(mime, GMIME_ADDRESS_TYPE_FROM, &message->from, 1);
    add_people(mime, GMIME_ADDRESS_TYPE_TO, message->to, message->to_count);
    add_people(mime, GMIME_ADDRESS_TYPE_CC, message->cc, message->cc_count);
    g_mime_message_set_subject(mime, message->subject ? message->subject : "", "UTF-8");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(message->date / TNC_INSTANT_SECOND);
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(message->offset_seconds);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    g_mime_message_set_date(mime, local);
    g_mime_message_set_message_id(mime, message->message_id);
    add_ids(GMIME_OBJECT(mime), "In-Reply-To", (const char *[]){message->in_reply_to, NULL});
    add_ids(GMIME_OBJECT(mime), "References", message->references);
    if (message->language && *message->language)
        g_mime_object_set_header(GMIME_OBJECT(mime), "Content-Language", message->language, NULL);
    if (message->automatic)
        g_mime_object_set_header(GMIME_OBJECT(mime), "Auto-Submitted", "auto-generated", NULL);
}

static GMimePart *
part_new(const char *type, const char *bytes, gsize size, GMimeContentEncoding encoding)
{
    g_auto(GStrv) halves = g_strsplit(type, "/", 2);
    GMimePart *part = g_mime_part_new_with_type(halves[0], halves[1]);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
    return part;
}

// Always quoted-printable: no line gets too long and nothing on the way has a reason to change it.
// Not GMime's text part, which turns the text into a smaller charset of its own choice.
static GMimeObject *
text_part(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    g_autofree char *body = g_strjoinv("\n", lines);
    g_autofree char *ended =
        g_str_has_suffix(body, "\n") ? g_strdup(body) : g_strconcat(body, "\n", NULL);
    GMimePart *part =
        part_new("text/plain", ended, strlen(ended), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    return GMIME_OBJECT(part);
}

static GMimeObject *
attachment_part(const TncMailComposeAttachment *attachment)
{
    const char *type = attachment->type ? attachment->type : "application/octet-stream";
    gsize size = 0;
    const char *bytes = g_bytes_get_data(attachment->bytes, &size);
    GMimePart *part = part_new(type, bytes ? bytes : "", size, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
    if (attachment->name)
        g_mime_part_set_filename(part, attachment->name);
    return GMIME_OBJECT(part);
}

// The boundary comes from the Message-ID: GMime's own is random, and bytes must not be.
static GMimeObject *
body_of(const TncMailCompose *message)
{
    GMimeObject *text = text_part(message->text);
    if (message->attachment_count == 0)
        return text;
    GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
    char hash[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(message->message_id, strlen(message->message_id), hash);
    g_autofree char *boundary = g_strdup_printf("=-%.40s", hash);
    g_mime_multipart_set_boundary(mixed, boundary);
    g_mime_multipart_add(mixed, text);
    g_object_unref(text);
    for (guint i = 0; i < message->attachment_count; i++) {
        GMimeObject *part = attachment_part(&message->attachments[i]);
        g_mime_multipart_add(mixed, part);
        g_object_unref(part);
    }
    return GMIME_OBJECT(mixed);
}

static GBytes *
bytes_of(GMimeMessage *mime)
{
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(mime), format, stream);
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    GBytes *bytes = g_bytes_new(array->data, array->len);
    g_object_unref(stream);
    g_mime_format_options_free(format);
    return bytes;
}

GBytes *
tnc_mail_compose(const TncMailCompose *message, GError **error)
{
    if (!check(message, error))
        return NULL;
    tnc_mail_message_start();
    GMimeMessage *mime = g_mime_message_new(FALSE);
    add_headers(mime, message);
    GMimeObject *body = body_of(message);
    g_mime_message_set_mime_part(mime, body);
    g_object_unref(body);
    GBytes *bytes = bytes_of(mime);
    g_object_unref(mime);
    return bytes;
}
