// SPDX-License-Identifier: AGPL-3.0-or-later
// TCP and verified TLS by GIO. What is said over it is the protocol's business.

#include "mail-tls.h"

#include "error.h"

GSocketConnection *
tnc_mail_tls_connect(const TncMailServer *server, const char *protocol, guint16 port,
                     GCancellable *cancellable, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketConnectable) address = g_network_address_new(server->host, port);
    g_autoptr(GError) cause = NULL;
    g_socket_client_set_enable_proxy(client, FALSE);
    g_socket_client_set_timeout(client, server->timeout_seconds ? server->timeout_seconds
                                                                : TNC_MAIL_SERVER_TIMEOUT_SECONDS);
    GSocketConnection *connection = g_socket_client_connect(client, address, cancellable, &cause);
    if (!connection)
        tnc_error_set(
            error, TNC_ERROR_REMOTE,
            "%s %s, port %u: no connection (%s). Check the network, the server's name and "
            "port, then try again.",
            protocol, server->host, (guint)port, cause->message);
    return connection;
}

static const char *
reason_of(GTlsCertificateFlags flags)
{
    if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
        return "it was made for another host name";
    if (flags & G_TLS_CERTIFICATE_EXPIRED)
        return "it has expired";
    if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
        return "it is not valid yet: check this machine's date";
    if (flags & G_TLS_CERTIFICATE_REVOKED)
        return "it was revoked";
    if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
        return "no known authority signed it: it may be self-signed";
    return "it does not hold";
}

// Only notes why: FALSE refuses, whatever the flags.
static gboolean
refuse(GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags flags,
       gpointer data)
{
    (void)connection;
    (void)certificate;
    *(GTlsCertificateFlags *)data = flags;
    return FALSE;
}

static gboolean
trust(GTlsConnection *tls, const TncMailServer *server, const char *protocol, GError **error)
{
    if (!server->ca_file)
        return TRUE; // GIO's default: the system's authorities
    g_autoptr(GError) cause = NULL;
    g_autoptr(GTlsDatabase) database = g_tls_file_database_new(server->ca_file, &cause);
    if (!database)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s %s: cannot read the CA file '%s': %s",
                             protocol, server->host, server->ca_file, cause->message);
    g_tls_connection_set_database(tls, database);
    return TRUE;
}

static void
fail(const TncMailServer *server, const char *protocol, GTlsCertificateFlags flags,
     const GError *cause, GError **error)
{
    if (flags)
        tnc_error_set(
            error, TNC_ERROR_CERTIFICATE,
            "%s %s: the server's certificate was refused: %s. No password was sent. Check "
            "the server's name; a company's own authority can be given as a CA file in "
            "the mailbox's settings.",
            protocol, server->host, reason_of(flags));
    else
        tnc_error_set(error, TNC_ERROR_REMOTE,
                      "%s %s: no encrypted connection (%s). Check the port and the kind of "
                      "encryption ('implicit' or 'starttls').",
                      protocol, server->host, cause->message);
}

GIOStream *
tnc_mail_tls_start(const TncMailServer *server, const char *protocol, GIOStream *plain,
                   GCancellable *cancellable, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GSocketConnectable) identity = g_network_address_new(server->host, 0);
    g_autoptr(GIOStream) stream = g_tls_client_connection_new(plain, identity, &cause);
    if (!stream) {
        fail(server, protocol, G_TLS_CERTIFICATE_NO_FLAGS, cause, error);
        return NULL;
    }
    GTlsConnection *tls = G_TLS_CONNECTION(stream);
    GTlsCertificateFlags flags = G_TLS_CERTIFICATE_NO_FLAGS;
    if (!trust(tls, server, protocol, error))
        return NULL;
    gulong handler = g_signal_connect(tls, "accept-certificate", G_CALLBACK(refuse), &flags);
    gboolean shaken = g_tls_connection_handshake(tls, cancellable, &cause);
    g_signal_handler_disconnect(tls, handler);
    if (shaken)
        return (GIOStream *)g_steal_pointer(&stream);
    fail(server, protocol, flags, cause, error);
    return NULL;
}
