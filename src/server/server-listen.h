// SPDX-License-Identifier: AGPL-3.0-or-later
// The address that is listened on.
#pragma once

#include <glib.h>

// Whether ADDRESS, a name or a number, is this machine's alone. TNC_ERROR_INPUT when it is no address.
gboolean tnc_server_listen_is_loopback(const char *address, gboolean *loopback_out,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

// A socket that listens on ADDRESS and PORT (0: any); -1 with the error set.
int tnc_server_listen_open(const char *address, guint16 port, GError **error);
guint16 tnc_server_listen_port(int listener);
