// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of packs-table.h as values, for packs.c and packs-check.c.
#pragma once

#include "packs.h"

typedef struct {
    TncPacksKind kind;
    const char *folder;
    gpointer (*load_all)(const char *directory, GError **error);
    void (*free)(gpointer part);
    gboolean (*check)(const char *path, GError **error);
} TncPacksPart;

// The table; COUNT_OUT gets its length. Static.
const TncPacksPart *tnc_packs_parts(guint *count_out);
