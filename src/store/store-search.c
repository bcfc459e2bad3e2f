// SPDX-License-Identifier: AGPL-3.0-or-later
// Full text. Words are the database's; Chinese has no spaces, so each run of Han characters is also kept as
// overlapping pairs, and a query's runs become phrases of pairs.

#include "store-sql.h"
#include "text.h"

#define MAX_INDEXED (256 * 1024)
#define MAX_QUERY 400

#define FIRST_HAN 0x2e80 // most letters of most mails are below and need no look into a table

static gboolean
is_han(gunichar c)
{
    return c >= FIRST_HAN && g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
}

// The pairs of one run that begins at TEXT; a run of one character is its own pair. Returns the end of the run.
static const char *
append_pairs(GString *pairs, const char *text)
{
    const char *before = NULL;
    const char *c = text;
    for (; *c && is_han(g_utf8_get_char(c)); c = tnc_text_next(c)) {
        if (before) {
            g_string_append_len(pairs, before, tnc_text_next(c) - before);
            g_string_append_c(pairs, ' ');
        }
        before = c;
    }
    if (before == text) {
        g_string_append_len(pairs, text, c - text);
        g_string_append_c(pairs, ' ');
    }
    return c;
}

static char *
pairs_of(const char *text)
{
    GString *pairs = g_string_new(NULL);
    while (*text) {
        if ((guchar)*text < 0x80)
            text++;
        else if (is_han(g_utf8_get_char(text)))
            text = append_pairs(pairs, text);
        else
            text = tnc_text_next(text);
    }
    return g_string_free(pairs, FALSE);
}

gboolean
tnc_store_index_text(TncStore *store, TncStoreId claim, guint seq, const char *text, GError **error)
{
    g_assert(store->in_transaction);
    gsize size = strlen(text);
    g_autofree char *kept = tnc_text_make_valid(text, MIN(size, MAX_INDEXED));
    g_autofree char *pairs = pairs_of(kept);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_SEARCH_ADD);
    tnc_store_sql_bind_number(rows, 2, claim);
    tnc_store_sql_bind_number(rows, 3, seq);
    tnc_store_sql_bind_text(rows, 4, kept);
    tnc_store_sql_bind_text(rows, 5, pairs);
    return tnc_store_sql_run(rows, error);
}

// What a person typed → an FTS5 query in which nothing is an operator: words, the last one as a prefix, and pairs.
static char *
query_of(const char *words, const char **han_out)
{
    GString *query = g_string_new(NULL);
    const char *c = words;
    while (*c) {
        gunichar character = g_utf8_get_char(c);
        if (is_han(character)) {
            *han_out = *han_out ? *han_out : c;
            g_autoptr(GString) pairs = g_string_new(NULL);
            const char *end = append_pairs(pairs, c);
            // One character alone is found at the start of any pair.
            g_string_append_printf(query, "pairs:\"%s\"%s ", g_strchomp(pairs->str),
                                   g_utf8_strlen(c, end - c) == 1 ? "*" : "");
            c = end;
        } else if (g_unichar_isalnum(character)) {
            const char *start = c;
            while (*c && g_unichar_isalnum(g_utf8_get_char(c)) && !is_han(g_utf8_get_char(c)))
                c = tnc_text_next(c);
            g_string_append_printf(query, "text:\"%.*s\"%s ", (int)(c - start), start,
                                   *c ? "" : "*");
        } else {
            c = tnc_text_next(c);
        }
    }
    return g_string_free(query, FALSE);
}

// Around the first of the query's Han characters, marked like the database's own excerpts.
static char *
han_excerpt(const char *text, const char *han)
{
    const char *end = han;
    while (*end && is_han(g_utf8_get_char(end)))
        end = tnc_text_next(end);
    g_autofree char *needle = g_strndup(han, (gsize)(end - han));
    const char *found = strstr(text, needle);
    if (!found)
        return tnc_text_excerpt(text, 60);
    const char *from = found;
    for (int i = 0; i < 20 && from > text; i++)
        from = g_utf8_prev_char(from);
    g_autofree char *before = g_strndup(from, (gsize)(found - from));
    g_autofree char *after = tnc_text_excerpt(found + strlen(needle), 20);
    return g_strdup_printf("%s\u2068%s\u2069%s", before, needle, after);
}

gboolean
tnc_store_search(TncStore *store, const char *words, guint limit, TncStoreHitFunc function,
                 gpointer data, GError **error)
{
    g_autofree char *valid = tnc_text_make_valid(words, MIN(strlen(words), MAX_QUERY));
    const char *han = NULL;
    g_autofree char *query = query_of(valid, &han);
    if (!*query)
        return TRUE;
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_SEARCH);
    tnc_store_sql_bind_text(rows, 2, query);
    tnc_store_sql_bind_number(rows, 3, limit ? (gint64)limit : -1);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW) {
        g_autofree char *excerpt = han ? han_excerpt(tnc_store_sql_text(rows, 2), han)
                                       : g_strdup(tnc_store_sql_text(rows, 3));
        TncStoreHit hit = {tnc_store_sql_number(rows, 0), (guint)tnc_store_sql_number(rows, 1),
                           excerpt};
        if (!function(&hit, data, error))
            return FALSE;
    }
    return step == TNC_STEP_DONE;
}
