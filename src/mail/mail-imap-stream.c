// SPDX-License-Identifier: AGPL-3.0-or-later
// A libetpan stream driver: reads and writes through GIO, and keeps the first failure so that it can
// be told in words, which libetpan cannot.

#include "mail-imap-stream.h"

#include <stdlib.h>
#include <string.h>

#define BUFFER_BYTES 65536

void
tnc_mail_imap_stream_wire_clear(TncMailImapWire *wire)
{
    if (wire->stream)
        g_io_stream_close(wire->stream, NULL, NULL);
    g_clear_object(&wire->stream);
    g_clear_object(&wire->cancellable);
    g_clear_pointer(&wire->first, g_bytes_unref);
    g_clear_error(&wire->problem);
}

static gssize
take_first(TncMailImapWire *wire, void *buffer, gsize size)
{
    gsize available = 0;
    const char *bytes = g_bytes_get_data(wire->first, &available);
    gsize count = MIN(size, available);
    memcpy(buffer, bytes, count);
    GBytes *rest =
        count < available ? g_bytes_new_from_bytes(wire->first, count, available - count) : NULL;
    g_bytes_unref(wire->first);
    wire->first = rest;
    return (gssize)count;
}

static ssize_t
stream_read(mailstream_low *low, void *buffer, size_t size)
{
    TncMailImapWire *wire = low->data;
    if (wire->problem)
        return -1;
    gssize count = wire->first
                       ? take_first(wire, buffer, size)
                       : g_input_stream_read(g_io_stream_get_input_stream(wire->stream), buffer,
                                             size, wire->cancellable, &wire->problem);
    if (count == 0 && !wire->problem)
        g_set_error_literal(&wire->problem, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                            "the server closed the connection");
    if (count > 0 && !tnc_mail_imap_guard_pass(&wire->guard, buffer, (gsize)count))
        g_set_error_literal(&wire->problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                            wire->guard.refusal);
    return wire->problem ? -1 : count;
}

static ssize_t
stream_write(mailstream_low *low, const void *buffer, size_t size)
{
    TncMailImapWire *wire = low->data;
    if (wire->problem)
        return -1;
    gsize written = 0;
    gboolean good = g_output_stream_write_all(g_io_stream_get_output_stream(wire->stream), buffer,
                                              size, &written, wire->cancellable, &wire->problem);
    return good ? (ssize_t)written : -1;
}

// The wire belongs to the session, which closes it.
static int
stream_close(mailstream_low *low)
{
    (void)low;
    return 0;
}

// Waiting is done on the GIO stream, which knows what TLS has already decrypted.
static int
stream_get_fd(mailstream_low *low)
{
    (void)low;
    return -1;
}

static void
stream_free(mailstream_low *low)
{
    free(low); // made by libetpan with malloc
}

static void
stream_cancel(mailstream_low *low)
{
    (void)low;
}

static mailstream_low_driver driver = {
    .mailstream_read = stream_read,
    .mailstream_write = stream_write,
    .mailstream_close = stream_close,
    .mailstream_get_fd = stream_get_fd,
    .mailstream_free = stream_free,
    .mailstream_cancel = stream_cancel,
};

mailstream *
tnc_mail_imap_stream_new(TncMailImapWire *wire)
{
    mailstream_low *low = mailstream_low_new(wire, &driver);
    return low ? mailstream_new(low, BUFFER_BYTES) : NULL;
}
