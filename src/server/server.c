// SPDX-License-Identifier: AGPL-3.0-or-later
// The network: libmicrohttpd in one thread of its own (epoll). A request is admitted by its headers, its body is
// gathered, then it is given out ready, or suspended until a desk has worked it.

#include "server.h"
#include "desk-speech.h"
#include "error.h"
#include "server-door.h"
#include "server-listen.h"
#include "server-page.h"
#include "server-parse.h"
#include "server-ready.h"
#include "server-reply.h"
#include "server-visit.h"
#include "server-work.h"
#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define CONNECTION_MEMORY 16384
#define IDLE_SECONDS 30
#define BEAT_SECONDS 15
#define MAX_HOSTS 32
#define LEAST_VERSION 12
#define FOR_EVER "public, max-age=31536000, immutable"
#define MAX_THROWN_AWAY ((gsize)1024 * 1024)

struct TncServer {
    TncServerState *state;
    TncServerLive *live;
    TncServerVisits *visits;
    TncServerWork *work;
    TncServerReady *ready;
    struct MHD_Daemon *daemon;
    GHashTable *hosts; // Host headers that were found good; network thread
    char *next_path;
    char *address;
    guint16 port;
    GThread *ticker;
    guint fetch_seconds;
    GMutex tick_lock;
    GCond tick;
    gboolean stopping;
};

// A request on its way through the network thread.
typedef struct {
    TncServerJob job; // first: the job is the request
    TncServer *server;
    struct MHD_Connection *connection;
    TncServerVisit *visit;
    gsize limit;
    gboolean given; // to a working thread
    gboolean too_large;
    gsize thrown_away; // of a body that is too large
    char *ready_key;   // the answer is to be kept ready under this; NULL
    gint64 version;
} Request;

static void
request_free(Request *request)
{
    tnc_server_call_clear(&request->job.call);
    tnc_server_answer_clear(&request->job.answer);
    g_free(request->ready_key);
    g_free(request);
}

static const char *
header(struct MHD_Connection *connection, const char *name)
{
    return tnc_server_reply_header(connection, name);
}

static TncServerVisit *
visit_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

// ---- answers

static enum MHD_Result
reply(Request *request)
{
    TncServerAnswer *answer = &request->job.answer;
    const char *tag = header(request->connection, "If-None-Match");
    if (answer->status == 200 && answer->etag && g_str_equal(request->job.call.method, "GET") &&
        tnc_server_parse_matches(tag, answer->etag))
        return tnc_server_reply_queue(request->connection, MHD_HTTP_NOT_MODIFIED,
                                      tnc_server_reply_same(answer->etag));
    struct MHD_Response *response = tnc_server_reply_make(answer);
    if (request->too_large)
        MHD_add_response_header(response, "Connection", "close");
    return tnc_server_reply_queue(request->connection, answer->status, response);
}

// Whether the request names the very bytes of FILE: 'app.js?v=' and the beginning of its tag, as index.html does. Other bytes
// then have another address.
static gboolean
is_named(struct MHD_Connection *connection, const TncServerFile *file)
{
    const char *version = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "v");
    return version && strlen(version) >= LEAST_VERSION && g_str_has_prefix(file->etag + 1, version);
}

static enum MHD_Result
reply_file(struct MHD_Connection *connection, const TncServerFile *file)
{
    gboolean zipped =
        file->gzip && tnc_server_parse_accepts_gzip(header(connection, "Accept-Encoding"));
    gboolean same = tnc_server_parse_matches(header(connection, "If-None-Match"), file->etag);
    const void *bytes = zipped ? file->gzip : file->bytes;
    gsize size = zipped ? file->gzip_size : file->size;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        same ? 0 : size, (void *)(gintptr)bytes, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", file->type);
    MHD_add_response_header(response, "ETag", file->etag);
    MHD_add_response_header(response, "Vary", "Accept-Encoding, Accept-Language");
    if (zipped && !same)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    tnc_server_reply_protect(response, TRUE, is_named(connection, file) ? FOR_EVER : "no-cache");
    return tnc_server_reply_queue(connection, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

// ---- admission

static gboolean
is_good_host(TncServer *server, const char *host)
{
    if (host && g_hash_table_contains(server->hosts, host))
        return TRUE;
    if (!tnc_server_door_host(tnc_server_state_settings(server->state), host))
        return FALSE;
    if (g_hash_table_size(server->hosts) >= MAX_HOSTS)
        g_hash_table_remove_all(server->hosts);
    g_hash_table_add(server->hosts, g_strdup(host));
    return TRUE;
}

static enum MHD_Result
take_argument(void *data, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    GPtrArray *query = data;
    g_autofree char *name = tnc_server_parse_decode(key);
    g_autofree char *text = tnc_server_parse_decode(value ? value : "");
    if (!name || !text) {
        g_ptr_array_set_size(query, 0);
        g_ptr_array_add(query, NULL);
        return MHD_NO;
    }
    g_ptr_array_add(query, g_steal_pointer(&name));
    g_ptr_array_add(query, g_steal_pointer(&text));
    return MHD_YES;
}

// FALSE when an argument is malformed.
static gboolean
take_query(Request *request)
{
    GPtrArray *query = g_ptr_array_new_with_free_func(g_free);
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, take_argument, query);
    request->job.call.query = query;
    return query->len % 2 == 0;
}

static const char *
method_of(const char *method)
{
    static const char *const known[] = {"GET", "POST", "PUT", "DELETE"};
    if (g_str_equal(method, "HEAD"))
        return "GET";
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_str_equal(known[i], method))
            return known[i];
    return NULL;
}

static gboolean
refuse(Request *request, guint status, const char *name, const char *detail)
{
    tnc_server_answer_problem(&request->job.answer, status, name, NULL, detail);
    return FALSE;
}

static gboolean
find_route(Request *request, const char *method)
{
    TncServerJob *job = &request->job;
    g_autofree char *allowed = NULL;
    const char *const *path = (const char *const *)job->call.path + 2;
    job->call.method = method_of(method) ? method_of(method) : "";
    job->route = tnc_server_route_find(job->call.method, path, job->call.parameters, &allowed);
    if (job->route)
        return TRUE;
    if (!allowed)
        return refuse(request, 404, "not_found", gettext("there is no such path"));
    if (g_str_equal(method, "OPTIONS"))
        tnc_server_answer_nothing(&job->answer);
    else
        refuse(request, 405, "method", allowed);
    tnc_server_answer_header(&job->answer, "Allow", allowed);
    return FALSE;
}

static gboolean
admit_api(Request *request, const char *method)
{
    TncServerJob *job = &request->job;
    struct MHD_Connection *connection = request->connection;
    TncServerHeaders headers = {
        .host = header(connection, "Host"),
        .origin = header(connection, "Origin"),
        .fetch_site = header(connection, "Sec-Fetch-Site"),
        .marker = header(connection, "X-Tenace"),
        .cookie = header(connection, "Cookie"),
        .authorization = header(connection, "Authorization"),
        .type = header(connection, "Content-Type"),
        .length = header(connection, "Content-Length"),
    };
    const char *key = header(connection, "Idempotency-Key");
    if (!find_route(request, method))
        return FALSE;
    tnc_server_door_secret(&headers, &job->call);
    if (!tnc_server_door_open(request->server->state, &headers, &job->call, job->route,
                              &job->answer)) {
        request->too_large = job->answer.status == 413;
        return FALSE;
    }
    if (key && (strlen(key) > 128 || !*key))
        return refuse(request, 400, "usage",
                      gettext("Idempotency-Key: expected 1 to 128 characters"));
    if (!take_query(request))
        return refuse(request, 400, "usage", gettext("the query is malformed"));
    job->call.key = g_strdup(key);
    job->call.language = tnc_server_parse_language(header(connection, "Accept-Language"));
    request->limit = tnc_server_door_limit(job->route);
    return TRUE;
}

static gboolean
is_api(const char *const *path)
{
    return path[0] && path[1] && g_str_equal(path[0], "api") && g_str_equal(path[1], "v1");
}

static gboolean
is_link(const char *const *path)
{
    return path[0] && path[1] && !path[2] && g_str_equal(path[0], "open");
}

// The file itself was not given: the page is to be filled.
static gboolean
admit_first(Request *request)
{
    TncServerJob *job = &request->job;
    TncServerHeaders headers = {.cookie = header(request->connection, "Cookie")};
    tnc_server_door_secret(&headers, &job->call);
    job->call.language = tnc_server_parse_language(header(request->connection, "Accept-Language"));
    job->first = TRUE;
    return TRUE;
}

// The page, asked for by a browser that was let in while the desk can fill it soon.
static gboolean
wants_first(TncServer *server, struct MHD_Connection *connection, const char *url)
{
    const char *base = tnc_server_state_settings(server->state)->base_path;
    gsize length = strlen(base);
    TncServerHeaders headers = {.cookie = header(connection, "Cookie")};
    g_auto(TncServerCall) who = {0};
    if (strncmp(url, base, length) != 0 || !g_str_equal(url + length, "/"))
        return FALSE;
    tnc_server_door_secret(&headers, &who);
    return who.secret &&
           tnc_server_state_is_known(server->state, TNC_DESK_ACCESS_SESSION, who.secret,
                                     g_get_real_time()) &&
           tnc_server_work_is_quick(server->work);
}

// TRUE when the request is to be worked; else it has its answer.
static gboolean
admit(Request *request, const char *url, const char *method)
{
    TncServerJob *job = &request->job;
    const TncServerSettings *settings = tnc_server_state_settings(request->server->state);
    job->call.method = "GET";
    if (!is_good_host(request->server, header(request->connection, "Host")))
        return refuse(request, 421, "host",
                      gettext("this server does not answer to that name: use its address, or "
                              "start it with --origin"));
    job->call.path = tnc_server_parse_path(url, settings->base_path);
    if (!job->call.path)
        return refuse(request, 404, "not_found", gettext("there is no such path"));
    if (is_api((const char *const *)job->call.path))
        return admit_api(request, method);
    if (!job->call.path[0] && method_of(method) && g_str_equal(method_of(method), "GET"))
        return admit_first(request);
    if (!is_link((const char *const *)job->call.path) || !g_str_equal(method, "GET"))
        return refuse(request, 404, "not_found", gettext("there is no such path"));
    const char *accept = header(request->connection, "Accept");
    job->opens = TRUE;
    job->call.shows = accept && strstr(accept, "text/html") != NULL;
    job->call.language = tnc_server_parse_language(header(request->connection, "Accept-Language"));
    job->call.parameters[0] = job->call.path[1];
    return TRUE;
}

// ---- working

static void
resume(TncServerJob *job)
{
    MHD_resume_connection(((Request *)job)->connection);
}

static enum MHD_Result
give_stream(Request *request)
{
    struct MHD_Response *response =
        tnc_server_live_response(request->server->live, request->connection);
    if (!response) {
        refuse(request, 503, "busy", gettext("too many pages are open"));
        return reply(request);
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    MHD_add_response_header(response, "X-Accel-Buffering", "no");
    tnc_server_reply_protect(response, FALSE, TNC_SERVER_REPLY_PRIVATE);
    return tnc_server_reply_queue(request->connection, MHD_HTTP_OK, response);
}

static enum MHD_Result
give_to_desk(Request *request)
{
    TncServerJob *job = &request->job;
    TncServer *server = request->server;
    if (job->route && job->route->handler == tnc_server_live)
        return give_stream(request);
    if (job->route && job->route->handler == tnc_server_next) {
        const char *limit = tnc_server_call_query(&job->call, "limit");
        request->version = tnc_server_ready_version(server->ready);
        request->ready_key = g_strconcat(job->call.language ? job->call.language : "", "|",
                                         limit ? limit : "", NULL);
        job->wants_until = TRUE;
    }
    job->done = resume;
    request->given = TRUE;
    // Suspended first: the desk may be quicker than we are.
    MHD_suspend_connection(request->connection);
    if (tnc_server_work_push(server->work, job))
        return MHD_YES;
    refuse(request, 503, "busy", gettext("too much is waiting"));
    tnc_server_answer_header(&job->answer, "Retry-After", "2");
    MHD_resume_connection(request->connection);
    return MHD_YES;
}

static enum MHD_Result
take_body(Request *request, const char *bytes, size_t *size)
{
    TncServerCall *call = &request->job.call;
    tnc_server_visit_writes(request->server->visits, request->visit, *size);
    if (!call->body)
        call->body = g_byte_array_new();
    // A body in chunks has no length to refuse beforehand: a little more is thrown away, so that the answer is heard.
    if (call->body->len + *size > request->limit)
        request->too_large = TRUE;
    if (request->too_large) {
        g_byte_array_set_size(call->body, 0);
        request->thrown_away += *size;
    } else {
        g_byte_array_append(call->body, (const guint8 *)bytes, (guint)*size);
    }
    *size = 0;
    return request->thrown_away > MAX_THROWN_AWAY ? MHD_NO : MHD_YES;
}

static enum MHD_Result
finish(Request *request)
{
    TncServerAnswer *answer = &request->job.answer;
    if (request->ready_key && answer->status == 200 && answer->etag)
        tnc_server_ready_keep(request->server->ready, request->ready_key, request->version,
                              request->job.until, answer);
    return reply(request);
}

// ---- what is ready

// GET next by somebody we know, or a file of the page.
static gboolean
give_ready(TncServer *server, struct MHD_Connection *connection, const char *url,
           enum MHD_Result *result_out)
{
    if (!g_str_equal(url, server->next_path))
        return FALSE;
    TncServerHeaders headers = {.cookie = header(connection, "Cookie"),
                                .authorization = header(connection, "Authorization")};
    g_auto(TncServerCall) who = {0};
    tnc_server_door_secret(&headers, &who);
    if (!who.secret || !is_good_host(server, header(connection, "Host")) ||
        !tnc_server_state_is_known(server->state,
                                   who.by_bearer ? TNC_DESK_ACCESS_API : TNC_DESK_ACCESS_SESSION,
                                   who.secret, g_get_real_time()))
        return FALSE;
    const char *language = tnc_server_parse_language(header(connection, "Accept-Language"));
    const char *limit = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "limit");
    g_autofree char *key = g_strconcat(language ? language : "", "|", limit ? limit : "", NULL);
    return tnc_server_ready_give(server->ready, key, g_get_real_time(),
                                 header(connection, "If-None-Match"), connection, result_out);
}

static gboolean
give_file(TncServer *server, struct MHD_Connection *connection, const char *url,
          enum MHD_Result *result_out)
{
    const char *base = tnc_server_state_settings(server->state)->base_path;
    gsize length = strlen(base);
    if (strncmp(url, base, length) != 0 || url[length] != '/' ||
        !is_good_host(server, header(connection, "Host")) || wants_first(server, connection, url))
        return FALSE;
    const TncServerFile *file = tnc_server_page_find(
        url + length + 1, tnc_server_parse_language(header(connection, "Accept-Language")));
    if (file)
        *result_out = reply_file(connection, file);
    return file != NULL;
}

static Request *
request_new(TncServer *server, struct MHD_Connection *connection)
{
    Request *request = g_new0(Request, 1);
    request->server = server;
    request->connection = connection;
    request->visit = visit_of(connection);
    return request;
}

// What the library keeps of a request that has been seen once; a reply at the first sight would end the connection.
static char seen;

static enum MHD_Result
begin(TncServer *server, struct MHD_Connection *connection, const char *url, const char *method,
      gboolean reads, void **context)
{
    Request *request = request_new(server, connection);
    *context = request;
    tnc_server_state_speak(server->state,
                           tnc_server_parse_language(header(connection, "Accept-Language")));
    tnc_server_visit_writes(server->visits, request->visit, 0);
    gboolean admitted = admit(request, url, method);
    // A refused body is not waited for.
    if (!admitted && !reads)
        return reply(request);
    request->given = !admitted;
    return MHD_YES;
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
           const char *version, const char *upload, size_t *upload_size, void **context)
{
    (void)version;
    TncServer *server = data;
    gboolean reads = g_str_equal(method, "GET") || g_str_equal(method, "HEAD");
    enum MHD_Result result;
    if (!*context && reads) {
        *context = &seen;
        return MHD_YES;
    }
    // Who reads has nothing to say.
    if (reads && *upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    if (*context == &seen && (give_ready(server, connection, url, &result) ||
                              give_file(server, connection, url, &result)))
        return result;
    if (!*context || *context == &seen) {
        result = begin(server, connection, url, method, reads, context);
        if (result != MHD_YES || !reads)
            return result;
    }
    Request *request = *context;
    if (*upload_size)
        return take_body(request, upload, upload_size);
    if (request->given)
        return finish(request);
    if (request->too_large) {
        refuse(request, 413, "too_large", gettext("the body is larger than what is taken here"));
        return reply(request);
    }
    tnc_server_visit_waits(server->visits, request->visit);
    return give_to_desk(request);
}

static void
on_completed(void *data, struct MHD_Connection *connection, void **context,
             enum MHD_RequestTerminationCode code)
{
    (void)code;
    TncServer *server = data;
    tnc_server_visit_answered(server->visits, visit_of(connection));
    if (*context && *context != &seen)
        request_free(*context);
    *context = NULL;
}

static void
on_connection(void *data, struct MHD_Connection *connection, void **socket_context,
              enum MHD_ConnectionNotificationCode code)
{
    TncServer *server = data;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = tnc_server_visit_begin(server->visits, info->connect_fd);
        return;
    }
    tnc_server_visit_end(server->visits, *socket_context);
    *socket_context = NULL;
}

// Paths and queries are decoded by ourselves: a segment may hold a decoded slash.
static size_t
leave_encoded(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data;
    (void)connection;
    return strlen(text);
}

// ---- starting and stopping

static gpointer
run_ticker(gpointer data)
{
    TncServer *server = data;
    guint seconds = 0;
    g_mutex_lock(&server->tick_lock);
    while (!server->stopping) {
        gint64 until = g_get_monotonic_time() + G_USEC_PER_SEC;
        while (!server->stopping && g_cond_wait_until(&server->tick, &server->tick_lock, until))
            ;
        g_mutex_unlock(&server->tick_lock);
        tnc_server_visit_sweep(server->visits);
        tnc_server_work_look(server->work);
        if (++seconds % BEAT_SECONDS == 0)
            tnc_server_live_tell(server->live, ":\n\n");
        if (server->fetch_seconds && seconds % server->fetch_seconds == 1)
            tnc_server_work_chores(server->work);
        // With a clock that stands still nothing becomes due.
        if (server->fetch_seconds)
            tnc_server_work_words(server->work);
        g_mutex_lock(&server->tick_lock);
    }
    g_mutex_unlock(&server->tick_lock);
    return NULL;
}

// As many connections as this process may have, a few kept for files.
static guint
connection_limit(void)
{
    struct rlimit limit = {0};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 512;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return (guint)CLAMP(limit.rlim_cur, 256, 65536) - 128;
}

static gboolean
start_network(TncServer *server, int listener, GError **error)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, server,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_CONNECTION_LIMIT,
        connection_limit(), MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_UNESCAPE_CALLBACK,
        leave_encoded, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    return server->daemon ||
           tnc_error_set(error, TNC_ERROR_FAILED, "the network cannot be started");
}

// Who may reach us, and whether a password guards the door.
static gboolean
make_settings(const TncServerOptions *options, const char *address, TncServerSettings *settings,
              GError **error)
{
    g_autoptr(TncDesk) desk = tnc_desk_open(&options->desk, error);
    if (!desk)
        return FALSE;
    gboolean known = tnc_desk_access_has_password(desk);
    gboolean loopback;
    if (!tnc_server_listen_is_loopback(address, &loopback, error))
        return FALSE;
    if (!known && !loopback)
        return tnc_error_set(error, TNC_ERROR_GUARD,
                             gettext("%s can be reached by others, so the page needs a password: "
                                     "--password-file FILE sets it"),
                             address);
    g_autofree char *host = options->origin ? tnc_server_parse_origin(options->origin, NULL) : NULL;
    if (options->origin && !host)
        return tnc_error_set(error, TNC_ERROR_USAGE, gettext("--origin %s: expected https://name"),
                             options->origin);
    const char *base = options->base_path ? options->base_path : "";
    gsize length = strlen(base);
    while (length && base[length - 1] == '/')
        length--;
    if (length && base[0] != '/')
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             gettext("--base-path %s: expected one such as /tenace"), base);
    *settings = (TncServerSettings){
        .base_path = g_strndup(base, length),
        .origin = g_strdup(options->origin),
        .secure = options->origin && g_str_has_prefix(options->origin, "https:"),
        .needs_password = known,
        .beyond = !loopback,
    };
    return TRUE;
}

static gboolean
start_all(TncServer *server, const TncServerOptions *options, GError **error)
{
    const char *address = options->address ? options->address : "127.0.0.1";
    TncServerSettings settings = {0};
    if (!make_settings(options, address, &settings, error))
        return FALSE;
    server->address = g_strdup(address);
    server->fetch_seconds = options->fetch_seconds;
    server->next_path = g_strconcat(settings.base_path, "/api/v1/next", NULL);
    server->state = tnc_server_state_new(&settings);
    server->live = tnc_server_live_new();
    server->visits = tnc_server_visit_new();
    server->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    server->work = tnc_server_work_new(&options->desk, server->state, server->live, error);
    if (!server->work)
        return FALSE;
    server->ready = tnc_server_ready_new(tnc_server_work_data(server->work), error);
    int listener = server->ready ? tnc_server_listen_open(address, options->port, error) : -1;
    if (listener < 0)
        return FALSE;
    server->port = tnc_server_listen_port(listener);
    if (!start_network(server, listener, error))
        return FALSE;
    server->ticker = g_thread_new("ticker", run_ticker, server);
    return TRUE;
}

TncServer *
tnc_server_start(const TncServerOptions *options, GError **error)
{
    TncServer *server = g_new0(TncServer, 1);
    g_mutex_init(&server->tick_lock);
    g_cond_init(&server->tick);
    if (start_all(server, options, error))
        return server;
    tnc_server_stop(server);
    return NULL;
}

// First nobody comes in any more, then what was begun is answered, then the network ends.
void
tnc_server_stop(TncServer *server)
{
    if (!server)
        return;
    g_mutex_lock(&server->tick_lock);
    server->stopping = TRUE;
    g_cond_broadcast(&server->tick);
    g_mutex_unlock(&server->tick_lock);
    if (server->ticker)
        g_thread_join(server->ticker);
    int listener = server->daemon ? MHD_quiesce_daemon(server->daemon) : -1;
    if (server->live)
        tnc_server_live_end(server->live);
    // The network still speaks, on connections that are open; from here on it says that we are busy.
    if (server->work)
        tnc_server_work_stop(server->work);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    tnc_server_work_free(server->work);
    if (listener >= 0)
        close(listener);
    tnc_server_ready_free(server->ready);
    g_clear_pointer(&server->live, tnc_server_live_free);
    g_clear_pointer(&server->visits, tnc_server_visit_free);
    tnc_server_state_free(server->state);
    g_clear_pointer(&server->hosts, g_hash_table_unref);
    g_mutex_clear(&server->tick_lock);
    g_cond_clear(&server->tick);
    g_free(server->next_path);
    g_free(server->address);
    g_free(server);
}

gboolean
tnc_server_is_beyond(const TncServer *server)
{
    return tnc_server_state_settings(server->state)->beyond;
}

guint16
tnc_server_port(const TncServer *server)
{
    return server->port;
}

static char *
address_with(const TncServer *server, const char *rest)
{
    const TncServerSettings *settings = tnc_server_state_settings(server->state);
    if (settings->origin)
        return g_strconcat(settings->origin, settings->base_path, "/", rest, NULL);
    gboolean any = g_str_equal(server->address, "0.0.0.0") || g_str_equal(server->address, "::");
    const char *host = any ? "127.0.0.1" : server->address;
    gboolean six = strchr(host, ':') != NULL;
    return g_strdup_printf("http://%s%s%s:%u%s/%s", six ? "[" : "", host, six ? "]" : "",
                           server->port, settings->base_path, rest);
}

char *
tnc_server_address(const TncServer *server)
{
    return address_with(server, "");
}

char *
tnc_server_link(TncServer *server)
{
    g_autofree char *secret = tnc_server_state_make_link(server->state, g_get_real_time());
    g_autofree char *rest = g_strconcat("open/", secret, NULL);
    return address_with(server, rest);
}
