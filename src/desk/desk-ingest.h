// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail in: kept whole, read, matched to its claim or held; once, whatever happens.
#pragma once

#include "desk.h"

typedef struct {
    guint matched;
    guint held;
    guint repeated;   // Message-ID known already
    guint own;        // copies of what we sent
    guint unread;     // over the caps: kept whole and held
    guint refused;    // too large to be kept
    TncStoreId claim; // of the last mail that matched, and its event; 0 when none did
    guint event;
} TncDeskIngested;

// A run over many mails, so many in one transaction.
typedef struct TncDeskIngest TncDeskIngest;
#define TNC_DESK_INGEST_BATCH 1000

TncDeskIngest *tnc_desk_ingest_begin(TncDesk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Takes one mail; it may be stored only by a later call, or by the end. Fails only when the store does; what was committed before stays.
gboolean tnc_desk_ingest_mail(TncDeskIngest *ingest, GBytes *raw,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same for every mail of a path: .eml, mbox, Maildir, '-'.
gboolean tnc_desk_ingest_path(TncDeskIngest *ingest, const char *path,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same for what a file holds: one mail or an mbox.
gboolean tnc_desk_ingest_bytes(TncDeskIngest *ingest, GBytes *content,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Commits the rest and gives the counts. Frees the run, also when it fails.
gboolean tnc_desk_ingest_end(TncDeskIngest *ingest, TncDeskIngested *counts_out,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Drops what was not committed.
void tnc_desk_ingest_abandon(TncDeskIngest *ingest);

// Held mail: gives it to a claim, or dismisses it (CLAIM 0).
gboolean tnc_desk_ingest_assign(TncDesk *desk, const char *message_id, TncStoreId claim,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
