// SPDX-License-Identifier: AGPL-3.0-or-later
// The words by which an outgoing text is guarded: insults, threats, private data. Loaded from
// packs/guards/*.yaml and compiled; how texts are looked at is src/writing/writing-guard.h.
#pragma once

#include "packs-yaml.h"

#define TNC_GUARDS(X)                                                                              \
    X(INSULT, "insult")                                                                            \
    X(HARSH, "harsh")                                                                              \
    X(THREAT, "threat")                                                                            \
    X(ACCUSATION, "accusation")                                                                    \
    X(ORDER_NUMBER, "order_number")                                                                \
    X(PHONE, "phone")                                                                              \
    X(EMAIL_ADDRESS, "email_address")                                                              \
    X(POSTAL_ADDRESS, "postal_address")                                                            \
    X(BANK_DETAIL, "bank_detail")                                                                  \
    X(PLATE, "plate")                                                                              \
    X(PERSON_NAME, "person_name")                                                                  \
    X(PLACEHOLDER, "placeholder")                                                                  \
    X(TOO_LONG, "too_long")                                                                        \
    X(LEGAL_UNVERIFIED, "legal_unverified")                                                        \
    X(WRONG_REMEDY, "wrong_remedy")

#define TNC_GUARD_CODE(code, name) TNC_GUARD_##code,
typedef enum { TNC_GUARDS(TNC_GUARD_CODE) TNC_GUARD_COUNT } TncGuardKind;
#undef TNC_GUARD_CODE

typedef enum { TNC_GUARD_BLOCK, TNC_GUARD_WARN } TncGuardSeverity;

// What is found by arithmetic or from the claim rather than by words.
typedef enum {
    TNC_GUARD_FINDER_NONE,
    TNC_GUARD_FINDER_NUMBERS,  // long runs of digits, written or spelled: telephone, order
    TNC_GUARD_FINDER_BANK,     // ISO 13616 (IBAN) and ISO/IEC 7812 (card) check digits
    TNC_GUARD_FINDER_KNOWN,    // the claim's own numbers, however spaced
    TNC_GUARD_FINDER_NAMES,    // the claim's own persons
    TNC_GUARD_FINDER_CAPITALS, // shouting
    TNC_GUARD_FINDER_SPACED,   // w o r d s  with their letters spaced out
    TNC_GUARD_FINDER_LENGTH,
    TNC_GUARD_FINDER_TONE,     // how the text reads as a whole, by the file's weights
    TNC_GUARD_FINDER_CHASER,   // a chaser while the seller awaits an answer
    TNC_GUARD_FINDER_MEDIATOR, // the mediator before a written complaint
    TNC_GUARD_FINDER_COUNT
} TncGuardFinder;

typedef struct {
    TncGuardKind kind;
    TncGuardSeverity severity;
    TncGuardFinder finder;
    gboolean public_only;
    gboolean everywhere; // whatever the language of the text
    gboolean cased;      // looks at the text with its capitals
    gboolean explained;  // looks at the text without the file's ASIDE
    guint distance;      // characters between a pattern and what must be near
    int above;           // the tone is found when the weights come to more, in hundredths
    GRegex *words;       // single words, robust against letters repeated, replaced or separated
    GRegex *loose;       // the longer of them, also inside of others
    GRegex *pattern;
    GRegex *near;
    GRegex *unless;  // forgives a match in the same sentence
    char *advice[2]; // French, English
} TncGuardRule;

#define TNC_GUARD_MAX_GROUPS 64
#define TNC_GUARD_MAX_WORD 60

// How much each cue of a text speaks for pressure, and which words mean alike.
typedef struct {
    GHashTable *weights;  // cue → hundredths (GINT_TO_POINTER)
    GHashTable *groups;   // word, or its beginning and '*' → guint64, a bit for each group
    GPtrArray *group_ids; // char*, in the order of the bits
} TncGuardTone;

typedef struct {
    char *id;           // a language, or 'all'
    GPtrArray *rules;   // TncGuardRule*
    GRegex *aside;      // what explains a word away (where it was bought, …); NULL when none
    GRegex *quoted;     // the seller's own words, which the buyer repeats; NULL when none
    GRegex *usual;      // small words that tell the language; NULL for 'all'
    char *numbers;      // regular expression of the words for numbers; NULL when none
    TncGuardTone *tone; // NULL when the file has no weights
} TncPacksGuard;

// 'threat'. Static.
const char *tnc_packs_guard_name(TncGuardKind kind);

// All of DIRECTORY/guards (TncPacksGuard*), by name of file. Full ownership.
GPtrArray *tnc_packs_guard_load_all(const char *directory,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_packs_guard_check(const char *path, GError **error);

// The schema of a file, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_guard_schema(void);
