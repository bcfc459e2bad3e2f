// SPDX-License-Identifier: AGPL-3.0-or-later
// calendar: all the dates as a file for any calendar program.

#include "cli.h"
#include "desk-calendar.h"
#include <errno.h>
#include <stdio.h>

gboolean
tnc_cli_calendar(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autofree char *path = NULL;
    const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    guint count = 0;
    g_autofree char *text =
        desk ? tnc_desk_calendar(desk, argc > 1 ? argv[1] : NULL, FALSE, &count, error) : NULL;
    if (!text)
        return FALSE;
    if (!path || g_str_equal(path, "-"))
        return fputs(text, stdout) >= 0 ||
               tnc_error_set(error, TNC_ERROR_STORAGE, _("standard output: %s"), g_strerror(errno));
    if (!tnc_cli_write_file(cli, path, text, strlen(text), error))
        return FALSE;
    g_autoptr(json_t) result = json_pack("{s:s, s:i}", "file", path, "entries", (int)count);
    if (cli->json)
        tnc_cli_print_json(result);
    else
        tnc_cli_say(cli, ngettext("%s: %u date.", "%s: %u dates.", count), path, count);
    return TRUE;
}
