// SPDX-License-Identifier: AGPL-3.0-or-later
// The buyer's own accounts on networks on which we can post: kept with sealed secrets, opened for a
// run of requests.
#pragma once

#include "desk.h"
#include "packs-network.h"
#include "public-bluesky.h"
#include "public-mastodon.h"

typedef struct {
    char *name;    // 'bluesky', or the one given
    char *network; // 'bluesky', 'mastodon'
    char *server;  // origin, as configured: it alone may be a private address
    char *handle;  // the buyer's
    json_t *data;  // what the network needs besides; secrets are sealed
} TncDeskPublicAccount;

void tnc_desk_public_account_free(TncDeskPublicAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskPublicAccount, tnc_desk_public_account_free)

// A GPtrArray of TncDeskPublicAccount*, in the order in which they were added. Full ownership.
GPtrArray *tnc_desk_public_account_list(TncDesk *desk);
// The one of NAME, or (NULL) the first of NETWORK. TNC_ERROR_NOT_FOUND says how to add one.
TncDeskPublicAccount *tnc_desk_public_account_find(TncDesk *desk, const char *name,
                                                   const char *network,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_desk_public_account_remove(TncDesk *desk, const char *name,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Logs in to Bluesky with an app password, and keeps the account when that succeeds. NAME and SERVER
// may be NULL. Gives our handle; new string.
char *tnc_desk_public_account_add_bluesky(TncDesk *desk, const char *name, const char *server,
                                          const char *handle, const char *password,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Mastodon in two steps: registers with SERVER and gives the address where the user allows it (new
// string); then the code shown there ends it. ACCOUNT and VERIFIER carry what lies between.
char *tnc_desk_public_account_begin_mastodon(TncDesk *desk, const char *server,
                                             TncPublicMastodon *account,
                                             char verifier_out[TNC_PUBLIC_MASTODON_VERIFIER + 1],
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
// CODE with VERIFIER, or (VERIFIER NULL) a token that the user already has.
gboolean tnc_desk_public_account_end_mastodon(TncDesk *desk, const char *name,
                                              TncPublicMastodon *account, const char *code,
                                              const char *verifier,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

// An account opened: exactly one of BLUESKY and MASTODON is in use.
typedef struct {
    TncDeskPublicAccount *account;
    TncPublicHttp *http;
    gboolean is_mastodon;
    TncPublicBluesky bluesky;
    TncPublicMastodon mastodon;
    char *password;
} TncDeskPublicSession;

// TNC_ERROR_REMOTE while the server asked us to wait. Takes ACCOUNT over. Full ownership.
TncDeskPublicSession *tnc_desk_public_account_open(TncDesk *desk, TncDeskPublicAccount *account,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Keeps what the session renewed, then frees it. NULL is fine.
void tnc_desk_public_account_close(TncDesk *desk, TncDeskPublicSession *session);

// The server of ACCOUNT asked for silence until AT.
void tnc_desk_public_account_pause(TncDesk *desk, const char *account, TncInstant at);

// The packs of networks. Borrowed.
const GPtrArray *tnc_desk_public_account_networks(TncDesk *desk, GError **error);
