// SPDX-License-Identifier: AGPL-3.0-or-later
// Events: appended, chained, read back. Never changed.

#include "store-event.h"
#include "error.h"
#include "store-sql.h"

static const char *const nothing[] = {NULL};

void
tnc_store_event_hash(const char *previous, const TncStoreLink *link,
                     char hash_out[TNC_SHA256_HEX + 1])
{
    char recorded[TNC_INSTANT_BUFFER];
    g_autoptr(json_t) ref = json_string(link->claim_ref);
    g_autofree char *quoted = tnc_json_canonical(ref);
    // Written out rather than built: the keys are in their canonical (sorted) order.
    g_autofree char *text = g_strdup_printf(
        "{\"actor\":\"%s\",\"at\":\"%s\",\"body\":%s,\"claim\":%s,\"kind\":\"%s\",\"recorded_at\":"
        "\"%s\",\"seq\":%u}",
        tnc_claim_words_name(TNC_WORDS_TncActor, (int)link->actor), link->at_text, link->body,
        quoted, tnc_claim_words_name(TNC_WORDS_TncEventKind, (int)link->kind),
        tnc_instant_format(link->recorded_at, 0, recorded), link->seq);
    tnc_sha256_link(previous, text, hash_out);
}

static gboolean
last_link(TncStore *store, TncStoreId claim, guint *seq_out, char hash_out[TNC_SHA256_HEX + 1],
          GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_EVENT_LAST);
    tnc_store_sql_bind_number(rows, 2, claim);
    TncStoreStep step = tnc_store_sql_step(rows, error);
    *seq_out = step == TNC_STEP_ROW ? (guint)tnc_store_sql_number(rows, 0) : 0;
    g_strlcpy(hash_out, step == TNC_STEP_ROW ? tnc_store_sql_text(rows, 1) : "",
              TNC_SHA256_HEX + 1);
    return step != TNC_STEP_FAILED;
}

guint
tnc_store_last_event(TncStore *store, TncStoreId claim)
{
    guint seq;
    char hash[TNC_SHA256_HEX + 1];
    return last_link(store, claim, &seq, hash, NULL) ? seq : 0;
}

static gboolean
insert(TncStore *store, TncStoreId claim, const TncStoreLink *link, TncInstant at, const char *hash,
       GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_EVENT_ADD);
    tnc_store_sql_bind_number(rows, 2, claim);
    tnc_store_sql_bind_number(rows, 3, link->seq);
    tnc_store_sql_bind_number(rows, 4, link->kind);
    tnc_store_sql_bind_number(rows, 5, link->actor);
    tnc_store_sql_bind_number(rows, 6, at);
    tnc_store_sql_bind_text(rows, 7, link->at_text);
    tnc_store_sql_bind_number(rows, 8, link->recorded_at);
    tnc_store_sql_bind_text(rows, 9, link->body);
    tnc_store_sql_bind_text(rows, 10, hash);
    return tnc_store_sql_run(rows, error);
}

gboolean
tnc_store_append_body(TncStore *store, TncStoreId claim, const char *at_text, TncEventKind kind,
                      TncActor actor, const char *body, TncInstant recorded_at, guint *seq_out,
                      GError **error)
{
    g_assert(store->in_transaction);
    TncInstant at = tnc_instant_parse(at_text, NULL);
    if (at == TNC_INSTANT_NONE)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field 'at': expected an instant with its offset, found '%s'",
                             at_text);
    g_autofree char *ref = tnc_store_claim_ref(store, claim);
    if (!ref)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             "there is no claim number %" G_GINT64_FORMAT, claim);
    guint seq;
    char previous[TNC_SHA256_HEX + 1];
    char hash[TNC_SHA256_HEX + 1];
    if (!last_link(store, claim, &seq, previous, error))
        return FALSE;
    TncStoreLink link = {ref, seq + 1, kind, actor, at_text, recorded_at, body};
    tnc_store_event_hash(previous, &link, hash);
    if (!insert(store, claim, &link, at, hash, error))
        return FALSE;
    if (seq_out)
        *seq_out = seq + 1;
    return TRUE;
}

gboolean
tnc_store_append_event(TncStore *store, TncStoreId claim, const char *at_text, TncEventKind kind,
                       TncActor actor, json_t *body, TncInstant recorded_at, guint *seq_out,
                       GError **error)
{
    g_autofree char *text = tnc_json_canonical(body);
    return tnc_store_append_body(store, claim, at_text, kind, actor, text, recorded_at, seq_out,
                                 error);
}

gboolean
tnc_store_has_event(TncStore *store, TncStoreId claim, const char *at_text, TncEventKind kind,
                    TncActor actor, const json_t *body)
{
    g_autofree char *text = tnc_json_canonical(body);
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_EVENT_SAME);
    tnc_store_sql_bind_number(rows, 2, claim);
    tnc_store_sql_bind_number(rows, 3, tnc_instant_parse(at_text, NULL));
    tnc_store_sql_bind_number(rows, 4, kind);
    tnc_store_sql_bind_number(rows, 5, actor);
    tnc_store_sql_bind_text(rows, 6, text);
    return tnc_store_sql_step(rows, NULL) == TNC_STEP_ROW;
}

static gboolean
give_event(TncStoreRows *rows, const char *const *without, TncStoreEventFunc function,
           gpointer data, GError **error)
{
    g_autoptr(json_t) body = tnc_json_load_without(tnc_store_sql_text(rows, 6), without);
    TncStoreEvent event = {
        .seq = (guint)tnc_store_sql_number(rows, 0),
        .kind = (TncEventKind)tnc_store_sql_number(rows, 1),
        .actor = (TncActor)tnc_store_sql_number(rows, 2),
        .at = tnc_store_sql_number(rows, 3),
        .at_text = tnc_store_sql_text(rows, 4),
        .recorded_at = tnc_store_sql_number(rows, 5),
        .body = body,
        .hash = tnc_store_sql_text(rows, 7),
    };
    if (!body || (int)event.kind < 0 || event.kind >= TNC_EVENT_COUNT || (int)event.actor < 0 ||
        event.actor >= TNC_ACTOR_COUNT)
        return tnc_error_set(error, TNC_ERROR_CORRUPT, "event %u was altered: run 'tenace verify'",
                             event.seq);
    return function(&event, data, error);
}

static gboolean
each_event(TncStore *store, TncStoreId claim, const char *const *without,
           TncStoreEventFunc function, gpointer data, GError **error)
{
    g_autoptr(TncStoreRows) rows = tnc_store_sql_start(store, TNC_SQL_EVENT_EACH);
    tnc_store_sql_bind_number(rows, 2, claim);
    TncStoreStep step;
    while ((step = tnc_store_sql_step(rows, error)) == TNC_STEP_ROW)
        if (!give_event(rows, without, function, data, error))
            return FALSE;
    return step == TNC_STEP_DONE;
}

gboolean
tnc_store_each_event(TncStore *store, TncStoreId claim, TncStoreEventFunc function, gpointer data,
                     GError **error)
{
    return each_event(store, claim, nothing, function, data, error);
}

static gboolean
add_to_list(const TncStoreEvent *event, gpointer list, GError **error)
{
    return tnc_claim_event_list_add(list, event->seq, event->at, event->kind, event->actor,
                                    event->body, error);
}

static TncClaimEvents *
load(TncStore *store, TncStoreId claim, const char *const *without, GError **error)
{
    g_autoptr(TncClaimEvents) events = tnc_claim_event_list_new();
    if (!each_event(store, claim, without, add_to_list, events, error))
        return NULL;
    return g_steal_pointer(&events);
}

TncClaimEvents *
tnc_store_load_events(TncStore *store, TncStoreId claim, GError **error)
{
    return load(store, claim, nothing, error);
}

TncClaimEvents *
tnc_store_load_outline(TncStore *store, TncStoreId claim, GError **error)
{
    return load(store, claim, tnc_claim_event_told(), error);
}
