// SPDX-License-Identifier: AGPL-3.0-or-later
// The position: where the game stands at an instant. A pure function of records, ladder, events, zone and instant.
// Events after the instant are not looked at.
#pragma once

#include "claim-event.h"
#include "claim-ladder.h"
#include "claim-predicate.h"
#include "zone.h"

#define TNC_POSITION_MAX_PROMISES 8
#define TNC_POSITION_MAX_STEPS 16
#define TNC_POSITION_MAX_AGENTS 8

typedef enum { TNC_PROMISE_PENDING, TNC_PROMISE_KEPT, TNC_PROMISE_BROKEN } TncPromiseState;

typedef struct {
    guint event; // seq of the event that made it
    TncDate due;
    TncPromiseState state;
    gboolean taken_up; // broken, and the buyer has written since
} TncPromise;

typedef struct {
    const char *id;   // of the lexicon, or as the user wrote it; borrowed from the events
    guint asked;      // how many messages asked for it
    guint ask_event;  // seq of the last of them
    guint done_event; // seq; 0 when not done
} TncStep;

// What the position is computed from. All borrowed; the zone is the account's.
typedef struct {
    const TncLadder *ladder;
    const TncZone *zone;
    TncDate ordered_on; // TNC_DATE_NONE when unknown, as the next two
    TncDate expected_on;
    TncDate delivered_on;
    TncPredicateSet records; // tnc_claim_predicate_of_records()
    TncMoney price;
    TncClaimKind kind;
    TncRemedy wants;
    guint addresses; // how many e-mail addresses of the seller are known
} TncPositionInput;

typedef struct {
    TncState state;
    TncTurn turn;
    TncInstant turn_since;
    TncDate
        turn_until; // the seller's: the day on which the turn comes back; TNC_DATE_NONE when it is not the seller's
    TncGhosting ghosting;

    TncInstant opened_at;
    TncInstant last_sent; // my last move towards the seller; TNC_INSTANT_NONE before the first
    guint last_sent_event;
    TncDate
        patience_end; // the day on which the patience of that move is over; TNC_DATE_NONE before the first
    TncInstant last_answer;   // the seller's last substantive answer
    guint last_answer_event;  // its seq; 0 when there never was one
    gboolean answer_pending;  // it waits for me
    guint64 answer_signals;   // bit set of TncSignal of the answers that wait for me
    TncInstant last_received; // anything at all from the seller
    guint last_received_event;

    int rung; // index of the blocking rung played last; -1 before the first
    guint8 rung_done[TNC_LADDER_MAX_RUNGS];     // how many times
    TncInstant rung_last[TNC_LADDER_MAX_RUNGS]; // when last, if done
    guint32 rungs_skipped;                      // bit set

    guint promise_count;
    TncPromise promises[TNC_POSITION_MAX_PROMISES]; // the latest ones, oldest first
    guint step_count;
    TncStep steps[TNC_POSITION_MAX_STEPS]; // asked or done, in the order of the first time
    guint agent_count;                     // how many different agents signed, up to the maximum
    const char *agents[TNC_POSITION_MAX_AGENTS];

    guint step_event;         // an asked step that waits for me; 0 when none
    gboolean step_repeated;   // it was already done
    guint document_event;     // information or evidence asked for, that waits for me; 0 when none
    guint offer_event;        // an offer that waits for my answer; 0 when none
    guint return_event;       // the return procedure; 0 when none
    guint returned_event;     // 0 when not sent back
    guint arrived_event;      // 0 when nothing arrived
    guint remedy_event;       // the last remedy received; 0 when none
    gboolean remedy_complete; // it gives what was wanted
    gboolean reopened;        // re-opened, and nothing was sent since
    guint reopened_event;

    guint16 tactics[TNC_TACTIC_COUNT];    // how often each was seen
    guint tactic_event[TNC_TACTIC_COUNT]; // seq of the last event that shows it

    TncMoney stake; // what it is about: the price
    TncMoney owed;  // what is owed today
    TncMoney recovered;
    TncDate expected_on; // as corrected by deadline.set
    TncDate snoozed_until;
    guint moves_made;      // everything that I did on purpose: courage, counted and never punished
    TncPredicateSet facts; // records and events together
    TncInstant next_event; // first event after the instant; TNC_INSTANT_NONE
} TncPosition;

// The position at NOW.
void tnc_claim_position_compute(const TncPositionInput *input, const TncClaimEvents *events,
                                TncInstant now, TncPosition *position_out);

// What an incoming message does to the turn.
typedef enum {
    TNC_ANSWER_NONE, // automatic, or 'in progress' and nothing else: nothing changes
    TNC_ANSWER_KEEPS, // a dated promise, a hand-off, 'already answered': human, but the seller plays on
    TNC_ANSWER_SUBSTANTIVE, // the turn is mine
} TncAnswer;
TncAnswer tnc_claim_position_classify(const TncClaimEvent *event);
