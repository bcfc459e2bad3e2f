// SPDX-License-Identifier: AGPL-3.0-or-later
// Handles stand in the seller's record; how each was verified in the setting 'handles.SELLER'.

#include "desk-public-handle.h"
#include "desk-speech.h"
#include "error.h"
#include "public-handle.h"
#include "public-link.h"
#include <string.h>

static const char *const how_names[TNC_DESK_PUBLIC_HOW_COUNT] = {"typed", "site", "domain"};

const char *
tnc_desk_public_how_name(TncDeskPublicHow how)
{
    return how_names[how];
}

static char *
setting_name(const TncDeskCase *kase)
{
    return g_strconcat("handles.", kase->merchant->ref, NULL);
}

// A handle that changed since it was verified is typed again.
static TncDeskPublicHow
how_known(TncDesk *desk, const TncDeskCase *kase, const char *network, const char *handle)
{
    g_autofree char *name = setting_name(kase);
    g_autoptr(json_t) all = tnc_store_get_setting(tnc_desk_store(desk), name);
    const json_t *one = json_object_get(all, network);
    const char *how = tnc_json_string_or(one, "how", "typed");
    if (!g_str_equal(tnc_json_string_or(one, "handle", ""), handle))
        return TNC_DESK_PUBLIC_TYPED;
    for (int i = 0; i < TNC_DESK_PUBLIC_HOW_COUNT; i++)
        if (g_str_equal(how_names[i], how))
            return (TncDeskPublicHow)i;
    return TNC_DESK_PUBLIC_TYPED;
}

static char *
account_on(TncDesk *desk, const TncPacksNetwork *network)
{
    g_autoptr(TncDeskPublicAccount) account =
        network->by_tenace ? tnc_desk_public_account_find(desk, NULL, network->id, NULL) : NULL;
    return account ? g_strdup(account->name) : NULL;
}

static const TncPacksNetwork *
pick(TncDesk *desk, const TncDeskCase *kase, const GPtrArray *networks)
{
    const TncPacksNetwork *first = NULL;
    for (guint i = 0; i < networks->len; i++) {
        const TncPacksNetwork *network = networks->pdata[i];
        if (!tnc_json_string_or(kase->merchant->handles, network->id, NULL))
            continue;
        g_autofree char *account = account_on(desk, network);
        if (account)
            return network;
        first = first ? first : network;
    }
    return first;
}

const TncPacksNetwork *
tnc_desk_public_handle_choose(TncDesk *desk, const TncDeskCase *kase, const char *network,
                              char **handle_out, TncDeskPublicHow *how_out, char **account_out,
                              GError **error)
{
    const GPtrArray *networks = tnc_desk_public_account_networks(desk, error);
    if (!networks)
        return NULL;
    const TncPacksNetwork *chosen =
        network ? tnc_packs_network_find(networks, network) : pick(desk, kase, networks);
    const char *text =
        chosen ? tnc_json_string_or(kase->merchant->handles, chosen->id, NULL) : NULL;
    if (!text) {
        if (network)
            tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                          gettext("no handle of %s on %s is known: 'tenace public handle %s "
                                  "NETWORK HANDLE' notes one"),
                          kase->merchant->name, network, kase->claim->ref);
        else
            tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                          gettext("no public handle of %s is known: 'tenace public handle %s "
                                  "NETWORK HANDLE' notes one"),
                          kase->merchant->name, kase->claim->ref);
        return NULL;
    }
    char *handle = tnc_public_handle_normalise((TncPublicNaming)chosen->naming, text, error);
    if (!handle)
        return NULL;
    *how_out = how_known(desk, kase, chosen->id, handle);
    *account_out = account_on(desk, chosen);
    *handle_out = handle;
    return chosen;
}

// ---- verifying

static gboolean
is_own_domain(const TncDeskCase *kase, const TncPacksNetwork *network, const char *handle)
{
    if (network->naming != TNC_PUBLIC_NAMED_DOMAIN)
        return FALSE;
    for (guint i = 0; kase->merchant->domains[i]; i++) {
        const char *domain = kase->merchant->domains[i];
        g_autofree char *beneath = g_strconcat(".", domain, NULL);
        if (g_str_equal(handle, domain) || g_str_has_suffix(handle, beneath))
            return TRUE;
    }
    return FALSE;
}

char *
tnc_desk_public_handle_page(const TncPacksNetwork *network, const char *handle)
{
    const TncPublicLinkValue values[] = {{"handle", handle}};
    const char *at = strchr(handle, '@');
    if (network->naming == TNC_PUBLIC_NAMED_USER_AT_HOST && at)
        return g_strdup_printf("https://%s/@%.*s", at + 1, (int)(at - handle), handle);
    return network->profile ? tnc_public_link_fill(network->profile, values, 1) : NULL;
}

static gboolean
site_links_to(TncDesk *desk, const char *domain, const char *page)
{
    g_autoptr(TncPublicHttp) http = tnc_public_http_new(tnc_desk_now(desk));
    g_autofree char *url = g_strdup_printf("https://%s/", domain);
    TncPublicRequest request = {.method = "GET", .url = url};
    g_auto(TncPublicReply) reply = {0};
    return tnc_public_http_call(http, &request, &reply, NULL) && reply.status == 200 &&
           tnc_public_handle_is_linked(reply.body, page);
}

static TncDeskPublicHow
verify(TncDesk *desk, const TncDeskCase *kase, const TncPacksNetwork *network, const char *handle,
       gboolean offline)
{
    g_autofree char *page = tnc_desk_public_handle_page(network, handle);
    if (is_own_domain(kase, network, handle))
        return TNC_DESK_PUBLIC_DOMAIN;
    for (guint i = 0; page && !offline && kase->merchant->domains[i]; i++)
        if (site_links_to(desk, kase->merchant->domains[i], page))
            return TNC_DESK_PUBLIC_SITE;
    return TNC_DESK_PUBLIC_TYPED;
}

static gboolean
store_handle(TncDesk *desk, const TncDeskCase *kase, const char *network, const char *handle,
             TncDeskPublicHow how, GError **error)
{
    char at[TNC_INSTANT_BUFFER];
    TncStore *store = tnc_desk_store(desk);
    g_autofree char *name = setting_name(kase);
    json_object_set_new(kase->merchant->handles, network, json_string(handle));
    g_autoptr(json_t) record = tnc_claim_record_format_merchant(kase->merchant);
    g_autoptr(json_t) all = tnc_store_get_setting(store, name);
    if (!all)
        all = json_object();
    json_object_set_new(all, network,
                        json_pack("{s:s, s:s, s:s}", "handle", handle, "how", how_names[how], "at",
                                  tnc_instant_format(tnc_desk_now(desk), 0, at)));
    gboolean done =
        tnc_store_begin(store, error) &&
        tnc_store_put_record(store, TNC_STORE_MERCHANT, kase->merchant->ref, record, error) &&
        tnc_store_set_setting(store, name, all, error) &&
        tnc_desk_case_refresh(desk, kase->id, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

gboolean
tnc_desk_public_set_handle(TncDesk *desk, const TncDeskCase *kase, const char *network,
                           const char *handle, gboolean offline, TncDeskPublicHow *how_out,
                           GError **error)
{
    const GPtrArray *networks = tnc_desk_public_account_networks(desk, error);
    const TncPacksNetwork *known = networks ? tnc_packs_network_find(networks, network) : NULL;
    if (networks && !known)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("'%s' is no network that we know: expected bluesky, mastodon, "
                                     "x, facebook, instagram, linkedin, trustpilot or google"),
                             network);
    g_autofree char *name =
        known ? tnc_public_handle_normalise((TncPublicNaming)known->naming, handle, error) : NULL;
    if (!name)
        return FALSE;
    TncDeskPublicHow how = verify(desk, kase, known, name, offline);
    if (!store_handle(desk, kase, network, name, how, error))
        return FALSE;
    *how_out = how;
    return TRUE;
}
