// SPDX-License-Identifier: AGPL-3.0-or-later
// A name is judged by what it stands for: '127.example.org' may be anywhere.

#include "server-listen.h"
#include "desk-speech.h"
#include "error.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct addrinfo Addresses;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Addresses, freeaddrinfo)

static Addresses *
resolve(const char *address, guint16 port, GError **error)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICSERV | AI_PASSIVE};
    Addresses *found = NULL;
    g_autofree char *service = g_strdup_printf("%u", port);
    int problem = getaddrinfo(address, service, &hints, &found);
    if (problem == 0)
        return found;
    tnc_error_set(error, TNC_ERROR_INPUT, "--listen %s: %s", address, gai_strerror(problem));
    return NULL;
}

static gboolean
is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return ntohl(four.sin_addr.s_addr) >> 24 == 127;
    }
    struct sockaddr_in6 six;
    memcpy(&six, address, sizeof six);
    return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr) ||
           (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr) && six.sin6_addr.s6_addr[12] == 127);
}

gboolean
tnc_server_listen_is_loopback(const char *address, gboolean *loopback_out, GError **error)
{
    g_autoptr(Addresses) found = resolve(address, 0, error);
    if (!found)
        return FALSE;
    gboolean loopback = TRUE;
    for (const Addresses *one = found; one; one = one->ai_next)
        loopback = loopback && is_loopback(one->ai_addr);
    *loopback_out = loopback;
    return TRUE;
}

static void
say_why(const char *address, guint16 port, int problem, GError **error)
{
    if (problem == EADDRINUSE)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("port %u of %s is in use, perhaps by another 'tenace serve': "
                              "--port N takes another, --port 0 any that is free"),
                      port, address);
    else
        tnc_error_set(error, TNC_ERROR_INPUT, gettext("cannot listen on %s port %u: %s"), address,
                      port, g_strerror(problem));
}

int
tnc_server_listen_open(const char *address, guint16 port, GError **error)
{
    g_autoptr(Addresses) found = resolve(address, port, error);
    if (!found)
        return -1;
    int yes = 1;
    int listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener >= 0 && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(listener, found->ai_addr, found->ai_addrlen) == 0 && listen(listener, 4096) == 0)
        return listener;
    say_why(address, port, errno, error);
    if (listener >= 0)
        close(listener);
    return -1;
}

guint16
tnc_server_listen_port(int listener)
{
    // The port stands at the same place in the addresses of both families.
    struct sockaddr_in6 address = {0};
    socklen_t length = sizeof address;
    if (getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        return 0;
    return ntohs(address.sin6_port);
}
