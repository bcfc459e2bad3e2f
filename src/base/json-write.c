// SPDX-License-Identifier: AGPL-3.0-or-later
// The same bytes as jansson's json_dumps() with JSON_COMPACT, in one pass: what needs no escape is copied as it stands.

#include "json-write.h"
#include "text.h"
#include <string.h>

#define MAX_REAL 64
// So much of a string is written at once, with room for what a byte becomes at most: '\u001F'. A character of four bytes
// becomes two such.
#define PIECE 4096
#define MOST_OF_BYTE 6

static void write_value(GString *out, const json_t *value, TncJsonForm form);

static char *
put_unit(char *to, guint unit)
{
    static const char digits[] = "0123456789ABCDEF";
    *to++ = '\\';
    *to++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4)
        *to++ = digits[unit >> shift & 15];
    return to;
}

// At most twelve bytes.
static char *
put_escape(char *to, gunichar c)
{
    static const char named[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *found = c && c < 0x80 ? strchr(named, (char)c) : NULL;
    if (found) {
        *to++ = '\\';
        *to++ = names[found - named];
        return to;
    }
    if (c <= 0xffff)
        return put_unit(to, c);
    // Beyond the basic plane: a surrogate pair.
    to = put_unit(to, 0xd800 + ((c - 0x10000) >> 10));
    return put_unit(to, 0xdc00 + ((c - 0x10000) & 0x3ff));
}

// From this byte on none stands for itself.
static guint
first_escaped(TncJsonForm form)
{
    return form == TNC_JSON_ASCII ? 0x80 : 0x100;
}

static inline gboolean
is_plain(guchar byte, guint limit)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte < limit;
}

// How many of eight bytes stand for themselves, in any form, before the first that does not.
static inline gsize
count_plain(const char *bytes)
{
    guint64 all;
    memcpy(&all, bytes, sizeof all);
    all = GUINT64_FROM_LE(all);
    guint64 quotes = all ^ TNC_TEXT_EACH_BYTE('"');
    guint64 slashes = all ^ TNC_TEXT_EACH_BYTE('\\');
    // What is borrowed goes to bytes behind the first.
    guint64 other = all | (all - TNC_TEXT_EACH_BYTE(0x20)) | (quotes - TNC_TEXT_EACH_BYTE(1)) |
                    (slashes - TNC_TEXT_EACH_BYTE(1));
    other &= TNC_TEXT_EACH_BYTE(0x80);
    return other ? (gsize)__builtin_ctzll(other) / 8 : 8;
}

// Room for SIZE more bytes, where they are written.
static char *
make_room(GString *out, gsize size)
{
    gsize start = out->len;
    if (out->allocated_len - start <= size) {
        g_string_set_size(out, start + size);
        out->len = start;
    }
    return out->str + start;
}

// What was written ends at TO.
static void
end_at(GString *out, char *to)
{
    out->len = (gsize)(to - out->str);
    *to = '\0';
}

// Writes TEXT up to STOP, or the character that goes beyond it, into room for the longest; returns what is left.
static const char *
write_piece(GString *out, const char *text, const char *stop, guint limit)
{
    char *to = make_room(out, MOST_OF_BYTE * (gsize)(stop - text) + MOST_OF_BYTE);
    while (text < stop) {
        gsize plain = stop - text >= 8 ? count_plain(text) : 0;
        if (plain > 0) {
            memcpy(to, text, 8); // what is not plain is written over
            to += plain;
            text += plain;
        } else if (is_plain((guchar)*text, limit)) {
            *to++ = *text++;
        } else {
            to = put_escape(to, g_utf8_get_char(text));
            text = tnc_text_next(text);
        }
    }
    end_at(out, to);
    return text;
}

static void
write_string(GString *out, const char *text, gsize size, TncJsonForm form)
{
    const char *end = text + size;
    guint limit = first_escaped(form);
    g_string_append_c(out, '"');
    while (text < end)
        text = write_piece(out, text, text + MIN(end - text, PIECE), limit);
    g_string_append_c(out, '"');
}

static int
by_key(gconstpointer one, gconstpointer other)
{
    return strcmp(json_object_iter_key(*(void *const *)one),
                  json_object_iter_key(*(void *const *)other));
}

static void
write_object(GString *out, json_t *object, TncJsonForm form)
{
    gsize count = json_object_size(object);
    g_autofree void **members = g_new(void *, count + 1);
    void *member = json_object_iter(object);
    for (gsize i = 0; i < count; i++, member = json_object_iter_next(object, member))
        members[i] = member;
    if (form == TNC_JSON_CANONICAL)
        qsort(members, count, sizeof *members, by_key);
    g_string_append_c(out, '{');
    for (gsize i = 0; i < count; i++) {
        const char *key = json_object_iter_key(members[i]);
        if (i > 0)
            g_string_append_c(out, ',');
        write_string(out, key, strlen(key), form);
        g_string_append_c(out, ':');
        write_value(out, json_object_iter_value(members[i]), form);
    }
    g_string_append_c(out, '}');
}

static void
write_array(GString *out, const json_t *array, TncJsonForm form)
{
    g_string_append_c(out, '[');
    for (gsize i = 0; i < json_array_size(array); i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        write_value(out, json_array_get(array, i), form);
    }
    g_string_append_c(out, ']');
}

static void
write_real(GString *out, const json_t *real)
{
    char text[MAX_REAL];
    gsize size = json_dumpb(real, text, sizeof text, JSON_ENCODE_ANY);
    g_string_append_len(out, text, (gssize)MIN(size, sizeof text));
}

static void
write_value(GString *out, const json_t *value, TncJsonForm form)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(out, (json_t *)(gintptr)value, form);
        break;
    case JSON_ARRAY:
        write_array(out, value, form);
        break;
    case JSON_STRING:
        write_string(out, json_string_value(value), json_string_length(value), form);
        break;
    case JSON_INTEGER:
        g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        break;
    case JSON_REAL:
        write_real(out, value);
        break;
    case JSON_TRUE:
        g_string_append(out, "true");
        break;
    case JSON_FALSE:
        g_string_append(out, "false");
        break;
    case JSON_NULL:
        g_string_append(out, "null");
        break;
    }
}

char *
tnc_json_write(const json_t *value, TncJsonForm form)
{
    if (!value)
        return NULL;
    GString *out = g_string_sized_new(1024);
    write_value(out, value, form);
    return g_string_free(out, FALSE);
}

// ---- piece by piece

// A comma, unless what comes is the first of its brackets or the value of a key.
static void
separate(TncJsonText *to)
{
    char last = to->text->len ? to->text->str[to->text->len - 1] : '[';
    if (last != '{' && last != '[' && last != ':')
        g_string_append_c(to->text, ',');
}

void
tnc_json_write_open(TncJsonText *to, char bracket)
{
    separate(to);
    g_string_append_c(to->text, bracket);
}

void
tnc_json_write_close(TncJsonText *to, char bracket)
{
    g_string_append_c(to->text, bracket);
}

void
tnc_json_write_bytes(TncJsonText *to, const char *text, gsize size)
{
    separate(to);
    write_string(to->text, text, size, to->form);
}

void
tnc_json_write_string(TncJsonText *to, const char *text)
{
    if (text) {
        tnc_json_write_bytes(to, text, strlen(text));
        return;
    }
    separate(to);
    g_string_append_len(to->text, "null", 4);
}

void
tnc_json_write_key(TncJsonText *to, const char *key)
{
    separate(to);
    char *at = make_room(to->text, strlen(key) + 3);
    *at++ = '"';
    at = g_stpcpy(at, key);
    *at++ = '"';
    *at++ = ':';
    end_at(to->text, at);
}

void
tnc_json_write_number(TncJsonText *to, gint64 number)
{
    char digits[24];
    char *first = digits + sizeof digits;
    guint64 rest = number < 0 ? -(guint64)number : (guint64)number;
    do
        *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--first = '-';
    separate(to);
    g_string_append_len(to->text, first, digits + sizeof digits - first);
}

void
tnc_json_write_real(TncJsonText *to, double number)
{
    json_t *real = json_real(number);
    separate(to);
    write_real(to->text, real);
    json_decref(real);
}

void
tnc_json_write_boolean(TncJsonText *to, gboolean value)
{
    separate(to);
    g_string_append(to->text, value ? "true" : "false");
}
