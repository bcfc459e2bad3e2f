// SPDX-License-Identifier: AGPL-3.0-or-later
// A case: one claim with everything the engine needs, its position and its plan, at the desk's now.
#pragma once

#include "desk.h"

typedef struct {
    TncStoreId id;
    TncMerchant *merchant;
    TncPurchase *purchase;
    TncClaim *claim;
    TncClaimEvents *events;
    TncPositionInput input;
    TncPosition position;
    TncPlan plan;
    TncInstant computed_at;
} TncDeskCase;

void tnc_desk_case_free(TncDeskCase *kase);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskCase, tnc_desk_case_free)

// TNC_ERROR_NOT_FOUND names what is missing. Full ownership.
TncDeskCase *tnc_desk_case_load(TncDesk *desk, TncStoreId claim,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same by ref, short number or beginning of the ref.
TncDeskCase *tnc_desk_case_find(TncDesk *desk, const char *name,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Only the records of a claim; events, position and plan are empty.
TncDeskCase *tnc_desk_case_records(TncDesk *desk, TncStoreId claim,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Stores the case's position and plan; inside a transaction.
gboolean tnc_desk_case_store_state(TncDesk *desk, const TncDeskCase *kase, GError **error);
// Loads, computes and stores; inside a transaction. For after any change of a claim.
gboolean tnc_desk_case_refresh(TncDesk *desk, TncStoreId claim, GError **error);
// Recomputes what is due at the desk's now. COUNT_OUT (may be NULL) gets how many plans changed.
gboolean tnc_desk_case_refresh_due(TncDesk *desk, guint *count_out, GError **error);

// What `next` prints, without words of any language: see desk-card.c. New reference.
json_t *tnc_desk_case_card(const TncDeskCase *kase);
