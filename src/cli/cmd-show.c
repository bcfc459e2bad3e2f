// SPDX-License-Identifier: AGPL-3.0-or-later
// show, why, list, search: looking at claims.

#include "cli.h"
#include "desk-card.h"
#include "desk-glossary.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>

static const char *
word(TncWordSet set, int value)
{
    return tnc_claim_words_name(set, value);
}

// ---- one event as a person reads it

// What the event says, on one line: the first of its own fields that is a text.
static char *
summary_of(const TncClaimEvent *event)
{
    static const char *const fields[] = {"finding", "result",  "step", "what",    "about",
                                         "reason",  "name",    "move", "outcome", "kind",
                                         "url",     "subject", "text", "note"};
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *value = tnc_json_string_or(event->body, fields[i], NULL);
        if (value)
            g_string_append_printf(text, "%s%s", text->len ? " · " : "", value);
    }
    return tnc_text_excerpt(text->str, 160);
}

static json_t *
signals_json(const TncClaimEvent *event)
{
    json_t *list = json_array();
    for (guint i = 0; i < event->signal_count; i++) {
        const TncClaimSignal *signal = &event->signals[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:o, s:o, s:o}", "kind", word(TNC_WORDS_TncSignal, (int)signal->kind),
                      "quote", signal->quote ? json_string(signal->quote) : json_null(), "step",
                      signal->step ? json_string(signal->step) : json_null(), "due",
                      tnc_json_date(signal->due)));
    }
    return list;
}

// The tactics that this event was the last to show.
static void
append_tactics(GString *text, const TncPosition *position, guint seq)
{
    for (int i = 0; i < TNC_TACTIC_COUNT; i++)
        if (position->tactics[i] && position->tactic_event[i] == seq)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "",
                                   tnc_desk_words_tactic(word(TNC_WORDS_TncTactic, i)));
}

static json_t *
event_json(TncDesk *desk, const TncClaimEvent *event)
{
    char at[TNC_INSTANT_BUFFER];
    tnc_instant_format(event->at, tnc_zone_offset(tnc_desk_zone(desk), event->at), at);
    return json_pack("{s:i, s:s, s:s, s:s, s:o, s:O}", "seq", (int)event->seq, "at", at, "kind",
                     word(TNC_WORDS_TncEventKind, (int)event->kind), "actor",
                     word(TNC_WORDS_TncActor, (int)event->actor), "signals", signals_json(event),
                     "body", event->body);
}

static void
print_event(const TncCli *cli, TncDesk *desk, const TncDeskCase *kase, const TncClaimEvent *event)
{
    char at[TNC_INSTANT_BUFFER];
    tnc_instant_format(event->at, tnc_zone_offset(tnc_desk_zone(desk), event->at), at);
    at[10] = ' ';
    at[16] = '\0';
    g_autofree char *summary = summary_of(event);
    g_autofree char *line = g_strdup_printf(
        "%3u  %s  %s: %s", event->seq, at,
        tnc_desk_words_event(word(TNC_WORDS_TncEventKind, (int)event->kind)), summary);
    g_autofree char *wrapped = tnc_text_wrap(line, tnc_cli_columns(), "       ");
    puts(wrapped);
    for (guint i = 0; i < event->signal_count; i++) {
        const TncClaimSignal *signal = &event->signals[i];
        g_autofree char *quote = tnc_text_excerpt(signal->quote ? signal->quote : "", 90);
        printf("       %s  « %s »\n", word(TNC_WORDS_TncSignal, (int)signal->kind), quote);
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
        printf(_("  Closed: %s\n"), word(TNC_WORDS_TncState, (int)position->state));
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

static json_t *
show_json(TncDesk *desk, const TncDeskCase *kase)
{
    g_autoptr(json_t) card = tnc_desk_case_card(kase);
    json_t *shown = tnc_desk_card_show(card, tnc_desk_today(desk));
    json_t *events = json_array();
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++)
        json_array_append_new(events, event_json(desk, tnc_claim_event_list_get(kase->events, i)));
    json_object_set_new(shown, "events", events);
    json_object_set_new(shown, "ladder", json_string(kase->input.ladder->id));
    json_object_set_new(shown, "hints", tnc_desk_glossary_of_events(desk, kase->events, 0));
    json_object_set_new(shown, "moves_made", json_integer(kase->position.moves_made));
    json_object_set_new(shown, "merchant_record", tnc_claim_record_format_merchant(kase->merchant));
    json_object_set_new(shown, "purchase_record", tnc_claim_record_format_purchase(kase->purchase));
    json_object_set_new(shown, "claim_record", tnc_claim_record_format_claim(kase->claim));
    return shown;
}

static TncDeskCase *
find_case(TncCli *cli, const char *name, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    return desk ? tnc_desk_case_find(desk, name, error) : NULL;
}

gboolean
tnc_cli_show(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 1, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = find_case(cli, argv[1], error);
    if (!kase)
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) shown = show_json(cli->desk, kase);
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
    printf("  %s %-11s %s\n", mark, rung->id, tnc_desk_words_move(rung->id));
}

static void
print_reason(const TncCli *cli, TncDesk *desk, const TncDeskCase *kase, const TncReason *reason)
{
    g_autofree char *text =
        tnc_desk_words_reason(tnc_claim_plan_reason_name(reason->code), reason->date, reason->name);
    printf("  %s%s%s\n", text, reason->rule ? "  " : "", reason->rule ? reason->rule : "");
    const TncClaimEvent *event =
        reason->event ? tnc_claim_event_list_find(kase->events, reason->event) : NULL;
    if (event)
        print_event(cli, desk, kase, event);
}

gboolean
tnc_cli_why(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, 1, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = find_case(cli, argv[1], error);
    if (!kase)
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) shown = show_json(cli->desk, kase);
        tnc_cli_print_json(json_object_get(json_object_get(shown, "move"), "why"));
        return TRUE;
    }
    printf(_("The move: %s. Why:\n"), tnc_desk_words_move(kase->plan.move.id));
    for (guint i = 0; i < kase->plan.why_count; i++)
        print_reason(cli, cli->desk, kase, &kase->plan.why[i]);
    printf(_("\nThe ladder '%s':\n"), kase->input.ladder->id);
    for (guint i = 0; i < kase->input.ladder->rung_count; i++)
        print_rung(kase, i);
    return TRUE;
}

// ---- list

typedef struct {
    json_t *array;
    guint count;
} Listing;

static gboolean
list_state(const TncStoreState *state, gpointer data, GError **error)
{
    (void)error;
    Listing *listing = data;
    g_autoptr(json_t) card = json_loads(state->card, 0, NULL);
    const json_t *move = json_object_get(card, "move");
    json_object_set_new(card, "number", json_integer(state->claim));
    listing->count++;
    if (listing->array) {
        json_t *row =
            json_pack("{s:O, s:O, s:O, s:O, s:O, s:O, s:O}", "claim",
                      json_object_get(card, "claim"), "number", json_object_get(card, "number"),
                      "merchant", json_object_get(card, "merchant"), "item",
                      json_object_get(card, "item"), "state", json_object_get(card, "state"),
                      "turn", json_object_get(card, "turn"), "move", json_object_get(move, "id"));
        json_array_append_new(listing->array, row);
        return TRUE;
    }
    g_autofree char *title = g_strdup_printf("%s · %s", tnc_json_string_or(card, "merchant", ""),
                                             tnc_json_string_or(card, "item", ""));
    g_autofree char *cut = tnc_text_excerpt(title, 46);
    gboolean open = state->state == TNC_STATE_OPEN;
    printf("%4lld  %s%*s  %s\n", (long long)state->claim, cut,
           (int)(46 - MIN(46, tnc_text_columns(cut))), "",
           open ? tnc_desk_words_move(tnc_json_string_or(move, "id", ""))
                : word(TNC_WORDS_TncState, (int)state->state));
    return TRUE;
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
    g_autoptr(json_t) array = cli->json ? json_array() : NULL;
    Listing listing = {array, 0};
    TncStore *store = desk ? tnc_desk_store(desk) : NULL;
    if (!desk || (store && (!tnc_desk_case_refresh_due(desk, NULL, error) ||
                            !tnc_store_each_urgent(store, !all, 0, list_state, &listing, error))))
        return FALSE;
    if (array)
        tnc_cli_print_json(array);
    else if (listing.count == 0)
        tnc_cli_say(cli, _("No open claim. 'tenace open' opens one; 'tenace list --all' shows the "
                           "closed ones."));
    return TRUE;
}

// ---- search

typedef struct {
    const TncCli *cli;
    TncStore *store;
    json_t *array;
    guint count;
} Searching;

static gboolean
show_hit(const TncStoreHit *hit, gpointer data, GError **error)
{
    (void)error;
    Searching *searching = data;
    g_autofree char *ref = tnc_store_claim_ref(searching->store, hit->claim);
    g_autofree char *line = tnc_text_excerpt(hit->excerpt, 160);
    searching->count++;
    if (searching->array)
        json_array_append_new(searching->array,
                              json_pack("{s:s, s:i, s:s}", "claim", ref ? ref : "", "event",
                                        (int)hit->seq, "excerpt", line));
    else
        printf("%s %s%u  %s\n", ref ? ref : "", hit->seq ? "#" : "", hit->seq, line);
    return TRUE;
}

gboolean
tnc_cli_search(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, -1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk)
        return FALSE;
    g_autofree char *words = g_strjoinv(" ", argv + 1);
    g_autoptr(json_t) array = cli->json ? json_array() : NULL;
    Searching searching = {cli, tnc_desk_store(desk), array, 0};
    if (searching.store &&
        !tnc_store_search(searching.store, words, 50, show_hit, &searching, error))
        return FALSE;
    if (array)
        tnc_cli_print_json(array);
    else if (searching.count == 0)
        tnc_cli_say(cli, _("Nothing found for '%s'."), words);
    return TRUE;
}
