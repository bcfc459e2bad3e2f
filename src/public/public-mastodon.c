// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to the buyer's own instance. Forms are percent-encoded by hand: curl's own would need a handle.

#include "public-mastodon.h"
#include <string.h>
#include "error.h"
#include "html.h"
#include "public-handle.h"
#include "public-text.h"
#include "sha256.h"
#include "text.h"

#define OUT_OF_BAND "urn:ietf:wg:oauth:2.0:oob"
#define SCOPES "read:accounts read:statuses read:search write:statuses"
#define DEFAULT_CHARACTERS 500
#define DEFAULT_URL 23
#define MAX_CHARACTERS 100000

void
tnc_public_mastodon_clear(TncPublicMastodon *account)
{
    g_free(account->server);
    g_free(account->domain);
    g_free(account->client_id);
    g_free(account->client_secret);
    g_free(account->token);
    g_free(account->handle);
    g_free(account->account_id);
    memset(account, 0, sizeof *account);
}

static char *
endpoint(const TncPublicMastodon *account, const char *path)
{
    gsize length = strlen(account->server);
    while (length > 0 && account->server[length - 1] == '/')
        length--;
    return g_strdup_printf("%.*s%s", (int)length, account->server, path);
}

// Pairs of name and value up to NULL; a NULL value leaves its name out. New string.
static char *
form(const char *const *pairs)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; pairs[i]; i += 2) {
        if (!pairs[i + 1])
            continue;
        g_autofree char *value = g_uri_escape_string(pairs[i + 1], NULL, FALSE);
        g_string_append_printf(text, "%s%s=%s", text->len ? "&" : "", pairs[i], value);
    }
    return g_strdup(text->str);
}

// Puts what to do before what the server said.
static void
refuse_token(GError **problem)
{
    g_autofree char *said = g_strdup((*problem)->message);
    g_clear_error(problem);
    tnc_error_set(problem, TNC_ERROR_CREDENTIALS,
                  "the token is no longer accepted, connect the account again (Settings of the "
                  "page, or 'tenace account add mastodon'): %s",
                  said);
}

static json_t *
get(TncPublicHttp *http, const TncPublicMastodon *account, const char *path, GError **error)
{
    g_autofree char *url = endpoint(account, path);
    TncPublicRequest request = {.method = "GET", .url = url, .token = account->token};
    g_auto(TncPublicReply) reply = {0};
    if (!tnc_public_http_call(http, &request, &reply, error))
        return NULL;
    g_autoptr(GError) problem = NULL;
    json_t *answer = tnc_public_http_json(&reply, &problem);
    if (!answer && reply.status == 401)
        refuse_token(&problem);
    if (!answer)
        g_propagate_error(error, g_steal_pointer(&problem));
    return answer;
}

static json_t *
post(TncPublicHttp *http, const TncPublicMastodon *account, const char *path,
     const char *const *pairs, GError **error)
{
    g_autofree char *url = endpoint(account, path);
    g_autofree char *body = form(pairs);
    TncPublicRequest request = {.method = "POST",
                                .url = url,
                                .content_type = "application/x-www-form-urlencoded",
                                .body = body};
    g_auto(TncPublicReply) reply = {0};
    if (!tnc_public_http_call(http, &request, &reply, error))
        return NULL;
    return tnc_public_http_json(&reply, error);
}

// ---- connecting

static void
take_limits(TncPublicMastodon *account, const json_t *instance)
{
    const json_t *statuses =
        json_object_get(json_object_get(instance, "configuration"), "statuses");
    json_int_t characters = json_integer_value(json_object_get(statuses, "max_characters"));
    json_int_t url = json_integer_value(json_object_get(statuses, "characters_reserved_per_url"));
    const char *domain = tnc_json_string_or(instance, "domain", NULL);
    domain = domain ? domain : tnc_json_string_or(instance, "uri", NULL);
    g_autofree char *origin = tnc_public_http_origin(account->server);
    g_autofree char *host = origin ? g_strdup(strstr(origin, "://") + 3) : g_strdup("");
    g_free(account->domain);
    account->domain = g_ascii_strdown(domain && *domain ? domain : host, -1);
    account->max_characters =
        characters > 0 && characters <= MAX_CHARACTERS ? (guint)characters : DEFAULT_CHARACTERS;
    account->url_weight = url > 0 && url < 1000 ? (guint)url : DEFAULT_URL;
}

gboolean
tnc_public_mastodon_register(TncPublicHttp *http, TncPublicMastodon *account, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) instance = get(http, account, "/api/v2/instance", &problem);
    if (!instance && g_error_matches(problem, TNC_ERROR, TNC_ERROR_NOT_FOUND)) {
        g_clear_error(&problem);
        instance = get(http, account, "/api/v1/instance", &problem);
    }
    if (!instance) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return FALSE;
    }
    take_limits(account, instance);
    const char *const pairs[] = {"client_name", "Tenace", "redirect_uris", OUT_OF_BAND, "scopes",
                                 SCOPES,        NULL};
    g_autoptr(json_t) app = post(http, account, "/api/v1/apps", pairs, error);
    const char *id = tnc_json_string_or(app, "client_id", NULL);
    const char *secret = tnc_json_string_or(app, "client_secret", NULL);
    if (!app)
        return FALSE;
    if (!id || !secret)
        return tnc_error_set(error, TNC_ERROR_REMOTE, "%s registers no program", account->server);
    g_free(account->client_id);
    g_free(account->client_secret);
    account->client_id = g_strdup(id);
    account->client_secret = g_strdup(secret);
    return TRUE;
}

static char *
base64url(const guint8 *bytes, gsize size)
{
    char *text = g_base64_encode(bytes, size);
    g_strdelimit(text, "+", '-');
    g_strdelimit(text, "/", '_');
    text[strcspn(text, "=")] = '\0';
    return text;
}

void
tnc_public_mastodon_verifier(const guint8 random[32],
                             char verifier_out[TNC_PUBLIC_MASTODON_VERIFIER + 1])
{
    g_autofree char *text = base64url(random, 32);
    g_strlcpy(verifier_out, text, TNC_PUBLIC_MASTODON_VERIFIER + 1);
}

char *
tnc_public_mastodon_allow_address(const TncPublicMastodon *account, const char *verifier)
{
    char hex[TNC_SHA256_HEX + 1];
    guint8 digest[TNC_SHA256_HEX / 2];
    tnc_sha256_hex(verifier, strlen(verifier), hex);
    for (guint i = 0; i < sizeof digest; i++)
        digest[i] =
            (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    g_autofree char *challenge = base64url(digest, sizeof digest);
    const char *const pairs[] = {"response_type",
                                 "code",
                                 "client_id",
                                 account->client_id,
                                 "scope",
                                 SCOPES,
                                 "redirect_uri",
                                 OUT_OF_BAND,
                                 "code_challenge",
                                 challenge,
                                 "code_challenge_method",
                                 "S256",
                                 NULL};
    g_autofree char *query = form(pairs);
    g_autofree char *path = g_strconcat("/oauth/authorize?", query, NULL);
    return endpoint(account, path);
}

// '@user' of our own instance, '@user@host' of another → the whole handle.
static char *
whole_handle(const char *acct, const char *domain)
{
    g_autofree char *whole =
        strchr(acct, '@') ? g_strdup(acct) : g_strconcat(acct, "@", domain, NULL);
    char *handle = tnc_public_handle_normalise(TNC_PUBLIC_NAMED_USER_AT_HOST, whole, NULL);
    return handle ? handle : g_strdup("");
}

gboolean
tnc_public_mastodon_verify(TncPublicHttp *http, TncPublicMastodon *account, GError **error)
{
    g_autoptr(json_t) self = get(http, account, "/api/v1/accounts/verify_credentials", error);
    const char *id = tnc_json_string_or(self, "id", NULL);
    const char *acct = tnc_json_string_or(self, "acct", NULL);
    if (!self)
        return FALSE;
    if (!id || !acct)
        return tnc_error_set(error, TNC_ERROR_REMOTE, "%s does not say who we are",
                             account->server);
    g_free(account->account_id);
    g_free(account->handle);
    account->account_id = g_strdup(id);
    account->handle = whole_handle(acct, account->domain);
    return TRUE;
}

gboolean
tnc_public_mastodon_connect(TncPublicHttp *http, TncPublicMastodon *account, const char *code,
                            const char *verifier, GError **error)
{
    const char *const pairs[] = {"grant_type",
                                 "authorization_code",
                                 "code",
                                 code,
                                 "client_id",
                                 account->client_id,
                                 "client_secret",
                                 account->client_secret,
                                 "redirect_uri",
                                 OUT_OF_BAND,
                                 "code_verifier",
                                 verifier,
                                 "scope",
                                 SCOPES,
                                 NULL};
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = post(http, account, "/oauth/token", pairs, &problem);
    const char *token = tnc_json_string_or(answer, "access_token", NULL);
    if (!token)
        return tnc_error_set(error, TNC_ERROR_CREDENTIALS,
                             "the code was not accepted (%s): open the address again and copy "
                             "the new one",
                             problem ? problem->message : "no token came back");
    g_free(account->token);
    account->token = g_strdup(token);
    return tnc_public_mastodon_verify(http, account, error);
}

// ---- reading

static char *
id_text(const json_t *object, const char *field)
{
    return g_strdup(tnc_json_string_or(object, field, NULL));
}

// Of a stranger: only what is a web address in plain letters is ever shown or opened.
static gboolean
is_address(const char *url)
{
    g_autofree char *origin = url ? tnc_public_http_origin(url) : NULL;
    for (const char *c = url; origin && *c; c++)
        if (!g_ascii_isgraph(*c))
            return FALSE;
    return origin != NULL;
}

static TncPublicPost *
read_post(const json_t *status, const char *domain)
{
    const json_t *author = json_object_get(status, "account");
    const char *id = tnc_json_string_or(status, "id", NULL);
    const char *author_id = tnc_json_string_or(author, "id", NULL);
    const char *content = tnc_json_string_or(status, "content", "");
    const char *visibility = tnc_json_string_or(status, "visibility", "public");
    const char *url = tnc_json_string_or(status, "url", NULL);
    if (!id || !author_id)
        return NULL;
    g_autofree char *text = tnc_html_to_text(content, strlen(content));
    TncPublicPost *one = g_new0(TncPublicPost, 1);
    one->id = g_strdup(id);
    one->url = is_address(url) ? g_strdup(url) : NULL;
    one->author_id = g_strdup(author_id);
    one->author = whole_handle(tnc_json_string_or(author, "acct", ""), domain);
    tnc_public_post_set_name(one, tnc_json_string_or(author, "display_name", ""));
    one->text = tnc_public_text_plain(text);
    one->language = id_text(status, "language");
    one->parent = id_text(status, "in_reply_to_id");
    one->at = tnc_instant_parse(tnc_json_string_or(status, "created_at", ""), NULL);
    one->is_boost = json_is_object(json_object_get(status, "reblog"));
    one->is_public = g_str_equal(visibility, "public") || g_str_equal(visibility, "unlisted");
    return one;
}

GPtrArray *
tnc_public_mastodon_read_posts(const json_t *statuses, const char *domain)
{
    GPtrArray *posts = tnc_public_post_list();
    for (gsize i = 0; i < json_array_size(statuses) && posts->len < TNC_PUBLIC_POST_MAX; i++) {
        TncPublicPost *one = read_post(json_array_get(statuses, i), domain);
        if (one)
            g_ptr_array_add(posts, one);
    }
    return posts;
}

char *
tnc_public_mastodon_lookup(TncPublicHttp *http, const TncPublicMastodon *account,
                           const char *handle, GError **error)
{
    const char *const pairs[] = {"acct", handle, NULL};
    g_autofree char *query = form(pairs);
    g_autofree char *path = g_strconcat("/api/v1/accounts/lookup?", query, NULL);
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = get(http, account, path, &problem);
    if (!answer && g_error_matches(problem, TNC_ERROR, TNC_ERROR_NOT_FOUND)) {
        // Unknown to our instance so far: a search makes it fetch the account.
        const char *const search[] = {"q",    handle,  "type", "accounts", "resolve",
                                      "true", "limit", "5",    NULL};
        g_autofree char *words = form(search);
        g_autofree char *search_path = g_strconcat("/api/v2/search?", words, NULL);
        g_autoptr(json_t) found = get(http, account, search_path, error);
        const json_t *accounts = json_object_get(found, "accounts");
        for (gsize i = 0; i < json_array_size(accounts); i++) {
            const json_t *one = json_array_get(accounts, i);
            g_autofree char *whole =
                whole_handle(tnc_json_string_or(one, "acct", ""), account->domain);
            if (tnc_public_handle_equal(TNC_PUBLIC_NAMED_USER_AT_HOST, whole, handle))
                return id_text(one, "id");
        }
        if (found)
            tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no account @%s on Mastodon",
                          handle);
        return NULL;
    }
    if (!answer)
        g_propagate_error(error, g_steal_pointer(&problem));
    return answer ? id_text(answer, "id") : NULL;
}

static GPtrArray *
get_posts(TncPublicHttp *http, const TncPublicMastodon *account, const char *id, const char *rest,
          GError **error)
{
    g_autofree char *escaped = g_uri_escape_string(id, NULL, FALSE);
    g_autofree char *path = g_strconcat("/api/v1/accounts/", escaped, rest, NULL);
    g_autoptr(json_t) answer = get(http, account, path, error);
    return answer ? tnc_public_mastodon_read_posts(answer, account->domain) : NULL;
}

GPtrArray *
tnc_public_mastodon_posts(TncPublicHttp *http, const TncPublicMastodon *account, const char *id,
                          GError **error)
{
    return get_posts(http, account, id,
                     "/statuses?limit=40&exclude_replies=true&exclude_reblogs=true", error);
}

TncPublicPost *
tnc_public_mastodon_resolve(TncPublicHttp *http, const TncPublicMastodon *account, const char *url,
                            GError **error)
{
    const char *const pairs[] = {"q",    url,     "type", "statuses", "resolve",
                                 "true", "limit", "1",    NULL};
    g_autofree char *query = form(pairs);
    g_autofree char *path = g_strconcat("/api/v2/search?", query, NULL);
    g_autoptr(json_t) answer = get(http, account, path, error);
    const json_t *found = json_array_get(json_object_get(answer, "statuses"), 0);
    TncPublicPost *one = found ? read_post(found, account->domain) : NULL;
    if (answer && !one)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "our instance finds no post at %s", url);
    return one;
}

GPtrArray *
tnc_public_mastodon_replies(TncPublicHttp *http, const TncPublicMastodon *account, const char *id,
                            GError **error)
{
    g_autofree char *escaped = g_uri_escape_string(id, NULL, FALSE);
    g_autofree char *path = g_strconcat("/api/v1/statuses/", escaped, "/context", NULL);
    g_autoptr(json_t) answer = get(http, account, path, error);
    return answer ? tnc_public_mastodon_read_posts(json_object_get(answer, "descendants"),
                                                   account->domain)
                  : NULL;
}

// ---- publishing

static json_t *
proof_of(const char *id, const char *url)
{
    return id ? json_pack("{s:s, s:s}", "id", id, "url", url ? url : "") : NULL;
}

static void
read_outcome(const TncPublicReply *reply, TncPublicResult *result)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) answer = tnc_public_http_json(reply, &problem);
    result->retry_at = reply->retry_at;
    if (answer) {
        result->proof = proof_of(tnc_json_string_or(answer, "id", NULL),
                                 tnc_json_string_or(answer, "url", NULL));
        result->outcome = result->proof ? TNC_PUBLIC_DONE : TNC_PUBLIC_UNCERTAIN;
        return;
    }
    if (reply->status == 401)
        refuse_token(&problem);
    result->words = g_strdup(problem->message);
    // A token that ran out, or too many requests: nothing was published. 409: the same key is being worked on.
    // After a 5xx nobody knows.
    result->outcome = reply->status == 429 || reply->status == 401   ? TNC_PUBLIC_LATER
                      : reply->status >= 500 || reply->status == 409 ? TNC_PUBLIC_UNCERTAIN
                                                                     : TNC_PUBLIC_REFUSED;
}

gboolean
tnc_public_mastodon_publish(TncPublicHttp *http, const TncPublicMastodon *account, const char *key,
                            const char *parent, const char *text, const char *language,
                            TncPublicResult *result, GError **error)
{
    const char *const pairs[] = {"status", text,       "in_reply_to_id", parent, "visibility",
                                 "public", "language", language,         NULL};
    g_autofree char *body = form(pairs);
    g_autofree char *url = endpoint(account, "/api/v1/statuses");
    TncPublicRequest request = {.method = "POST",
                                .url = url,
                                .token = account->token,
                                .content_type = "application/x-www-form-urlencoded",
                                .body = body,
                                .idempotency_key = key};
    g_auto(TncPublicReply) reply = {0};
    g_autoptr(GError) problem = NULL;
    result->retry_at = TNC_INSTANT_NONE;
    if (tnc_public_http_call(http, &request, &reply, &problem)) {
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

// Letters and digits of TEXT without the names it mentions: what a server's rendering does not change.
static char *
essence(const char *text)
{
    g_autoptr(GString) letters = g_string_new(NULL);
    for (const char *c = text; *c;) {
        if (*c == '@') {
            while (*c && !g_unichar_isspace(g_utf8_get_char(c)))
                c = tnc_text_next(c);
            continue;
        }
        if (g_unichar_isalnum(g_utf8_get_char(c)))
            g_string_append_len(letters, c, tnc_text_next(c) - c);
        c = tnc_text_next(c);
    }
    return g_strdup(letters->str);
}

static gboolean
is_known(const json_t *known, const char *id)
{
    for (gsize i = 0; i < json_array_size(known); i++)
        if (g_str_equal(tnc_json_string_or(json_array_get(known, i), "id", ""), id))
            return TRUE;
    return FALSE;
}

gboolean
tnc_public_mastodon_find(TncPublicHttp *http, const TncPublicMastodon *account, const char *parent,
                         const char *text, TncInstant since, const json_t *known,
                         json_t **proof_out, GError **error)
{
    g_autoptr(GPtrArray) posts =
        get_posts(http, account, account->account_id, "/statuses?limit=40", error);
    g_autofree char *wanted = essence(text);
    *proof_out = NULL;
    for (guint i = 0; posts && i < posts->len && !*proof_out; i++) {
        const TncPublicPost *one = posts->pdata[i];
        g_autofree char *found = essence(one->text);
        // The server's clock and ours may differ by minutes.
        if (g_strcmp0(one->parent, parent) == 0 && g_str_equal(found, wanted) &&
            one->at >= since - 600 * TNC_INSTANT_SECOND && !is_known(known, one->id))
            *proof_out = proof_of(one->id, one->url);
    }
    return posts != NULL;
}
