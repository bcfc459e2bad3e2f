// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails parsed and read in threads of their own while the caller stores the last ones: they come back in their order, a
// bounded number is under way, and each is freed where it was made.
#pragma once

#include "desk.h"
#include "reading.h"

// What is made of each mail.
typedef enum {
    TNC_DESK_READER_LINE,   // that of `read --json`, and nothing else is kept
    TNC_DESK_READER_RESULT, // the reading, the raw mail's SHA-256 and the body of its event
} TncDeskReaderWants;

typedef struct {
    char *path; // UTF-8; NULL when none was given
    GBytes *raw;
    char *problem;           // why it was not read (over the caps), else NULL
    TncMailMessage *message; // its headers were dropped
    TncReadingResult *result;
    char sha256[TNC_SHA256_HEX + 1];
    TncReadingBody *body;
    char *line;
    gboolean done;
} TncDeskRead;

typedef struct TncDeskReader TncDeskReader;

// DESK is borrowed; its reading must not be used by others until the reader is freed. The first thread starts with the
// second mail: a single one is read where it is taken.
TncDeskReader *tnc_desk_reader_new(TncDesk *desk, TncDeskReaderWants wants,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_desk_reader_free(TncDeskReader *reader); // drops what is under way; NULL is fine

// PATH is copied, RAW is referenced.
void tnc_desk_reader_push(TncDeskReader *reader, const char *path, GBytes *raw);
// How many to take now, before another is pushed: none while there is room.
guint tnc_desk_reader_due(const TncDeskReader *reader);
#define TNC_DESK_READER_MAX 1024 // so that a batch is committed while they read on
#define TNC_DESK_READER_MAX_BYTES (16 * 1024 * 1024)          // unless a single mail is larger
guint tnc_desk_reader_under_way(const TncDeskReader *reader); // pushed and not taken
// The oldest of those under way, once it is read; NULL when there is none. Give it back when you are done.
TncDeskRead *tnc_desk_reader_take(TncDeskReader *reader);
void tnc_desk_reader_give_back(TncDeskReader *reader, TncDeskRead *read); // full ownership
