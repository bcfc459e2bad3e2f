// SPDX-License-Identifier: AGPL-3.0-or-later
// libcurl, distrustful. Redirects are followed by hand, because each hop is judged anew. Proxies of
// the environment are not used: behind one, nobody could judge the address.

#include "public-http.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <unistd.h>
#include "error.h"
#include "public-text.h"
#include "text.h"

#define MAX_BODY (4 * 1024 * 1024)
#define MAX_HOPS 5
#define MAX_WAIT (24 * 3600)
#define CONNECT_SECONDS 15L
#define TOTAL_SECONDS 60L
// An answer that trickles is none.
#define SLOW_BYTES_A_SECOND 50L
#define SLOW_SECONDS 20L

struct TncPublicHttp {
    TncInstant now;
    GPtrArray *trusted; // origins
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)
typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CurlList, curl_slist_free_all)

// One hop.
typedef struct {
    GByteArray *body;
    TncInstant now;
    TncInstant retry_at;
    TncInstant reset_at;
    gboolean exhausted; // no request is left until reset_at
    gboolean trusted;
    gboolean refused; // a private address
    gboolean too_large;
} Hop;

TncPublicHttp *
tnc_public_http_new(TncInstant now)
{
    TncPublicHttp *http = g_new0(TncPublicHttp, 1);
    http->now = now;
    http->trusted = g_ptr_array_new_with_free_func(g_free);
    return http;
}

void
tnc_public_http_free(TncPublicHttp *http)
{
    if (!http)
        return;
    g_ptr_array_unref(http->trusted);
    g_free(http);
}

void
tnc_public_http_reply_clear(TncPublicReply *reply)
{
    g_clear_pointer(&reply->body, g_free);
}

char *
tnc_public_http_origin(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
    const char *host = uri ? g_uri_get_host(uri) : NULL;
    if (!host || !*host || g_uri_get_userinfo(uri) || !g_str_is_ascii(host))
        return NULL;
    const char *scheme = g_uri_get_scheme(uri);
    if (!g_str_equal(scheme, "http") && !g_str_equal(scheme, "https"))
        return NULL;
    g_autofree char *lower = g_ascii_strdown(host, -1);
    g_autofree char *shown = strchr(lower, ':') ? g_strdup_printf("[%s]", lower) : g_strdup(lower);
    int port = g_uri_get_port(uri);
    return port == -1 ? g_strdup_printf("%s://%s", scheme, shown)
                      : g_strdup_printf("%s://%s:%d", scheme, shown, port);
}

static gboolean
is_this_machine(const char *origin)
{
    static const char *const fronts[] = {"http://localhost", "http://127.0.0.1", "http://[::1]"};
    for (guint i = 0; i < G_N_ELEMENTS(fronts); i++)
        if (g_str_has_prefix(origin, fronts[i]) && strchr(":", origin[strlen(fronts[i])]))
            return TRUE;
    return FALSE;
}

void
tnc_public_http_trust(TncPublicHttp *http, const char *origin)
{
    g_autofree char *known = tnc_public_http_origin(origin);
    if (known && (g_str_has_prefix(known, "https://") || is_this_machine(known)))
        g_ptr_array_add(http->trusted, g_steal_pointer(&known));
}

static gboolean
is_trusted(const TncPublicHttp *http, const char *origin)
{
    for (guint i = 0; i < http->trusted->len; i++)
        if (g_str_equal(http->trusted->pdata[i], origin))
            return TRUE;
    return FALSE;
}

// ---- addresses

// IANA's registries of special-purpose addresses: what is not reachable from the whole internet.
static gboolean
is_public_4(guint32 address)
{
    static const struct {
        guint32 net;
        guint bits;
    } rows[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
        {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
        {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 3},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((address ^ rows[i].net) >> (32 - rows[i].bits) == 0)
            return FALSE;
    return TRUE;
}

static guint32
four_bytes(const guint8 *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static gboolean
is_public_6(const guint8 bytes[16])
{
    static const guint8 mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    static const guint8 nat64[12] = {0, 0x64, 0xff, 0x9b};
    if (memcmp(bytes, mapped, 12) == 0 || memcmp(bytes, nat64, 12) == 0)
        return is_public_4(four_bytes(bytes + 12));
    if (bytes[0] == 0x20 && bytes[1] == 0x02) // 6to4
        return is_public_4(four_bytes(bytes + 2));
    // Global unicast only, without Teredo, ORCHID and documentation.
    guint32 front = four_bytes(bytes);
    return bytes[0] >> 5 == 1 && front >> 9 != 0x20010000 >> 9 && front != 0x20010db8;
}

gboolean
tnc_public_http_is_public(const char *address)
{
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, address, &four) == 1)
        return is_public_4(ntohl(four.s_addr));
    return inet_pton(AF_INET6, address, &six) == 1 && is_public_6(six.s6_addr);
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    Hop *hop = data;
    char text[INET6_ADDRSTRLEN] = "";
    gconstpointer bytes = &address->addr;
    if (address->family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)bytes)->sin_addr, text, sizeof text);
    else if (address->family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)bytes)->sin6_addr, text, sizeof text);
    if (!hop->trusted && !tnc_public_http_is_public(text)) {
        hop->refused = TRUE;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// ---- what comes back

static size_t
take_body(char *bytes, size_t size, size_t count, void *data)
{
    Hop *hop = data;
    if (hop->body->len + size * count > MAX_BODY) {
        hop->too_large = TRUE;
        return 0;
    }
    g_byte_array_append(hop->body, (const guint8 *)bytes, (guint)(size * count));
    return size * count;
}

static TncInstant
wait_until(TncInstant now, const char *value)
{
    char *end = NULL;
    guint64 seconds = g_ascii_strtoull(value, &end, 10);
    if (end != value && !*end)
        return now + (gint64)MIN(seconds, MAX_WAIT) * TNC_INSTANT_SECOND;
    time_t date = curl_getdate(value, NULL);
    return date < 0
               ? TNC_INSTANT_NONE
               : CLAMP((gint64)date * TNC_INSTANT_SECOND, now, now + MAX_WAIT * TNC_INSTANT_SECOND);
}

// Mastodon writes RFC 3339, Bluesky seconds since 1970.
static TncInstant
reset_instant(TncInstant now, const char *value)
{
    TncInstant at = tnc_instant_parse(value, NULL);
    if (at == TNC_INSTANT_NONE)
        at = (gint64)MIN(g_ascii_strtoull(value, NULL, 10), G_MAXUINT32) * TNC_INSTANT_SECOND;
    return CLAMP(at, now, now + MAX_WAIT * TNC_INSTANT_SECOND);
}

static size_t
take_header(char *bytes, size_t size, size_t count, void *data)
{
    Hop *hop = data;
    g_autofree char *raw = tnc_text_make_valid(bytes, size * count);
    g_auto(GStrv) parts = g_strsplit(raw, ":", 2);
    if (!parts[0] || !parts[1])
        return size * count;
    const char *value = g_strstrip(parts[1]);
    const char *name = parts[0];
    if (g_ascii_strncasecmp(name, "x-", 2) == 0)
        name += 2;
    if (g_ascii_strcasecmp(name, "retry-after") == 0)
        hop->retry_at = wait_until(hop->now, value);
    else if (g_ascii_strcasecmp(name, "ratelimit-remaining") == 0)
        hop->exhausted = g_str_equal(value, "0");
    else if (g_ascii_strcasecmp(name, "ratelimit-reset") == 0)
        hop->reset_at = reset_instant(hop->now, value);
    return size * count;
}

// ---- one hop

static CurlList *
headers_of(const TncPublicRequest *request)
{
    CurlList *list = curl_slist_append(NULL, "Accept: application/json");
    const struct {
        const char *name;
        const char *value;
    } rows[] = {{"Content-Type: ", request->content_type},
                {"Authorization: Bearer ", request->token},
                {"Idempotency-Key: ", request->idempotency_key}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *line =
            rows[i].value ? g_strconcat(rows[i].name, rows[i].value, NULL) : NULL;
        if (line && !strpbrk(line, "\r\n"))
            list = curl_slist_append(list, line);
    }
    return curl_slist_append(list, "Expect:");
}

static void
set_options(CURL *curl, const TncPublicRequest *request, const char *url, Hop *hop)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, hop->trusted ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, hop);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, hop);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, hop);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, TOTAL_SECONDS);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Tenace");
    if (g_str_equal(request->method, "POST")) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body ? request->body : "");
    }
}

static gboolean
fail(CURLcode code, const Hop *hop, CURL *curl, const char *origin, TncPublicReply *reply,
     GError **error)
{
    long sent = 0;
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
    reply->may_be_there = sent > 0;
    if (hop->refused)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             "%s is an address of a private network: nothing was asked there; only "
                             "a server that you configure yourself may be one",
                             origin);
    if (hop->too_large)
        return tnc_error_set(error, TNC_ERROR_REMOTE, "%s answers more than 4 MiB", origin);
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return tnc_error_set(error, TNC_ERROR_CERTIFICATE, "%s: %s", origin,
                             curl_easy_strerror(code));
    return tnc_error_set(error, TNC_ERROR_REMOTE, "%s: %s", origin, curl_easy_strerror(code));
}

// NEXT_OUT gets where a redirect leads; NULL when it is none.
static gboolean
hop_once(const TncPublicHttp *http, const TncPublicRequest *request, const char *url,
         const char *origin, TncPublicReply *reply, char **next_out, GError **error)
{
    g_autoptr(CURL) curl = curl_easy_init();
    g_autoptr(CurlList) headers = headers_of(request);
    g_autoptr(GByteArray) body = g_byte_array_new();
    Hop hop = {.body = body,
               .now = http->now,
               .retry_at = TNC_INSTANT_NONE,
               .reset_at = TNC_INSTANT_NONE,
               .trusted = is_trusted(http, origin)};
    if (!hop.trusted && !g_str_has_prefix(url, "https://"))
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s: expected an address with https://", url);
    set_options(curl, request, url, &hop);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK)
        return fail(code, &hop, curl, origin, reply, error);
    long status = 0;
    char *location = NULL;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
    *next_out = status >= 301 && status <= 308 ? g_strdup(location) : NULL;
    reply->status = (guint)status;
    reply->retry_at = hop.retry_at != TNC_INSTANT_NONE ? hop.retry_at
                      : hop.exhausted                  ? hop.reset_at
                                                       : TNC_INSTANT_NONE;
    reply->size = body->len;
    g_free(reply->body);
    reply->body = g_strndup((const char *)body->data, body->len);
    return TRUE;
}

gboolean
tnc_public_http_call(TncPublicHttp *http, const TncPublicRequest *request, TncPublicReply *reply,
                     GError **error)
{
    g_autofree char *url = g_strdup(request->url);
    g_autofree char *first = tnc_public_http_origin(request->url);
    reply->may_be_there = FALSE;
    for (guint hops = 0; hops < MAX_HOPS; hops++) {
        g_autofree char *origin = tnc_public_http_origin(url);
        char *next = NULL;
        if (!origin)
            return tnc_error_set(error, TNC_ERROR_INPUT, "'%s' is no address of a server", url);
        // A token, or a body, is for the server it was meant for.
        if (hops > 0 && (request->token || !g_str_equal(request->method, "GET")) &&
            !g_str_equal(origin, first))
            return tnc_error_set(error, TNC_ERROR_REMOTE,
                                 "%s leads to %s: what is meant for the one is not told the other",
                                 first, origin);
        if (!hop_once(http, request, url, origin, reply, &next, error))
            return FALSE;
        if (!next || !g_str_equal(request->method, "GET")) {
            g_free(next);
            return TRUE;
        }
        g_free(url);
        url = next;
    }
    return tnc_error_set(error, TNC_ERROR_REMOTE, "%s leads from one address to the next", first);
}

static TncError
error_of(guint status)
{
    if (status == 401 || status == 403)
        return TNC_ERROR_CREDENTIALS;
    return status == 404 || status == 410 ? TNC_ERROR_NOT_FOUND : TNC_ERROR_REMOTE;
}

json_t *
tnc_public_http_json(const TncPublicReply *reply, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(json_t) value = tnc_json_parse(reply->body, reply->size, &problem);
    if (reply->status >= 200 && reply->status < 300) {
        g_autofree char *why = value ? NULL : tnc_public_text_plain(problem->message);
        if (!value)
            tnc_error_set(error, TNC_ERROR_REMOTE, "the server's answer is no JSON: %s", why);
        return g_steal_pointer(&value);
    }
    const char *said = tnc_json_string_or(value, "message", NULL);
    said = said ? said : tnc_json_string_or(value, "error_description", NULL);
    said = said ? said : tnc_json_string_or(value, "error", "");
    g_autofree char *plain = tnc_public_text_plain(said);
    g_autofree char *excerpt = tnc_text_excerpt(plain, 200);
    tnc_error_set(error, error_of(reply->status), "the server answered %u%s%s", reply->status,
                  *excerpt ? ": " : "", excerpt);
    return NULL;
}
