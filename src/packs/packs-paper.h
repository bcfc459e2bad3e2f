// SPDX-License-Identifier: AGPL-3.0-or-later
// How a language puts things on paper: where a letter's parts stand, and the fixed words of letters
// and dossiers. Loaded from packs/papers/*.yaml; what a letter says is in the drafts.
#pragma once

#include "claim-words.h"
#include "packs-yaml.h"

// The fixed words: code, name in the files.
#define TNC_PAPER_WORDS(X)                                                                         \
    X(PLACE_DATE, "place_date")                                                                    \
    X(ONLY_DATE, "only_date")                                                                      \
    X(REGISTERED, "registered")                                                                    \
    X(SUBJECT_LINE, "subject_line")                                                                \
    X(ORDER_LINE, "order_line")                                                                    \
    X(OUR_LINE, "our_line")                                                                        \
    X(ENCLOSED, "enclosed")                                                                        \
    X(PAGE, "page")                                                                                \
    X(DOSSIER, "dossier")                                                                          \
    X(MADE_ON, "made_on")                                                                          \
    X(SUMMARY, "summary")                                                                          \
    X(BUYER, "buyer")                                                                              \
    X(SELLER, "seller")                                                                            \
    X(ITEM, "item")                                                                                \
    X(ORDER, "order")                                                                              \
    X(SERIAL, "serial")                                                                            \
    X(PRICE, "price")                                                                              \
    X(ORDERED, "ordered")                                                                          \
    X(EXPECTED, "expected")                                                                        \
    X(DELIVERED, "delivered")                                                                      \
    X(GRIEVANCE, "grievance")                                                                      \
    X(WANTED, "wanted")                                                                            \
    X(OWED, "owed")                                                                                \
    X(RECOVERED, "recovered")                                                                      \
    X(TRIED, "tried")                                                                              \
    X(CONTENTS, "contents")                                                                        \
    X(TIMELINE, "timeline")                                                                        \
    X(MESSAGES, "messages")                                                                        \
    X(FROM, "from")                                                                                \
    X(TO, "to")                                                                                    \
    X(DATE, "date")                                                                                \
    X(SUBJECT, "subject")                                                                          \
    X(ATTACHED, "attached")                                                                        \
    X(AUTOMATIC, "automatic")                                                                      \
    X(FINDINGS, "findings")                                                                        \
    X(RESULT, "result")                                                                            \
    X(EXHIBITS, "exhibits")                                                                        \
    X(EXHIBIT, "exhibit")                                                                          \
    X(SHEET, "sheet")                                                                              \
    X(NOT_PRINTED, "not_printed")                                                                  \
    X(CHAIN, "chain")                                                                              \
    X(CHAIN_SAYS, "chain_says")                                                                    \
    X(STAMPED, "stamped")                                                                          \
    X(FILES, "files")

#define TNC_PAPER_CODE(code, name) TNC_PAPER_##code,
typedef enum { TNC_PAPER_WORDS(TNC_PAPER_CODE) TNC_PAPER_WORD_COUNT } TncPaperWord;
#undef TNC_PAPER_CODE

typedef struct {
    char *id;              // IETF language
    gboolean window_right; // where an envelope's window shows the address
    int fold_mm;           // from the top; 0: no fold mark
    char *words[TNC_PAPER_WORD_COUNT];
    char *events[TNC_EVENT_COUNT]; // each kind in a few words
    char *kinds[TNC_CLAIM_COUNT];
    char *remedies[TNC_REMEDY_COUNT];
} TncPacksPaper;

// All files of DIRECTORY/papers: id → TncPacksPaper. Full ownership.
GHashTable *tnc_packs_paper_load_all(const char *directory,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_packs_paper_check(const char *path, GError **error);
void tnc_packs_paper_free(TncPacksPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksPaper, tnc_packs_paper_free)

// The schema of a file, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_paper_schema(void);

// Of an IETF tag ('fr-CA' → 'fr'); NULL when there is none. Borrowed.
const TncPacksPaper *tnc_packs_paper_find(GHashTable *papers, const char *tag);
