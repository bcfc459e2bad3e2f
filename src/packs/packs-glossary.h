// SPDX-License-Identifier: AGPL-3.0-or-later
// The glossary: technical and legal words, each explained in one sentence in French and in English.
#pragma once

#include "packs-yaml.h"

typedef struct {
    char *name;   // as a heading: 'factory reset'
    char *says;   // the sentence
    GStrv words;  // what stands for it in a text, as written; never empty
    GStrv folded; // the same for comparing; NULL items are compared as written (acronyms)
} TncPacksTermWords;

typedef struct {
    char *id;
    TncPacksTermWords fr;
    TncPacksTermWords en;
} TncPacksTerm;

// The terms (TncPacksTerm*) of all files of DIRECTORY/glossary; an id in two of them is TNC_ERROR_INPUT.
// Full ownership.
GPtrArray *tnc_packs_glossary_load_all(const char *directory,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
// One file by itself.
gboolean tnc_packs_glossary_check(const char *path, GError **error);
void tnc_packs_glossary_term_free(TncPacksTerm *term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksTerm, tnc_packs_glossary_term_free)

// The schema of a file, for tnc_packs_yaml_load().
const struct cyaml_schema_value *tnc_packs_glossary_schema(void);

// The term in LANGUAGE ('fr', else English). Borrowed.
const TncPacksTermWords *tnc_packs_glossary_words(const TncPacksTerm *term, const char *language);

// The terms that TEXT speaks of, in either language, in the order of the glossary. The array is
// the caller's, the terms are borrowed.
GPtrArray *tnc_packs_glossary_find(const GPtrArray *terms, const char *text);
