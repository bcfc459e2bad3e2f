// SPDX-License-Identifier: AGPL-3.0-or-later
// A stream that has nothing to say is suspended, so that it costs nothing; whoever has something to say wakes it.

#include "server-live.h"
#include <string.h>

#define MAX_STREAMS 64
#define MAX_PENDING 4096

typedef struct {
    TncServerLive *live;
    struct MHD_Connection *connection;
    GString *pending;
    gboolean asleep;
} Stream;

struct TncServerLive {
    GMutex lock;
    GPtrArray *streams; // of Stream, which the network's response owns
    gboolean over;
};

TncServerLive *
tnc_server_live_new(void)
{
    TncServerLive *live = g_new0(TncServerLive, 1);
    g_mutex_init(&live->lock);
    live->streams = g_ptr_array_new();
    return live;
}

void
tnc_server_live_free(TncServerLive *live)
{
    g_ptr_array_unref(live->streams);
    g_mutex_clear(&live->lock);
    g_free(live);
}

static ssize_t
read_stream(void *data, uint64_t position, char *buffer, size_t size)
{
    (void)position;
    Stream *stream = data;
    TncServerLive *live = stream->live;
    g_mutex_lock(&live->lock);
    gsize count = MIN(size, stream->pending->len);
    if (live->over) {
        g_mutex_unlock(&live->lock);
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    if (count) {
        memcpy(buffer, stream->pending->str, count);
        g_string_erase(stream->pending, 0, (gssize)count);
    } else {
        stream->asleep = TRUE;
        MHD_suspend_connection(stream->connection);
    }
    g_mutex_unlock(&live->lock);
    return (ssize_t)count;
}

static void
free_stream(void *data)
{
    Stream *stream = data;
    g_mutex_lock(&stream->live->lock);
    g_ptr_array_remove_fast(stream->live->streams, stream);
    g_mutex_unlock(&stream->live->lock);
    g_string_free(stream->pending, TRUE);
    g_free(stream);
}

struct MHD_Response *
tnc_server_live_response(TncServerLive *live, struct MHD_Connection *connection)
{
    g_mutex_lock(&live->lock);
    gboolean room = !live->over && live->streams->len < MAX_STREAMS;
    Stream *stream = room ? g_new0(Stream, 1) : NULL;
    if (stream) {
        stream->live = live;
        stream->connection = connection;
        stream->pending = g_string_new("retry: 3000\n\n");
        g_ptr_array_add(live->streams, stream);
    }
    g_mutex_unlock(&live->lock);
    return stream ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_stream, stream,
                                                      free_stream)
                  : NULL;
}

static void
wake(Stream *stream)
{
    if (!stream->asleep)
        return;
    stream->asleep = FALSE;
    MHD_resume_connection(stream->connection);
}

void
tnc_server_live_tell(TncServerLive *live, const char *text)
{
    g_mutex_lock(&live->lock);
    for (guint i = 0; i < live->streams->len; i++) {
        Stream *stream = g_ptr_array_index(live->streams, i);
        if (stream->pending->len < MAX_PENDING)
            g_string_append(stream->pending, text);
        wake(stream);
    }
    g_mutex_unlock(&live->lock);
}

void
tnc_server_live_end(TncServerLive *live)
{
    g_mutex_lock(&live->lock);
    live->over = TRUE;
    for (guint i = 0; i < live->streams->len; i++)
        wake(g_ptr_array_index(live->streams, i));
    g_mutex_unlock(&live->lock);
}
