// SPDX-License-Identifier: AGPL-3.0-or-later
// Public names of sellers: one form for each network, equality, and look-alikes. Pure. A verified
// handle is compared exactly; likeness only ever warns.
#pragma once

#include <glib.h>

// How a network names an account.
typedef enum {
    TNC_PUBLIC_NAMED_USER,         // shop (X, Facebook, Instagram, LinkedIn, TikTok)
    TNC_PUBLIC_NAMED_USER_AT_HOST, // shop@social.example (Mastodon)
    TNC_PUBLIC_NAMED_DOMAIN,       // shop.example (Bluesky, Trustpilot)
    TNC_PUBLIC_NAMED_PLACE,        // an opaque id, as written (Google's place id)
    TNC_PUBLIC_NAMED_COUNT
} TncPublicNaming;

// The one form of TEXT: '@Shop', 'shop@Social.Example', a web address of the account
// ('https://social.example/@shop', 'https://bsky.app/profile/shop.example', 'https://x.com/shop').
// TNC_ERROR_INPUT says what was expected; letters outside ASCII are refused by name: no network has
// them, only look-alikes do. New string.
char *tnc_public_handle_normalise(TncPublicNaming naming, const char *text,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// TRUE when both are the same account; NULL and what is no handle equal nothing.
gboolean tnc_public_handle_equal(TncPublicNaming naming, const char *one, const char *other);

// TEXT with every letter replaced by the one it looks like ('раyраI' → 'paypal'), without case,
// accents, punctuation and what is invisible. New string.
char *tnc_public_handle_skeleton(const char *text);

// TRUE when TEXT mixes scripts, hides characters or is punycode: 'SHОP' with a Cyrillic О.
gboolean tnc_public_handle_is_suspicious(const char *text);

typedef enum {
    TNC_PUBLIC_LIKENESS_SAME,  // the verified account itself
    TNC_PUBLIC_LIKENESS_ALIKE, // another one that passes for it
    TNC_PUBLIC_LIKENESS_OTHER
} TncPublicLikeness;

// Judges who HANDLE (with its shown NAME, may be NULL) is, against the VERIFIED handle and the
// SELLER's name (may be NULL). AFFIXES (NULL-terminated, may be NULL): words put before or behind a
// name by those who pass for a support service ('support', 'sav').
TncPublicLikeness tnc_public_handle_judge(TncPublicNaming naming, const char *handle,
                                          const char *name, const char *verified,
                                          const char *seller, const char *const *affixes);

// TRUE when HTML (any bytes up to a NUL) links to PAGE ('https://x.com/shop'): in an attribute, whole,
// with or without 'www.' and a final '/'.
gboolean tnc_public_handle_is_linked(const char *html, const char *page);
