// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections for IMAP: TCP, and TLS (1.2 or later) by GIO with the certificate's chain and host
// name verified, always. There is no way to accept a bad certificate; a CA file of one's own is in
// TncMailServer.
#pragma once

#include <gio/gio.h>
#include "mail-server.h"

// Connects to the server on PORT, within its timeout, which then holds for every read and write.
// No proxy, nothing from the environment. TNC_ERROR_REMOTE says what failed and what to do.
// Full ownership.
GSocketConnection *tnc_mail_tls_connect(const TncMailServer *server, const char *protocol,
                                        guint16 port, GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Shakes hands over PLAIN. TNC_ERROR_CERTIFICATE says what is wrong with the certificate (unknown
// authority, another host's, expired…). Full ownership.
GIOStream *tnc_mail_tls_start(const TncMailServer *server, const char *protocol, GIOStream *plain,
                              GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
