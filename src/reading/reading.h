// SPDX-License-Identifier: AGPL-3.0-or-later
// What one message of a seller says: automatic or not, language, tone, dates, signals with the line that shows each.
// Pure: lexicons and the message are handed in.
#pragma once

#include "claim-words.h"
#include "date.h"
#include "json.h"
#include "mail-message.h"
#include "packs-lexicon.h"
#include "reading-dates.h"

// Lexicons compiled for use. Each thread needs one of its own.
typedef struct TncReading TncReading;

// LEXICONS (of TncPacksLexicon) must outlive the result. Full ownership.
TncReading *tnc_reading_new(const GPtrArray *lexicons, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same for another thread: what is compiled is shared. FIRST must outlive it. Full ownership.
TncReading *tnc_reading_share(const TncReading *first);
void tnc_reading_free(TncReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReading, tnc_reading_free)

typedef struct {
    TncSignal kind;
    guint start; // bytes into the visible text, of the sentence that shows it
    guint end;
    const char *step; // asks_step: borrowed from the lexicon; NULL when unknown
    TncDate due;      // promises
    char *value;      // ticket or tracking number; NULL for the others
} TncReadingSignal;

typedef struct {
    TncAutomatic automatic;
    GPtrArray *because;   // of char*: what told that it is automatic
    const char *language; // borrowed from the lexicons, or static; NULL when unknown
    char *greeting;       // NULL when none
    char *agent;
    char *department;
    double courtesy;   // 0 to 1, 0.5 the border
    GArray *signals;   // of TncReadingSignal
    GArray *dates;     // of TncReadingDate, with offsets into the visible text
    GPtrArray *orders; // of char*: numbers that look like order or ticket numbers, for matching
} TncReadingResult;

TncReadingResult *tnc_reading_read(const TncReading *reading, const TncMailMessage *message);
// A pasted reply, a call's notes, a public reply: no headers, human. REFERENCE is the day on which it was said.
TncReadingResult *tnc_reading_read_text(const TncReading *reading, const char *text,
                                        TncDate reference);
void tnc_reading_result_free(TncReadingResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReadingResult, tnc_reading_result_free)

// The object of `read --json` (domain.md) on one line of ASCII, in place of what is in LINE: one serves for many mails. PATH
// is UTF-8.
void tnc_reading_result_line(const TncReadingResult *result, const TncMailMessage *message,
                             const char *path, GString *line);

// The body of a message.received event as canonical JSON, but for what only the store can tell: 'matched' and 'suspicious'.
typedef struct TncReadingBody TncReadingBody;

// RAW is the mail's SHA-256.
TncReadingBody *tnc_reading_body_new(const TncReadingResult *result, const TncMailMessage *message,
                                     const char *raw);
void tnc_reading_body_free(TncReadingBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReadingBody, tnc_reading_body_free)
// The whole body. MATCHED is how its claim was found. New string.
char *tnc_reading_body_finish(const TncReadingBody *body, const char *matched, gboolean suspicious);

// The body of a message.received event of pasted TEXT on CHANNEL.
json_t *tnc_reading_result_text_body(const TncReadingResult *result, const char *text,
                                     TncChannel channel);
