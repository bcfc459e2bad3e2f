// SPDX-License-Identifier: AGPL-3.0-or-later
// From what was typed to an event's body.

#include "desk-log.h"
#include "desk-date.h"
#include "desk-new.h"
#include "desk-reading.h"
#include "desk-record.h"
#include "desk-show.h"
#include "error.h"

// What the reader finds in the text, under what the user told himself.
static json_t *
read_body(TncDesk *desk, const json_t *told, GError **error)
{
    const char *text = tnc_json_string_or(told, "text", NULL);
    json_t *body = text ? tnc_desk_reading_text(desk, text, error) : json_object();
    if (body)
        json_object_update(body, (json_t *)(gintptr)told);
    return body;
}

static json_t *
body_of(TncDesk *desk, const TncDeskCase *kase, TncEventKind kind, const TncDeskLogEntry *entry,
        GError **error)
{
    gboolean read = entry->read && kind == TNC_EVENT_MESSAGE_RECEIVED &&
                    !json_object_get(entry->body, "signals");
    if (entry->body && !json_is_object(entry->body)) {
        tnc_error_set(error, TNC_ERROR_INPUT, "body: expected an object");
        return NULL;
    }
    g_autoptr(json_t) body = read          ? read_body(desk, entry->body, error)
                             : entry->body ? json_deep_copy(entry->body)
                                           : json_object();
    if (!body || !tnc_desk_new_date_field(desk, body, "due", error) ||
        !tnc_desk_new_date_field(desk, body, "until", error) ||
        !tnc_desk_new_money_field(body, "amount", kase->purchase->price.currency, error))
        return NULL;
    return g_steal_pointer(&body);
}

gboolean
tnc_desk_log_event(TncDesk *desk, const TncDeskCase *kase, const TncDeskLogEntry *entry,
                   guint *seq_out, GError **error)
{
    int kind = entry->kind ? tnc_claim_words_parse(TNC_WORDS_TncEventKind, entry->kind) : -1;
    TncInstant at = TNC_INSTANT_NONE;
    if (kind < 0 || kind == TNC_EVENT_CLAIM_OPENED)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "kind: '%s' cannot be logged: expected call.made, note.added…",
                             entry->kind ? entry->kind : "");
    if (entry->at && !tnc_desk_date_instant(desk, entry->at, &at, error))
        return FALSE;
    g_autoptr(json_t) body = body_of(desk, kase, (TncEventKind)kind, entry, error);
    TncActor actor = kind == TNC_EVENT_MESSAGE_RECEIVED ? TNC_ACTOR_SELLER : TNC_ACTOR_ME;
    return body && tnc_desk_record_check_retraction(kase, (TncEventKind)kind, body, error) &&
           tnc_desk_record_event(desk, kase->id, (TncEventKind)kind, actor, at, body, seq_out,
                                 error);
}

static json_t *
shown_signals(const json_t *noted)
{
    json_t *list = json_array();
    size_t index;
    const json_t *one;
    json_array_foreach (noted, index, one) {
        int kind = tnc_claim_words_parse(TNC_WORDS_TncSignal, tnc_json_string_or(one, "kind", ""));
        TncClaimSignal signal = {.kind = (TncSignal)MAX(kind, 0),
                                 .quote = tnc_json_string_or(one, "quote", NULL),
                                 .step = tnc_json_string_or(one, "step", NULL),
                                 .due = tnc_date_parse(tnc_json_string_or(one, "due", NULL))};
        json_array_append_new(
            list, tnc_desk_show_signal(&signal, json_integer_value(json_object_get(one, "start")),
                                       json_integer_value(json_object_get(one, "end"))));
    }
    return list;
}

json_t *
tnc_desk_log_read(TncDesk *desk, const char *text, GError **error)
{
    g_autoptr(json_t) body = tnc_desk_reading_text(desk, text, error);
    if (!body)
        return NULL;
    const json_t *automatic = json_object_get(body, "automatic");
    double courtesy = json_number_value(json_object_get(body, "courtesy"));
    json_t *told = json_is_object(automatic)
                       ? json_pack("{s:O, s:O}", "is", json_object_get(automatic, "is"), "kind",
                                   json_object_get(automatic, "kind"))
                       : json_null();
    return json_pack("{s:s, s:o, s:O?, s:i, s:o}", "text", text, "automatic", told, "agent",
                     json_object_get(body, "agent"), "courtesy", (int)(courtesy * 100 + 0.5),
                     "signals", shown_signals(json_object_get(body, "signals")));
}
