// SPDX-License-Identifier: AGPL-3.0-or-later
// Events as the engine sees them: typed, in the order of the timeline. The JSON body is the stored truth; this is its
// reading. Bodies are declared in claim-event-table.h and published as schema/event-bodies.json.
#pragma once

#include "claim-predicate.h"
#include "claim-words.h"
#include "instant.h"
#include "json.h"
#include "money.h"

// What one incoming message shows. Strings are borrowed from the event's body.
typedef struct {
    TncSignal kind;
    const char *quote; // the line that shows it; NULL when corrected in by hand
    const char *step;  // asks_step: id of the manipulation in the lexicon; NULL when unknown
    TncDate due;       // promises: the day promised
} TncClaimSignal;

// Strings are borrowed from the event's body, which the list owns.
typedef struct {
    TncEventKind kind;     // NOTE_ADDED, which decides nothing, when it was retracted
    TncEventKind recorded; // as what it was recorded
    gboolean retracted;    // recorded by mistake, a later event says
    TncActor actor;
    TncChannel channel; // TNC_CHANNEL_NONE when not told
    guint seq;          // 1, 2, 3… within the claim, in the order of recording
    TncInstant at;
    const char *rung; // the ladder's rung, or the move, that this event plays; NULL when none
    TncPredicateSet legal_step; // tnc_claim_ladder_legal_step() of it
    const char *step;           // step.requested, step.done: which one
    const char *text;           // NULL when none
    const char *agent;          // who signed at the seller's; NULL when unknown
    const char *what; // finding, promise, deadline, move skipped: the kind's own short field
    TncAutomatic automatic;
    int courtesy; // 0 to 100; -1 when not measured
    TncContact contact;
    TncOutcome outcome; // claim.closed
    TncRemedy remedy;   // remedy.received, offer.made
    gboolean accepted;  // offer.answered; remedy.received: it is all that was wanted
    guint about;        // seq of the event that this one speaks of; 0 when none
    TncDate due;        // promise.made, deadline.set; claim.snoozed: until
    TncMoney amount;
    guint signal_count;
    TncClaimSignal *signals; // corrections are applied
    guint64 signal_set;      // a bit for every TncSignal among them
    const json_t *body;
} TncClaimEvent;

// The events of one claim, sorted by instant, then by sequence number. Owns everything that its events point to.
typedef struct TncClaimEvents TncClaimEvents;

TncClaimEvents *tnc_claim_event_list_new(void);
void tnc_claim_event_list_free(TncClaimEvents *events);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncClaimEvents, tnc_claim_event_list_free)

// Reads one event and puts it in its place; the list takes a reference to BODY. A signal.corrected changes the
// reading of the event that it names, or (RETRACTED) leaves nothing of it but its words; retracting a correction gives the
// reading back. TNC_ERROR_INPUT names the field ('body.due') and what was expected; the list is
// then unchanged.
gboolean tnc_claim_event_list_add(TncClaimEvents *events, guint seq, TncInstant at,
                                  TncEventKind kind, TncActor actor, json_t *body,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint tnc_claim_event_list_length(const TncClaimEvents *events);
// The events as an array of tnc_claim_event_list_length(). Borrowed until the list changes.
const TncClaimEvent *tnc_claim_event_list_data(const TncClaimEvents *events);
const TncClaimEvent *tnc_claim_event_list_get(const TncClaimEvents *events, guint index);
// The event of sequence number SEQ; NULL when there is none. Borrowed until the list changes.
const TncClaimEvent *tnc_claim_event_list_find(const TncClaimEvents *events, guint seq);

// Fields, of bodies and of what lies in them, that are there to be shown: no position, plan or right depends on them. Most of
// the bytes of a body are theirs. Ends with NULL.
const char *const *tnc_claim_event_told(void);

// Whether EVENT can be retracted: it was told by a person; the claim's opening, mails, posts in public and retractions stay.
gboolean tnc_claim_event_may_retract(const TncClaimEvent *event);

// Checks BODY against the table of its kind: unknown fields and wrong types are TNC_ERROR_INPUT.
gboolean tnc_claim_event_check_body(TncEventKind kind, const json_t *body, GError **error);
