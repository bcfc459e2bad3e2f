// SPDX-License-Identifier: AGPL-3.0-or-later
// show, why, list, search: looking at claims.

#include "cli.h"
#include "desk-glossary.h"
#include "desk-list.h"
#include "desk-show.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>

static const char *
word(TncWordSet set, int value)
{
    return tnc_claim_words_name(set, value);
}

// ---- one event as a person reads it

// The tactics that this event was the last to show.
static void
append_tactics(GString *text, const TncPosition *position, guint seq)
{
    for (int i = 0; i < TNC_TACTIC_COUNT; i++)
        if (position->tactics[i] && position->tactic_event[i] == seq)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "",
                                   tnc_desk_words_tactic(word(TNC_WORDS_TncTactic, i)));
}

static void
print_event(const TncCli *cli, TncDesk *desk, const TncDeskCase *kase, const TncClaimEvent *event)
{
    char at[TNC_INSTANT_BUFFER];
    tnc_instant_format(event->at, tnc_zone_offset(tnc_desk_zone(desk), event->at), at);
    at[10] = ' ';
    at[16] = '\0';
    g_autofree char *summary = tnc_desk_show_summary(desk, event);
    const char *kind = tnc_desk_words_event(word(TNC_WORDS_TncEventKind, (int)event->recorded));
    g_autofree char *told = *summary ? g_strdup_printf(_("%s: %s"), kind, summary) : g_strdup(kind);
    if (event->retracted) {
        g_autofree char *mistake = g_steal_pointer(&told);
        told = g_strdup_printf(_("(taken back) %s"), mistake);
    }
    g_autofree char *line = g_strdup_printf("%3u  %s  %s", event->seq, at, told);
    g_autofree char *wrapped = tnc_text_wrap(line, tnc_cli_columns(), "       ");
    puts(wrapped);
    for (guint i = 0; i < event->signal_count; i++) {
        const TncClaimSignal *signal = &event->signals[i];
        g_autofree char *quote = tnc_text_excerpt(signal->quote ? signal->quote : "", 120);
        g_autofree char *said = g_strdup_printf(
            _("       %s: '%s'"),
            tnc_desk_words_signal(word(TNC_WORDS_TncSignal, (int)signal->kind)), quote);
        g_autofree char *shown = tnc_text_wrap(said, tnc_cli_columns(), "         ");
        puts(shown);
    }
    g_autoptr(GString) tactics = g_string_new(NULL);
    append_tactics(tactics, &kase->position, event->seq);
    g_autofree char *styled = tnc_cli_style(cli, 'y', tactics->str);
    if (tactics->len)
        printf("       → %s\n", styled);
}

// ---- show

static void
print_position(const TncCli *cli, const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    g_autofree char *stake = tnc_desk_words_money(&position->stake);
    g_autofree char *owed = tnc_desk_words_money(&position->owed);
    g_autofree char *recovered = tnc_desk_words_money(&position->recovered);
    g_autofree char *until = tnc_desk_words_day(position->turn_until);
    g_autofree char *title = tnc_cli_style(cli, 'b', kase->merchant->name);
    printf("%s · %s   %s\n", title, kase->purchase->item, kase->claim->ref);
    if (*stake)
        printf(_("  At stake %s, owed today %s, recovered %s\n"), stake, owed, recovered);
    if (position->turn == TNC_TURN_SELLER)
        printf(_("  The seller's turn, until %s\n"), until);
    else if (position->turn == TNC_TURN_MINE)
        printf(_("  Your turn (%s)\n"),
               tnc_desk_words_ghosting(word(TNC_WORDS_TncGhosting, (int)position->ghosting)));
    else
        printf(_("  Closed: %s\n"),
               tnc_desk_words_state(word(TNC_WORDS_TncState, (int)position->state)));
    putchar('\n');
}

// Words of the trade that were used in the claim, explained below the timeline.
static void
print_hints(const TncCli *cli, const TncDeskCase *kase)
{
    g_autoptr(json_t) hints = tnc_desk_glossary_of_events(cli->desk, kase->events, 8);
    if (json_array_size(hints))
        putchar('\n');
    for (gsize i = 0; i < json_array_size(hints); i++) {
        const json_t *hint = json_array_get(hints, i);
        g_autofree char *line = g_strdup_printf(_("  %s: %s"), tnc_json_string_or(hint, "term", ""),
                                                tnc_json_string_or(hint, "says", ""));
        g_autofree char *wrapped = tnc_text_wrap(line, tnc_cli_columns(), "    ");
        g_autofree char *styled = tnc_cli_style(cli, 'd', wrapped);
        puts(styled);
    }
}

// The claim that is the only operand.
static TncDeskCase *
only_case(TncCli *cli, int argc, char **argv, GError **error)
{
    return tnc_cli_parse(&argc, &argv, NULL, 1, 1, error) ? tnc_cli_case(cli, argv[1], error)
                                                          : NULL;
}

gboolean
tnc_cli_show(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autoptr(TncDeskCase) kase = only_case(cli, argc, argv, error);
    if (!kase)
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) shown = tnc_desk_show_claim(cli->desk, kase);
        tnc_cli_print_json(shown);
        return TRUE;
    }
    print_position(cli, kase);
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++)
        print_event(cli, cli->desk, kase, tnc_claim_event_list_get(kase->events, i));
    print_hints(cli, kase);
    return TRUE;
}

// ---- why

static void
print_rung(const TncDeskCase *kase, guint index)
{
    const TncRung *rung = &kase->input.ladder->rungs[index];
    const TncPosition *position = &kase->position;
    const char *mark = position->rung_done[index]             ? "✓"
                       : position->rungs_skipped >> index & 1 ? "–"
                       : kase->plan.move.rung == (int)index   ? "→"
                                                              : " ";
    printf("  %s %-14s %s\n", mark, rung->id, tnc_desk_words_move(rung->id));
}

static gboolean
is_same_cause(const TncPlan *plan, guint one, guint other)
{
    return other < plan->why_count && plan->why[one].event == plan->why[other].event;
}

// Reasons that one event gives stand together above it.
static void
print_reason(const TncCli *cli, const TncDeskCase *kase, guint index)
{
    const TncReason *reason = &kase->plan.why[index];
    g_autofree char *text = tnc_desk_words_reason(
        cli->desk, tnc_claim_plan_reason_name(reason->code), reason->date, reason->name);
    printf("  %s%s%s\n", text, reason->rule ? "  " : "", reason->rule ? reason->rule : "");
    const TncClaimEvent *event =
        reason->event ? tnc_claim_event_list_find(kase->events, reason->event) : NULL;
    if (event && !is_same_cause(&kase->plan, index, index + 1))
        print_event(cli, cli->desk, kase, event);
}

gboolean
tnc_cli_why(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autoptr(TncDeskCase) kase = only_case(cli, argc, argv, error);
    if (!kase)
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) shown = tnc_desk_show_claim(cli->desk, kase);
        tnc_cli_print_json(json_object_get(json_object_get(shown, "move"), "why"));
        return TRUE;
    }
    printf(_("The move: %s. Why:\n"), tnc_desk_words_move(kase->plan.move.id));
    for (guint i = 0; i < kase->plan.why_count; i++)
        print_reason(cli, kase, i);
    printf(_("\nThe ladder '%s':\n"), kase->input.ladder->id);
    for (guint i = 0; i < kase->input.ladder->rung_count; i++)
        if (tnc_desk_show_has_rung(kase, i))
            print_rung(kase, i);
    return TRUE;
}

// ---- list

static void
print_row(const json_t *row)
{
    g_autofree char *title = g_strdup_printf("%s · %s", tnc_json_string_or(row, "merchant", ""),
                                             tnc_json_string_or(row, "item", ""));
    g_autofree char *cut = tnc_text_excerpt(title, 46);
    const char *state = tnc_json_string_or(row, "state", "");
    gboolean open = g_str_equal(state, word(TNC_WORDS_TncState, TNC_STATE_OPEN));
    printf("%4lld  %s%*s  %s\n", json_integer_value(json_object_get(row, "number")), cut,
           (int)(46 - MIN(46, tnc_text_columns(cut))), "",
           open ? tnc_json_string_or(row, "title", "") : tnc_desk_words_state(state));
}

gboolean
tnc_cli_list(TncCli *cli, int argc, char **argv, GError **error)
{
    gboolean all = FALSE;
    const GOptionEntry entries[] = {{"all", 'a', 0, G_OPTION_ARG_NONE, &all, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 0, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    TncDeskListFilter filter = {
        .state = all ? TNC_DESK_LIST_ALL : TNC_DESK_LIST_OPEN, .kind = -1, .turn = -1};
    g_autoptr(json_t) page = desk ? tnc_desk_list_claims(desk, &filter, error) : NULL;
    if (!page)
        return FALSE;
    const json_t *items = json_object_get(page, "items");
    if (cli->json)
        tnc_cli_print_json(items);
    for (gsize i = 0; !cli->json && i < json_array_size(items); i++)
        print_row(json_array_get(items, i));
    if (!cli->json && json_array_size(items) == 0)
        tnc_cli_say(cli, _("No open claim. 'tenace open' opens one; 'tenace list --all' shows the "
                           "closed ones."));
    return TRUE;
}

// ---- search

// The claim's short number, and the event unless the words stand in the claim's own records.
static void
print_hit(TncStore *store, const json_t *hit)
{
    long long claim = tnc_store_find_claim(store, tnc_json_string_or(hit, "claim", ""));
    json_int_t event = json_integer_value(json_object_get(hit, "event"));
    g_autofree char *place = event ? g_strdup_printf("#%lld", event) : g_strdup("");
    printf("%4lld  %-5s %s\n", claim, place, tnc_json_string_or(hit, "excerpt", ""));
}

gboolean
tnc_cli_search(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, -1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    g_autofree char *words = g_strjoinv(" ", argv + 1);
    g_autoptr(json_t) hits = desk ? tnc_desk_list_hits(desk, words, 50, error) : NULL;
    if (!hits)
        return FALSE;
    if (cli->json)
        tnc_cli_print_json(hits);
    for (gsize i = 0; !cli->json && i < json_array_size(hits); i++)
        print_hit(tnc_desk_store(desk), json_array_get(hits, i));
    if (!cli->json && json_array_size(hits) == 0)
        tnc_cli_say(cli, _("Nothing found for '%s'."), words);
    return TRUE;
}
