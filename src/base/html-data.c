// SPDX-License-Identifier: AGPL-3.0-or-later
// One walk over libxml2's tree: an element with itemscope is an object, one with itemprop a value of the object around.

#include "html-data.h"
#include "text.h"
#include <libxml/HTMLparser.h>

#define MAX_DEPTH 200
#define MAX_ITEMS 100
// A longer text is no value: each element around it would keep it once more.
#define MAX_VALUE 2000

typedef struct {
    json_t *items; // those at the top
    guint count;   // of all
} Reader;

static char *
attribute(xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    char *copy =
        value ? tnc_text_make_valid((const char *)value, strlen((const char *)value)) : NULL;
    xmlFree(value);
    return copy;
}

// The value of an element that is no item: of a meta or link what it points at, else what it shows; NULL: it has none.
static json_t *
value_of(xmlNode *node)
{
    static const char *const names[] = {"content", "datetime", "href", "src"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *value = attribute(node, names[i]);
        if (value)
            return json_string(g_strstrip(value));
    }
    xmlChar *content = xmlNodeGetContent(node);
    const char *raw = content ? (const char *)content : "";
    gsize size = strlen(raw);
    g_autofree char *text = size <= MAX_VALUE ? tnc_text_make_valid(raw, size) : NULL;
    xmlFree(content);
    return text ? json_string(g_strstrip(text)) : NULL;
}

static void
add_property(json_t *object, const char *name, json_t *value)
{
    json_t *known = json_object_get(object, name);
    if (!known) {
        json_object_set(object, name, value);
    } else if (json_is_array(known)) {
        json_array_append(known, value);
    } else {
        g_autoptr(json_t) both = json_pack("[O,O]", known, value);
        json_object_set(object, name, both);
    }
}

static void walk(Reader *reader, xmlNode *node, json_t *around, guint depth);

// 'https://schema.org/Order' → an object of that type.
static json_t *
item_of(xmlNode *node)
{
    g_autofree char *type = attribute(node, "itemtype");
    return type ? json_pack("{s:s}", "@type", g_strstrip(type)) : json_object();
}

static void
take_element(Reader *reader, xmlNode *node, json_t *around, guint depth)
{
    g_autofree char *name = attribute(node, "itemprop");
    gboolean is_item = xmlHasProp(node, (const xmlChar *)"itemscope") != NULL;
    gboolean named = name && *name && around;
    if (!is_item || reader->count >= MAX_ITEMS) {
        g_autoptr(json_t) value = named ? value_of(node) : NULL;
        if (value)
            add_property(around, name, value);
        walk(reader, node->children, around, depth + 1);
        return;
    }
    reader->count++;
    g_autoptr(json_t) item = item_of(node);
    if (named)
        add_property(around, name, item);
    else
        json_array_append(reader->items, item);
    walk(reader, node->children, item, depth + 1);
}

static void
walk(Reader *reader, xmlNode *node, json_t *around, guint depth)
{
    for (; node && depth < MAX_DEPTH; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            take_element(reader, node, around, depth);
}

json_t *
tnc_html_data(const char *html, gsize size)
{
    Reader reader = {.items = json_array()};
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    htmlDocPtr document =
        htmlReadMemory(html, (int)MIN(size, G_MAXINT / 2), NULL, "UTF-8", options);
    if (document)
        walk(&reader, xmlDocGetRootElement(document), NULL, 0);
    xmlFreeDoc(document);
    return reader.items;
}
