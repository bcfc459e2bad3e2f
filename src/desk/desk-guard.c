// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers the context of the guards from a case.

#include "desk-guard.h"
#include "desk-speech.h"
#include "error.h"
#include "packs.h"
#include <string.h>

#define MAX_PUBLIC 500 // characters: Mastodon's usual limit; a draft may have a lower one

static void
add(GPtrArray *list, const char *text)
{
    if (text && *text)
        g_ptr_array_add(list, g_strdup(text));
}

// Numbers that the seller gave: tickets, tracking.
static void
add_signals(GPtrArray *numbers, const TncClaimEvent *event)
{
    const json_t *signals = json_object_get(event->body, "signals");
    size_t index;
    const json_t *signal;
    json_array_foreach (signals, index, signal)
        if (strstr(tnc_json_string_or(signal, "kind", ""), "number"))
            add(numbers, tnc_json_string_or(signal, "value", NULL));
}

static char **
numbers_of(const TncDeskCase *kase)
{
    GPtrArray *numbers = g_ptr_array_new();
    if (kase) {
        add(numbers, kase->purchase->order_number);
        add(numbers, kase->purchase->serial);
    }
    for (guint i = 0; kase && i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        add_signals(numbers, event);
        add(numbers, tnc_json_string_or(event->body, "tracking", NULL));
    }
    g_ptr_array_add(numbers, NULL);
    return (char **)g_ptr_array_free(numbers, FALSE);
}

static char **
persons_of(TncDesk *desk, const TncDeskCase *kase)
{
    GPtrArray *persons = g_ptr_array_new();
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    add(persons, name);
    for (guint i = 0; kase && i < kase->position.agent_count; i++)
        add(persons, kase->position.agents[i]);
    g_ptr_array_add(persons, NULL);
    return (char **)g_ptr_array_free(persons, FALSE);
}

// The seller asked something, and the plan is to answer it.
static gboolean
is_answer_awaited(const TncDeskCase *kase)
{
    const char *id = kase ? kase->plan.move.id : "";
    return g_str_has_prefix(id, "answer") || g_str_equal(id, "send_document");
}

GPtrArray *
tnc_desk_guard_check(TncDesk *desk, const TncDeskGuardInput *input, const char *text,
                     GError **error)
{
    // What the user reads to say it himself does not leave.
    if (input->move &&
        (input->channel == TNC_CHANNEL_PHONE || input->channel == TNC_CHANNEL_COUNTER))
        return g_ptr_array_new();
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_GUARDS, error);
    if (!packs)
        return NULL;
    const TncDeskCase *kase = input->kase;
    gboolean is_public = input->channel == TNC_CHANNEL_PUBLIC;
    g_auto(GStrv) numbers = numbers_of(kase);
    g_auto(GStrv) persons = persons_of(desk, kase);
    TncWritingGuardContext context = {
        .language = input->language,
        .advice_language = tnc_desk_language(desk),
        .is_public = is_public,
        .numbers = (const char *const *)numbers,
        .persons = (const char *const *)persons,
        .allowed = kase ? kase->merchant->name : NULL,
        .verified = input->verified,
        .max_words = input->max_words,
        .max_characters = input->max_characters ? input->max_characters
                          : is_public           ? MAX_PUBLIC
                                                : 0,
        .chases = input->move && strstr(input->move->id, "chaser") != NULL,
        .answer_awaited = is_answer_awaited(kase),
        .to_mediator = kase && input->channel == TNC_CHANNEL_MEDIATOR,
        .complained =
            kase && tnc_claim_predicate_holds(kase->position.facts, TNC_PREDICATE_CLAIM_WRITTEN),
    };
    return tnc_writing_guard_check(tnc_packs_part(packs, TNC_PACKS_GUARDS), text, &context);
}

json_t *
tnc_desk_guard_json(const GPtrArray *findings)
{
    json_t *array = json_array();
    for (guint i = 0; findings && i < findings->len; i++) {
        const TncWritingFinding *finding = findings->pdata[i];
        json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:s, s:I, s:I, s:s}", "kind", tnc_packs_guard_name(finding->kind),
                      "severity", finding->severity == TNC_GUARD_BLOCK ? "block" : "warn", "quote",
                      finding->quote, "start", (json_int_t)finding->start, "end",
                      (json_int_t)finding->end, "advice", finding->advice));
    }
    return array;
}

gboolean
tnc_desk_guard_allow(const GPtrArray *findings, GError **error)
{
    if (!findings || !tnc_writing_guard_blocks(findings))
        return TRUE;
    const TncWritingFinding *first = findings->pdata[0];
    const char *kind = tnc_packs_guard_name(first->kind);
    return *first->quote
               ? tnc_error_set(error, TNC_ERROR_GUARD, gettext("this must not leave: %s “%s”. %s"),
                               kind, first->quote, first->advice)
               : tnc_error_set(error, TNC_ERROR_GUARD, gettext("this must not leave: %s. %s"), kind,
                               first->advice);
}
