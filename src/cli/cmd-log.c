// SPDX-License-Identifier: AGPL-3.0-or-later
// log and attach: what happened outside the program. `log CLAIM KIND [TEXT] [options]`; KIND is an event's name or a
// short word of the table below.

#include "cli.h"
#include "desk-case.h"
#include "desk-date.h"
#include "desk-record.h"
#include "desk-words.h"
#include <stdio.h>

// A short word, the event that it records, and the body's field that TEXT fills.
typedef struct {
    const char *word;
    TncEventKind kind;
    const char *text_field;
} Kind;

static const Kind kinds[] = {
    {"call", TNC_EVENT_CALL_MADE, "text"},
    {"visit", TNC_EVENT_VISIT_MADE, "text"},
    {"form", TNC_EVENT_FORM_SUBMITTED, "text"},
    {"sent", TNC_EVENT_MESSAGE_SENT, "text"},
    {"received", TNC_EVENT_MESSAGE_RECEIVED, "text"},
    {"post", TNC_EVENT_POST_PUBLISHED, "text"},
    {"asked", TNC_EVENT_STEP_REQUESTED, "step"},
    {"step", TNC_EVENT_STEP_DONE, "step"},
    {"finding", TNC_EVENT_FINDING_RECORDED, "finding"},
    {"promise", TNC_EVENT_PROMISE_MADE, "what"},
    {"offer", TNC_EVENT_OFFER_MADE, "what"},
    {"offer-answered", TNC_EVENT_OFFER_ANSWERED, "text"},
    {"return-procedure", TNC_EVENT_RETURN_PROCEDURE_RECEIVED, "text"},
    {"returned", TNC_EVENT_ITEM_RETURNED, "text"},
    {"arrived", TNC_EVENT_ITEM_ARRIVED, "text"},
    {"remedy", TNC_EVENT_REMEDY_RECEIVED, "text"},
    {"date", TNC_EVENT_DEADLINE_SET, "what"},
    {"correct", TNC_EVENT_SIGNAL_CORRECTED, "reason"},
    {"undo", TNC_EVENT_SIGNAL_CORRECTED, "reason"},
    {"skip", TNC_EVENT_MOVE_SKIPPED, "move"},
    {"snooze", TNC_EVENT_CLAIM_SNOOZED, "reason"},
    {"close", TNC_EVENT_CLAIM_CLOSED, "reason"},
    {"reopen", TNC_EVENT_CLAIM_REOPENED, "reason"},
    {"note", TNC_EVENT_NOTE_ADDED, "text"},
};

typedef struct {
    char *rung;
    char *channel;
    char *contact;
    char *agent;
    char *step;
    char *result;
    char *due;
    char *at;
    char *amount;
    char *remedy;
    char *outcome;
    char *reason;
    char *url;
    char *tracking;
    char *automatic;
    char *rule;
    char **add;
    char **remove;
    int event;
    gboolean accepted;
    gboolean complete;
} Options;

static void
options_clear(Options *options)
{
    char **texts[] = {&options->rung,   &options->channel,  &options->contact,   &options->agent,
                      &options->step,   &options->result,   &options->due,       &options->at,
                      &options->amount, &options->remedy,   &options->outcome,   &options->reason,
                      &options->url,    &options->tracking, &options->automatic, &options->rule};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(*texts[i]);
    g_strfreev(options->add);
    g_strfreev(options->remove);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static const Kind *
find_kind(const char *name, GError **error)
{
    int value = tnc_claim_words_parse(TNC_WORDS_TncEventKind, name);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].word, name) || (value >= 0 && (int)kinds[i].kind == value))
            return &kinds[i];
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        g_string_append_printf(words, "%s%s", i ? ", " : "", kinds[i].word);
    tnc_error_set(error, TNC_ERROR_USAGE, _("'%s' cannot be logged: expected one of %s"), name,
                  words->str);
    return NULL;
}

static void
set_text(json_t *body, const char *field, const char *text)
{
    if (text)
        json_object_set_new(body, field, json_string(text));
}

static gboolean
set_date(TncCli *cli, json_t *body, TncEventKind kind, const char *text, GError **error)
{
    TncDate date;
    if (!text)
        return TRUE;
    if (!tnc_cli_date(cli, text, &date, error))
        return FALSE;
    json_object_set_new(body, kind == TNC_EVENT_CLAIM_SNOOZED ? "until" : "due",
                        tnc_json_date(date));
    return TRUE;
}

static gboolean
set_amount(json_t *body, const char *text, const char *currency, GError **error)
{
    TncMoney money;
    if (!text)
        return TRUE;
    if (!tnc_money_parse(text, currency, &money))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             _("--amount %s: expected an amount such as 249,90 EUR"), text);
    json_object_set_new(body, "amount", tnc_json_money(&money));
    return TRUE;
}

static json_t *
list_of(char **texts, gboolean as_signals)
{
    json_t *list = json_array();
    for (guint i = 0; texts && texts[i]; i++)
        json_array_append_new(list, as_signals ? json_pack("{s:s}", "kind", texts[i])
                                               : json_string(texts[i]));
    return list;
}

static void
set_corrections(json_t *body, const Options *options)
{
    if (options->add)
        json_object_set_new(body, "add", list_of(options->add, TRUE));
    if (options->remove)
        json_object_set_new(body, "remove", list_of(options->remove, FALSE));
}

// A message sent by hand goes the way of the rung it plays, and is an e-mail when none is named: otherwise it would
// tick off no rung.
static const char *
channel_of(const TncDeskCase *kase, const Kind *kind, const Options *options)
{
    if (options->channel || kind->kind != TNC_EVENT_MESSAGE_SENT)
        return options->channel;
    const TncLadder *ladder = kase->input.ladder;
    int index = tnc_claim_ladder_index(ladder, options->rung);
    TncChannel channel = index >= 0 ? ladder->rungs[index].channel : TNC_CHANNEL_EMAIL;
    return tnc_claim_words_name(TNC_WORDS_TncChannel, (int)channel);
}

// What the option --contact or --remedy means in a kind's body, and defaults that save typing.
static void
set_words(json_t *body, const TncDeskCase *kase, const Kind *kind, const Options *options)
{
    set_text(body, "rung", options->rung);
    set_text(body, "channel", channel_of(kase, kind, options));
    set_text(body, "contact", options->contact);
    set_text(body, "agent", options->agent);
    set_text(body, "step", options->step);
    set_text(body, "result", options->result);
    set_text(body, "outcome", options->outcome);
    set_text(body, "reason", options->reason);
    set_text(body, "url", options->url);
    set_text(body, "rule", options->rule);
    set_text(body, "tracking", options->tracking);
    if (kind->kind == TNC_EVENT_SIGNAL_CORRECTED)
        set_text(body, "automatic", options->automatic);
    else if (options->automatic)
        json_object_set_new(body, "automatic",
                            json_pack("{s:b, s:s}", "is", !g_str_equal(options->automatic, "none"),
                                      "kind", options->automatic));
    set_text(body, kind->kind == TNC_EVENT_REMEDY_RECEIVED ? "kind" : "remedy", options->remedy);
    if (options->event)
        json_object_set_new(body, kind->kind == TNC_EVENT_OFFER_ANSWERED ? "offer" : "event",
                            json_integer(options->event));
    if (kind->kind == TNC_EVENT_OFFER_ANSWERED)
        json_object_set_new(body, "accepted", json_boolean(options->accepted));
    if (options->complete)
        json_object_set_new(body, "complete", json_true());
    if (g_str_equal(kind->word, "undo"))
        json_object_set_new(body, "retracted", json_true());
    if (kind->kind == TNC_EVENT_CLAIM_CLOSED && !options->outcome)
        set_text(body, "outcome", "satisfied");
}

// A message typed in gets the signals that the user names.
static void
set_signals(json_t *body, const Kind *kind, const Options *options)
{
    if (kind->kind == TNC_EVENT_SIGNAL_CORRECTED)
        set_corrections(body, options);
    else if (options->add)
        json_object_set_new(body, "signals", list_of(options->add, TRUE));
}

static gboolean
instant_of(TncCli *cli, const char *text, TncInstant *at_out, GError **error)
{
    TncDate date;
    *at_out = text ? tnc_instant_parse(text, NULL) : TNC_INSTANT_NONE;
    if (!text || *at_out != TNC_INSTANT_NONE)
        return TRUE;
    if (!tnc_cli_date(cli, text, &date, error))
        return FALSE;
    return tnc_desk_date_instant(cli->desk, text, at_out, error);
}

// What is named must be there: the event that is corrected, the instant that is past. A rung of no ladder is only
// pointed out.
static gboolean
check_named(const TncCli *cli, const TncDeskCase *kase, const Options *options, TncInstant at,
            GError **error)
{
    const char *rung = options->rung;
    if (at != TNC_INSTANT_NONE && at > tnc_desk_now(cli->desk))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             _("--at %s: that is yet to come; log what has happened"), options->at);
    if (options->event &&
        (options->event < 0 || !tnc_claim_event_list_find(kase->events, (guint)options->event)))
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             _("--event %d: claim %lld has no such event; 'tenace show %lld' "
                               "lists them"),
                             options->event, (long long)kase->id, (long long)kase->id);
    if (rung && tnc_claim_ladder_index(kase->input.ladder, rung) < 0 &&
        g_str_equal(tnc_desk_words_move(rung), rung))
        tnc_cli_say(cli,
                    _("'%s' is no step of this claim's ladder ('tenace why %lld' shows it): "
                      "it ticks off nothing."),
                    rung, (long long)kase->id);
    return TRUE;
}

// Whoever was spoken to may have named a day: a promise counts only when it is written down as one.
static void
say_noted(const TncCli *cli, const TncDeskCase *kase, const Kind *kind, const Options *options,
          guint seq)
{
    tnc_cli_say(
        cli, _("Noted as event %u: %s."), seq,
        tnc_desk_words_event(tnc_claim_words_name(TNC_WORDS_TncEventKind, (int)kind->kind)));
    if (options->contact && g_str_equal(options->contact, "reached"))
        tnc_cli_say(cli, _("Was a day promised? 'tenace log %lld promise --due DAY' keeps it."),
                    (long long)kase->id);
}

static gboolean
record(TncCli *cli, const char *claim, const Kind *kind, const char *text, const Options *options,
       GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_cli_case(cli, claim, error);
    g_autoptr(json_t) body = json_object();
    TncInstant at;
    guint seq;
    if (!kase || !set_date(cli, body, kind->kind, options->due, error) ||
        !set_amount(body, options->amount, kase->purchase->price.currency, error) ||
        !instant_of(cli, options->at, &at, error) || !check_named(cli, kase, options, at, error))
        return FALSE;
    set_text(body, kind->text_field, text);
    set_words(body, kase, kind, options);
    set_signals(body, kind, options);
    if (!tnc_desk_record_check_retraction(kase, kind->kind, body, error))
        return FALSE;
    TncActor actor = kind->kind == TNC_EVENT_MESSAGE_RECEIVED ? TNC_ACTOR_SELLER : TNC_ACTOR_ME;
    if (cli->dry_run) {
        tnc_cli_print_json(body);
        return tnc_claim_event_check_body(kind->kind, body, error);
    }
    if (!tnc_desk_record_event(cli->desk, kase->id, kind->kind, actor, at, body, &seq, error))
        return FALSE;
    g_autoptr(json_t) result =
        json_pack("{s:s, s:i}", "claim", kase->claim->ref, "event", (int)seq);
    if (cli->json)
        tnc_cli_print_json(result);
    else
        say_noted(cli, kase, kind, options, seq);
    return TRUE;
}

gboolean
tnc_cli_log(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    const GOptionEntry entries[] = {
        {"rung", 0, 0, G_OPTION_ARG_STRING, &options.rung, NULL, NULL},
        {"channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, NULL, NULL},
        {"contact", 0, 0, G_OPTION_ARG_STRING, &options.contact, NULL, NULL},
        {"agent", 0, 0, G_OPTION_ARG_STRING, &options.agent, NULL, NULL},
        {"step", 0, 0, G_OPTION_ARG_STRING, &options.step, NULL, NULL},
        {"result", 0, 0, G_OPTION_ARG_STRING, &options.result, NULL, NULL},
        {"due", 0, 0, G_OPTION_ARG_STRING, &options.due, NULL, NULL},
        {"until", 0, 0, G_OPTION_ARG_STRING, &options.due, NULL, NULL},
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at, NULL, NULL},
        {"amount", 0, 0, G_OPTION_ARG_STRING, &options.amount, NULL, NULL},
        {"remedy", 0, 0, G_OPTION_ARG_STRING, &options.remedy, NULL, NULL},
        {"outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome, NULL, NULL},
        {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, NULL, NULL},
        {"url", 0, 0, G_OPTION_ARG_STRING, &options.url, NULL, NULL},
        {"tracking", 0, 0, G_OPTION_ARG_STRING, &options.tracking, NULL, NULL},
        {"automatic", 0, 0, G_OPTION_ARG_STRING, &options.automatic, NULL, NULL},
        {"rule", 0, 0, G_OPTION_ARG_STRING, &options.rule, NULL, NULL},
        {"add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.add, NULL, NULL},
        {"remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.remove, NULL, NULL},
        {"event", 0, 0, G_OPTION_ARG_INT, &options.event, NULL, NULL},
        {"accepted", 0, 0, G_OPTION_ARG_NONE, &options.accepted, NULL, NULL},
        {"complete", 0, 0, G_OPTION_ARG_NONE, &options.complete, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!tnc_cli_parse(&argc, &argv, entries, 2, -1, error))
        return FALSE;
    const Kind *kind = find_kind(argv[2], error);
    g_autofree char *text = argc > 3 ? g_strjoinv(" ", argv + 3) : NULL;
    return kind && record(cli, argv[1], kind, text, &options, error);
}

gboolean
tnc_cli_attach(TncCli *cli, int argc, char **argv, GError **error)
{
    g_autofree char *note = NULL;
    const GOptionEntry entries[] = {{"note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 2, -1, error) ||
        !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_cli_case(cli, argv[1], error);
    g_autoptr(json_t) list = json_array();
    for (int i = 2; kase && i < argc; i++) {
        char sha256[TNC_SHA256_HEX + 1];
        if (!tnc_desk_record_attach(cli->desk, kase->id, argv[i], note, sha256, error))
            return FALSE;
        json_array_append_new(list, json_pack("{s:s, s:s}", "file", argv[i], "sha256", sha256));
        if (!cli->json)
            tnc_cli_say(cli, _("Kept %s (SHA-256 %.12s…)."), argv[i], sha256);
    }
    if (kase && cli->json)
        tnc_cli_print_json(list);
    return kase != NULL;
}
