// SPDX-License-Identifier: AGPL-3.0-or-later
// The dossier of a claim: everything that was said, done and kept, as a PDF and as a ZIP archive that a third person can
// check with ordinary tools.
#pragma once

#include "desk-case.h"

typedef struct {
    GBytes *pdf;
    GBytes *zip; // NULL unless asked for
    guint pages;
    guint messages;
    guint exhibits;
} TncDeskDossier;

void tnc_desk_dossier_free(TncDeskDossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskDossier, tnc_desk_dossier_free)

// In LANGUAGE (NULL: the claim's), dated at the desk's now. TNC_ERROR_CORRUPT when the chain or an exhibit was altered.
TncDeskDossier *tnc_desk_dossier_make(TncDesk *desk, const TncDeskCase *kase, const char *language,
                                      gboolean with_zip, GError **error) G_GNUC_WARN_UNUSED_RESULT;
