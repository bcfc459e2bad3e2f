// SPDX-License-Identifier: AGPL-3.0-or-later
// dossier: everything of a claim in one PDF, or with all its files in one ZIP.

#include "cli.h"
#include "desk-dossier.h"
#include "desk-seal.h"
#include <stdio.h>

// A time stamp is worth having in a dossier; without the network the dossier is made all the same.
static void
try_stamp(TncCli *cli, const TncDeskCase *kase)
{
    g_autoptr(GError) problem = NULL;
    if (!cli->dry_run && !tnc_desk_seal_claim(cli->desk, kase->id, kase->claim->ref, &problem))
        tnc_cli_say(cli, _("No new time stamp: %s"), problem->message);
}

static gboolean
make(TncCli *cli, const char *name, const char *path, const char *language, GError **error)
{
    gboolean zip = g_str_has_suffix(path, ".zip");
    g_autoptr(TncDeskCase) kase = tnc_cli_case(cli, name, error);
    if (!kase)
        return FALSE;
    try_stamp(cli, kase);
    g_autoptr(TncDeskDossier) dossier =
        tnc_desk_dossier_make(cli->desk, kase, language, zip, error);
    GBytes *bytes = dossier && zip ? dossier->zip : dossier ? dossier->pdf : NULL;
    if (!bytes || !tnc_cli_write_file(cli, path, g_bytes_get_data(bytes, NULL),
                                      g_bytes_get_size(bytes), error))
        return FALSE;
    g_autoptr(json_t) result =
        json_pack("{s:s, s:i, s:i, s:i}", "file", path, "pages", (int)dossier->pages, "messages",
                  (int)dossier->messages, "exhibits", (int)dossier->exhibits);
    if (cli->json)
        tnc_cli_print_json(result);
    else
        tnc_cli_say(cli, _("%s: %u pages, %u messages, %u exhibits."), path, dossier->pages,
                    dossier->messages, dossier->exhibits);
    return TRUE;
}

gboolean
tnc_cli_dossier(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autofree char *output = NULL;
    g_autofree char *language = NULL;
    const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL},
                                    {"language", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 1, 1, error))
        return FALSE;
    if (!output)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("where to? -o FILE.pdf or -o FILE.zip"));
    return make(cli, argv[1], output, language, error);
}
