// SPDX-License-Identifier: AGPL-3.0-or-later
// Recording what happened: one event, its index, the new position, in one transaction.
#pragma once

#include "desk-case.h"

// Appends one event of the user's (or ACTOR's) at AT (TNC_INSTANT_NONE: now) and refreshes the claim. Gives the
// event's sequence number.
gboolean tnc_desk_record_event(TncDesk *desk, TncStoreId claim, TncEventKind kind, TncActor actor,
                               TncInstant at, json_t *body, guint *seq_out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same inside a transaction that the caller opened, without the refresh.
gboolean tnc_desk_record_append(TncDesk *desk, TncStoreId claim, TncEventKind kind, TncActor actor,
                                TncInstant at, json_t *body, guint *seq_out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Whether BODY, of an event of KIND, takes back only what may be taken back: TNC_ERROR_INPUT, or TNC_ERROR_NOT_FOUND.
gboolean tnc_desk_record_check_retraction(const TncDeskCase *kase, TncEventKind kind,
                                          const json_t *body,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Opens a claim: writes the three records (refs are made where absent; an existing merchant's ref is reused) and
// claim.opened. The objects are those of the exchange format without 'type'. Gives the claim's number.
gboolean tnc_desk_record_open(TncDesk *desk, json_t *merchant, json_t *purchase, json_t *claim,
                              const char *about, TncStoreId *claim_out,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define TNC_DESK_RECORD_MAX_FILE ((gsize)64 * 1024 * 1024)

typedef struct {
    const char *name;
    const char *type; // NULL when unknown, as the note
    const char *note;
    const void *bytes;
    gsize size;
} TncDeskFile;

// Keeps a file as evidence of the claim; gives its SHA-256 and the event (SEQ_OUT may be NULL).
gboolean tnc_desk_record_keep(TncDesk *desk, TncStoreId claim, const TncDeskFile *file,
                              char sha256_out[TNC_SHA256_HEX + 1], guint *seq_out,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same for a file on disk.
gboolean tnc_desk_record_attach(TncDesk *desk, TncStoreId claim, const char *path, const char *note,
                                char sha256_out[TNC_SHA256_HEX + 1],
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
