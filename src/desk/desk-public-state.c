// SPDX-License-Identifier: AGPL-3.0-or-later
// The events tell what was published; what is watched of it stands with the watch.

#include "desk-public-state.h"
#include "desk-outbox.h"
#include "desk-public-account.h"
#include "desk-public-handle.h"
#include "desk-public-show.h"
#include "desk-public-watch.h"

static json_t *
text_or_null(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

// ---- where it may go

static json_t *
network_json(TncDesk *desk, const TncDeskCase *kase, const TncPacksNetwork *network)
{
    g_autofree char *handle = NULL;
    g_autofree char *account = NULL;
    TncDeskPublicHow how = TNC_DESK_PUBLIC_TYPED;
    gboolean known =
        json_object_get(kase->merchant->handles, network->id) &&
        tnc_desk_public_handle_choose(desk, kase, network->id, &handle, &how, &account, NULL);
    return json_pack(
        "{s:s, s:s, s:b, s:o, s:o, s:o, s:s}", "network", network->id, "name", network->name,
        "by_tenace", network->by_tenace, "handle", text_or_null(known ? handle : NULL), "verified",
        text_or_null(known ? tnc_desk_public_how_name(how) : NULL), "account",
        text_or_null(known ? account : NULL), "help", tnc_desk_public_show_help(desk, network));
}

static json_t *
networks_json(TncDesk *desk, const TncDeskCase *kase, const GPtrArray *networks)
{
    json_t *list = json_array();
    for (guint i = 0; i < networks->len; i++)
        json_array_append_new(list, network_json(desk, kase, networks->pdata[i]));
    return list;
}

json_t *
tnc_desk_public_state_accounts(TncDesk *desk)
{
    json_t *list = json_array();
    g_autoptr(GPtrArray) accounts = tnc_desk_public_account_list(desk);
    for (guint i = 0; i < accounts->len; i++) {
        const TncDeskPublicAccount *account = accounts->pdata[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "name", account->name,
                                              "network", account->network, "server",
                                              account->server, "handle", account->handle));
    }
    return list;
}

// ---- what was published

static const json_t *
find_watched(const json_t *watched, guint seq)
{
    for (gsize i = 0; i < json_array_size(watched); i++) {
        const json_t *one = json_array_get(watched, i);
        if (json_integer_value(json_object_get(one, "seq")) == (json_int_t)seq)
            return one;
    }
    return NULL;
}

static json_t *
replies_json(const json_t *watched)
{
    json_t *list = json_array();
    const json_t *replies = json_object_get(watched, "replies");
    for (gsize i = 0; i < json_array_size(replies); i++) {
        const json_t *one = json_array_get(replies, i);
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:b}", "kind",
                                        tnc_json_string_or(one, "kind", "other"), "who",
                                        tnc_json_string_or(one, "who", ""), "name",
                                        tnc_json_string_or(one, "name", ""), "text",
                                        tnc_json_string_or(one, "text", ""), "url",
                                        text_or_null(tnc_json_string_or(one, "url", NULL)), "at",
                                        text_or_null(tnc_json_string_or(one, "at", NULL)), "gone",
                                        json_is_true(json_object_get(one, "gone"))));
    }
    return list;
}

static json_t *
word_json(const TncClaimEvent *event, const GPtrArray *networks, const json_t *watched)
{
    char at[TNC_INSTANT_BUFFER];
    const json_t *body = event->body;
    const char *id = tnc_json_string_or(body, "network", NULL);
    const TncPacksNetwork *network = id ? tnc_packs_network_find(networks, id) : NULL;
    return json_pack(
        "{s:i, s:o, s:o, s:o, s:o, s:o, s:s, s:b, s:o, s:o, s:b, s:o}", "event", (int)event->seq,
        "network", text_or_null(id), "name", text_or_null(network ? network->name : id), "url",
        text_or_null(tnc_json_string_or(body, "url", NULL)), "text",
        text_or_null(tnc_json_string_or(body, "text", NULL)), "handle",
        text_or_null(tnc_json_string_or(body, "handle", NULL)), "posted_at",
        tnc_instant_format(event->at, 0, at), "watched", watched != NULL, "looked_at",
        text_or_null(tnc_json_string_or(watched, "looked_at", NULL)), "next_at",
        text_or_null(tnc_json_string_or(watched, "next_at", NULL)), "gone",
        json_is_true(json_object_get(watched, "gone")), "replies", replies_json(watched));
}

static json_t *
words_json(TncDesk *desk, const TncDeskCase *kase, const GPtrArray *networks)
{
    json_t *list = json_array();
    g_autoptr(json_t) watched = tnc_desk_public_watch_words(desk, kase->claim->ref);
    for (guint i = tnc_claim_event_list_length(kase->events); i > 0; i--) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i - 1);
        if (event->kind == TNC_EVENT_POST_PUBLISHED)
            json_array_append_new(list,
                                  word_json(event, networks, find_watched(watched, event->seq)));
    }
    return list;
}

json_t *
tnc_desk_public_state(TncDesk *desk, const TncDeskCase *kase, GError **error)
{
    const GPtrArray *networks = tnc_desk_public_account_networks(desk, error);
    if (!networks)
        return NULL;
    return json_pack("{s:s, s:b, s:i, s:o, s:o}", "claim", kase->claim->ref, "waiting",
                     tnc_desk_outbox_is_busy(desk, kase->id), "patience_hours",
                     (int)tnc_desk_public_patience_hours(kase), "networks",
                     networks_json(desk, kase, networks), "words",
                     words_json(desk, kase, networks));
}
