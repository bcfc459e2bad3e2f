// SPDX-License-Identifier: AGPL-3.0-or-later
// mbox: a line 'From ' after an empty line (or at the start) begins a message; '>From ' loses one '>' (mboxrd; of the
// other three quotings, mboxo reads the same, mboxcl and mboxcl2 differ only by a Content-Length that we do not need).

#include "mail-box.h"
#include "error.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define MAX_READ_WHOLE (256 * 1024)

static gboolean
is_from(const char *line, const char *end)
{
    return end - line > 5 && memcmp(line, "From ", 5) == 0;
}

// 'From ADDRESS Mon Mar  2 09:00:00 2026': without a time it is a sentence that begins so.
static gboolean
is_from_line(const char *line, const char *end)
{
    if (!is_from(line, end))
        return FALSE;
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    const char *stop = newline ? newline : end;
    for (const char *c = line + 7; c + 2 < stop; c++)
        if (*c == ':' && g_ascii_isdigit(c[-1]) && g_ascii_isdigit(c[-2]) && g_ascii_isdigit(c[1]))
            return TRUE;
    return FALSE;
}

// The start of the next message after FROM, or END.
static const char *
next_message(const char *from, const char *end)
{
    for (const char *c = from; c < end;) {
        const char *newline = memchr(c, '\n', (gsize)(end - c));
        if (!newline)
            return end;
        const char *line = newline + 1;
        gboolean after_blank = newline == c || (newline == c + 1 && *c == '\r');
        if (after_blank && is_from_line(line, end))
            return line;
        c = line;
    }
    return end;
}

static GBytes *
unquote(const char *start, const char *end)
{
    GByteArray *message = g_byte_array_sized_new((guint)(end - start));
    for (const char *line = start; line < end;) {
        const char *newline = memchr(line, '\n', (gsize)(end - line));
        const char *stop = newline ? newline + 1 : end;
        const char *c = line;
        while (c < stop && *c == '>')
            c++;
        const char *from = c > line && is_from(c, end) ? line + 1 : line;
        g_byte_array_append(message, (const guint8 *)from, (guint)(stop - from));
        line = stop;
    }
    return g_byte_array_free_to_bytes(message);
}

static gboolean
each_of_mbox(const char *path, const char *bytes, gsize size, TncMailBoxFunc function,
             gpointer data, GError **error)
{
    const char *end = bytes + size;
    guint number = 0;
    for (const char *start = bytes; start < end;) {
        const char *body = memchr(start, '\n', (gsize)(end - start));
        const char *next = body ? next_message(body + 1, end) : end;
        g_autoptr(GBytes) raw = body ? unquote(body + 1, next) : g_bytes_new(NULL, 0);
        g_autofree char *name = g_strdup_printf("%s#%u", path, ++number);
        if (!function(name, raw, data, error))
            return FALSE;
        start = next;
    }
    return TRUE;
}

gboolean
tnc_mail_box_each_of(const char *name, GBytes *content, TncMailBoxFunc function, gpointer data,
                     GError **error)
{
    gsize size;
    const char *bytes = g_bytes_get_data(content, &size);
    // One .eml that a delivery agent stamped is no mbox.
    if (size > 5 && is_from_line(bytes, bytes + size) && !g_str_has_suffix(name, ".eml"))
        return each_of_mbox(name, bytes, size, function, data, error);
    return function(name, content, data, error);
}

// Mapping costs a small file more than reading it, in every thread; a large one is not held in memory.
static GBytes *
load(const char *path, const GStatBuf *about, GError **error)
{
    char *bytes;
    gsize size;
    if (S_ISREG(about->st_mode) && about->st_size <= MAX_READ_WHOLE)
        return g_file_get_contents(path, &bytes, &size, error) ? g_bytes_new_take(bytes, size)
                                                               : NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    return file ? g_mapped_file_get_bytes(file) : NULL;
}

static gboolean
each_of_file(const char *path, const GStatBuf *about, TncMailBoxFunc function, gpointer data,
             GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GBytes) bytes = load(path, about, &problem);
    if (!bytes)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s", problem->message);
    return tnc_mail_box_each_of(path, bytes, function, data, error);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
each_of_folder(const char *folder, TncMailBoxFunc function, gpointer data, GError **error)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    if (!directory)
        return TRUE;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(directory));)
        if (name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        GStatBuf about;
        if (g_stat(path, &about) != 0 || !S_ISREG(about.st_mode))
            continue;
        if (!each_of_file(path, &about, function, data, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
each_of_input(TncMailBoxFunc function, gpointer data, GError **error)
{
    GByteArray *all = g_byte_array_new();
    guint8 chunk[65536];
    gsize count;
    while ((count = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        g_byte_array_append(all, chunk, (guint)count);
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(all);
    return tnc_mail_box_each_of("-", bytes, function, data, error);
}

gboolean
tnc_mail_box_each(const char *path, TncMailBoxFunc function, gpointer data, GError **error)
{
    if (g_str_equal(path, "-"))
        return each_of_input(function, data, error);
    // What is not there is told when it is read.
    GStatBuf about = {0};
    if (g_stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return each_of_file(path, &about, function, data, error);
    g_autofree char *new_mail = g_build_filename(path, "new", NULL);
    g_autofree char *read_mail = g_build_filename(path, "cur", NULL);
    gboolean maildir = g_file_test(read_mail, G_FILE_TEST_IS_DIR);
    if (!maildir)
        return each_of_folder(path, function, data, error);
    return each_of_folder(read_mail, function, data, error) &&
           each_of_folder(new_mail, function, data, error);
}
