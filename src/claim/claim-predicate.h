// SPDX-License-Identifier: AGPL-3.0-or-later
// The closed vocabulary of conditions shared by ladders, drafts and law packs. There is no
// expression language: a pack names predicates; each is one C function over the facts below.
// Documented in packs/README.md.
#pragma once

#include "claim-record.h"
#include "claim-words.h"

#define TNC_PREDICATES(X)                                                                          \
    X(MERCHANT_PHONE, "merchant.phone", "the seller's phone number is known")                      \
    X(MERCHANT_FORM_URL, "merchant.form_url", "the address of the seller's form is known")         \
    X(MERCHANT_EMAIL, "merchant.email", "an e-mail address of the seller is known")                \
    X(MERCHANT_HANDLE, "merchant.handle", "a public handle of the seller is known")                \
    X(MERCHANT_POSTAL_ADDRESS, "merchant.postal_address", "the seller's postal address is known")  \
    X(MERCHANT_ABROAD, "merchant.abroad", "the seller is in another country than the buyer")       \
    X(MERCHANT_EU, "merchant.eu", "seller and buyer are in two states of the EU or the EEA")       \
    X(MERCHANT_OUTSIDE_EU, "merchant.outside_eu",                                                  \
      "the seller is in another country than the buyer, outside EU and EEA")                       \
    X(MERCHANT_MARKETPLACE, "merchant.marketplace", "the seller's role is marketplace")            \
    X(MERCHANT_MEDIATOR, "merchant.mediator", "the seller's mediator is known")                    \
    X(PURCHASE_DISTANCE, "purchase.distance", "bought at a distance")                              \
    X(PURCHASE_SHOP, "purchase.shop", "bought in a shop")                                          \
    X(PURCHASE_CARD, "purchase.card", "paid by card")                                              \
    X(PURCHASE_PAYPAL, "purchase.paypal", "paid with PayPal")                                      \
    X(PURCHASE_DISPUTABLE, "purchase.disputable", "paid by card or PayPal")                        \
    X(PURCHASE_SECOND_HAND, "purchase.second_hand", "bought second-hand")                          \
    X(PURCHASE_ORDER_NUMBER, "purchase.order_number", "the order number is known")                 \
    X(PURCHASE_EXPECTED, "purchase.expected", "a delivery date was announced")                     \
    X(PURCHASE_DELIVERED, "purchase.delivered", "the date of delivery is known")                   \
    X(CLAIM_STEPS_DONE, "claim.steps_done", "at least one step was done")                          \
    X(CLAIM_FINDINGS, "claim.findings", "at least one finding was recorded")                       \
    X(CLAIM_EVIDENCE, "claim.evidence", "at least one piece of evidence is kept")                  \
    X(CLAIM_RETURN_PROCEDURE, "claim.return_procedure", "the return procedure was obtained")       \
    X(CLAIM_RETURNED, "claim.returned", "the item was sent back")                                  \
    X(CLAIM_ARRIVED, "claim.arrived", "the item arrived since the claim was opened")               \
    X(CLAIM_ANSWERED, "claim.answered", "the seller gave a substantive answer once")               \
    X(CLAIM_WRITTEN, "claim.written", "a written complaint was sent")                              \
    X(CLAIM_NOTICE_SENT, "claim.notice_sent", "the formal notice was sent")                        \
    X(CLAIM_ENDED, "claim.ended", "the contract was ended in writing")                             \
    X(CLAIM_PROMISE_BROKEN, "claim.promise_broken", "a promise was broken")                        \
    X(WANTS_DELIVERY, "wants.delivery", "delivery is wanted")                                      \
    X(WANTS_REPAIR, "wants.repair", "repair is wanted")                                            \
    X(WANTS_REPLACEMENT, "wants.replacement", "replacement is wanted")                             \
    X(WANTS_REFUND, "wants.refund", "a refund is wanted")                                          \
    X(WANTS_PRICE_REDUCTION, "wants.price_reduction", "a price reduction is wanted")               \
    X(TACTIC_HAND_OFF, "tactic.hand_off", "a hand-off was seen")                                   \
    X(TACTIC_TONE_DROP, "tactic.tone_drop", "a drop in tone was seen")                             \
    X(TACTIC_REPEATED_QUESTION, "tactic.repeated_question", "a repeated question was seen")        \
    X(TACTIC_DENIAL, "tactic.denial", "a denial was seen")                                         \
    X(TACTIC_COST_THREAT, "tactic.cost_threat", "a cost threat was seen")                          \
    X(TACTIC_IN_PROGRESS, "tactic.in_progress", "'in progress' without more was seen")             \
    X(TACTIC_ALREADY_ANSWERED, "tactic.already_answered", "'already answered' was seen")           \
    X(TACTIC_NOT_US, "tactic.not_us", "'it is not us' was seen")                                   \
    X(TACTIC_WRONG_CHANNEL, "tactic.wrong_channel", "'write elsewhere' was seen")                  \
    X(TACTIC_MORE_DOCUMENTS, "tactic.more_documents", "ever more documents were asked for")        \
    X(TACTIC_VOUCHER_INSTEAD, "tactic.voucher_instead", "a voucher instead of money was seen")     \
    X(TACTIC_WITHDRAW_FOR_REFUND, "tactic.withdraw_for_refund", "'drop the claim first' was seen") \
    X(TACTIC_AGENT_ROTATION, "tactic.agent_rotation", "the agents keep changing")                  \
    X(LAW_FR, "law.fr", "seller and buyer are both in France")                                     \
    X(LAW_VERIFIED, "law.verified", "both are in France, and verified rules bind this seller")     \
    X(KIND_NOT_DELIVERED, "kind.not_delivered", "the claim is: nothing came")                      \
    X(KIND_LATE, "kind.late", "the claim is: late")                                                \
    X(KIND_DEFECTIVE, "kind.defective", "the claim is: it does not work")                          \
    X(KIND_WRONG_ITEM, "kind.wrong_item", "the claim is: something else came")                     \
    X(KIND_REFUND_DUE, "kind.refund_due", "the claim is: a refund is due")                         \
    X(KIND_GUARANTEE_REFUSED, "kind.guarantee_refused", "the claim is: the guarantee is refused")  \
    X(CLAIM_WITHDRAWN, "claim.withdrawn",                                                          \
      "the buyer withdrew: said so, or a refund is due for a distance purchase sent back")         \
    X(CLAIM_REPAIRED, "claim.repaired", "the item was repaired once")                              \
    X(CLAIM_REPLACED, "claim.replaced", "the item was replaced once")                              \
    X(PURCHASE_TRANSFER, "purchase.transfer", "paid by transfer")                                  \
    X(PURCHASE_INSTALMENTS, "purchase.instalments", "paid in instalments")                         \
    X(PURCHASE_GUARANTEE, "purchase.guarantee", "the end of a commercial guarantee is known")      \
    X(LAW_SELLER_PAYS_RETURN, "law.seller_pays_return",                                            \
      "a verified rule puts the cost of the return on the seller")                                 \
    X(LAW_BUYER_PAYS_RETURN, "law.buyer_pays_return",                                              \
      "a verified rule puts the cost of the return on the buyer")

#define TNC_PREDICATE_CODE(code, name, meaning) TNC_PREDICATE_##code,
typedef enum { TNC_PREDICATES(TNC_PREDICATE_CODE) TNC_PREDICATE_COUNT } TncPredicate;
#undef TNC_PREDICATE_CODE

// Everything that predicates look at. HOLDING is a set: bit N is predicate N.
typedef guint64 TncPredicateSet;
G_STATIC_ASSERT(TNC_PREDICATE_COUNT <= 64);
#define TNC_PREDICATE_BIT(code) (G_GUINT64_CONSTANT(1) << TNC_PREDICATE_##code)

// The predicates that the records alone decide; those of the events are added by the position, those
// of the law but law.fr by tnc_claim_rights_facts().
TncPredicateSet tnc_claim_predicate_of_records(const TncMerchant *merchant,
                                               const TncPurchase *purchase, const TncClaim *claim,
                                               const char *buyer_country);

// TRUE for a state of the EU or the EEA; COUNTRY is an ISO code, "" when unknown.
gboolean tnc_claim_predicate_is_european(const char *country);

gboolean tnc_claim_predicate_holds(TncPredicateSet set, TncPredicate predicate);

// TRUE for what seller and purchase decide ('merchant.…', 'purchase.…'): no event of the claim changes it.
gboolean tnc_claim_predicate_is_of_records(TncPredicate predicate);

// The predicate named NAME, or -1. A name is stable once published.
int tnc_claim_predicate_parse(const char *name);
const char *tnc_claim_predicate_name(TncPredicate predicate);
// One English line on what it means, for the documentation and `packs check`. Static.
const char *tnc_claim_predicate_meaning(TncPredicate predicate);
