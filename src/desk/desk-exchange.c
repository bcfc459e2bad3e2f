// SPDX-License-Identifier: AGPL-3.0-or-later
// Import and export. Every line is checked against what is there before it is written; the transaction makes the
// whole all or nothing.

#include "desk-exchange.h"
#include "desk-case.h"
#include "desk-index.h"
#include "error.h"

typedef struct {
    TncDesk *desk;
    TncStore *store;
    TncDeskImported imported;
    GHashTable *touched; // set of TncStoreId (as gint64)
} Import;

static gboolean
must_exist(Import *import, TncStoreRecord kind, const char *field, const char *ref, GError **error)
{
    if (tnc_store_has_record(import->store, kind, ref))
        return TRUE;
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) record = tnc_store_get_record(import->store, kind, ref, &problem);
    return record || tnc_error_set(error, TNC_ERROR_INPUT, "field '%s': %s", field,
                                   problem ? problem->message : "not found");
}

static void
touch(Import *import, TncStoreId claim)
{
    gint64 *key = g_new(gint64, 1);
    *key = claim;
    g_hash_table_add(import->touched, key);
}

static gboolean
import_merchant(Import *import, const json_t *line, GError **error)
{
    g_autoptr(TncMerchant) merchant = tnc_claim_record_parse_merchant(line, error);
    if (!merchant)
        return FALSE;
    g_autoptr(json_t) record = tnc_claim_record_format_merchant(merchant);
    import->imported.merchants++;
    return tnc_store_put_record(import->store, TNC_STORE_MERCHANT, merchant->ref, record, error);
}

static gboolean
import_purchase(Import *import, const json_t *line, GError **error)
{
    g_autoptr(TncPurchase) purchase = tnc_claim_record_parse_purchase(line, error);
    if (!purchase || !must_exist(import, TNC_STORE_MERCHANT, "merchant", purchase->merchant, error))
        return FALSE;
    g_autoptr(json_t) record = tnc_claim_record_format_purchase(purchase);
    import->imported.purchases++;
    return tnc_store_put_record(import->store, TNC_STORE_PURCHASE, purchase->ref, record, error);
}

static gboolean
import_claim(Import *import, const json_t *line, GError **error)
{
    g_autoptr(TncClaim) claim = tnc_claim_record_parse_claim(line, error);
    if (!claim || !must_exist(import, TNC_STORE_PURCHASE, "purchase", claim->purchase, error))
        return FALSE;
    g_autoptr(json_t) record = tnc_claim_record_format_claim(claim);
    if (!tnc_store_put_record(import->store, TNC_STORE_CLAIM, claim->ref, record, error))
        return FALSE;
    import->imported.claims++;
    TncStoreId id = tnc_store_find_claim(import->store, claim->ref);
    touch(import, id);
    return tnc_desk_index_claim(import->desk, id, error);
}

typedef struct {
    TncStoreId claim;
    const char *at;
    TncEventKind kind;
    TncActor actor;
    json_t *body;
} Event;

static gboolean
read_word(const json_t *line, const char *field, TncWordSet set, int *value_out, GError **error)
{
    const char *word = tnc_json_string_or(line, field, NULL);
    *value_out = tnc_claim_words_parse(set, word);
    if (*value_out >= 0)
        return TRUE;
    g_autofree char *names = tnc_claim_words_list(set);
    return tnc_error_set(error, TNC_ERROR_INPUT, "field '%s': expected one of %s", field, names);
}

static gboolean
check_fields(const json_t *line, GError **error)
{
    static const char known[] = " type claim kind at actor body ";
    json_t *object = (json_t *)(gintptr)line;
    for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i)) {
        g_autofree char *word = g_strdup_printf(" %s ", json_object_iter_key(i));
        if (!strstr(known, word))
            return tnc_error_set(error, TNC_ERROR_INPUT,
                                 "field '%s' is not known here: expected one of%.*s",
                                 json_object_iter_key(i), (int)sizeof known - 2, known);
    }
    return TRUE;
}

static gboolean
read_event(Import *import, const json_t *line, Event *event, GError **error)
{
    int kind;
    int actor;
    TncInstant at;
    const char *ref = tnc_json_string_or(line, "claim", NULL);
    if (!check_fields(line, error))
        return FALSE;
    if (!ref)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field 'claim' is missing: the ref of a claim");
    if (!must_exist(import, TNC_STORE_CLAIM, "claim", ref, error) ||
        !read_word(line, "kind", TNC_WORDS_TncEventKind, &kind, error) ||
        !read_word(line, "actor", TNC_WORDS_TncActor, &actor, error) ||
        !tnc_json_get_instant(line, "at", &at, error))
        return FALSE;
    if (at == TNC_INSTANT_NONE)
        return tnc_error_set(error, TNC_ERROR_INPUT, "field 'at' is missing");
    json_t *body = json_object_get(line, "body");
    if (!body)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "field 'body' is missing: {} when there is nothing to say");
    *event = (Event){tnc_store_find_claim(import->store, ref), tnc_json_string_or(line, "at", ""),
                     (TncEventKind)kind, (TncActor)actor, body};
    return tnc_claim_event_check_body(event->kind, body, error);
}

static gboolean
import_event(Import *import, const json_t *line, GError **error)
{
    Event event = {0};
    guint seq;
    if (!read_event(import, line, &event, error))
        return FALSE;
    if (tnc_store_has_event(import->store, event.claim, event.at, event.kind, event.actor,
                            event.body)) {
        import->imported.repeated++;
        return TRUE;
    }
    import->imported.events++;
    touch(import, event.claim);
    return tnc_store_append_event(import->store, event.claim, event.at, event.kind, event.actor,
                                  event.body, tnc_desk_now(import->desk), &seq, error) &&
           tnc_desk_index_event(import->desk, event.claim, seq, event.kind, event.body, error);
}

static gboolean
import_line(Import *import, const char *text, gsize size, GError **error)
{
    static const struct {
        const char *type;
        gboolean (*function)(Import *import, const json_t *line, GError **error);
    } types[] = {
        {"merchant", import_merchant},
        {"purchase", import_purchase},
        {"claim", import_claim},
        {"event", import_event},
    };
    g_autoptr(json_t) line = tnc_json_parse(text, size, error);
    if (!line)
        return FALSE;
    const char *type = tnc_json_string_or(line, "type", "");
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_equal(types[i].type, type))
            return types[i].function(import, line, error);
    return tnc_error_set(error, TNC_ERROR_INPUT,
                         "field 'type': expected merchant, purchase, claim or event, found '%s'",
                         type);
}

static gboolean
is_blank(const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    return TRUE;
}

static gboolean
import_lines(Import *import, const char *name, const char *bytes, gsize size,
             TncDeskProgressFunc progress, gpointer data, GError **error)
{
    const char *end = bytes + size;
    guint number = 0;
    for (const char *line = bytes; line < end; number++) {
        const char *stop = memchr(line, '\n', (gsize)(end - line));
        gsize length = (gsize)((stop ? stop : end) - line);
        if (!is_blank(line, length) && !import_line(import, line, length, error)) {
            g_prefix_error(error, "%s: line %u: ", name, number + 1);
            return FALSE;
        }
        line += length + 1;
        if (progress && number % 1024 == 0)
            progress((guint64)(line - bytes), size, data);
    }
    return TRUE;
}

static int
compare_ids(const void *a, const void *b)
{
    gint64 one = **(gint64 *const *)a;
    gint64 other = **(gint64 *const *)b;
    return (one > other) - (one < other);
}

// In the order of their ids, so that neighbours lie on the same pages of the store: with a million claims, most of
// them would not be in its cache otherwise.
static gboolean
refresh_touched(Import *import, GError **error)
{
    guint count;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(import->touched, &count);
    qsort(keys, count, sizeof *keys, compare_ids);
    for (guint i = 0; i < count; i++)
        if (!tnc_desk_case_refresh(import->desk, *(gint64 *)keys[i], error))
            return FALSE;
    return TRUE;
}

gboolean
tnc_desk_exchange_import(TncDesk *desk, const char *name, const char *bytes, gsize size,
                         gboolean dry_run, TncDeskProgressFunc progress, gpointer data,
                         TncDeskImported *imported_out, GError **error)
{
    Import import = {.desk = desk, .store = tnc_desk_store(desk)};
    if (!tnc_store_begin(import.store, error))
        return FALSE;
    g_autoptr(GHashTable) touched =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    import.touched = touched;
    gboolean done = import_lines(&import, name, bytes, size, progress, data, error) &&
                    refresh_touched(&import, error);
    if (done && !dry_run)
        done = tnc_store_commit(import.store, error);
    tnc_store_rollback(import.store);
    if (done)
        *imported_out = import.imported;
    return done;
}

// ---- export

typedef struct {
    TncDesk *desk;
    const char *ref;
    TncDeskLineFunc function;
    gpointer data;
} Export;

static gboolean
give_line(Export *export, const json_t *object, GError **error)
{
    g_autofree char *line = tnc_json_line(object);
    return export->function(line, export->data, error);
}

static gboolean
export_record(const char *ref, const json_t *record, gpointer data, GError **error)
{
    (void)ref;
    return give_line(data, record, error);
}

static gboolean
export_event(const TncStoreEvent *event, gpointer data, GError **error)
{
    Export *export = data;
    g_autoptr(json_t) line = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:O}", "type", "event", "claim", export->ref, "kind",
        tnc_claim_words_name(TNC_WORDS_TncEventKind, (int)event->kind), "at", event->at_text,
        "actor", tnc_claim_words_name(TNC_WORDS_TncActor, (int)event->actor), "body", event->body);
    return give_line(export, line, error);
}

static gboolean
export_events(const char *ref, const json_t *record, gpointer data, GError **error)
{
    (void)record;
    Export *export = data;
    TncStore *store = tnc_desk_store(export->desk);
    export->ref = ref;
    return tnc_store_each_event(store, tnc_store_find_claim(store, ref), export_event, export,
                                error);
}

gboolean
tnc_desk_exchange_export(TncDesk *desk, TncDeskLineFunc function, gpointer data, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    Export export = {desk, NULL, function, data};
    return !store ||
           (tnc_store_each_record(store, TNC_STORE_MERCHANT, export_record, &export, error) &&
            tnc_store_each_record(store, TNC_STORE_PURCHASE, export_record, &export, error) &&
            tnc_store_each_record(store, TNC_STORE_CLAIM, export_record, &export, error) &&
            tnc_store_each_record(store, TNC_STORE_CLAIM, export_events, &export, error));
}
