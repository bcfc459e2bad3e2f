// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes of the house: session, settings, tokens, calendar, exchange, sellers, trophies.

#include "desk-backup.h"
#include "desk-calendar.h"
#include "desk-exchange.h"
#include "desk-new.h"
#include "desk-seller.h"
#include "desk-settings.h"
#include "desk-speech.h"
#include "error.h"
#include "server-openapi.h"
#include "server-state.h"
#include <string.h>

#ifndef TNC_VERSION
#define TNC_VERSION "0"
#endif

gboolean
tnc_server_health(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)desk;
    (void)call;
    (void)error;
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:s, s:s}", "status", "ok", "version", TNC_VERSION));
    return TRUE;
}

gboolean
tnc_server_openapi(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                   TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)desk;
    (void)call;
    (void)error;
    tnc_server_answer_text(answer, "application/json", g_strdup(openapi));
    return TRUE;
}

// The event stream is answered by server.c, where connections are known.
gboolean
tnc_server_live(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)desk;
    (void)call;
    (void)answer;
    return tnc_error_set(error, TNC_ERROR_FAILED, gettext("no event stream here"));
}

// ---- session

static json_t *
session_json(TncServerState *state, TncDesk *desk, gboolean open)
{
    return json_pack("{s:b, s:b, s:s, s:s}", "open", open, "password",
                     tnc_server_state_settings(state)->needs_password, "language",
                     tnc_desk_language(desk), "version", TNC_VERSION);
}

gboolean
tnc_server_session_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)error;
    TncDeskAccessKind kind = call->by_bearer ? TNC_DESK_ACCESS_API : TNC_DESK_ACCESS_SESSION;
    gboolean open = tnc_server_state_is_known(state, kind, call->secret, g_get_real_time());
    tnc_server_answer_json(answer, 200, session_json(state, desk, open));
    return TRUE;
}

gboolean
tnc_server_session_open(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    TncInstant now = g_get_real_time();
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told)
        return FALSE;
    const char *token = tnc_json_string_or(told, "token", NULL);
    const char *password = tnc_json_string_or(told, "password", NULL);
    if (!token && !password)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("expected a token or a password"));
    if (!token && !tnc_server_state_may_try(state, now)) {
        tnc_server_answer_problem(answer, 429, "too_many", NULL,
                                  gettext("too many attempts: wait a minute"));
        tnc_server_answer_header(answer, "Retry-After", "60");
        return TRUE;
    }
    if (token ? !tnc_server_state_use_link(state, token, now) &&
                    !tnc_desk_access_use_link(desk, token)
              : !tnc_desk_access_check_password(desk, password)) {
        if (!token)
            tnc_server_state_count_failure(state, now);
        tnc_server_answer_problem(
            answer, 401, "unauthorized", NULL,
            token ? gettext("this link was used or is too old: 'tenace serve' prints one")
                  : gettext("the password is not that one"));
        return TRUE;
    }
    if (!tnc_server_state_open_session(state, desk, answer, error))
        return FALSE;
    tnc_server_answer_json(answer, 200, session_json(state, desk, TRUE));
    return TRUE;
}

gboolean
tnc_server_session_close(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    g_autofree char *id = call->secret ? tnc_desk_access_id(call->secret) : NULL;
    if (id && !call->by_bearer && !tnc_desk_access_revoke(desk, TNC_DESK_ACCESS_SESSION, id, error))
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_state_set_cookie(state, answer, NULL);
    tnc_server_answer_nothing(answer);
    return TRUE;
}

// ---- settings

gboolean
tnc_server_settings_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    tnc_server_answer_json(answer, 200, tnc_desk_settings_json(desk));
    return TRUE;
}

gboolean
tnc_server_settings_change(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(json_t) changes = tnc_server_call_json(call, error);
    if (!changes || !tnc_desk_settings_change(desk, changes, error))
        return FALSE;
    tnc_server_answer_json(answer, 200, tnc_desk_settings_json(desk));
    return TRUE;
}

// ---- tokens

gboolean
tnc_server_tokens_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    tnc_server_answer_json(answer, 200, tnc_desk_access_json(desk, TNC_DESK_ACCESS_API));
    return TRUE;
}

gboolean
tnc_server_tokens_make(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    g_autofree char *id = NULL;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told)
        return FALSE;
    const char *name = tnc_json_string_or(told, "name", "");
    if (!*name || g_utf8_strlen(name, -1) > 80)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("name: expected 1 to 80 characters"));
    g_autofree char *secret =
        tnc_desk_access_make(desk, TNC_DESK_ACCESS_API, name, TNC_INSTANT_NONE, &id, error);
    if (!secret)
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_answer_json(answer, 201,
                           json_pack("{s:s, s:s, s:s}", "id", id, "name", name, "token", secret));
    return TRUE;
}

gboolean
tnc_server_tokens_revoke(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    if (!tnc_desk_access_revoke(desk, TNC_DESK_ACCESS_API, call->parameters[0], error))
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_answer_nothing(answer);
    return TRUE;
}

// ---- calendar

gboolean
tnc_server_calendar_file(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    const char *token = tnc_server_call_query(call, "token");
    TncInstant now = g_get_real_time();
    TncDeskAccessKind kind = call->by_bearer ? TNC_DESK_ACCESS_API : TNC_DESK_ACCESS_SESSION;
    gboolean person = tnc_server_state_is_known(state, kind, call->secret, now);
    if (!person && !tnc_server_state_is_known(state, TNC_DESK_ACCESS_CALENDAR, token, now)) {
        tnc_server_answer_problem(answer, 401, "unauthorized", NULL,
                                  gettext("this calendar's link was revoked"));
        return TRUE;
    }
    char *text = tnc_desk_calendar(desk, NULL, !person, NULL, error);
    if (text)
        tnc_server_answer_text(answer, "text/calendar", text);
    return text != NULL;
}

gboolean
tnc_server_calendar_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    g_autoptr(json_t) links = tnc_desk_access_json(desk, TNC_DESK_ACCESS_CALENDAR);
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:b, s:n}", "active", json_array_size(links) > 0, "url"));
    return TRUE;
}

gboolean
tnc_server_calendar_make(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)call;
    const TncServerSettings *settings = tnc_server_state_settings(state);
    if (!tnc_desk_access_revoke(desk, TNC_DESK_ACCESS_CALENDAR, NULL, error))
        return FALSE;
    g_autofree char *secret = tnc_desk_access_make(desk, TNC_DESK_ACCESS_CALENDAR, "calendar",
                                                   TNC_INSTANT_NONE, NULL, error);
    if (!secret)
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_answer_json(
        answer, 201,
        json_pack("{s:b, s:o}", "active", TRUE, "url",
                  json_sprintf("%s/api/v1/calendar.ics?token=%s", settings->base_path, secret)));
    return TRUE;
}

gboolean
tnc_server_calendar_revoke(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    (void)call;
    if (!tnc_desk_access_revoke(desk, TNC_DESK_ACCESS_CALENDAR, NULL, error))
        return FALSE;
    tnc_server_state_load_access(state, desk);
    tnc_server_answer_nothing(answer);
    return TRUE;
}

// ---- exchange

static gboolean
add_line(const char *line, gpointer text, GError **error)
{
    (void)error;
    g_string_append(text, line);
    g_string_append_c(text, '\n');
    return TRUE;
}

gboolean
tnc_server_export(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    g_autoptr(GString) text = g_string_new(NULL);
    if (!tnc_desk_exchange_export(desk, add_line, text, error))
        return FALSE;
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
    tnc_server_answer_bytes(answer, "application/jsonl", bytes, "tenace.jsonl", FALSE);
    return TRUE;
}

gboolean
tnc_server_import(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    TncDeskImported counts = {0};
    const char *bytes = call->body ? (const char *)call->body->data : "";
    gsize size = call->body ? call->body->len : 0;
    if (!tnc_desk_exchange_import(desk, "import", bytes ? bytes : "", size, FALSE, NULL, NULL,
                                  &counts, error))
        return FALSE;
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:i, s:i, s:i, s:i, s:i}", "merchants",
                                     (int)counts.merchants, "purchases", (int)counts.purchases,
                                     "claims", (int)counts.claims, "events", (int)counts.events,
                                     "repeated", (int)counts.repeated));
    return TRUE;
}

gboolean
tnc_server_backup(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    g_autofree char *name = NULL;
    g_autoptr(GBytes) zip = tnc_desk_backup_zip(desk, &name, error);
    if (!zip)
        return FALSE;
    g_autofree char *file = g_strconcat(name, ".zip", NULL);
    tnc_server_answer_bytes(answer, "application/zip", zip, file, FALSE);
    return TRUE;
}

// ---- sellers and trophies

static gboolean
answer_or_fail(TncServerAnswer *answer, json_t *value)
{
    if (value)
        tnc_server_answer_json(answer, 200, value);
    return value != NULL;
}

gboolean
tnc_server_merchants_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    return answer_or_fail(answer, tnc_desk_seller_list(desk, error));
}

gboolean
tnc_server_merchant_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    return answer_or_fail(answer, tnc_desk_seller_card(desk, call->parameters[0], error));
}

gboolean
tnc_server_merchant_change(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(json_t) changes = tnc_server_call_json(call, error);
    return changes && answer_or_fail(answer, tnc_desk_new_merchant_change(desk, call->parameters[0],
                                                                          changes, error));
}

gboolean
tnc_server_trophies(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                    TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    return answer_or_fail(answer, tnc_desk_seller_trophies(desk, error));
}
