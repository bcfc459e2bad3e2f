// SPDX-License-Identifier: AGPL-3.0-or-later
// The reason has two parts: how this law reaches the seller, and what in the claim the rule asks for. A condition that
// goes without saying (there is a date of delivery) has no words.

#include "desk-reason.h"
#include "desk-speech.h"

#define _(text) gettext(text)
#define N_(text) text

static const char *
words_of_kind(TncClaimKind kind)
{
    static const char *const words[] = {
        [TNC_CLAIM_NOT_DELIVERED] = N_("nothing came"),
        [TNC_CLAIM_LATE] = N_("the delivery is late"),
        [TNC_CLAIM_DEFECTIVE] = N_("the item does not work"),
        [TNC_CLAIM_WRONG_ITEM] = N_("it is not what you ordered"),
        [TNC_CLAIM_REFUND_DUE] = N_("a refund is due to you"),
        [TNC_CLAIM_GUARANTEE_REFUSED] = N_("the guarantee was refused"),
    };
    return _(words[kind]);
}

// NULL where the condition needs no words.
static const char *
words_of_condition(TncPredicate predicate)
{
    static const char *const words[TNC_PREDICATE_COUNT] = {
        [TNC_PREDICATE_MERCHANT_MARKETPLACE] = N_("bought on a marketplace"),
        [TNC_PREDICATE_MERCHANT_PHONE] = N_("the seller has a telephone number"),
        [TNC_PREDICATE_PURCHASE_DISTANCE] = N_("bought at a distance"),
        [TNC_PREDICATE_PURCHASE_SHOP] = N_("bought in a shop"),
        [TNC_PREDICATE_PURCHASE_CARD] = N_("paid by card"),
        [TNC_PREDICATE_PURCHASE_PAYPAL] = N_("paid with PayPal"),
        [TNC_PREDICATE_PURCHASE_TRANSFER] = N_("paid by transfer"),
        [TNC_PREDICATE_PURCHASE_INSTALMENTS] = N_("paid in instalments"),
        [TNC_PREDICATE_PURCHASE_SECOND_HAND] = N_("bought second-hand"),
        [TNC_PREDICATE_PURCHASE_EXPECTED] = N_("a delivery date was announced"),
        [TNC_PREDICATE_PURCHASE_GUARANTEE] = N_("there is a commercial guarantee"),
        [TNC_PREDICATE_CLAIM_WRITTEN] = N_("you complained in writing"),
        [TNC_PREDICATE_CLAIM_NOTICE_SENT] = N_("your formal notice was sent"),
        [TNC_PREDICATE_CLAIM_ENDED] = N_("you ended the contract"),
        [TNC_PREDICATE_CLAIM_WITHDRAWN] = N_("you withdrew from the purchase"),
        [TNC_PREDICATE_CLAIM_RETURNED] = N_("the item was sent back"),
        [TNC_PREDICATE_CLAIM_REPAIRED] = N_("the item was repaired once"),
        [TNC_PREDICATE_CLAIM_REPLACED] = N_("the item was replaced once"),
        [TNC_PREDICATE_WANTS_REPAIR] = N_("you want a repair"),
        [TNC_PREDICATE_WANTS_REFUND] = N_("you want a refund"),
    };
    return words[predicate] ? _(words[predicate]) : NULL;
}

static const char *
words_of_home(const TncDeskCase *kase, const char *law)
{
    if (g_str_equal(law, "eu"))
        return _("You and the seller are in two states of Europe.");
    if (g_str_equal(law, "eu-abroad"))
        return _("You are in Europe, the seller is not.");
    if (g_str_has_prefix(law, "platform-"))
        return _("The seller is reached through this platform.");
    if (g_str_equal(law, "payments"))
        return NULL;
    return kase->merchant->country[0]
               ? _("You and the seller are in the same country.")
               : _("The seller's country is not known: it is taken to be yours.");
}

const char *
tnc_desk_reason_whose(const TncDeskCase *kase, const TncRight *right)
{
    if (right->application == TNC_LAW_APPLICATION_HOME)
        return words_of_home(kase, right->law->id);
    if (right->application == TNC_LAW_APPLICATION_TARGETED)
        return _("The seller sells from abroad to buyers of your country: your law protects you.");
    if (right->application == TNC_LAW_APPLICATION_ASSUMED)
        return _("The seller is abroad: your law applies if he directs his sales to your country.");
    return _("This is the law of the seller's country.");
}

char *
tnc_desk_reason_facts(const TncDeskCase *kase, const TncRight *right)
{
    const TncLawRule *rule = right->rule;
    g_autoptr(GString) facts = g_string_new(NULL);
    if (rule->applies_to)
        g_string_append(facts, words_of_kind(kase->input.kind));
    for (guint i = 0; i < rule->when_count; i++) {
        const char *words = words_of_condition(rule->when[i]);
        if (words)
            g_string_append_printf(facts, "%s%s", facts->len ? ", " : "", words);
    }
    return facts->len ? g_strdup_printf(_("In your case: %s."), facts->str) : NULL;
}
