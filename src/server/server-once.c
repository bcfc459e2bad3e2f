// SPDX-License-Identifier: AGPL-3.0-or-later
// In the folder: the setting 'once', [{key, request, status, body, headers}], the latest last.

#include "server-once.h"
#include <string.h>

#define MAX_KNOWN 1000
#define MAX_BYTES ((gsize)2 * 1024 * 1024)
#define MAX_ANSWER ((gsize)64 * 1024)
#define MAX_KEPT 64
#define MAX_KEPT_ANSWER ((gsize)8 * 1024)
#define SETTING "once"

typedef struct {
    char *request; // hash of method, path, query and body
    gboolean busy;
    TncServerAnswer answer;
} Done;

struct TncServerOnce {
    GMutex lock;
    GHashTable *known; // key → Done
    GQueue order;      // of keys, oldest first
    gsize bytes;       // of all answers
};

static void
done_free(gpointer data)
{
    Done *done = data;
    g_free(done->request);
    tnc_server_answer_clear(&done->answer);
    g_free(done);
}

TncServerOnce *
tnc_server_once_new(void)
{
    TncServerOnce *once = g_new0(TncServerOnce, 1);
    g_mutex_init(&once->lock);
    once->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, done_free);
    g_queue_init(&once->order);
    return once;
}

void
tnc_server_once_free(TncServerOnce *once)
{
    g_hash_table_unref(once->known);
    g_queue_clear_full(&once->order, g_free);
    g_mutex_clear(&once->lock);
    g_free(once);
}

// Each text with its NUL, so that they cannot run into each other.
static void
add_text(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static char *
fingerprint(const TncServerCall *call)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add_text(sum, call->method);
    for (guint i = 0; call->path[i]; i++)
        add_text(sum, call->path[i]);
    add_text(sum, "");
    for (guint i = 0; call->query && i < call->query->len; i++)
        add_text(sum, call->query->pdata[i]);
    add_text(sum, "");
    if (call->body)
        g_checksum_update(sum, call->body->data, call->body->len);
    return g_strdup(g_checksum_get_string(sum));
}

static gsize
size_of(const TncServerAnswer *answer)
{
    return answer->body ? g_bytes_get_size(answer->body) : 0;
}

// ---- in the folder

static json_t *
load(TncDesk *desk)
{
    json_t *list = tnc_store_get_setting(tnc_desk_store(desk), SETTING);
    if (json_is_array(list))
        return list;
    json_decref(list);
    return json_array();
}

static json_t *
headers_json(const TncServerAnswer *answer)
{
    json_t *list = json_array();
    for (guint i = 0; answer->headers && i < answer->headers->len; i++)
        json_array_append_new(list, json_string(answer->headers->pdata[i]));
    return list;
}

gboolean
tnc_server_once_keep(TncDesk *desk, const TncServerCall *call, const TncServerAnswer *answer,
                     GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gsize size = size_of(answer);
    if (size > MAX_KEPT_ANSWER)
        return TRUE;
    g_autofree char *request = fingerprint(call);
    g_autoptr(json_t) list = load(desk);
    while (json_array_size(list) >= MAX_KEPT)
        json_array_remove(list, 0);
    const char *bytes = answer->body ? g_bytes_get_data(answer->body, NULL) : "";
    json_array_append_new(list, json_pack("{s:s, s:s, s:i, s:s%, s:o}", "key", call->key, "request",
                                          request, "status", (int)answer->status, "body", bytes,
                                          size, "headers", headers_json(answer)));
    gboolean kept = tnc_store_begin(store, error) &&
                    tnc_store_set_setting(store, SETTING, list, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return kept;
}

static void
answer_again(const json_t *kept, TncServerAnswer *answer)
{
    const char *body = tnc_json_string_or(kept, "body", "");
    const json_t *headers = json_object_get(kept, "headers");
    answer->status = (guint)json_integer_value(json_object_get(kept, "status"));
    if (*body) {
        answer->type = "application/json";
        answer->body = g_bytes_new(body, strlen(body));
    }
    for (size_t i = 0; i + 1 < json_array_size(headers); i += 2)
        tnc_server_answer_header(answer, json_string_value(json_array_get(headers, i)),
                                 json_string_value(json_array_get(headers, i + 1)));
}

// TRUE when the key is known from before the program was started.
static gboolean
find_kept(TncDesk *desk, const char *key, const char *request, TncServerAnswer *answer,
          TncServerOnceFate *fate_out)
{
    g_autoptr(json_t) list = load(desk);
    size_t index;
    const json_t *one;
    json_array_foreach (list, index, one) {
        if (!g_str_equal(tnc_json_string_or(one, "key", ""), key))
            continue;
        gboolean same = g_str_equal(tnc_json_string_or(one, "request", ""), request);
        *fate_out = same ? TNC_SERVER_ONCE_DONE : TNC_SERVER_ONCE_OTHER;
        if (same)
            answer_again(one, answer);
        return TRUE;
    }
    return FALSE;
}

// ---- in memory

static void
forget(TncServerOnce *once, GList *place)
{
    const Done *done = g_hash_table_lookup(once->known, place->data);
    once->bytes -= size_of(&done->answer);
    g_hash_table_remove(once->known, place->data);
    g_free(place->data);
    g_queue_delete_link(&once->order, place);
}

// Those that are being worked stay.
static void
forget_oldest(TncServerOnce *once)
{
    GList *place = once->order.head;
    while (place && (once->order.length > MAX_KNOWN || once->bytes > MAX_BYTES)) {
        GList *next = place->next;
        if (!((const Done *)g_hash_table_lookup(once->known, place->data))->busy)
            forget(once, place);
        place = next;
    }
}

static TncServerOnceFate
look_up(const Done *known, const char *request, TncServerAnswer *answer)
{
    if (!g_str_equal(known->request, request))
        return TNC_SERVER_ONCE_OTHER;
    if (known->busy)
        return TNC_SERVER_ONCE_BUSY;
    tnc_server_answer_copy(&known->answer, answer);
    return TNC_SERVER_ONCE_DONE;
}

TncServerOnceFate
tnc_server_once_begin(TncServerOnce *once, TncDesk *desk, const TncServerCall *call,
                      TncServerAnswer *answer)
{
    g_autofree char *request = fingerprint(call);
    TncServerOnceFate fate = TNC_SERVER_ONCE_NEW;
    g_mutex_lock(&once->lock);
    const Done *known = g_hash_table_lookup(once->known, call->key);
    if (known) {
        fate = look_up(known, request, answer);
    } else if (!desk || !find_kept(desk, call->key, request, answer, &fate)) {
        Done *done = g_new0(Done, 1);
        done->request = g_steal_pointer(&request);
        done->busy = TRUE;
        g_hash_table_replace(once->known, g_strdup(call->key), done);
        g_queue_push_tail(&once->order, g_strdup(call->key));
        forget_oldest(once);
    }
    g_mutex_unlock(&once->lock);
    return fate;
}

void
tnc_server_once_done(TncServerOnce *once, const TncServerCall *call, const TncServerAnswer *answer)
{
    g_mutex_lock(&once->lock);
    Done *done = g_hash_table_lookup(once->known, call->key);
    if (done && answer->status < 500 && size_of(answer) <= MAX_ANSWER) {
        done->busy = FALSE;
        tnc_server_answer_copy(answer, &done->answer);
        once->bytes += size_of(answer);
        forget_oldest(once);
    } else if (done) {
        forget(once, g_queue_find_custom(&once->order, call->key, (GCompareFunc)strcmp));
    }
    g_mutex_unlock(&once->lock);
}
