// SPDX-License-Identifier: AGPL-3.0-or-later
// What happened outside the program, noted as a person tells it: dates and amounts as typed, a pasted answer read.
#pragma once

#include "desk-case.h"

typedef struct {
    const char *kind;   // 'call.made'
    const char *at;     // RFC 3339 or as typed; NULL: now
    const json_t *body; // NULL: empty
    gboolean read;      // a message.received that brings no signals of its own is read
} TncDeskLogEntry;

// Records it; gives the event's number.
gboolean tnc_desk_log_event(TncDesk *desk, const TncDeskCase *kase, const TncDeskLogEntry *entry,
                            guint *seq_out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// What a pasted text says: {text, automatic, agent, courtesy, signals}, as `show` puts it. New reference.
json_t *tnc_desk_log_read(TncDesk *desk, const char *text, GError **error);
