// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists as JSON: claims, search hits, held mail, evidence. Every function that makes JSON gives a new
// reference.
#pragma once

#include "desk-case.h"

typedef enum { TNC_DESK_LIST_OPEN, TNC_DESK_LIST_CLOSED, TNC_DESK_LIST_ALL } TncDeskListState;

typedef struct {
    TncDeskListState state;
    int kind;             // TncClaimKind, or -1: any
    int turn;             // TncTurn, or -1: any
    const char *merchant; // ref, or NULL: any
    const char *words;    // full text, or NULL
    const char *cursor;   // from NEXT_OUT of the page before, or NULL
    guint limit;          // 0: all
} TncDeskListFilter;

// {items, next}: claims in the order of `list`, those that became due planned anew; next is the cursor of the following
// page, or null. TNC_ERROR_INPUT when the cursor is none of ours.
json_t *tnc_desk_list_claims(TncDesk *desk, const TncDeskListFilter *filter, GError **error);

// The array of `search --json`.
json_t *tnc_desk_list_hits(TncDesk *desk, const char *words, guint limit, GError **error);
// The array of `held --json`.
json_t *tnc_desk_list_held(TncDesk *desk, GError **error);
// The evidence of KASE, oldest first, each file once.
json_t *tnc_desk_list_evidence(TncDesk *desk, const TncDeskCase *kase);
