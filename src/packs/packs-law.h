// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of law from packs/law/*.yaml: a file a jurisdiction. The format is in packs/law/README.md.
#pragma once

#include "claim-law.h"
#include "packs-yaml.h"

void tnc_packs_law_free(TncLaw *law);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncLaw, tnc_packs_law_free)

// One file. Full ownership.
TncLaw *tnc_packs_law_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same from bytes; FILE is only their name in messages.
TncLaw *tnc_packs_law_parse(const char *bytes, gsize size, const char *file,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

// DIRECTORY/law/ID.yaml; NULL without an error when there is no such file.
TncLaw *tnc_packs_law_find(const char *directory, const char *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All of DIRECTORY/law (TncLaw*), by name of file. Full ownership.
GPtrArray *tnc_packs_law_load_all(const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
