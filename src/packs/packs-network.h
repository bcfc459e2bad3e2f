// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads packs/networks/*.yaml (how long a public word may be, how accounts are named, links) and
// packs/tact/*.yaml (beneath which posts one keeps silent, who passes for a seller). Pure data:
// counting and posting are the public module's business.
#pragma once

#include "packs-yaml.h"

typedef struct {
    char *id;
    char *name;
    char *source;  // the page that says so
    guint measure; // 0 characters, 1 graphemes, 2 weighted: as TncPublicMeasure
    guint limit;
    guint url_weight; // 0: a link counts as long as it is
    guint max_bytes;  // 0: no limit
    gboolean short_mentions;
    gboolean by_tenace; // we can post there; else the text is handed over
    guint naming;       // 0 user, 1 user_at_host, 2 domain, 3 place: as TncPublicNaming
    GStrv hosts;        // of its web addresses
    char *profile;      // templates of addresses; NULL where there is none
    char *post;
    char *reply;
    char *compose;
    char *help_fr;
    char *help_en;
} TncPacksNetwork;

void tnc_packs_network_free(TncPacksNetwork *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksNetwork, tnc_packs_network_free)

// One network from one file; its id must be the file's name. Full ownership.
TncPacksNetwork *tnc_packs_network_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// All of DIRECTORY/networks: TncPacksNetwork*. Full ownership.
GPtrArray *tnc_packs_network_load_all(const char *directory,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The network of ID; NULL when there is none. Borrowed.
const TncPacksNetwork *tnc_packs_network_find(const GPtrArray *networks, const char *id);

// The words of all languages together: a post's own language is not always told.
typedef struct {
    GStrv grief;
    GStrv person;
    GStrv pretence;
    GStrv bait;
} TncPacksTact;

void tnc_packs_network_tact_free(TncPacksTact *tact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksTact, tnc_packs_network_tact_free)
TncPacksTact *tnc_packs_network_load_tact(const char *directory,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_packs_network_check_tact(const char *path, GError **error);
