// SPDX-License-Identifier: AGPL-3.0-or-later
// rights: the rules that apply to a claim, each with its reason, source and clock, those first that
// matter first.

#include "cli.h"
#include "desk-rights.h"
#include "desk-words.h"
#include <stdio.h>

static char *
mark_of(const TncCli *cli, const TncRight *right)
{
    if (right->status == TNC_LAW_STATUS_VERIFIED)
        return g_strdup("");
    const char *text = right->status == TNC_LAW_STATUS_CONFLICT ? _("contested")
                       : right->status == TNC_LAW_STATUS_LAPSED ? _("to be checked again")
                                                                : _("not verified");
    g_autofree char *mark = g_strdup_printf(" [%s]", text);
    return tnc_cli_style(cli, 'y', mark);
}

static void
print_clock(const TncRight *right)
{
    g_autofree char *date = right->due == TNC_DATE_NONE ? NULL : tnc_desk_words_day(right->due);
    g_autofree char *money = tnc_desk_words_money(&right->amount);
    if (right->percent >= 0 && *money)
        printf(right->interest ? _("    Owed today: %s, plus legal interest.\n")
                               : _("    Owed today: %s (%d %% more).\n"),
               money, right->percent);
    if (!date)
        return;
    if (right->group == TNC_RIGHT_EXPIRED)
        printf(_("    It was possible until %s.\n"), date);
    else if (right->percent >= 0)
        printf(_("    The sum grows again after %s.\n"), date);
    else if (right->late)
        printf(_("    The seller had until %s: he is late.\n"), date);
    else
        printf(_("    Until %s.\n"), date);
}

static void
print_why(const json_t *shown)
{
    const json_t *why = json_object_get(shown, "why");
    printf("    ");
    for (gsize i = 0; i < json_array_size(why); i++)
        printf("%s%s", i ? " " : "", tnc_json_string_or(json_array_get(why, i), "text", ""));
    printf("\n");
}

static void
print_right(const TncCli *cli, const TncRight *right, const json_t *shown)
{
    g_autofree char *mark = mark_of(cli, right);
    g_autofree char *source = tnc_cli_style(cli, 'd', right->rule->source);
    const char *doubt = tnc_json_string_or(shown, "pending", NULL);
    printf("• %s%s\n", tnc_json_string_or(shown, "effect", ""), mark);
    print_clock(right);
    print_why(shown);
    if (doubt)
        printf(_("    Note: %s\n"), doubt);
    printf("    %s\n", source);
    if (right->rule->url)
        printf("    %s\n", right->rule->url);
}

gboolean
tnc_cli_rights(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    g_autoptr(TncDeskCase) kase = desk ? tnc_desk_case_find(desk, argv[1], error) : NULL;
    g_autoptr(GArray) rights = kase ? tnc_desk_rights_find(desk, kase, error) : NULL;
    if (!rights)
        return FALSE;
    g_autoptr(json_t) list = tnc_desk_rights_json(desk, kase, rights);
    if (cli->json) {
        tnc_cli_print_json(list);
        return TRUE;
    }
    for (guint i = 0; i < rights->len; i++)
        print_right(cli, &g_array_index(rights, TncRight, i), json_array_get(list, i));
    if (rights->len == 0)
        tnc_cli_say(cli, _("No rule is known for this claim yet."));
    return TRUE;
}
