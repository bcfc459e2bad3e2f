// SPDX-License-Identifier: AGPL-3.0-or-later
// GMime does the parsing; here the choice of the body, charsets that lie, and the caps.

#include "mail-message.h"
#include "mail-header.h"
#include "error.h"
#include "html.h"
#include "mail-quote.h"
#include "mail-uuencode.h"
#include "text.h"
#include <gmime/gmime.h>

struct TncMailMessage {
    GBytes *raw;
    GMimeMessage *mime; // NULL when nothing could be parsed
    char *id;
    GStrv in_reply_to;
    GStrv references;
    TncMailAddress from;
    GArray *to;    // of TncMailAddress
    TncInstant at; // TNC_INSTANT_NONE: none that makes sense
    int offset;
    GStringChunk *strings;
    char *subject;
    char *type;
    GString *plain;
    GString *html;
    char *text;
    char *visible;
    char *signature;
    GPtrArray *attachments; // of TncMailAttachment
    TncMailReport report;
    guint parts;
    gboolean too_many;
};

static const char *
keep(TncMailMessage *message, const char *text)
{
    g_autofree char *valid = text ? tnc_text_make_valid(text, strlen(text)) : NULL;
    return valid ? g_string_chunk_insert(message->strings, valid) : "";
}

// ---- bodies

// Charsets that mailers name and iconv does not, or that are named for a larger set in use.
static const char *
charset_of(const char *name)
{
    static const struct {
        const char *named;
        const char *meant;
    } aliases[] = {
        {"gb2312", "gb18030"},      {"gbk", "gb18030"},
        {"x-gbk", "gb18030"},       {"iso-8859-1", "windows-1252"},
        {"latin1", "windows-1252"}, {"us-ascii", "utf-8"},
        {"ascii", "utf-8"},         {"ks_c_5601-1987", "cp949"},
        {"x-sjis", "shift_jis"},    {"unicode-1-1-utf-7", "utf-7"},
        {"utf8", "utf-8"},          {"ansi_x3.4-1968", "utf-8"},
    };
    for (guint i = 0; name && i < G_N_ELEMENTS(aliases); i++)
        if (g_ascii_strcasecmp(aliases[i].named, name) == 0)
            return aliases[i].meant;
    return name;
}

// Latin letters with accents stand alone between plain ones; the bytes of Chinese come in pairs, many in a row.
static gboolean
looks_chinese(const char *bytes, gsize size)
{
    gsize high = 0;
    gsize in_runs = 0;
    for (gsize i = 0, run = 0; i <= size; i++) {
        if (i < size && (guchar)bytes[i] >= 0x81) {
            run++;
            continue;
        }
        high += run;
        in_runs += run >= 4 ? run : 0;
        run = 0;
    }
    return high >= 8 && in_runs * 10 >= high * 7;
}

// What an HTML text says of its own charset, in its first bytes. NULL: nothing.
static char *
charset_of_html(const char *bytes, gsize size)
{
    g_autofree char *head = g_strndup(bytes, MIN(size, 1024));
    g_autofree char *lower = g_ascii_strdown(head, -1);
    const char *found = strstr(lower, "charset=");
    if (!found)
        return NULL;
    found += strlen("charset=");
    found += strspn(found, "\"' ");
    return g_strndup(found, strcspn(found, "\"'>;/ \r\n"));
}

// Bytes → UTF-8: as declared when that works, else UTF-8 when it is, else Windows-1252 (every byte means something).
static char *
to_utf8(const char *bytes, gsize size, const char *declared)
{
    const char *charset = charset_of(declared);
    if (!charset || g_ascii_strcasecmp(charset, "utf-8") == 0 ||
        g_utf8_validate_len(bytes, size, NULL)) {
        if (g_utf8_validate_len(bytes, size, NULL) &&
            (!charset || (g_ascii_strncasecmp(charset, "iso-2022", 8) != 0 &&
                          g_ascii_strcasecmp(charset, "utf-7") != 0 &&
                          g_ascii_strncasecmp(charset, "hz", 2) != 0)))
            return g_strndup(bytes, size);
    }
    char *converted =
        charset ? g_convert(bytes, (gssize)size, "UTF-8", charset, NULL, NULL, NULL) : NULL;
    if (!converted && charset)
        converted = g_convert_with_fallback(bytes, (gssize)size, "UTF-8", charset, "\xef\xbf\xbd",
                                            NULL, NULL, NULL);
    if (!converted && looks_chinese(bytes, size))
        converted = g_convert(bytes, (gssize)size, "UTF-8", "gb18030", NULL, NULL, NULL);
    if (!converted)
        converted = g_convert(bytes, (gssize)size, "UTF-8", "windows-1252", NULL, NULL, NULL);
    return converted ? converted : tnc_text_make_valid(bytes, size);
}

static GBytes *
content_of(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *memory = g_mime_stream_mem_new();
    if (content)
        g_mime_data_wrapper_write_to_stream(content, memory);
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    GBytes *bytes = g_bytes_new(array->data, array->len);
    g_object_unref(memory);
    return bytes;
}

static void
drop_carriage_returns(char *text)
{
    char *write = strchr(text, '\r');
    for (const char *read = write; read && *read; read++)
        if (*read != '\r' || read[1] != '\n')
            *write++ = *read == '\r' ? '\n' : *read;
    if (write)
        *write = '\0';
}

// format=flowed (RFC 3676): a line that ends with a space goes on; DelSp takes that space away; '-- ' never flows.
static char *
unflow(const char *text, gboolean delete_space)
{
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        const char *line = lines[i][0] == ' ' ? lines[i] + 1 : lines[i];
        gsize length = strlen(line);
        gboolean flows = length > 0 && line[length - 1] == ' ' && !g_str_equal(line, "-- ") &&
                         lines[i + 1] && (line[0] == '>') == (lines[i + 1][0] == '>');
        g_string_append_len(out, line, (gssize)(flows && delete_space ? length - 1 : length));
        if (!flows && lines[i + 1])
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void
append_body(GString *body, const char *text)
{
    gsize room = TNC_MAIL_MAX_TEXT - MIN(body->len, TNC_MAIL_MAX_TEXT);
    if (body->len && room)
        g_string_append_c(body, '\n');
    g_autofree char *valid = strlen(text) > room ? tnc_text_make_valid(text, room) : NULL;
    g_string_append(body, valid ? valid : text);
}

static void
take_text(TncMailMessage *message, GMimePart *part, gboolean html)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    g_autoptr(GBytes) bytes = content_of(part);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    size = MIN(size, TNC_MAIL_MAX_TEXT);
    const char *declared = g_mime_content_type_get_parameter(type, "charset");
    g_autofree char *own = html && !declared && data ? charset_of_html(data, size) : NULL;
    g_autofree char *text = to_utf8(data ? data : "", size, declared ? declared : own);
    drop_carriage_returns(text);
    const char *format = g_mime_content_type_get_parameter(type, "format");
    const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
    if (!html && format && g_ascii_strcasecmp(format, "flowed") == 0) {
        g_autofree char *joined = unflow(text, delsp && g_ascii_strcasecmp(delsp, "yes") == 0);
        append_body(message->plain, joined);
    } else {
        append_body(html ? message->html : message->plain, text);
    }
}

static void
free_attachment(gpointer data)
{
    g_bytes_unref(((TncMailAttachment *)data)->bytes);
    g_free(data);
}

// Takes over BYTES.
static void
add_attachment(TncMailMessage *message, const char *name, const char *type, GBytes *bytes)
{
    TncMailAttachment *attachment = g_new0(TncMailAttachment, 1);
    attachment->name = keep(message, name);
    attachment->type = keep(message, type);
    attachment->bytes = bytes;
    tnc_sha256_hex(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), attachment->sha256);
    g_ptr_array_add(message->attachments, attachment);
}

static void
take_attachment(TncMailMessage *message, GMimePart *part)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    g_autofree char *name = g_mime_content_type_get_mime_type(type);
    const char *file = g_mime_part_get_filename(part);
    g_autofree char *base = file && *file ? g_path_get_basename(file) : NULL;
    add_attachment(message, base, name, content_of(part));
}

// A mail that was attached whole: a carrier's answer, what a bounce brings back.
static void
take_message(TncMailMessage *message, GMimeMessagePart *part)
{
    GMimeMessage *inner = g_mime_message_part_get_message(part);
    char *raw = inner ? g_mime_object_to_string(GMIME_OBJECT(inner), NULL) : NULL;
    if (!raw)
        return;
    const char *subject = g_mime_message_get_subject(inner);
    g_autofree char *name = g_strdup_printf("%s.eml", subject && *subject ? subject : "message");
    add_attachment(message, g_strdelimit(name, "/\\\r\n", '-'), "message/rfc822",
                   g_bytes_new_take(raw, strlen(raw)));
}

// message/delivery-status: groups of 'Field: value' (RFC 3464); the first value of each field counts.
static const char *
report_field(TncMailMessage *message, const char *text, const char *field)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", 400);
    gsize length = strlen(field);
    for (guint i = 0; lines[i]; i++) {
        if (g_ascii_strncasecmp(lines[i], field, length) != 0 || lines[i][length] != ':')
            continue;
        const char *semicolon = strchr(lines[i], ';');
        const char *value = semicolon ? semicolon + 1 : lines[i] + length + 1;
        g_autofree char *copy = g_strdup(value);
        return keep(message, g_strstrip(copy));
    }
    return NULL;
}

static void
take_report(TncMailMessage *message, GMimePart *part)
{
    g_autoptr(GBytes) bytes = content_of(part);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = tnc_text_make_valid(data ? data : "", MIN(size, 65536));
    message->report.action = report_field(message, text, "Action");
    message->report.status = report_field(message, text, "Status");
    message->report.recipient = report_field(message, text, "Final-Recipient");
}

static void
take_part(GMimeObject *parent, GMimeObject *object, gpointer data)
{
    (void)parent;
    TncMailMessage *message = data;
    if (++message->parts > TNC_MAIL_MAX_PARTS) {
        message->too_many = TRUE;
        return;
    }
    if (GMIME_IS_MESSAGE_PART(object))
        take_message(message, GMIME_MESSAGE_PART(object));
    if (!GMIME_IS_PART(object))
        return;
    GMimePart *part = GMIME_PART(object);
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *disposition = g_mime_object_get_disposition(object);
    const char *file = g_mime_part_get_filename(part);
    gboolean attached =
        (disposition && g_ascii_strcasecmp(disposition, "attachment") == 0) || (file && *file);
    gboolean text = g_mime_content_type_is_type(type, "text", "*");
    gboolean html = g_mime_content_type_is_type(type, "text", "html");
    if (g_mime_content_type_is_type(type, "message", "delivery-status") && !message->report.action)
        take_report(message, part);
    else if (text && !attached && (html || g_mime_content_type_is_type(type, "text", "plain")))
        take_text(message, part, html);
    else
        take_attachment(message, part);
}

// ---- headers

static GStrv
ids_of(GMimeMessage *mime, const char *header)
{
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
    const char *value = g_mime_object_get_header(GMIME_OBJECT(mime), header);
    GMimeReferences *references = value ? g_mime_references_parse(NULL, value) : NULL;
    for (int i = 0; references && i < g_mime_references_length(references); i++) {
        const char *id = g_mime_references_get_message_id(references, i);
        if (id && *id && g_utf8_validate(id, -1, NULL))
            g_strv_builder_add(ids, id);
    }
    if (references)
        g_mime_references_free(references);
    return g_strv_builder_end(ids);
}

static void
take_addresses(TncMailMessage *message, InternetAddressList *list, GArray *out)
{
    for (int i = 0; list && i < internet_address_list_length(list) && out->len < 100; i++) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (!INTERNET_ADDRESS_IS_MAILBOX(address))
            continue;
        TncMailAddress taken = {
            keep(message, internet_address_get_name(address)),
            keep(message, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)))};
        g_array_append_val(out, taken);
    }
}

// Before mail existed, or after anything sensible, the header is nonsense.
static void
take_date(TncMailMessage *message)
{
    GDateTime *date = g_mime_message_get_date(message->mime);
    gint64 seconds = date ? g_date_time_to_unix(date) : -1;
    if (seconds < 0 || seconds > G_GINT64_CONSTANT(4102444800))
        return;
    message->at = seconds * TNC_INSTANT_SECOND;
    message->offset = (int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_SECOND);
}

static void
take_headers(TncMailMessage *message)
{
    GMimeMessage *mime = message->mime;
    take_date(message);
    g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(TncMailAddress));
    take_addresses(message, g_mime_message_get_from(mime), from);
    if (from->len == 0)
        take_addresses(message, g_mime_message_get_sender(mime), from);
    if (from->len)
        message->from = g_array_index(from, TncMailAddress, 0);
    take_addresses(message, g_mime_message_get_to(mime), message->to);
    take_addresses(message, g_mime_message_get_cc(mime), message->to);
    const char *id = g_mime_message_get_message_id(mime);
    message->id = id && *id ? g_strdup(keep(message, id)) : NULL;
    g_strfreev(message->in_reply_to);
    g_strfreev(message->references);
    message->in_reply_to = ids_of(mime, "In-Reply-To");
    message->references = ids_of(mime, "References");
    const char *subject = g_mime_message_get_subject(mime);
    message->subject = subject ? tnc_text_make_valid(subject, strlen(subject)) : g_strdup("");
    GMimeObject *top = g_mime_message_get_mime_part(mime);
    message->type = top ? g_mime_content_type_get_mime_type(g_mime_object_get_content_type(top))
                        : g_strdup("text/plain");
}

// The parts cannot be told apart, as where the boundary is missing: everything below the headers is the body.
static void
take_raw_body(TncMailMessage *message)
{
    gsize size;
    const char *raw = g_bytes_get_data(message->raw, &size);
    g_autofree char *text = to_utf8(raw ? raw : "", MIN(size, TNC_MAIL_MAX_TEXT), NULL);
    drop_carriage_returns(text);
    const char *body = strstr(text, "\n\n");
    if (body)
        append_body(message->plain, body + 2);
}

// A plain part that only says 'see the HTML' is no body.
static gboolean
is_no_body(const char *plain)
{
    static const char *const marks[] = {"cannot read this email",
                                        "does not support html",
                                        "doesn't support html",
                                        "view it online",
                                        "view this email in your",
                                        "html-capable",
                                        "html version",
                                        "ne prend pas en charge le html",
                                        "ne supporte pas le html",
                                        "version html",
                                        "version en ligne",
                                        "unterstützt kein html",
                                        "no admite html",
                                        "non supporta html"};
    const char *c = plain + strspn(plain, " \t\r\n");
    if (!*c)
        return TRUE;
    g_autofree char *lower = strlen(c) < 400 ? g_utf8_strdown(c, -1) : NULL;
    for (guint i = 0; lower && i < G_N_ELEMENTS(marks); i++)
        if (strstr(lower, marks[i]))
            return TRUE;
    return FALSE;
}

static void
take_encoded_file(const char *name, GBytes *bytes, gpointer message)
{
    add_attachment(message, name, "application/octet-stream", bytes);
}

static void
take_bodies(TncMailMessage *message)
{
    g_mime_message_foreach(message->mime, take_part, message);
    if (message->plain->len == 0 && message->html->len == 0 && message->attachments->len == 0)
        take_raw_body(message);
    message->text = tnc_mail_uuencode_cut(message->plain->str, take_encoded_file, message);
    if (!message->text)
        message->text = g_strdup(message->plain->str);
    if (message->html->len > 0 && is_no_body(message->plain->str)) {
        g_free(message->text);
        message->text = tnc_html_to_text(message->html->str, message->html->len);
    }
    tnc_mail_quote_split(message->text, &message->visible, &message->signature);
}

void
tnc_mail_message_start(void)
{
    static gsize started;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

TncMailMessage *
tnc_mail_message_parse(GBytes *raw, GError **error)
{
    gsize size = g_bytes_get_size(raw);
    if (size > TNC_MAIL_MAX_BYTES) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "a mail of %" G_GSIZE_FORMAT " bytes: at most %d are read", size,
                      TNC_MAIL_MAX_BYTES);
        return NULL;
    }
    tnc_mail_message_start();
    g_autoptr(TncMailMessage) message = g_new0(TncMailMessage, 1);
    message->raw = g_bytes_ref(raw);
    message->strings = g_string_chunk_new(256);
    message->to = g_array_new(FALSE, FALSE, sizeof(TncMailAddress));
    message->attachments = g_ptr_array_new_with_free_func(free_attachment);
    message->plain = g_string_new(NULL);
    message->html = g_string_new(NULL);
    message->from = (TncMailAddress){"", ""};
    message->at = TNC_INSTANT_NONE;
    message->in_reply_to = g_new0(char *, 1);
    message->references = g_new0(char *, 1);
    g_autoptr(GBytes) cut = tnc_mail_header_cut(raw);
    const char *bytes = g_bytes_get_data(cut, &size);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes ? bytes : "", size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    message->mime = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    if (message->mime)
        take_headers(message);
    if (message->mime)
        take_bodies(message);
    if (message->too_many) {
        tnc_error_set(error, TNC_ERROR_INPUT, "a mail of more than %d parts is not read",
                      TNC_MAIL_MAX_PARTS);
        return NULL;
    }
    return g_steal_pointer(&message);
}

GBytes *
tnc_mail_message_of_text(const char *text, TncInstant at, int offset_seconds)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / TNC_INSTANT_SECOND);
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(offset_seconds);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    tnc_mail_message_start();
    g_autofree char *date = g_mime_utils_header_format_date(local);
    char *raw = g_strdup_printf("Date: %s\nContent-Type: text/plain; charset=utf-8\n"
                                "Content-Transfer-Encoding: 8bit\n\n%s\n",
                                date, text);
    return g_bytes_new_take(raw, strlen(raw));
}

void
tnc_mail_message_free(TncMailMessage *message)
{
    if (!message)
        return;
    g_clear_object(&message->mime);
    g_bytes_unref(message->raw);
    g_free(message->id);
    g_strfreev(message->in_reply_to);
    g_strfreev(message->references);
    g_array_unref(message->to);
    g_string_chunk_free(message->strings);
    g_free(message->subject);
    g_free(message->type);
    g_string_free(message->plain, TRUE);
    g_string_free(message->html, TRUE);
    g_free(message->text);
    g_free(message->visible);
    g_free(message->signature);
    g_ptr_array_unref(message->attachments);
    g_free(message);
}

const char *
tnc_mail_message_id(const TncMailMessage *message)
{
    return message->id;
}

const char *const *
tnc_mail_message_in_reply_to(const TncMailMessage *message)
{
    return (const char *const *)message->in_reply_to;
}

const char *const *
tnc_mail_message_references(const TncMailMessage *message)
{
    return (const char *const *)message->references;
}

void
tnc_mail_message_drop_headers(TncMailMessage *message)
{
    g_clear_object(&message->mime);
}

TncInstant
tnc_mail_message_date(const TncMailMessage *message, int *offset_out)
{
    if (offset_out && message->at != TNC_INSTANT_NONE)
        *offset_out = message->offset;
    return message->at;
}

const TncMailAddress *
tnc_mail_message_from(const TncMailMessage *message)
{
    return &message->from;
}

guint
tnc_mail_message_to_count(const TncMailMessage *message)
{
    return message->to->len;
}

const TncMailAddress *
tnc_mail_message_to(const TncMailMessage *message, guint index)
{
    g_assert(index < message->to->len);
    return &g_array_index(message->to, TncMailAddress, index);
}

const char *
tnc_mail_message_subject(const TncMailMessage *message)
{
    return message->subject ? message->subject : "";
}

const char *
tnc_mail_message_header(const TncMailMessage *message, const char *name)
{
    const char *value =
        message->mime ? g_mime_object_get_header(GMIME_OBJECT(message->mime), name) : NULL;
    return value && g_utf8_validate(value, -1, NULL) ? value : NULL;
}

const char *
tnc_mail_message_type(const TncMailMessage *message)
{
    return message->type ? message->type : "text/plain";
}

const char *
tnc_mail_message_text(const TncMailMessage *message)
{
    return message->text ? message->text : "";
}

const char *
tnc_mail_message_html(const TncMailMessage *message)
{
    return message->html->len ? message->html->str : NULL;
}

const char *
tnc_mail_message_visible(const TncMailMessage *message)
{
    return message->visible ? message->visible : "";
}

const char *
tnc_mail_message_signature(const TncMailMessage *message)
{
    return message->signature ? message->signature : "";
}

guint
tnc_mail_message_attachment_count(const TncMailMessage *message)
{
    return message->attachments->len;
}

const TncMailAttachment *
tnc_mail_message_attachment(const TncMailMessage *message, guint index)
{
    g_assert(index < message->attachments->len);
    return g_ptr_array_index(message->attachments, index);
}

const TncMailReport *
tnc_mail_message_report(const TncMailMessage *message)
{
    return message->report.action ? &message->report : NULL;
}

GBytes *
tnc_mail_message_raw(const TncMailMessage *message)
{
    return message->raw;
}
