// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a fuzz target over the named cases of tests/corpus/<target>: regression test of every crash ever found.

#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
replay(const char *directory, const char *name)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &bytes, &size, &error))
        g_error("%s", error->message);
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
}

int
main(int argc, char **argv)
{
    g_assert(argc == 2);
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    guint count = 1;
    g_autoptr(GDir) directory = g_dir_open(argv[1], 0, NULL);
    for (const char *name; directory && (name = g_dir_read_name(directory)); count++)
        replay(argv[1], name);
    g_print("1..1\nok 1 %s: %u cases\n", argv[1], count);
    return 0;
}
