// SPDX-License-Identifier: AGPL-3.0-or-later
// verify: every hash, chain, exhibit and time stamp.

#include "cli.h"
#include "desk-seal.h"
#include <stdio.h>

static void
collect_problem(const char *problem, gpointer list)
{
    g_ptr_array_add(((gpointer *)list)[0], g_strdup(problem));
}

static void
forward_progress(guint64 done, guint64 total, gpointer list)
{
    tnc_cli_progress(done, total, ((gpointer *)list)[1]);
}

static void
print_problems(const TncCli *cli, const GPtrArray *problems)
{
    g_autoptr(json_t) array = json_array();
    for (guint i = 0; i < problems->len; i++) {
        if (!cli->json)
            printf("%s\n", (const char *)g_ptr_array_index(problems, i));
        json_array_append_new(array, json_string(g_ptr_array_index(problems, i)));
    }
    g_autoptr(json_t) result =
        json_pack("{s:b, s:O}", "intact", problems->len == 0, "problems", array);
    if (cli->json)
        tnc_cli_print_json(result);
}

gboolean
tnc_cli_verify(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 0, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk)
        return FALSE;
    if (!tnc_desk_store(desk))
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no data in %s yet"),
                             tnc_desk_data(desk));
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    gpointer data[] = {problems, cli};
    guint count;
    gboolean done =
        tnc_desk_seal_verify(desk, collect_problem, forward_progress, data, &count, error);
    tnc_cli_progress_end(cli);
    if (!done)
        return FALSE;
    print_problems(cli, problems);
    if (count)
        return tnc_error_set(error, TNC_ERROR_CORRUPT,
                             _("%u things were altered: restore them from a backup"), count);
    if (!cli->json)
        tnc_cli_say(cli, _("Everything is intact."));
    return TRUE;
}
