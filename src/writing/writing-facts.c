// SPDX-License-Identifier: AGPL-3.0-or-later
// One function a source: records, clock, timeline, the event that is answered, the lists.

#include "writing-facts.h"

#include <string.h>

typedef struct {
    const TncWritingInput *input;
    const TncPacksLanguage *language;
    TncWritingValues *values;
    TncDate today;
} Filler;

#define SET_TEXT(code, text)                                                                       \
    tnc_writing_values_set_text(filler->values, TNC_PLACEHOLDER_##code, text)
#define SET_DATE(code, date)                                                                       \
    tnc_writing_values_set_date(filler->values, TNC_PLACEHOLDER_##code, date)
#define SET_MONEY(code, money)                                                                     \
    tnc_writing_values_set_money(filler->values, TNC_PLACEHOLDER_##code, money)

static TncDate
date_of(const Filler *filler, const TncClaimEvent *event)
{
    return event ? tnc_zone_date(filler->input->zone, event->at) : TNC_DATE_NONE;
}

static const TncClaimEvent *
find(const Filler *filler, guint seq)
{
    const TncClaimEvent *event = seq ? tnc_claim_event_list_find(filler->input->events, seq) : NULL;
    return event && event->at <= filler->input->now ? event : NULL;
}

static const char *
field(const TncClaimEvent *event, const char *name)
{
    return event ? tnc_json_string_or(event->body, name, NULL) : NULL;
}

// ---- records

static void
fill_records(const Filler *filler)
{
    const TncMerchant *merchant = filler->input->merchant;
    const TncPurchase *purchase = filler->input->purchase;
    SET_TEXT(ITEM, purchase->item);
    SET_TEXT(MERCHANT, merchant->name);
    SET_TEXT(BUYER_NAME, filler->input->buyer_name);
    SET_TEXT(ORDER_NUMBER, purchase->order_number);
    SET_TEXT(SERIAL, purchase->serial);
    SET_TEXT(PHONE, merchant->phone);
    SET_TEXT(FORM_URL, merchant->form_url);
    if (merchant->mediator)
        SET_TEXT(MEDIATOR, tnc_json_string_or(merchant->mediator, "name", NULL));
    SET_DATE(ORDERED_ON, purchase->ordered_on);
    SET_DATE(DELIVERED_ON, purchase->delivered_on);
    SET_DATE(GUARANTEE_UNTIL, purchase->guarantee_until);
    SET_MONEY(PRICE, &purchase->price);
    SET_MONEY(OWED, &filler->input->position->owed);
}

// ---- clock

// When the patience with a formal notice is over the contract may be ended: what the notice grants must be over by then.
static TncDate
last_day(const Filler *filler, const TncRung *rung)
{
    TncDate next = tnc_duration_add(filler->today, &rung->patience);
    return g_str_has_prefix(rung->id, "notice") ? MAX(next - 1, filler->today) : next;
}

static void
fill_clock(const Filler *filler)
{
    const TncPosition *position = filler->input->position;
    const TncMove *move = filler->input->move;
    const TncLadder *ladder = filler->input->ladder;
    TncDate expected = position->expected_on;
    SET_DATE(TODAY, filler->today);
    SET_DATE(EXPECTED_ON, expected);
    if (expected != TNC_DATE_NONE && expected < filler->today)
        tnc_writing_values_set_number(filler->values, TNC_PLACEHOLDER_DAYS_LATE,
                                      filler->today - expected);
    if (position->last_sent != TNC_INSTANT_NONE) {
        TncDate last = tnc_zone_date(filler->input->zone, position->last_sent);
        SET_DATE(LAST_SENT_ON, last);
        tnc_writing_values_set_number(filler->values, TNC_PLACEHOLDER_DAYS_WAITED,
                                      filler->today - last);
    }
    if (move && move->rung >= 0 && ladder->rungs[move->rung].has_patience)
        SET_DATE(DEADLINE, last_day(filler, &ladder->rungs[move->rung]));
}

// ---- timeline

// What the buyer wrote stands as a quotation by PATTERN in a letter in another language than his; the full stop at its end is then
// the letter's.
static char *
own_words(const Filler *filler, const char *pattern, const char *text)
{
    int own = tnc_packs_language_parse(filler->input->claim->language);
    g_autofree char *words = text ? g_strstrip(g_strdup(text)) : NULL;
    if (!words || !words[0] || own < 0 || own == (int)filler->language->language)
        return g_steal_pointer(&words);
    gsize length = strlen(words);
    if (length > 1 && words[length - 1] == '.' && words[length - 2] != '.')
        words[length - 1] = '\0';
    return tnc_packs_language_fill(pattern, "text", words, NULL);
}

static char *
step_text(const Filler *filler, const char *id)
{
    const char *name = tnc_packs_language_step(filler->language, id);
    if (name || !id)
        return g_strdup(name);
    g_autofree char *text = g_strdelimit(g_strdup(id), "_", ' ');
    return own_words(filler, filler->language->own_words, text);
}

static void
add_item(const Filler *filler, TncPlaceholder list, const TncClaimEvent *event, const char *text,
         const char *result)
{
    g_autofree char *own_text = g_strdup(text);
    g_autofree char *own_result = g_strdup(result);
    TncWritingItem item = {date_of(filler, event), own_text, own_result, -1, TNC_CHANNEL_NONE};
    tnc_writing_values_add_item(filler->values, list, &item);
}

// The first event that kept the file SHA256 before END; NULL when there is none.
static const TncClaimEvent *
kept(const Filler *filler, const char *sha256, guint end)
{
    const TncClaimEvent *data = tnc_claim_event_list_data(filler->input->events);
    for (guint i = 0; sha256 && i < end; i++)
        if (data[i].kind == TNC_EVENT_EVIDENCE_ADDED &&
            g_strcmp0(field(&data[i], "sha256"), sha256) == 0)
            return &data[i];
    return NULL;
}

// The number of an exhibit is its place among the files kept, each counted once, as in the list at
// the foot of a letter and in the dossier.
static guint
exhibit_number(const Filler *filler, const TncClaimEvent *exhibit)
{
    const TncClaimEvent *data = tnc_claim_event_list_data(filler->input->events);
    guint number = 1;
    for (guint i = 0; &data[i] != exhibit; i++)
        number += data[i].kind == TNC_EVENT_EVIDENCE_ADDED &&
                  !kept(filler, tnc_json_string_or(data[i].body, "sha256", ""), i);
    return number;
}

// A finding with its exhibits behind: 'it does not charge (2. photo.jpg)'.
static void
add_finding(const Filler *filler, const TncClaimEvent *event)
{
    g_autoptr(GString) names = g_string_new(NULL);
    const json_t *exhibits = json_object_get(event->body, "evidence");
    size_t index;
    const json_t *value;
    json_array_foreach (exhibits, index, value) {
        const TncClaimEvent *exhibit = kept(filler, json_string_value(value),
                                            tnc_claim_event_list_length(filler->input->events));
        const char *name = field(exhibit, "name");
        if (name)
            g_string_append_printf(names, "%s%u. %s", names->len ? ", " : "",
                                   exhibit_number(filler, exhibit), name);
    }
    g_autofree char *words = own_words(filler, filler->language->own_words, event->what);
    g_autofree char *text =
        names->len && words ? g_strdup_printf("%s (%s)", words, names->str) : g_strdup(words);
    add_item(filler, TNC_PLACEHOLDER_FINDINGS, event, text, NULL);
}

static void
add_step(const Filler *filler, const TncClaimEvent *event)
{
    g_autofree char *text = step_text(filler, event->step);
    g_autofree char *result =
        own_words(filler, filler->language->own_words, field(event, "result"));
    add_item(filler, TNC_PLACEHOLDER_STEPS, event, text, result);
}

static void
add_history(const Filler *filler, const TncClaimEvent *event)
{
    if (event->automatic != TNC_AUTOMATIC_NONE)
        return;
    gboolean is_step = event->kind == TNC_EVENT_STEP_DONE;
    g_autofree char *text = is_step ? step_text(filler, event->step)
                            : event->kind == TNC_EVENT_FINDING_RECORDED
                                ? own_words(filler, filler->language->own_words, event->what)
                                : g_strdup(event->what);
    TncChannel channel = event->channel == TNC_CHANNEL_NONE ? TNC_CHANNEL_EMAIL : event->channel;
    TncWritingItem item = {date_of(filler, event), text, NULL, (int)event->kind, channel};
    tnc_writing_values_add_item(filler->values, TNC_PLACEHOLDER_HISTORY, &item);
}

static void
see_rung(const Filler *filler, const TncClaimEvent *event)
{
    if (event->actor == TNC_ACTOR_SELLER || !event->rung)
        return;
    if (g_str_has_prefix(event->rung, "notice"))
        SET_DATE(NOTICE_SENT_ON, date_of(filler, event));
    if (g_str_equal(event->rung, "end") || g_str_equal(event->rung, "end_letter"))
        SET_DATE(ENDED_ON, date_of(filler, event));
}

static void
see_first_sent(const Filler *filler, const TncClaimEvent *event)
{
    if (!tnc_writing_values_has(filler->values, TNC_PLACEHOLDER_FIRST_SENT_ON))
        SET_DATE(FIRST_SENT_ON, date_of(filler, event));
}

static void
see_ticket(const Filler *filler, const TncClaimEvent *event)
{
    const json_t *signals = json_object_get(event->body, "signals");
    size_t index;
    const json_t *signal;
    json_array_foreach (signals, index, signal) {
        const char *kind = tnc_json_string_or(signal, "kind", "");
        const char *value = tnc_json_string_or(signal, "value", NULL);
        if (value && g_str_equal(kind, "gives_ticket_number"))
            SET_TEXT(TICKET, value);
    }
}

static void
see_event(const Filler *filler, const TncClaimEvent *event)
{
    see_rung(filler, event);
    add_history(filler, event);
    switch (event->kind) {
    case TNC_EVENT_MESSAGE_SENT:
    case TNC_EVENT_FORM_SUBMITTED:
    case TNC_EVENT_CALL_MADE:
    case TNC_EVENT_VISIT_MADE:
        see_first_sent(filler, event);
        break;
    case TNC_EVENT_MESSAGE_RECEIVED:
        see_ticket(filler, event);
        break;
    case TNC_EVENT_STEP_DONE:
        add_step(filler, event);
        break;
    case TNC_EVENT_FINDING_RECORDED:
        add_finding(filler, event);
        break;
    case TNC_EVENT_EVIDENCE_ADDED:
        add_item(filler, TNC_PLACEHOLDER_EVIDENCE, NULL, field(event, "name"), NULL);
        break;
    case TNC_EVENT_RETURN_PROCEDURE_RECEIVED:
        SET_TEXT(RETURN_ADDRESS, field(event, "address"));
        break;
    case TNC_EVENT_ITEM_RETURNED:
        SET_DATE(RETURNED_ON, date_of(filler, event));
        SET_TEXT(TRACKING, field(event, "tracking"));
        break;
    case TNC_EVENT_CLAIM_OPENED:
    case TNC_EVENT_POST_PUBLISHED:
    case TNC_EVENT_STEP_REQUESTED:
    case TNC_EVENT_PROMISE_MADE:
    case TNC_EVENT_OFFER_MADE:
    case TNC_EVENT_OFFER_ANSWERED:
    case TNC_EVENT_ITEM_ARRIVED:
    case TNC_EVENT_REMEDY_RECEIVED:
    case TNC_EVENT_DEADLINE_SET:
    case TNC_EVENT_SIGNAL_CORRECTED:
    case TNC_EVENT_MOVE_SKIPPED:
    case TNC_EVENT_CLAIM_SNOOZED:
    case TNC_EVENT_CLAIM_CLOSED:
    case TNC_EVENT_CLAIM_REOPENED:
    case TNC_EVENT_NOTE_ADDED:
    case TNC_EVENT_COUNT:
        break;
    }
}

static void
fill_timeline(const Filler *filler)
{
    const TncClaimEvents *events = filler->input->events;
    const TncClaimEvent *data = tnc_claim_event_list_data(events);
    guint length = tnc_claim_event_list_length(events);
    for (guint i = 0; i < length && data[i].at <= filler->input->now; i++)
        see_event(filler, &data[i]);
}

// ---- the event that is answered

// Without a step that the lexicon knows, the last one done since the seller asked.
static const TncClaimEvent *
step_done(const Filler *filler, const TncClaimEvent *asked)
{
    const TncPosition *position = filler->input->position;
    for (guint i = 0; i < position->step_count; i++)
        if (asked && position->steps[i].ask_event == asked->seq)
            return find(filler, position->steps[i].done_event);
    const TncClaimEvents *events = filler->input->events;
    const TncClaimEvent *data = tnc_claim_event_list_data(events);
    for (guint i = tnc_claim_event_list_length(events); asked && i > 0; i--) {
        const TncClaimEvent *event = &data[i - 1];
        if (event->kind == TNC_EVENT_STEP_DONE && event->at >= asked->at &&
            event->at <= filler->input->now)
            return event;
    }
    return NULL;
}

static const char *
asked_step(const Filler *filler, const TncClaimEvent *asked)
{
    const TncPosition *position = filler->input->position;
    for (guint i = 0; i < position->step_count; i++)
        if (position->steps[i].ask_event == asked->seq)
            return position->steps[i].id;
    return NULL;
}

static void
fill_step(const Filler *filler, const TncClaimEvent *asked)
{
    const TncClaimEvent *done = step_done(filler, asked);
    const char *id = asked_step(filler, asked);
    g_autofree char *text = step_text(filler, id ? id : done ? done->step : NULL);
    SET_TEXT(STEP, text);
    SET_DATE(STEP_DONE_ON, date_of(filler, done));
    g_autofree char *result =
        own_words(filler, filler->language->own_result, field(done, "result"));
    SET_TEXT(STEP_RESULT, result);
}

static const TncPromise *
promise_of(const Filler *filler, guint seq)
{
    const TncPosition *position = filler->input->position;
    for (guint i = position->promise_count; i > 0; i--)
        if (position->promises[i - 1].event == seq)
            return &position->promises[i - 1];
    return NULL;
}

static void
fill_answered(const Filler *filler)
{
    const TncMove *move = filler->input->move;
    const TncClaimEvent *event = move ? find(filler, move->event) : NULL;
    if (!event)
        return;
    if (event->kind == TNC_EVENT_MESSAGE_RECEIVED || event->kind == TNC_EVENT_OFFER_MADE ||
        event->kind == TNC_EVENT_STEP_REQUESTED)
        SET_DATE(ANSWERED_ON, date_of(filler, event));
    SET_TEXT(AGENT, event->agent);
    SET_MONEY(OFFER_AMOUNT, &event->amount);
    const TncPromise *promise = promise_of(filler, event->seq);
    if (promise) {
        SET_DATE(PROMISED_ON, date_of(filler, event));
        SET_DATE(PROMISE_DUE, promise->due);
    }
    if (g_str_equal(move->id, "answer_step"))
        fill_step(filler, event);
}

TncWritingValues *
tnc_writing_facts_values(const TncWritingInput *input, const TncPacksLanguage *language)
{
    g_autoptr(TncWritingValues) values = tnc_writing_values_new();
    Filler filler = {input, language, values, tnc_zone_date(input->zone, input->now)};
    fill_records(&filler);
    fill_clock(&filler);
    fill_timeline(&filler);
    fill_answered(&filler);
    return g_steal_pointer(&values);
}

// ---- predicates and language

// An answer takes up what it answers, and whatever else the seller has said since my last word.
static gboolean
is_taken_up(const TncWritingInput *input, guint tactic)
{
    guint seq = input->position->tactic_event[tactic];
    const TncClaimEvent *event = seq ? tnc_claim_event_list_find(input->events, seq) : NULL;
    return event && (seq == input->move->event || event->at > input->position->last_sent);
}

TncPredicateSet
tnc_writing_facts_predicates(const TncWritingInput *input)
{
    TncPredicateSet facts = input->position->facts;
    if (!input->move || !input->move->event)
        return facts;
    for (guint i = 0; i < TNC_TACTIC_COUNT; i++)
        if (!is_taken_up(input, i))
            facts &= ~(G_GUINT64_CONSTANT(1) << (TNC_PREDICATE_TACTIC_HAND_OFF + i));
    return facts;
}

static gboolean
is_read_at_home(TncChannel channel)
{
    return channel == TNC_CHANNEL_PHONE || channel == TNC_CHANNEL_COUNTER ||
           channel == TNC_CHANNEL_DISPUTE || channel == TNC_CHANNEL_AUTHORITY ||
           channel == TNC_CHANNEL_MEDIATOR || channel == TNC_CHANNEL_COURT;
}

const char *
tnc_writing_facts_language(const TncMerchant *merchant, const TncClaim *claim,
                           TncPredicateSet facts, TncChannel channel)
{
    int own = tnc_packs_language_parse(claim->language);
    int language = -1;
    for (guint i = 0; language < 0 && merchant->languages[i]; i++)
        language = tnc_packs_language_parse(merchant->languages[i]);
    if (language < 0 && !tnc_claim_predicate_holds(facts, TNC_PREDICATE_MERCHANT_ABROAD))
        language = own;
    if (own >= 0 && is_read_at_home(channel))
        language = own;
    return tnc_packs_language_tag(language < 0 ? TNC_LANGUAGE_EN : (TncLanguage)language);
}
