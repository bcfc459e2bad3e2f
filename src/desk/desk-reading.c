// SPDX-License-Identifier: AGPL-3.0-or-later
// Lexicons are loaded when the first message is read.

#include "desk-reading.h"

static void
free_reading(gpointer reading)
{
    tnc_reading_free(reading);
}

static void
free_lexicons(gpointer lexicons)
{
    g_ptr_array_unref(lexicons);
}

const TncReading *
tnc_desk_reading(TncDesk *desk, GError **error)
{
    TncReading *reading = tnc_desk_kept(desk, "reading");
    if (reading)
        return reading;
    GPtrArray *lexicons = tnc_packs_lexicon_load(tnc_desk_packs_directory(desk), error);
    if (!lexicons)
        return NULL;
    tnc_desk_keep(desk, "lexicons", lexicons, free_lexicons);
    reading = tnc_reading_new(lexicons, error);
    if (reading)
        tnc_desk_keep(desk, "reading", reading, free_reading);
    return reading;
}
