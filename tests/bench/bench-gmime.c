// SPDX-License-Identifier: AGPL-3.0-or-later
// The peer of 'read': every mail of a folder parsed by GMime, its texts decoded to UTF-8 and its other parts to bytes.
// bench-gmime FOLDER

#include <gmime/gmime.h>
#include <stdio.h>

static void
decode(GMimeObject *parent, GMimeObject *object, gpointer data)
{
    (void)parent;
    gsize *total = data;
    if (GMIME_IS_TEXT_PART(object)) {
        g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
        *total += text ? strlen(text) : 0;
    } else if (GMIME_IS_PART(object)) {
        GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
        GMimeStream *memory = g_mime_stream_mem_new();
        if (content)
            g_mime_data_wrapper_write_to_stream(content, memory);
        *total += (gsize)g_mime_stream_length(memory);
        g_object_unref(memory);
    }
}

int
main(int argc, char **argv)
{
    gsize total = 0;
    guint count = 0;
    g_autoptr(GDir) folder = argc > 1 ? g_dir_open(argv[1], 0, NULL) : NULL;
    if (!folder)
        return 2;
    g_mime_init();
    for (const char *name; (name = g_dir_read_name(folder));) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        g_autofree char *bytes = NULL;
        gsize size;
        if (!g_file_get_contents(path, &bytes, &size, NULL))
            continue;
        GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
        GMimeParser *parser = g_mime_parser_new_with_stream(stream);
        GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
        if (message) {
            g_mime_message_get_from(message);
            g_mime_message_foreach(message, decode, &total);
            g_object_unref(message);
            count++;
        }
        g_object_unref(parser);
        g_object_unref(stream);
    }
    printf("%u mails, %" G_GSIZE_FORMAT " bytes\n", count, total);
    return 0;
}
