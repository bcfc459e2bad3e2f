// SPDX-License-Identifier: AGPL-3.0-or-later
// Bluesky (AT Protocol): session by app password, a seller's posts, a reply, what is answered to it.
// One process, one session; tokens are renewed when they have run out. docs.bsky.app/docs/api
#pragma once

#include "public-http.h"
#include "public-post.h"

typedef struct {
    char *server;     // 'https://bsky.social': the account's own PDS
    char *identifier; // handle or DID to log in with
    char *password;   // app password; borrowed, NULL when only the tokens are at hand
    char *did;        // filled by the login, as what follows
    char *handle;
    char *access;
    char *refresh;
    gboolean renewed; // tokens changed: to be kept
} TncPublicBluesky;

void tnc_public_bluesky_clear(TncPublicBluesky *session);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncPublicBluesky, tnc_public_bluesky_clear)

// Logs in with the app password. TNC_ERROR_CREDENTIALS when it is refused.
gboolean tnc_public_bluesky_login(TncPublicHttp *http, TncPublicBluesky *session,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The DID of HANDLE. TNC_ERROR_NOT_FOUND. New string.
char *tnc_public_bluesky_resolve(TncPublicHttp *http, TncPublicBluesky *session, const char *handle,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The latest posts of the account DID (TncPublicPost*): its feed, else the records of its repository.
// HANDLE is noted as the author of the latter. Full ownership.
GPtrArray *tnc_public_bluesky_posts(TncPublicHttp *http, TncPublicBluesky *session, const char *did,
                                    const char *handle, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// What was answered beneath our post URI: its thread, else the records of the account DID (HANDLE) that answer
// it. TNC_ERROR_NOT_FOUND when our post is gone. Full ownership.
GPtrArray *tnc_public_bluesky_replies(TncPublicHttp *http, TncPublicBluesky *session,
                                      const char *uri, const char *did, const char *handle,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The record of a reply to PARENT, with facets for links and tags, and for the mention of HANDLE
// (whose DID is given; both may be NULL). CREATED_AT is its date. New reference.
json_t *tnc_public_bluesky_record(const char *text, const char *language, TncInstant created_at,
                                  const TncPublicPost *parent, const char *handle, const char *did);

#define TNC_PUBLIC_BLUESKY_KEY 13
// The record's key: a TID made of the instant and of SEED, so that the same step makes the same key.
void tnc_public_bluesky_key(TncInstant instant, const char *seed,
                            char key_out[TNC_PUBLIC_BLUESKY_KEY + 1]);

// Publishes RECORD under KEY; a record that is there already under KEY is DONE too. Fails only before anything was sent.
gboolean tnc_public_bluesky_publish(TncPublicHttp *http, TncPublicBluesky *session, const char *key,
                                    const json_t *record, TncPublicResult *result,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Whether our record KEY is there; *PROOF_OUT as that of publishing, or NULL.
gboolean tnc_public_bluesky_find(TncPublicHttp *http, TncPublicBluesky *session, const char *key,
                                 json_t **proof_out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// ---- what the servers answer, read: pure
GPtrArray *tnc_public_bluesky_read_feed(const json_t *answer);
GPtrArray *tnc_public_bluesky_read_records(const json_t *answer, const char *did,
                                           const char *handle);
GPtrArray *tnc_public_bluesky_read_thread(const json_t *answer);
// 'https://bsky.app/profile/DID/post/KEY' of an AT URI; NULL. New string.
char *tnc_public_bluesky_address(const char *uri);
