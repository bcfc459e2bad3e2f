// SPDX-License-Identifier: AGPL-3.0-or-later
// Mastodon: connecting an account (OAuth with PKCE, out-of-band code), a seller's posts, a reply,
// what is answered to it. docs.joinmastodon.org/methods
#pragma once

#include "public-http.h"
#include "public-post.h"

typedef struct {
    char *server; // 'https://social.example': the buyer's own instance
    char *domain; // of its handles, which may be another than the server's host
    char *client_id;
    char *client_secret;
    char *token;
    char *handle; // the buyer's: 'claire@social.example'
    char *account_id;
    guint max_characters;
    guint url_weight;
} TncPublicMastodon;

void tnc_public_mastodon_clear(TncPublicMastodon *account);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncPublicMastodon, tnc_public_mastodon_clear)

// Reads the instance's limits and domain, and registers this program with it.
gboolean tnc_public_mastodon_register(TncPublicHttp *http, TncPublicMastodon *account,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define TNC_PUBLIC_MASTODON_VERIFIER 43
// The PKCE verifier (RFC 7636) of 32 random bytes.
void tnc_public_mastodon_verifier(const guint8 random[32],
                                  char verifier_out[TNC_PUBLIC_MASTODON_VERIFIER + 1]);
// The address that the user opens to allow it; it then shows a code. New string.
char *tnc_public_mastodon_allow_address(const TncPublicMastodon *account, const char *verifier);
// The code → the token, and who we are. TNC_ERROR_CREDENTIALS when the code is wrong or too old.
gboolean tnc_public_mastodon_connect(TncPublicHttp *http, TncPublicMastodon *account,
                                     const char *code, const char *verifier,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same with a token that the user already has.
gboolean tnc_public_mastodon_verify(TncPublicHttp *http, TncPublicMastodon *account,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The id on our instance of the account HANDLE ('sav@other.example'). TNC_ERROR_NOT_FOUND. New string.
char *tnc_public_mastodon_lookup(TncPublicHttp *http, const TncPublicMastodon *account,
                                 const char *handle, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Its latest posts (TncPublicPost*). Full ownership.
GPtrArray *tnc_public_mastodon_posts(TncPublicHttp *http, const TncPublicMastodon *account,
                                     const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The post of a web address, fetched by our instance when it does not know it yet.
TncPublicPost *tnc_public_mastodon_resolve(TncPublicHttp *http, const TncPublicMastodon *account,
                                           const char *url,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
// What was answered beneath our post ID. TNC_ERROR_NOT_FOUND when it is gone. Full ownership.
GPtrArray *tnc_public_mastodon_replies(TncPublicHttp *http, const TncPublicMastodon *account,
                                       const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Publishes TEXT beneath PARENT; KEY makes a second attempt within the hour harmless. Fails only
// before anything was sent.
gboolean tnc_public_mastodon_publish(TncPublicHttp *http, const TncPublicMastodon *account,
                                     const char *key, const char *parent, const char *text,
                                     const char *language, TncPublicResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Whether TEXT stands beneath PARENT as ours since SINCE, under an id that is not among KNOWN (an array of
// {id}); *PROOF_OUT as that of publishing, or NULL.
gboolean tnc_public_mastodon_find(TncPublicHttp *http, const TncPublicMastodon *account,
                                  const char *parent, const char *text, TncInstant since,
                                  const json_t *known, json_t **proof_out,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// ---- what the servers answer, read: pure. DOMAIN is that of our instance.
GPtrArray *tnc_public_mastodon_read_posts(const json_t *statuses, const char *domain);
