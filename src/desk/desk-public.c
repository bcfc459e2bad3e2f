// SPDX-License-Identifier: AGPL-3.0-or-later
// The words and the yes. Publishing itself is the outbox's, with desk-public-outbox.c.

#include "desk-public.h"
#include "desk-outbox.h"
#include "desk-public-handle.h"
#include "desk-public-outbox.h"
#include "desk-record.h"
#include "desk-speech.h"
#include "error.h"
#include "public-handle.h"
#include "public-link.h"
#include <string.h>

#define MAX_SKIPPED 10

void
tnc_desk_public_target_free(TncDeskPublicTarget *target)
{
    if (!target)
        return;
    g_free(target->handle);
    g_free(target->account);
    g_free(target->author_id);
    tnc_public_post_free(target->post);
    g_free(target->url);
    json_decref(target->skipped);
    g_free(target);
}

void
tnc_desk_public_word_free(TncDeskPublicWord *word)
{
    if (!word)
        return;
    tnc_desk_public_target_free(word->target);
    tnc_desk_send_outgoing_free(word->outgoing);
    g_free(word->text);
    g_free(word->link);
    g_free(word);
}

// ---- finding

static gboolean
get_posts(TncDeskPublicSession *session, TncDeskPublicTarget *target, GPtrArray **posts_out,
          GError **error)
{
    if (session->is_mastodon) {
        target->limits.limit = session->mastodon.max_characters;
        target->limits.url_weight = session->mastodon.url_weight;
        target->author_id =
            tnc_public_mastodon_lookup(session->http, &session->mastodon, target->handle, error);
        *posts_out = target->author_id
                         ? tnc_public_mastodon_posts(session->http, &session->mastodon,
                                                     target->author_id, error)
                         : NULL;
    } else {
        target->author_id =
            tnc_public_bluesky_resolve(session->http, &session->bluesky, target->handle, error);
        *posts_out = target->author_id
                         ? tnc_public_bluesky_posts(session->http, &session->bluesky,
                                                    target->author_id, target->handle, error)
                         : NULL;
    }
    return *posts_out != NULL;
}

static void
note_skipped(TncDeskPublicTarget *target, const GPtrArray *posts, const TncPublicTact *tact)
{
    for (guint i = 0; i < posts->len && json_array_size(target->skipped) < MAX_SKIPPED; i++) {
        const TncPublicPost *post = posts->pdata[i];
        TncPublicFit fit = tnc_public_post_fit(post, target->author_id, tact);
        if (fit != TNC_PUBLIC_FIT_GOOD && fit != TNC_PUBLIC_FIT_REPLY)
            json_array_append_new(target->skipped,
                                  json_pack("{s:s, s:s}", "url", post->url ? post->url : post->id,
                                            "why", tnc_public_post_fit_name(fit)));
    }
}

static gboolean
choose_post(TncDesk *desk, TncDeskPublicTarget *target, GPtrArray *posts, GError **error)
{
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_TACT, error);
    if (!packs)
        return FALSE;
    const TncPacksTact *words = tnc_packs_part(packs, TNC_PACKS_TACT);
    TncPublicTact tact = {(const char *const *)words->grief, (const char *const *)words->person};
    note_skipped(target, posts, &tact);
    const TncPublicPost *chosen = tnc_public_post_choose(posts, target->author_id, &tact);
    for (guint i = 0; i < posts->len; i++)
        if (posts->pdata[i] == chosen) {
            target->post = g_ptr_array_steal_index(posts, i);
            return TRUE;
        }
    return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                         gettext("%s has no post on %s beneath which a complaint would be in "
                                 "place: try another network, or later"),
                         target->handle, target->network->name);
}

static gboolean
look_for_post(TncDesk *desk, TncDeskPublicTarget *target, GError **error)
{
    TncDeskPublicAccount *account =
        tnc_desk_public_account_find(desk, target->account, NULL, error);
    TncDeskPublicSession *session =
        account ? tnc_desk_public_account_open(desk, account, error) : NULL;
    if (!session)
        return FALSE;
    g_autoptr(GPtrArray) posts = NULL;
    gboolean done = get_posts(session, target, &posts, error);
    tnc_desk_public_account_close(desk, session);
    return done && choose_post(desk, target, posts, error);
}

static TncPublicLimits
limits_of(const TncPacksNetwork *network)
{
    G_STATIC_ASSERT(TNC_PUBLIC_MEASURE_WEIGHTED == 2 && TNC_PUBLIC_NAMED_PLACE == 3);
    return (TncPublicLimits){(TncPublicMeasure)network->measure, network->limit,
                             network->url_weight, network->max_bytes, network->short_mentions};
}

TncDeskPublicTarget *
tnc_desk_public_find(TncDesk *desk, const TncDeskCase *kase, const char *network, const char *url,
                     GError **error)
{
    g_autoptr(TncDeskPublicTarget) target = g_new0(TncDeskPublicTarget, 1);
    target->skipped = json_array();
    target->network = tnc_desk_public_handle_choose(desk, kase, network, &target->handle,
                                                    &target->how, &target->account, error);
    if (!target->network)
        return NULL;
    target->limits = limits_of(target->network);
    if (url && !tnc_public_link_is_of(url, *target->network->hosts
                                               ? (const char *const *)target->network->hosts
                                               : NULL)) {
        tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s is no address of %s"), url,
                      target->network->name);
        return NULL;
    }
    target->url = g_strdup(url);
    // A post that the user chose himself is answered by hand.
    if (url)
        g_clear_pointer(&target->account, g_free);
    if (target->account && !look_for_post(desk, target, error))
        return NULL;
    return g_steal_pointer(&target);
}

// ---- the words

static const TncRung *
public_rung(const TncDeskCase *kase)
{
    const TncLadder *ladder = kase->input.ladder;
    for (guint i = 0; i < ladder->rung_count; i++)
        if (ladder->rungs[i].channel == TNC_CHANNEL_PUBLIC)
            return &ladder->rungs[i];
    return NULL;
}

guint
tnc_desk_public_patience_hours(const TncDeskCase *kase)
{
    const TncRung *rung = public_rung(kase);
    return rung && rung->has_patience
               ? (guint)(rung->patience.days * 24 + rung->patience.seconds / 3600)
               : 0;
}

TncDeskPublicTarget *
tnc_desk_public_by_hand(TncDesk *desk, const TncDeskCase *kase, const char *network, GError **error)
{
    g_autoptr(TncDeskPublicTarget) target = g_new0(TncDeskPublicTarget, 1);
    target->skipped = json_array();
    target->network = tnc_desk_public_handle_choose(desk, kase, network, &target->handle,
                                                    &target->how, &target->account, error);
    if (!target->network)
        return NULL;
    g_clear_pointer(&target->account, g_free);
    target->limits = limits_of(target->network);
    return g_steal_pointer(&target);
}

char *
tnc_desk_public_link(const TncDeskPublicTarget *target, const char *text)
{
    const TncPacksNetwork *network = target->network;
    if (target->account)
        return g_strdup(target->post->url);
    g_autofree char *id = target->url && network->post
                              ? tnc_public_link_read(network->post, target->url, "id")
                              : NULL;
    const TncPublicLinkValue values[] = {{"handle", target->handle}, {"id", id}, {"text", text}};
    char *link = id && network->reply
                     ? tnc_public_link_fill(network->reply, values, G_N_ELEMENTS(values))
                     : NULL;
    if (link || target->url)
        return link ? link : g_strdup(target->url);
    // Reviews are written on a page of their own; elsewhere the seller's page shows the latest post.
    gboolean review = network->compose && !strstr(network->compose, "{text}");
    return review ? tnc_public_link_fill(network->compose, values, G_N_ELEMENTS(values))
                  : tnc_desk_public_handle_page(network, target->handle);
}

// The guards know one length for all networks; here the network's own way of counting decides.
static void
forget_length(GPtrArray *findings)
{
    for (guint i = findings->len; i > 0; i--)
        if (((const TncWritingFinding *)findings->pdata[i - 1])->kind == TNC_GUARD_TOO_LONG)
            g_ptr_array_remove_index(findings, i - 1);
}

gboolean
tnc_desk_public_may_stand(const TncDeskPublicWord *word, GError **error)
{
    const TncDeskPublicTarget *target = word->target;
    if (!tnc_desk_guard_allow(word->outgoing->findings, error))
        return FALSE;
    return tnc_public_text_fits(word->text, &target->limits) ||
           tnc_error_set(error, TNC_ERROR_GUARD,
                         gettext("%s takes %u characters, this counts %u: shorten it with "
                                 "--text FILE"),
                         target->network->name, target->limits.limit, word->weight);
}

TncDeskPublicWord *
tnc_desk_public_prepare(TncDesk *desk, const TncDeskCase *kase, TncDeskPublicTarget *target,
                        const char *text, GError **error)
{
    g_autoptr(TncDeskPublicWord) word = g_new0(TncDeskPublicWord, 1);
    const TncRung *rung = public_rung(kase);
    word->target = target;
    if (!rung) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("the ladder of this claim has no public word: 'tenace why %s'"),
                      kase->claim->ref);
        return NULL;
    }
    word->outgoing = tnc_desk_send_prepare(desk, kase, rung->id, text, error);
    if (!word->outgoing)
        return NULL;
    forget_length(word->outgoing->findings);
    const char *body = word->outgoing->draft->body;
    // On Mastodon only who is mentioned is told of a reply.
    gboolean mention = target->account && target->network->naming == TNC_PUBLIC_NAMED_USER_AT_HOST;
    word->text = mention ? g_strdup_printf("@%s %s", target->handle, body) : g_strdup(body);
    word->weight = tnc_public_text_weight(word->text, &target->limits);
    // A link carries the words to the network as soon as it is opened.
    if (target->account || tnc_desk_public_may_stand(word, NULL))
        word->link = tnc_desk_public_link(target, word->text);
    return g_steal_pointer(&word);
}

// ---- the yes

static gboolean
was_answered(TncDesk *desk, const char *claim_ref, const char *target_id)
{
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(desk);
    for (gsize i = 0; i < json_array_size(words); i++) {
        const json_t *one = json_array_get(words, i);
        const char *id = tnc_json_string_or(json_object_get(one, "target"), "id", "");
        if (g_str_equal(tnc_json_string_or(one, "claim", ""), claim_ref) &&
            g_str_equal(id, target_id))
            return TRUE;
    }
    return FALSE;
}

// Looked at in the transaction that keeps the word: two programs may be asked at once.
static gboolean
may_leave(TncDesk *desk, const TncDeskCase *kase, const TncDeskPublicWord *word, GError **error)
{
    if (!tnc_desk_public_may_stand(word, error) || !tnc_desk_outbox_may_add(desk, kase, error))
        return FALSE;
    return !was_answered(desk, kase->claim->ref, word->target->post->id) ||
           tnc_error_set(error, TNC_ERROR_GUARD,
                         gettext("your word stands beneath this post already; one is enough"));
}

static json_t *
request_of(TncDesk *desk, const TncDeskPublicWord *word, const char *key)
{
    const TncDeskPublicTarget *target = word->target;
    const TncPublicPost *post = target->post;
    const char *language = word->outgoing->draft->language;
    json_t *request = json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}}", "network",
                                target->network->id, "account", target->account, "text", word->text,
                                "language", language, "target", "id", post->id, "url",
                                post->url ? post->url : "", "author_id", target->author_id,
                                "handle", target->handle, "name", post->author_name);
    if (target->network->naming == TNC_PUBLIC_NAMED_USER_AT_HOST) {
        json_object_set_new(request, "key", json_string(key));
        return request;
    }
    char record_key[TNC_PUBLIC_BLUESKY_KEY + 1];
    tnc_public_bluesky_key(tnc_desk_now(desk), key, record_key);
    json_object_set_new(request, "key", json_string(record_key));
    json_object_set_new(request, "record",
                        tnc_public_bluesky_record(word->text, language, tnc_desk_now(desk), post,
                                                  target->handle, target->author_id));
    return request;
}

gboolean
tnc_desk_public_publish(TncDesk *desk, const TncDeskCase *kase, const TncDeskPublicWord *word,
                        GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    const TncDeskPublicTarget *target = word->target;
    if (!target->account)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("on %s you publish it yourself: open the link, then 'tenace "
                                     "public done %s URL'"),
                             target->network->name, kase->claim->ref);
    g_autofree char *ref = tnc_desk_new_ref(desk);
    g_autofree char *key = g_strconcat("tenace-", ref, NULL);
    g_autofree char *mailbox = g_strconcat(TNC_DESK_PUBLIC_OUTBOX_PREFIX, target->account, NULL);
    g_autoptr(json_t) request = request_of(desk, word, key);
    g_autofree char *text = tnc_json_canonical(request);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(json_t) step =
        json_pack("{s:s, s:{s:s, s:s, s:s, s:s, s:s}}", "kind", "post.published", "body", "rung",
                  word->outgoing->move.id, "channel", "public", "text", word->text, "network",
                  target->network->id, "handle", target->handle);
    gboolean done = tnc_store_begin(store, error) && may_leave(desk, kase, word, error) &&
                    tnc_desk_outbox_add(desk, kase->id, key, bytes, mailbox, step, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

// ---- by hand

static const TncPacksNetwork *
network_of(TncDesk *desk, const TncDeskCase *kase, const char *url, GError **error)
{
    const GPtrArray *networks = tnc_desk_public_account_networks(desk, error);
    for (guint i = 0; networks && i < networks->len; i++) {
        const TncPacksNetwork *network = networks->pdata[i];
        if (*network->hosts && tnc_public_link_is_of(url, (const char *const *)network->hosts))
            return network;
    }
    // Mastodon has a thousand hosts: any, when that is where the seller is.
    if (networks && json_object_get(kase->merchant->handles, "mastodon") &&
        tnc_public_link_is_of(url, NULL))
        return tnc_packs_network_find(networks, "mastodon");
    if (networks)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("'%s' is no address of a network that we know: paste the link of "
                              "your own post"),
                      url);
    return NULL;
}

static json_t *
body_of(const TncDeskCase *kase, const TncPacksNetwork *network, const TncRung *rung,
        const char *url, const TncDeskOutgoing *outgoing)
{
    const char *handle = tnc_json_string_or(kase->merchant->handles, network->id, NULL);
    json_t *body =
        json_pack("{s:s, s:s, s:s}", "channel", "public", "network", network->id, "url", url);
    if (rung)
        json_object_set_new(body, "rung", json_string(rung->id));
    if (outgoing)
        json_object_set_new(body, "text", json_string(outgoing->draft->body));
    if (handle)
        json_object_set_new(body, "handle", json_string(handle));
    return body;
}

// The link and the words as a piece of evidence of their own.
static gboolean
keep_link(TncStore *store, json_t *body, GError **error)
{
    char sha256[TNC_SHA256_HEX + 1];
    g_autofree char *copy = tnc_json_canonical(body);
    if (!tnc_store_put_blob(store, copy, strlen(copy), sha256, error))
        return FALSE;
    json_object_set_new(body, "evidence", json_pack("[s]", sha256));
    return TRUE;
}

gboolean
tnc_desk_public_done(TncDesk *desk, const TncDeskCase *kase, const char *url, const char *text,
                     GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    const TncPacksNetwork *network = network_of(desk, kase, url, error);
    const TncRung *rung = public_rung(kase);
    if (!network)
        return FALSE;
    g_autoptr(TncDeskOutgoing) outgoing =
        rung ? tnc_desk_send_prepare(desk, kase, rung->id, text, error) : NULL;
    if (rung && !outgoing)
        return FALSE;
    g_autoptr(json_t) body = body_of(kase, network, rung, url, outgoing);
    gboolean done = tnc_store_begin(store, error) && keep_link(store, body, error) &&
                    tnc_desk_record_append(desk, kase->id, TNC_EVENT_POST_PUBLISHED, TNC_ACTOR_ME,
                                           TNC_INSTANT_NONE, body, NULL, error) &&
                    tnc_desk_case_refresh(desk, kase->id, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}
