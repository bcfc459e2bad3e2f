// SPDX-License-Identifier: AGPL-3.0-or-later
// Which claim does a mail belong to? In the order of domain.md; two candidates or none: held, never guessed.
#pragma once

#include "desk.h"
#include "reading.h"

typedef struct {
    TncStoreId claim; // 0: held
    const char *
        how; // 'message_id', 'token', 'ticket', 'order', 'sender'; or why held: 'unknown', 'ambiguous'. Static
    gboolean
        suspicious; // it names an order or a ticket of ours but comes from an address that nobody knows
    gboolean new_domain; // matched by our Message-ID, from a domain that is not the seller's
} TncDeskMatch;

TncDeskMatch tnc_desk_match_mail(TncDesk *desk, const TncMailMessage *message,
                                 const TncReadingResult *result);
