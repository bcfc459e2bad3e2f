// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks a tree against a libcyaml schema before libcyaml fills the struct, because its own messages
// name neither the file nor the path nor what was expected. Internal to packs-yaml.c.
#pragma once

#include <cyaml/cyaml.h>
#include "packs-tree.h"

// TNC_ERROR_INPUT 'FILE:LINE: FIELD: expected…, found…' for the first value that does not fit.
gboolean tnc_packs_schema_check(const TncPacksNode *root, const cyaml_schema_value_t *schema,
                                const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
