// SPDX-License-Identifier: AGPL-3.0-or-later
// One post as every network gives it, which of a seller's posts bears a reply, and how an attempt to
// publish ended. Pure.
#pragma once

#include "instant.h"
#include "json.h"

#define TNC_PUBLIC_POST_MAX 200 // of one answer

typedef struct {
    char *id;          // the network's own: AT URI, or the status id on our instance
    char *cid;         // Bluesky: of the very version; NULL elsewhere
    char *url;         // web address; NULL when there is none
    char *author;      // handle, normalised; empty when it could not be read
    char *author_id;   // DID or account id
    char *author_name; // as shown, harmless; empty when none
    char *text;        // plain, harmless to show
    char *language;    // IETF tag; NULL when not told
    char *parent;      // id of what it answers; NULL
    char *root; // Bluesky: id and cid of the thread's first post; NULL when it is itself the first
    char *root_cid;
    TncInstant at; // TNC_INSTANT_NONE when not told
    gboolean is_boost;
    gboolean is_public;
    gboolean name_hides; // the name held what hides or turns letters round
} TncPublicPost;

void tnc_public_post_free(TncPublicPost *post);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPublicPost, tnc_public_post_free)
// Takes NAME as a stranger wrote it.
void tnc_public_post_set_name(TncPublicPost *post, const char *name);
GPtrArray *tnc_public_post_list(void); // of TncPublicPost*, which it frees

// Words (NULL-terminated lists, may be NULL) by which a post is left alone; one ending in '*' is the
// beginning of a word. Case and accents do not count.
typedef struct {
    const char *const *grief;
    const char *const *person;
} TncPublicTact;

typedef enum {
    TNC_PUBLIC_FIT_GOOD,
    TNC_PUBLIC_FIT_GRIEF,
    TNC_PUBLIC_FIT_PERSON,   // about somebody who works there
    TNC_PUBLIC_FIT_STRANGER, // not written by the verified account
    TNC_PUBLIC_FIT_BOOST,
    TNC_PUBLIC_FIT_REPLY,  // an exchange with somebody else
    TNC_PUBLIC_FIT_HIDDEN, // not public
    TNC_PUBLIC_FIT_COUNT
} TncPublicFit;

// Whether one may reply beneath POST, written by the account AUTHOR_ID.
TncPublicFit tnc_public_post_fit(const TncPublicPost *post, const char *author_id,
                                 const TncPublicTact *tact);
// The stable word of FIT: 'good', 'grief', 'person'…
const char *tnc_public_post_fit_name(TncPublicFit fit);

// The latest post of POSTS beneath which one may reply; NULL. Borrowed.
const TncPublicPost *tnc_public_post_choose(const GPtrArray *posts, const char *author_id,
                                            const TncPublicTact *tact);

// TRUE when TEXT holds one of WORDS, as described above.
gboolean tnc_public_post_holds(const char *text, const char *const *words);

// When to look again after a post of POSTED_AT last looked at NOW: closely for two hours, backing
// off, then slowly; TNC_INSTANT_NONE after sixty days. FAILURES in a row double the wait; nothing is
// asked before RETRY_AT (TNC_INSTANT_NONE: the server said nothing).
TncInstant tnc_public_post_next_look(TncInstant posted_at, TncInstant now, guint failures,
                                     TncInstant retry_at);

typedef enum {
    TNC_PUBLIC_DONE,      // PROOF is the network's answer
    TNC_PUBLIC_REFUSED,   // for good
    TNC_PUBLIC_LATER,     // certainly not published; not before retry_at
    TNC_PUBLIC_UNCERTAIN, // the connection broke off after the request was sent
} TncPublicOutcome;

typedef struct {
    TncPublicOutcome outcome;
    char *words; // what the server said; NULL
    TncInstant retry_at;
    json_t *proof; // {id, url, …} once done
} TncPublicResult;

void tnc_public_post_result_clear(TncPublicResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TncPublicResult, tnc_public_post_result_clear)
