// SPDX-License-Identifier: AGPL-3.0-or-later
// The glossary: every term in both languages, and which terms a text speaks of.

#include "packs-glossary.h"
#include <stdio.h>
#include <string.h>

static GPtrArray *
load(void)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *terms = tnc_packs_glossary_load_all(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    return terms;
}

static void
test_terms(void)
{
    g_autoptr(GPtrArray) terms = load();
    g_assert_cmpuint(terms->len, >=, 40);
    for (guint i = 0; i < terms->len; i++) {
        const TncPacksTerm *term = g_ptr_array_index(terms, i);
        const TncPacksTermWords *both[] = {&term->fr, &term->en};
        for (guint j = 0; j < 2; j++) {
            g_test_message("%s", both[j]->name);
            g_assert_null(strstr(both[j]->says, ". ")); // one sentence
            g_assert_null(strstr(both[j]->says, "  "));
        }
        // French puts a no-break space before double signs, English no space.
        g_assert_null(strstr(term->en.says, "\u00a0"));
        g_assert_null(strstr(term->en.says, " ;"));
        for (const char *mark = strpbrk(term->fr.says, ";:"); mark; mark = strpbrk(mark + 1, ";:"))
            g_assert_true(g_str_has_prefix(mark - 2, "\u00a0"));
    }
}

static char *
ids_of(const GPtrArray *found)
{
    GString *ids = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(ids, "%s%s", i ? " " : "",
                               ((const TncPacksTerm *)g_ptr_array_index(found, i))->id);
    return g_string_free(ids, FALSE);
}

static void
test_finding(void)
{
    static const struct {
        const char *name;
        const char *text;
        const char *ids;
    } rows[] = {
        {"nothing to explain", "Bonjour, où en est ma commande ?", ""},
        {"an acronym", "Donnez-moi votre IMEI.", "imei"},
        {"not inside a word", "Le SAVON de Marseille", ""},
        {"not in small letters", "je ne sav pas", ""},
        {"without regard to case and accents", "FACTORY RESET ou REINITIALISATION D'USINE",
         "factory_reset"},
        {"a plural", "trois pièces détachées, two spare parts", "spare_part"},
        {"Chinese without spaces", "本产品享受三包服务", "san_bao"},
        {"several, in the glossary's order", "vice caché, puis médiateur, avec un n° RMA",
         "rma hidden_defect mediator"},
        {"at the very end", "envoyez le numéro de série", "serial_number"},
        {"an empty text", "", ""},
    };
    g_autoptr(GPtrArray) terms = load();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GPtrArray) found = tnc_packs_glossary_find(terms, rows[i].text);
        g_autofree char *ids = ids_of(found);
        g_test_message("%s", rows[i].name);
        g_assert_cmpstr(ids, ==, rows[i].ids);
    }
}

static void
test_refused(void)
{
    static const struct {
        const char *says;
        const char *message;
    } rows[] = {
        {"no end",
         ":5: terms[0].fr.says: expected a sentence that ends in '.', found 'no end here'"},
    };
    g_autofree char *folder = g_dir_make_tmp("tenace-glossary-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "one.yaml", NULL);
    const char *text = "# SPDX-License-Identifier: AGPL-3.0-or-later\nid: one\nterms:\n  - id: a\n"
                       "    fr: {name: a, says: no end here, words: [aa]}\n"
                       "    en: {name: a, says: It is one., words: [aa]}\n";
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(tnc_packs_glossary_check(path, &error));
        g_assert_nonnull(error);
        g_assert_true(g_str_has_suffix(error->message, rows[i].message));
    }
    g_assert_cmpint(remove(path), ==, 0);
    g_assert_cmpint(remove(folder), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/glossary/terms", test_terms);
    g_test_add_func("/glossary/finding", test_finding);
    g_test_add_func("/glossary/refused", test_refused);
    return g_test_run();
}
