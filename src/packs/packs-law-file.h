// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of packs/law as libcyaml reads it, before packs-law.c judges it. Internal to packs-law.c.
#pragma once

#include "claim-law.h"
#include "packs-yaml.h"

typedef struct {
    char *fr;
    char *en;
} TncPacksLawFileEffect;

typedef struct {
    char *from;
    char *to;
    int keyed_on;
} TncPacksLawFileValid;

typedef struct {
    char *channel;
    char *move;
    char **when;
    guint when_count;
    int days;
} TncPacksLawFileLapse;

typedef struct {
    char *currency;
    int64_t over;
    int64_t most;
} TncPacksLawFileStake;

typedef struct {
    int *start;
    guint start_count;
    char *after;
    int *not_before;
    char *value;
    int unit;
    char *calendar;
    int counting;
    int counts_on;
    gboolean stops_in_repair;
    int *against;
} TncPacksLawFileClock;

typedef struct {
    int until;
    int percent;
    int per_month;
    int cap;
    gboolean interest;
} TncPacksLawFileTier;

typedef struct {
    int status;
    char *read_on;
    char *text_as_of;
    char *recheck_by;
} TncPacksLawFileVerification;

typedef struct {
    char *id;
    int kind;
    int nature;
    int binding_on;
    char **applies_to;
    guint applies_to_count;
    char **when;
    guint when_count;
    char **unless;
    guint unless_count;
    TncPacksLawFileValid *valid;
    TncPacksLawFileClock *clock;
    TncPacksLawFileTier *tiers;
    guint tiers_count;
    TncPacksLawFileLapse *lapse;
    int reach;
    TncPacksLawFileStake *stake;
    int return_cost;
    TncPacksLawFileEffect effect;
    char *source;
    char *source_en;
    char *url;
    TncPacksLawFileVerification verification;
    TncPacksLawFileEffect *pending;
    int confidence;
} TncPacksLawFileRule;

typedef struct {
    char *id;
    char *jurisdiction;
    char *calendar;
    char **languages;
    guint languages_count;
    TncPacksLawFileRule *rules;
    guint rules_count;
} TncPacksLawFile;

// Static.
const cyaml_schema_value_t *tnc_packs_law_file_schema(void);
