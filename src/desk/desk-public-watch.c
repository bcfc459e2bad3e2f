// SPDX-License-Identifier: AGPL-3.0-or-later
// The account's identity on the network decides who the seller is, never its name. What was seen and
// the events that follow are written in one transaction.

#include "desk-public-watch.h"
#include "desk-public-account.h"
#include "desk-public-outbox.h"
#include "desk-reading.h"
#include "desk-record.h"
#include "desk-speech.h"
#include "error.h"
#include "public-handle.h"
#include "reading.h"
#include "text.h"
#include <string.h>

#define MAX_REPLIES 200 // remembered of one word

typedef struct {
    TncDesk *desk;
    TncStoreId claim;
    TncDeskPublicSession *session;
    json_t *word; // of the setting
    TncDeskPublicSeen *seen;
} Look;

static const char *
text_of(const json_t *object, const char *field)
{
    return tnc_json_string_or(object, field, "");
}

static json_t *
find_reply(const json_t *word, const char *id)
{
    const json_t *replies = json_object_get(word, "replies");
    for (gsize i = 0; i < json_array_size(replies); i++)
        if (g_str_equal(text_of(json_array_get(replies, i), "id"), id))
            return json_array_get(replies, i);
    return NULL;
}

static gboolean
note(const Look *look, const char *text, GError **error)
{
    g_autoptr(json_t) body = json_pack("{s:s, s:s}", "channel", "public", "text", text);
    return tnc_desk_record_append(look->desk, look->claim, TNC_EVENT_NOTE_ADDED, TNC_ACTOR_SYSTEM,
                                  TNC_INSTANT_NONE, body, NULL, error);
}

// ---- who it is

typedef enum { SELLER, IMPOSTOR, OTHER, OURSELVES } Who;
static const char *const who_names[] = {"seller", "impostor", "other"};

static Who
judge(const Look *look, const TncPublicPost *post, const char *seller, const TncPacksTact *tact)
{
    const json_t *target = json_object_get(look->word, "target");
    const char *own = look->session->is_mastodon ? look->session->mastodon.account_id
                                                 : look->session->bluesky.did;
    TncPublicNaming naming =
        look->session->is_mastodon ? TNC_PUBLIC_NAMED_USER_AT_HOST : TNC_PUBLIC_NAMED_DOMAIN;
    if (g_strcmp0(post->author_id, text_of(target, "author_id")) == 0)
        return SELLER;
    if (g_strcmp0(post->author_id, own) == 0)
        return OURSELVES;
    // The verified name in other hands is the worst of look-alikes.
    TncPublicLikeness likeness =
        tnc_public_handle_judge(naming, post->author, post->author_name, text_of(target, "handle"),
                                seller, (const char *const *)tact->pretence);
    gboolean baits = tnc_public_post_holds(post->text, (const char *const *)tact->bait);
    return likeness != TNC_PUBLIC_LIKENESS_OTHER || baits || post->name_hides ||
                   tnc_public_handle_is_suspicious(post->author_name)
               ? IMPOSTOR
               : OTHER;
}

// ---- what follows

static gboolean
append_answer(const Look *look, const TncPublicPost *post, GError **error)
{
    TncDesk *desk = look->desk;
    TncStore *store = tnc_desk_store(desk);
    const TncReading *reading = tnc_desk_reading(desk, error);
    if (!reading)
        return FALSE;
    TncInstant now = tnc_desk_now(desk);
    TncInstant at = post->at != TNC_INSTANT_NONE && post->at <= now ? post->at : now;
    g_autoptr(TncReadingResult) result =
        tnc_reading_read_text(reading, post->text, tnc_zone_date(tnc_desk_zone(desk), at));
    g_autoptr(json_t) body = tnc_reading_result_text_body(result, post->text, TNC_CHANNEL_PUBLIC);
    g_autofree char *address = g_strconcat("@", post->author, NULL);
    char sha256[TNC_SHA256_HEX + 1];
    g_autoptr(json_t) copy =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", post->id, "url", post->url ? post->url : "",
                  "author", post->author, "author_id", post->author_id, "text", post->text);
    g_autofree char *bytes = tnc_json_canonical(copy);
    json_object_set_new(body, "message_id", json_string(post->id));
    json_object_set_new(body, "in_reply_to", json_string(text_of(look->word, "id")));
    json_object_set_new(body, "from",
                        json_pack("{s:s, s:s}", "name", post->author_name, "address", address));
    if (!tnc_store_put_blob(store, bytes, strlen(bytes), sha256, error))
        return FALSE;
    json_object_set_new(body, "evidence", json_pack("[s]", sha256));
    return tnc_desk_record_append(desk, look->claim, TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER,
                                  at, body, NULL, error);
}

static gboolean
warn(const Look *look, const TncPublicPost *post, GError **error)
{
    g_autofree char *excerpt = tnc_text_excerpt(post->text, 160);
    g_autofree char *text = g_strdup_printf(
        gettext("Careful: @%s (“%s”) answers as if it were the seller, but the seller is @%s. "
                "Give it nothing, follow no link of it. It wrote: %s"),
        post->author, post->author_name, text_of(json_object_get(look->word, "target"), "handle"),
        excerpt);
    return note(look, text, error);
}

static void
remember(const Look *look, const TncPublicPost *post, Who who)
{
    char at[TNC_INSTANT_BUFFER] = "";
    json_t *replies = json_object_get(look->word, "replies");
    g_autofree char *excerpt = tnc_text_excerpt(post->text, 300);
    if (post->at != TNC_INSTANT_NONE)
        tnc_instant_format(post->at, 0, at);
    json_array_append_new(replies,
                          json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", post->id, "who",
                                    post->author, "name", post->author_name, "kind", who_names[who],
                                    "text", excerpt, "url", post->url ? post->url : "", "at", at));
}

static gboolean
take_reply(const Look *look, const TncPublicPost *post, const char *seller,
           const TncPacksTact *tact, GError **error)
{
    Who who = judge(look, post, seller, tact);
    if (who == OURSELVES || find_reply(look->word, post->id) ||
        json_array_size(json_object_get(look->word, "replies")) >= MAX_REPLIES)
        return TRUE;
    remember(look, post, who);
    look->seen->answers += who == SELLER;
    look->seen->impostors += who == IMPOSTOR;
    look->seen->others += who == OTHER;
    if (who == SELLER)
        return append_answer(look, post, error);
    return who != IMPOSTOR || warn(look, post, error);
}

static gboolean
is_among(const GPtrArray *posts, const char *id)
{
    for (guint i = 0; i < posts->len; i++)
        if (g_str_equal(((const TncPublicPost *)posts->pdata[i])->id, id))
            return TRUE;
    return FALSE;
}

// An answer of the seller's that was there and is not: twice, because a server may be behind.
static gboolean
notice_deletions(const Look *look, const GPtrArray *posts, GError **error)
{
    const json_t *replies = json_object_get(look->word, "replies");
    for (gsize i = 0; i < json_array_size(replies); i++) {
        json_t *reply = json_array_get(replies, i);
        gboolean there = is_among(posts, text_of(reply, "id"));
        json_int_t missing = there ? 0 : json_integer_value(json_object_get(reply, "missing")) + 1;
        json_object_set_new(reply, "missing", json_integer(missing));
        if (missing != 2 || !g_str_equal(text_of(reply, "kind"), "seller"))
            continue;
        g_autofree char *text =
            g_strdup_printf(gettext("The seller deleted its public answer; a copy is kept: %s"),
                            text_of(reply, "text"));
        json_object_set_new(reply, "gone", json_true());
        look->seen->gone++;
        if (!note(look, text, error))
            return FALSE;
    }
    return TRUE;
}

// ---- one word

static GPtrArray *
fetch_replies(const Look *look, GError **error)
{
    const json_t *target = json_object_get(look->word, "target");
    const char *id = text_of(look->word, "id");
    TncDeskPublicSession *session = look->session;
    return session->is_mastodon
               ? tnc_public_mastodon_replies(session->http, &session->mastodon, id, error)
               : tnc_public_bluesky_replies(session->http, &session->bluesky, id,
                                            text_of(target, "author_id"), text_of(target, "handle"),
                                            error);
}

static void
plan_next(const Look *look, guint failures, gboolean gone)
{
    char text[TNC_INSTANT_BUFFER];
    TncInstant posted = tnc_instant_parse(text_of(look->word, "posted_at"), NULL);
    TncInstant next = gone ? TNC_INSTANT_NONE
                           : tnc_public_post_next_look(posted, tnc_desk_now(look->desk), failures,
                                                       TNC_INSTANT_NONE);
    json_object_set_new(look->word, "failures", json_integer(failures));
    if (failures == 0)
        json_object_set_new(look->word, "looked_at",
                            json_string(tnc_instant_format(tnc_desk_now(look->desk), 0, text)));
    json_object_set_new(look->word, "next_at",
                        next == TNC_INSTANT_NONE ? json_null()
                                                 : json_string(tnc_instant_format(next, 0, text)));
}

static gboolean
take_replies(const Look *look, const GPtrArray *posts, GError **error)
{
    const TncPacks *packs = tnc_desk_load_packs(look->desk, TNC_PACKS_TACT, error);
    g_autoptr(TncDeskCase) kase = packs ? tnc_desk_case_load(look->desk, look->claim, error) : NULL;
    if (!kase)
        return FALSE;
    const TncPacksTact *tact = tnc_packs_part(packs, TNC_PACKS_TACT);
    for (guint i = 0; i < posts->len; i++)
        if (!take_reply(look, posts->pdata[i], kase->merchant->name, tact, error))
            return FALSE;
    plan_next(look, 0, FALSE);
    return notice_deletions(look, posts, error);
}

static gboolean
take_deletion(const Look *look, GError **error)
{
    json_object_set_new(look->word, "gone", json_true());
    plan_next(look, 0, TRUE);
    look->seen->gone++;
    g_autofree char *text =
        g_strdup_printf(gettext("Our public word is no longer there; its text and address are "
                                "kept: %s"),
                        text_of(look->word, "url"));
    return note(look, text, error);
}

typedef enum { ANSWERED, DELETED, FAILED } Outcome;

// The words are read anew inside the transaction: another process may have written them meanwhile.
static gboolean
take_outcome(Look *look, Outcome outcome, const GPtrArray *posts, GError **error)
{
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(look->desk);
    g_autofree char *id = g_strdup(text_of(look->word, "id"));
    look->word = NULL;
    for (gsize i = 0; i < json_array_size(words) && !look->word; i++)
        if (g_str_equal(text_of(json_array_get(words, i), "id"), id))
            look->word = json_array_get(words, i);
    if (!look->word)
        return TRUE;
    guint failures = (guint)json_integer_value(json_object_get(look->word, "failures")) + 1;
    gboolean done = TRUE;
    if (outcome == ANSWERED)
        done = take_replies(look, posts, error);
    else if (outcome == DELETED)
        done = take_deletion(look, error);
    else
        plan_next(look, failures, FALSE);
    return done && tnc_desk_public_outbox_set_words(look->desk, words, error);
}

static gboolean
store_outcome(Look *look, Outcome outcome, const GPtrArray *posts, GError **error)
{
    TncStore *store = tnc_desk_store(look->desk);
    gboolean done = tnc_store_begin(store, error) && take_outcome(look, outcome, posts, error) &&
                    tnc_desk_case_refresh(look->desk, look->claim, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
look_at(TncDesk *desk, json_t *word, TncDeskPublicSeen *seen, GError **error)
{
    Look look = {desk, tnc_store_find_claim(tnc_desk_store(desk), text_of(word, "claim")), NULL,
                 word, seen};
    g_autoptr(GError) problem = NULL;
    TncDeskPublicAccount *account =
        tnc_desk_public_account_find(desk, text_of(word, "account"), NULL, &problem);
    look.session = account ? tnc_desk_public_account_open(desk, account, &problem) : NULL;
    g_autoptr(GPtrArray) posts = look.session ? fetch_replies(&look, &problem) : NULL;
    gboolean gone = look.session && g_error_matches(problem, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    seen->looked++;
    gboolean done = store_outcome(&look, posts ? ANSWERED : gone ? DELETED : FAILED, posts, error);
    tnc_desk_public_account_close(desk, look.session);
    if (!done || posts || gone)
        return done;
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
}

static gboolean
is_due(TncDesk *desk, const json_t *word, const char *claim_ref, gboolean even_early)
{
    TncInstant next = tnc_instant_parse(text_of(word, "next_at"), NULL);
    return next != TNC_INSTANT_NONE && (even_early || next <= tnc_desk_now(desk)) &&
           (!claim_ref || g_str_equal(text_of(word, "claim"), claim_ref));
}

TncInstant
tnc_desk_public_watch_next(TncDesk *desk)
{
    TncInstant first = TNC_INSTANT_NONE;
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(desk);
    for (gsize i = 0; i < json_array_size(words); i++) {
        TncInstant next = tnc_instant_parse(text_of(json_array_get(words, i), "next_at"), NULL);
        if (next != TNC_INSTANT_NONE && (first == TNC_INSTANT_NONE || next < first))
            first = next;
    }
    return first;
}

gboolean
tnc_desk_public_watch_look(TncDesk *desk, TncStoreId claim, gboolean even_early,
                           TncDeskPublicSeen *seen_out, GError **error)
{
    TncDeskPublicSeen seen = {.next = TNC_INSTANT_NONE};
    g_autofree char *ref = claim ? tnc_store_claim_ref(tnc_desk_store(desk), claim) : NULL;
    g_autoptr(GError) first = NULL;
    g_autoptr(json_t) before = tnc_desk_public_outbox_words(desk);
    for (gsize i = 0; i < json_array_size(before); i++) {
        json_t *word = json_array_get(before, i);
        g_autoptr(GError) problem = NULL;
        if (is_due(desk, word, ref, even_early) && !look_at(desk, word, &seen, &problem) && !first)
            first = g_steal_pointer(&problem);
    }
    seen.next = tnc_desk_public_watch_next(desk);
    *seen_out = seen;
    if (!first)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&first));
    return FALSE;
}

json_t *
tnc_desk_public_watch_words(TncDesk *desk, const char *claim_ref)
{
    json_t *own = json_array();
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(desk);
    for (gsize i = 0; i < json_array_size(words); i++)
        if (g_str_equal(text_of(json_array_get(words, i), "claim"), claim_ref))
            json_array_append(own, json_array_get(words, i));
    return own;
}
