// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks on the settings of a mail server, shared by SMTP and IMAP. Connecting is theirs.

#include "mail-server.h"

#include <string.h>
#include "error.h"

gboolean
tnc_mail_server_is_loopback(const char *host)
{
    if (g_ascii_strcasecmp(host, "localhost") == 0 || strcmp(host, "::1") == 0)
        return TRUE;
    return g_str_has_prefix(host, "127.") && g_hostname_is_ip_address(host);
}

static gboolean
is_clean(const char *text)
{
    for (const char *c = text; c && *c; c++)
        if (g_ascii_iscntrl(*c))
            return FALSE;
    return !text || g_utf8_validate(text, -1, NULL);
}

// What a host name or a literal IP address may hold: nothing that means something in a URL.
static gboolean
is_host(const char *host)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
    return host && *host && strlen(host) < 256 && strspn(host, allowed) == strlen(host);
}

gboolean
tnc_mail_server_check(const TncMailServer *server, const char *protocol, GError **error)
{
    if (!is_host(server->host))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "%s: '%s' is not the name of a server (expected one such as "
                             "mail.example.org)",
                             protocol, server->host && is_clean(server->host) ? server->host : "");
    if (!is_clean(server->user) || !is_clean(server->password))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "%s %s: the user name or the password holds a line break or another "
                             "control character; type them again",
                             protocol, server->host);
    if (server->user && !server->password)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s %s: no password for %s", protocol,
                             server->host, server->user);
    if (server->tls == TNC_MAIL_TLS_NONE && !tnc_mail_server_is_loopback(server->host))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "%s %s: a connection without encryption is only made to this machine "
                             "itself; choose 'implicit' or 'starttls'",
                             protocol, server->host);
    return TRUE;
}

gboolean
tnc_mail_server_refused(const TncMailServer *server, const char *protocol, const char *words,
                        GError **error)
{
    const char *help = server->password_help;
    return tnc_error_set(error, TNC_ERROR_CREDENTIALS,
                         "%s %s refused the user name or the password of %s (it said: %s). %s",
                         protocol, server->host, server->user ? server->user : "nobody",
                         words && *words ? words : "nothing",
                         help ? help
                              : "Check both; many providers want a password made for one "
                                "application instead of the usual one.");
}
