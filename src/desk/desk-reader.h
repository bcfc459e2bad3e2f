// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails read in a thread of their own while the caller parses the next and stores the last: in order, a bounded number
// under way. What the thread touches (the reading's rules, the mail in its hands) nobody else may touch meanwhile.
#pragma once

#include "reading.h"

typedef struct {
    char *path;
    TncMailMessage *message;
    TncReadingResult *result;
    char sha256[TNC_SHA256_HEX + 1]; // of the raw mail; with TNC_DESK_READER_SHA256
    json_t *object;                  // that of `read --json`; with TNC_DESK_READER_OBJECT
    char *line; // the object on one line of ASCII, for every reader, whatever the mail holds
} TncDeskRead;

typedef enum { TNC_DESK_READER_SHA256, TNC_DESK_READER_OBJECT } TncDeskReaderWants;
typedef struct TncDeskReader TncDeskReader;

// READING is borrowed, and must not be used by others until the reader is freed. The thread starts with the second mail:
// a single one is read where it is taken.
TncDeskReader *tnc_desk_reader_new(const TncReading *reading, TncDeskReaderWants wants);
void tnc_desk_reader_free(TncDeskReader *reader); // drops what is under way; NULL is fine

// MESSAGE: full ownership; PATH is copied.
void tnc_desk_reader_push(TncDeskReader *reader, const char *path, TncMailMessage *message);
// How many were pushed and not taken. At TNC_DESK_READER_MAX take one before you push another: memory stays bounded.
#define TNC_DESK_READER_MAX 64
guint tnc_desk_reader_under_way(const TncDeskReader *reader);
// The oldest of those under way, once it is read; NULL when there is none. Give it back when you are done.
TncDeskRead *tnc_desk_reader_take(TncDeskReader *reader);
void tnc_desk_reader_give_back(TncDeskReader *reader, TncDeskRead *read); // full ownership
