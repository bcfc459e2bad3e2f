// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may come in, without a network: routes, hosts, origins, secrets, limits, and what is done once.

#include "server-door.h"
#include "desk-story.h"
#include "error.h"
#include <string.h>

static TncServerState *
state_new(const char *origin)
{
    TncServerSettings settings = {.base_path = g_strdup(""), .origin = g_strdup(origin)};
    return tnc_server_state_new(&settings);
}

// ---- routes

typedef struct {
    const char *name;
    const char *method;
    const char *path;
    const char *pattern; // NULL: none
    const char *allowed; // NULL: no such path
    const char *first;   // parameter
} RouteRow;

static const RouteRow routes[] = {
    {"a plain one", "GET", "next", "next", "GET", NULL},
    {"by its method", "POST", "claims", "claims", "GET, POST", NULL},
    {"a parameter", "GET", "claims/7", "claims/{}", "GET", "7"},
    {"two parameters", "GET", "claims/7/drafts/email", "claims/{}/drafts/{}", "GET, POST", "7"},
    {"a word before a parameter", "GET", "claims/7/letter.pdf", "claims/{}/letter.pdf", "GET", "7"},
    {"another method", "DELETE", "claims/7", NULL, "GET", NULL},
    {"no such path", "GET", "nonsense", NULL, NULL, NULL},
    {"too short", "GET", "claims/7/drafts", NULL, NULL, NULL},
    {"too long", "GET", "next/x", NULL, NULL, NULL},
    {"an empty parameter", "GET", "claims//plan", NULL, NULL, NULL},
    {"the beginning of a word", "GET", "nex", NULL, NULL, NULL},
    {"nothing", "GET", "", NULL, NULL, NULL},
};

static void
test_route(gconstpointer data)
{
    const RouteRow *row = data;
    const char *parameters[4] = {NULL};
    g_autofree char *allowed = NULL;
    g_auto(GStrv) path = g_strsplit(row->path, "/", -1);
    const TncServerRoute *route =
        tnc_server_route_find(row->method, (const char *const *)path, parameters, &allowed);
    g_assert_cmpstr(route ? route->pattern : NULL, ==, row->pattern);
    g_assert_cmpstr(allowed, ==, row->allowed);
    g_assert_cmpstr(parameters[0], ==, row->first);
}

// ---- headers

typedef struct {
    const char *name;
    const char *method;
    const char *path;
    TncServerHeaders headers;
    guint status; // 0: comes in
} DoorRow;

// The secret is a link's own; a session needs a desk, so the doors that need one answer 401 here.
static const DoorRow doors[] = {
    {"reading what is public", "GET", "health", {.host = "localhost"}, 0},
    {"reading without a session", "GET", "next", {.host = "localhost"}, 401},
    {"a bearer that nobody gave", "GET", "next", {.authorization = "Bearer x"}, 401},
    {"writing without the page's header", "POST", "session", {.host = "localhost"}, 403},
    {"the page writes", "POST", "session", {.host = "localhost:1", .marker = "1"}, 0},
    {"the same origin",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .origin = "http://localhost:1"},
     0},
    {"another port is another origin",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .origin = "http://localhost:2"},
     403},
    {"another site",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .origin = "https://evil.example"},
     403},
    {"a sandboxed page",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .origin = "null"},
     403},
    {"the proxy's origin",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .origin = "https://tenace.example"},
     0},
    {"a navigation from elsewhere",
     "POST",
     "session",
     {.host = "localhost:1", .marker = "1", .fetch_site = "cross-site"},
     403},
};

static void
test_door(gconstpointer data)
{
    const DoorRow *row = data;
    TncServerState *state = state_new("https://tenace.example");
    g_auto(TncServerAnswer) answer = {0};
    g_autofree char *allowed = NULL;
    TncServerCall call = {.method = row->method};
    g_auto(GStrv) path = g_strsplit(row->path, "/", -1);
    const TncServerRoute *route =
        tnc_server_route_find(row->method, (const char *const *)path, call.parameters, &allowed);
    g_assert_nonnull(route);
    tnc_server_door_secret(&row->headers, &call);
    gboolean open = tnc_server_door_open(state, &row->headers, &call, route, &answer);
    g_assert_cmpint(open, ==, row->status == 0);
    g_assert_cmpuint(answer.status, ==, row->status);
    tnc_server_call_clear(&call);
    tnc_server_state_free(state);
}

static void
check_body(const char *path, const char *type, const char *length, guint status)
{
    TncServerState *state = state_new(NULL);
    g_auto(TncServerAnswer) answer = {0};
    g_autofree char *allowed = NULL;
    TncServerCall call = {.method = "POST"};
    g_auto(GStrv) segments = g_strsplit(path, "/", -1);
    const TncServerRoute *route =
        tnc_server_route_find("POST", (const char *const *)segments, call.parameters, &allowed);
    TncServerRoute public = *route;
    public.kind = route->kind == TNC_SERVER_ROUTE_BIG ? route->kind : TNC_SERVER_ROUTE_PUBLIC;
    TncServerHeaders headers = {.host = "localhost", .marker = "1", .type = type, .length = length};
    tnc_server_door_open(state, &headers, &call, &public, &answer);
    g_assert_cmpuint(answer.status, ==, status);
    tnc_server_state_free(state);
}

static void
test_body(void)
{
    check_body("session", "application/json", "10", 0);
    check_body("session", "application/json; charset=utf-8", "10", 0);
    check_body("session", NULL, "0", 0);
    check_body("session", "text/plain", "10", 415);
    check_body("session", "application/jsonx", "10", 415);
    check_body("session", NULL, "10", 415);
    check_body("session", "application/json", "20000", 413);
    check_body("session", "application/json", "-1", 400);
    check_body("session", "application/json", "99999999999999999999", 400);
}

static void
test_host(void)
{
    TncServerSettings own = {.base_path = NULL};
    TncServerSettings proxied = {.origin = (char *)(gintptr) "https://tenace.example:444"};
    g_assert_true(tnc_server_door_host(&own, "localhost:1"));
    g_assert_true(tnc_server_door_host(&own, "192.168.1.7:8765"));
    g_assert_true(tnc_server_door_host(&own, "[fe80::1]"));
    g_assert_false(tnc_server_door_host(&own, "evil.example"));
    g_assert_false(tnc_server_door_host(&own, "localhost.evil.example"));
    g_assert_false(tnc_server_door_host(&own, "127.0.0.1.evil.example"));
    g_assert_false(tnc_server_door_host(&own, NULL));
    g_assert_true(tnc_server_door_host(&proxied, "tenace.example"));
    g_assert_false(tnc_server_door_host(&proxied, "xtenace.example"));
}

// ---- state

#define MINUTE (60 * TNC_INSTANT_SECOND)

static void
test_link(void)
{
    TncServerState *state = state_new(NULL);
    g_autofree char *secret = tnc_server_state_make_link(state, 0);
    g_autofree char *late = tnc_server_state_make_link(state, 0);
    g_assert_cmpuint(strlen(secret), ==, 43);
    g_assert_false(tnc_server_state_use_link(state, "nonsense", MINUTE));
    g_assert_true(tnc_server_state_use_link(state, secret, MINUTE));
    g_assert_false(tnc_server_state_use_link(state, secret, MINUTE));
    g_assert_false(tnc_server_state_use_link(state, late, 10 * MINUTE));
    tnc_server_state_free(state);
}

static void
test_guessing(void)
{
    TncServerState *state = state_new(NULL);
    for (guint i = 0; i < 10; i++) {
        g_assert_true(tnc_server_state_may_try(state, (TncInstant)i));
        tnc_server_state_count_failure(state, (TncInstant)i);
    }
    g_assert_false(tnc_server_state_may_try(state, MINUTE / 2));
    g_assert_true(tnc_server_state_may_try(state, 2 * MINUTE));
    tnc_server_state_free(state);
}

static TncServerCall
post(const char *key, const char *body)
{
    TncServerCall call = {.method = "POST", .key = g_strdup(key)};
    call.path = g_strsplit("api/v1/claims", "/", -1);
    call.body = g_byte_array_new();
    g_byte_array_append(call.body, (const guint8 *)body, (guint)strlen(body));
    return call;
}

static void
expect_fate(TncServerOnce *once, TncDesk *desk, const TncServerCall *call, TncServerOnceFate fate)
{
    g_auto(TncServerAnswer) answer = {0};
    g_assert_cmpint(tnc_server_once_begin(once, desk, call, &answer), ==, fate);
    if (fate == TNC_SERVER_ONCE_DONE) {
        g_assert_cmpuint(answer.status, ==, 201);
        g_assert_cmpstr(answer.headers->pdata[1], ==, "x");
        g_assert_cmpmem(g_bytes_get_data(answer.body, NULL), (int)g_bytes_get_size(answer.body),
                        "{}", 2);
    }
}

static void
make_answer(TncServerAnswer *answer)
{
    tnc_server_answer_json(answer, 201, json_object());
    tnc_server_answer_header(answer, "Location", "x");
}

static void
test_once(void)
{
    TncServerOnce *once = tnc_server_once_new();
    g_auto(TncServerCall) call = post("k", "{}");
    g_auto(TncServerCall) other = post("k", "{\"a\":1}");
    g_auto(TncServerAnswer) answer = {0};
    g_auto(TncServerAnswer) broken = {.status = 503};
    make_answer(&answer);
    expect_fate(once, NULL, &call, TNC_SERVER_ONCE_NEW);
    expect_fate(once, NULL, &call, TNC_SERVER_ONCE_BUSY);
    tnc_server_once_done(once, &call, &broken);
    expect_fate(once, NULL, &call, TNC_SERVER_ONCE_NEW);
    tnc_server_once_done(once, &call, &answer);
    expect_fate(once, NULL, &other, TNC_SERVER_ONCE_OTHER);
    expect_fate(once, NULL, &call, TNC_SERVER_ONCE_DONE);
    tnc_server_once_free(once);
}

// What many keys cost is bounded: the oldest answers go, and a very large one is not kept at all.
static void
test_many_once(void)
{
    TncServerOnce *once = tnc_server_once_new();
    g_autofree char *large = g_strnfill(60000, 'x');
    g_auto(TncServerAnswer) answer = {.status = 200, .body = g_bytes_new(large, 60000)};
    for (guint i = 0; i < 100; i++) {
        g_autofree char *key = g_strdup_printf("k%u", i);
        g_auto(TncServerCall) call = post(key, "{}");
        expect_fate(once, NULL, &call, TNC_SERVER_ONCE_NEW);
        tnc_server_once_done(once, &call, &answer);
    }
    g_auto(TncServerCall) first = post("k0", "{}");
    g_auto(TncServerCall) last = post("k99", "other");
    expect_fate(once, NULL, &first, TNC_SERVER_ONCE_NEW);
    expect_fate(once, NULL, &last, TNC_SERVER_ONCE_OTHER);
    g_auto(TncServerCall) huge = post("huge", "{}");
    g_auto(TncServerAnswer)
        whole = {.status = 200, .body = g_bytes_new_take(g_malloc0(70000), 70000)};
    expect_fate(once, NULL, &huge, TNC_SERVER_ONCE_NEW);
    tnc_server_once_done(once, &huge, &whole);
    expect_fate(once, NULL, &huge, TNC_SERVER_ONCE_NEW);
    tnc_server_once_free(once);
}

static void
keep(TncDesk *desk, const TncServerCall *call, gboolean crash)
{
    g_auto(TncServerAnswer) answer = {0};
    TncStore *store = tnc_desk_store(desk);
    make_answer(&answer);
    tnc_store_frame_begin(store);
    g_assert_true(tnc_desk_set_setting(desk, call->key, "done", NULL));
    g_assert_true(tnc_server_once_keep(desk, call, &answer, NULL));
    if (crash)
        tnc_store_frame_rollback(store);
    else
        g_assert_true(tnc_store_frame_commit(store, NULL));
}

// A new table is what a program has that was killed and started again.
static void
test_once_after_a_crash(void)
{
    g_autofree char *folder = NULL;
    TncDeskOptions options = {.language = "en", .now = TNC_INSTANT_NONE};
    TncDesk *desk = tnc_desk_story_open(&options, &folder, NULL);
    g_auto(TncServerCall) call = post("k", "{}");
    g_auto(TncServerCall) other = post("k", "{\"a\":1}");
    g_auto(TncServerCall) lost = post("lost", "{}");
    keep(desk, &call, FALSE);
    keep(desk, &lost, TRUE);
    TncServerOnce *once = tnc_server_once_new();
    expect_fate(once, desk, &call, TNC_SERVER_ONCE_DONE);
    expect_fate(once, desk, &other, TNC_SERVER_ONCE_OTHER);
    expect_fate(once, desk, &lost, TNC_SERVER_ONCE_NEW);
    g_autofree char *undone = tnc_desk_setting(desk, "lost", NULL);
    g_assert_null(undone);
    for (guint i = 0; i < 64; i++) {
        g_autofree char *key = g_strdup_printf("k%u", i);
        g_auto(TncServerCall) one = post(key, "{}");
        keep(desk, &one, FALSE);
    }
    expect_fate(once, desk, &call, TNC_SERVER_ONCE_NEW);
    tnc_server_once_free(once);
    tnc_desk_story_close(desk, folder);
}

// ---- answers

static void
test_answer(void)
{
    g_auto(TncServerAnswer) answer = {0};
    g_autoptr(GError) error = g_error_new_literal(TNC_ERROR, TNC_ERROR_INPUT, "field 'x'");
    tnc_server_answer_error(&answer, error);
    g_assert_cmpuint(answer.status, ==, 422);
    g_assert_cmpstr(answer.type, ==, "application/problem+json");
    g_autoptr(json_t) problem =
        json_loadb(g_bytes_get_data(answer.body, NULL), g_bytes_get_size(answer.body), 0, NULL);
    g_assert_cmpstr(tnc_json_string_or(problem, "detail", ""), ==, "field 'x'");
    g_assert_cmpstr(tnc_json_string_or(problem, "name", ""), ==, "input");
}

static void
test_file_name(void)
{
    g_auto(TncServerAnswer) answer = {0};
    g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
    tnc_server_answer_bytes(&answer, "application/octet-stream", bytes, "a\"b\r\né;.png", FALSE);
    const char *value = answer.headers->pdata[1];
    g_assert_true(g_str_has_prefix(value, "attachment; filename=\"a_b__"));
    g_assert_null(strpbrk(value, "\r\n"));
    g_assert_nonnull(strstr(value, "filename*=UTF-8''a%22b%0D%0A%C3%A9%3B.png"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(routes); i++) {
        g_autofree char *name = g_strconcat("/route/", routes[i].name, NULL);
        g_test_add_data_func(name, &routes[i], test_route);
    }
    for (guint i = 0; i < G_N_ELEMENTS(doors); i++) {
        g_autofree char *name = g_strconcat("/door/", doors[i].name, NULL);
        g_test_add_data_func(name, &doors[i], test_door);
    }
    g_test_add_func("/door/types and sizes of bodies", test_body);
    g_test_add_func("/door/names that are ours", test_host);
    g_test_add_func("/link/once, within ten minutes", test_link);
    g_test_add_func("/door/ten guesses a minute", test_guessing);
    g_test_add_func("/once/the same key does it once", test_once);
    g_test_add_func("/once/many keys cost little", test_many_once);
    g_test_add_func("/once/also after a crash", test_once_after_a_crash);
    g_test_add_func("/answer/an error is a problem", test_answer);
    g_test_add_func("/answer/a file's name is harmless", test_file_name);
    return g_test_run();
}
