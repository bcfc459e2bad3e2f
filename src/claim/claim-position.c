// SPDX-License-Identifier: AGPL-3.0-or-later
// One pass over the events, then what the calendar adds. The rules stand in the order in which they apply.

#include "claim-position.h"
#include "claim-tactic.h"

// How long the seller may take when the ladder does not say (a reply outside any rung of a ladder without patience).
#define DEFAULT_PATIENCE_DAYS 7
// After the item was sent back: inspection and remedy.
#define RETURN_PATIENCE_DAYS 14

typedef struct {
    const TncPositionInput *input;
    TncPosition *position;
    gboolean waiting;      // the seller has the turn, until patience_end or a promise's end
    gboolean acknowledged; // something empty came since my last move
    gboolean vanished;
    guint bounced; // addresses that bounced for good since the last human message
    const char *bounced_last;
    TncTacticMemory memory;
} Fold;

static TncDate
date_of(const Fold *fold, TncInstant instant)
{
    return tnc_zone_date(fold->input->zone, instant);
}

#define BIT(code) (G_GUINT64_CONSTANT(1) << TNC_SIGNAL_##code)
// Politeness and bookkeeping: they decide nothing by themselves.
#define FILLERS                                                                                    \
    (BIT(APOLOGISES) | BIT(THANKS) | BIT(GIVES_TICKET_NUMBER) | BIT(GIVES_TRACKING_NUMBER))
#define EMPTY_TALK BIT(IN_PROGRESS)
#define PLAYS_ON (BIT(PROMISES) | BIT(HANDS_OFF) | BIT(ALREADY_ANSWERED))
#define ASKS_DOCUMENT (BIT(ASKS_INFORMATION) | BIT(ASKS_EVIDENCE))
#define OFFERS                                                                                     \
    (BIT(OFFERS_REFUND) | BIT(OFFERS_REPAIR) | BIT(OFFERS_REPLACEMENT) | BIT(OFFERS_VOUCHER) |     \
     BIT(OFFERS_PARTIAL_REFUND))

static TncAnswer
classify(TncAutomatic automatic, guint64 signals)
{
    if (automatic != TNC_AUTOMATIC_NONE)
        return TNC_ANSWER_NONE;
    guint64 weighty = signals & ~FILLERS;
    if (weighty & ~(EMPTY_TALK | PLAYS_ON))
        return TNC_ANSWER_SUBSTANTIVE;
    if (weighty & PLAYS_ON)
        return TNC_ANSWER_KEEPS;
    return weighty & EMPTY_TALK ? TNC_ANSWER_NONE : TNC_ANSWER_SUBSTANTIVE;
}

TncAnswer
tnc_claim_position_classify(const TncClaimEvent *event)
{
    return classify(event->automatic, event->signal_set);
}

static void
keep_promises(TncPosition *position, TncDate on)
{
    for (guint i = 0; i < position->promise_count; i++) {
        TncPromise *promise = &position->promises[i];
        if (promise->state == TNC_PROMISE_PENDING)
            promise->state = on <= promise->due ? TNC_PROMISE_KEPT : TNC_PROMISE_BROKEN;
        // What was promised came, though late: there is nothing to chase any more.
        promise->taken_up = TRUE;
    }
}

static void
add_promise(Fold *fold, guint event, TncDate due)
{
    TncPosition *position = fold->position;
    if (due == TNC_DATE_NONE)
        return;
    if (position->promise_count == TNC_POSITION_MAX_PROMISES) {
        memmove(position->promises, position->promises + 1,
                sizeof position->promises - sizeof position->promises[0]);
        position->promise_count--;
    }
    position->promises[position->promise_count++] =
        (TncPromise){event, due, TNC_PROMISE_PENDING, FALSE};
}

static void
give_me_the_turn(Fold *fold, TncInstant at)
{
    fold->waiting = FALSE;
    fold->position->turn = TNC_TURN_MINE;
    fold->position->turn_since = at;
}

static void
give_seller_the_turn(Fold *fold, TncInstant at)
{
    fold->waiting = TRUE;
    fold->position->turn = TNC_TURN_SELLER;
    fold->position->turn_since = at;
}

static void
seller_answered(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    position->last_answer = event->at;
    position->last_answer_event = event->seq;
    position->answer_pending = TRUE;
    position->facts |= TNC_PREDICATE_BIT(CLAIM_ANSWERED);
    keep_promises(position, date_of(fold, event->at));
    give_me_the_turn(fold, event->at);
}

static TncDate
patience_end(const TncRung *rung, TncDate from)
{
    if (rung && rung->has_patience)
        return tnc_duration_add(from, &rung->patience);
    return rung ? from : from + DEFAULT_PATIENCE_DAYS;
}

static const TncRung *
current_rung(const Fold *fold)
{
    const TncPosition *position = fold->position;
    if (position->rung < 0)
        return NULL;
    const TncRung *rung = &fold->input->ladder->rungs[position->rung];
    return rung->has_patience ? rung : NULL;
}

// The rung that a move plays: the one named; else, when it answers nothing, the first one not done on that channel. A
// step that the law looks for is played only by its name: no ordinary letter passes for a formal notice.
static int
rung_of(const Fold *fold, const TncClaimEvent *event)
{
    const TncLadder *ladder = fold->input->ladder;
    const TncPosition *position = fold->position;
    int named = tnc_claim_ladder_index(ladder, event->rung);
    if (named >= 0 || event->rung || position->answer_pending || position->reopened)
        return named;
    for (guint i = 0; i < ladder->rung_count; i++)
        if (ladder->rungs[i].channel == event->channel && !position->rung_done[i] &&
            !ladder->rungs[i].legal_step)
            return (int)i;
    return -1;
}

static void
play_rung(Fold *fold, int index, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    const TncRung *rung = &fold->input->ladder->rungs[index];
    if (position->rung_done[index] < G_MAXUINT8)
        position->rung_done[index]++;
    position->rung_last[index] = event->at;
    if (!rung->parallel)
        position->rung = MAX(position->rung, index);
    position->facts |= rung->legal_step;
}

// Nobody was reached, or the answer was given on the spot: there is nothing to wait for.
static gboolean
is_over_at_once(const TncClaimEvent *event)
{
    return event->contact == TNC_CONTACT_NO_ANSWER || event->contact == TNC_CONTACT_REFUSED;
}

static void
settle_what_waited(TncPosition *position, TncDate today)
{
    position->answer_pending = FALSE;
    position->answer_signals = 0;
    position->step_event = 0;
    position->step_repeated = FALSE;
    position->document_event = 0;
    position->offer_event = 0;
    position->reopened = FALSE;
    for (guint i = 0; i < position->promise_count; i++)
        position->promises[i].taken_up |= position->promises[i].due < today;
}

static void
my_move(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    position->moves_made++;
    int index = rung_of(fold, event);
    if (index >= 0)
        play_rung(fold, index, event);
    position->facts |= event->legal_step;
    if (index >= 0 && fold->input->ladder->rungs[index].parallel)
        return;
    TncDate today = date_of(fold, event->at);
    settle_what_waited(position, today);
    position->last_sent = event->at;
    position->last_sent_event = event->seq;
    const TncRung *rung = index >= 0 ? &fold->input->ladder->rungs[index] : current_rung(fold);
    position->patience_end = is_over_at_once(event) ? today : patience_end(rung, today);
    fold->acknowledged = FALSE;
    if (event->contact == TNC_CONTACT_REFUSED)
        tnc_claim_tactic_add(position, TNC_TACTIC_DENIAL, event->seq);
    give_seller_the_turn(fold, event->at);
}

static void
message_sent(Fold *fold, const TncClaimEvent *event)
{
    if (event->channel != TNC_CHANNEL_PUBLIC)
        fold->position->facts |= TNC_PREDICATE_BIT(CLAIM_WRITTEN);
    my_move(fold, event);
}

static TncStep *
step_named(TncPosition *position, const char *id)
{
    for (guint i = 0; i < position->step_count; i++)
        if (position->steps[i].id[0] == id[0] && g_str_equal(position->steps[i].id, id))
            return &position->steps[i];
    if (position->step_count == TNC_POSITION_MAX_STEPS)
        return NULL;
    TncStep *step = &position->steps[position->step_count++];
    *step = (TncStep){.id = id};
    return step;
}

static void
step_asked(TncPosition *position, const TncClaimEvent *event, const char *id)
{
    TncStep *step = id ? step_named(position, id) : NULL;
    gboolean again = step && (step->done_event || step->asked > 0) && step->ask_event != event->seq;
    // One step of a message that is new is enough to have something to do.
    gboolean fresh = position->step_event == event->seq && !position->step_repeated;
    position->step_event = event->seq;
    position->step_repeated = !fresh && step && step->done_event;
    if (!step)
        return;
    if (again)
        tnc_claim_tactic_add(position, TNC_TACTIC_REPEATED_QUESTION, event->seq);
    step->asked += step->ask_event != event->seq;
    step->ask_event = event->seq;
}

static void
step_done(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    position->moves_made++;
    position->facts |= TNC_PREDICATE_BIT(CLAIM_STEPS_DONE);
    TncStep *step = event->step ? step_named(position, event->step) : NULL;
    if (step)
        step->done_event = event->seq;
}

static void
message_details(Fold *fold, const TncClaimEvent *event, guint64 signals)
{
    TncPosition *position = fold->position;
    for (guint i = 0; i < event->signal_count; i++) {
        const TncClaimSignal *signal = &event->signals[i];
        if (signal->kind == TNC_SIGNAL_ASKS_STEP)
            step_asked(position, event, signal->step);
        else if (signal->kind == TNC_SIGNAL_PROMISES)
            add_promise(fold, event->seq, signal->due);
    }
    if (signals & ASKS_DOCUMENT)
        position->document_event = event->seq;
    if (signals & OFFERS)
        position->offer_event = event->seq;
    if (signals & BIT(GIVES_RETURN_PROCEDURE))
        position->return_event = event->seq;
}

static void
bounced(Fold *fold, const TncClaimEvent *event)
{
    const char *address = tnc_json_string_or(event->body, "bounced", NULL);
    if (!address || !json_is_true(json_object_get(event->body, "permanent")))
        return;
    gboolean same = fold->bounced_last && g_str_equal(fold->bounced_last, address);
    fold->bounced += !same;
    fold->bounced_last = address;
    fold->vanished = fold->input->addresses > 0 && fold->bounced >= fold->input->addresses;
    // What reached nobody is not waited for.
    if (fold->vanished)
        fold->position->patience_end = MIN(fold->position->patience_end, date_of(fold, event->at));
}

static void
human_message(Fold *fold, const TncClaimEvent *event, guint64 signals)
{
    TncAnswer answer = classify(event->automatic, signals);
    fold->bounced = 0;
    fold->bounced_last = NULL;
    fold->vanished = FALSE;
    tnc_claim_tactic_see(&fold->memory, fold->position, event);
    if (answer == TNC_ANSWER_NONE) {
        fold->acknowledged = TRUE;
        return;
    }
    if (answer == TNC_ANSWER_SUBSTANTIVE) {
        seller_answered(fold, event);
        fold->position->answer_signals |= signals;
    } else {
        // The seller plays on: a new clock, generously, from what he said.
        TncDate today = date_of(fold, event->at);
        fold->position->patience_end =
            MAX(fold->position->patience_end, patience_end(current_rung(fold), today));
        if (!fold->position->answer_pending)
            give_seller_the_turn(fold, event->at);
    }
    message_details(fold, event, signals);
}

static void
message_received(Fold *fold, const TncClaimEvent *event)
{
    fold->position->last_received = event->at;
    fold->position->last_received_event = event->seq;
    if (event->automatic == TNC_AUTOMATIC_NONE)
        human_message(fold, event, event->signal_set);
    else if (event->automatic == TNC_AUTOMATIC_BOUNCE)
        bounced(fold, event);
    else if (event->automatic == TNC_AUTOMATIC_ACKNOWLEDGEMENT ||
             event->automatic == TNC_AUTOMATIC_AUTO_REPLY)
        fold->acknowledged = TRUE;
}

static void
promise_made(Fold *fold, const TncClaimEvent *event)
{
    add_promise(fold, event->seq, event->due);
    if (!fold->position->answer_pending)
        give_seller_the_turn(fold, event->at);
}

static void
offer_answered(Fold *fold, const TncClaimEvent *event)
{
    fold->position->moves_made++;
    fold->position->offer_event = 0;
    settle_what_waited(fold->position, date_of(fold, event->at));
    fold->position->patience_end = date_of(fold, event->at) + DEFAULT_PATIENCE_DAYS;
    give_seller_the_turn(fold, event->at);
}

static void
item_returned(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    TncDate today = date_of(fold, event->at);
    position->moves_made++;
    position->returned_event = event->seq;
    position->facts |= TNC_PREDICATE_BIT(CLAIM_RETURNED);
    settle_what_waited(position, today);
    position->last_sent = event->at;
    position->last_sent_event = event->seq;
    position->patience_end = today + RETURN_PATIENCE_DAYS;
    fold->acknowledged = FALSE;
    give_seller_the_turn(fold, event->at);
}

static gboolean
is_complete(const Fold *fold, const TncClaimEvent *event)
{
    const TncPositionInput *input = fold->input;
    gboolean money =
        event->remedy == TNC_REMEDY_REFUND || event->remedy == TNC_REMEDY_PRICE_REDUCTION;
    if (event->accepted)
        return TRUE;
    if (!money)
        return event->remedy == input->wants || input->wants != TNC_REMEDY_REFUND;
    return event->remedy == TNC_REMEDY_REFUND &&
           fold->position->recovered.minor >= input->price.minor &&
           !tnc_money_is_none(&input->price);
}

static void
remedy_received(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    if (!tnc_money_is_none(&event->amount)) {
        if (tnc_money_is_none(&position->recovered))
            position->recovered = tnc_money_new(0, event->amount.currency);
        if (g_str_equal(position->recovered.currency, event->amount.currency))
            position->recovered.minor += event->amount.minor;
    }
    if (event->remedy == TNC_REMEDY_REPAIR)
        position->facts |= TNC_PREDICATE_BIT(CLAIM_REPAIRED);
    if (event->remedy == TNC_REMEDY_REPLACEMENT)
        position->facts |= TNC_PREDICATE_BIT(CLAIM_REPLACED);
    position->remedy_event = event->seq;
    position->remedy_complete = is_complete(fold, event);
    seller_answered(fold, event);
}

static void
item_arrived(Fold *fold, const TncClaimEvent *event)
{
    fold->position->arrived_event = event->seq;
    fold->position->facts |= TNC_PREDICATE_BIT(CLAIM_ARRIVED);
    seller_answered(fold, event);
}

static void
deadline_set(Fold *fold, const TncClaimEvent *event)
{
    if (event->what && g_str_equal(event->what, "expected"))
        fold->position->expected_on = event->due;
}

static void
move_skipped(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    int index = tnc_claim_ladder_index(fold->input->ladder, event->what);
    if (index >= 0) {
        position->rungs_skipped |= 1u << index;
        return;
    }
    settle_what_waited(position, date_of(fold, event->at) + 1);
    if (position->return_event && !position->returned_event)
        position->returned_event = event->seq;
    if (fold->waiting || position->last_sent != TNC_INSTANT_NONE)
        give_seller_the_turn(fold, event->at);
}

static void
claim_closed(Fold *fold, const TncClaimEvent *event)
{
    static const TncState states[] = {
        [TNC_OUTCOME_SATISFIED] = TNC_STATE_WON,
        [TNC_OUTCOME_PARTLY] = TNC_STATE_PARTLY_WON,
        [TNC_OUTCOME_WITHDRAWN] = TNC_STATE_DROPPED,
        [TNC_OUTCOME_HOPELESS] = TNC_STATE_EXPIRED,
    };
    fold->position->state = states[event->outcome];
    fold->position->turn_since = event->at;
    settle_what_waited(fold->position, date_of(fold, event->at));
    fold->waiting = FALSE;
}

// 'Not fixed': what was received no longer counts as the end, the ladder goes on where it was.
static void
claim_reopened(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    position->state = TNC_STATE_OPEN;
    settle_what_waited(position, date_of(fold, event->at));
    position->reopened = position->last_sent != TNC_INSTANT_NONE;
    position->reopened_event = event->seq;
    position->remedy_event = 0;
    position->remedy_complete = FALSE;
    position->arrived_event = 0;
    position->return_event = 0;
    position->returned_event = 0;
    position->facts &= ~(TNC_PREDICATE_BIT(CLAIM_ARRIVED) | TNC_PREDICATE_BIT(CLAIM_RETURNED) |
                         TNC_PREDICATE_BIT(CLAIM_RETURN_PROCEDURE));
    give_me_the_turn(fold, event->at);
}

static void
claim_opened(Fold *fold, const TncClaimEvent *event)
{
    TncPosition *position = fold->position;
    if (event->seq == 1 || position->opened_at == TNC_INSTANT_NONE)
        position->opened_at = position->turn_since = event->at;
}

static void
step_requested(Fold *fold, const TncClaimEvent *event)
{
    seller_answered(fold, event);
    fold->position->answer_signals |= BIT(ASKS_STEP);
    step_asked(fold->position, event, event->step);
}

static void
offer_made(Fold *fold, const TncClaimEvent *event)
{
    seller_answered(fold, event);
    fold->position->offer_event = event->seq;
}

static void
return_procedure_received(Fold *fold, const TncClaimEvent *event)
{
    seller_answered(fold, event);
    fold->position->return_event = event->seq;
}

static void
finding_recorded(Fold *fold, const TncClaimEvent *event)
{
    (void)event;
    fold->position->moves_made++;
    fold->position->facts |= TNC_PREDICATE_BIT(CLAIM_FINDINGS);
}

static void
evidence_added(Fold *fold, const TncClaimEvent *event)
{
    (void)event;
    fold->position->facts |= TNC_PREDICATE_BIT(CLAIM_EVIDENCE);
}

static void
claim_snoozed(Fold *fold, const TncClaimEvent *event)
{
    fold->position->snoozed_until = event->due;
}

typedef void (*Handler)(Fold *fold, const TncClaimEvent *event);

// Notes change nothing; corrections were applied when the events were read.
static const Handler handlers[TNC_EVENT_COUNT] = {
    [TNC_EVENT_CLAIM_OPENED] = claim_opened,
    [TNC_EVENT_MESSAGE_SENT] = message_sent,
    [TNC_EVENT_MESSAGE_RECEIVED] = message_received,
    [TNC_EVENT_CALL_MADE] = my_move,
    [TNC_EVENT_VISIT_MADE] = my_move,
    [TNC_EVENT_FORM_SUBMITTED] = message_sent,
    [TNC_EVENT_POST_PUBLISHED] = my_move,
    [TNC_EVENT_STEP_REQUESTED] = step_requested,
    [TNC_EVENT_STEP_DONE] = step_done,
    [TNC_EVENT_FINDING_RECORDED] = finding_recorded,
    [TNC_EVENT_EVIDENCE_ADDED] = evidence_added,
    [TNC_EVENT_PROMISE_MADE] = promise_made,
    [TNC_EVENT_OFFER_MADE] = offer_made,
    [TNC_EVENT_OFFER_ANSWERED] = offer_answered,
    [TNC_EVENT_RETURN_PROCEDURE_RECEIVED] = return_procedure_received,
    [TNC_EVENT_ITEM_RETURNED] = item_returned,
    [TNC_EVENT_ITEM_ARRIVED] = item_arrived,
    [TNC_EVENT_REMEDY_RECEIVED] = remedy_received,
    [TNC_EVENT_DEADLINE_SET] = deadline_set,
    [TNC_EVENT_MOVE_SKIPPED] = move_skipped,
    [TNC_EVENT_CLAIM_SNOOZED] = claim_snoozed,
    [TNC_EVENT_CLAIM_CLOSED] = claim_closed,
    [TNC_EVENT_CLAIM_REOPENED] = claim_reopened,
};

// Promises that are past their day; gives the latest day that an unbroken one makes us wait for.
static TncDate
judge_promises(TncPosition *position, TncDate today)
{
    TncDate wait = TNC_DATE_NONE;
    for (guint i = 0; i < position->promise_count; i++) {
        TncPromise *promise = &position->promises[i];
        if (promise->state == TNC_PROMISE_PENDING && promise->due < today)
            promise->state = TNC_PROMISE_BROKEN;
        if (promise->state == TNC_PROMISE_BROKEN && !promise->taken_up)
            position->facts |= TNC_PREDICATE_BIT(CLAIM_PROMISE_BROKEN);
        if (promise->state != TNC_PROMISE_KEPT && !promise->taken_up)
            wait = MAX(wait, promise->due + 1);
    }
    return wait;
}

static void
seller_time(Fold *fold, TncInstant now)
{
    TncPosition *position = fold->position;
    TncDate today = date_of(fold, now);
    TncDate promised = judge_promises(position, today);
    if (!fold->waiting)
        return;
    // A promise is the seller's own term: it counts as long as it runs, and not a day more; that of one who cannot be
    // reached any more does not count.
    TncDate until =
        promised != TNC_DATE_NONE && !fold->vanished ? promised : position->patience_end;
    if (today < until) {
        position->turn_until = until;
        return;
    }
    gboolean broken = position->facts & TNC_PREDICATE_BIT(CLAIM_PROMISE_BROKEN);
    position->turn = TNC_TURN_MINE;
    position->turn_since = tnc_zone_instant(fold->input->zone, until, 0);
    position->ghosting = broken               ? TNC_GHOSTING_PROMISE_BROKEN
                         : fold->acknowledged ? TNC_GHOSTING_ACKNOWLEDGED_ONLY
                                              : TNC_GHOSTING_SILENT;
}

static void
count_money(Fold *fold)
{
    TncPosition *position = fold->position;
    position->stake = fold->input->price;
    if (tnc_money_is_none(&position->recovered) && !tnc_money_is_none(&position->stake))
        position->recovered = tnc_money_new(0, position->stake.currency);
    position->owed = position->stake;
    gboolean same = g_str_equal(position->recovered.currency, position->owed.currency);
    if (position->remedy_complete)
        position->owed.minor = 0;
    else if (same)
        position->owed.minor = MAX(0, position->owed.minor - position->recovered.minor);
}

// A refund awaited for what was bought at a distance and sent back: the buyer changed his mind.
static void
presume_withdrawal(TncPosition *position)
{
    TncPredicateSet signs =
        TNC_PREDICATE_BIT(KIND_REFUND_DUE) | TNC_PREDICATE_BIT(PURCHASE_DISTANCE) |
        TNC_PREDICATE_BIT(PURCHASE_DELIVERED) | TNC_PREDICATE_BIT(CLAIM_RETURNED);
    if ((position->facts & signs) == signs && !(position->facts & TNC_PREDICATE_BIT(CLAIM_ENDED)))
        position->facts |= TNC_PREDICATE_BIT(CLAIM_WITHDRAWN);
}

static void
finish(Fold *fold, TncInstant now)
{
    TncPosition *position = fold->position;
    presume_withdrawal(position);
    seller_time(fold, now);
    if (fold->vanished)
        position->ghosting = TNC_GHOSTING_VANISHED;
    if (position->state != TNC_STATE_OPEN) {
        position->turn = TNC_TURN_NOBODY;
        position->turn_until = TNC_DATE_NONE;
        position->ghosting = TNC_GHOSTING_NONE;
    }
    // Whatever was said since: as long as the item was not sent back, the seller waits for me.
    if (position->return_event && !position->returned_event && position->state == TNC_STATE_OPEN) {
        position->turn = TNC_TURN_MINE;
        position->turn_until = TNC_DATE_NONE;
    }
    if (position->return_event)
        position->facts |= TNC_PREDICATE_BIT(CLAIM_RETURN_PROCEDURE);
    for (guint i = 0; i < TNC_TACTIC_COUNT; i++)
        if (position->tactics[i])
            position->facts |= G_GUINT64_CONSTANT(1) << (TNC_PREDICATE_TACTIC_HAND_OFF + i);
    count_money(fold);
}

void
tnc_claim_position_compute(const TncPositionInput *input, const TncClaimEvents *events,
                           TncInstant now, TncPosition *position_out)
{
    memset(position_out, 0, sizeof *position_out);
    Fold fold = {.input = input, .position = position_out};
    tnc_claim_tactic_init(&fold.memory);
    TncPosition *position = position_out;
    position->turn_until = position->patience_end = position->snoozed_until = TNC_DATE_NONE;
    position->opened_at = position->last_sent = position->last_answer = TNC_INSTANT_NONE;
    position->last_received = position->next_event = TNC_INSTANT_NONE;
    position->expected_on = input->expected_on;
    position->facts = input->records;
    position->rung = -1;
    const TncClaimEvent *event = tnc_claim_event_list_data(events);
    const TncClaimEvent *end = event + tnc_claim_event_list_length(events);
    if (event < end)
        position->turn_since = position->opened_at = event->at;
    for (; event < end && event->at <= now; event++)
        if (handlers[event->kind])
            handlers[event->kind](&fold, event);
    if (event < end)
        position->next_event = event->at;
    finish(&fold, now);
}
