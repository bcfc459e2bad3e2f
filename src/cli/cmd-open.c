// SPDX-License-Identifier: AGPL-3.0-or-later
// open: a claim in a few questions. Everything may also be given as options; only what is missing is asked, and only
// on a terminal or with answers on standard input. --from takes them from an order confirmation: what it says for
// machines is believed, what is only guessed is offered as the answer to the question.

#include "cli.h"
#include "desk-case.h"
#include "desk-reading.h"
#include "desk-new.h"
#include "money.h"
#include <stddef.h>
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

// ---- the questions

// What an answer must be; one that is not is told so and asked for again.
typedef enum { ANSWER_TEXT, ANSWER_DATE, ANSWER_MONEY, ANSWER_EMAIL, ANSWER_COUNTRY } AnswerKind;

typedef struct {
    gsize field; // offset in Answers
    const char *question;
    AnswerKind kind;
    gboolean needed;
    gboolean (*asked)(const Answers *answers); // NULL: always
} Question;

static gboolean
is_one_of(const char *word, const char *const *words)
{
    return word && g_strv_contains(words, word);
}

static gboolean
is_awaited(const Answers *answers)
{
    return is_one_of(answers->kind, (const char *const[]){"not_delivered", "late", NULL});
}

static gboolean
is_bought_afar(const Answers *answers)
{
    return !is_one_of(answers->where, (const char *const[]){"shop", NULL});
}

static gboolean
is_here_from_afar(const Answers *answers)
{
    return !is_awaited(answers) && is_bought_afar(answers);
}

#define FIELD(name) offsetof(Answers, name)
static const Question whose[] = {
    {FIELD(merchant), N_("Who sold it?"), ANSWER_TEXT, TRUE, NULL},
    {FIELD(item), N_("What did you buy?"), ANSWER_TEXT, TRUE, NULL},
};
static const Question details[] = {
    {FIELD(country), N_("The seller's country, in two letters:"), ANSWER_COUNTRY, FALSE,
     is_bought_afar},
    {FIELD(email), N_("The seller's e-mail address, if you know it:"), ANSWER_EMAIL, FALSE, NULL},
    {FIELD(order), N_("The order number, if there is one:"), ANSWER_TEXT, FALSE, NULL},
    {FIELD(price), N_("What did it cost?"), ANSWER_MONEY, FALSE, NULL},
    {FIELD(ordered), N_("When did you order or buy it?"), ANSWER_DATE, FALSE, NULL},
    {FIELD(expected), N_("When was it to arrive (empty if never said)?"), ANSWER_DATE, FALSE,
     is_awaited},
    {FIELD(delivered), N_("When did it arrive?"), ANSWER_DATE, FALSE, is_here_from_afar},
};
static const Question myself = {FIELD(name), N_("Your name, as letters will sign it:"), ANSWER_TEXT,
                                FALSE, NULL};

static char **
field_of(const Answers *answers, gsize field)
{
    return (char **)(gintptr)((const char *)answers + field);
}

// TRUE when ANSWER can be used; a date becomes one, and is said in full.
static gboolean
accept_answer(TncCli *cli, AnswerKind kind, char **answer, GError **error)
{
    TncMoney money;
    TncDate date;
    char text[TNC_DATE_BUFFER];
    switch (kind) {
    case ANSWER_DATE:
        if (!tnc_cli_date(cli, *answer, &date, error))
            return FALSE;
        g_free(*answer);
        *answer = g_strdup(tnc_date_format(date, text));
        return TRUE;
    case ANSWER_MONEY:
        return tnc_money_parse(*answer, "EUR", &money) ||
               tnc_error_set(error, TNC_ERROR_INPUT,
                             _("'%s' is not an amount: write 249,90 or 249.90 EUR"), *answer);
    case ANSWER_EMAIL:
        return strchr(*answer, '@') ||
               tnc_error_set(error, TNC_ERROR_INPUT, _("'%s' is not an e-mail address"), *answer);
    case ANSWER_COUNTRY:
        return tnc_desk_new_country(answer, error);
    case ANSWER_TEXT:
        break;
    }
    return TRUE;
}

// Asks until the answer can be used; nothing where there is nobody to answer any more.
static void
ask(TncCli *cli, const Question *question, Answers *answers, const char *fallback)
{
    char **field = field_of(answers, question->field);
    gboolean open = !*field && (!question->asked || question->asked(answers));
    while (open) {
        g_autofree char *answer = tnc_cli_ask(_(question->question), fallback);
        g_autoptr(GError) problem = NULL;
        open = answer && (*answer || question->needed);
        if (!open)
            return;
        if (*answer && accept_answer(cli, question->kind, &answer, &problem)) {
            *field = g_steal_pointer(&answer);
            return;
        }
        tnc_cli_say(cli, "%s", problem ? problem->message : _("This cannot stay open."));
    }
}

// A numbered choice among the words of a set, by number or by word; USUAL (0: none) is the number offered.
static void
ask_choice(TncCli *cli, char **answer, const char *question, TncWordSet set,
           const char *const *words, int usual)
{
    if (*answer)
        return;
    fprintf(stderr, "%s\n", question);
    for (guint i = 0; words[i]; i++)
        fprintf(stderr, "  %u  %s\n", i + 1, _(words[i]));
    g_autofree char *offered = usual ? g_strdup_printf("%d", usual) : NULL;
    for (;;) {
        g_autofree char *given = tnc_cli_ask(">", offered);
        guint64 number;
        if (!given)
            return;
        if (g_ascii_string_to_unsigned(given, 10, 1, g_strv_length((char **)(gintptr)words),
                                       &number, NULL))
            *answer = g_strdup(tnc_claim_words_name(set, (int)number - 1));
        else if (tnc_claim_words_parse(set, given) >= 0)
            *answer = g_steal_pointer(&given);
        if (*answer)
            return;
        tnc_cli_say(cli, _("A number from 1 to %u, please."),
                    g_strv_length((char **)(gintptr)words));
    }
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
static const char *const payment_words[] = {
    N_("by card"),   N_("by PayPal"),      N_("by transfer"), N_("in cash"),
    N_("by cheque"), N_("by instalments"), N_("otherwise"),   NULL};

// What is mostly wanted, by the kind of claim.
static int
usual_wish(const char *kind)
{
    static const TncRemedy wishes[] = {
        [TNC_CLAIM_NOT_DELIVERED] = TNC_REMEDY_DELIVERY,
        [TNC_CLAIM_LATE] = TNC_REMEDY_DELIVERY,
        [TNC_CLAIM_DEFECTIVE] = TNC_REMEDY_REPAIR,
        [TNC_CLAIM_WRONG_ITEM] = TNC_REMEDY_REPLACEMENT,
        [TNC_CLAIM_REFUND_DUE] = TNC_REMEDY_REFUND,
        [TNC_CLAIM_GUARANTEE_REFUSED] = TNC_REMEDY_REPAIR,
    };
    int code = kind ? tnc_claim_words_parse(TNC_WORDS_TncClaimKind, kind) : -1;
    return code < 0 ? 0 : (int)wishes[code] + 1;
}

static void
ask_each(TncCli *cli, const Question *questions, guint count, Answers *answers,
         const Answers *guesses)
{
    for (guint i = 0; i < count; i++)
        ask(cli, &questions[i], answers, *field_of(guesses, questions[i].field));
}

static void
ask_all(TncCli *cli, Answers *answers, const Answers *guesses, gboolean name_known)
{
    static const Question about = {FIELD(about), N_("What happened, in one sentence?"), ANSWER_TEXT,
                                   FALSE, NULL};
    ask(cli, &about, answers, NULL);
    ask_choice(cli, &answers->kind, _("What is it?"), TNC_WORDS_TncClaimKind, kind_words, 0);
    ask_choice(cli, &answers->wants, _("What do you want?"), TNC_WORDS_TncRemedy, wants_words,
               usual_wish(answers->kind));
    ask_each(cli, whose, G_N_ELEMENTS(whose), answers, guesses);
    ask_choice(cli, &answers->where, _("Where did you buy it?"), TNC_WORDS_TncWhere, where_words,
               1);
    ask_each(cli, details, G_N_ELEMENTS(details), answers, guesses);
    ask_choice(cli, &answers->payment, _("How did you pay?"), TNC_WORDS_TncPayment, payment_words,
               1);
    if (!name_known)
        ask(cli, &myself, answers, NULL);
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
    if (!guesses.country)
        guesses.country = g_strdup(tnc_desk_country(desk));
    if (!told)
        ask_all(cli, &answers, &guesses, name != NULL);
    if (!check_told(&answers, error) ||
        (answers.name && !tnc_desk_set_setting(desk, "name", answers.name, error)))
        return FALSE;
    return open_claim(cli, &answers, error);
}
