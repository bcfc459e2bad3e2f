// SPDX-License-Identifier: AGPL-3.0-or-later
// Many mails from one path: a single message, an mbox, a Maildir, or standard input.
#pragma once

#include <glib.h>

// PATH names the message to the user: the file, or 'file#3' within an mbox. Returning FALSE stops.
typedef gboolean (*TncMailBoxFunc)(const char *path, GBytes *raw, gpointer data, GError **error);

// PATH '-' reads standard input. TNC_ERROR_INPUT when it cannot be read. Messages are handed over one by one: memory
// does not grow with their number.
gboolean tnc_mail_box_each(const char *path, TncMailBoxFunc function, gpointer data,
                           GError **error);
// The same for a file's content; NAME is the file's.
gboolean tnc_mail_box_each_of(const char *name, GBytes *content, TncMailBoxFunc function,
                              gpointer data, GError **error);
