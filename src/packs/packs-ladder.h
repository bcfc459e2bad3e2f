// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads packs/ladders/*.yaml into the engine's ladders. The fields are explained in packs/README.md.
#pragma once

#include "claim-ladder.h"
#include "packs-yaml.h"

// One ladder from one file; its id must be the file's name. Full ownership.
TncLadder *tnc_packs_ladder_read(const TncPacksYaml *yaml,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
TncLadder *tnc_packs_ladder_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All ladders of DIRECTORY/ladders as an array of TncLadder*, by rank, then by id. Full ownership.
GPtrArray *tnc_packs_ladder_load_all(const char *directory,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The schema of a ladder's file, for tnc_packs_yaml_load().
const cyaml_schema_value_t *tnc_packs_ladder_schema(void);
