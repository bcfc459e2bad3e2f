// SPDX-License-Identifier: AGPL-3.0-or-later
// The same response is queued on every connection; making it costs once.

#include "server-ready.h"
#include "server-parse.h"
#include "server-reply.h"
#include <string.h>

#define MAX_KEPT 8

typedef struct {
    gint64 version;
    TncInstant until; // TNC_INSTANT_NONE: for ever
    char *etag;
    struct MHD_Response *whole;
    struct MHD_Response *same;
} Kept;

struct TncServerReady {
    TncStore *store;
    GHashTable *kept; // key → Kept
};

static void
kept_free(gpointer data)
{
    Kept *kept = data;
    MHD_destroy_response(kept->whole);
    MHD_destroy_response(kept->same);
    g_free(kept->etag);
    g_free(kept);
}

TncServerReady *
tnc_server_ready_new(const char *data, GError **error)
{
    TncStore *store = tnc_store_open(data, TRUE, 1, error);
    if (!store)
        return NULL;
    TncServerReady *ready = g_new0(TncServerReady, 1);
    ready->store = store;
    ready->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, kept_free);
    return ready;
}

void
tnc_server_ready_free(TncServerReady *ready)
{
    if (!ready)
        return;
    tnc_store_close(ready->store);
    g_hash_table_unref(ready->kept);
    g_free(ready);
}

gint64
tnc_server_ready_version(TncServerReady *ready)
{
    return tnc_store_version(ready->store);
}

gboolean
tnc_server_ready_give(TncServerReady *ready, const char *key, TncInstant now, const char *etag,
                      struct MHD_Connection *connection, enum MHD_Result *result_out)
{
    const Kept *kept = g_hash_table_lookup(ready->kept, key);
    if (!kept || (kept->until != TNC_INSTANT_NONE && now >= kept->until) || kept->version < 0 ||
        kept->version != tnc_store_version(ready->store))
        return FALSE;
    gboolean same = etag && tnc_server_parse_matches(etag, kept->etag);
    *result_out = MHD_queue_response(connection, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK,
                                     same ? kept->same : kept->whole);
    return TRUE;
}

void
tnc_server_ready_keep(TncServerReady *ready, const char *key, gint64 version, TncInstant until,
                      const TncServerAnswer *answer)
{
    Kept *kept = g_new(Kept, 1);
    *kept = (Kept){version, until, g_strdup(answer->etag), tnc_server_reply_make(answer),
                   tnc_server_reply_same(answer->etag)};
    if (g_hash_table_size(ready->kept) >= MAX_KEPT)
        g_hash_table_remove_all(ready->kept);
    g_hash_table_replace(ready->kept, g_strdup(key), kept);
}

static gboolean
take_earliest(const TncStoreState *state, gpointer data, GError **error)
{
    (void)error;
    TncInstant *earliest = data;
    if (state->valid_until != TNC_INSTANT_NONE)
        *earliest = MIN(*earliest, state->valid_until);
    return TRUE;
}

TncInstant
tnc_server_ready_until(TncDesk *desk)
{
    TncInstant earliest = tnc_zone_instant(tnc_desk_zone(desk), tnc_desk_today(desk) + 1, 0);
    if (!tnc_store_each_urgent(tnc_desk_store(desk), TRUE, 0, take_earliest, &earliest, NULL))
        return tnc_desk_now(desk);
    return earliest;
}
