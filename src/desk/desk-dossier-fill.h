// SPDX-License-Identifier: AGPL-3.0-or-later
// From a claim's records and events to the words of its dossier.
#pragma once

#include "desk-case.h"
#include "writing-dossier.h"

// The claim in PAPER's language. Full ownership.
TncWritingDossier *tnc_desk_dossier_fill(TncDesk *desk, const TncDeskCase *kase,
                                         const TncPacksPaper *paper,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The text over which the hash of an event is taken, after that of the event before it. New string.
char *tnc_desk_dossier_link_text(const char *claim_ref, const TncStoreEvent *event);
