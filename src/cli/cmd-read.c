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
    const char *address = tnc_json_string_or(from, "address", "");
    const char *date = tnc_json_string_or(object, "date", "");
    // What was pasted has neither sender nor subject.
    if (*address || *tnc_json_string_or(object, "subject", ""))
        printf("%s\n  %s <%s>  %s\n", subject, tnc_json_string_or(from, "name", ""), address, date);
    else
        printf("  %s\n", date);
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
show(const char *line, gpointer cli)
{
    g_autoptr(json_t) object = ((const TncCli *)cli)->json ? NULL : tnc_json_load(line);
    if (object)
        print_reading(cli, object);
    else
        puts(line);
}

static void
show_refused(const char *path, const char *problem, gpointer cli)
{
    (void)cli;
    fprintf(stderr, "tenace: %s: %s\n", path, problem);
}

// WORDS are a pasted answer, the name of a file that holds one, or '-': standard input.
static gboolean
read_pasted(TncCli *cli, TncDesk *desk, const char *words, GError **error)
{
    gboolean file = g_str_equal(words, "-") || g_file_test(words, G_FILE_TEST_EXISTS);
    g_autofree char *text = file ? tnc_cli_read_text(words, error) : g_strdup(words);
    if (!text)
        return FALSE;
    if (!*g_strstrip(text))
        return tnc_error_set(error, TNC_ERROR_INPUT, _("the pasted answer is empty"));
    return tnc_desk_reading_pasted(desk, file ? words : "", text, show, show_refused, cli, error);
}

gboolean
tnc_cli_read(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autofree char *text = NULL;
    const GOptionEntry entries[] = {{"text", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, -1, error))
        return FALSE;
    if (!text && argc < 2)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("name a file, or - for standard input"));
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk || (text && !read_pasted(cli, desk, text, error)))
        return FALSE;
    for (int i = 1; i < argc; i++)
        if (!tnc_desk_reading_path(desk, argv[i], show, show_refused, cli, error))
            return FALSE;
    return TRUE;
}
