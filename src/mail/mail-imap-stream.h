// SPDX-License-Identifier: AGPL-3.0-or-later
// libetpan's stream of bytes over a GIO stream, with the guard between. Internal to mail-imap.c.
#pragma once

#include <gio/gio.h>
#include <libetpan/mailstream.h>
#include "mail-imap-guard.h"

// What the driver works on. Borrowed by the stream: it must live until the stream is closed.
typedef struct {
    GIOStream *stream;         // owned
    GCancellable *cancellable; // owned; may be NULL
    GBytes *first;   // given to the parser before the stream's own bytes; owned, may be NULL
    GError *problem; // the first failure; owned
    TncMailImapGuard guard;
} TncMailImapWire;

void tnc_mail_imap_stream_wire_clear(TncMailImapWire *wire);

// Full ownership (mailstream_close).
mailstream *tnc_mail_imap_stream_new(TncMailImapWire *wire) G_GNUC_WARN_UNUSED_RESULT;
