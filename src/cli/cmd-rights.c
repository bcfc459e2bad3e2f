// SPDX-License-Identifier: AGPL-3.0-or-later
// rights: the rules that apply to a claim, each with its reason, source and clock, those first that
// matter first.

#include "cli.h"
#include "desk-rights.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>

// How a rule is marked that nobody read in the text in force; NULL for one that is verified.
static const char *
mark_of(const TncRight *right)
{
    if (right->status == TNC_LAW_STATUS_VERIFIED)
        return NULL;
    return right->status == TNC_LAW_STATUS_CONFLICT ? _("contested")
           : right->status == TNC_LAW_STATUS_LAPSED ? _("to be checked again")
                                                    : _("not verified");
}

static const char *
words_of_group(TncRightGroup group)
{
    static const char *const words[] = {
        [TNC_RIGHT_CLOSING] = N_("Before it is too late"),
        [TNC_RIGHT_LATE] = N_("Money that is late"),
        [TNC_RIGHT_WINDOW] = N_("To dispute the payment, while it is possible"),
        [TNC_RIGHT_USABLE] = N_("Your rights"),
        [TNC_RIGHT_LATER] = N_("Your own time limits"),
        [TNC_RIGHT_FOREIGN] = N_("The law of the seller's country"),
        [TNC_RIGHT_WHERE] = N_("Whom to turn to, and what must be done before"),
        [TNC_RIGHT_CAUTION] = N_("Good to know"),
        [TNC_RIGHT_EXPIRED] = N_("What is past"),
    };
    return _(words[group]);
}

// Prints TEXT within the columns of the terminal; FIRST begins the first line.
static void
print_wrapped(const TncCli *cli, const char *first, char style, const char *text)
{
    const char *indent = "    ";
    g_autofree char *whole = g_strconcat(first ? first : indent, text, NULL);
    g_autofree char *wrapped = tnc_text_wrap(whole, tnc_cli_columns() - 1, indent);
    g_autofree char *styled = style ? tnc_cli_style(cli, style, wrapped) : g_strdup(wrapped);
    printf("%s\n", styled);
}

static char *
words_of_end(const TncRight *right, const char *date, TncDate today)
{
    int left = right->due - today;
    if (right->group == TNC_RIGHT_EXPIRED)
        return g_strdup_printf(_("It was possible until %s."), date);
    if (right->percent >= 0)
        return g_strdup_printf(_("The sum grows again after %s."), date);
    if (right->late)
        return g_strdup_printf(_("The seller had until %s: he is late."), date);
    if (right->group == TNC_RIGHT_CLOSING && left > 0)
        return g_strdup_printf(
            ngettext("Until %s: %d day left.", "Until %s: %d days left.", (gulong)left), date,
            left);
    return right->group == TNC_RIGHT_CLOSING ? g_strdup_printf(_("Until today, %s."), date)
                                             : g_strdup_printf(_("Until %s."), date);
}

static void
print_clock(const TncCli *cli, const TncRight *right, TncDate today)
{
    g_autofree char *date = right->due == TNC_DATE_NONE ? NULL : tnc_desk_words_day(right->due);
    g_autofree char *money = tnc_desk_words_money(&right->amount);
    g_autofree char *owed =
        right->percent < 0 || !*money ? NULL
        : right->interest
            ? g_strdup_printf(_("Owed today: %s, plus legal interest."), money)
            : g_strdup_printf(_("Owed today: %s (%d%% more)."), money, right->percent);
    if (owed)
        print_wrapped(cli, NULL, 'b', owed);
    if (!date)
        return;
    g_autofree char *line = words_of_end(right, date, today);
    print_wrapped(cli, NULL, 'b', line);
}

// Why the rule applies; what the rule BEFORE (may be NULL) said already, such as whose law it is, is not said again.
static void
print_why(const TncCli *cli, const json_t *shown, const json_t *before)
{
    const json_t *why = json_object_get(shown, "why");
    const json_t *said = json_object_get(before, "why");
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < json_array_size(why); i++)
        if (!json_equal(json_array_get(why, i), json_array_get(said, i)))
            g_string_append_printf(text, "%s%s", text->len ? " " : "",
                                   tnc_json_string_or(json_array_get(why, i), "text", ""));
    if (text->len)
        print_wrapped(cli, NULL, 0, text->str);
}

static void
print_right(const TncCli *cli, const TncRight *right, const json_t *shown, const json_t *before,
            TncDate today)
{
    const char *mark = mark_of(right);
    const char *effect = tnc_json_string_or(shown, "effect", "");
    const char *doubt = tnc_json_string_or(shown, "pending", NULL);
    g_autofree char *marked = mark ? g_strdup_printf("%s [%s]", effect, mark) : g_strdup(effect);
    print_wrapped(cli, "  • ", mark ? 'y' : 0, marked);
    print_clock(cli, right, today);
    print_why(cli, shown, before);
    if (doubt) {
        g_autofree char *note = g_strdup_printf(_("Note: %s"), doubt);
        print_wrapped(cli, NULL, 'y', note);
    }
    print_wrapped(cli, NULL, 'd', tnc_json_string_or(shown, "source", ""));
    if (right->rule->url)
        printf("    %s\n", right->rule->url);
}

static void
print_group(const TncCli *cli, TncRightGroup group, gboolean first)
{
    g_autofree char *title = tnc_cli_style(cli, 'b', words_of_group(group));
    printf("%s%s\n", first ? "" : "\n", title);
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
    TncDate today = tnc_zone_date(kase->input.zone, kase->computed_at);
    if (cli->json) {
        tnc_cli_print_json(list);
        return TRUE;
    }
    for (guint i = 0; i < rights->len; i++) {
        const TncRight *right = &g_array_index(rights, TncRight, i);
        gboolean first = i == 0 || right->group != g_array_index(rights, TncRight, i - 1).group;
        if (first)
            print_group(cli, right->group, i == 0);
        print_right(cli, right, json_array_get(list, i), first ? NULL : json_array_get(list, i - 1),
                    today);
    }
    if (rights->len == 0)
        tnc_cli_say(cli, _("No rule is known for this claim yet."));
    return TRUE;
}
