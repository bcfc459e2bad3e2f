// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes that look at claims and write down what happened.

#include "desk-case.h"
#include "desk-card.h"
#include "desk-list.h"
#include "desk-log.h"
#include "desk-new.h"
#include "desk-rights.h"
#include "desk-show.h"
#include "desk-speech.h"
#include "error.h"
#include "server-state.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

static gboolean
add_card(const json_t *card, gpointer array, GError **error)
{
    (void)error;
    json_array_append(array, (json_t *)(gintptr)card);
    return TRUE;
}

gboolean
tnc_server_next(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                TncServerAnswer *answer, GError **error)
{
    (void)state;
    guint limit;
    g_autoptr(json_t) array = json_array();
    if (!tnc_server_call_number(call, "limit", 1, MAX_LIMIT, MAX_LIMIT, &limit, error) ||
        !tnc_desk_card_each(desk, NULL, limit, add_card, array, error))
        return FALSE;
    tnc_server_answer_json(answer, 200, json_incref(array));
    return TRUE;
}

// A word of SET in the query, -1 when absent; TNC_ERROR_INPUT names the parameter.
static gboolean
query_word(const TncServerCall *call, const char *name, TncWordSet set, int *value_out,
           GError **error)
{
    const char *text = tnc_server_call_query(call, name);
    *value_out = text ? tnc_claim_words_parse(set, text) : -1;
    return !text || *value_out >= 0 ||
           tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: '%s' is none of its words"), name,
                         text);
}

static gboolean
query_state(const TncServerCall *call, TncDeskListState *state_out, GError **error)
{
    static const char *const states[] = {"open", "closed", "all"};
    const char *text = tnc_server_call_query(call, "state");
    *state_out = TNC_DESK_LIST_OPEN;
    for (guint i = 0; text && i < G_N_ELEMENTS(states); i++)
        if (g_str_equal(states[i], text)) {
            *state_out = (TncDeskListState)i;
            return TRUE;
        }
    return !text ||
           tnc_error_set(error, TNC_ERROR_INPUT, gettext("state: expected open, closed or all"));
}

gboolean
tnc_server_claims_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    TncDeskListFilter filter = {.merchant = tnc_server_call_query(call, "merchant"),
                                .words = tnc_server_call_query(call, "q"),
                                .cursor = tnc_server_call_query(call, "cursor")};
    if (!query_state(call, &filter.state, error) ||
        !query_word(call, "kind", TNC_WORDS_TncClaimKind, &filter.kind, error) ||
        !query_word(call, "turn", TNC_WORDS_TncTurn, &filter.turn, error) ||
        !tnc_server_call_number(call, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT, &filter.limit, error))
        return FALSE;
    json_t *page = tnc_desk_list_claims(desk, &filter, error);
    if (page)
        tnc_server_answer_json(answer, 200, page);
    return page != NULL;
}

gboolean
tnc_server_claims_open(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    const TncServerSettings *settings = tnc_server_state_settings(state);
    TncStoreId id;
    g_autoptr(json_t) answers = tnc_server_call_json(call, error);
    if (!answers || !tnc_desk_new_claim(desk, answers, &id, error))
        return FALSE;
    g_autofree char *ref = tnc_store_claim_ref(tnc_desk_store(desk), id);
    g_autofree char *place = g_strdup_printf("%s/api/v1/claims/%s", settings->base_path, ref);
    tnc_server_answer_json(answer, 201,
                           json_pack("{s:s, s:I}", "claim", ref, "number", (json_int_t)id));
    tnc_server_answer_header(answer, "Location", place);
    return TRUE;
}

static TncDeskCase *
find(TncDesk *desk, const TncServerCall *call, GError **error)
{
    return tnc_desk_case_find(desk, call->parameters[0], error);
}

gboolean
tnc_server_claim_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                     TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskCase) kase = find(desk, call, error);
    if (kase)
        tnc_server_answer_json(answer, 200, tnc_desk_show_claim(desk, kase));
    return kase != NULL;
}

// ---- the conversation; a cursor is the number of events before the page

gboolean
tnc_server_events_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    guint first;
    guint limit;
    if (!tnc_server_call_number(call, "cursor", 0, G_MAXINT32, 0, &first, error) ||
        !tnc_server_call_number(call, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT, &limit, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = find(desk, call, error);
    if (!kase)
        return FALSE;
    gboolean more = tnc_claim_event_list_length(kase->events) > first + limit;
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:o, s:o}", "items",
                                     tnc_desk_show_events(desk, kase, first, limit), "next",
                                     more ? json_sprintf("%u", first + limit) : json_null()));
    return TRUE;
}

static gboolean
log_entry(TncDesk *desk, const TncDeskCase *kase, const TncDeskLogEntry *entry,
          TncServerAnswer *answer, GError **error)
{
    guint seq;
    if (!tnc_desk_log_event(desk, kase, entry, &seq, error))
        return FALSE;
    tnc_server_answer_json(answer, 201,
                           json_pack("{s:s, s:i}", "claim", kase->claim->ref, "event", (int)seq));
    return TRUE;
}

gboolean
tnc_server_events_log(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                      TncServerAnswer *answer, GError **error)
{
    (void)state;
    gboolean read = TRUE;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told ||
        (json_object_get(told, "read") && !tnc_json_get_boolean(told, "read", &read, error)))
        return FALSE;
    g_autoptr(TncDeskCase) kase = find(desk, call, error);
    TncDeskLogEntry entry = {.kind = tnc_json_string_or(told, "kind", NULL),
                             .at = tnc_json_string_or(told, "at", NULL),
                             .body = json_object_get(told, "body"),
                             .read = read};
    return kase && log_entry(desk, kase, &entry, answer, error);
}

// A correction takes the kinds of signals as words; the event's body has them as objects.
static json_t *
correction_body(const json_t *told)
{
    static const char *const same[] = {"event", "remove", "automatic", "reason", "retracted"};
    json_t *body = json_object();
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        json_t *value = json_object_get(told, same[i]);
        if (value && !json_is_null(value))
            json_object_set(body, same[i], value);
    }
    const json_t *add = json_object_get(told, "add");
    if (!json_is_array(add))
        return body;
    json_t *signals = json_array();
    size_t index;
    json_t *kind;
    json_array_foreach (add, index, kind)
        json_array_append_new(signals, json_is_object(kind) ? json_incref(kind)
                                                            : json_pack("{s:O}", "kind", kind));
    json_object_set_new(body, "add", signals);
    return body;
}

gboolean
tnc_server_correct(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                   TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    g_autoptr(TncDeskCase) kase = told ? find(desk, call, error) : NULL;
    if (!kase)
        return FALSE;
    json_int_t event = json_integer_value(json_object_get(told, "event"));
    if (event < 1 || event > G_MAXINT32 || !tnc_claim_event_list_find(kase->events, (guint)event))
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("event: there is no such event"));
    g_autoptr(json_t) body = correction_body(told);
    TncDeskLogEntry entry = {.kind = "signal.corrected", .body = body};
    return log_entry(desk, kase, &entry, answer, error);
}

gboolean
tnc_server_plan(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskCase) kase = find(desk, call, error);
    if (kase)
        tnc_server_answer_json(answer, 200, tnc_desk_show_plan(desk, kase));
    return kase != NULL;
}

gboolean
tnc_server_rights(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskCase) kase = find(desk, call, error);
    g_autoptr(GArray) rights = kase ? tnc_desk_rights_find(desk, kase, error) : NULL;
    if (rights)
        tnc_server_answer_json(answer, 200, tnc_desk_rights_json(desk, kase, rights));
    return rights != NULL;
}

gboolean
tnc_server_search(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    guint limit;
    const char *words = tnc_server_call_query(call, "q");
    if (!words || !*words)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("q: what to search for is missing"));
    if (!tnc_server_call_number(call, "limit", 1, MAX_LIMIT, 50, &limit, error))
        return FALSE;
    json_t *hits = tnc_desk_list_hits(desk, words, limit, error);
    if (hits)
        tnc_server_answer_json(answer, 200, hits);
    return hits != NULL;
}
