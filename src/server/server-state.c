// SPDX-License-Identifier: AGPL-3.0-or-later
// One lock over small tables. Secrets are compared by their SHA-256, so that no comparison tells of them.

#include "server-state.h"
#include "desk-speech.h"
#include <string.h>

#define LINK_LIFE (600 * TNC_INSTANT_SECOND)
#define SESSION_LIFE (30 * TNC_INSTANT_DAY)
#define FAILURE_SPAN (60 * TNC_INSTANT_SECOND)
#define MAX_FAILURES 10
#define MAX_LINKS 16
#define MAX_SECRET 128

typedef struct {
    TncDeskAccessKind kind;
    TncInstant until; // TNC_INSTANT_NONE: never
} Access;

struct TncServerState {
    TncServerSettings settings;
    GMutex lock;
    GHashTable *known;                 // SHA-256 → Access
    GHashTable *links;                 // SHA-256 → TncInstant *
    TncInstant failures[MAX_FAILURES]; // a ring of the latest
    guint failure;
    const char *language; // the owner's; NULL: none was chosen
    TncServerOnce *once;
    TncServerStage *stage;
    TncServerPublic *public;
};

TncServerState *
tnc_server_state_new(const TncServerSettings *settings)
{
    TncServerState *state = g_new0(TncServerState, 1);
    state->settings = *settings;
    g_mutex_init(&state->lock);
    state->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    state->links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    state->once = tnc_server_once_new();
    for (guint i = 0; i < MAX_FAILURES; i++)
        state->failures[i] = TNC_INSTANT_NONE;
    state->stage = tnc_server_rehearsal_new();
    state->public = tnc_server_public_new();
    return state;
}

void
tnc_server_state_free(TncServerState *state)
{
    if (!state)
        return;
    tnc_server_rehearsal_free(state->stage);
    tnc_server_public_free(state->public);
    g_hash_table_unref(state->known);
    g_hash_table_unref(state->links);
    tnc_server_once_free(state->once);
    g_mutex_clear(&state->lock);
    g_free(state->settings.base_path);
    g_free(state->settings.origin);
    g_free(state);
}

const TncServerSettings *
tnc_server_state_settings(const TncServerState *state)
{
    return &state->settings;
}

TncServerOnce *
tnc_server_state_once(TncServerState *state)
{
    return state->once;
}

TncServerPublic *
tnc_server_state_public(TncServerState *state)
{
    return state->public;
}

TncServerStage *
tnc_server_state_stage(TncServerState *state)
{
    return state->stage;
}

// ---- who may come in

static void
add_access(TncDeskAccessKind kind, const char *sha256, TncInstant until, gpointer known)
{
    Access *access = g_new(Access, 1);
    *access = (Access){kind, until};
    g_hash_table_replace(known, g_strdup(sha256), access);
}

void
tnc_server_state_load_access(TncServerState *state, TncDesk *desk)
{
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    tnc_desk_access_each(desk, add_access, known);
    g_autofree char *language = tnc_desk_own_language(desk);
    g_mutex_lock(&state->lock);
    state->language = g_intern_string(language);
    GHashTable *before = state->known;
    state->known = known;
    g_mutex_unlock(&state->lock);
    g_hash_table_unref(before);
}

void
tnc_server_state_speak(TncServerState *state, const char *preferred)
{
    g_mutex_lock(&state->lock);
    const char *own = state->language;
    g_mutex_unlock(&state->lock);
    tnc_desk_speech_use(own ? own : preferred);
}

gboolean
tnc_server_state_is_known(TncServerState *state, TncDeskAccessKind kind, const char *secret,
                          TncInstant now)
{
    char sha256[TNC_SHA256_HEX + 1];
    gsize length = secret ? strlen(secret) : 0;
    if (length == 0 || length > MAX_SECRET)
        return FALSE;
    tnc_sha256_hex(secret, length, sha256);
    g_mutex_lock(&state->lock);
    const Access *access = g_hash_table_lookup(state->known, sha256);
    gboolean known = access && access->kind == kind &&
                     (access->until == TNC_INSTANT_NONE || now < access->until);
    g_mutex_unlock(&state->lock);
    return known;
}

static gboolean
is_over(gpointer key, gpointer value, gpointer now)
{
    (void)key;
    return *(TncInstant *)value <= *(TncInstant *)now;
}

char *
tnc_server_state_make_link(TncServerState *state, TncInstant now)
{
    char *secret = tnc_desk_access_secret();
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(secret, strlen(secret), sha256);
    TncInstant *until = g_new(TncInstant, 1);
    *until = now + LINK_LIFE;
    g_mutex_lock(&state->lock);
    g_hash_table_foreach_remove(state->links, is_over, &now);
    if (g_hash_table_size(state->links) >= MAX_LINKS)
        g_hash_table_remove_all(state->links);
    g_hash_table_replace(state->links, g_strdup(sha256), until);
    g_mutex_unlock(&state->lock);
    return secret;
}

gboolean
tnc_server_state_use_link(TncServerState *state, const char *secret, TncInstant now)
{
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(secret, strlen(secret), sha256);
    g_mutex_lock(&state->lock);
    const TncInstant *until = g_hash_table_lookup(state->links, sha256);
    gboolean good = until && now < *until;
    g_hash_table_remove(state->links, sha256);
    g_mutex_unlock(&state->lock);
    return good;
}

gboolean
tnc_server_state_may_try(TncServerState *state, TncInstant now)
{
    g_mutex_lock(&state->lock);
    TncInstant oldest = state->failures[state->failure];
    g_mutex_unlock(&state->lock);
    return oldest == TNC_INSTANT_NONE || now - oldest > FAILURE_SPAN;
}

void
tnc_server_state_count_failure(TncServerState *state, TncInstant now)
{
    g_mutex_lock(&state->lock);
    state->failures[state->failure] = now;
    state->failure = (state->failure + 1) % MAX_FAILURES;
    g_mutex_unlock(&state->lock);
}

void
tnc_server_state_set_cookie(const TncServerState *state, TncServerAnswer *answer,
                            const char *secret)
{
    const TncServerSettings *settings = &state->settings;
    g_autofree char *cookie = g_strdup_printf(
        "tenace=%s; Path=%s/; Max-Age=%d; HttpOnly; SameSite=Strict%s", secret ? secret : "",
        settings->base_path, secret ? (int)(SESSION_LIFE / TNC_INSTANT_SECOND) : 0,
        settings->secure ? "; Secure" : "");
    tnc_server_answer_header(answer, "Set-Cookie", cookie);
}

gboolean
tnc_server_state_open_session(TncServerState *state, TncDesk *desk, TncServerAnswer *answer,
                              GError **error)
{
    // Sessions are of people, in real time, whatever clock the desk plays with.
    g_autofree char *secret = tnc_desk_access_make(desk, TNC_DESK_ACCESS_SESSION, "browser",
                                                   g_get_real_time() + SESSION_LIFE, NULL, error);
    if (!secret)
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_state_set_cookie(state, answer, secret);
    return TRUE;
}
