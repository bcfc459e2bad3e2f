// SPDX-License-Identifier: AGPL-3.0-or-later
// The search against a naive one, on texts and strings of few letters so that they overlap in every way; the literals
// of patterns.

#include "literal.h"
#include "search.h"
#include <string.h>

#define STRINGS 60
#define TEXTS 300

typedef struct {
    char text[8];
    guint edges;
} Wanted;

static gboolean
is_word(const char *text, gssize at)
{
    return at >= 0 && at < (gssize)strlen(text) && g_ascii_isalnum(text[at]);
}

static gboolean
is_edge(const char *text, gsize at)
{
    return is_word(text, (gssize)at - 1) != is_word(text, (gssize)at);
}

static gboolean
stands(const Wanted *wanted, const char *text, gsize at)
{
    gsize size = strlen(wanted->text);
    return strncmp(text + at, wanted->text, size) == 0 &&
           (!(wanted->edges & TNC_SEARCH_EDGE_BEFORE) || is_edge(text, at)) &&
           (!(wanted->edges & TNC_SEARCH_EDGE_BEHIND) || is_edge(text, at + size));
}

static void
random_text(GRand *chance, char *text, gint size)
{
    static const char letters[] = "aab -";
    for (gint i = 0; i < size; i++)
        text[i] = letters[g_rand_int_range(chance, 0, 5)];
    text[size] = '\0';
}

static void
count_hit(const TncSearchHit *hit, gpointer counts)
{
    for (guint i = 0; i < hit->count; i++)
        ((guint *)counts)[hit->values[i]]++;
}

static void
test_overlaps(void)
{
    Wanted wanted[STRINGS];
    GRand *chance = g_rand_new_with_seed(7);
    g_autoptr(TncSearch) search = tnc_search_new();
    for (guint i = 0; i < STRINGS; i++) {
        random_text(chance, wanted[i].text, g_rand_int_range(chance, 1, 7));
        wanted[i].edges = g_rand_int_range(chance, 0, 4);
        tnc_search_add(search, wanted[i].text, wanted[i].edges, i);
    }
    tnc_search_build(search);
    g_autofree guint *rounds = g_new0(guint, tnc_search_count(search));
    for (guint round = 1; round <= TEXTS; round++) {
        char text[41];
        guint all[STRINGS] = {0};
        guint first[STRINGS] = {0};
        TncSearchSeen seen = {rounds, round};
        random_text(chance, text, 40);
        tnc_search_each(search, text, 40, NULL, count_hit, all);
        tnc_search_each(search, text, 40, &seen, count_hit, first);
        for (guint i = 0; i < STRINGS; i++) {
            guint expected = 0;
            for (gsize at = 0; at < 40; at++)
                expected += stands(&wanted[i], text, at);
            g_assert_cmpuint(all[i], ==, expected);
            g_assert_cmpuint(first[i], ==, expected > 0);
        }
    }
    g_rand_free(chance);
}

static const struct {
    const char *pattern;
    const char *sets; // '|' between literals, ' & ' between sets, '<' and '>' for edges
} rows[] = {
    {"retour", "retour"},
    {"\\bpas\\b", "<pas>"},
    {"re(?:tour|fus)", "retour|refus"},
    {"colis.{0,9}perdu", "colis & perdu"},
    {"\\b(?:ne|n')\\b.*retard", "retard & <ne>|<n'>"},
    {"remboursement partiel", "remboursement partie"},
    {"rembours.*\\d ?%", "rembours & %"},
    {"rembours.*\\d[.,]", "rembours"},
    {"a.*\\d", ""},
    {",.*\\d", ","},
    {"abc+", "abc"},
    {"(?:un)?\\d+", ""},
    {"\\bfin(?= du mois)", "<fin"},
};

static void
tell(GString *told, const GArray *literals)
{
    for (guint i = 0; i < literals->len; i++) {
        const TncLiteral *one = &g_array_index(literals, TncLiteral, i);
        g_string_append_printf(told, "%s%s%s%s", i ? "|" : "",
                               one->edges & TNC_SEARCH_EDGE_BEFORE ? "<" : "", one->text,
                               one->edges & TNC_SEARCH_EDGE_BEHIND ? ">" : "");
    }
}

static void
test_literals(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) told = g_string_new(NULL);
        g_autoptr(GPtrArray) sets = tnc_literal_find(rows[i].pattern);
        for (guint k = 0; k < sets->len; k++) {
            g_string_append(told, k ? " & " : "");
            tell(told, g_ptr_array_index(sets, k));
        }
        g_assert_cmpstr(told->str, ==, rows[i].sets);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/overlaps", test_overlaps);
    g_test_add_func("/literal/of-patterns", test_literals);
    return g_test_run();
}
