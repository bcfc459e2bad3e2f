// SPDX-License-Identifier: AGPL-3.0-or-later
// The dossier of a claim on paper: a page that sums up, the timeline, every message, findings,
// exhibits, hashes. All its words are handed in, in the paper's language.
#pragma once

#include "instant.h"
#include "packs-paper.h"

// Strings are borrowed; tnc_writing_dossier_keep() keeps them as long as the dossier.
typedef struct {
    const char *label;
    const char *value;
} TncWritingFact;

typedef struct {
    const char *when;
    const char *what;
    guint exhibit; // its number; 0: none
} TncWritingLine;

typedef struct {
    const char *from;
    const char *to;
    const char *when;
    const char *subject;
    const char *kind; // 'message received (e-mail)'
    const char *text;
    const char *attached; // names of files; NULL when none
    const char *raw;      // SHA-256 of the mail as it came; NULL when not kept
    gboolean automatic;
} TncWritingMessage;

typedef struct {
    const char *name;
    const char *when;
    const char *sha256;
    const char *note; // NULL when none
    const char *text; // instead of a picture or pages: what the file says; NULL
    GBytes *bytes;    // owned; NULL when the file is not kept here
} TncWritingExhibit;

typedef struct {
    guint seq;
    const char *when;
    const char *what;
    const char *hash;
    const char *stamped; // NULL when it has no time stamp
} TncWritingLink;

typedef struct {
    const TncPacksPaper *paper; // borrowed
    const char *title;
    const char *author;
    const char *made_on; // the date in words
    TncInstant made_at;
    GArray *facts;    // TncWritingFact: who, what, how much, what is asked
    GArray *tried;    // TncWritingLine
    GArray *timeline; // TncWritingLine
    GArray *messages; // TncWritingMessage
    GArray *findings; // TncWritingLine
    GArray *exhibits; // TncWritingExhibit; numbered from 1
    GArray *links;    // TncWritingLink
    GStringChunk *texts;
} TncWritingDossier;

TncWritingDossier *tnc_writing_dossier_new(const TncPacksPaper *paper);
void tnc_writing_dossier_free(TncWritingDossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncWritingDossier, tnc_writing_dossier_free)

// A copy of TEXT that lives as long as the dossier; NULL for NULL.
const char *tnc_writing_dossier_keep(TncWritingDossier *dossier, const char *text);

// The PDF, and the number of its pages. Pictures are laid out, the pages of PDF exhibits are put in as they are. Full ownership.
GBytes *tnc_writing_dossier_print(const TncWritingDossier *dossier, guint *pages_out,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
