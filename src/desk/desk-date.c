// SPDX-License-Identifier: AGPL-3.0-or-later
// The date words of every lexicon, whatever the language of the interface.

#include "desk-date.h"
#include "desk-speech.h"
#include "error.h"
#include "reading-dates.h"

static void
free_words(gpointer words)
{
    tnc_reading_dates_free(words);
}

gboolean
tnc_desk_date_parse(TncDesk *desk, const char *text, TncDate *date_out, GError **error)
{
    TncDate date = tnc_date_parse(text);
    if (date == TNC_DATE_NONE) {
        g_autoptr(GPtrArray) lexicons =
            tnc_packs_lexicon_load(tnc_desk_packs_directory(desk), error);
        if (!lexicons)
            return FALSE;
        g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(free_words);
        for (guint i = 0; i < lexicons->len; i++)
            g_ptr_array_add(words,
                            tnc_reading_dates_new(
                                ((const TncPacksLexicon *)g_ptr_array_index(lexicons, i))->file));
        date = tnc_reading_dates_natural(words, text, tnc_desk_today(desk));
    }
    if (date == TNC_DATE_NONE)
        return tnc_error_set(
            error, TNC_ERROR_INPUT,
            gettext(
                "'%s' is not a date: write 2026-03-12, 12/03, yesterday, in 5 days, next monday"),
            text);
    *date_out = date;
    return TRUE;
}

gboolean
tnc_desk_date_instant(TncDesk *desk, const char *text, TncInstant *at_out, GError **error)
{
    TncDate date = TNC_DATE_NONE;
    TncInstant at = tnc_instant_parse(text, NULL);
    if (at == TNC_INSTANT_NONE) {
        if (!tnc_desk_date_parse(desk, text, &date, error))
            return FALSE;
        at = date == tnc_desk_today(desk) ? tnc_desk_now(desk)
                                          : tnc_zone_instant(tnc_desk_zone(desk), date, 12 * 3600);
    }
    *at_out = at;
    return TRUE;
}
