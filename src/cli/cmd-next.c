// SPDX-License-Identifier: AGPL-3.0-or-later
// next: the one next move of each open claim, as a card.

#include "cli.h"
#include "desk-card.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>

static const char *
text_of(const json_t *object, const char *field)
{
    return tnc_json_string_or(object, field, "");
}

static TncDate
date_of(const json_t *object, const char *field)
{
    return tnc_date_parse(tnc_json_string_or(object, field, NULL));
}

static void
print_wrapped(const char *text)
{
    g_autofree char *wrapped = tnc_text_wrap(text, tnc_cli_columns() - 2, "      ");
    printf("    %s\n", wrapped);
}

static void
print_head(const TncCli *cli, const json_t *card)
{
    TncMoney owed = {0, ""};
    (void)!tnc_json_get_money(card, "owed", &owed, NULL);
    g_autofree char *money = tnc_desk_words_money(&owed);
    g_autofree char *title = tnc_cli_style(cli, 'b', text_of(card, "merchant"));
    // The short number is what one types; the ref is in --json.
    TncStoreId id = tnc_store_find_claim(tnc_desk_store(cli->desk), text_of(card, "claim"));
    g_autofree char *number = g_strdup_printf(_("no. %lld"), (long long)id);
    g_autofree char *claim = tnc_cli_style(cli, 'd', number);
    printf("%s · %s%s%s   %s\n", title, text_of(card, "item"), *money ? " · " : "", money, claim);
}

static void
print_move(const TncCli *cli, const json_t *card, TncDate today)
{
    const json_t *move = json_object_get(card, "move");
    gboolean wait = g_str_equal(text_of(move, "kind"), "wait");
    g_autofree char *day = tnc_desk_words_day(date_of(move, "due"));
    g_autofree char *line = NULL;
    if (wait)
        line = g_strdup_printf(_("Wait until %s."), day);
    else
        line = g_strdup_printf(_("Your move: %s (%lld min)."),
                               tnc_desk_words_move(text_of(move, "id")),
                               json_integer_value(json_object_get(move, "minutes")));
    g_autofree char *styled = tnc_cli_style(cli, wait ? 'd' : 'g', line);
    printf("  %s", styled);
    if (!wait && date_of(move, "due") < today)
        printf(_("  Possible since %s."), day);
    putchar('\n');
}

static void
print_card(const TncCli *cli, const json_t *card, TncDate today)
{
    const char *state = text_of(card, "state");
    print_head(cli, card);
    if (!g_str_equal(state, "open")) {
        printf(_("  Closed: %s\n"), tnc_desk_words_state(state));
        return;
    }
    print_move(cli, card, today);
    const json_t *move = json_object_get(card, "move");
    const json_t *why = json_object_get(move, "why");
    for (gsize i = 0; i < json_array_size(why); i++)
        print_wrapped(text_of(json_array_get(why, i), "text"));
    print_wrapped(text_of(move, "if_you_wait"));
    const json_t *then = json_object_get(card, "then");
    if (json_is_object(then)) {
        g_autofree char *day = tnc_desk_words_date(date_of(then, "due"));
        g_autofree char *text =
            g_strdup_printf(_("Then: %s, %s."), tnc_desk_words_move(text_of(then, "id")), day);
        print_wrapped(text);
    }
}

typedef struct {
    const TncCli *cli;
    json_t *array; // with --json
    TncDate today;
    guint count;
} Printing;

static gboolean
each_card(const json_t *card, gpointer data, GError **error)
{
    (void)error;
    Printing *printing = data;
    if (printing->array) {
        json_array_append(printing->array, (json_t *)(gintptr)card);
        return TRUE;
    }
    if (printing->count++)
        putchar('\n');
    print_card(printing->cli, card, printing->today);
    return TRUE;
}

static void
print_welcome(TncStore *store)
{
    if (store && tnc_store_count_claims(store, FALSE)) {
        puts(_("No open claim. 'tenace open' opens one; 'tenace list --all' shows the closed "
               "ones."));
        return;
    }
    puts(_("No claim yet. What can be done:\n"
           "  tenace open     opens your claim in a few questions\n"
           "  tenace demo     plays three stories from the first day to satisfaction"));
}

// A card takes about seven lines: the first screenful, then how many more there are.
static guint
cards_on_screen(void)
{
    return MAX(tnc_cli_lines() / 7, 3);
}

gboolean
tnc_cli_next(TncCli *cli, int argc, char **argv, GError **error)
{
    gboolean all = FALSE;
    const GOptionEntry entries[] = {{"all", 'a', 0, G_OPTION_ARG_NONE, &all, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 1, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk)
        return FALSE;
    g_autoptr(json_t) array = cli->json ? json_array() : NULL;
    Printing printing = {cli, array, tnc_desk_today(desk), 0};
    guint limit = cli->json || all ? 0 : cards_on_screen();
    if (!tnc_desk_card_each(desk, argc > 1 ? argv[1] : NULL, limit, each_card, &printing, error))
        return FALSE;
    if (array)
        tnc_cli_print_json(array);
    else if (printing.count == 0)
        print_welcome(tnc_desk_store(desk));
    guint open =
        limit && printing.count == limit ? tnc_store_count_claims(tnc_desk_store(desk), TRUE) : 0;
    if (!array && argc == 1 && open > limit)
        printf(_("\n… and %u more: 'tenace next --all' or 'tenace list'.\n"), open - limit);
    return TRUE;
}
