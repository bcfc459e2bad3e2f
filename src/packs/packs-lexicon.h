// SPDX-License-Identifier: AGPL-3.0-or-later
// A lexicon: the words of one language by which a seller's message is read. Data of packs/lexicons/<language>.yaml,
// explained in the README there. Strings live as long as the lexicon.
#pragma once

#include "packs-yaml.h"

// Patterns are regular expressions (PCRE) on folded text: lower case, no accents, one blank for any white space.
typedef struct {
    char *kind; // signal, automatic kind, tone or mood, by the list it stands in
    char *step; // asks_step: id of the manipulation
    int weight; // tone: hundredths of a logit; 0: what the kind gives
    char **any; // one of these is in the sentence…
    guint any_count;
    char **no; // …and none of these
    guint no_count;
} TncPacksLexiconRule;

typedef struct {
    char *kind; // what the words mean for a date: see reading-dates-term.h
    int value;
    char **words; // words or phrases, folded
    guint words_count;
} TncPacksLexiconDate;

typedef struct {
    char *language;
    char **words; // frequent small words, folded: they tell the language of a short text
    guint words_count;
    TncPacksLexiconRule *signals;
    guint signals_count;
    TncPacksLexiconRule *automatic; // whole-message phrases; kind: an automatic kind
    guint automatic_count;
    TncPacksLexiconRule *subjects; // the same, of the subject
    guint subjects_count;
    TncPacksLexiconRule *tone; // kind: warm, polite, cold, harsh
    guint tone_count;
    int tone_bias;              // hundredths of a logit, of a text in which nothing was found
    TncPacksLexiconRule *moods; // kind: condition, negation, reported, wish
    guint moods_count;
    char **references; // words before an order or ticket number, folded
    guint references_count;
    char **parcels; // phrases before a parcel's number, folded
    guint parcels_count;
    char **greetings; // of a first line
    guint greetings_count;
    char **closings; // of the line before the agent's name
    guint closings_count;
    char **departments;
    guint departments_count;
    TncPacksLexiconDate *dates;
    guint dates_count;
    char **presents; // words of dates that mean today and promise nothing: 'now'
    guint presents_count;
    gboolean month_first; // '3/12' is 12 March
} TncPacksLexiconFile;

// What the words of a sentence make likely, of one signal. Data of packs/hunches/<language>.yaml, learned by
// tools/make-hunches.
typedef struct {
    char *kind; // signal
    int bias;   // hundredths of a logit, of a sentence without any cue
    int above;  // beyond this sum the sentence shows the signal, though no rule says so
    int below;  // beneath this one it does not, though a rule says so
    char *cues; // 'CUE=WEIGHT, …', folded; 'x*' begins a word
} TncPacksHunch;

typedef struct {
    char *language;
    TncPacksHunch *hunches;
    guint hunches_count;
} TncPacksHunchFile;

typedef struct {
    TncPacksYaml *yaml; // owns everything
    const TncPacksLexiconFile *file;
    TncPacksYaml *hunches_yaml;
    const TncPacksHunchFile *hunches; // NULL: none for this language
} TncPacksLexicon;

// Reads the lexicon at PATH by itself, for `packs check`.
gboolean tnc_packs_lexicon_check(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All lexicons of DIRECTORY: a GPtrArray of TncPacksLexicon*, by file name. Full ownership.
GPtrArray *tnc_packs_lexicon_load(const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same of the hunches.
gboolean tnc_packs_lexicon_check_hunches(const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
// All of them: a GPtrArray of TncPacksYaml*. Full ownership.
GPtrArray *tnc_packs_lexicon_load_hunches(const char *directory,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
