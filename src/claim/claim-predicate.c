// SPDX-License-Identifier: AGPL-3.0-or-later
// Predicates that the records decide. Those of the events are set where the events are folded (claim-position.c), those of the
// law where the rules are judged (claim-rights.c).

#include "claim-predicate.h"

static const char *const names[] = {
#define TNC_PREDICATE_ROW(code, name, meaning) name,
    TNC_PREDICATES(TNC_PREDICATE_ROW)
#undef TNC_PREDICATE_ROW
};

static const char *const meanings[] = {
#define TNC_PREDICATE_ROW(code, name, meaning) meaning,
    TNC_PREDICATES(TNC_PREDICATE_ROW)
#undef TNC_PREDICATE_ROW
};

// European Union and the other EEA states (EEA Agreement): where the European consumer centres work.
static const char eea[] =
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO";

gboolean
tnc_claim_predicate_is_european(const char *country)
{
    return country[0] && strstr(eea, country) != NULL;
}

static TncPredicateSet
if_so(gboolean condition, TncPredicate predicate)
{
    return condition ? G_GUINT64_CONSTANT(1) << predicate : 0;
}

static TncPredicateSet
of_merchant(const TncMerchant *merchant, const char *buyer_country)
{
    gboolean abroad = merchant->country[0] && !g_str_equal(merchant->country, buyer_country);
    gboolean european = tnc_claim_predicate_is_european(merchant->country);
    return if_so(merchant->phone != NULL, TNC_PREDICATE_MERCHANT_PHONE) |
           if_so(merchant->form_url != NULL, TNC_PREDICATE_MERCHANT_FORM_URL) |
           if_so(merchant->emails[0] != NULL, TNC_PREDICATE_MERCHANT_EMAIL) |
           if_so(json_object_size(merchant->handles) > 0, TNC_PREDICATE_MERCHANT_HANDLE) |
           if_so(merchant->postal_address != NULL, TNC_PREDICATE_MERCHANT_POSTAL_ADDRESS) |
           if_so(abroad, TNC_PREDICATE_MERCHANT_ABROAD) |
           if_so(abroad && european && tnc_claim_predicate_is_european(buyer_country),
                 TNC_PREDICATE_MERCHANT_EU) |
           if_so(abroad && !european, TNC_PREDICATE_MERCHANT_OUTSIDE_EU) |
           if_so(merchant->role == TNC_ROLE_MARKETPLACE, TNC_PREDICATE_MERCHANT_MARKETPLACE) |
           if_so(merchant->mediator != NULL, TNC_PREDICATE_MERCHANT_MEDIATOR);
}

static TncPredicateSet
of_purchase(const TncPurchase *purchase)
{
    gboolean card = purchase->payment == TNC_PAYMENT_CARD;
    gboolean paypal = purchase->payment == TNC_PAYMENT_PAYPAL;
    return if_so(purchase->where == TNC_WHERE_DISTANCE, TNC_PREDICATE_PURCHASE_DISTANCE) |
           if_so(purchase->where == TNC_WHERE_SHOP, TNC_PREDICATE_PURCHASE_SHOP) |
           if_so(card, TNC_PREDICATE_PURCHASE_CARD) | if_so(paypal, TNC_PREDICATE_PURCHASE_PAYPAL) |
           if_so(card || paypal, TNC_PREDICATE_PURCHASE_DISPUTABLE) |
           if_so(purchase->payment == TNC_PAYMENT_TRANSFER, TNC_PREDICATE_PURCHASE_TRANSFER) |
           if_so(purchase->payment == TNC_PAYMENT_INSTALMENTS, TNC_PREDICATE_PURCHASE_INSTALMENTS) |
           if_so(purchase->guarantee_until != TNC_DATE_NONE, TNC_PREDICATE_PURCHASE_GUARANTEE) |
           if_so(purchase->second_hand, TNC_PREDICATE_PURCHASE_SECOND_HAND) |
           if_so(purchase->order_number != NULL, TNC_PREDICATE_PURCHASE_ORDER_NUMBER) |
           if_so(purchase->expected_on != TNC_DATE_NONE, TNC_PREDICATE_PURCHASE_EXPECTED) |
           if_so(purchase->delivered_on != TNC_DATE_NONE, TNC_PREDICATE_PURCHASE_DELIVERED);
}

TncPredicateSet
tnc_claim_predicate_of_records(const TncMerchant *merchant, const TncPurchase *purchase,
                               const TncClaim *claim, const char *buyer_country)
{
    gboolean in_france = g_str_equal(merchant->country, "FR") && g_str_equal(buyer_country, "FR");
    return of_merchant(merchant, buyer_country) | of_purchase(purchase) |
           if_so(in_france, TNC_PREDICATE_LAW_FR) |
           if_so(TRUE, (TncPredicate)(TNC_PREDICATE_KIND_NOT_DELIVERED + claim->kind)) |
           if_so(TRUE, (TncPredicate)(TNC_PREDICATE_WANTS_DELIVERY + claim->wants));
}

gboolean
tnc_claim_predicate_holds(TncPredicateSet set, TncPredicate predicate)
{
    return (set >> predicate) & 1;
}

int
tnc_claim_predicate_parse(const char *name)
{
    for (guint i = 0; name && i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i], name))
            return (int)i;
    return -1;
}

const char *
tnc_claim_predicate_name(TncPredicate predicate)
{
    return names[predicate];
}

const char *
tnc_claim_predicate_meaning(TncPredicate predicate)
{
    return meanings[predicate];
}

gboolean
tnc_claim_predicate_is_of_records(TncPredicate predicate)
{
    return g_str_has_prefix(names[predicate], "merchant.") ||
           g_str_has_prefix(names[predicate], "purchase.");
}
