// SPDX-License-Identifier: AGPL-3.0-or-later
// What an order confirmation says of the purchase: what shops write for machines (schema.org Order and ParcelDelivery,
// JSON-LD or microdata in the HTML part), then what can only be guessed from the mail itself.
#pragma once

#include "reading.h"

typedef struct {
    char *merchant; // all texts NULL when unknown
    char *email;    // of the seller, unless nobody reads it
    char *item;     // several are joined by ', '
    char *number;
    char *price;      // '89.90 EUR'
    char *ordered_on; // ISO 8601
    char *expected_on;
    gboolean sure; // written for machines; else a guess, to be asked
} TncReadingOrder;

void tnc_reading_order_free(TncReadingOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncReadingOrder, tnc_reading_order_free)

// Never NULL. RESULT is the reading of MESSAGE. Full ownership.
TncReadingOrder *tnc_reading_order_find(const TncMailMessage *message,
                                        const TncReadingResult *result);
