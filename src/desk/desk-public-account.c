// SPDX-License-Identifier: AGPL-3.0-or-later
// The setting 'public_accounts' holds them all; 'public_pause.NAME' until when a server wants silence.

#include "desk-public-account.h"
#include "desk-mailbox.h"
#include "desk-speech.h"
#include "error.h"
#include "public-handle.h"
#include <string.h>
#include <sys/random.h>

#define SETTING "public_accounts"
#define BLUESKY_SERVER "https://bsky.social"

void
tnc_desk_public_account_free(TncDeskPublicAccount *account)
{
    if (!account)
        return;
    g_free(account->name);
    g_free(account->network);
    g_free(account->server);
    g_free(account->handle);
    json_decref(account->data);
    g_free(account);
}

static void
free_account(gpointer account)
{
    tnc_desk_public_account_free(account);
}

static json_t *
load(TncDesk *desk)
{
    TncStore *store = tnc_desk_store(desk);
    json_t *list = store ? tnc_store_get_setting(store, SETTING) : NULL;
    return list ? list : json_array();
}

static TncDeskPublicAccount *
read_account(const json_t *object)
{
    TncDeskPublicAccount *account = g_new0(TncDeskPublicAccount, 1);
    account->name = g_strdup(tnc_json_string_or(object, "name", ""));
    account->network = g_strdup(tnc_json_string_or(object, "network", ""));
    account->server = g_strdup(tnc_json_string_or(object, "server", ""));
    account->handle = g_strdup(tnc_json_string_or(object, "handle", ""));
    account->data = json_deep_copy(json_object_get(object, "data"));
    return account;
}

GPtrArray *
tnc_desk_public_account_list(TncDesk *desk)
{
    g_autoptr(json_t) list = load(desk);
    GPtrArray *accounts = g_ptr_array_new_with_free_func(free_account);
    for (gsize i = 0; i < json_array_size(list); i++)
        g_ptr_array_add(accounts, read_account(json_array_get(list, i)));
    return accounts;
}

TncDeskPublicAccount *
tnc_desk_public_account_find(TncDesk *desk, const char *name, const char *network, GError **error)
{
    g_autoptr(GPtrArray) accounts = tnc_desk_public_account_list(desk);
    for (guint i = 0; i < accounts->len; i++) {
        const TncDeskPublicAccount *account = accounts->pdata[i];
        if ((!name || g_str_equal(account->name, name)) &&
            (!network || g_str_equal(account->network, network)))
            return g_ptr_array_steal_index(accounts, i);
    }
    tnc_error_set(
        error, TNC_ERROR_NOT_FOUND,
        gettext("you have no account %s here: connect one (Settings of the page, or 'tenace "
                "account add %s')"),
        name ? name : network, network ? network : "bluesky");
    return NULL;
}

static gboolean
store_list(TncDesk *desk, const json_t *list, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) &&
                    tnc_store_set_setting(store, SETTING, list, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
take_out(json_t *list, const char *name)
{
    gboolean found = FALSE;
    for (gsize i = json_array_size(list); i > 0; i--)
        if (g_str_equal(tnc_json_string_or(json_array_get(list, i - 1), "name", ""), name))
            found = json_array_remove(list, i - 1) == 0;
    return found;
}

gboolean
tnc_desk_public_account_remove(TncDesk *desk, const char *name, GError **error)
{
    g_autoptr(json_t) list = load(desk);
    return take_out(list, name) ? store_list(desk, list, error)
                                : tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                                                gettext("there is no account named %s"), name);
}

static gboolean
save(TncDesk *desk, const char *name, const char *network, const char *server, const char *handle,
     json_t *data, GError **error)
{
    g_autoptr(json_t) list = load(desk);
    g_autoptr(json_t) own = json_incref(data);
    take_out(list, name);
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:s, s:s, s:O}", "name", name, "network", network,
                                    "server", server, "handle", handle, "data", own));
    return store_list(desk, list, error);
}

// ---- Bluesky

static json_t *
bluesky_data(TncDesk *desk, const TncPublicBluesky *session, const char *sealed_password,
             GError **error)
{
    g_autofree char *access = tnc_desk_mailbox_seal(desk, session->access, error);
    g_autofree char *refresh = access ? tnc_desk_mailbox_seal(desk, session->refresh, error) : NULL;
    if (!refresh)
        return NULL;
    return json_pack("{s:s, s:s, s:s, s:s}", "did", session->did, "password", sealed_password,
                     "access", access, "refresh", refresh);
}

char *
tnc_desk_public_account_add_bluesky(TncDesk *desk, const char *name, const char *server,
                                    const char *handle, const char *password, GError **error)
{
    g_auto(TncPublicBluesky) session = {0};
    g_autoptr(TncPublicHttp) http = tnc_public_http_new(tnc_desk_now(desk));
    session.server = g_strdup(server ? server : BLUESKY_SERVER);
    session.identifier = tnc_public_handle_normalise(TNC_PUBLIC_NAMED_DOMAIN, handle, error);
    session.password = (char *)(gintptr)password;
    tnc_public_http_trust(http, session.server);
    if (!session.identifier || !tnc_public_bluesky_login(http, &session, error))
        return NULL;
    g_autofree char *sealed = tnc_desk_mailbox_seal(desk, password, error);
    g_autoptr(json_t) data = sealed ? bluesky_data(desk, &session, sealed, error) : NULL;
    if (!data || !save(desk, name ? name : "bluesky", "bluesky", session.server, session.handle,
                       data, error))
        return NULL;
    return g_strdup(session.handle);
}

// ---- Mastodon

char *
tnc_desk_public_account_begin_mastodon(TncDesk *desk, const char *server,
                                       TncPublicMastodon *account,
                                       char verifier_out[TNC_PUBLIC_MASTODON_VERIFIER + 1],
                                       GError **error)
{
    guint8 random[32];
    g_autoptr(TncPublicHttp) http = tnc_public_http_new(tnc_desk_now(desk));
    g_autofree char *plain = g_strstrip(g_strdup(server));
    g_autofree char *url =
        strstr(plain, "://") ? g_steal_pointer(&plain) : g_strconcat("https://", plain, NULL);
    account->server = strpbrk(url, " _'\"") ? NULL : tnc_public_http_origin(url);
    if (!account->server) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "'%s' is no address of a server: expected https://social.example", server);
        return NULL;
    }
    tnc_public_http_trust(http, account->server);
    if (!tnc_public_mastodon_register(http, account, error))
        return NULL;
    g_assert(getrandom(random, sizeof random, 0) == sizeof random);
    tnc_public_mastodon_verifier(random, verifier_out);
    return tnc_public_mastodon_allow_address(account, verifier_out);
}

gboolean
tnc_desk_public_account_end_mastodon(TncDesk *desk, const char *name, TncPublicMastodon *account,
                                     const char *code, const char *verifier, GError **error)
{
    g_autoptr(TncPublicHttp) http = tnc_public_http_new(tnc_desk_now(desk));
    tnc_public_http_trust(http, account->server);
    if (!verifier)
        account->token = g_strdup(code);
    gboolean done = verifier ? tnc_public_mastodon_connect(http, account, code, verifier, error)
                             : tnc_public_mastodon_verify(http, account, error);
    g_autofree char *token = done ? tnc_desk_mailbox_seal(desk, account->token, error) : NULL;
    if (!token)
        return FALSE;
    g_autoptr(json_t) data =
        json_pack("{s:s, s:s, s:s, s:i, s:i}", "token", token, "account_id", account->account_id,
                  "domain", account->domain, "max_characters", (int)account->max_characters,
                  "url_weight", (int)account->url_weight);
    return save(desk, name ? name : "mastodon", "mastodon", account->server, account->handle, data,
                error);
}

// ---- sessions

static TncInstant
pause_of(TncDesk *desk, const char *name)
{
    g_autofree char *setting = g_strconcat("public_pause.", name, NULL);
    g_autofree char *text = tnc_desk_setting(desk, setting, NULL);
    return text ? tnc_instant_parse(text, NULL) : TNC_INSTANT_NONE;
}

void
tnc_desk_public_account_pause(TncDesk *desk, const char *account, TncInstant at)
{
    char text[TNC_INSTANT_BUFFER];
    g_autofree char *setting = g_strconcat("public_pause.", account, NULL);
    if (at == TNC_INSTANT_NONE)
        return;
    g_autoptr(GError) error = NULL;
    // Not kept: then the server will say it again.
    if (!tnc_desk_set_setting(desk, setting, tnc_instant_format(at, 0, text), &error))
        g_clear_error(&error);
}

static char *
open_secret(TncDesk *desk, const json_t *data, const char *field, GError **error)
{
    const char *sealed = tnc_json_string_or(data, field, NULL);
    if (sealed)
        return tnc_desk_mailbox_open_secret(desk, sealed, error);
    tnc_error_set(error, TNC_ERROR_CREDENTIALS, "the account has no %s: add it again", field);
    return NULL;
}

static gboolean
open_bluesky(TncDesk *desk, TncDeskPublicSession *session, GError **error)
{
    const json_t *data = session->account->data;
    TncPublicBluesky *bluesky = &session->bluesky;
    bluesky->server = g_strdup(session->account->server);
    bluesky->identifier = g_strdup(session->account->handle);
    bluesky->handle = g_strdup(session->account->handle);
    bluesky->did = g_strdup(tnc_json_string_or(data, "did", NULL));
    session->password = open_secret(desk, data, "password", error);
    bluesky->password = session->password;
    bluesky->access = session->password ? open_secret(desk, data, "access", error) : NULL;
    bluesky->refresh = bluesky->access ? open_secret(desk, data, "refresh", error) : NULL;
    return bluesky->refresh != NULL;
}

static gboolean
open_mastodon(TncDesk *desk, TncDeskPublicSession *session, GError **error)
{
    const json_t *data = session->account->data;
    TncPublicMastodon *mastodon = &session->mastodon;
    session->is_mastodon = TRUE;
    mastodon->server = g_strdup(session->account->server);
    mastodon->handle = g_strdup(session->account->handle);
    mastodon->domain = g_strdup(tnc_json_string_or(data, "domain", ""));
    mastodon->account_id = g_strdup(tnc_json_string_or(data, "account_id", ""));
    mastodon->max_characters = (guint)json_integer_value(json_object_get(data, "max_characters"));
    mastodon->url_weight = (guint)json_integer_value(json_object_get(data, "url_weight"));
    mastodon->token = open_secret(desk, data, "token", error);
    return mastodon->token != NULL;
}

TncDeskPublicSession *
tnc_desk_public_account_open(TncDesk *desk, TncDeskPublicAccount *account, GError **error)
{
    TncInstant pause = pause_of(desk, account->name);
    TncDeskPublicSession *session = g_new0(TncDeskPublicSession, 1);
    session->account = account;
    if (pause > tnc_desk_now(desk)) {
        char text[TNC_INSTANT_BUFFER];
        // To the minute, in the user's own time: '2026-03-20 13:12'.
        pause += 60 * TNC_INSTANT_SECOND - 1;
        tnc_instant_format(pause, tnc_zone_offset(tnc_desk_zone(desk), pause), text);
        text[10] = ' ';
        text[16] = '\0';
        tnc_error_set(error, TNC_ERROR_REMOTE, gettext("%s asked us to wait until %s"),
                      account->server, text);
        tnc_desk_public_account_close(desk, session);
        return NULL;
    }
    session->http = tnc_public_http_new(tnc_desk_now(desk));
    tnc_public_http_trust(session->http, account->server);
    gboolean opened = g_str_equal(account->network, "mastodon")
                          ? open_mastodon(desk, session, error)
                          : open_bluesky(desk, session, error);
    if (opened)
        return session;
    tnc_desk_public_account_close(desk, session);
    return NULL;
}

static void
keep_renewed(TncDesk *desk, const TncDeskPublicSession *session)
{
    g_autoptr(GError) error = NULL;
    const TncDeskPublicAccount *account = session->account;
    g_autoptr(json_t) data = bluesky_data(
        desk, &session->bluesky, tnc_json_string_or(account->data, "password", ""), &error);
    // Not kept: the next session logs in by the password.
    if (!data || !save(desk, account->name, account->network, account->server,
                       session->bluesky.handle, data, &error))
        g_clear_error(&error);
}

void
tnc_desk_public_account_close(TncDesk *desk, TncDeskPublicSession *session)
{
    if (!session)
        return;
    if (session->bluesky.renewed)
        keep_renewed(desk, session);
    tnc_public_http_free(session->http);
    tnc_public_bluesky_clear(&session->bluesky);
    tnc_public_mastodon_clear(&session->mastodon);
    tnc_desk_mailbox_password_free(session->password);
    tnc_desk_public_account_free(session->account);
    g_free(session);
}

const GPtrArray *
tnc_desk_public_account_networks(TncDesk *desk, GError **error)
{
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_NETWORKS, error);
    return packs ? tnc_packs_part(packs, TNC_PACKS_NETWORKS) : NULL;
}
