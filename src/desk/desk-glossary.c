// SPDX-License-Identifier: AGPL-3.0-or-later
// Hints are a help: without the glossary everything else goes on, so its errors are not reported
// here (`packs check` does).

#include "desk-glossary.h"
#include "packs-glossary.h"

#define MAX_TEXT 262144 // of a claim's texts, newest last: hints are not worth more

json_t *
tnc_desk_glossary_hints(TncDesk *desk, const char *text, guint limit)
{
    json_t *hints = json_array();
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_GLOSSARY, NULL);
    const GPtrArray *terms = packs ? tnc_packs_part(packs, TNC_PACKS_GLOSSARY) : NULL;
    if (!terms)
        return hints;
    g_autoptr(GPtrArray) found = tnc_packs_glossary_find(terms, text);
    for (guint i = 0; i < found->len && (limit == 0 || i < limit); i++) {
        const TncPacksTermWords *words =
            tnc_packs_glossary_words(g_ptr_array_index(found, i), tnc_desk_language(desk));
        json_array_append_new(hints,
                              json_pack("{s:s, s:s}", "term", words->name, "says", words->says));
    }
    return hints;
}

json_t *
tnc_desk_glossary_of_events(TncDesk *desk, const TncClaimEvents *events, guint limit)
{
    static const char *const fields[] = {"subject", "text", "step", "what", "finding"};
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < tnc_claim_event_list_length(events); i++) {
        const json_t *body = tnc_claim_event_list_get(events, i)->body;
        for (guint j = 0; j < G_N_ELEMENTS(fields) && all->len < MAX_TEXT; j++)
            g_string_append_printf(all, "%s\n", tnc_json_string_or(body, fields[j], ""));
    }
    return tnc_desk_glossary_hints(desk, all->str, limit);
}
