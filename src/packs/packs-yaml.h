// SPDX-License-Identifier: AGPL-3.0-or-later
// One YAML file of a pack, read through a libcyaml schema, that remembers on which line each field
// stands. What the fields mean is for the loaders: packs-ladder.c, packs-draft.c…
//
// Every failure is TNC_ERROR_INPUT and reads
//     packs/ladders/x.yaml:12: rungs[3].patience: expected an ISO 8601 duration such as P7D, found '7d'
// that is FILE:LINE: FIELD: what was expected, what was found. FIELD is a path from the top: keys
// joined by '.', items by '[n]' from 0; empty (and left out) for the whole file.
//
// How to write a loader:
//     typedef struct { char *id; char **for_kinds; guint for_kinds_count; } FileLadder;
//     static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 40)};
//     static const cyaml_schema_field_t fields[] = {
//         CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, FileLadder, id, 1, 40),
//         CYAML_FIELD_SEQUENCE("for", CYAML_FLAG_POINTER, FileLadder, for_kinds, &word, 1, 6),
//         CYAML_FIELD_END};
//     static const cyaml_schema_value_t top = {
//         CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileLadder, fields)};
//     g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &top, error);
//     const FileLadder *file = tnc_packs_yaml_data(yaml);
//     if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncClaimKind, file->for_kinds[i], &kind, error,
//                              "for[%u]", i)) …
// Remember: every mapping in a sequence needs CYAML_FLAG_POINTER on the sequence's field; without
// CYAML_FLAG_OPTIONAL a field must be there; an absent optional field is NULL or 0. Keys chosen by
// the author cannot be described (libcyaml): write a list of mappings with an 'id' instead.
//
// What is refused beyond libcyaml: unknown and duplicate keys, anchors and aliases, a second
// document, booleans other than true and false, integers other than plain decimal ones, numbers
// where an enum's word is expected, strings outside the schema's length (bytes), more than the caps.
#pragma once

#include <cyaml/cyaml.h>
#include "claim-predicate.h"
#include "duration.h"

#define TNC_PACKS_YAML_MAX_BYTES 4194304
#define TNC_PACKS_YAML_MAX_DEPTH 24
#define TNC_PACKS_YAML_MAX_NODES 200000
#define TNC_PACKS_YAML_MAX_KEYS 500 // of one mapping

typedef struct TncPacksYaml TncPacksYaml;

// Reads the file at PATH, which is also its name in messages. SCHEMA describes the top value: a
// CYAML_MAPPING with CYAML_FLAG_POINTER; it must outlive the result (make it static). Full
// ownership. A file that cannot be read is TNC_ERROR_NOT_FOUND.
TncPacksYaml *tnc_packs_yaml_load(const char *path, const cyaml_schema_value_t *schema,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same from bytes; FILE is only their name in messages.
TncPacksYaml *tnc_packs_yaml_parse(const char *bytes, gsize size, const char *file,
                                   const cyaml_schema_value_t *schema,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

void tnc_packs_yaml_free(TncPacksYaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksYaml, tnc_packs_yaml_free)

// The struct that the schema describes. Borrowed until the yaml is freed: copy what you keep.
gconstpointer tnc_packs_yaml_data(const TncPacksYaml *yaml);
const char *tnc_packs_yaml_file(const TncPacksYaml *yaml);

// The line, from 1, on which FIELD is written; that of the nearest field around it when absent.
guint tnc_packs_yaml_line(const TncPacksYaml *yaml, const char *field);

// TRUE when FIELD is written in the file: tells an absent number from 0.
gboolean tnc_packs_yaml_has(const TncPacksYaml *yaml, const char *field);

// Sets the error 'FILE:LINE: FIELD: MESSAGE' and returns FALSE. MESSAGE says what was expected and
// what was found: "expected an id used once, found 'form' again".
gboolean tnc_packs_yaml_fail(const TncPacksYaml *yaml, GError **error, const char *field,
                             const char *message_format, ...) G_GNUC_PRINTF(4, 5);

// Readers of single values. Each takes the text found and the field's path (a printf format), and
// returns FALSE with the error set when the text does not fit; VALUE_OUT is then untouched. A NULL
// text is an absent field: TRUE, and VALUE_OUT untouched.

// A word of one of the domain's vocabularies (claim-words.h).
gboolean tnc_packs_yaml_word(const TncPacksYaml *yaml, TncWordSet set, const char *text,
                             int *value_out, GError **error, const char *field_format, ...)
    G_GNUC_PRINTF(6, 7);
// An ISO 8601 duration such as P7D.
gboolean tnc_packs_yaml_duration(const TncPacksYaml *yaml, const char *text, TncDuration *value_out,
                                 GError **error, const char *field_format, ...) G_GNUC_PRINTF(5, 6);
// A date such as 2026-03-02.
gboolean tnc_packs_yaml_date(const TncPacksYaml *yaml, const char *text, TncDate *value_out,
                             GError **error, const char *field_format, ...) G_GNUC_PRINTF(5, 6);
// A time of day such as 12:00, as seconds since midnight.
gboolean tnc_packs_yaml_time(const TncPacksYaml *yaml, const char *text, int *value_out,
                             GError **error, const char *field_format, ...) G_GNUC_PRINTF(5, 6);
// A list of at most MAX predicates (claim-predicate.h); the items are FIELD[0], FIELD[1]…
gboolean tnc_packs_yaml_predicates(const TncPacksYaml *yaml, char **texts, guint count, guint max,
                                   TncPredicate *values_out, guint *count_out, GError **error,
                                   const char *field_format, ...) G_GNUC_PRINTF(8, 9);
// An id: small letters, digits, '_', '-' and '.', beginning with a letter. EXPECTED, when not NULL,
// is the only one that fits (the name of the file).
gboolean tnc_packs_yaml_id(const TncPacksYaml *yaml, const char *text, const char *expected,
                           GError **error, const char *field_format, ...) G_GNUC_PRINTF(5, 6);

// The paths of the .yaml files of DIRECTORY/KIND, sorted by name. A missing folder is
// TNC_ERROR_NOT_FOUND. Full ownership.
GStrv tnc_packs_yaml_list(const char *directory, const char *kind,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The name of the file at PATH without folder and '.yaml'. New string.
char *tnc_packs_yaml_stem(const char *path);
