// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to an account's PDS, which passes on to the network what it does not know itself.

#include "public-bluesky.h"
#include <string.h>
#include "error.h"

#define COLLECTION "app.bsky.feed.post"

void
tnc_public_bluesky_clear(TncPublicBluesky *session)
{
    g_free(session->server);
    g_free(session->identifier);
    g_free(session->did);
    g_free(session->handle);
    g_free(session->access);
    g_free(session->refresh);
    memset(session, 0, sizeof *session);
}

static char *
endpoint(const TncPublicBluesky *session, const char *method, const char *query)
{
    gsize length = strlen(session->server);
    while (length > 0 && session->server[length - 1] == '/')
        length--;
    return g_strdup_printf("%.*s/xrpc/%s%s%s", (int)length, session->server, method,
                           query ? "?" : "", query ? query : "");
}

static gboolean
take_session(TncPublicBluesky *session, const json_t *answer, GError **error)
{
    const char *did = tnc_json_string_or(answer, "did", NULL);
    const char *handle = tnc_json_string_or(answer, "handle", NULL);
    const char *access = tnc_json_string_or(answer, "accessJwt", NULL);
    const char *refresh = tnc_json_string_or(answer, "refreshJwt", NULL);
    if (!did || !handle || !access || !refresh)
        return tnc_error_set(error, TNC_ERROR_REMOTE, "the server's answer holds no session");
    g_free(session->did);
    g_free(session->handle);
    g_free(session->access);
    g_free(session->refresh);
    session->did = g_strdup(did);
    session->handle = g_strdup(handle);
    session->access = g_strdup(access);
    session->refresh = g_strdup(refresh);
    session->renewed = TRUE;
    return TRUE;
}

static gboolean
refuse_login(GError **error)
{
    return tnc_error_set(error, TNC_ERROR_CREDENTIALS,
                         "the app password was refused: make a new one in the settings of "
                         "Bluesky, then connect the account again (Settings of the page, or "
                         "'tenace account add bluesky')");
}

gboolean
tnc_public_bluesky_login(TncPublicHttp *http, TncPublicBluesky *session, GError **error)
{
    if (!session->password)
        return refuse_login(error);
    g_autoptr(json_t) body =
        json_pack("{s:s, s:s}", "identifier", session->identifier, "password", session->password);
    g_autofree char *text = tnc_json_line(body);
    g_autofree char *url = endpoint(session, "com.atproto.server.createSession", NULL);
    TncPublicRequest request = {
        .method = "POST", .url = url, .content_type = "application/json", .body = text};
    g_auto(TncPublicReply) reply = {0};
    gboolean answered = tnc_public_http_call(http, &request, &reply, error);
    memset(text, 0, strlen(text));
    if (!answered)
        return FALSE;
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = tnc_public_http_json(&reply, &problem);
    if (answer)
        return take_session(session, answer, error);
    if (g_error_matches(problem, TNC_ERROR, TNC_ERROR_CREDENTIALS))
        return refuse_login(error);
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
}

// New tokens by the old one; when that has run out too, by the password.
static gboolean
renew(TncPublicHttp *http, TncPublicBluesky *session, GError **error)
{
    g_autofree char *url = endpoint(session, "com.atproto.server.refreshSession", NULL);
    TncPublicRequest request = {.method = "POST", .url = url, .token = session->refresh};
    g_auto(TncPublicReply) reply = {0};
    if (!session->refresh)
        return tnc_public_bluesky_login(http, session, error);
    if (!tnc_public_http_call(http, &request, &reply, error))
        return FALSE;
    g_autoptr(json_t) answer = tnc_public_http_json(&reply, NULL);
    return answer ? take_session(session, answer, error)
                  : tnc_public_bluesky_login(http, session, error);
}

static gboolean
has_run_out(const TncPublicReply *reply)
{
    if (reply->status == 401)
        return TRUE;
    g_autoptr(json_t) answer =
        reply->status == 400 ? tnc_json_parse(reply->body, reply->size, NULL) : NULL;
    const char *name = tnc_json_string_or(answer, "error", "");
    return g_str_equal(name, "ExpiredToken") || g_str_equal(name, "InvalidToken");
}

static gboolean
call(TncPublicHttp *http, TncPublicBluesky *session, const char *method, const char *query,
     const json_t *body, TncPublicReply *reply, GError **error)
{
    g_autofree char *url = endpoint(session, method, query);
    g_autofree char *text = body ? tnc_json_line(body) : NULL;
    if (!session->access && !renew(http, session, error))
        return FALSE;
    for (int attempt = 0;; attempt++) {
        TncPublicRequest request = {.method = body ? "POST" : "GET",
                                    .url = url,
                                    .token = session->access,
                                    .content_type = body ? "application/json" : NULL,
                                    .body = text};
        if (!tnc_public_http_call(http, &request, reply, error))
            return FALSE;
        if (attempt > 0 || !has_run_out(reply))
            return TRUE;
        if (!renew(http, session, error))
            return FALSE;
    }
}

static json_t *
get(TncPublicHttp *http, TncPublicBluesky *session, const char *method, const char *query,
    GError **error)
{
    g_auto(TncPublicReply) reply = {0};
    if (!call(http, session, method, query, NULL, &reply, error))
        return NULL;
    return tnc_public_http_json(&reply, error);
}

static char *
field(const char *name, const char *value)
{
    g_autofree char *escaped = g_uri_escape_string(value, NULL, FALSE);
    return g_strconcat(name, "=", escaped, NULL);
}

// XRPC says 400 where others say 404: the name of the error tells.
static json_t *
get_or_gone(TncPublicHttp *http, TncPublicBluesky *session, const char *method, const char *query,
            gboolean *gone_out, GError **error)
{
    static const char *const gone[] = {"NotFound", "RecordNotFound", "RepoNotFound",
                                       "HandleNotFound", NULL};
    g_auto(TncPublicReply) reply = {0};
    *gone_out = FALSE;
    if (!call(http, session, method, query, NULL, &reply, error))
        return NULL;
    g_autoptr(json_t) answer = tnc_json_parse(reply.body, reply.size, NULL);
    *gone_out = (reply.status == 400 || reply.status == 404) &&
                g_strv_contains(gone, tnc_json_string_or(answer, "error", ""));
    return tnc_public_http_json(&reply, error);
}

char *
tnc_public_bluesky_resolve(TncPublicHttp *http, TncPublicBluesky *session, const char *handle,
                           GError **error)
{
    if (g_str_has_prefix(handle, "did:"))
        return g_strdup(handle);
    g_autofree char *query = field("handle", handle);
    g_autoptr(json_t) answer =
        get(http, session, "com.atproto.identity.resolveHandle", query, error);
    const char *did = tnc_json_string_or(answer, "did", NULL);
    if (answer && (!did || !g_str_has_prefix(did, "did:")))
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no account %s on Bluesky", handle);
    return did && g_str_has_prefix(did, "did:") ? g_strdup(did) : NULL;
}

static GPtrArray *
records_of(TncPublicHttp *http, TncPublicBluesky *session, const char *did, const char *handle,
           GError **error)
{
    g_autofree char *repo = field("repo", did);
    g_autofree char *query = g_strconcat(repo, "&collection=" COLLECTION "&limit=50", NULL);
    g_autoptr(json_t) answer = get(http, session, "com.atproto.repo.listRecords", query, error);
    return answer ? tnc_public_bluesky_read_records(answer, did, handle) : NULL;
}

GPtrArray *
tnc_public_bluesky_posts(TncPublicHttp *http, TncPublicBluesky *session, const char *did,
                         const char *handle, GError **error)
{
    g_autofree char *actor = field("actor", did);
    g_autofree char *query = g_strconcat(actor, "&limit=50&filter=posts_no_replies", NULL);
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = get(http, session, "app.bsky.feed.getAuthorFeed", query, &problem);
    if (answer)
        return tnc_public_bluesky_read_feed(answer);
    if (!g_error_matches(problem, TNC_ERROR, TNC_ERROR_REMOTE)) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return NULL;
    }
    return records_of(http, session, did, handle, error);
}

static void
keep_answers_to(GPtrArray *posts, const char *uri)
{
    for (guint i = posts->len; i > 0; i--) {
        const TncPublicPost *post = posts->pdata[i - 1];
        if (g_strcmp0(post->parent, uri) != 0)
            g_ptr_array_remove_index(posts, i - 1);
    }
}

// Of URI 'at://DID/COLLECTION/KEY': the repository and the key, as a query.
static char *
record_query(const char *uri)
{
    g_auto(GStrv) parts = g_strsplit(uri, "/", 5);
    if (g_strv_length(parts) != 5)
        return NULL;
    g_autofree char *repo = field("repo", parts[2]);
    g_autofree char *key = field("rkey", parts[4]);
    return g_strconcat(repo, "&collection=" COLLECTION "&", key, NULL);
}

GPtrArray *
tnc_public_bluesky_replies(TncPublicHttp *http, TncPublicBluesky *session, const char *uri,
                           const char *did, const char *handle, GError **error)
{
    gboolean gone = FALSE;
    g_autofree char *own = record_query(uri);
    // Our own server knows for certain whether our post is still there.
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) record =
        own ? get_or_gone(http, session, "com.atproto.repo.getRecord", own, &gone, &problem) : NULL;
    if (gone || !own) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "our post is no longer there");
        return NULL;
    }
    if (!record) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return NULL;
    }
    g_autofree char *thread = field("uri", uri);
    g_autofree char *query = g_strconcat(thread, "&depth=6&parentHeight=0", NULL);
    g_autoptr(json_t) answer = get(http, session, "app.bsky.feed.getPostThread", query, NULL);
    if (answer)
        return tnc_public_bluesky_read_thread(answer);
    GPtrArray *posts = records_of(http, session, did, handle, error);
    if (posts)
        keep_answers_to(posts, uri);
    return posts;
}

// ---- publishing

static json_t *
proof_of(const json_t *answer)
{
    const char *uri = tnc_json_string_or(answer, "uri", NULL);
    const char *cid = tnc_json_string_or(answer, "cid", "");
    g_autofree char *address = uri ? tnc_public_bluesky_address(uri) : NULL;
    return address ? json_pack("{s:s, s:s, s:s}", "id", uri, "cid", cid, "url", address) : NULL;
}

gboolean
tnc_public_bluesky_find(TncPublicHttp *http, TncPublicBluesky *session, const char *key,
                        json_t **proof_out, GError **error)
{
    gboolean gone = FALSE;
    if (!session->did && !renew(http, session, error))
        return FALSE;
    g_autofree char *repo = field("repo", session->did);
    g_autofree char *query = g_strconcat(repo, "&collection=" COLLECTION "&rkey=", key, NULL);
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer =
        get_or_gone(http, session, "com.atproto.repo.getRecord", query, &gone, &problem);
    if (answer || gone) {
        *proof_out = answer ? proof_of(answer) : NULL;
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
}

static void
read_outcome(const TncPublicReply *reply, TncPublicResult *result)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = tnc_public_http_json(reply, &problem);
    result->retry_at = reply->retry_at;
    if (answer) {
        result->proof = proof_of(answer);
        result->outcome = result->proof ? TNC_PUBLIC_DONE : TNC_PUBLIC_UNCERTAIN;
        return;
    }
    result->words = g_strdup(problem->message);
    // After a 5xx nobody knows; a 4xx is an answer.
    result->outcome = reply->status == 429   ? TNC_PUBLIC_LATER
                      : reply->status >= 500 ? TNC_PUBLIC_UNCERTAIN
                                             : TNC_PUBLIC_REFUSED;
}

gboolean
tnc_public_bluesky_publish(TncPublicHttp *http, TncPublicBluesky *session, const char *key,
                           const json_t *record, TncPublicResult *result, GError **error)
{
    g_auto(TncPublicReply) reply = {0};
    g_autoptr(GError) problem = NULL;
    result->retry_at = TNC_INSTANT_NONE;
    if (!tnc_public_bluesky_find(http, session, key, &result->proof, error))
        return FALSE;
    if (result->proof) {
        result->outcome = TNC_PUBLIC_DONE;
        return TRUE;
    }
    g_autoptr(json_t) body =
        json_pack("{s:s, s:s, s:s, s:O}", "repo", session->did, "collection", COLLECTION, "rkey",
                  key, "record", (json_t *)(gintptr)record);
    if (call(http, session, "com.atproto.repo.createRecord", NULL, body, &reply, &problem)) {
        read_outcome(&reply, result);
        return TRUE;
    }
    if (!reply.may_be_there) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return FALSE;
    }
    result->outcome = TNC_PUBLIC_UNCERTAIN;
    result->words = g_strdup(problem->message);
    return TRUE;
}
