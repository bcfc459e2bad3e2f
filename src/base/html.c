// SPDX-License-Identifier: AGPL-3.0-or-later
// libxml2's HTML parser repairs what it is given; one walk over its tree writes the text.

#include "html.h"
#include "text.h"
#include <libxml/HTMLparser.h>

#define MAX_LINK 100
#define MAX_PIXEL 3
#define MAX_DEPTH 200
// The answer's signature stands before those of what it quotes.
#define MAX_SIGNATURES 20

typedef struct {
    GString *text;
    guint quote_depth;
    guint table_depth;
    gboolean preformatted;
    gboolean blank;    // a space is due before the next word
    guint line_breaks; // at the end of the text
    guint signatures;  // so many were looked at
} Writer;

static gboolean
is_one_of(const char *name, const char *list)
{
    gsize length = strlen(name);
    for (const char *c = list; (c = strstr(c, name)) != NULL; c += length)
        if ((c == list || c[-1] == ' ') && (c[length] == ' ' || !c[length]))
            return TRUE;
    return FALSE;
}

static void
begin_line(Writer *writer)
{
    for (guint i = 0; i < writer->quote_depth; i++)
        g_string_append(writer->text, "> ");
}

static void
break_lines(Writer *writer, guint count)
{
    writer->blank = FALSE;
    if (writer->text->len == 0)
        return;
    for (; writer->line_breaks < count; writer->line_breaks++)
        g_string_append_c(writer->text, '\n');
}

static void
write_character(Writer *writer, const char *character, gsize size)
{
    if (writer->line_breaks > 0 || writer->text->len == 0)
        begin_line(writer);
    else if (writer->blank)
        g_string_append_c(writer->text, ' ');
    g_string_append_len(writer->text, character, (gssize)size);
    writer->blank = FALSE;
    writer->line_breaks = 0;
}

static void
write_text(Writer *writer, const char *content)
{
    // The parser lets through what it takes for characters.
    g_autofree char *mended =
        g_utf8_validate(content, -1, NULL) ? NULL : tnc_text_make_valid(content, strlen(content));
    const char *text = mended ? mended : content;
    for (const char *c = text; *c; c = tnc_text_next(c)) {
        gunichar character = g_utf8_get_char(c);
        if (writer->preformatted && character == '\n') {
            writer->line_breaks = 0;
            g_string_append_c(writer->text, '\n');
            writer->line_breaks = 1;
        } else if (g_ascii_isspace(*c)) {
            writer->blank = writer->line_breaks == 0 && writer->text->len > 0;
        } else if (character == 0x200b || character == 0x200c || character == 0xfeff ||
                   character == 0x034f) {
            continue; // padding of hidden preheaders
        } else if (character == 0xa0) {
            write_character(writer, " ", 1);
        } else {
            write_character(writer, c, (gsize)(tnc_text_next(c) - c));
        }
    }
}

static char *
attribute(xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    char *copy = value ? g_ascii_strdown((const char *)value, -1) : NULL;
    xmlFree(value);
    return copy;
}

// Preheaders and pixels: there for the mailbox's list or for spying, not for the reader.
static gboolean
is_hidden(xmlNode *node)
{
    g_autofree char *style = attribute(node, "style");
    g_autofree char *hidden = attribute(node, "hidden");
    if (hidden)
        return TRUE;
    if (!style)
        return FALSE;
    for (char *c = style, *w = style;; c++) {
        if (!g_ascii_isspace(*c))
            *w++ = *c;
        if (!*c)
            break;
    }
    return strstr(style, "display:none") || strstr(style, "visibility:hidden") ||
           strstr(style, "max-height:0") || strstr(style, "font-size:0;") ||
           strstr(style, "mso-hide:all");
}

static void walk(Writer *writer, xmlNode *node, guint depth);

// What follows '?' in a very long address is for the sender's counting, not for the reader.
static char *
shorten(const char *url)
{
    gsize length = strcspn(url, "?");
    return !url[length] || strlen(url) <= MAX_LINK ? g_strdup(url)
                                                   : g_strdup_printf("%.*s?…", (int)length, url);
}

// 'example.org' as the text of 'https://www.example.org/': the address says nothing more.
static gboolean
says_address(const char *text, const char *url)
{
    // The text may begin with the marks of a quote.
    text += strspn(text, "> \n");
    g_autofree char *shown = g_utf8_casefold(text, -1);
    g_autofree char *address = g_utf8_casefold(url, -1);
    g_strchomp(shown);
    return strstr(shown, address) || (*shown && !strpbrk(shown, " \n") && strstr(address, shown));
}

static void
write_link(Writer *writer, xmlNode *node, guint depth)
{
    gsize start = writer->text->len;
    walk(writer, node->children, depth + 1);
    xmlChar *href = xmlGetProp(node, (const xmlChar *)"href");
    const char *url = (const char *)href;
    g_autofree char *kind = attribute(node, "rel");
    // A hashtag's address says nothing that the tag does not.
    gboolean tag = kind && is_one_of("tag", kind);
    if (url && !tag && (g_str_has_prefix(url, "http://") || g_str_has_prefix(url, "https://")) &&
        writer->text->len > start && g_utf8_validate(url, -1, NULL) &&
        !says_address(writer->text->str + start, url)) {
        g_autofree char *shown = shorten(url);
        write_text(writer, " <");
        write_text(writer, shown);
        write_text(writer, ">");
    }
    xmlFree(href);
}

static void
write_quote(Writer *writer, xmlNode *node, guint depth)
{
    break_lines(writer, 1);
    writer->quote_depth++;
    walk(writer, node->children, depth + 1);
    break_lines(writer, 1);
    writer->quote_depth--;
}

static void
write_item(Writer *writer, xmlNode *node, guint depth)
{
    break_lines(writer, 1);
    write_text(writer, "-");
    writer->blank = TRUE;
    walk(writer, node->children, depth + 1);
}

static void
write_rule(Writer *writer, xmlNode *node, guint depth)
{
    (void)node;
    (void)depth;
    break_lines(writer, 1);
    write_text(writer, "________________________________");
    break_lines(writer, 1);
}

static gboolean
is_tiny(xmlNode *node, const char *side)
{
    g_autofree char *value = attribute(node, side);
    return value && g_ascii_isdigit(*value) && g_ascii_strtoull(value, NULL, 10) <= MAX_PIXEL;
}

// A picture without words of its own is at least named; those of a table are its layout, a pixel is there for spying.
static void
write_image(Writer *writer, xmlNode *node, guint depth)
{
    (void)depth;
    gboolean named = xmlHasProp(node, (const xmlChar *)"alt") != NULL;
    if (!named && !writer->table_depth && !is_tiny(node, "width") && !is_tiny(node, "height"))
        write_text(writer, "[image]");
}

static void
write_break(Writer *writer, xmlNode *node, guint depth)
{
    (void)node;
    (void)depth;
    break_lines(writer, writer->line_breaks + 1);
}

static void
write_block(Writer *writer, xmlNode *node, guint depth)
{
    const char *name = (const char *)node->name;
    gboolean paragraph = is_one_of(name, "p h1 h2 h3 h4 h5 h6 ul ol table pre");
    gboolean block =
        paragraph ||
        is_one_of(name, "div tr section article header footer dl dt dd address form center body");
    gboolean outer = writer->preformatted;
    writer->preformatted |= g_str_equal(name, "pre");
    if (block)
        break_lines(writer, paragraph ? 2 : 1);
    else if (is_one_of(name, "td th"))
        writer->blank = writer->line_breaks == 0;
    gboolean table = g_str_equal(name, "table");
    writer->table_depth += table;
    walk(writer, node->children, depth + 1);
    writer->table_depth -= table;
    if (block)
        break_lines(writer, paragraph ? 2 : 1);
    writer->preformatted = outer;
}

static const struct {
    const char *name;
    void (*write)(Writer *writer, xmlNode *node, guint depth);
} elements[] = {
    {"br", write_break}, {"hr", write_rule}, {"blockquote", write_quote},
    {"a", write_link},   {"li", write_item}, {"img", write_image},
};

// What mail programs mark as the signature: a text has '-- ' above it (RFC 3676, section 4.3).
static gboolean
is_signature(xmlNode *node)
{
    g_autofree char *id = attribute(node, "id");
    g_autofree char *class = attribute(node, "class");
    return (id && g_str_equal(id, "signature")) || (class && is_one_of("gmail_signature", class));
}

// The parser hands on bytes that are no characters.
static gboolean
has_words(xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    g_autofree char *valid =
        content ? tnc_text_make_valid((const char *)content, strlen((const char *)content)) : NULL;
    xmlFree(content);
    return valid && tnc_text_count_words(valid) > 0;
}

// TRUE when nothing but a quote comes after NODE.
static gboolean
is_last(xmlNode *node)
{
    for (; node; node = node->parent)
        for (xmlNode *next = node->next; next; next = next->next) {
            g_autofree char *class =
                next->type == XML_ELEMENT_NODE ? attribute(next, "class") : NULL;
            gboolean quote = g_strcmp0((const char *)next->name, "blockquote") == 0 ||
                             (class && strstr(class, "quote"));
            if (quote)
                return TRUE;
            if (has_words(next))
                return FALSE;
        }
    return TRUE;
}

static void
write_signature_mark(Writer *writer)
{
    break_lines(writer, 1);
    gboolean marked = g_str_has_suffix(writer->text->str, "--\n");
    if (writer->text->len == 0 || marked)
        return;
    write_text(writer, "--");
    g_string_append_c(writer->text, ' ');
    break_lines(writer, 1);
}

static void
write_element(Writer *writer, xmlNode *node, guint depth)
{
    const char *name = (const char *)node->name;
    if (is_one_of(name, "script style head title noscript template object svg") || is_hidden(node))
        return;
    if (is_signature(node) && writer->signatures++ < MAX_SIGNATURES && is_last(node))
        write_signature_mark(writer);
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
        if (g_str_equal(elements[i].name, name)) {
            elements[i].write(writer, node, depth);
            return;
        }
    write_block(writer, node, depth);
}

static void
walk(Writer *writer, xmlNode *node, guint depth)
{
    for (; node && depth < MAX_DEPTH; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            write_text(writer, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE)
            write_element(writer, node, depth);
    }
}

char *
tnc_html_to_text(const char *html, gsize size)
{
    Writer writer = {.text = g_string_new(NULL)};
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    htmlDocPtr document =
        htmlReadMemory(html, (int)MIN(size, G_MAXINT / 2), NULL, "UTF-8", options);
    if (document)
        walk(&writer, xmlDocGetRootElement(document), 0);
    xmlFreeDoc(document);
    g_autofree char *text = g_strchomp(g_string_free(writer.text, FALSE));
    return tnc_text_make_valid(text, strlen(text));
}
