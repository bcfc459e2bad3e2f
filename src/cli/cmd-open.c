// SPDX-License-Identifier: AGPL-3.0-or-later
// open: a claim in a few questions. Everything may also be given as options; only what is missing is asked, and only
// on a terminal or with answers on standard input. --from takes them from an order confirmation: what it says for
// machines is believed, what is only guessed is offered as the answer to the question.

#include "cli.h"
#include "desk-case.h"
#include "desk-reading.h"
#include "desk-new.h"
#include <stdio.h>

typedef struct {
    char *about;
    char *kind;
    char *wants;
    char *merchant;
    char *country;
    char *email;
    char *phone;
    char *form;
    char *item;
    char *order;
    char *price;
    char *ordered;
    char *expected;
    char *delivered;
    char *where;
    char *payment;
    char *ladder;
    char *name;
} Answers;

static void
answers_clear(Answers *answers)
{
    char **texts = (char **)answers;
    for (guint i = 0; i < sizeof *answers / sizeof *texts; i++)
        g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answers, answers_clear)

static void
ask_if_missing(char **answer, const char *question, const char *fallback)
{
    if (!*answer)
        *answer = tnc_cli_ask(question, fallback);
    if (*answer && !**answer)
        g_clear_pointer(answer, g_free);
}

// A numbered choice among the words of a set; the answer may be the number or the word.
static void
ask_choice(char **answer, const char *question, TncWordSet set, const char *const *words)
{
    if (*answer)
        return;
    fprintf(stderr, "%s\n", question);
    for (guint i = 0; words[i]; i++)
        fprintf(stderr, "  %u  %s\n", i + 1, _(words[i]));
    g_autofree char *given = tnc_cli_ask(">", "1");
    guint64 number;
    if (given &&
        g_ascii_string_to_unsigned(given, 10, 1, tnc_claim_words_count(set), &number, NULL))
        *answer = g_strdup(tnc_claim_words_name(set, (int)number - 1));
    else
        *answer = g_steal_pointer(&given);
}

static const char *const kind_words[] = {N_("nothing arrived"),
                                         N_("it arrives late"),
                                         N_("it does not work"),
                                         N_("it is not what I ordered"),
                                         N_("a refund is due to me"),
                                         N_("the guarantee is refused"),
                                         NULL};
static const char *const wants_words[] = {N_("that it be delivered"), N_("a repair"),
                                          N_("a replacement"),        N_("a refund"),
                                          N_("a price reduction"),    NULL};
static const char *const where_words[] = {N_("at a distance (web, phone)"), N_("in a shop"), NULL};

static gboolean
is_kind(const Answers *answers, const char *kind)
{
    return answers->kind && g_str_equal(answers->kind, kind);
}

static void
ask_all(Answers *answers, const Answers *guesses, gboolean name_known)
{
    ask_if_missing(&answers->about, _("What happened, in one sentence?"), NULL);
    ask_choice(&answers->kind, _("What is it?"), TNC_WORDS_TncClaimKind, kind_words);
    ask_choice(&answers->wants, _("What do you want?"), TNC_WORDS_TncRemedy, wants_words);
    ask_if_missing(&answers->merchant, _("Who sold it?"), guesses->merchant);
    ask_if_missing(&answers->item, _("What did you buy?"), guesses->item);
    ask_choice(&answers->where, _("Where did you buy it?"), TNC_WORDS_TncWhere, where_words);
    ask_if_missing(&answers->email, _("The seller's e-mail address, if you know it:"),
                   guesses->email);
    ask_if_missing(&answers->order, _("The order number, if there is one:"), guesses->order);
    ask_if_missing(&answers->price, _("What did it cost?"), guesses->price);
    ask_if_missing(&answers->ordered, _("When did you order or buy it?"), guesses->ordered);
    if (is_kind(answers, "not_delivered") || is_kind(answers, "late"))
        ask_if_missing(&answers->expected, _("When was it to arrive (empty if never said)?"),
                       guesses->expected);
    if (!name_known)
        ask_if_missing(&answers->name, _("Your name, as letters will sign it:"), NULL);
}

// What the confirmation at PATH says goes into ANSWERS where nothing was given, or into GUESSES.
static gboolean
take_order(TncCli *cli, const char *path, Answers *answers, Answers *guesses, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    g_autoptr(TncReadingOrder) order = desk ? tnc_desk_reading_order(desk, path, error) : NULL;
    if (!order)
        return FALSE;
    Answers *into = order->sure ? answers : guesses;
    const struct {
        char **answer;
        const char *said;
    } fields[] = {
        {&into->merchant, order->merchant},  {&into->item, order->item},
        {&into->order, order->number},       {&into->price, order->price},
        {&into->ordered, order->ordered_on}, {&into->expected, order->expected_on},
        {&guesses->email, order->email},
    };
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (!*fields[i].answer)
            *fields[i].answer = g_strdup(fields[i].said);
    if (order->sure && !answers->where)
        answers->where = g_strdup("distance");
    return TRUE;
}

static void
set_text(json_t *object, const char *field, const char *text)
{
    if (text)
        json_object_set_new(object, field, json_string(text));
}

static gboolean
set_date(TncCli *cli, json_t *object, const char *field, const char *text, GError **error)
{
    TncDate date;
    if (!text)
        return TRUE;
    if (!tnc_cli_date(cli, text, &date, error))
        return FALSE;
    json_object_set_new(object, field, tnc_json_date(date));
    return TRUE;
}

static void
set_list(json_t *object, const char *field, const char *text)
{
    if (text)
        json_object_set_new(object, field, json_pack("[s]", text));
}

static json_t *
merchant_of(const Answers *answers)
{
    json_t *merchant = json_object();
    set_text(merchant, "name", answers->merchant);
    set_text(merchant, "country", answers->country);
    set_text(merchant, "phone", answers->phone);
    set_text(merchant, "form_url", answers->form);
    set_list(merchant, "emails", answers->email);
    return merchant;
}

static json_t *
purchase_of(TncCli *cli, const Answers *answers, GError **error)
{
    g_autoptr(json_t) purchase = json_object();
    set_text(purchase, "item", answers->item);
    set_text(purchase, "order_number", answers->order);
    set_text(purchase, "where", answers->where);
    set_text(purchase, "payment", answers->payment);
    set_text(purchase, "price", answers->price);
    if (!set_date(cli, purchase, "ordered_on", answers->ordered, error) ||
        !set_date(cli, purchase, "expected_on", answers->expected, error) ||
        !set_date(cli, purchase, "delivered_on", answers->delivered, error))
        return NULL;
    return g_steal_pointer(&purchase);
}

// What no question may leave open, said in the words of the options.
static gboolean
check_told(const Answers *answers, GError **error)
{
    const struct {
        const char *answer;
        const char *option;
    } needed[] = {{answers->kind, "--kind"},
                  {answers->wants, "--wants"},
                  {answers->merchant, "--merchant"},
                  {answers->item, "--item"}};
    for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
        if (!needed[i].answer || !*needed[i].answer)
            return tnc_error_set(error, TNC_ERROR_INPUT,
                                 _("the claim was not opened: %s is missing, or its answer"),
                                 needed[i].option);
    return TRUE;
}

static gboolean
open_claim(TncCli *cli, const Answers *answers, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    json_t *purchase = desk ? purchase_of(cli, answers, error) : NULL;
    if (!purchase)
        return FALSE;
    g_autoptr(json_t) all =
        json_pack("{s:o, s:o}", "merchant", merchant_of(answers), "purchase", purchase);
    set_text(all, "kind", answers->kind);
    set_text(all, "wants", answers->wants);
    set_text(all, "ladder", answers->ladder);
    set_text(all, "about", answers->about);
    TncStoreId id;
    if (!tnc_desk_new_claim(desk, all, &id, error))
        return FALSE;
    g_autofree char *ref = tnc_store_claim_ref(tnc_desk_store(desk), id);
    g_autoptr(json_t) result = json_pack("{s:s, s:I}", "claim", ref, "number", (json_int_t)id);
    if (cli->json)
        tnc_cli_print_json(result);
    else
        tnc_cli_say(cli, _("Claim %lld is open. 'tenace' says the next move."), (long long)id);
    return TRUE;
}

gboolean
tnc_cli_open(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Answers) answers = {0};
    g_auto(Answers) guesses = {0};
    g_autofree char *from = NULL;
    const GOptionEntry entries[] = {
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &from, NULL, NULL},
        {"about", 0, 0, G_OPTION_ARG_STRING, &answers.about, NULL, NULL},
        {"kind", 0, 0, G_OPTION_ARG_STRING, &answers.kind, NULL, NULL},
        {"wants", 0, 0, G_OPTION_ARG_STRING, &answers.wants, NULL, NULL},
        {"merchant", 0, 0, G_OPTION_ARG_STRING, &answers.merchant, NULL, NULL},
        {"country", 0, 0, G_OPTION_ARG_STRING, &answers.country, NULL, NULL},
        {"email", 0, 0, G_OPTION_ARG_STRING, &answers.email, NULL, NULL},
        {"phone", 0, 0, G_OPTION_ARG_STRING, &answers.phone, NULL, NULL},
        {"form", 0, 0, G_OPTION_ARG_STRING, &answers.form, NULL, NULL},
        {"item", 0, 0, G_OPTION_ARG_STRING, &answers.item, NULL, NULL},
        {"order", 0, 0, G_OPTION_ARG_STRING, &answers.order, NULL, NULL},
        {"price", 0, 0, G_OPTION_ARG_STRING, &answers.price, NULL, NULL},
        {"ordered", 0, 0, G_OPTION_ARG_STRING, &answers.ordered, NULL, NULL},
        {"expected", 0, 0, G_OPTION_ARG_STRING, &answers.expected, NULL, NULL},
        {"delivered", 0, 0, G_OPTION_ARG_STRING, &answers.delivered, NULL, NULL},
        {"where", 0, 0, G_OPTION_ARG_STRING, &answers.where, NULL, NULL},
        {"payment", 0, 0, G_OPTION_ARG_STRING, &answers.payment, NULL, NULL},
        {"name", 0, 0, G_OPTION_ARG_STRING, &answers.name, NULL, NULL},
        {"ladder", 0, 0, G_OPTION_ARG_STRING, &answers.ladder, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 0, error) ||
        !tnc_cli_may_write(cli, argv[0], error) ||
        (from && !take_order(cli, from, &answers, &guesses, error)))
        return FALSE;
    gboolean told = answers.kind && answers.wants && answers.merchant && answers.item;
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    if (!desk)
        return FALSE;
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    if (!told)
        ask_all(&answers, &guesses, name != NULL);
    if (!check_told(&answers, error) ||
        (answers.name && !tnc_desk_set_setting(desk, "name", answers.name, error)))
        return FALSE;
    return open_claim(cli, &answers, error);
}
