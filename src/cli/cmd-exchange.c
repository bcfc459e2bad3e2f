// SPDX-License-Identifier: AGPL-3.0-or-later
// import, export, backup, tick: the care of the data folder.

#include "cli.h"
#include "desk-case.h"
#include "desk-exchange.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static GBytes *
read_all(const char *path, GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (!g_str_equal(path, "-")) {
        GMappedFile *file = g_mapped_file_new(path, FALSE, &problem);
        if (!file) {
            tnc_error_set(error, TNC_ERROR_INPUT, "%s", problem->message);
            return NULL;
        }
        GBytes *bytes = g_mapped_file_get_bytes(file);
        g_mapped_file_unref(file);
        return bytes;
    }
    g_autoptr(GByteArray) all = g_byte_array_new();
    guint8 chunk[65536];
    gsize count;
    while ((count = fread(chunk, 1, sizeof chunk, stdin)) > 0 && all->len < G_MAXUINT / 2)
        g_byte_array_append(all, chunk, (guint)count);
    return g_byte_array_free_to_bytes(g_steal_pointer(&all));
}

gboolean
tnc_cli_import(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 1, error))
        return FALSE;
    g_autoptr(GBytes) bytes = read_all(argv[1], error);
    TncDesk *desk = bytes ? tnc_cli_desk(cli, TRUE, error) : NULL;
    if (!desk)
        return FALSE;
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    TncDeskImported imported;
    gboolean done = tnc_desk_exchange_import(desk, argv[1], text ? text : "", size, cli->dry_run,
                                             tnc_cli_progress, cli, &imported, error);
    tnc_cli_progress_end(cli);
    if (!done)
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) counts =
            json_pack("{s:i, s:i, s:i, s:i, s:i}", "merchants", (int)imported.merchants,
                      "purchases", (int)imported.purchases, "claims", (int)imported.claims,
                      "events", (int)imported.events, "repeated", (int)imported.repeated);
        tnc_cli_print_json(counts);
    } else {
        tnc_cli_say(cli, _("Claims read: %u, events: %u%s."), imported.claims, imported.events,
                    cli->dry_run ? _(" (nothing was written)") : "");
    }
    return TRUE;
}

static gboolean
print_line(const char *line, gpointer data, GError **error)
{
    (void)data;
    if (puts(line) < 0)
        return tnc_error_set(error, TNC_ERROR_STORAGE, _("standard output: %s"), g_strerror(errno));
    return TRUE;
}

gboolean
tnc_cli_export(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 0, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    return desk && tnc_desk_exchange_export(desk, print_line, NULL, error);
}

static TncStore *
existing_store(TncCli *cli, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    TncStore *store = desk ? tnc_desk_store(desk) : NULL;
    if (desk && !store)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no data in %s yet"),
                      tnc_desk_data(desk));
    return store;
}

gboolean
tnc_cli_backup(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 1, error) || !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    TncStore *store = existing_store(cli, error);
    if (!store || !tnc_store_backup(store, argv[1], error))
        return FALSE;
    tnc_cli_say(cli, _("Everything was copied to %s."), argv[1]);
    return TRUE;
}

gboolean
tnc_cli_tick(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 0, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    guint count = 0;
    if (!desk || (tnc_desk_store(desk) && !tnc_desk_case_refresh_due(desk, &count, error)))
        return FALSE;
    g_autoptr(json_t) result = json_pack("{s:i}", "due", (int)count);
    if (cli->json)
        tnc_cli_print_json(result);
    else
        tnc_cli_say(cli, ngettext("%u claim became due.", "%u claims became due.", count), count);
    return TRUE;
}
