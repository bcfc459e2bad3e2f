// SPDX-License-Identifier: AGPL-3.0-or-later
// `packs check` finds nothing in the packs that are shipped, and in each folder of
// tests/packs-broken what its 'expected' file says: 'FILE:LINE: FIELD: MESSAGE' and the remedy, a line each. `test-packs-check
// --write` writes these files anew, to be read in the diff.

#include "packs.h"

static gboolean is_writing;

static void
collect(const TncPacksFinding *finding, gpointer data)
{
    GString *text = data;
    g_string_append_printf(text, "%s:%u: %s%s%s\n    %s\n", finding->file, finding->line,
                           finding->field, finding->field[0] ? ": " : "", finding->message,
                           finding->remedy);
}

static void
test_shipped(void)
{
    g_autoptr(GString) found = g_string_new(NULL);
    guint count = tnc_packs_check(TNC_PACKS_DIR, TNC_DATE_NONE, collect, found);
    g_assert_cmpstr(found->str, ==, "");
    g_assert_cmpuint(count, ==, 0);
}

static void
test_nothing_there(void)
{
    g_autoptr(GString) found = g_string_new(NULL);
    g_assert_cmpuint(tnc_packs_check("/nonexistent", TNC_DATE_NONE, collect, found), ==, 0);
}

static void
test_broken(gconstpointer data)
{
    const char *name = data;
    g_autofree char *folder = g_build_filename(TNC_BROKEN_DIR, name, NULL);
    g_autofree char *path = g_build_filename(folder, "expected", NULL);
    g_autofree char *expected = NULL;
    g_autoptr(GString) found = g_string_new(NULL);
    // A day on which the one rule that is verified is overdue.
    tnc_packs_check(folder, tnc_date_parse("2030-01-01"), collect, found);
    // The folder's own place is not part of what is expected.
    g_autofree char *prefix = g_strconcat(folder, "/", NULL);
    g_string_replace(found, prefix, "", 0);
    if (is_writing)
        g_assert_true(g_file_set_contents(path, found->str, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(found->str, ==, expected);
}

int
main(int argc, char **argv)
{
    is_writing = argc == 2 && g_str_equal(argv[1], "--write");
    int none = 1;
    g_test_init(is_writing ? &none : &argc, &argv, NULL);
    g_test_add_func("/packs/check/shipped", test_shipped);
    g_test_add_func("/packs/check/nothing-there", test_nothing_there);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(TNC_BROKEN_DIR, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));)
        g_ptr_array_add(names, g_strdup(name));
    g_assert_cmpuint(names->len, >=, 20);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_strconcat("/packs/check/broken/", names->pdata[i], NULL);
        g_test_add_data_func(path, names->pdata[i], test_broken);
    }
    return g_test_run();
}
