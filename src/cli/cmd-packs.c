// SPDX-License-Identifier: AGPL-3.0-or-later
// packs check: are the ladders, drafts, calendars and lexicons right?

#include "cli.h"
#include <stdio.h>

typedef struct {
    const TncCli *cli;
    json_t *array;
} Checking;

static void
report(const TncPacksFinding *finding, gpointer data)
{
    Checking *checking = data;
    json_array_append_new(checking->array, json_pack("{s:s, s:i, s:s, s:s, s:s, s:b}", "file",
                                                     finding->file, "line", (int)finding->line,
                                                     "field", finding->field ? finding->field : "",
                                                     "message", finding->message, "remedy",
                                                     finding->remedy ? finding->remedy : "",
                                                     "notice", finding->is_notice));
    if (!checking->cli->json)
        printf("%s:%u: %s%s%s\n    %s\n", finding->file, finding->line,
               finding->field ? finding->field : "", finding->field && *finding->field ? ": " : "",
               finding->message, finding->remedy ? finding->remedy : "");
}

gboolean
tnc_cli_packs(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 2, error))
        return FALSE;
    if (!g_str_equal(argv[1], "check"))
        return tnc_error_set(error, TNC_ERROR_USAGE, _("expected: packs check [DIR]"));
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk)
        return FALSE;
    const char *directory = argc > 2 ? argv[2] : tnc_desk_packs_directory(desk);
    g_autoptr(json_t) array = json_array();
    Checking checking = {cli, array};
    if (!g_file_test(directory, G_FILE_TEST_IS_DIR))
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no folder %s"), directory);
    guint count = tnc_packs_check(directory, tnc_desk_today(desk), report, &checking);
    if (cli->json)
        tnc_cli_print_json(array);
    if (count)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             ngettext("%u thing to mend in %s", "%u things to mend in %s", count),
                             count, directory);
    tnc_cli_say(cli, _("The packs in %s are right."), directory);
    return TRUE;
}
