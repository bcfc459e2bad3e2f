// SPDX-License-Identifier: AGPL-3.0-or-later
// Positions and events as JSON. What the position does not keep (days used by each side) is counted here from the
// events.

#include "desk-show.h"
#include "desk-card.h"
#include "desk-glossary.h"
#include "desk-words.h"
#include "text.h"

static const char *
word(TncWordSet set, int value)
{
    return tnc_claim_words_name(set, value);
}

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
number_or_null(gint64 number, gint64 none)
{
    return number == none ? json_null() : json_integer(number);
}

static json_t *
instant_json(TncDesk *desk, TncInstant instant)
{
    char text[TNC_INSTANT_BUFFER];
    if (instant == TNC_INSTANT_NONE)
        return json_null();
    int offset = tnc_zone_offset(tnc_desk_zone(desk), instant);
    return json_string(tnc_instant_format(instant, offset, text));
}

static json_t *
channel_json(TncChannel channel)
{
    return channel == TNC_CHANNEL_NONE ? json_null()
                                       : json_string(word(TNC_WORDS_TncChannel, (int)channel));
}

// ---- events

char *
tnc_desk_show_summary(TncDesk *desk, const TncClaimEvent *event)
{
    static const struct {
        const char *name;
        const char *(*words)(const char *code); // NULL: a text of its own
    } fields[] = {{"finding", NULL},
                  {"what", NULL},
                  {"about", NULL},
                  {"reason", NULL},
                  {"name", NULL},
                  {"move", tnc_desk_words_move},
                  {"outcome", tnc_desk_words_outcome},
                  {"kind", tnc_desk_words_remedy},
                  {"url", NULL},
                  {"subject", NULL},
                  {"text", NULL},
                  {"note", NULL}};
    const char *result = tnc_json_string_or(event->body, "result", NULL);
    g_autofree char *step = event->step ? tnc_desk_words_step(desk, event->step) : NULL;
    g_autoptr(GString) text = g_string_new(step ? step : "");
    if (result)
        g_string_append_printf(text, "%s%s", text->len ? " → " : "", result);
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *value = tnc_json_string_or(event->body, fields[i].name, NULL);
        if (value)
            g_string_append_printf(text, "%s%s", text->len ? " · " : "",
                                   fields[i].words ? fields[i].words(value) : value);
    }
    return tnc_text_excerpt(text->str, 160);
}

json_t *
tnc_desk_show_signal(const TncClaimSignal *signal, gint64 start, gint64 end)
{
    const char *kind = word(TNC_WORDS_TncSignal, (int)signal->kind);
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "kind", kind, "title",
                     tnc_desk_words_signal(kind), "quote", text_or_null(signal->quote), "step",
                     text_or_null(signal->step), "due", tnc_json_date(signal->due), "start",
                     number_or_null(start, -1), "end", number_or_null(end, -1));
}

// The place that the reader noted for SIGNAL; none for one that the user added.
static gint64
place_of(const TncClaimEvent *event, const TncClaimSignal *signal, const char *field)
{
    const json_t *noted = json_object_get(event->body, "signals");
    const char *kind = word(TNC_WORDS_TncSignal, (int)signal->kind);
    size_t index;
    const json_t *one;
    json_array_foreach (noted, index, one) {
        const json_t *place = json_object_get(one, field);
        if (json_is_integer(place) && g_str_equal(tnc_json_string_or(one, "kind", ""), kind) &&
            g_strcmp0(tnc_json_string_or(one, "quote", NULL), signal->quote) == 0)
            return json_integer_value(place);
    }
    return -1;
}

static json_t *
signals_json(const TncClaimEvent *event)
{
    json_t *list = json_array();
    for (guint i = 0; i < event->signal_count; i++) {
        const TncClaimSignal *signal = &event->signals[i];
        json_array_append_new(list, tnc_desk_show_signal(signal, place_of(event, signal, "start"),
                                                         place_of(event, signal, "end")));
    }
    return list;
}

static json_t *
event_tactics(const TncPosition *position, guint seq)
{
    json_t *list = json_array();
    for (int i = 0; i < TNC_TACTIC_COUNT; i++) {
        const char *kind = word(TNC_WORDS_TncTactic, i);
        if (position->tactics[i] && position->tactic_event[i] == seq)
            json_array_append_new(
                list, json_pack("{s:s, s:s}", "kind", kind, "title", tnc_desk_words_tactic(kind)));
    }
    return list;
}

static json_t *
automatic_json(const TncClaimEvent *event)
{
    if (event->kind != TNC_EVENT_MESSAGE_RECEIVED)
        return json_null();
    return json_pack("{s:b, s:s}", "is", event->automatic != TNC_AUTOMATIC_NONE, "kind",
                     word(TNC_WORDS_TncAutomatic, (int)event->automatic));
}

json_t *
tnc_desk_show_event(TncDesk *desk, const TncDeskCase *kase, const TncClaimEvent *event)
{
    const char *kind = word(TNC_WORDS_TncEventKind, (int)event->recorded);
    g_autofree char *summary = tnc_desk_show_summary(desk, event);
    return json_pack(
        "{s:i, s:o, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:O, s:b, s:b}",
        "seq", (int)event->seq, "at", instant_json(desk, event->at), "kind", kind, "actor",
        word(TNC_WORDS_TncActor, (int)event->actor), "title", tnc_desk_words_event(kind), "summary",
        summary, "channel", channel_json(event->channel), "text", text_or_null(event->text),
        "automatic", automatic_json(event), "agent", text_or_null(event->agent), "courtesy",
        number_or_null(event->courtesy, -1), "signals", signals_json(event), "tactics",
        event_tactics(&kase->position, event->seq), "raw",
        text_or_null(tnc_json_string_or(event->body, "raw", NULL)), "body", event->body,
        "retracted", event->retracted, "retractable", tnc_claim_event_may_retract(event));
}

json_t *
tnc_desk_show_events(TncDesk *desk, const TncDeskCase *kase, guint first, guint limit)
{
    json_t *list = json_array();
    guint length = tnc_claim_event_list_length(kase->events);
    guint end = limit && length - MIN(first, length) > limit ? first + limit : length;
    for (guint i = first; i < end; i++)
        json_array_append_new(
            list, tnc_desk_show_event(desk, kase, tnc_claim_event_list_get(kase->events, i)));
    return list;
}

// ---- the position

static gboolean
hands_over(const TncClaimEvent *event)
{
    static const TncEventKind kinds[] = {TNC_EVENT_MESSAGE_SENT,   TNC_EVENT_CALL_MADE,
                                         TNC_EVENT_VISIT_MADE,     TNC_EVENT_FORM_SUBMITTED,
                                         TNC_EVENT_POST_PUBLISHED, TNC_EVENT_ITEM_RETURNED,
                                         TNC_EVENT_OFFER_ANSWERED};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (event->kind == kinds[i])
            return TRUE;
    return FALSE;
}

typedef struct {
    TncInstant used[TNC_TURN_COUNT];
    TncTurn turn;
    TncInstant since;
} Clock;

static void
pass_turn(Clock *clock, TncTurn turn, TncInstant at)
{
    if (at > clock->since)
        clock->used[clock->turn] += at - clock->since;
    clock->since = MAX(clock->since, at);
    clock->turn = turn;
}

// As on a chess clock: a move of mine starts the seller's, a substantive answer mine; where the position knows better
// (patience over, closed) it has the last word.
static Clock
run_clock(const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    Clock clock = {.turn = TNC_TURN_MINE, .since = position->opened_at};
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        if (event->at > kase->computed_at)
            break;
        if (hands_over(event))
            pass_turn(&clock, TNC_TURN_SELLER, event->at);
        else if (event->kind == TNC_EVENT_MESSAGE_RECEIVED &&
                 tnc_claim_position_classify(event) == TNC_ANSWER_SUBSTANTIVE)
            pass_turn(&clock, TNC_TURN_MINE, event->at);
    }
    if (position->turn != clock.turn && position->turn_since != TNC_INSTANT_NONE)
        pass_turn(&clock, position->turn, position->turn_since);
    pass_turn(&clock, position->turn, kase->computed_at);
    return clock;
}

static int
days_of(TncInstant span)
{
    return (int)(span / TNC_INSTANT_DAY);
}

static json_t *
clock_json(TncDesk *desk, const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    Clock clock = run_clock(kase);
    TncInstant since = position->turn_since;
    return json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:i}", "turn",
        word(TNC_WORDS_TncTurn, (int)position->turn), "since", instant_json(desk, since), "until",
        tnc_json_date(position->turn_until), "opened_at", instant_json(desk, position->opened_at),
        "last_sent", instant_json(desk, position->last_sent), "last_answer",
        instant_json(desk, position->last_answer), "days_mine", days_of(clock.used[TNC_TURN_MINE]),
        "days_seller", days_of(clock.used[TNC_TURN_SELLER]), "days_in_turn",
        since == TNC_INSTANT_NONE ? 0 : days_of(kase->computed_at - since));
}

static const char *
rung_state(const TncDeskCase *kase, guint index)
{
    const TncPosition *position = &kase->position;
    return kase->plan.move.rung == (int)index     ? "current"
           : position->rung_done[index]           ? "done"
           : position->rungs_skipped >> index & 1 ? "skipped"
                                                  : "later";
}

gboolean
tnc_desk_show_has_rung(const TncDeskCase *kase, guint index)
{
    return kase->position.rung_done[index] ||
           tnc_claim_ladder_reaches(&kase->input.ladder->rungs[index], kase->input.records);
}

static json_t *
rungs_json(const TncDeskCase *kase)
{
    json_t *list = json_array();
    for (guint i = 0; i < kase->input.ladder->rung_count; i++) {
        const TncRung *rung = &kase->input.ladder->rungs[i];
        guint times = kase->position.rung_done[i];
        if (!tnc_desk_show_has_rung(kase, i))
            continue;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:s, s:s, s:i, s:o, s:i}", "id", rung->id, "title",
                            tnc_desk_words_move(rung->id), "channel", channel_json(rung->channel),
                            "kind", word(TNC_WORDS_TncMoveKind, (int)rung->kind), "state",
                            rung_state(kase, i), "times", (int)times, "last",
                            times ? tnc_json_date(tnc_zone_date(kase->input.zone,
                                                                kase->position.rung_last[i]))
                                  : json_null(),
                            "minutes", rung->minutes));
    }
    return list;
}

static json_t *
promises_json(const TncPosition *position)
{
    static const char *const states[] = {"pending", "kept", "broken"};
    json_t *list = json_array();
    for (guint i = 0; i < position->promise_count; i++) {
        const TncPromise *promise = &position->promises[i];
        json_array_append_new(list, json_pack("{s:i, s:o, s:s}", "event", (int)promise->event,
                                              "due", tnc_json_date(promise->due), "state",
                                              states[promise->state]));
    }
    return list;
}

static json_t *
steps_json(const TncPosition *position)
{
    json_t *list = json_array();
    for (guint i = 0; i < position->step_count; i++) {
        const TncStep *step = &position->steps[i];
        json_array_append_new(list, json_pack("{s:s, s:i, s:o, s:o}", "id", step->id, "asked",
                                              (int)step->asked, "ask_event",
                                              number_or_null(step->ask_event, 0), "done_event",
                                              number_or_null(step->done_event, 0)));
    }
    return list;
}

static json_t *
agents_json(const TncPosition *position)
{
    json_t *list = json_array();
    for (guint i = 0; i < position->agent_count; i++)
        json_array_append_new(list, json_string(position->agents[i]));
    return list;
}

static json_t *
tactics_json(const TncPosition *position)
{
    json_t *list = json_array();
    for (int i = 0; i < TNC_TACTIC_COUNT; i++) {
        const char *kind = word(TNC_WORDS_TncTactic, i);
        if (position->tactics[i])
            json_array_append_new(list, json_pack("{s:s, s:s, s:i, s:o}", "kind", kind, "title",
                                                  tnc_desk_words_tactic(kind), "count",
                                                  (int)position->tactics[i], "event",
                                                  number_or_null(position->tactic_event[i], 0)));
    }
    return list;
}

static json_t *
card_json(TncDesk *desk, const TncDeskCase *kase)
{
    g_autoptr(json_t) card = tnc_desk_case_card(kase);
    return tnc_desk_card_show(desk, card);
}

json_t *
tnc_desk_show_claim(TncDesk *desk, const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    json_t *shown = card_json(desk, kase);
    json_object_set_new(shown, "number", json_integer(kase->id));
    json_object_set_new(shown, "ladder", json_string(kase->input.ladder->id));
    json_object_set_new(shown, "moves_made", json_integer(position->moves_made));
    json_object_set_new(shown, "clock", clock_json(desk, kase));
    json_object_set_new(shown, "rungs", rungs_json(kase));
    json_object_set_new(shown, "promises", promises_json(position));
    json_object_set_new(shown, "steps", steps_json(position));
    json_object_set_new(shown, "agents", agents_json(position));
    json_object_set_new(shown, "tactics_seen", tactics_json(position));
    json_object_set_new(shown, "hints", tnc_desk_glossary_of_events(desk, kase->events, 0));
    json_object_set_new(shown, "events", tnc_desk_show_events(desk, kase, 0, 0));
    json_object_set_new(shown, "merchant_record", tnc_claim_record_format_merchant(kase->merchant));
    json_object_set_new(shown, "purchase_record", tnc_claim_record_format_purchase(kase->purchase));
    json_object_set_new(shown, "claim_record", tnc_claim_record_format_claim(kase->claim));
    return shown;
}

json_t *
tnc_desk_show_plan(TncDesk *desk, const TncDeskCase *kase)
{
    json_t *events = json_array();
    for (guint i = 0; i < kase->plan.why_count; i++) {
        guint seq = kase->plan.why[i].event;
        const TncClaimEvent *event = seq ? tnc_claim_event_list_find(kase->events, seq) : NULL;
        if (event)
            json_array_append_new(events, tnc_desk_show_event(desk, kase, event));
    }
    return json_pack("{s:o, s:o, s:o}", "card", card_json(desk, kase), "rungs", rungs_json(kase),
                     "events", events);
}
