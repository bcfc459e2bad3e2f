// SPDX-License-Identifier: AGPL-3.0-or-later
// The letter of a move, on paper.
#pragma once

#include "desk-send.h"
#include "packs-paper.h"

typedef struct {
    GBytes *pdf;
    guint pages;
    char *language;
    gboolean has_sender; // the buyer's postal address is known
    gboolean has_recipient;
} TncDeskLetter;

void tnc_desk_letter_free(TncDeskLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskLetter, tnc_desk_letter_free)

// OUTGOING's words (it must have some) as a PDF, dated at the desk's now, with the claim's exhibits enclosed.
TncDeskLetter *tnc_desk_letter_make(TncDesk *desk, const TncDeskCase *kase,
                                    const TncDeskOutgoing *outgoing,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

// ---- shared with the dossier

// How LANGUAGE, or else English, puts things on paper. Borrowed until the desk is closed.
const TncPacksPaper *tnc_desk_letter_paper(TncDesk *desk, const char *language, GError **error);

// DATE in LANGUAGE, or as 2026-03-02 where its months are not known. New string.
char *tnc_desk_letter_date(const TncPacks *packs, const char *language, TncDate date);
// Name and address of the buyer, as lines; NULL when there is neither. New string.
char *tnc_desk_letter_sender(TncDesk *desk, gboolean *has_address_out);
// Name and address of the seller, as lines; the name once, whether the address begins with it or not. New string.
char *tnc_desk_letter_recipient(const TncMerchant *merchant);
// The evidence of the claim in the order in which it was kept, each file once: (const TncClaimEvent *). An
// exhibit's number is its place here, from 1. The array is the caller's.
GPtrArray *tnc_desk_letter_exhibits(const TncClaimEvents *events);
