// SPDX-License-Identifier: AGPL-3.0-or-later
// The names of the law's vocabularies, and the end of a rule.

#include "claim-law.h"

#define NAME(code, name) name,
#define NAMED(function, type, table)                                                               \
    const char *function(type value)                                                               \
    {                                                                                              \
        static const char *const names[] = {table(NAME)};                                          \
        return names[value];                                                                       \
    }

NAMED(tnc_claim_law_kind_name, TncLawKind, TNC_LAW_KINDS)
NAMED(tnc_claim_law_nature_name, TncLawNature, TNC_LAW_NATURES)
NAMED(tnc_claim_law_party_name, TncLawParty, TNC_LAW_PARTIES)
NAMED(tnc_claim_law_status_name, TncLawStatus, TNC_LAW_STATUSES)
NAMED(tnc_claim_law_start_name, TncLawStart, TNC_LAW_STARTS)
NAMED(tnc_claim_law_application_name, TncLawApplication, TNC_LAW_APPLICATIONS)
NAMED(tnc_claim_law_cost_name, TncLawCost, TNC_LAW_COSTS)

void
tnc_claim_law_free(TncLawRule *rule)
{
    if (!rule)
        return;
    g_free(rule->id);
    g_free(rule->clock.after);
    g_free(rule->clock.calendar);
    g_free(rule->effect[0]);
    g_free(rule->effect[1]);
    g_free(rule->source);
    g_free(rule->source_en);
    g_free(rule->url);
    g_free(rule->lapse.move);
    g_free(rule->stake.currency);
    g_free(rule->pending[0]);
    g_free(rule->pending[1]);
    g_free(rule->confidence);
    g_free(rule);
}
