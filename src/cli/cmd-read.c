// SPDX-License-Identifier: AGPL-3.0-or-later
// read: what seller's mail says, without storing anything.

#include "cli.h"
#include "desk-reading.h"
#include "text.h"
#include <stdio.h>

static void
print_reading(const TncCli *cli, const json_t *object)
{
    const json_t *automatic = json_object_get(object, "automatic");
    const json_t *from = json_object_get(object, "from");
    g_autofree char *subject = tnc_cli_style(cli, 'b', tnc_json_string_or(object, "subject", ""));
    printf("%s\n  %s <%s>  %s\n", subject, tnc_json_string_or(from, "name", ""),
           tnc_json_string_or(from, "address", ""), tnc_json_string_or(object, "date", ""));
    printf("  %s, %s %.2f, %s\n", tnc_json_string_or(object, "language", "?"), _("courtesy"),
           json_number_value(json_object_get(object, "courtesy")),
           json_is_true(json_object_get(automatic, "is"))
               ? tnc_json_string_or(automatic, "kind", "")
               : _("a person"));
    const json_t *signals = json_object_get(object, "signals");
    for (gsize i = 0; i < json_array_size(signals); i++) {
        const json_t *signal = json_array_get(signals, i);
        g_autofree char *quote = tnc_text_excerpt(tnc_json_string_or(signal, "quote", ""), 160);
        printf("  %-22s « %s »\n", tnc_json_string_or(signal, "kind", ""), quote);
    }
    putchar('\n');
}

static void
show(const TncDeskRead *read, gpointer cli)
{
    if (((const TncCli *)cli)->json)
        puts(read->line);
    else
        print_reading(cli, read->object);
}

static void
show_refused(const char *path, const char *problem, gpointer cli)
{
    (void)cli;
    fprintf(stderr, "tenace: %s: %s\n", path, problem);
}

static void
show_pasted(const TncCli *cli, const json_t *object)
{
    if (cli->json)
        tnc_cli_print_json(object);
    else
        print_reading(cli, object);
}

gboolean
tnc_cli_read(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autofree char *text = NULL;
    const GOptionEntry entries[] = {{"text", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, -1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    g_autoptr(json_t) pasted = desk && text ? tnc_desk_reading_text(desk, text, error) : NULL;
    if (!desk || (text && !pasted))
        return FALSE;
    if (pasted)
        show_pasted(cli, pasted);
    if (!text && argc < 2)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("name a file, or - for standard input"));
    TncDeskReaderWants wants = cli->json ? TNC_DESK_READER_LINE : TNC_DESK_READER_OBJECT;
    for (int i = 1; i < argc; i++)
        if (!tnc_desk_reading_path(desk, argv[i], wants, show, show_refused, cli, error))
            return FALSE;
    return TRUE;
}
