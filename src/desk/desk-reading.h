// SPDX-License-Identifier: AGPL-3.0-or-later
// The reader, made once from the lexicon packs.
#pragma once

#include "desk-reader.h"
#include "desk.h"
#include "reading-order.h"

// Borrowed until the desk is closed.
const TncReading *tnc_desk_reading(TncDesk *desk, GError **error);

// LINE: the object of `read --json`.
typedef void (*TncDeskReadingFunc)(const char *line, gpointer data);
typedef void (*TncDeskReadingRefused)(const char *path, const char *problem, gpointer data);
// Reads every mail of PATH (.eml, mbox, Maildir, '-') without storing anything; REFUSED is called for one over the caps.
gboolean tnc_desk_reading_path(TncDesk *desk, const char *path, TncDeskReadingFunc function,
                               TncDeskReadingRefused refused, gpointer data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same of a pasted answer TEXT, UTF-8, which came now; PATH is what it is called.
gboolean tnc_desk_reading_pasted(TncDesk *desk, const char *path, const char *text,
                                 TncDeskReadingFunc function, TncDeskReadingRefused refused,
                                 gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// What words say that were spoken today, as the body of an event. New reference; NULL on failure.
json_t *tnc_desk_reading_text(TncDesk *desk, const char *text, GError **error);

// The order that one mail confirms. Full ownership.
TncReadingOrder *tnc_desk_reading_order_mail(TncDesk *desk, GBytes *raw,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The order that the first mail of PATH confirms. Full ownership.
TncReadingOrder *tnc_desk_reading_order(TncDesk *desk, const char *path,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
