// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 8259, section by section: a value is an object, an array, a string, a number or a literal. Anything unusual
// (escapes by number, large integers, repeated keys) is jansson's.

#include "json-read.h"
#include "json.h"
#include <string.h>

// Deeper texts are jansson's, which has a limit of its own.
#define MAX_DEPTH 100
#define MAX_DIGITS 18
#define MAX_NUMBER 40

typedef struct {
    const char *at;
    const char *end;
    guint depth;
    const char *const *without;
} Reader;

static json_t *read_value(Reader *reader);

static void
skip_blanks(Reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\n' ||
                                        *reader->at == '\t' || *reader->at == '\r'))
        reader->at++;
}

// Takes C and the blanks behind it.
static gboolean
take(Reader *reader, char c)
{
    if (reader->at == reader->end || *reader->at != c)
        return FALSE;
    reader->at++;
    skip_blanks(reader);
    return TRUE;
}

// The byte that the escape of one LETTER stands for; 0 when it is another kind of escape.
static char
escaped(char letter)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char bytes[] = "\"\\/\b\f\n\r\t";
    const char *found = letter ? strchr(letters, letter) : NULL;
    return found ? bytes[found - letters] : '\0';
}

// What stands between the quotes, its escapes of one letter taken away; NULL when there are others.
static char *
unescape(const char *text, gsize size, gsize *size_out)
{
    g_autofree char *plain = g_malloc(size + 1);
    gsize length = 0;
    for (gsize i = 0; i < size; i++) {
        char c = text[i];
        if (c == '\\')
            c = escaped(text[++i]);
        if (!c)
            return NULL;
        plain[length++] = c;
    }
    plain[length] = '\0';
    *size_out = length;
    return g_steal_pointer(&plain);
}

// The string at the reader, without its quotes; TRUE when it ends. Sets *ESCAPES_OUT when it has any.
static gboolean
take_quoted(Reader *reader, const char **text_out, gsize *size_out, gboolean *escapes_out)
{
    if (reader->at == reader->end || *reader->at != '"')
        return FALSE;
    const char *start = reader->at + 1;
    const char *c = start;
    guchar bits = 0;
    *escapes_out = FALSE;
    for (; c < reader->end && *c != '"'; c++) {
        bits |= (guchar)*c;
        if ((guchar)*c < 0x20)
            return FALSE;
        if (*c == '\\') {
            *escapes_out = TRUE;
            c++;
        }
    }
    if (c >= reader->end || (bits >= 0x80 && !g_utf8_validate_len(start, (gsize)(c - start), NULL)))
        return FALSE;
    *text_out = start;
    *size_out = (gsize)(c - start);
    reader->at = c + 1;
    skip_blanks(reader);
    return TRUE;
}

static json_t *
read_string(Reader *reader)
{
    const char *text;
    gsize size;
    gboolean escapes;
    if (!take_quoted(reader, &text, &size, &escapes))
        return NULL;
    if (!escapes)
        return json_stringn_nocheck(text, size);
    g_autofree char *plain = unescape(text, size, &size);
    return plain ? json_stringn_nocheck(plain, size) : NULL;
}

static gboolean
is_unwanted(const Reader *reader, const char *key, gsize size)
{
    for (const char *const *name = reader->without; *name; name++)
        if (**name == *key && strncmp(*name, key, size) == 0 && !(*name)[size])
            return TRUE;
    return FALSE;
}

// To the quote that ends the string at the reader: the first with an even number of backslashes before it.
static gboolean
skip_quoted(Reader *reader)
{
    const char *quote = reader->at;
    guint backslashes;
    do {
        quote = memchr(quote + 1, '"', (gsize)(reader->end - quote - 1));
        for (backslashes = 0; quote && quote[-1 - (int)backslashes] == '\\';)
            backslashes++;
    } while (quote && backslashes % 2);
    reader->at = quote ? quote : reader->end;
    return quote != NULL;
}

// Behind a value: to the comma or the bracket that ends what it stands in.
static gboolean
skip_value(Reader *reader)
{
    for (guint open = 0; reader->at < reader->end; reader->at++) {
        char c = *reader->at;
        if (!open && (c == ',' || c == '}' || c == ']'))
            return TRUE;
        open += c == '{' || c == '[';
        open -= c == '}' || c == ']';
        if (c == '"' && !skip_quoted(reader))
            return FALSE;
    }
    return FALSE;
}

static gboolean
read_member(Reader *reader, json_t *object)
{
    const char *text;
    gsize size;
    gboolean escapes;
    if (!take_quoted(reader, &text, &size, &escapes) || escapes || !take(reader, ':'))
        return FALSE;
    if (is_unwanted(reader, text, size))
        return skip_value(reader);
    // A key that comes again replaces a value instead of adding one.
    gsize before = json_object_size(object);
    json_t *value = read_value(reader);
    return value && json_object_setn_new_nocheck(object, text, size, value) == 0 &&
           json_object_size(object) > before;
}

static json_t *
read_object(Reader *reader)
{
    g_autoptr(json_t) object = json_object();
    if (!take(reader, '{'))
        return NULL;
    if (take(reader, '}'))
        return g_steal_pointer(&object);
    do
        if (!read_member(reader, object))
            return NULL;
    while (take(reader, ','));
    return take(reader, '}') ? g_steal_pointer(&object) : NULL;
}

static json_t *
read_array(Reader *reader)
{
    g_autoptr(json_t) array = json_array();
    if (!take(reader, '['))
        return NULL;
    if (take(reader, ']'))
        return g_steal_pointer(&array);
    do
        if (json_array_append_new(array, read_value(reader)) != 0)
            return NULL;
    while (take(reader, ','));
    return take(reader, ']') ? g_steal_pointer(&array) : NULL;
}

static void
skip_digits(const char **at, const char *end)
{
    while (*at < end && g_ascii_isdigit(**at))
        (*at)++;
}

// Section 6: the end of the digits of the integer that begins at START, and of the whole number. FALSE: it is none.
static gboolean
measure_number(const char *start, const char *end, const char **integer_out, const char **end_out)
{
    const char *c = start;
    skip_digits(&c, end);
    *integer_out = c;
    if (c == start || (c - start > 1 && *start == '0'))
        return FALSE;
    if (c < end && *c == '.') {
        const char *fraction = ++c;
        skip_digits(&c, end);
        if (c == fraction)
            return FALSE;
    }
    *end_out = c;
    // A power of ten is rare.
    return c == end || g_ascii_tolower(*c) != 'e';
}

static json_t *
read_number(Reader *reader)
{
    const char *start = reader->at;
    gboolean negative = *start == '-';
    const char *integer;
    const char *end;
    char text[MAX_NUMBER];
    if (!measure_number(start + negative, reader->end, &integer, &end) ||
        end - start >= MAX_NUMBER || (end == integer && integer - start > MAX_DIGITS))
        return NULL;
    memcpy(text, start, (gsize)(end - start));
    text[end - start] = '\0';
    reader->at = end;
    skip_blanks(reader);
    return end == integer ? json_integer(g_ascii_strtoll(text, NULL, 10))
                          : json_real(g_ascii_strtod(text, NULL));
}

static json_t *
read_literal(Reader *reader)
{
    static const struct {
        const char *name;
        json_t *(*make)(void);
    } literals[] = {{"true", json_true}, {"false", json_false}, {"null", json_null}};
    for (guint i = 0; i < G_N_ELEMENTS(literals); i++) {
        gsize size = strlen(literals[i].name);
        if ((gsize)(reader->end - reader->at) < size ||
            memcmp(reader->at, literals[i].name, size) != 0)
            continue;
        reader->at += size;
        skip_blanks(reader);
        return literals[i].make();
    }
    return NULL;
}

static json_t *
read_value(Reader *reader)
{
    if (reader->at == reader->end || reader->depth == MAX_DEPTH)
        return NULL;
    json_t *value;
    reader->depth++;
    switch (*reader->at) {
    case '{':
        value = read_object(reader);
        break;
    case '[':
        value = read_array(reader);
        break;
    case '"':
        value = read_string(reader);
        break;
    default:
        value = *reader->at == '-' || g_ascii_isdigit(*reader->at) ? read_number(reader)
                                                                   : read_literal(reader);
    }
    reader->depth--;
    return value;
}

json_t *
tnc_json_read(const char *bytes, gsize size)
{
    static const char *const nothing[] = {NULL};
    return tnc_json_read_without(bytes, size, nothing);
}

json_t *
tnc_json_read_without(const char *bytes, gsize size, const char *const *without)
{
    Reader reader = {bytes, bytes + size, 0, without};
    skip_blanks(&reader);
    g_autoptr(json_t) value = read_value(&reader);
    gboolean whole = reader.at == reader.end && (json_is_object(value) || json_is_array(value));
    return whole ? g_steal_pointer(&value) : NULL;
}
