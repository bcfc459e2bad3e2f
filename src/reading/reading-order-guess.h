// SPDX-License-Identifier: AGPL-3.0-or-later
// What an order confirmation's words, sender and form let one guess. Part of reading-order only.
#pragma once

#include "reading-order.h"

// Fills what is NULL in ORDER.
void tnc_reading_order_guess(TncReadingOrder *order, const TncMailMessage *message,
                             const TncReadingResult *result);
