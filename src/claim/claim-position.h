// SPDX-License-Identifier: AGPL-3.0-or-later
// The position: where the game stands at an instant. A pure function of records, ladder, events,
// zone and instant. Events after the instant are not looked at.
#pragma once

#include "claim-event.h"
#include "claim-ladder.h"
#include "claim-predicate.h"
#include "zone.h"

#define TNC_POSITION_MAX_PROMISES 8

typedef enum { TNC_PROMISE_PENDING, TNC_PROMISE_KEPT, TNC_PROMISE_BROKEN } TncPromiseState;

typedef struct {
    guint event; // seq of the event that made it
    TncDate due;
    TncPromiseState state;
    gboolean taken_up; // broken, and the buyer has written since
} TncPromise;

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
} TncPositionInput;

typedef struct {
    TncState state;
    TncTurn turn;
    TncInstant turn_since;
    TncDate turn_until; // the seller's: first day on which the turn comes back; TNC_DATE_NONE when
                        // mine or nobody's
    TncGhosting ghosting;

    TncInstant opened_at;
    TncInstant last_sent;     // my last substantive move
    guint last_sent_event;    // its seq
    TncInstant last_answer;   // the seller's last substantive answer
    guint last_answer_event;  // its seq; 0 when there never was one
    gboolean answer_pending;  // that answer is not answered yet
    guint64 answer_signals;   // bit set of TncSignal of the answers not answered yet
    TncInstant last_received; // anything at all from the seller
    guint last_received_event;

    int rung;                               // index of the rung played last; -1 before the first
    guint8 rung_done[TNC_LADDER_MAX_RUNGS]; // how many times
    TncInstant rung_last[TNC_LADDER_MAX_RUNGS]; // when last; TNC_INSTANT_NONE
    guint32 rungs_skipped;                      // bit set

    guint promise_count;
    TncPromise promises[TNC_POSITION_MAX_PROMISES]; // the latest ones, oldest first

    guint steps_open;         // asked and not done yet
    guint step_open_event;    // the oldest of them
    guint offer_event;        // an offer that waits for my answer; 0 when none
    guint return_event;       // the return procedure; 0 when none
    guint returned_event;     // 0 when not sent back
    guint arrived_event;      // 0 when nothing arrived
    guint remedy_event;       // the last remedy received; 0 when none
    gboolean remedy_complete; // it gives what was wanted

    guint16 tactics[TNC_TACTIC_COUNT];    // how often each was seen
    guint tactic_event[TNC_TACTIC_COUNT]; // seq of the last event that shows it
    guint agents;                         // how many different agents signed

    TncMoney stake; // what it is about: the price
    TncMoney owed;  // what is owed today
    TncMoney recovered;
    TncDate snoozed_until;
    guint moves_made;      // everything that I did on purpose: courage, counted and never punished
    TncPredicateSet facts; // records and events together
    TncInstant next_event; // first event after the instant; TNC_INSTANT_NONE
} TncPosition;

// The position at NOW.
void tnc_claim_position_compute(const TncPositionInput *input, const TncClaimEvents *events,
                                TncInstant now, TncPosition *position_out);

// TRUE when the event gives the turn to the buyer: a human message that is neither automatic nor
// only 'in progress', a hand-off, 'already answered' or a dated promise; a call or a visit that
// reached somebody.
gboolean tnc_claim_position_is_substantive(const TncClaimEvent *event);
