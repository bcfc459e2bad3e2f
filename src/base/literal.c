// SPDX-License-Identifier: AGPL-3.0-or-later
// The pattern is read once, from left to right, with two facts for each part: the few strings that it can be as a
// whole ('exact'), and the strings of which it contains one ('need', 'also'). Whatever is not understood gives neither.
// The idea is Russ Cox's, "Regular Expression Matching with a Trigram Index" (2012).

#include "literal.h"
#include "text.h"
#include <string.h>

#define MAX_EXACT 48
#define MAX_DEPTH 20

typedef struct {
    GPtrArray *exact; // NULL: not a few strings
    GPtrArray *need;  // NULL: nothing is known
    GPtrArray *also;  // the second best of those; NULL: none
} Piece;

typedef struct {
    const char *at;
    guint depth;
} Parser;

static Piece parse_alternatives(Parser *parser);

static GPtrArray *
strings_new(const char *first)
{
    GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);
    if (first)
        g_ptr_array_add(strings, g_strdup(first));
    return strings;
}

static void
piece_clear(Piece *piece)
{
    g_clear_pointer(&piece->exact, g_ptr_array_unref);
    g_clear_pointer(&piece->need, g_ptr_array_unref);
    g_clear_pointer(&piece->also, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Piece, piece_clear)

static gsize
shortest(const GPtrArray *strings)
{
    gsize least = strings->len ? G_MAXSIZE : 0;
    for (guint i = 0; i < strings->len; i++)
        least = MIN(least, strlen(g_ptr_array_index(strings, i)));
    return least;
}

// Longer strings are rarer; of two of the same length the smaller set is.
static gboolean
is_better(const GPtrArray *one, const GPtrArray *other)
{
    if (!other)
        return TRUE;
    gsize a = MIN(shortest(one), 6);
    gsize b = MIN(shortest(other), 6);
    return a > b || (a == b && one->len < other->len);
}

// The best two of all that was seen are kept.
static void
take_need(Piece *piece, GPtrArray *strings)
{
    if (!strings || shortest(strings) == 0)
        return;
    GPtrArray **place = is_better(strings, piece->need)   ? &piece->need
                        : is_better(strings, piece->also) ? &piece->also
                                                          : NULL;
    if (!place)
        return;
    g_clear_pointer(&piece->also, g_ptr_array_unref);
    if (place == &piece->need)
        piece->also = piece->need;
    *place = g_ptr_array_ref(strings);
}

static GPtrArray *
cross(const GPtrArray *left, const GPtrArray *right)
{
    if (left->len * right->len > MAX_EXACT)
        return NULL;
    GPtrArray *both = strings_new(NULL);
    for (guint i = 0; i < left->len; i++)
        for (guint k = 0; k < right->len; k++)
            g_ptr_array_add(
                both, g_strconcat(g_ptr_array_index(left, i), g_ptr_array_index(right, k), NULL));
    return both;
}

static void
add_all(GPtrArray *to, const GPtrArray *strings)
{
    for (guint i = 0; i < strings->len; i++)
        g_ptr_array_add(to, g_strdup(g_ptr_array_index(strings, i)));
}

// ---- parts

// 'é' is one part, whatever its bytes.
static Piece
literal(const char *start, const char *end)
{
    g_autofree char *text = g_strndup(start, (gsize)(end - start));
    return (Piece){strings_new(text), NULL, NULL};
}

static Piece
empty(void)
{
    return (Piece){strings_new(""), NULL, NULL};
}

static Piece
parse_escape(Parser *parser)
{
    char c = parser->at[1];
    parser->at += c ? 2 : 1;
    if (c == 'b' || c == 'B')
        return empty();
    // The braces of \p{L} are no repetition.
    const char *end =
        g_ascii_tolower(c) == 'p' && *parser->at == '{' ? strchr(parser->at, '}') : NULL;
    if (end)
        parser->at = end + 1;
    if (!c || g_ascii_isalnum(c))
        return (Piece){NULL, NULL, NULL};
    return literal(parser->at - 1, parser->at);
}

// '[-_ ]' is a few strings; ranges, classes and negations are not looked into.
static Piece
parse_class(Parser *parser)
{
    Piece piece = {strings_new(NULL), NULL, NULL};
    const char *c = parser->at + 1;
    gboolean plain = *c != '^';
    for (const char *first = c; *c && (*c != ']' || c == first); c = tnc_text_next(c)) {
        gboolean range = *c == '-' && c != first && c[1] != ']';
        if (*c == '\\' || *c == '[' || range)
            plain = FALSE;
        c += *c == '\\' && c[1];
        g_ptr_array_add(piece.exact, g_strndup(c, (gsize)(tnc_text_next(c) - c)));
    }
    parser->at = *c ? c + 1 : c;
    if (!plain || piece.exact->len > 8)
        piece_clear(&piece);
    return piece;
}

static void
skip_group(Parser *parser)
{
    int open = 0;
    do {
        if (*parser->at == '\\' && parser->at[1])
            parser->at++;
        else if (*parser->at == '(')
            open++;
        else if (*parser->at == ')')
            open--;
        parser->at++;
    } while (*parser->at && open > 0);
}

static Piece
parse_group(Parser *parser)
{
    static const char *const around[] = {"(?=", "(?!", "(?<=", "(?<!"};
    for (guint i = 0; i < G_N_ELEMENTS(around); i++)
        if (g_str_has_prefix(parser->at, around[i])) {
            skip_group(parser);
            return empty();
        }
    gboolean plain = g_str_has_prefix(parser->at, "(?:") || parser->at[1] != '?';
    if (!plain || parser->depth == MAX_DEPTH) {
        skip_group(parser);
        return (Piece){NULL, NULL, NULL};
    }
    parser->at += parser->at[1] == '?' ? 3 : 1;
    parser->depth++;
    Piece piece = parse_alternatives(parser);
    parser->depth--;
    if (*parser->at == ')')
        parser->at++;
    return piece;
}

static gboolean
is_times(char c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

// Characters that stand for themselves, up to one that is repeated; that one is a part of its own.
static Piece
parse_plain(Parser *parser)
{
    static const char special[] = "\\[(.^$|)*+?{";
    const char *start = parser->at;
    const char *end = tnc_text_next(start);
    // Of 'abc+' the 'c' is left.
    while (*end && !strchr(special, *end) && !is_times(*tnc_text_next(end)))
        end = tnc_text_next(end);
    parser->at = end;
    return literal(start, end);
}

static Piece
parse_part(Parser *parser)
{
    const char *start = parser->at;
    switch (*start) {
    case '\\':
        return parse_escape(parser);
    case '[':
        return parse_class(parser);
    case '(':
        return parse_group(parser);
    case '.':
        parser->at++;
        return (Piece){NULL, NULL, NULL};
    case '^':
    case '$':
        parser->at++;
        return empty();
    default:
        return parse_plain(parser);
    }
}

// How often: at least LEAST times; ONCE when exactly once.
static void
parse_times(Parser *parser, guint *least_out, guint *most_out)
{
    *least_out = *most_out = 1;
    char c = *parser->at;
    if (c == '{') {
        *least_out = (guint)g_ascii_strtoull(parser->at + 1, NULL, 10);
        *most_out = 2;
        const char *end = strchr(parser->at, '}');
        parser->at = end ? end + 1 : parser->at + strlen(parser->at);
    } else if (c == '*' || c == '+' || c == '?') {
        *least_out = c == '+';
        *most_out = c == '?' ? 1 : 2;
        parser->at++;
    } else {
        return;
    }
    parser->at += *parser->at == '?' || *parser->at == '+';
}

// ---- sequences and alternatives

// What was read so far ends here: its strings are needed as they stand, and nothing joins them.
static void
cut(Piece *sequence, GPtrArray **run)
{
    take_need(sequence, *run);
    g_ptr_array_unref(*run);
    *run = strings_new("");
}

static void
join(Piece *sequence, GPtrArray **run, GPtrArray *exact)
{
    GPtrArray *both = cross(*run, exact);
    if (!both) {
        cut(sequence, run);
        both = g_ptr_array_ref(exact);
    }
    g_ptr_array_unref(*run);
    *run = both;
}

static gboolean
append_part(Parser *parser, Piece *sequence, GPtrArray **run)
{
    guint least;
    guint most;
    g_auto(Piece) part = parse_part(parser);
    parse_times(parser, &least, &most);
    if (least == 0 && most == 1 && part.exact && part.exact->len < MAX_EXACT) {
        g_ptr_array_add(part.exact, g_strdup(""));
        least = 1;
    }
    if (least == 1 && most == 1 && part.exact) {
        gsize before = (*run)->len * part.exact->len;
        join(sequence, run, part.exact);
        return before <= MAX_EXACT;
    }
    if (least > 0 && part.exact)
        join(sequence, run, part.exact);
    cut(sequence, run);
    if (least > 0) {
        take_need(sequence, part.need);
        take_need(sequence, part.also);
    }
    return FALSE;
}

static Piece
parse_sequence(Parser *parser)
{
    Piece sequence = {NULL, NULL, NULL};
    GPtrArray *run = strings_new("");
    gboolean whole = TRUE;
    while (*parser->at && *parser->at != '|' && *parser->at != ')')
        whole &= append_part(parser, &sequence, &run);
    take_need(&sequence, run);
    if (whole)
        sequence.exact = g_steal_pointer(&run);
    g_clear_pointer(&run, g_ptr_array_unref);
    return sequence;
}

static void
merge(GPtrArray **all, const GPtrArray *one, guint most)
{
    if (*all && one && (*all)->len + one->len <= most)
        add_all(*all, one);
    else
        g_clear_pointer(all, g_ptr_array_unref);
}

static Piece
parse_alternatives(Parser *parser)
{
    Piece all = {strings_new(NULL), strings_new(NULL), strings_new(NULL)};
    for (;;) {
        g_auto(Piece) one = parse_sequence(parser);
        merge(&all.exact, one.exact, MAX_EXACT);
        merge(&all.need, one.need, 4 * MAX_EXACT);
        merge(&all.also, one.also, 4 * MAX_EXACT);
        if (*parser->at != '|')
            return all;
        parser->at++;
    }
}

static gboolean
is_usable(const GPtrArray *strings)
{
    return strings && strings->len && shortest(strings) > 0;
}

GPtrArray *
tnc_literal_find(const char *pattern, GPtrArray **also_out)
{
    Parser parser = {pattern, 0};
    g_auto(Piece) all = parse_alternatives(&parser);
    // An unbalanced ')' is no pattern; who compiles it says so.
    gboolean usable = *parser.at == '\0' && is_usable(all.need);
    if (also_out)
        *also_out = usable && is_usable(all.also) ? g_steal_pointer(&all.also) : NULL;
    return usable ? g_steal_pointer(&all.need) : NULL;
}
