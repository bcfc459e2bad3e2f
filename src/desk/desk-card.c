// SPDX-License-Identifier: AGPL-3.0-or-later
// A stored card holds: ref, merchant, item, turn, state, ghosting, rung, stake, owed, recovered, until, tactics,
// move, then, after (days), why [{code, event, rule, date, name}], wait, wait_date.

#include "desk-card.h"
#include "desk-words.h"
#include "error.h"

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static const char *
word(TncWordSet set, int value)
{
    return tnc_claim_words_name(set, value);
}

static json_t *
move_json(const TncMove *move)
{
    return json_pack("{s:s, s:s, s:o, s:o, s:i, s:o, s:o, s:b}", "id", move->id, "kind",
                     word(TNC_WORDS_TncMoveKind, (int)move->kind), "channel",
                     text_or_null(move->channel == TNC_CHANNEL_NONE
                                      ? NULL
                                      : word(TNC_WORDS_TncChannel, (int)move->channel)),
                     "due", tnc_json_date(move->due), "minutes", move->minutes, "draft",
                     text_or_null(move->draft), "event",
                     move->event ? json_integer(move->event) : json_null(), "approval",
                     move->approval);
}

static json_t *
why_json(const TncPlan *plan)
{
    json_t *list = json_array();
    for (guint i = 0; i < plan->why_count; i++) {
        const TncReason *reason = &plan->why[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:o, s:o, s:o, s:o}", "code", tnc_claim_plan_reason_name(reason->code),
                      "event", reason->event ? json_integer(reason->event) : json_null(), "rule",
                      text_or_null(reason->rule), "date", tnc_json_date(reason->date), "name",
                      text_or_null(reason->name)));
    }
    return list;
}

static json_t *
tactics_json(const TncPosition *position)
{
    json_t *tactics = json_object();
    for (int i = 0; i < TNC_TACTIC_COUNT; i++)
        if (position->tactics[i])
            json_object_set_new(tactics, word(TNC_WORDS_TncTactic, i),
                                json_integer(position->tactics[i]));
    return tactics;
}

json_t *
tnc_desk_case_card(const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    const TncPlan *plan = &kase->plan;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:o, s:i, "
        "s:o}",
        "claim", kase->claim->ref, "merchant", kase->merchant->name, "item", kase->purchase->item,
        "turn", word(TNC_WORDS_TncTurn, (int)position->turn), "state",
        word(TNC_WORDS_TncState, (int)position->state), "ghosting",
        word(TNC_WORDS_TncGhosting, (int)position->ghosting), "rung", text_or_null(plan->rung),
        "stake", tnc_json_money(&position->stake), "owed", tnc_json_money(&position->owed),
        "recovered", tnc_json_money(&position->recovered), "until",
        tnc_json_date(position->turn_until), "tactics", tactics_json(position), "move",
        move_json(&plan->move), "then", plan->has_then ? move_json(&plan->then) : json_null(),
        "after", plan->then_after_days, "why", why_json(plan), "wait", (int)plan->if_you_wait,
        "wait_date", tnc_json_date(plan->if_you_wait_date));
}

// ---- showing

static TncDate
date_of(const json_t *object, const char *field)
{
    return tnc_date_parse(tnc_json_string_or(object, field, NULL));
}

static json_t *
shown_why(TncDesk *desk, const json_t *card)
{
    json_t *list = json_array();
    const json_t *why = json_object_get(card, "why");
    for (gsize i = 0; i < json_array_size(why); i++) {
        const json_t *reason = json_array_get(why, i);
        g_autofree char *text = tnc_desk_words_reason(desk, tnc_json_string_or(reason, "code", ""),
                                                      date_of(reason, "date"),
                                                      tnc_json_string_or(reason, "name", NULL));
        json_array_append_new(list, json_pack("{s:s, s:O, s:O}", "text", text, "event",
                                              json_object_get(reason, "event"), "rule",
                                              json_object_get(reason, "rule")));
    }
    return list;
}

// A move put off puts off what follows: 'then' never comes before the seller had his time.
static json_t *
shown_then(const json_t *card, TncDate today)
{
    const json_t *then = json_object_get(card, "then");
    if (!json_is_object(then))
        return json_null();
    TncDate due = date_of(then, "due");
    const char *kind = tnc_json_string_or(json_object_get(card, "move"), "kind", "");
    if (!g_str_equal(kind, "wait"))
        due = MAX(due, today + (TncDate)json_integer_value(json_object_get(card, "after")));
    return json_pack("{s:O, s:O, s:O, s:o, s:s}", "id", json_object_get(then, "id"), "kind",
                     json_object_get(then, "kind"), "channel", json_object_get(then, "channel"),
                     "due", tnc_json_date(due), "title",
                     tnc_desk_words_move(tnc_json_string_or(then, "id", "")));
}

static json_t *
shown_move(TncDesk *desk, const json_t *card)
{
    json_t *move = json_copy(json_object_get(card, "move"));
    g_autofree char *wait = tnc_desk_words_waiting(
        (TncWaiting)json_integer_value(json_object_get(card, "wait")), date_of(card, "wait_date"));
    json_object_set_new(move, "title",
                        json_string(tnc_desk_words_move(tnc_json_string_or(move, "id", ""))));
    json_object_set_new(move, "why", shown_why(desk, card));
    json_object_set_new(move, "if_you_wait", json_string(wait));
    return move;
}

json_t *
tnc_desk_card_show(TncDesk *desk, const json_t *card)
{
    static const char *const same[] = {"claim", "merchant",  "item",  "turn",
                                       "state", "ghosting",  "rung",  "stake",
                                       "owed",  "recovered", "until", "tactics"};
    json_t *shown = json_object();
    for (guint i = 0; i < G_N_ELEMENTS(same); i++)
        json_object_set(shown, same[i], json_object_get(card, same[i]));
    json_object_set_new(shown, "move", shown_move(desk, card));
    json_object_set_new(shown, "then", shown_then(card, tnc_desk_today(desk)));
    return shown;
}

typedef struct {
    TncDesk *desk;
    TncDeskCardFunc function;
    gpointer data;
} Showing;

static gboolean
show_state(const TncStoreState *state, gpointer data, GError **error)
{
    Showing *showing = data;
    g_autoptr(json_t) card = tnc_json_load(state->card);
    if (!card)
        return tnc_error_set(error, TNC_ERROR_CORRUPT,
                             "the position of claim %" G_GINT64_FORMAT " cannot be read",
                             state->claim);
    g_autoptr(json_t) shown = tnc_desk_card_show(showing->desk, card);
    return showing->function(shown, showing->data, error);
}

static gboolean
show_one(TncDesk *desk, const char *name, Showing *showing, GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, name, error);
    if (!kase)
        return FALSE;
    g_autoptr(json_t) card = tnc_desk_case_card(kase);
    g_autoptr(json_t) shown = tnc_desk_card_show(showing->desk, card);
    return showing->function(shown, showing->data, error);
}

gboolean
tnc_desk_card_each(TncDesk *desk, const char *name, guint limit, TncDeskCardFunc function,
                   gpointer data, GError **error)
{
    Showing showing = {desk, function, data};
    if (name)
        return show_one(desk, name, &showing, error);
    if (!tnc_desk_store(desk))
        return TRUE;
    return tnc_desk_case_refresh_due(desk, NULL, error) &&
           tnc_store_each_urgent(tnc_desk_store(desk), TRUE, limit, show_state, &showing, error);
}
