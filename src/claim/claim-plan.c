// SPDX-License-Identifier: AGPL-3.0-or-later
// Candidates in the order of domain.md, best first; the first that applies is the move. Nothing is weighed: a person
// can follow the choice by reading tnc_claim_plan_make() from top to bottom.

#include "claim-plan.h"

// A repeated move never goes out on two days running.
#define LEAST_GAP_DAYS 2
// When the ladder awaits nothing any more, we ask again after this long.
#define LAST_LOOK_DAYS 30

typedef struct {
    const TncPositionInput *input;
    const TncPosition *position;
    const TncClaimEvents *events;
    TncInstant now;
    TncDate today;
    TncPlan *plan;
} Planner;

static const char *const reason_names[] = {
#define TNC_REASON_ROW(code, name, english) name,
    TNC_REASONS(TNC_REASON_ROW)
#undef TNC_REASON_ROW
};

static const char *const reason_english[] = {
#define TNC_REASON_ROW(code, name, english) english,
    TNC_REASONS(TNC_REASON_ROW)
#undef TNC_REASON_ROW
};

static const char *const waiting_english[] = {
#define TNC_WAITING_ROW(code, name, english) english,
    TNC_WAITINGS(TNC_WAITING_ROW)
#undef TNC_WAITING_ROW
};

const char *
tnc_claim_plan_reason_name(TncReasonCode code)
{
    return reason_names[code];
}

const char *
tnc_claim_plan_reason_english(TncReasonCode code)
{
    return reason_english[code];
}

const char *
tnc_claim_plan_waiting_english(TncWaiting code)
{
    return waiting_english[code];
}

// ---- the plan under construction

static void
say_why(Planner *planner, TncReasonCode code, guint event, TncDate date, const char *name)
{
    TncPlan *plan = planner->plan;
    if (plan->why_count < TNC_PLAN_MAX_REASONS)
        plan->why[plan->why_count++] =
            (TncReason){.code = code, .event = event, .date = date, .name = name};
}

// The plan may change at INSTANT by itself.
static void
watch(Planner *planner, TncInstant instant)
{
    TncInstant *until = &planner->plan->valid_until;
    if (instant > planner->now && (*until == TNC_INSTANT_NONE || instant < *until))
        *until = instant;
}

static TncInstant
start_of(const Planner *planner, TncDate date)
{
    return tnc_zone_instant(planner->input->zone, date, 0);
}

static void
watch_day(Planner *planner, TncDate date)
{
    if (date != TNC_DATE_NONE)
        watch(planner, start_of(planner, date));
}

static TncDate
date_of(const Planner *planner, TncInstant instant)
{
    return tnc_zone_date(planner->input->zone, instant);
}

static void
set_wait(Planner *planner, TncWaiting waiting, TncDate date)
{
    planner->plan->if_you_wait = waiting;
    planner->plan->if_you_wait_date = date;
}

// ---- rungs

static gboolean
all_hold(TncPredicateSet facts, const TncPredicate *predicates, guint count)
{
    for (guint i = 0; i < count; i++)
        if (!tnc_claim_predicate_holds(facts, predicates[i]))
            return FALSE;
    return TRUE;
}

static gboolean
none_holds(TncPredicateSet facts, const TncPredicate *predicates, guint count)
{
    for (guint i = 0; i < count; i++)
        if (tnc_claim_predicate_holds(facts, predicates[i]))
            return FALSE;
    return TRUE;
}

static gboolean
is_usable(const Planner *planner, guint index)
{
    const TncPosition *position = planner->position;
    const TncRung *rung = &planner->input->ladder->rungs[index];
    gboolean unreachable =
        position->ghosting == TNC_GHOSTING_VANISHED && rung->channel == TNC_CHANNEL_EMAIL;
    return !(position->rungs_skipped >> index & 1) && !unreachable &&
           all_hold(position->facts, rung->needs, rung->need_count) &&
           none_holds(position->facts, rung->unless, rung->unless_count);
}

// The next blocking rung at or after FROM with a turn left, when PLAYED counts as played once more; -1 when none.
static int
next_rung(const Planner *planner, int from, int played)
{
    const TncLadder *ladder = planner->input->ladder;
    for (int i = MAX(from, 0); i < (int)ladder->rung_count; i++) {
        guint done = planner->position->rung_done[i] + (guint)(i == played);
        if (!ladder->rungs[i].parallel && done < ladder->rungs[i].repeat_count &&
            is_usable(planner, (guint)i))
            return i;
    }
    return -1;
}

static TncDate
named_date(const Planner *planner, TncStart start)
{
    const TncPosition *position = planner->position;
    switch (start) {
    case TNC_START_ORDERED:
        return planner->input->ordered_on;
    case TNC_START_EXPECTED:
        return position->expected_on;
    case TNC_START_DELIVERED:
        return planner->input->delivered_on;
    case TNC_START_PREVIOUS_RUNG:
        return position->patience_end;
    case TNC_START_LAST_SENT:
        return position->last_sent == TNC_INSTANT_NONE ? TNC_DATE_NONE
                                                       : date_of(planner, position->last_sent);
    case TNC_START_CLAIM_OPENED:
    case TNC_START_COUNT:
        break;
    }
    return date_of(planner, position->opened_at);
}

static TncDate
start_date(const Planner *planner, const TncRung *rung)
{
    TncDate date = named_date(planner, rung->start);
    if (date == TNC_DATE_NONE)
        date = named_date(planner, rung->start_else);
    return date == TNC_DATE_NONE ? date_of(planner, planner->position->opened_at) : date;
}

static int
gap_days(const TncRung *rung)
{
    return MAX(rung->repeat_gap.days, LEAST_GAP_DAYS);
}

// The day on which a rung opens by itself, and not before FLOOR (the end of the patience of the move before it).
static TncDate
opening(const Planner *planner, int index, TncDate floor)
{
    const TncRung *rung = &planner->input->ladder->rungs[index];
    TncDate date = tnc_duration_add(start_date(planner, rung), &rung->opens);
    if (floor != TNC_DATE_NONE)
        date = MAX(date, floor);
    if (planner->position->rung_done[index])
        date = MAX(date, date_of(planner, planner->position->rung_last[index]) + gap_days(rung));
    return date;
}

static TncMove
rung_move(const Planner *planner, int index, TncDate due)
{
    const TncRung *rung = &planner->input->ladder->rungs[index];
    return (TncMove){
        .id = rung->id,
        .kind = rung->kind,
        .channel = rung->channel,
        .due = due,
        .due_at = tnc_zone_instant(planner->input->zone, due, rung->at_second),
        .minutes = rung->minutes,
        .draft = rung->draft,
        .rung = index,
        .approval = rung->approval,
    };
}

// ---- moves outside the ladder

typedef struct {
    const char *id;
    TncMoveKind kind;
    int minutes;
    gboolean has_draft;
} FreeMove;

static const FreeMove answer = {"answer", TNC_MOVE_SEND, 5, TRUE};
static const FreeMove answer_privately = {"answer_privately", TNC_MOVE_SEND, 3, TRUE};
static const FreeMove answer_step = {"answer_step", TNC_MOVE_SEND, 10, TRUE};
static const FreeMove send_document = {"send_document", TNC_MOVE_SEND, 10, TRUE};
static const FreeMove answer_offer = {"answer_offer", TNC_MOVE_SEND, 5, TRUE};
static const FreeMove promise_broken = {"promise_broken", TNC_MOVE_SEND, 2, TRUE};
static const FreeMove not_fixed = {"not_fixed", TNC_MOVE_SEND, 5, TRUE};
static const FreeMove return_item = {"return_item", TNC_MOVE_DO, 30, FALSE};
static const FreeMove close_claim = {"close", TNC_MOVE_DECIDE, 1, FALSE};
static const FreeMove waiting = {"wait", TNC_MOVE_WAIT, 0, FALSE};

// In public the seller said: write to us privately.
static gboolean
is_called_aside(const TncClaimEvent *message)
{
    return message && message->channel == TNC_CHANNEL_PUBLIC &&
           (message->signal_set & (G_GUINT64_CONSTANT(1) << TNC_SIGNAL_WRONG_CHANNEL));
}

// Where the seller is best written to: where he wrote last, else the first channel that is known.
static TncChannel
writing_channel(const Planner *planner)
{
    TncPredicateSet facts = planner->position->facts;
    const TncClaimEvent *last =
        tnc_claim_event_list_find(planner->events, planner->position->last_received_event);
    if (is_called_aside(last))
        return TNC_CHANNEL_CHAT;
    if (last && (last->channel == TNC_CHANNEL_EMAIL || last->channel == TNC_CHANNEL_CHAT ||
                 last->channel == TNC_CHANNEL_FORM || last->channel == TNC_CHANNEL_LETTER))
        return last->channel;
    if (tnc_claim_predicate_holds(facts, TNC_PREDICATE_MERCHANT_EMAIL))
        return TNC_CHANNEL_EMAIL;
    if (tnc_claim_predicate_holds(facts, TNC_PREDICATE_MERCHANT_FORM_URL))
        return TNC_CHANNEL_FORM;
    if (tnc_claim_predicate_holds(facts, TNC_PREDICATE_MERCHANT_PHONE))
        return TNC_CHANNEL_PHONE;
    return tnc_claim_predicate_holds(facts, TNC_PREDICATE_PURCHASE_SHOP) ? TNC_CHANNEL_COUNTER
                                                                         : TNC_CHANNEL_LETTER;
}

static TncMove
free_move(const Planner *planner, const FreeMove *move, TncDate due, guint event)
{
    return (TncMove){
        .id = move->id,
        .kind = move->kind,
        .channel = move->kind == TNC_MOVE_SEND ? writing_channel(planner) : TNC_CHANNEL_NONE,
        .due = due,
        .due_at = start_of(planner, due),
        .minutes = move->minutes,
        .draft = move->has_draft ? move->id : NULL,
        .event = event,
        .rung = -1,
    };
}

// ---- what follows

static int
patience_days(const Planner *planner, int rung_index)
{
    const TncLadder *ladder = planner->input->ladder;
    int index = rung_index >= 0 ? rung_index : planner->position->rung;
    if (index < 0 || !ladder->rungs[index].has_patience)
        return rung_index >= 0 ? 0 : 7;
    return ladder->rungs[index].patience.days;
}

// 'then' after a move made on its day.
static void
set_then(Planner *planner, const TncMove *move)
{
    TncPlan *plan = planner->plan;
    int from = move->rung >= 0 ? move->rung : planner->position->rung;
    int next = next_rung(planner, from, move->rung);
    int days = patience_days(planner, move->rung);
    plan->then_after_days = days;
    plan->has_then = next >= 0;
    if (next >= 0)
        plan->then = rung_move(planner, next, opening(planner, next, move->due + days));
}

static void
set_move(Planner *planner, TncUrgency urgency, const TncMove *move)
{
    planner->plan->urgency = urgency;
    planner->plan->move = *move;
    set_then(planner, move);
}

// ---- candidates; each returns TRUE when it is the move

static gboolean
is_lapsing(const Planner *planner, const TncLapse *lapse)
{
    return planner->today <= lapse->last_day && planner->today >= lapse->last_day - lapse->days;
}

static int
rung_on(const Planner *planner, TncChannel channel)
{
    const TncLadder *ladder = planner->input->ladder;
    for (guint i = 0; i < ladder->rung_count; i++)
        if (ladder->rungs[i].channel == channel)
            return (int)i;
    return -1;
}

// A writing of its own, the ladder's rung on the channel, or the channel by itself.
static TncMove
lapse_move(const Planner *planner, const TncLapse *lapse, int index)
{
    FreeMove writing = {lapse->draft, TNC_MOVE_SEND, 5, TRUE};
    FreeMove filing = {tnc_claim_words_name(TNC_WORDS_TncChannel, (int)lapse->channel),
                       TNC_MOVE_FILE, 20, FALSE};
    if (lapse->draft)
        return free_move(planner, &writing, lapse->last_day, 0);
    TncMove move = index >= 0 ? rung_move(planner, index, lapse->last_day)
                              : free_move(planner, &filing, lapse->last_day, 0);
    move.channel = lapse->channel;
    return move;
}

static gboolean
try_lapse(Planner *planner, const TncLapse *lapse)
{
    watch_day(planner, lapse->last_day - lapse->days);
    watch_day(planner, lapse->last_day + 1);
    int index = lapse->draft ? -1 : rung_on(planner, lapse->channel);
    gboolean used =
        index >= 0 && (planner->position->rung_done[index] || !is_usable(planner, (guint)index));
    if (!is_lapsing(planner, lapse) || used || planner->plan->urgency == TNC_URGENCY_RIGHT_LAPSES)
        return FALSE;
    TncMove move = lapse_move(planner, lapse, index);
    set_move(planner, TNC_URGENCY_RIGHT_LAPSES, &move);
    planner->plan->why[0] =
        (TncReason){TNC_REASON_RIGHT_LAPSES, 0, lapse->rule, lapse->last_day, NULL};
    planner->plan->why_count = 1;
    set_wait(planner, TNC_WAITING_RIGHT_LOST, lapse->last_day);
    return TRUE;
}

static gboolean
try_lapses(Planner *planner, const TncLapse *lapses, guint count)
{
    gboolean found = FALSE;
    for (guint i = 0; i < count; i++)
        found |= try_lapse(planner, &lapses[i]);
    return found;
}

static gboolean
seller_waits(Planner *planner, const FreeMove *move, TncReasonCode code, guint event,
             const char *name)
{
    const TncClaimEvent *cause = tnc_claim_event_list_find(planner->events, event);
    TncDate due = cause ? date_of(planner, cause->at) : planner->today;
    TncMove made = free_move(planner, move, due, event);
    set_move(planner, TNC_URGENCY_SELLER_WAITS, &made);
    say_why(planner, code, event, due, name);
    set_wait(planner, move == &close_claim ? TNC_WAITING_NOTHING_LOST : TNC_WAITING_CLOCK_FROZEN,
             TNC_DATE_NONE);
    return TRUE;
}

// The step to name: one that was not done yet, if the message asks for such a one.
static const char *
step_name(const TncPosition *position)
{
    const char *name = NULL;
    for (guint i = 0; i < position->step_count; i++) {
        const TncStep *step = &position->steps[i];
        if (step->ask_event == position->step_event && (!name || !step->done_event))
            name = step->id;
    }
    return name;
}

static void
name_tactics(Planner *planner)
{
    const TncPosition *position = planner->position;
    for (int tactic = 0; tactic < TNC_TACTIC_COUNT; tactic++)
        if (position->tactics[tactic] &&
            position->tactic_event[tactic] == position->last_answer_event)
            say_why(planner, TNC_REASON_TACTIC_SEEN, position->tactic_event[tactic], TNC_DATE_NONE,
                    tnc_claim_words_name(TNC_WORDS_TncTactic, tactic));
}

static gboolean
try_end(Planner *planner)
{
    const TncPosition *position = planner->position;
    if (!position->answer_pending)
        return FALSE;
    if (position->remedy_complete)
        return seller_waits(planner, &close_claim, TNC_REASON_REMEDY_CAME, position->remedy_event,
                            NULL);
    if (position->arrived_event && position->arrived_event == position->last_answer_event)
        return seller_waits(planner, &close_claim, TNC_REASON_ITEM_CAME, position->arrived_event,
                            NULL);
    return FALSE;
}

static gboolean
try_seller_waits(Planner *planner)
{
    const TncPosition *position = planner->position;
    if (try_end(planner))
        return TRUE;
    if (position->return_event && !position->returned_event)
        return seller_waits(planner, &return_item, TNC_REASON_RETURN_READY, position->return_event,
                            NULL);
    if (!position->answer_pending)
        return FALSE;
    if (position->step_event)
        return seller_waits(planner, &answer_step,
                            position->step_repeated ? TNC_REASON_STEP_REPEATED
                                                    : TNC_REASON_STEP_ASKED,
                            position->step_event, step_name(position));
    if (position->offer_event)
        return seller_waits(planner, &answer_offer, TNC_REASON_OFFER_OPEN, position->offer_event,
                            NULL);
    // What else the public answer asks for goes with the private message.
    if (is_called_aside(tnc_claim_event_list_find(planner->events, position->last_answer_event)))
        return seller_waits(planner, &answer_privately, TNC_REASON_SELLER_ANSWERED,
                            position->last_answer_event, NULL);
    if (position->document_event)
        return seller_waits(planner, &send_document, TNC_REASON_DOCUMENT_ASKED,
                            position->document_event, NULL);
    return seller_waits(planner, &answer, TNC_REASON_SELLER_ANSWERED, position->last_answer_event,
                        NULL);
}

static const TncPromise *
broken_promise(const TncPosition *position)
{
    for (guint i = position->promise_count; i > 0; i--)
        if (position->promises[i - 1].state == TNC_PROMISE_BROKEN &&
            !position->promises[i - 1].taken_up)
            return &position->promises[i - 1];
    return NULL;
}

static gboolean
try_promise(Planner *planner)
{
    const TncPromise *promise = broken_promise(planner->position);
    if (!promise || planner->position->turn != TNC_TURN_MINE)
        return FALSE;
    TncMove move = free_move(planner, &promise_broken, promise->due + 1, promise->event);
    set_move(planner, TNC_URGENCY_PROMISE_BROKEN, &move);
    say_why(planner, TNC_REASON_PROMISE_BROKEN, promise->event, promise->due, NULL);
    set_wait(planner, TNC_WAITING_NEXT_LATER, TNC_DATE_NONE);
    return TRUE;
}

static gboolean
try_reopened(Planner *planner)
{
    const TncPosition *position = planner->position;
    if (!position->reopened)
        return FALSE;
    TncMove move = free_move(planner, &not_fixed, date_of(planner, position->turn_since),
                             position->reopened_event);
    set_move(planner, TNC_URGENCY_SELLER_WAITS, &move);
    say_why(planner, TNC_REASON_REOPENED, position->reopened_event, TNC_DATE_NONE, NULL);
    set_wait(planner, TNC_WAITING_NEXT_LATER, TNC_DATE_NONE);
    return TRUE;
}

static void
say_silence(Planner *planner)
{
    const TncPosition *position = planner->position;
    TncDate since = position->last_sent == TNC_INSTANT_NONE ? TNC_DATE_NONE
                                                            : date_of(planner, position->last_sent);
    if (position->ghosting == TNC_GHOSTING_VANISHED)
        say_why(planner, TNC_REASON_VANISHED, position->last_received_event, TNC_DATE_NONE, NULL);
    else if (position->ghosting == TNC_GHOSTING_ACKNOWLEDGED_ONLY)
        say_why(planner, TNC_REASON_ONLY_ACKNOWLEDGED, position->last_received_event, since, NULL);
    else if (position->last_sent == TNC_INSTANT_NONE)
        say_why(planner, TNC_REASON_NOTHING_YET, 0, TNC_DATE_NONE, NULL);
    else if (position->turn == TNC_TURN_MINE)
        say_why(planner, TNC_REASON_SELLER_SILENT, position->last_sent_event, since, NULL);
}

static gboolean
try_rung(Planner *planner)
{
    const TncPosition *position = planner->position;
    int index = next_rung(planner, position->rung, -1);
    if (index < 0 || position->turn != TNC_TURN_MINE)
        return FALSE;
    TncMove move = rung_move(planner, index, opening(planner, index, position->patience_end));
    if (move.due_at > planner->now)
        return FALSE;
    set_move(planner, TNC_URGENCY_RUNG_OPEN, &move);
    say_silence(planner);
    say_why(planner, TNC_REASON_RUNG_OPEN, 0, move.due, move.id);
    if (position->returned_event)
        say_why(planner, TNC_REASON_ITEM_BACK, position->returned_event, TNC_DATE_NONE, NULL);
    set_wait(planner, TNC_WAITING_NEXT_LATER, TNC_DATE_NONE);
    return TRUE;
}

// The blocking rung before INDEX, those passed over left out; a parallel rung opens with it.
static int
rung_before(const Planner *planner, int index)
{
    const TncLadder *ladder = planner->input->ladder;
    const guint8 *done = planner->position->rung_done;
    while (--index >= 0 &&
           (ladder->rungs[index].parallel || (!done[index] && !is_usable(planner, (guint)index))))
        ;
    return index;
}

static gboolean
try_parallel_rung(Planner *planner, int index)
{
    const TncPosition *position = planner->position;
    const TncRung *rung = &planner->input->ladder->rungs[index];
    int before = rung_before(planner, index);
    gboolean reached = before < 0 || position->rung_done[before];
    if (!rung->parallel || position->rung_done[index] || !reached ||
        !is_usable(planner, (guint)index))
        return FALSE;
    TncDate base =
        before < 0 ? start_date(planner, rung) : date_of(planner, position->rung_last[before]);
    TncMove move = rung_move(planner, index, tnc_duration_add(base, &rung->opens));
    watch(planner, move.due_at);
    if (move.due_at > planner->now)
        return FALSE;
    set_move(planner, TNC_URGENCY_RUNG_OPEN, &move);
    say_why(planner, TNC_REASON_RUNG_OPEN, 0, move.due, move.id);
    set_wait(planner, TNC_WAITING_NOTHING_LOST, TNC_DATE_NONE);
    return TRUE;
}

static gboolean
try_parallel(Planner *planner)
{
    for (guint i = 0; i < planner->input->ladder->rung_count; i++)
        if (try_parallel_rung(planner, (int)i))
            return TRUE;
    return FALSE;
}

static gboolean
try_last_decision(Planner *planner, TncDate due)
{
    TncMove move = free_move(planner, &close_claim, due, 0);
    if (planner->position->turn != TNC_TURN_MINE || move.due_at > planner->now)
        return FALSE;
    set_move(planner, TNC_URGENCY_RUNG_OPEN, &move);
    planner->plan->has_then = FALSE;
    say_why(planner, TNC_REASON_LADDER_DONE, 0, TNC_DATE_NONE, NULL);
    set_wait(planner, TNC_WAITING_NOTHING_LOST, TNC_DATE_NONE);
    return TRUE;
}

static TncDate
pending_promise(const TncPosition *position, guint *event_out)
{
    TncDate latest = TNC_DATE_NONE;
    for (guint i = 0; i < position->promise_count; i++)
        if (position->promises[i].state == TNC_PROMISE_PENDING &&
            position->promises[i].due > latest) {
            latest = position->promises[i].due;
            *event_out = position->promises[i].event;
        }
    return latest;
}

// The day of the last decision: long after the last move, and not before the turn is mine.
static TncDate
last_look(const Planner *planner)
{
    const TncPosition *position = planner->position;
    TncDate mine = position->turn == TNC_TURN_SELLER ? position->turn_until
                                                     : date_of(planner, position->turn_since);
    if (position->last_sent == TNC_INSTANT_NONE)
        return mine;
    return MAX(date_of(planner, position->last_sent) + LAST_LOOK_DAYS, mine);
}

// What comes when the waiting is over: the chaser of a promise, the next rung, or the last decision.
static TncMove
after_waiting(Planner *planner)
{
    const TncPosition *position = planner->position;
    guint promise_event = 0;
    TncDate promised = pending_promise(position, &promise_event);
    if (promised != TNC_DATE_NONE && position->turn == TNC_TURN_SELLER) {
        say_why(planner, TNC_REASON_PROMISE_PENDING, promise_event, promised, NULL);
        return free_move(planner, &promise_broken, promised + 1, promise_event);
    }
    int index = next_rung(planner, position->rung, -1);
    if (index >= 0)
        return rung_move(planner, index, opening(planner, index, position->patience_end));
    return free_move(planner, &close_claim, last_look(planner), 0);
}

static void
wait_for(Planner *planner, const TncMove *next, TncDate until)
{
    TncPlan *plan = planner->plan;
    plan->urgency = TNC_URGENCY_WAIT;
    plan->move = free_move(planner, &waiting, until, 0);
    plan->has_then = TRUE;
    plan->then = *next;
    set_wait(planner, TNC_WAITING_WE_WATCH, until);
}

static void
wait_on(Planner *planner)
{
    const TncPosition *position = planner->position;
    if (position->turn == TNC_TURN_SELLER)
        say_why(planner, TNC_REASON_SELLER_HAS_UNTIL, position->last_sent_event,
                position->turn_until, NULL);
    else
        say_silence(planner);
    TncMove next = after_waiting(planner);
    if (next.rung >= 0)
        say_why(planner, TNC_REASON_RUNG_OPENS, 0, next.due, next.id);
    watch(planner, next.due_at);
    wait_for(planner, &next, next.due);
}

static gboolean
try_snooze(Planner *planner)
{
    TncDate until = planner->position->snoozed_until;
    if (until == TNC_DATE_NONE || planner->today >= until)
        return FALSE;
    TncMove next = planner->plan->move;
    if (planner->plan->urgency == TNC_URGENCY_WAIT)
        next = planner->plan->then;
    planner->plan->why_count = 0;
    say_why(planner, TNC_REASON_SNOOZED, 0, until, NULL);
    watch_day(planner, until);
    if (next.due < until) {
        next.due = until;
        next.due_at = start_of(planner, until);
    }
    wait_for(planner, &next, next.due);
    return TRUE;
}

// The four kinds of moves that are not a right about to lapse, best first, then waiting.
static void
choose(Planner *planner)
{
    if (try_seller_waits(planner)) {
        name_tactics(planner);
        return;
    }
    if (try_reopened(planner) || try_promise(planner) || try_rung(planner))
        return;
    if (try_parallel(planner))
        return;
    if (next_rung(planner, planner->position->rung, -1) < 0 &&
        try_last_decision(planner, after_waiting(planner).due))
        return;
    wait_on(planner);
}

static void
set_rung(Planner *planner)
{
    const TncLadder *ladder = planner->input->ladder;
    TncPlan *plan = planner->plan;
    if (plan->move.rung >= 0)
        plan->rung = plan->move.id;
    else if (planner->position->rung >= 0)
        plan->rung = ladder->rungs[planner->position->rung].id;
    else if (plan->has_then && plan->then.rung >= 0)
        plan->rung = plan->then.id;
}

static void
watch_clocks(Planner *planner)
{
    const TncPosition *position = planner->position;
    watch_day(planner, position->turn_until);
    for (guint i = 0; i < position->promise_count; i++)
        if (position->promises[i].state == TNC_PROMISE_PENDING)
            watch_day(planner, position->promises[i].due + 1);
    watch_day(planner, position->snoozed_until);
    if (position->next_event != TNC_INSTANT_NONE)
        watch(planner, position->next_event);
}

void
tnc_claim_plan_make(const TncPositionInput *input, const TncPosition *position,
                    const TncClaimEvents *events, const TncLapse *lapses, guint lapse_count,
                    TncInstant now, TncPlan *plan_out)
{
    memset(plan_out, 0, sizeof *plan_out);
    Planner planner = {input, position, events, now, tnc_zone_date(input->zone, now), plan_out};
    plan_out->valid_until = TNC_INSTANT_NONE;
    plan_out->if_you_wait_date = TNC_DATE_NONE;
    plan_out->urgency = TNC_URGENCY_NONE;
    if (position->state != TNC_STATE_OPEN) {
        plan_out->move = free_move(&planner, &waiting, date_of(&planner, position->turn_since), 0);
        say_why(&planner, TNC_REASON_CLOSED, 0, TNC_DATE_NONE, NULL);
        watch_clocks(&planner);
        return;
    }
    if (!try_lapses(&planner, lapses, lapse_count)) {
        choose(&planner);
        try_snooze(&planner);
    }
    watch_clocks(&planner);
    set_rung(&planner);
}
