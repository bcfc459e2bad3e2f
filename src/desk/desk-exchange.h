// SPDX-License-Identifier: AGPL-3.0-or-later
// Exchange: JSON lines in and out, as in domain.md. An import is all or nothing.
#pragma once

#include "desk.h"

typedef struct {
    guint merchants;
    guint purchases;
    guint claims;
    guint events;
    guint repeated; // events that were there already
} TncDeskImported;

typedef void (*TncDeskProgressFunc)(guint64 done, guint64 total, gpointer data);

// Imports SIZE bytes of JSON lines. TNC_ERROR_INPUT names NAME, line and field; nothing is then changed. DRY_RUN
// checks everything and changes nothing. PROGRESS may be NULL (bytes).
gboolean tnc_desk_exchange_import(TncDesk *desk, const char *name, const char *bytes, gsize size,
                                  gboolean dry_run, TncDeskProgressFunc progress, gpointer data,
                                  TncDeskImported *imported_out, GError **error);

typedef gboolean (*TncDeskLineFunc)(const char *line, gpointer data, GError **error);
// Merchants, purchases, claims, then the events of each claim by sequence number.
gboolean tnc_desk_exchange_export(TncDesk *desk, TncDeskLineFunc function, gpointer data,
                                  GError **error);
