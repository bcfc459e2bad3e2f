// SPDX-License-Identifier: AGPL-3.0-or-later
// Exactly once: on Bluesky the record's key is made from the step, and a key holds one record; on
// Mastodon the Idempotency-Key holds for an hour, and our own posts beneath the seller's are looked
// through before any second attempt.

#include "desk-public-outbox.h"
#include "desk-public-account.h"
#include "error.h"
#include <string.h>

#define SETTING "public_words"

static json_t *
load_request(TncDesk *desk, const char *sha256, GError **error)
{
    g_autoptr(GBytes) bytes = tnc_store_get_blob(tnc_desk_store(desk), sha256, error);
    if (!bytes)
        return NULL;
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    return tnc_json_parse(text, size, error);
}

static TncDeskPublicSession *
open_session(TncDesk *desk, const char *mailbox, GError **error)
{
    const char *name = mailbox + strlen(TNC_DESK_PUBLIC_OUTBOX_PREFIX);
    TncDeskPublicAccount *account = tnc_desk_public_account_find(desk, name, NULL, error);
    return account ? tnc_desk_public_account_open(desk, account, error) : NULL;
}

gboolean
tnc_desk_public_outbox_hand_over(TncDesk *desk, const char *mailbox, const char *sha256,
                                 TncPublicResult *result, GError **error)
{
    g_autoptr(json_t) request = load_request(desk, sha256, error);
    TncDeskPublicSession *session = request ? open_session(desk, mailbox, error) : NULL;
    if (!session)
        return FALSE;
    const char *key = tnc_json_string_or(request, "key", "");
    const char *parent = tnc_json_string_or(json_object_get(request, "target"), "id", "");
    gboolean done =
        session->is_mastodon
            ? tnc_public_mastodon_publish(session->http, &session->mastodon, key, parent,
                                          tnc_json_string_or(request, "text", ""),
                                          tnc_json_string_or(request, "language", NULL), result,
                                          error)
            : tnc_public_bluesky_publish(session->http, &session->bluesky, key,
                                         json_object_get(request, "record"), result, error);
    if (done)
        tnc_desk_public_account_pause(desk, session->account->name, result->retry_at);
    tnc_desk_public_account_close(desk, session);
    return done;
}

gboolean
tnc_desk_public_outbox_look(TncDesk *desk, const char *mailbox, const char *sha256,
                            TncInstant tried_at, json_t **proof_out, GError **error)
{
    g_autoptr(json_t) request = load_request(desk, sha256, error);
    TncDeskPublicSession *session = request ? open_session(desk, mailbox, error) : NULL;
    if (!session)
        return FALSE;
    const char *parent = tnc_json_string_or(json_object_get(request, "target"), "id", "");
    const char *text = tnc_json_string_or(request, "text", "");
    const char *key = tnc_json_string_or(request, "key", "");
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(desk);
    gboolean done =
        session->is_mastodon
            ? tnc_public_mastodon_find(session->http, &session->mastodon, parent, text, tried_at,
                                       words, proof_out, error)
            : tnc_public_bluesky_find(session->http, &session->bluesky, key, proof_out, error);
    tnc_desk_public_account_close(desk, session);
    return done;
}

gboolean
tnc_desk_public_outbox_complete(TncDesk *desk, const json_t *proof, json_t *body, GError **error)
{
    char sha256[TNC_SHA256_HEX + 1];
    g_autofree char *copy = tnc_json_canonical(proof);
    if (!tnc_store_put_blob(tnc_desk_store(desk), copy, strlen(copy), sha256, error))
        return FALSE;
    json_object_set_new(body, "url", json_string(tnc_json_string_or(proof, "url", "")));
    json_object_set_new(body, "evidence", json_pack("[s]", sha256));
    return TRUE;
}

json_t *
tnc_desk_public_outbox_words(TncDesk *desk)
{
    TncStore *store = tnc_desk_store(desk);
    json_t *words = store ? tnc_store_get_setting(store, SETTING) : NULL;
    return words ? words : json_array();
}

gboolean
tnc_desk_public_outbox_set_words(TncDesk *desk, const json_t *words, GError **error)
{
    return tnc_store_set_setting(tnc_desk_store(desk), SETTING, words, error);
}

gboolean
tnc_desk_public_outbox_watch(TncDesk *desk, TncStoreId claim, guint seq, const char *sha256,
                             const json_t *proof, GError **error)
{
    char at[TNC_INSTANT_BUFFER];
    char next[TNC_INSTANT_BUFFER];
    TncInstant now = tnc_desk_now(desk);
    g_autoptr(json_t) request = load_request(desk, sha256, error);
    g_autofree char *ref = tnc_store_claim_ref(tnc_desk_store(desk), claim);
    if (!request || !ref)
        return FALSE;
    g_autoptr(json_t) words = tnc_desk_public_outbox_words(desk);
    TncInstant look = tnc_public_post_next_look(now, now, 0, TNC_INSTANT_NONE);
    json_array_append_new(
        words,
        json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:O, s:s, s:s, s:i, s:[]}", "claim", ref, "seq",
                  (int)seq, "account", tnc_json_string_or(request, "account", ""), "network",
                  tnc_json_string_or(request, "network", ""), "id",
                  tnc_json_string_or(proof, "id", ""), "url", tnc_json_string_or(proof, "url", ""),
                  "target", json_object_get(request, "target"), "posted_at",
                  tnc_instant_format(now, 0, at), "next_at", tnc_instant_format(look, 0, next),
                  "failures", 0, "replies"));
    return tnc_desk_public_outbox_set_words(desk, words, error);
}
