// SPDX-License-Identifier: AGPL-3.0-or-later
// The three records around the events: merchant, purchase, claim, as in the exchange format. Each
// is read from and written to one JSON object; the JSON keeps its documented order of fields, so
// that an export is stable.
#pragma once

#include "claim-words.h"
#include "date.h"
#include "json.h"
#include "money.h"

typedef struct {
    char *ref;
    char *name;
    TncRole role;
    char country[3]; // ISO 3166-1 alpha-2; empty when unknown
    GStrv languages; // IETF tags, best first; never NULL
    GStrv emails;    // never NULL
    GStrv domains;   // lower case; never NULL
    char *phone;     // NULL when unknown, as the next ones
    char *form_url;
    json_t *handles;      // object: network → handle; never NULL
    char *postal_address; // lines
    char *registration_number;
    json_t *mediator; // object {name, url, postal_address, email}; NULL when unknown
} TncMerchant;

typedef struct {
    char *ref;
    char *merchant; // ref
    char *item;
    char *order_number; // NULL when unknown
    char *serial;       // NULL when unknown
    TncMoney price;
    TncDate ordered_on; // TNC_DATE_NONE when unknown, as the next ones
    TncDate expected_on;
    TncDate delivered_on;
    TncWhere where;
    TncPayment payment; // TNC_PAYMENT_OTHER when not told
    gboolean second_hand;
    TncDate guarantee_until; // end of a commercial guarantee
} TncPurchase;

typedef struct {
    char *ref;
    char *purchase; // ref
    TncClaimKind kind;
    TncRemedy wants;
    char language[4]; // the buyer's: 'fr', 'en'
    char *ladder;     // id; NULL: chosen by the rules
} TncClaim;

void tnc_claim_record_merchant_free(TncMerchant *merchant);
void tnc_claim_record_purchase_free(TncPurchase *purchase);
void tnc_claim_record_claim_free(TncClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncMerchant, tnc_claim_record_merchant_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPurchase, tnc_claim_record_purchase_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncClaim, tnc_claim_record_claim_free)

// Each reads one record from OBJECT ('type' may be present). An unknown field, a missing one that
// is needed, a wrong type or value is TNC_ERROR_INPUT that names the field and what was expected.
// Full ownership.
TncMerchant *tnc_claim_record_parse_merchant(const json_t *object,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
TncPurchase *tnc_claim_record_parse_purchase(const json_t *object,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
TncClaim *tnc_claim_record_parse_claim(const json_t *object,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Each writes the whole object, 'type' first. New reference.
json_t *tnc_claim_record_format_merchant(const TncMerchant *merchant);
json_t *tnc_claim_record_format_purchase(const TncPurchase *purchase);
json_t *tnc_claim_record_format_claim(const TncClaim *claim);
