// SPDX-License-Identifier: AGPL-3.0-or-later
// The plan: the one next move, why, and what follows. Pure: same input, same plan. It carries codes
// and numbers, not sentences; desk/desk-words.c says them in the user's language.
#pragma once

#include "claim-position.h"

// Why a move is proposed. Each row: code, stable name, the English sentence for translators.
// In sentences: %D the date, %R the rung's, step's or tactic's name.
#define TNC_REASONS(X)                                                                             \
    X(NOTHING_YET, "nothing_yet", "Nothing was sent to the seller yet.")                           \
    X(RUNG_OPENS, "rung_opens", "The next step opens on %D.")                                      \
    X(RUNG_OPEN, "rung_open", "Its day came on %D.")                                               \
    X(SELLER_HAS_UNTIL, "seller_has_until", "It is the seller's turn until %D.")                   \
    X(SELLER_SILENT, "seller_silent", "The seller has not answered since %D.")                     \
    X(ONLY_ACKNOWLEDGED, "only_acknowledged",                                                      \
      "Only automatic or empty messages came: that is no answer.")                                 \
    X(SELLER_ANSWERED, "seller_answered", "The seller answered and is waiting for you.")           \
    X(STEP_ASKED, "step_asked", "The seller asks for a step: %R.")                                 \
    X(STEP_REPEATED, "step_repeated", "The seller asks again for a step already done: %R.")        \
    X(DOCUMENT_ASKED, "document_asked", "The seller asks for information or a document.")          \
    X(OFFER_OPEN, "offer_open", "The seller made an offer that waits for your answer.")            \
    X(PROMISE_PENDING, "promise_pending", "The seller promised something for %D.")                 \
    X(PROMISE_BROKEN, "promise_broken", "The seller's promise for %D was not kept.")               \
    X(RETURN_READY, "return_ready", "The return procedure is there: send the item back.")          \
    X(RETURN_MISSING, "return_missing", "The return procedure was not given yet.")                 \
    X(ITEM_BACK, "item_back", "The item was sent back; the seller must act now.")                  \
    X(REMEDY_CAME, "remedy_came", "What you asked for came.")                                      \
    X(ITEM_CAME, "item_came", "The item arrived.")                                                 \
    X(RIGHT_LAPSES, "right_lapses", "A right lapses on %D.")                                       \
    X(SNOOZED, "snoozed", "You put this claim aside until %D.")                                    \
    X(TACTIC_SEEN, "tactic_seen", "A stalling tactic was seen: %R.")                               \
    X(VANISHED, "vanished", "Every known address of the seller bounces.")                          \
    X(LADDER_DONE, "ladder_done", "Every step of the ladder was played.")                          \
    X(REOPENED, "reopened", "You re-opened the claim: it is not settled.")                         \
    X(CLOSED, "closed", "The claim is closed.")

#define TNC_REASON_CODE(code, name, english) TNC_REASON_##code,
typedef enum { TNC_REASONS(TNC_REASON_CODE) TNC_REASON_COUNT } TncReasonCode;
#undef TNC_REASON_CODE

// What happens when the user waits.
#define TNC_WAITINGS(X)                                                                            \
    X(NOTHING_LOST, "nothing_lost", "Nothing is lost: the move stays ready.")                      \
    X(CLOCK_FROZEN, "clock_frozen", "The seller's clock stands still until you answer.")           \
    X(NEXT_LATER, "next_later", "Each day of waiting puts the following move off by a day.")       \
    X(RIGHT_LOST, "right_lost", "After %D this right is gone.")                                    \
    X(WE_WATCH, "we_watch", "We watch the mailbox and the clock; there is nothing to do before %D.")

#define TNC_WAITING_CODE(code, name, english) TNC_WAITING_##code,
typedef enum { TNC_WAITINGS(TNC_WAITING_CODE) TNC_WAITING_COUNT } TncWaiting;
#undef TNC_WAITING_CODE

#define TNC_PLAN_MAX_REASONS 6

typedef struct {
    TncReasonCode code;
    guint event;      // seq; 0 when none
    const char *rule; // law rule id; NULL when none
    TncDate date;     // TNC_DATE_NONE when none
    const char *name; // a rung, step or tactic; interned or static
} TncReason;

typedef struct {
    // The rung's id, or 'answer', 'answer_step', 'send_document', 'answer_offer', 'promise_broken', 'return_item',
    // 'not_fixed', 'close', 'wait'. Borrowed from the ladder, or static.
    const char *id;
    TncMoveKind kind;
    TncChannel channel; // TNC_CHANNEL_NONE for 'wait', 'close'
    TncDate due;        // the day on which it opens or opened
    TncInstant due_at;  // the same as an instant
    int minutes;
    const char *draft; // id of the draft; NULL when none
    guint event;       // the event that it answers; 0 when none
    int rung;          // index in the ladder; -1 when it is none of its rungs
    gboolean approval;
} TncMove;

// Urgency: the candidates of the plan in their order.
typedef enum {
    TNC_URGENCY_RIGHT_LAPSES,
    TNC_URGENCY_SELLER_WAITS,
    TNC_URGENCY_PROMISE_BROKEN,
    TNC_URGENCY_RUNG_OPEN,
    TNC_URGENCY_WAIT,
    TNC_URGENCY_NONE, // closed
} TncUrgency;

typedef struct {
    TncUrgency urgency;
    TncMove move;
    gboolean has_then;
    int then_after_days; // patience of the move: played later than due, 'then' comes at least so many days after
    TncMove then;
    guint why_count;
    TncReason why[TNC_PLAN_MAX_REASONS];
    TncWaiting if_you_wait;
    TncDate if_you_wait_date;
    const char
        *rung; // where the claim stands on its ladder; NULL when it has not begun and nothing opens
    TncInstant valid_until; // the plan may change at this instant without any new event;
                            // TNC_INSTANT_NONE: never
} TncPlan;

// A right of the law pack that will lapse; rights are computed elsewhere and handed in, however far away they are.
typedef struct {
    const char *rule; // id
    TncDate last_day; // the last day on which it can be used
    TncChannel channel;
    const char *draft; // the writing to the seller that uses it; NULL: the ladder's rung on CHANNEL
    int days;          // before its last day from which it counts as about to lapse
} TncLapse;

// The usual TncLapse.days.
#define TNC_PLAN_LAPSE_DAYS 14

void tnc_claim_plan_make(const TncPositionInput *input, const TncPosition *position,
                         const TncClaimEvents *events, const TncLapse *lapses, guint lapse_count,
                         TncInstant now, TncPlan *plan_out);

const char *tnc_claim_plan_reason_name(TncReasonCode code);
const char *tnc_claim_plan_reason_english(TncReasonCode code);
const char *tnc_claim_plan_waiting_english(TncWaiting code);
