// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a file of law: an error, or rules that keep what claim-law.h promises.

#include "packs-law.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
check_rule(const TncLawRule *rule)
{
    g_assert_true(rule->id && rule->source && rule->effect[0] && rule->effect[1]);
    g_assert_true(!rule->pending[0] == !rule->pending[1]);
    g_assert_cmpuint(rule->tier_count, <=, TNC_LAW_MAX_TIERS);
    g_assert_true(!rule->tier_count || rule->has_clock);
    g_assert_true(!rule->has_clock || !rule->clock.after == (rule->clock.start_count > 0));
    g_assert_true(rule->status != TNC_LAW_STATUS_VERIFIED || rule->recheck_by > rule->read_on);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncLaw) law = tnc_packs_law_parse((const char *)data, size, "fuzz.yaml", &error);
    g_assert_true((law == NULL) == (error != NULL));
    for (guint i = 0; law && i < law->rules->len; i++)
        check_rule(law->rules->pdata[i]);
    return 0;
}
