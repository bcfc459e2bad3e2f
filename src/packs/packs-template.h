// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of drafts: their grammar and the closed list of their placeholders. What fills them is
// src/writing's concern.
//
//     text        = { character | placeholder | "[" { character | placeholder } "]" }
//     placeholder = "{" name [ ":" type ] "}"
//
// A group in square brackets is left out when one of its placeholders has no value; outside a group
// such a placeholder is refused when the letter is written. Dates, money and lists carry their type,
// so that a translator sees what will stand there; words and numbers carry none.
#pragma once

#include <glib.h>

#define TNC_PLACEHOLDERS(X)                                                                        \
    X(ITEM, "item", TEXT, "what was bought")                                                       \
    X(MERCHANT, "merchant", TEXT, "the seller's name")                                             \
    X(BUYER_NAME, "buyer_name", TEXT, "the buyer's name")                                          \
    X(ORDER_NUMBER, "order_number", TEXT, "the order number")                                      \
    X(SERIAL, "serial", TEXT, "the serial number")                                                 \
    X(TICKET, "ticket", TEXT, "the seller's last ticket number")                                   \
    X(AGENT, "agent", TEXT, "who signed the seller's last answer")                                 \
    X(MEDIATOR, "mediator", TEXT, "the name of the seller's mediator")                             \
    X(FORM_URL, "form_url", TEXT, "the address of the seller's form")                              \
    X(PHONE, "phone", TEXT, "the seller's phone number")                                           \
    X(ORDERED_ON, "ordered_on", DATE, "when it was ordered")                                       \
    X(EXPECTED_ON, "expected_on", DATE, "when it was to be delivered")                             \
    X(DELIVERED_ON, "delivered_on", DATE, "when it was delivered")                                 \
    X(GUARANTEE_UNTIL, "guarantee_until", DATE, "the end of the commercial guarantee")             \
    X(TODAY, "today", DATE, "the day of writing")                                                  \
    X(FIRST_SENT_ON, "first_sent_on", DATE, "when the seller was first written to or called")      \
    X(LAST_SENT_ON, "last_sent_on", DATE, "when the seller was last written to or called")         \
    X(ANSWERED_ON, "answered_on", DATE, "when the message that is answered came")                  \
    X(NOTICE_SENT_ON, "notice_sent_on", DATE, "when the formal notice was sent")                   \
    X(ENDED_ON, "ended_on", DATE, "when the contract was ended in writing")                        \
    X(RETURNED_ON, "returned_on", DATE, "when the item was sent back")                             \
    X(DEADLINE, "deadline", DATE,                                                                  \
      "the last day left to the seller: today plus the patience, in a notice the day before")      \
    X(PROMISED_ON, "promised_on", DATE, "when the broken promise was made")                        \
    X(PROMISE_DUE, "promise_due", DATE, "the day promised")                                        \
    X(PRICE, "price", MONEY, "the price paid")                                                     \
    X(OWED, "owed", MONEY, "what is owed today")                                                   \
    X(OFFER_AMOUNT, "offer_amount", MONEY, "the sum that the seller offers")                       \
    X(DAYS_LATE, "days_late", NUMBER, "days since the day announced for the delivery")             \
    X(DAYS_WAITED, "days_waited", NUMBER, "days since the seller was last written to")             \
    X(STEPS, "steps", LIST, "the steps done, each with its date and its result")                   \
    X(STEP, "step", TEXT, "the step that the seller asks for")                                     \
    X(STEP_DONE_ON, "step_done_on", DATE, "when that step was done")                               \
    X(STEP_RESULT, "step_result", TEXT, "what came of it")                                         \
    X(FINDINGS, "findings", LIST, "the findings, each with its date")                              \
    X(EVIDENCE, "evidence", LIST, "the names of the files kept as evidence")                       \
    X(HISTORY, "history", LIST, "what was sent, said and promised, each with its date")            \
    X(TRACKING, "tracking", TEXT, "the tracking number of the return")                             \
    X(RETURN_ADDRESS, "return_address", TEXT, "where the seller wants the item back")

#define TNC_PLACEHOLDER_CODE(code, name, type, meaning) TNC_PLACEHOLDER_##code,
typedef enum { TNC_PLACEHOLDERS(TNC_PLACEHOLDER_CODE) TNC_PLACEHOLDER_COUNT } TncPlaceholder;
#undef TNC_PLACEHOLDER_CODE

typedef enum {
    TNC_VALUE_TEXT,
    TNC_VALUE_NUMBER,
    TNC_VALUE_DATE,
    TNC_VALUE_MONEY,
    TNC_VALUE_LIST,
} TncValueType;

const char *tnc_packs_template_name(TncPlaceholder placeholder);
TncValueType tnc_packs_template_type(TncPlaceholder placeholder);
const char *tnc_packs_template_meaning(TncPlaceholder placeholder);
// As it is written in a draft: 'ordered_on:date'. New string.
char *tnc_packs_template_written(TncPlaceholder placeholder);

typedef enum {
    TNC_TEMPLATE_END,
    TNC_TEMPLATE_TEXT,
    TNC_TEMPLATE_PLACEHOLDER,
    TNC_TEMPLATE_OPEN,  // '['
    TNC_TEMPLATE_CLOSE, // ']'
    TNC_TEMPLATE_WRONG, // START, LENGTH: what cannot be understood
} TncTemplateKind;

// One piece of a text. START is borrowed from the text. For a placeholder START and LENGTH are its
// name, without type.
typedef struct {
    TncTemplateKind kind;
    const char *start;
    gsize length;
    const char *type; // what stands after ':'; NULL when nothing does
    gsize type_length;
} TncTemplatePiece;

// The piece at *CURSOR, which moves behind it.
TncTemplatePiece tnc_packs_template_next(const char **cursor);

// NULL when TEXT is well made; else what is wrong with it, as 'expected…, found…'. New string.
char *tnc_packs_template_check(const char *text);

// The placeholder named by a piece; -1 when there is none of that name.
int tnc_packs_template_parse(const TncTemplatePiece *piece);
