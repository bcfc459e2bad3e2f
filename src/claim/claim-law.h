// SPDX-License-Identifier: AGPL-3.0-or-later
// A rule of law as a value: loaded from packs/law by packs-law.c, judged by claim-rights.c. What
// each field means to a jurist is in packs/law/README.md.
#pragma once

#include "claim-predicate.h"
#include "duration.h"

#define TNC_LAW_KINDS(X)                                                                           \
    X(DEADLINE, "deadline")                                                                        \
    X(RIGHT, "right")                                                                              \
    X(BODY, "body")                                                                                \
    X(PRECONDITION, "precondition")                                                                \
    X(CAUTION, "caution")

#define TNC_LAW_NATURES(X)                                                                         \
    X(STATUTE, "statute")                                                                          \
    X(CASE_LAW, "case_law")                                                                        \
    X(PRIVATE_RULE, "private_rule")                                                                \
    X(PRACTICE, "practice")

#define TNC_LAW_PARTIES(X)                                                                         \
    X(SELLER, "seller")                                                                            \
    X(BUYER, "buyer")                                                                              \
    X(BANK, "bank")                                                                                \
    X(PLATFORM, "platform")                                                                        \
    X(MAKER, "maker")                                                                              \
    X(COURT, "court")

#define TNC_LAW_STATUSES(X)                                                                        \
    X(VERIFIED, "verified")                                                                        \
    X(UNVERIFIED, "unverified")                                                                    \
    X(CONFLICT, "conflict")                                                                        \
    X(LAPSED, "lapsed")

// What a clock starts from.
#define TNC_LAW_STARTS(X)                                                                          \
    X(ORDERED, "ordered")                                                                          \
    X(EXPECTED, "expected")                                                                        \
    X(DELIVERED, "delivered")                                                                      \
    X(CLAIM_OPENED, "claim_opened")                                                                \
    X(FIRST_REQUEST, "first_request")                                                              \
    X(WRITTEN_COMPLAINT, "written_complaint")                                                      \
    X(NOTICE, "notice")                                                                            \
    X(ENDED, "contract_ended")                                                                     \
    X(WITHDRAWN, "withdrawn")                                                                      \
    X(RETURNED, "item_returned")                                                                   \
    X(REPAIRED, "repaired")                                                                        \
    X(REPLACED, "replaced")                                                                        \
    X(GUARANTEE_UNTIL, "guarantee_until")

// Who bears the cost of sending the item back.
#define TNC_LAW_COSTS(X) X(UNSAID, "unsaid") X(SELLER, "seller") X(BUYER, "buyer")

// For whom a pack's rule holds: only where the pack is the law of the buyer's country, only where it is the seller's, or both.
#define TNC_LAW_REACHES(X) X(ANY, "any") X(HOME, "home") X(ABROAD, "abroad")

#define TNC_LAW_COUNTINGS(X) X(PLAIN, "plain") X(FR, "fr") X(EU, "eu_1182_71")

// Why a rule reaches the seller.
#define TNC_LAW_APPLICATIONS(X)                                                                    \
    X(HOME, "home")                                                                                \
    X(TARGETED, "targeted")                                                                        \
    X(ASSUMED, "assumed")                                                                          \
    X(SELLER_LAW, "seller_law")

#define TNC_LAW_KIND_CODE(code, name) TNC_LAW_##code,
#define TNC_LAW_NATURE_CODE(code, name) TNC_LAW_NATURE_##code,
#define TNC_LAW_PARTY_CODE(code, name) TNC_LAW_PARTY_##code,
#define TNC_LAW_STATUS_CODE(code, name) TNC_LAW_STATUS_##code,
#define TNC_LAW_START_CODE(code, name) TNC_LAW_START_##code,
#define TNC_LAW_COUNTING_CODE(code, name) TNC_LAW_COUNTING_##code,
#define TNC_LAW_COST_CODE(code, name) TNC_LAW_COST_##code,
#define TNC_LAW_REACH_CODE(code, name) TNC_LAW_REACH_##code,
#define TNC_LAW_APPLICATION_CODE(code, name) TNC_LAW_APPLICATION_##code,
typedef enum { TNC_LAW_KINDS(TNC_LAW_KIND_CODE) TNC_LAW_KIND_COUNT } TncLawKind;
typedef enum { TNC_LAW_NATURES(TNC_LAW_NATURE_CODE) TNC_LAW_NATURE_COUNT } TncLawNature;
typedef enum { TNC_LAW_PARTIES(TNC_LAW_PARTY_CODE) TNC_LAW_PARTY_COUNT } TncLawParty;
typedef enum { TNC_LAW_STATUSES(TNC_LAW_STATUS_CODE) TNC_LAW_STATUS_COUNT } TncLawStatus;
typedef enum { TNC_LAW_STARTS(TNC_LAW_START_CODE) TNC_LAW_START_COUNT } TncLawStart;
typedef enum { TNC_LAW_COUNTINGS(TNC_LAW_COUNTING_CODE) TNC_LAW_COUNTING_COUNT } TncLawCounting;
typedef enum { TNC_LAW_COSTS(TNC_LAW_COST_CODE) TNC_LAW_COST_COUNT } TncLawCost;
typedef enum { TNC_LAW_REACHES(TNC_LAW_REACH_CODE) TNC_LAW_REACH_COUNT } TncLawReach;
typedef enum {
    TNC_LAW_APPLICATIONS(TNC_LAW_APPLICATION_CODE) TNC_LAW_APPLICATION_COUNT
} TncLawApplication;

#define TNC_LAW_MAX_CONDITIONS 8
#define TNC_LAW_MAX_STARTS 4
#define TNC_LAW_MAX_TIERS 8

// Days late → surcharge on the sum owed. Exactly one has no end, the last.
typedef struct {
    int until;         // last day late on which it is in force; 0: no end
    int percent;       // 0: legal interest only, which is not counted here
    int per_month;     // points more for each whole month after the tier before
    int cap;           // percent never exceeded; 0: none
    gboolean interest; // legal interest instead of a percentage
} TncLawTier;

typedef struct {
    guint start_count;                      // 0: no clock, unless AFTER is set
    TncLawStart starts[TNC_LAW_MAX_STARTS]; // the first that is known counts
    char *after;                            // id of the rule whose end is the start; NULL when none
    gboolean has_not_before;
    TncLawStart not_before; // the term ends no earlier than this, and not while it is unknown
    TncDuration value;
    gboolean working; // days of CALENDAR, not of the almanac
    char *calendar;   // id; NULL: that of the pack
    TncLawCounting counting;
    gboolean on_receipt;      // counted from receipt by the other side, else from sending
    gboolean stops_in_repair; // the time between hand-over and repair or replacement does not count
    TncLawParty against;      // whom the term binds: the seller's is counted leniently
} TncLawClock;

// Where and when the plan puts a right of the buyer first, before it lapses.
typedef struct {
    TncChannel channel; // TNC_CHANNEL_NONE: the plan does not
    char *move; // id of a draft that uses it ('withdraw'); NULL: the ladder's rung on that channel
    guint when_count; // all must hold
    TncPredicate when[TNC_LAW_MAX_CONDITIONS];
    int days; // first in its last so many days
} TncLawLapse;

// The sums for which a rule holds. Not judged when the stake is unknown or in another currency.
typedef struct {
    char *currency; // NULL: any sum
    gint64 over;    // minor units; the stake is more than this
    gint64 most;    // and at most this; 0: no limit
} TncLawStake;

typedef struct {
    char *id;
    TncLawKind kind;
    TncLawNature nature;
    TncLawParty binding_on;
    guint applies_to; // bit set of TncClaimKind; 0: any
    guint when_count;
    TncPredicate when[TNC_LAW_MAX_CONDITIONS];
    guint unless_count;
    TncPredicate unless[TNC_LAW_MAX_CONDITIONS];
    TncDate valid_from;      // TNC_DATE_NONE: always, as the next one
    TncDate valid_to;        // last day
    gboolean keyed_on_event; // the clock's start chooses the version, else the contract's date
    gboolean has_clock;
    TncLawClock clock;
    guint tier_count;
    TncLawTier tiers[TNC_LAW_MAX_TIERS];
    TncLawLapse lapse;
    TncLawReach reach;
    TncLawStake stake;
    TncLawCost return_cost;
    char *effect[2];     // French, English, as PENDING
    char *source;        // as the law calls itself
    char *source_en;     // as an English text calls it; NULL: the same
    char *url;           // of a body; NULL when none
    TncLawStatus status; // as written; see tnc_claim_rights_status()
    TncDate read_on;
    TncDate text_as_of;
    TncDate recheck_by;
    char *pending[2]; // a change on its way, or what speaks against it; NULL when none
    char *confidence;
} TncLawRule;

void tnc_claim_law_free(TncLawRule *rule);

// One file of packs/law.
typedef struct {
    char *id;           // 'fr', 'payments'
    char *calendar;     // id of its working days
    char *jurisdiction; // in English, for people
    GStrv languages;    // spoken there: a foreign seller who offers one turns to this country
    GPtrArray *rules;   // TncLawRule*, in the order of the file
} TncLaw;

const char *tnc_claim_law_kind_name(TncLawKind kind);
const char *tnc_claim_law_nature_name(TncLawNature nature);
const char *tnc_claim_law_party_name(TncLawParty party);
const char *tnc_claim_law_status_name(TncLawStatus status);
const char *tnc_claim_law_start_name(TncLawStart start);
const char *tnc_claim_law_application_name(TncLawApplication application);
const char *tnc_claim_law_cost_name(TncLawCost cost);
