// SPDX-License-Identifier: AGPL-3.0-or-later
// The domain's closed vocabularies: each an enum with its stable name (in files, JSON, the command
// line). A word is added here, once; every reader and printer follows.
#pragma once

#include <glib.h>

#define TNC_EVENT_KINDS(X)                                                                         \
    X(CLAIM_OPENED, "claim.opened")                                                                \
    X(MESSAGE_SENT, "message.sent")                                                                \
    X(MESSAGE_RECEIVED, "message.received")                                                        \
    X(CALL_MADE, "call.made")                                                                      \
    X(VISIT_MADE, "visit.made")                                                                    \
    X(FORM_SUBMITTED, "form.submitted")                                                            \
    X(POST_PUBLISHED, "post.published")                                                            \
    X(STEP_REQUESTED, "step.requested")                                                            \
    X(STEP_DONE, "step.done")                                                                      \
    X(FINDING_RECORDED, "finding.recorded")                                                        \
    X(EVIDENCE_ADDED, "evidence.added")                                                            \
    X(PROMISE_MADE, "promise.made")                                                                \
    X(OFFER_MADE, "offer.made")                                                                    \
    X(OFFER_ANSWERED, "offer.answered")                                                            \
    X(RETURN_PROCEDURE_RECEIVED, "return_procedure.received")                                      \
    X(ITEM_RETURNED, "item.returned")                                                              \
    X(ITEM_ARRIVED, "item.arrived")                                                                \
    X(REMEDY_RECEIVED, "remedy.received")                                                          \
    X(DEADLINE_SET, "deadline.set")                                                                \
    X(SIGNAL_CORRECTED, "signal.corrected")                                                        \
    X(MOVE_SKIPPED, "move.skipped")                                                                \
    X(CLAIM_SNOOZED, "claim.snoozed")                                                              \
    X(CLAIM_CLOSED, "claim.closed")                                                                \
    X(CLAIM_REOPENED, "claim.reopened")                                                            \
    X(NOTE_ADDED, "note.added")

#define TNC_ACTORS(X) X(ME, "me") X(SELLER, "seller") X(SYSTEM, "system") X(HELPER, "helper")

#define TNC_CHANNELS(X)                                                                            \
    X(NONE, "none")                                                                                \
    X(COUNTER, "counter")                                                                          \
    X(FORM, "form")                                                                                \
    X(PHONE, "phone")                                                                              \
    X(EMAIL, "email")                                                                              \
    X(CHAT, "chat")                                                                                \
    X(PUBLIC, "public")                                                                            \
    X(LETTER, "letter")                                                                            \
    X(DISPUTE, "dispute")                                                                          \
    X(AUTHORITY, "authority")                                                                      \
    X(MEDIATOR, "mediator")                                                                        \
    X(COURT, "court")

#define TNC_CLAIM_KINDS(X)                                                                         \
    X(NOT_DELIVERED, "not_delivered")                                                              \
    X(LATE, "late")                                                                                \
    X(DEFECTIVE, "defective")                                                                      \
    X(WRONG_ITEM, "wrong_item")                                                                    \
    X(REFUND_DUE, "refund_due")                                                                    \
    X(GUARANTEE_REFUSED, "guarantee_refused")

#define TNC_REMEDIES(X)                                                                            \
    X(DELIVERY, "delivery")                                                                        \
    X(REPAIR, "repair")                                                                            \
    X(REPLACEMENT, "replacement")                                                                  \
    X(REFUND, "refund")                                                                            \
    X(PRICE_REDUCTION, "price_reduction")

#define TNC_ROLES(X)                                                                               \
    X(SHOP, "shop")                                                                                \
    X(ONLINE_SHOP, "online_shop")                                                                  \
    X(MARKETPLACE, "marketplace")                                                                  \
    X(MAKER, "maker")                                                                              \
    X(CARRIER, "carrier")

#define TNC_WHERES(X) X(DISTANCE, "distance") X(SHOP, "shop")

#define TNC_PAYMENTS(X)                                                                            \
    X(CARD, "card")                                                                                \
    X(PAYPAL, "paypal")                                                                            \
    X(TRANSFER, "transfer")                                                                        \
    X(CASH, "cash")                                                                                \
    X(CHEQUE, "cheque")                                                                            \
    X(INSTALMENTS, "instalments")                                                                  \
    X(OTHER, "other")

#define TNC_AUTOMATICS(X)                                                                          \
    X(NONE, "none")                                                                                \
    X(AUTO_REPLY, "auto_reply")                                                                    \
    X(ACKNOWLEDGEMENT, "acknowledgement")                                                          \
    X(BOUNCE, "bounce")                                                                            \
    X(DELAY_NOTICE, "delay_notice")                                                                \
    X(LIST, "list")                                                                                \
    X(NEWSLETTER, "newsletter")                                                                    \
    X(SURVEY, "survey")                                                                            \
    X(NOTIFICATION, "notification")

#define TNC_SIGNALS(X)                                                                             \
    X(ASKS_STEP, "asks_step")                                                                      \
    X(ASKS_INFORMATION, "asks_information")                                                        \
    X(ASKS_EVIDENCE, "asks_evidence")                                                              \
    X(HANDS_OFF, "hands_off")                                                                      \
    X(DENIES, "denies")                                                                            \
    X(SHIFTS_COST, "shifts_cost")                                                                  \
    X(IN_PROGRESS, "in_progress")                                                                  \
    X(ALREADY_ANSWERED, "already_answered")                                                        \
    X(NOT_US, "not_us")                                                                            \
    X(WRONG_CHANNEL, "wrong_channel")                                                              \
    X(PROMISES, "promises")                                                                        \
    X(OFFERS_REFUND, "offers_refund")                                                              \
    X(OFFERS_REPAIR, "offers_repair")                                                              \
    X(OFFERS_REPLACEMENT, "offers_replacement")                                                    \
    X(OFFERS_VOUCHER, "offers_voucher")                                                            \
    X(OFFERS_PARTIAL_REFUND, "offers_partial_refund")                                              \
    X(GIVES_RETURN_PROCEDURE, "gives_return_procedure")                                            \
    X(ASKS_WITHDRAWAL, "asks_withdrawal")                                                          \
    X(APOLOGISES, "apologises")                                                                    \
    X(THANKS, "thanks")                                                                            \
    X(CLOSES, "closes")                                                                            \
    X(GIVES_TICKET_NUMBER, "gives_ticket_number")                                                  \
    X(GIVES_TRACKING_NUMBER, "gives_tracking_number")

#define TNC_TACTICS(X)                                                                             \
    X(HAND_OFF, "hand_off")                                                                        \
    X(TONE_DROP, "tone_drop")                                                                      \
    X(REPEATED_QUESTION, "repeated_question")                                                      \
    X(DENIAL, "denial")                                                                            \
    X(COST_THREAT, "cost_threat")                                                                  \
    X(IN_PROGRESS, "in_progress")                                                                  \
    X(ALREADY_ANSWERED, "already_answered")                                                        \
    X(NOT_US, "not_us")                                                                            \
    X(WRONG_CHANNEL, "wrong_channel")                                                              \
    X(MORE_DOCUMENTS, "more_documents")                                                            \
    X(VOUCHER_INSTEAD, "voucher_instead")                                                          \
    X(WITHDRAW_FOR_REFUND, "withdraw_for_refund")                                                  \
    X(AGENT_ROTATION, "agent_rotation")

#define TNC_TURNS(X) X(MINE, "mine") X(SELLER, "seller") X(NOBODY, "nobody")

#define TNC_GHOSTINGS(X)                                                                           \
    X(NONE, "none")                                                                                \
    X(ACKNOWLEDGED_ONLY, "acknowledged_only")                                                      \
    X(SILENT, "silent")                                                                            \
    X(PROMISE_BROKEN, "promise_broken")                                                            \
    X(VANISHED, "vanished")

#define TNC_STATES(X)                                                                              \
    X(OPEN, "open")                                                                                \
    X(WON, "won")                                                                                  \
    X(PARTLY_WON, "partly_won")                                                                    \
    X(DROPPED, "dropped")                                                                          \
    X(EXPIRED, "expired")

#define TNC_OUTCOMES(X)                                                                            \
    X(SATISFIED, "satisfied")                                                                      \
    X(PARTLY, "partly")                                                                            \
    X(WITHDRAWN, "withdrawn")                                                                      \
    X(HOPELESS, "hopeless")

// What kind of thing a move is: 'send' leaves by itself or is pasted; the others are done by the
// user.
#define TNC_MOVE_KINDS(X)                                                                          \
    X(WAIT, "wait")                                                                                \
    X(SEND, "send")                                                                                \
    X(CALL, "call")                                                                                \
    X(VISIT, "visit")                                                                              \
    X(POST, "post")                                                                                \
    X(FILE, "file")                                                                                \
    X(DO, "do")                                                                                    \
    X(DECIDE, "decide")

#define TNC_STARTS(X)                                                                              \
    X(ORDERED, "ordered")                                                                          \
    X(EXPECTED, "expected")                                                                        \
    X(DELIVERED, "delivered")                                                                      \
    X(CLAIM_OPENED, "claim_opened")                                                                \
    X(PREVIOUS_RUNG, "previous_rung")                                                              \
    X(LAST_SENT, "last_sent")

// How a call or a visit ended.
#define TNC_CONTACTS(X)                                                                            \
    X(UNKNOWN, "unknown")                                                                          \
    X(REACHED, "reached")                                                                          \
    X(NO_ANSWER, "no_answer")                                                                      \
    X(REFUSED, "refused")                                                                          \
    X(SOLVED, "solved")

#define TNC_WORD_SETS(X)                                                                           \
    X(TncEventKind, TNC_EVENT, TNC_EVENT_KINDS)                                                    \
    X(TncActor, TNC_ACTOR, TNC_ACTORS)                                                             \
    X(TncChannel, TNC_CHANNEL, TNC_CHANNELS)                                                       \
    X(TncClaimKind, TNC_CLAIM, TNC_CLAIM_KINDS)                                                    \
    X(TncRemedy, TNC_REMEDY, TNC_REMEDIES)                                                         \
    X(TncRole, TNC_ROLE, TNC_ROLES)                                                                \
    X(TncWhere, TNC_WHERE, TNC_WHERES)                                                             \
    X(TncPayment, TNC_PAYMENT, TNC_PAYMENTS)                                                       \
    X(TncAutomatic, TNC_AUTOMATIC, TNC_AUTOMATICS)                                                 \
    X(TncSignal, TNC_SIGNAL, TNC_SIGNALS)                                                          \
    X(TncTactic, TNC_TACTIC, TNC_TACTICS)                                                          \
    X(TncTurn, TNC_TURN, TNC_TURNS)                                                                \
    X(TncGhosting, TNC_GHOSTING, TNC_GHOSTINGS)                                                    \
    X(TncState, TNC_STATE, TNC_STATES)                                                             \
    X(TncOutcome, TNC_OUTCOME, TNC_OUTCOMES)                                                       \
    X(TncMoveKind, TNC_MOVE, TNC_MOVE_KINDS)                                                       \
    X(TncStart, TNC_START, TNC_STARTS)                                                             \
    X(TncContact, TNC_CONTACT, TNC_CONTACTS)

#define TNC_WORD_EVENT(code, name) TNC_EVENT_##code,
#define TNC_WORD_ACTOR(code, name) TNC_ACTOR_##code,
#define TNC_WORD_CHANNEL(code, name) TNC_CHANNEL_##code,
#define TNC_WORD_CLAIM(code, name) TNC_CLAIM_##code,
#define TNC_WORD_REMEDY(code, name) TNC_REMEDY_##code,
#define TNC_WORD_ROLE(code, name) TNC_ROLE_##code,
#define TNC_WORD_WHERE(code, name) TNC_WHERE_##code,
#define TNC_WORD_PAYMENT(code, name) TNC_PAYMENT_##code,
#define TNC_WORD_AUTOMATIC(code, name) TNC_AUTOMATIC_##code,
#define TNC_WORD_SIGNAL(code, name) TNC_SIGNAL_##code,
#define TNC_WORD_TACTIC(code, name) TNC_TACTIC_##code,
#define TNC_WORD_TURN(code, name) TNC_TURN_##code,
#define TNC_WORD_GHOSTING(code, name) TNC_GHOSTING_##code,
#define TNC_WORD_STATE(code, name) TNC_STATE_##code,
#define TNC_WORD_OUTCOME(code, name) TNC_OUTCOME_##code,
#define TNC_WORD_MOVE(code, name) TNC_MOVE_##code,
#define TNC_WORD_START(code, name) TNC_START_##code,
#define TNC_WORD_CONTACT(code, name) TNC_CONTACT_##code,

typedef enum { TNC_EVENT_KINDS(TNC_WORD_EVENT) TNC_EVENT_COUNT } TncEventKind;
typedef enum { TNC_ACTORS(TNC_WORD_ACTOR) TNC_ACTOR_COUNT } TncActor;
typedef enum { TNC_CHANNELS(TNC_WORD_CHANNEL) TNC_CHANNEL_COUNT } TncChannel;
typedef enum { TNC_CLAIM_KINDS(TNC_WORD_CLAIM) TNC_CLAIM_COUNT } TncClaimKind;
typedef enum { TNC_REMEDIES(TNC_WORD_REMEDY) TNC_REMEDY_COUNT } TncRemedy;
typedef enum { TNC_ROLES(TNC_WORD_ROLE) TNC_ROLE_COUNT } TncRole;
typedef enum { TNC_WHERES(TNC_WORD_WHERE) TNC_WHERE_COUNT } TncWhere;
typedef enum { TNC_PAYMENTS(TNC_WORD_PAYMENT) TNC_PAYMENT_COUNT } TncPayment;
typedef enum { TNC_AUTOMATICS(TNC_WORD_AUTOMATIC) TNC_AUTOMATIC_COUNT } TncAutomatic;
typedef enum { TNC_SIGNALS(TNC_WORD_SIGNAL) TNC_SIGNAL_COUNT } TncSignal;
typedef enum { TNC_TACTICS(TNC_WORD_TACTIC) TNC_TACTIC_COUNT } TncTactic;
typedef enum { TNC_TURNS(TNC_WORD_TURN) TNC_TURN_COUNT } TncTurn;
typedef enum { TNC_GHOSTINGS(TNC_WORD_GHOSTING) TNC_GHOSTING_COUNT } TncGhosting;
typedef enum { TNC_STATES(TNC_WORD_STATE) TNC_STATE_COUNT } TncState;
typedef enum { TNC_OUTCOMES(TNC_WORD_OUTCOME) TNC_OUTCOME_COUNT } TncOutcome;
typedef enum { TNC_MOVE_KINDS(TNC_WORD_MOVE) TNC_MOVE_COUNT } TncMoveKind;
typedef enum { TNC_STARTS(TNC_WORD_START) TNC_START_COUNT } TncStart;
typedef enum { TNC_CONTACTS(TNC_WORD_CONTACT) TNC_CONTACT_COUNT } TncContact;

// The vocabularies as values, for generic readers: TNC_WORDS_EVENT, TNC_WORDS_ACTOR…
typedef enum {
#define TNC_WORD_SET(type, prefix, table) TNC_WORDS_##type,
    TNC_WORD_SETS(TNC_WORD_SET)
#undef TNC_WORD_SET
} TncWordSet;

// The stable name of VALUE in SET. Static.
const char *tnc_claim_words_name(TncWordSet set, int value);

// The value named NAME in SET, or -1 (also for NULL).
int tnc_claim_words_parse(TncWordSet set, const char *name);

// All names of SET, separated by ', ', for messages that say what was expected. New string.
char *tnc_claim_words_list(TncWordSet set);

guint tnc_claim_words_count(TncWordSet set);
