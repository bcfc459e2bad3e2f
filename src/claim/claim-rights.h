// SPDX-License-Identifier: AGPL-3.0-or-later
// Which rules reach a claim, why, until when and for how much. Pure: packs, records, position and
// day come in; codes and numbers go out, in the order in which they matter to the consumer.
#pragma once

#include "claim-plan.h"
#include "claim-term.h"

// The groups of the list, in their order.
typedef enum {
    TNC_RIGHT_CLOSING, // a window of the buyer that closes soon (lapse.days, else TNC_PLAN_LAPSE_DAYS)
    TNC_RIGHT_LATE,    // money that is late
    TNC_RIGHT_WINDOW, // a dispute's window, where the seller is outside Europe: little else can be enforced
    TNC_RIGHT_USABLE,  // rights, and terms that bind the seller
    TNC_RIGHT_LATER,   // the buyer's other terms
    TNC_RIGHT_FOREIGN, // the seller's own law
    TNC_RIGHT_WHERE,   // bodies and preconditions
    TNC_RIGHT_CAUTION,
    TNC_RIGHT_EXPIRED,
} TncRightGroup;

typedef struct {
    const TncLawRule *rule; // borrowed from the packs
    const TncLaw *law;
    TncLawApplication application;
    TncLawStatus status; // at TODAY
    TncRightGroup group;
    TncDate starts; // start of the term; with tiers, the end of the term; TNC_DATE_NONE
    TncDate due;    // end of the term; with tiers once late, last day of the tier; TNC_DATE_NONE
    gboolean late;  // the seller's term is over
    gboolean read_by_user; // DUE was read by the user in his own account (deadline.set)
    TncMoney amount;       // the whole sum owed; none when the rule has no tier
    int percent;           // -1 when there is no tier in force
    gboolean interest;     // legal interest comes on top
    TncDate changes;       // the day on which the sum changes again; TNC_DATE_NONE when it does not
    TncLawStart start;     // what the clock started from, when has_start
    gboolean has_start;
    gboolean
        awaits_receipt; // the clock starts when the seller gets a letter, and the day is unknown
    guint event;        // seq of the event that started the clock; 0 when a record did
    guint order;        // place in the packs
} TncRight;

// One pack with the reason for which it reaches the claim.
typedef struct {
    const TncLaw *law;
    TncLawApplication application;
    GHashTable *calendars; // id → TncCalendar*: all that LAW names; NULL: every day is worked
    const char *calendar;  // id, where LAW names none: that of the buyer's country; NULL: none
} TncRightsSource;

typedef struct {
    const TncPositionInput *input;
    const TncPosition *position;
    const TncClaimEvents *events;
    TncDate guarantee_until; // TNC_DATE_NONE
    TncDate today;
    guint source_count;
    const TncRightsSource *sources;
} TncRightsInput;

// The rights of the claim: an array of TncRight, sorted. Full ownership.
GArray *tnc_claim_rights_find(const TncRightsInput *input);

// A check that is overdue downgrades a rule by itself.
TncLawStatus tnc_claim_rights_status(const TncLawRule *rule, TncDate today);

// TRUE when a letter may assert it: verified, and in the law that surely applies.
gboolean tnc_claim_rights_may_assert(const TncRight *right);

// The sum owed today by the tier in force; FALSE when no rule that may be asserted raises it.
// CHANGES_OUT gets the day on which it changes again, TNC_DATE_NONE when it does not.
gboolean tnc_claim_rights_owed(const GArray *rights, TncMoney *owed_out, TncDate *changes_out);

// What the rules that may be asserted say of the claim: law.verified, law.seller_pays_return,
// law.buyer_pays_return. FACTS are those of the position.
TncPredicateSet tnc_claim_rights_facts(const GArray *rights, TncPredicateSet facts);

// The windows of the buyer for the plan, when FACTS are those that they wait for. LAPSES_OUT holds up to MAX; returns how many.
guint tnc_claim_rights_lapses(const GArray *rights, TncPredicateSet facts, TncLapse *lapses_out,
                              guint max);
