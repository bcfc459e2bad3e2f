// SPDX-License-Identifier: AGPL-3.0-or-later
// How to reach one mail server and log in there: a plain value that the caller fills, for
// mail-smtp.h and mail-imap.h. All strings are borrowed for the time of the call they are given to.
#pragma once

#include <glib.h>

typedef enum {
    TNC_MAIL_TLS_IMPLICIT, // TLS from the first byte (RFC 8314): ports 993 and 465
    TNC_MAIL_TLS_STARTTLS, // required, never 'if offered': ports 143 and 587
    TNC_MAIL_TLS_NONE,     // only to this machine itself (localhost, 127.x.y.z, ::1)
} TncMailTls;

#define TNC_MAIL_SERVER_TIMEOUT_SECONDS 60

typedef struct {
    const char *host;          // the name that the certificate must bear
    guint16 port;              // 0: the usual one of the protocol and TLS mode
    TncMailTls tls;            // the certificate's chain and host name are always verified
    const char *ca_file;       // PEM of the only authorities trusted; NULL: those of the system
    const char *user;          // NULL (SMTP only): no login
    const char *password;      // NULL when user is
    const char *password_help; // said after a refused password: which kind is needed; may be NULL
    guint timeout_seconds;     // longest silence of the server; 0: TNC_MAIL_SERVER_TIMEOUT_SECONDS
} TncMailServer;

// Refuses with TNC_ERROR_INPUT what must never reach the network: no or malformed host, control
// characters in any field, no TLS to another machine, a user without a password.
gboolean tnc_mail_server_check(const TncMailServer *server, const char *protocol,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// TRUE for localhost, 127.x.y.z and ::1, without asking a name server.
gboolean tnc_mail_server_is_loopback(const char *host);

// Sets TNC_ERROR_CREDENTIALS: which server, for whom, the server's WORDS, what to do. FALSE.
gboolean tnc_mail_server_refused(const TncMailServer *server, const char *protocol,
                                 const char *words, GError **error);
