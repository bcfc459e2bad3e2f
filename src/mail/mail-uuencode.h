// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that old programs put into the text itself: 'begin 644 name', lines of uuencode, 'end' (POSIX, uuencode).
#pragma once

#include <glib.h>

// A file found in a text. NAME is borrowed, valid UTF-8, without folders; BYTES is full.
typedef void (*TncMailUuencodeFunc)(const char *name, GBytes *bytes, gpointer data);

// TEXT, valid UTF-8, without its encoded files, each of which is given to FUNCTION; NULL when it holds none. A block
// that is cut off counts when the text ends with it.
char *tnc_mail_uuencode_cut(const char *text, TncMailUuencodeFunc function, gpointer data);
