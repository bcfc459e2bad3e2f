// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads that take what was pushed from one queue; the order is the caller's own list. A parsed mail is a thousand small
// pieces: what nobody needs any more is freed right where it was made, while it is still in the processor's cache.

#include "desk-reader.h"
#include "desk-reading.h"
#include "desk-speech.h"
#include "text.h"
#include <sys/resource.h>

#define MAX_THREADS 4
#define NICE 5 // of a reader: see setpriority(2)
// So many more mails are worth another thread.
#define PER_THREAD 16
#define LONG_LINE (256 * 1024)

struct TncDeskReader {
    const TncReading *reading; // the first thread's, or the caller's own
    const char *language;      // of whom problems are told to
    TncDeskReaderWants wants;
    GQueue under_way; // of TncDeskRead, the oldest first
    gsize bytes;      // of those
    GPtrArray *threads;
    guint most_threads;
    GAsyncQueue *in;
    GMutex lock; // of the field 'done' of each, and of:
    GCond is_done;
    const TncDeskRead *awaited;
};

static TncDeskRead no_more;

static void
free_read(gpointer data)
{
    TncDeskRead *read = data;
    g_free(read->path);
    g_bytes_unref(read->raw);
    tnc_mail_message_free(read->message);
    g_free(read->problem);
    tnc_reading_result_free(read->result);
    tnc_reading_body_free(read->body);
    g_free(read->line);
    g_free(read);
}

// The text of LINE, which serves for one mail after the other; a long one is handed over as it is.
static char *
take_line(GString **line)
{
    if ((*line)->len < LONG_LINE)
        return g_strndup((*line)->str, (*line)->len);
    char *text = g_string_free(*line, FALSE);
    *line = g_string_new(NULL);
    return text;
}

static void
read_one(const TncDeskReader *reader, const TncReading *reading, TncDeskRead *read, GString **line)
{
    g_autoptr(GError) problem = NULL;
    read->message = tnc_mail_message_parse(read->raw, &problem);
    if (!read->message) {
        read->problem = g_strdup(problem->message);
        return;
    }
    read->result = tnc_reading_read(reading, read->message);
    tnc_mail_message_drop_headers(read->message);
    if (reader->wants == TNC_DESK_READER_RESULT) {
        tnc_sha256_hex(g_bytes_get_data(read->raw, NULL), g_bytes_get_size(read->raw),
                       read->sha256);
        read->body = tnc_reading_body_new(read->result, read->message, read->sha256);
        return;
    }
    tnc_reading_result_line(read->result, read->message, read->path, *line);
    read->line = take_line(line);
    g_clear_pointer(&read->result, tnc_reading_result_free);
    g_clear_pointer(&read->message, tnc_mail_message_free);
}

static void
mark_done(TncDeskReader *reader, TncDeskRead *read)
{
    g_mutex_lock(&reader->lock);
    read->done = TRUE;
    if (reader->awaited == read)
        g_cond_signal(&reader->is_done);
    g_mutex_unlock(&reader->lock);
}

static void
read_all(TncDeskReader *reader, const TncReading *reading)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (TncDeskRead *read; (read = g_async_queue_pop(reader->in)) != &no_more;)
        if (read->done) {
            free_read(read);
        } else {
            read_one(reader, reading, read, &line);
            mark_done(reader, read);
        }
}

// The one who takes the mails is waited for by all: it goes first. On Linux the priority is the thread's own.
static void
stand_back(void)
{
    setpriority(PRIO_PROCESS, 0, NICE);
}

static gpointer
run_first(gpointer data)
{
    TncDeskReader *reader = data;
    tnc_desk_speech_use(reader->language);
    stand_back();
    read_all(reader, reader->reading);
    return NULL;
}

static gpointer
run_another(gpointer data)
{
    TncDeskReader *reader = data;
    tnc_desk_speech_use(reader->language);
    stand_back();
    g_autoptr(TncReading) reading = tnc_reading_share(reader->reading);
    read_all(reader, reading);
    return NULL;
}

TncDeskReader *
tnc_desk_reader_new(TncDesk *desk, TncDeskReaderWants wants, GError **error)
{
    const TncReading *reading = tnc_desk_reading(desk, error);
    if (!reading)
        return NULL;
    TncDeskReader *reader = g_new0(TncDeskReader, 1);
    reader->reading = reading;
    reader->language = tnc_desk_speech_spoken();
    reader->wants = wants;
    reader->threads = g_ptr_array_new();
    reader->most_threads = g_get_num_processors();
    reader->most_threads = MIN(reader->most_threads, MAX_THREADS);
    reader->in = g_async_queue_new();
    g_mutex_init(&reader->lock);
    g_cond_init(&reader->is_done);
    return reader;
}

void
tnc_desk_reader_free(TncDeskReader *reader)
{
    if (!reader)
        return;
    for (guint i = 0; i < reader->threads->len; i++)
        g_async_queue_push_front(reader->in, &no_more);
    for (guint i = 0; i < reader->threads->len; i++)
        g_thread_join(g_ptr_array_index(reader->threads, i));
    // What was given back is nowhere else; what nobody has read is in the list too.
    for (TncDeskRead *read; (read = g_async_queue_try_pop(reader->in));)
        if (read->done)
            free_read(read);
    g_queue_clear_full(&reader->under_way, free_read);
    g_async_queue_unref(reader->in);
    g_ptr_array_unref(reader->threads);
    g_mutex_clear(&reader->lock);
    g_cond_clear(&reader->is_done);
    g_free(reader);
}

static void
start_thread(TncDeskReader *reader)
{
    guint running = reader->threads->len;
    if (running >= reader->most_threads || reader->under_way.length <= 1 + running * PER_THREAD)
        return;
    GThread *thread = g_thread_new("reader", running ? run_another : run_first, reader);
    g_ptr_array_add(reader->threads, thread);
}

void
tnc_desk_reader_push(TncDeskReader *reader, const char *path, GBytes *raw)
{
    TncDeskRead *read = g_new0(TncDeskRead, 1);
    read->path = path ? tnc_text_make_valid(path, strlen(path)) : NULL;
    read->raw = g_bytes_ref(raw);
    g_queue_push_tail(&reader->under_way, read);
    reader->bytes += g_bytes_get_size(raw);
    g_async_queue_push(reader->in, read);
    start_thread(reader);
}

guint
tnc_desk_reader_due(const TncDeskReader *reader)
{
    guint count = reader->under_way.length;
    gboolean full = count >= TNC_DESK_READER_MAX || reader->bytes >= TNC_DESK_READER_MAX_BYTES;
    return full ? 1 : 0;
}

guint
tnc_desk_reader_under_way(const TncDeskReader *reader)
{
    return reader->under_way.length;
}

static void
wait_for_one(TncDeskReader *reader, const TncDeskRead *read)
{
    reader->awaited = read;
    while (!read->done)
        g_cond_wait(&reader->is_done, &reader->lock);
    reader->awaited = NULL;
}

// When it has to wait, then for some of the next ones, too: to be woken for each takes longer than to read one.
static void
wait_for(TncDeskReader *reader, const TncDeskRead *read)
{
    g_mutex_lock(&reader->lock);
    if (!read->done && reader->under_way.length)
        wait_for_one(reader, g_queue_peek_nth(&reader->under_way, reader->under_way.length / 4));
    wait_for_one(reader, read);
    g_mutex_unlock(&reader->lock);
}

TncDeskRead *
tnc_desk_reader_take(TncDeskReader *reader)
{
    TncDeskRead *read = g_queue_pop_head(&reader->under_way);
    if (!read)
        return NULL;
    reader->bytes -= g_bytes_get_size(read->raw);
    if (reader->threads->len) {
        wait_for(reader, read);
        return read;
    }
    g_autoptr(GString) line = g_string_new(NULL);
    read_one(reader, reader->reading, g_async_queue_pop(reader->in), &line);
    return read;
}

void
tnc_desk_reader_give_back(TncDeskReader *reader, TncDeskRead *read)
{
    if (reader->threads->len)
        g_async_queue_push(reader->in, read);
    else
        free_read(read);
}
