// SPDX-License-Identifier: AGPL-3.0-or-later
// A line: its count of bytes as one character, then four characters for each three bytes, each 32 to 96 for six bits.

#include "mail-uuencode.h"
#include <gmime/gmime.h>
#include <string.h>

// More in one mail is nothing that people send.
#define MAX_FILES 100
// A line codes 45 bytes, some programs write up to 63.
#define MAX_LINE_BYTES 63
#define MAX_LINE (1 + (MAX_LINE_BYTES + 2) / 3 * 4)
// What is longer is surely a file.
#define LONG_FILE 4096

static const char *
line_end(const char *line)
{
    return line + strcspn(line, "\n");
}

static const char *
next_line(const char *line)
{
    const char *end = line_end(line);
    return *end ? end + 1 : end;
}

// The bytes that the line from LINE to END codes are appended to OUT, FALSE when it is no such line. Blanks at its end
// may have been lost.
static gboolean
decode_line(const char *line, const char *end, GByteArray *out)
{
    gsize size = (gsize)(end - line);
    guint bytes = size ? ((guint)(guchar)*line - 32) & 63 : 0;
    gsize wanted = 1 + ((gsize)bytes + 2) / 3 * 4;
    if (bytes == 0 || bytes > MAX_LINE_BYTES || size > wanted + 2 || size + 8 < wanted)
        return FALSE;
    for (const char *c = line; c < end; c++)
        if (*c < 32 || *c > 96)
            return FALSE;
    guchar whole[MAX_LINE + 1];
    guint8 decoded[MAX_LINE];
    int state = GMIME_UUDECODE_STATE_BEGIN;
    guint32 save = 0;
    memset(whole, ' ', wanted);
    memcpy(whole, line, MIN(size, wanted));
    whole[wanted] = '\n';
    gsize count = g_mime_encoding_uudecode_step(whole, wanted + 1, decoded, &state, &save);
    g_byte_array_append(out, decoded, (guint)MIN(count, bytes));
    return TRUE;
}

// The name in 'begin 644 name', NULL when LINE is none. Full.
static char *
name_of(const char *line)
{
    gsize digits = g_str_has_prefix(line, "begin ") ? strspn(line + 6, "01234567") : 0;
    const char *name = line + 6 + digits;
    if (digits < 3 || digits > 4 || *name != ' ')
        return NULL;
    g_autofree char *whole = g_strndup(name + 1, (gsize)(line_end(name) - name - 1));
    g_strstrip(whole);
    return *whole ? g_path_get_basename(whole) : NULL;
}

// Where the text goes on behind the block whose 'begin' is at LINE; NULL when there is none. Its bytes go to OUT.
static const char *
skip_block(const char *line, GByteArray *out)
{
    line = next_line(line);
    while (decode_line(line, line_end(line), out))
        line = next_line(line);
    // The line of no bytes
    if ((*line == '`' || *line == ' ') && line_end(line) - line <= 2)
        line = next_line(line);
    if (out->len == 0)
        return NULL;
    if (g_str_has_prefix(line, "end") && line_end(line) - line <= 4)
        return next_line(line);
    // Cut off in the middle of a line
    if (out->len >= LONG_FILE && !*line_end(line))
        return line_end(line);
    return *line ? NULL : line;
}

char *
tnc_mail_uuencode_cut(const char *text, TncMailUuencodeFunc function, gpointer data)
{
    if (!g_str_has_prefix(text, "begin ") && !strstr(text, "\nbegin "))
        return NULL;
    g_autoptr(GString) rest = g_string_new(NULL);
    guint files = 0;
    while (*text) {
        g_autofree char *name = files < MAX_FILES ? name_of(text) : NULL;
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        const char *behind = name ? skip_block(text, bytes) : NULL;
        const char *next = behind ? behind : next_line(text);
        if (behind) {
            g_autoptr(GBytes) file = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
            function(name, g_bytes_ref(file), data);
            files++;
        } else {
            g_string_append_len(rest, text, next - text);
        }
        text = next;
    }
    return files ? g_strdup(rest->str) : NULL;
}
