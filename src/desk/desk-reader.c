// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread between two queues; it ends at the job without a mail. What is given back is freed there too: a parsed mail
// is a thousand small pieces.

#include "desk-reader.h"
#include "json-write.h"

struct TncDeskReader {
    const TncReading *reading;
    TncDeskReaderWants wants;
    GQueue waiting; // of TncDeskRead, while there is no thread
    GThread *thread;
    GAsyncQueue *in;
    GAsyncQueue *out;
    guint under_way;
};

static void
free_read(gpointer data)
{
    TncDeskRead *read = data;
    g_free(read->path);
    tnc_mail_message_free(read->message);
    tnc_reading_result_free(read->result);
    json_decref(read->object);
    g_free(read->line);
    g_free(read);
}

static void
read_one(const TncDeskReader *reader, TncDeskRead *read)
{
    GBytes *raw = tnc_mail_message_raw(read->message);
    read->result = tnc_reading_read(reader->reading, read->message);
    if (reader->wants == TNC_DESK_READER_SHA256) {
        tnc_sha256_hex(g_bytes_get_data(raw, NULL), g_bytes_get_size(raw), read->sha256);
        return;
    }
    read->object = tnc_reading_result_json(read->result, read->message, read->path);
    read->line = tnc_json_write(read->object, TNC_JSON_ASCII);
}

static gpointer
read_all(gpointer data)
{
    TncDeskReader *reader = data;
    for (TncDeskRead *read; (read = g_async_queue_pop(reader->in))->message;) {
        if (read->result) {
            free_read(read);
            continue;
        }
        read_one(reader, read);
        g_async_queue_push(reader->out, read);
    }
    return NULL;
}

TncDeskReader *
tnc_desk_reader_new(const TncReading *reading, TncDeskReaderWants wants)
{
    TncDeskReader *reader = g_new0(TncDeskReader, 1);
    reader->reading = reading;
    reader->wants = wants;
    reader->in = g_async_queue_new_full(free_read);
    reader->out = g_async_queue_new_full(free_read);
    return reader;
}

void
tnc_desk_reader_free(TncDeskReader *reader)
{
    if (!reader)
        return;
    TncDeskRead end = {0};
    if (reader->thread) {
        g_async_queue_push_front(reader->in, &end);
        g_thread_join(reader->thread);
    }
    g_queue_clear_full(&reader->waiting, free_read);
    g_async_queue_unref(reader->in);
    g_async_queue_unref(reader->out);
    g_free(reader);
}

static void
start(TncDeskReader *reader)
{
    reader->thread = g_thread_new("reader", read_all, reader);
    for (TncDeskRead *read; (read = g_queue_pop_head(&reader->waiting));)
        g_async_queue_push(reader->in, read);
}

void
tnc_desk_reader_push(TncDeskReader *reader, const char *path, TncMailMessage *message)
{
    TncDeskRead *read = g_new0(TncDeskRead, 1);
    read->path = g_strdup(path);
    read->message = message;
    reader->under_way++;
    if (reader->thread)
        g_async_queue_push(reader->in, read);
    else
        g_queue_push_tail(&reader->waiting, read);
    if (!reader->thread && reader->under_way > 1)
        start(reader);
}

guint
tnc_desk_reader_under_way(const TncDeskReader *reader)
{
    return reader->under_way;
}

TncDeskRead *
tnc_desk_reader_take(TncDeskReader *reader)
{
    if (!reader->under_way)
        return NULL;
    reader->under_way--;
    if (reader->thread)
        return g_async_queue_pop(reader->out);
    TncDeskRead *read = g_queue_pop_head(&reader->waiting);
    read_one(reader, read);
    return read;
}

void
tnc_desk_reader_give_back(TncDeskReader *reader, TncDeskRead *read)
{
    if (reader->thread)
        g_async_queue_push(reader->in, read);
    else
        free_read(read);
}
