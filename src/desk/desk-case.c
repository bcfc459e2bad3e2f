// SPDX-License-Identifier: AGPL-3.0-or-later
// From the store's records to the engine and back: load, compute, keep the result beside the events.

#include "desk-case.h"
#include "desk-card.h"
#include "desk-rights.h"
#include "desk-speech.h"
#include "error.h"

#define MAX_LAPSES 8

typedef TncClaimEvents *(*TncLoadEvents)(TncStore *store, TncStoreId claim, GError **error);

void
tnc_desk_case_free(TncDeskCase *kase)
{
    if (!kase)
        return;
    tnc_claim_record_merchant_free(kase->merchant);
    tnc_claim_record_purchase_free(kase->purchase);
    tnc_claim_record_claim_free(kase->claim);
    tnc_claim_event_list_free(kase->events);
    g_free(kase);
}

static gboolean
load_records(TncStore *store, TncDeskCase *kase, GError **error)
{
    g_autofree char *ref = tnc_store_claim_ref(store, kase->id);
    if (!ref)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("there is no claim number %lld"),
                             (long long)kase->id);
    g_autoptr(json_t) claim = tnc_store_get_record(store, TNC_STORE_CLAIM, ref, error);
    kase->claim = claim ? tnc_claim_record_parse_claim(claim, error) : NULL;
    g_autoptr(json_t) purchase =
        kase->claim ? tnc_store_get_record(store, TNC_STORE_PURCHASE, kase->claim->purchase, error)
                    : NULL;
    kase->purchase = purchase ? tnc_claim_record_parse_purchase(purchase, error) : NULL;
    g_autoptr(json_t) merchant =
        kase->purchase
            ? tnc_store_get_record(store, TNC_STORE_MERCHANT, kase->purchase->merchant, error)
            : NULL;
    kase->merchant = merchant ? tnc_claim_record_parse_merchant(merchant, error) : NULL;
    return kase->merchant != NULL;
}

// The ladder that the claim names; else the first, by rank, that is made for it.
static const TncLadder *
choose_ladder(const TncPacks *packs, const TncDeskCase *kase, GError **error)
{
    const char *named = kase->claim->ladder;
    const TncLadder *chosen =
        named ? tnc_packs_ladder(packs, named)
              : tnc_packs_ladder_choose(packs, kase->claim->kind, kase->input.records);
    if (!chosen && named)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("there is no ladder named '%s': see packs/ladders"), named);
    else if (!chosen)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("no ladder is made for a claim like '%s': see packs/ladders"),
                      kase->claim->ref);
    return chosen;
}

static gboolean
set_input(TncDesk *desk, TncDeskCase *kase, GError **error)
{
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_LADDERS, error);
    if (!packs)
        return FALSE;
    g_assert(kase->purchase && kase->merchant && kase->claim);
    kase->input = (TncPositionInput){
        .zone = tnc_desk_zone(desk),
        .ordered_on = kase->purchase->ordered_on,
        .expected_on = kase->purchase->expected_on,
        .delivered_on = kase->purchase->delivered_on,
        .records = tnc_claim_predicate_of_records(kase->merchant, kase->purchase, kase->claim,
                                                  tnc_desk_country(desk)),
        .price = kase->purchase->price,
        .kind = kase->claim->kind,
        .wants = kase->claim->wants,
        .addresses = g_strv_length(kase->merchant->emails),
    };
    kase->input.ladder = choose_ladder(packs, kase, error);
    return kase->input.ladder != NULL;
}

// The sum owed grows on days that no event marks: the plan is made anew then.
static void
watch_owed(TncDeskCase *kase, TncDate changes)
{
    if (changes == TNC_DATE_NONE || kase->position.state != TNC_STATE_OPEN)
        return;
    TncInstant at = tnc_zone_instant(kase->input.zone, changes, 0);
    if (at > kase->computed_at &&
        (kase->plan.valid_until == TNC_INSTANT_NONE || at < kase->plan.valid_until))
        kase->plan.valid_until = at;
}

static gboolean
apply_law(TncDesk *desk, TncDeskCase *kase, GError **error)
{
    TncLapse lapses[MAX_LAPSES];
    TncDate changes = TNC_DATE_NONE;
    g_autoptr(GArray) rights = tnc_desk_rights_find(desk, kase, error);
    if (!rights)
        return FALSE;
    kase->position.facts |= tnc_claim_rights_facts(rights, kase->position.facts);
    guint count = tnc_claim_rights_lapses(rights, kase->position.facts, lapses, MAX_LAPSES);
    tnc_claim_rights_owed(rights, &kase->position.owed, &changes);
    tnc_claim_plan_make(&kase->input, &kase->position, kase->events, lapses, count,
                        kase->computed_at, &kase->plan);
    watch_owed(kase, changes);
    return TRUE;
}

TncDeskCase *
tnc_desk_case_records(TncDesk *desk, TncStoreId claim, GError **error)
{
    g_autoptr(TncDeskCase) kase = g_new0(TncDeskCase, 1);
    kase->id = claim;
    return load_records(tnc_desk_store(desk), kase, error) ? g_steal_pointer(&kase) : NULL;
}

static TncDeskCase *
load_case(TncDesk *desk, TncStoreId claim, TncLoadEvents load_events, GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_desk_case_records(desk, claim, error);
    if (!kase || !set_input(desk, kase, error))
        return NULL;
    kase->events = load_events(tnc_desk_store(desk), claim, error);
    if (!kase->events)
        return NULL;
    kase->computed_at = tnc_desk_now(desk);
    tnc_claim_position_compute(&kase->input, kase->events, kase->computed_at, &kase->position);
    return apply_law(desk, kase, error) ? g_steal_pointer(&kase) : NULL;
}

TncDeskCase *
tnc_desk_case_load(TncDesk *desk, TncStoreId claim, GError **error)
{
    return load_case(desk, claim, tnc_store_load_events, error);
}

TncDeskCase *
tnc_desk_case_find(TncDesk *desk, const char *name, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    TncStoreId claim = store ? tnc_store_find_claim(store, name) : 0;
    if (claim)
        return tnc_desk_case_load(desk, claim, error);
    tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                  gettext("there is no claim '%s': 'tenace list' shows them"), name);
    return NULL;
}

gboolean
tnc_desk_case_store_state(TncDesk *desk, const TncDeskCase *kase, GError **error)
{
    g_autoptr(json_t) card = tnc_desk_case_card(kase);
    g_autofree char *text = tnc_json_line(card);
    TncStoreState state = {
        .claim = kase->id,
        .state = kase->position.state,
        .urgency = (int)kase->plan.urgency,
        .move_due = kase->plan.move.due,
        .computed_at = kase->computed_at,
        .valid_until = kase->plan.valid_until,
        .card = text,
    };
    return tnc_store_put_state(tnc_desk_store(desk), &state, error);
}

gboolean
tnc_desk_case_refresh(TncDesk *desk, TncStoreId claim, GError **error)
{
    g_autoptr(TncDeskCase) kase = load_case(desk, claim, tnc_store_load_outline, error);
    return kase && tnc_desk_case_store_state(desk, kase, error);
}

static gboolean
collect(const TncStoreState *state, gpointer claims, GError **error)
{
    (void)error;
    g_array_append_val((GArray *)claims, state->claim);
    return TRUE;
}

static gboolean
refresh_all(TncDesk *desk, const GArray *claims, GError **error)
{
    for (guint i = 0; i < claims->len; i++)
        if (!tnc_desk_case_refresh(desk, g_array_index(claims, TncStoreId, i), error))
            return FALSE;
    return TRUE;
}

gboolean
tnc_desk_case_refresh_due(TncDesk *desk, guint *count_out, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    if (!tnc_store_each_due(store, tnc_desk_now(desk), 0, collect, claims, error))
        return FALSE;
    if (count_out)
        *count_out = claims->len;
    if (claims->len == 0)
        return TRUE;
    if (!tnc_store_begin(store, error))
        return FALSE;
    if (refresh_all(desk, claims, error) && tnc_store_commit(store, error))
        return TRUE;
    tnc_store_rollback(store);
    return FALSE;
}
