// SPDX-License-Identifier: AGPL-3.0-or-later
// The public word: the seller's verified handle, its latest post that bears a reply, the exact text,
// and then, after a yes of its own, publishing it or handing it over to the user.
#pragma once

#include "desk-public-account.h"
#include "desk-send.h"
#include "public-text.h"

// How a handle came to be known.
typedef enum {
    TNC_DESK_PUBLIC_TYPED,  // by the user
    TNC_DESK_PUBLIC_SITE,   // the seller's own site links to it
    TNC_DESK_PUBLIC_DOMAIN, // it is the seller's own domain (Bluesky)
    TNC_DESK_PUBLIC_HOW_COUNT
} TncDeskPublicHow;
// 'typed', 'site', 'domain'.
const char *tnc_desk_public_how_name(TncDeskPublicHow how);

// Notes HANDLE (or the address of its page) as the seller's on NETWORK, and how it was verified: by
// its domains, by its own site (asked over https unless OFFLINE), else as typed.
gboolean tnc_desk_public_set_handle(TncDesk *desk, const TncDeskCase *kase, const char *network,
                                    const char *handle, gboolean offline, TncDeskPublicHow *how_out,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
    const TncPacksNetwork *network; // borrowed from the packs
    char *handle;                   // the seller's, normalised
    TncDeskPublicHow how;
    char *account;       // ours; NULL: the word is handed over
    char *author_id;     // the seller's on the network; NULL when handed over
    TncPublicPost *post; // to reply to; NULL when handed over
    char *url;           // of the post given by the user, when handed over; NULL
    json_t *skipped;     // posts left alone: [{url, why}]
    TncPublicLimits limits;
} TncDeskPublicTarget;

void tnc_desk_public_target_free(TncDeskPublicTarget *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskPublicTarget, tnc_desk_public_target_free)

// Where the word would stand. NETWORK NULL: the first on which we can post, else the first known. URL
// (may be NULL): a post that the user chose, for handing over. TNC_ERROR_NOT_FOUND when no handle is
// known, or no post bears a reply.
TncDeskPublicTarget *tnc_desk_public_find(TncDesk *desk, const TncDeskCase *kase,
                                          const char *network, const char *url,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same for publishing by hand beneath whatever post stands there: no network is asked.
TncDeskPublicTarget *tnc_desk_public_by_hand(TncDesk *desk, const TncDeskCase *kase,
                                             const char *network,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The address to open for publishing TEXT by hand; NULL when there is none. New string.
char *tnc_desk_public_link(const TncDeskPublicTarget *target, const char *text);

// How long the ladder waits for the answer to a public word; 0 when it has none, or waits for nothing.
guint tnc_desk_public_patience_hours(const TncDeskCase *kase);

typedef struct {
    TncDeskPublicTarget *target;
    TncDeskOutgoing *outgoing; // draft and findings of the guards
    char *text;                // exactly what would stand there
    guint weight;              // by the network's count
    char *link;                // to open for handing over; NULL: none, or the words must not leave
} TncDeskPublicWord;

void tnc_desk_public_word_free(TncDeskPublicWord *word);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskPublicWord, tnc_desk_public_word_free)

// The words for TARGET (taken over), in the seller's language; TEXT (may be NULL) replaces the draft.
TncDeskPublicWord *tnc_desk_public_prepare(TncDesk *desk, const TncDeskCase *kase,
                                           TncDeskPublicTarget *target, const char *text,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// TNC_ERROR_GUARD for what a guard blocks, and for what the network would not take.
gboolean tnc_desk_public_may_stand(const TncDeskPublicWord *word,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// After the yes: keeps the step in the outbox (tnc_desk_outbox_flush() publishes it).
// TNC_ERROR_GUARD for what a guard blocks, what does not fit, a second word beneath the same post,
// or while something is still on its way.
gboolean tnc_desk_public_publish(TncDesk *desk, const TncDeskCase *kase,
                                 const TncDeskPublicWord *word,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

// 'Published? Paste the link': notes it as done by hand at URL, which must be of the network. TEXT (may be NULL)
// is what was published, when it is not the draft.
gboolean tnc_desk_public_done(TncDesk *desk, const TncDeskCase *kase, const char *url,
                              const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
