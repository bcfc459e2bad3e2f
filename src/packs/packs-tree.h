// SPDX-License-Identifier: AGPL-3.0-or-later
// A YAML document as a tree of nodes that know their line: what libcyaml does not keep. Internal to
// packs-yaml.c and packs-schema.c.
#pragma once

#include <glib.h>

typedef enum { TNC_PACKS_NODE_SCALAR, TNC_PACKS_NODE_LIST, TNC_PACKS_NODE_MAP } TncPacksNodeKind;

typedef struct {
    TncPacksNodeKind kind;
    guint line;          // of its key when it has one; from 1
    gboolean plain;      // a scalar without quotes
    char *key;           // in a map; NULL otherwise
    char *text;          // of a scalar
    GPtrArray *children; // TncPacksNode; NULL for a scalar
} TncPacksNode;

void tnc_packs_tree_free(TncPacksNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncPacksNode, tnc_packs_tree_free)

// Parses one document. TNC_ERROR_INPUT 'FILE:LINE: …' for what is no YAML, for duplicate keys,
// anchors, a second document, and beyond the caps of packs-yaml.h. Full ownership.
TncPacksNode *tnc_packs_tree_parse(const char *bytes, gsize size, const char *file,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The child of a map by its key; NULL when there is none. Borrowed.
const TncPacksNode *tnc_packs_tree_child(const TncPacksNode *map, const char *key);

// The node at PATH ('rungs[3].patience'); when it is not there, NEAREST_OUT (may be NULL) still
// gets the last node on the way. Borrowed.
const TncPacksNode *tnc_packs_tree_find(const TncPacksNode *root, const char *path,
                                        const TncPacksNode **nearest_out);
