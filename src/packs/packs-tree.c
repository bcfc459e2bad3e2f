// SPDX-License-Identifier: AGPL-3.0-or-later
// libyaml's events → a tree with line numbers. Iterative, so that no file can exhaust the stack.
// Whether the tree fits a schema is packs-schema.c's concern.

#include "packs-tree.h"

#include <yaml.h>
#include "error.h"
#include "packs-yaml.h"
#include "text.h"

typedef struct {
    const char *file;
    GPtrArray *open; // the lists and maps around the current event, outermost first; borrowed
    TncPacksNode *root;
    char *key; // read, and waiting for its value
    guint key_line;
    guint count;
    GError **error;
} Builder;

void
tnc_packs_tree_free(TncPacksNode *node)
{
    if (!node)
        return;
    g_free(node->key);
    g_free(node->text);
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_free(node);
}

static void
free_node(gpointer node)
{
    tnc_packs_tree_free(node);
}

static gboolean
fail(const Builder *builder, guint line, const char *message)
{
    return tnc_error_set(builder->error, TNC_ERROR_INPUT, "%s:%u: %s", builder->file, line,
                         message);
}

static TncPacksNode *
innermost(const Builder *builder)
{
    return builder->open->len ? builder->open->pdata[builder->open->len - 1] : NULL;
}

const TncPacksNode *
tnc_packs_tree_child(const TncPacksNode *map, const char *key)
{
    for (guint i = 0; i < map->children->len; i++) {
        const TncPacksNode *child = map->children->pdata[i];
        if (child->key && g_str_equal(child->key, key))
            return child;
    }
    return NULL;
}

static gboolean
take_key(Builder *builder, const TncPacksNode *map, const yaml_event_t *event, guint line)
{
    if (event->type != YAML_SCALAR_EVENT)
        return fail(builder, line, "expected a key made of one word, found a list or a mapping");
    if (map->children->len >= TNC_PACKS_YAML_MAX_KEYS)
        return fail(builder, line, "expected fewer keys in one mapping");
    g_autofree char *key = g_strdup((const char *)event->data.scalar.value);
    const TncPacksNode *before = tnc_packs_tree_child(map, key);
    if (before) {
        g_autofree char *message = g_strdup_printf(
            "%s: expected each key once, found it again (first on line %u)", key, before->line);
        return fail(builder, line, message);
    }
    builder->key = g_steal_pointer(&key);
    builder->key_line = line;
    return TRUE;
}

static gboolean
add(Builder *builder, TncPacksNode *node)
{
    TncPacksNode *parent = innermost(builder);
    if (++builder->count > TNC_PACKS_YAML_MAX_NODES) {
        fail(builder, node->line, "expected fewer values: the file is too big for a pack");
        tnc_packs_tree_free(node);
        return FALSE;
    }
    if (builder->key) {
        node->key = g_steal_pointer(&builder->key);
        node->line = builder->key_line;
    }
    if (parent)
        g_ptr_array_add(parent->children, node);
    else
        builder->root = node;
    if (node->children)
        g_ptr_array_add(builder->open, node);
    if (builder->open->len > TNC_PACKS_YAML_MAX_DEPTH)
        return fail(builder, node->line, "expected fewer levels of lists and mappings");
    return TRUE;
}

static gboolean
take_value(Builder *builder, const yaml_event_t *event, guint line)
{
    TncPacksNode *node = g_new0(TncPacksNode, 1);
    node->line = line;
    if (event->type == YAML_SCALAR_EVENT) {
        node->kind = TNC_PACKS_NODE_SCALAR;
        node->text = g_strdup((const char *)event->data.scalar.value);
        node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    } else {
        node->kind =
            event->type == YAML_MAPPING_START_EVENT ? TNC_PACKS_NODE_MAP : TNC_PACKS_NODE_LIST;
        node->children = g_ptr_array_new_with_free_func(free_node);
    }
    return add(builder, node);
}

static gboolean
has_anchor(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return TRUE;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        break;
    }
    return FALSE;
}

static gboolean
take(Builder *builder, const yaml_event_t *event)
{
    guint line = (guint)event->start_mark.line + 1;
    TncPacksNode *parent = innermost(builder);
    if (has_anchor(event))
        return fail(builder, line, "expected plain values, found an anchor ('&') or alias ('*')");
    if (event->type == YAML_DOCUMENT_START_EVENT && builder->root)
        return fail(builder, line, "expected one document, found a second one ('---')");
    if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
        g_ptr_array_set_size(builder->open, (int)builder->open->len - 1);
    if (event->type != YAML_SCALAR_EVENT && event->type != YAML_SEQUENCE_START_EVENT &&
        event->type != YAML_MAPPING_START_EVENT)
        return TRUE;
    if (parent && parent->kind == TNC_PACKS_NODE_MAP && !builder->key)
        return take_key(builder, parent, event, line);
    return take_value(builder, event, line);
}

static gboolean
fail_syntax(const Builder *builder, const yaml_parser_t *parser, const char *bytes, gsize size)
{
    guint line = (guint)parser->problem_mark.line + 1;
    // A byte that is no UTF-8 is told by its offset only.
    for (gsize i = 0; parser->error == YAML_READER_ERROR && i < MIN(size, parser->problem_offset);
         i++)
        line += bytes[i] == '\n';
    g_autofree char *message = g_strdup_printf(
        "expected YAML, found a mistake: %s%s%s", parser->problem ? parser->problem : "unknown",
        parser->context ? " " : "", parser->context ? parser->context : "");
    return fail(builder, line, message);
}

static gboolean
build(Builder *builder, yaml_parser_t *parser, const char *bytes, gsize size)
{
    gboolean ok = TRUE;
    gboolean end = FALSE;
    while (ok && !end) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return fail_syntax(builder, parser, bytes, size);
        end = event.type == YAML_STREAM_END_EVENT;
        ok = take(builder, &event);
        yaml_event_delete(&event);
    }
    if (ok && !builder->root)
        return fail(builder, 1, "expected a mapping, found an empty file");
    return ok;
}

TncPacksNode *
tnc_packs_tree_parse(const char *bytes, gsize size, const char *file, GError **error)
{
    if (size > TNC_PACKS_YAML_MAX_BYTES) {
        tnc_error_set(error, TNC_ERROR_INPUT, "%s:1: expected at most %d bytes, found %zu", file,
                      TNC_PACKS_YAML_MAX_BYTES, size);
        return NULL;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("libyaml: out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Builder builder = {.file = file, .open = open, .error = error};
    gboolean ok = build(&builder, &parser, bytes, size);
    yaml_parser_delete(&parser);
    g_free(builder.key);
    if (ok)
        return builder.root;
    tnc_packs_tree_free(builder.root);
    return NULL;
}

// ---- paths

static const TncPacksNode *
step_index(const TncPacksNode *node, const char **path)
{
    char *end = NULL;
    guint64 index = g_ascii_strtoull(*path + 1, &end, 10);
    *path = *end == ']' ? end + 1 : end;
    if (node->kind != TNC_PACKS_NODE_LIST || index >= node->children->len)
        return NULL;
    return node->children->pdata[index];
}

static const TncPacksNode *
step_key(const TncPacksNode *node, const char **path)
{
    gsize length = strcspn(*path, ".[");
    g_autofree char *key = g_strndup(*path, length);
    *path += length;
    return node->kind == TNC_PACKS_NODE_MAP ? tnc_packs_tree_child(node, key) : NULL;
}

const TncPacksNode *
tnc_packs_tree_find(const TncPacksNode *root, const char *path, const TncPacksNode **nearest_out)
{
    const TncPacksNode *nearest = root;
    const TncPacksNode *node = root;
    while (*path && node) {
        if (*path == '.')
            path++;
        node = *path == '[' ? step_index(node, &path) : step_key(node, &path);
        nearest = node ? node : nearest;
    }
    if (nearest_out)
        *nearest_out = nearest;
    return node;
}
