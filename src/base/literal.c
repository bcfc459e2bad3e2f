// SPDX-License-Identifier: AGPL-3.0-or-later
// The pattern is read once, from left to right, with two facts for each part: the few strings that it can be as a
// whole ('exact'), and sets of strings of which it contains one each ('needs'). Whatever is not understood gives neither.
// The idea is Russ Cox's, "Regular Expression Matching with a Trigram Index" (2012).

#include "literal.h"
#include "search.h"
#include "text.h"
#include <string.h>

#define MAX_EXACT 48
#define MAX_DEPTH 20
#define MAX_NEEDS 3
// A single letter is in every text. A set beside the best one is worth looking for from this length on, or with a sign
// that is rare in letters.
#define WORTH_FIRST 2
#define WORTH 4
#define RARE "%@#&+=/"
#define MAX_LITERAL 20
// In a string: an edge of a word, the pattern's '\b'.
#define EDGE '\b'

typedef struct {
    GPtrArray *exact;            // NULL: not a few strings
    GPtrArray *needs[MAX_NEEDS]; // the best first; NULL: no more are known
} Piece;

typedef struct {
    const char *at;
    guint depth;
    GStringChunk *texts; // owns all strings
    GString *joined;     // for one at a time
} Parser;

static Piece parse_alternatives(Parser *parser);

// Borrows FIRST (NULL: none).
static GPtrArray *
strings_new(const char *first)
{
    GPtrArray *strings = g_ptr_array_new();
    if (first)
        g_ptr_array_add(strings, (gpointer)(gintptr)first);
    return strings;
}

static void
piece_clear(Piece *piece)
{
    g_clear_pointer(&piece->exact, g_ptr_array_unref);
    for (guint i = 0; i < MAX_NEEDS; i++)
        g_clear_pointer(&piece->needs[i], g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Piece, piece_clear)

// How many bytes of a text it takes.
static gsize
size_of(const char *string)
{
    gsize size = 0;
    for (; *string; string++)
        size += *string != EDGE;
    return size;
}

static gsize
worth_of(const char *string)
{
    if (strpbrk(string, RARE))
        return WORTH;
    return g_ascii_isalnum(*string) || string[1] ? strlen(string) : WORTH_FIRST;
}

// The least of SIZE of the strings; 0 when there is none.
static gsize
least_of(const GPtrArray *strings, gsize (*size)(const char *))
{
    gsize least = strings->len ? G_MAXSIZE : 0;
    for (guint i = 0; i < strings->len; i++)
        least = MIN(least, size(g_ptr_array_index(strings, i)));
    return least;
}

// Longer strings and whole words are rarer; of two of the same length the smaller set is.
static gboolean
is_better(const GPtrArray *one, const GPtrArray *other)
{
    if (!other)
        return TRUE;
    gsize a = MIN(least_of(one, strlen), 6);
    gsize b = MIN(least_of(other, strlen), 6);
    return a > b || (a == b && one->len < other->len);
}

// The best few of all that was seen are kept.
static void
take_need(Piece *piece, GPtrArray *strings)
{
    guint at = 0;
    if (!strings || least_of(strings, size_of) == 0)
        return;
    while (at < MAX_NEEDS && !is_better(strings, piece->needs[at]))
        at++;
    if (at == MAX_NEEDS)
        return;
    g_clear_pointer(&piece->needs[MAX_NEEDS - 1], g_ptr_array_unref);
    memmove(&piece->needs[at + 1], &piece->needs[at], (MAX_NEEDS - 1 - at) * sizeof *piece->needs);
    piece->needs[at] = g_ptr_array_ref(strings);
}

static const char *
concatenate(Parser *parser, const char *left, const char *right)
{
    if (!*left || !*right)
        return *left ? left : right;
    g_string_assign(parser->joined, left);
    g_string_append(parser->joined, right);
    return g_string_chunk_insert_len(parser->texts, parser->joined->str,
                                     (gssize)parser->joined->len);
}

static GPtrArray *
cross(Parser *parser, const GPtrArray *left, const GPtrArray *right)
{
    if (left->len * right->len > MAX_EXACT)
        return NULL;
    GPtrArray *both = strings_new(NULL);
    for (guint i = 0; i < left->len; i++)
        for (guint k = 0; k < right->len; k++) {
            const char *text = concatenate(parser, left->pdata[i], right->pdata[k]);
            g_ptr_array_add(both, (gpointer)(gintptr)text);
        }
    return both;
}

// ---- parts

// 'é' is one part, whatever its bytes.
static Piece
literal(Parser *parser, const char *start, const char *end)
{
    const char *text = g_string_chunk_insert_len(parser->texts, start, end - start);
    return (Piece){.exact = strings_new(text)};
}

static Piece
empty(void)
{
    return (Piece){.exact = strings_new("")};
}

static Piece
parse_escape(Parser *parser)
{
    char c = parser->at[1];
    parser->at += c ? 2 : 1;
    static const char edge[] = {EDGE, '\0'};
    if (c == 'b')
        return (Piece){.exact = strings_new(edge)};
    if (c == 'B')
        return empty();
    // The braces of \p{L} are no repetition.
    const char *end =
        g_ascii_tolower(c) == 'p' && *parser->at == '{' ? strchr(parser->at, '}') : NULL;
    if (end)
        parser->at = end + 1;
    if (!c || g_ascii_isalnum(c))
        return (Piece){.exact = NULL};
    return literal(parser, parser->at - 1, parser->at);
}

// '[-_ ]' is a few strings; ranges, classes and negations are not looked into.
static Piece
parse_class(Parser *parser)
{
    Piece piece = {.exact = strings_new(NULL)};
    const char *c = parser->at + 1;
    gboolean plain = *c != '^';
    for (const char *first = c; *c && (*c != ']' || c == first); c = tnc_text_next(c)) {
        gboolean range = *c == '-' && c != first && c[1] != ']';
        if (*c == '\\' || *c == '[' || range)
            plain = FALSE;
        c += *c == '\\' && c[1];
        g_ptr_array_add(piece.exact,
                        g_string_chunk_insert_len(parser->texts, c, tnc_text_next(c) - c));
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
        return (Piece){.exact = NULL};
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
    return literal(parser, start, end);
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
        return (Piece){.exact = NULL};
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
join(Parser *parser, Piece *sequence, GPtrArray **run, GPtrArray *exact)
{
    GPtrArray *both = cross(parser, *run, exact);
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
        g_ptr_array_add(part.exact, (gpointer)(gintptr) "");
        least = 1;
    }
    if (least == 1 && most == 1 && part.exact) {
        gsize before = (*run)->len * part.exact->len;
        join(parser, sequence, run, part.exact);
        return before <= MAX_EXACT;
    }
    if (least > 0 && part.exact)
        join(parser, sequence, run, part.exact);
    cut(sequence, run);
    for (guint i = 0; least > 0 && i < MAX_NEEDS; i++)
        take_need(sequence, part.needs[i]);
    return FALSE;
}

static Piece
parse_sequence(Parser *parser)
{
    Piece sequence = {.exact = NULL};
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
        g_ptr_array_extend(*all, (GPtrArray *)(gintptr)one, NULL, NULL);
    else
        g_clear_pointer(all, g_ptr_array_unref);
}

static Piece
parse_alternatives(Parser *parser)
{
    Piece all = {.exact = strings_new(NULL)};
    for (guint i = 0; i < MAX_NEEDS; i++)
        all.needs[i] = strings_new(NULL);
    for (;;) {
        g_auto(Piece) one = parse_sequence(parser);
        merge(&all.exact, one.exact, MAX_EXACT);
        for (guint i = 0; i < MAX_NEEDS; i++)
            merge(&all.needs[i], one.needs[i], 4 * MAX_EXACT);
        if (*parser->at != '|')
            return all;
        parser->at++;
    }
}

static void
literal_clear(gpointer literal)
{
    g_free(((TncLiteral *)literal)->text);
}

// Wherever OTHER is, ONE is too.
static gboolean
covers(const TncLiteral *one, const TncLiteral *other)
{
    if (one->edges == TNC_SEARCH_ANYWHERE)
        return strstr(other->text, one->text) != NULL;
    return one->edges == other->edges && g_str_equal(one->text, other->text);
}

// Takes LITERAL over. Of two where one covers the other that one is enough.
static void
take_literal(GArray *literals, TncLiteral *literal)
{
    for (guint i = literals->len; i > 0; i--) {
        const TncLiteral *one = &g_array_index(literals, TncLiteral, i - 1);
        if (covers(one, literal)) {
            g_free(literal->text);
            return;
        }
        if (covers(literal, one))
            g_array_remove_index(literals, i - 1);
    }
    g_array_append_val(literals, *literal);
}

// Of a long string its beginning is enough to tell, and shared with many others.
static void
add_literal(GArray *literals, const char *string)
{
    gsize size = strlen(string);
    TncLiteral literal = {g_malloc(size + 1), 0};
    gsize length = 0;
    if (*string == EDGE)
        literal.edges |= TNC_SEARCH_EDGE_BEFORE;
    if (string[size - 1] == EDGE && size_of(string) <= MAX_LITERAL)
        literal.edges |= TNC_SEARCH_EDGE_BEHIND;
    for (; *string && length < MAX_LITERAL; string++)
        if (*string != EDGE)
            literal.text[length++] = *string;
    literal.text[length] = '\0';
    take_literal(literals, &literal);
}

static void
free_literals(gpointer literals)
{
    g_array_unref(literals);
}

GPtrArray *
tnc_literal_find(const char *pattern)
{
    g_autoptr(GStringChunk) texts = g_string_chunk_new(1024);
    g_autoptr(GString) joined = g_string_new(NULL);
    Parser parser = {pattern, 0, texts, joined};
    g_auto(Piece) all = parse_alternatives(&parser);
    GPtrArray *sets = g_ptr_array_new_with_free_func(free_literals);
    // An unbalanced ')' is no pattern; who compiles it says so.
    for (guint i = 0; *parser.at == '\0' && i < MAX_NEEDS; i++) {
        const GPtrArray *strings = all.needs[i];
        if (!strings || least_of(strings, size_of) == 0 ||
            least_of(strings, worth_of) < (sets->len ? WORTH : WORTH_FIRST))
            continue;
        GArray *literals = g_array_new(FALSE, FALSE, sizeof(TncLiteral));
        g_array_set_clear_func(literals, literal_clear);
        for (guint k = 0; k < strings->len; k++)
            add_literal(literals, g_ptr_array_index(strings, k));
        g_ptr_array_add(sets, literals);
    }
    return sets;
}
