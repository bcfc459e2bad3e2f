// SPDX-License-Identifier: AGPL-3.0-or-later
// The automaton is kept small, to stay in the processor's nearest cache. Where a state leads is mostly told by the last
// byte and the next one alone: that is a table of pairs. A state itself holds but the steps that differ, a word each,
// and the states of one string lie side by side. Bytes that no string holds are one class.

#include "search.h"
#include <string.h>

// While the automaton is built: a node of the tree of all strings. Node 0 is the root and stands for 'none', too.
typedef struct {
    guint child;
    guint sibling;
    guint fail; // the longest suffix that is a node
    guint depth;
    guint string; // that ends here, 1 more than its number; the others by String.other
    guint block;  // where its steps begin
    guint8 class; // of the byte that leads here
    gboolean is_end;
    gboolean has_row;
} Node;

typedef struct {
    char *text; // until built
    guint size;
    guint edges;
    guint other; // of the same text, with other edges: 1 more than its number; 0: none
    guint start; // in 'values'
    guint count;
} String;

typedef struct {
    guint string;
    guint value;
} Entry;

// A step: the class of the next byte, whether it is the last step of its state, and where it leads: a block, marked when
// strings end there. The word before a marked block says which.
#define CLASS_SHIFT 24
#define LAST (1u << 23)
#define MARK (1u << 22)
#define ROW (1u << 21)
#define BLOCK (ROW - 1)
// A state with more steps has a row instead: one for each class.
#define MAX_STEPS 3

struct TncSearch {
    GHashTable *numbers; // text and edges → 1 more than the string's number; until built
    GArray *strings;     // of String
    GArray *entries;     // of Entry, until built
    GArray *nodes;       // of Node, until built
    guint *values;
    GArray *ends; // of guint: for each marked block how many strings end there, and which
    guint8 classes[256];
    guint8 is_word[256];
    guint class_count;
    guint *pairs; // by the last class and the next one: a step
    GArray *steps;
};

TncSearch *
tnc_search_new(void)
{
    TncSearch *search = g_new0(TncSearch, 1);
    search->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    search->strings = g_array_new(FALSE, FALSE, sizeof(String));
    search->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    search->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
    search->ends = g_array_new(FALSE, FALSE, sizeof(guint));
    search->steps = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < 128; i++)
        search->is_word[i] = g_ascii_isalnum((char)i) || i == '_';
    return search;
}

static String *
string_at(const TncSearch *search, guint number)
{
    return &g_array_index(search->strings, String, number);
}

void
tnc_search_free(TncSearch *search)
{
    if (!search)
        return;
    for (guint i = 0; i < search->strings->len; i++)
        g_free(string_at(search, i)->text);
    g_clear_pointer(&search->numbers, g_hash_table_unref);
    g_array_unref(search->strings);
    g_clear_pointer(&search->entries, g_array_unref);
    g_clear_pointer(&search->nodes, g_array_unref);
    g_array_unref(search->ends);
    g_array_unref(search->steps);
    g_free(search->values);
    g_free(search->pairs);
    g_free(search);
}

void
tnc_search_add(TncSearch *search, const char *text, guint edges, guint value)
{
    g_assert(*text && search->numbers);
    const char mark[] = {(char)('0' + edges), '\0'};
    g_autofree char *key = g_strconcat(mark, text, NULL);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(search->numbers, key));
    if (!number) {
        String string = {.text = g_strdup(text), .size = (guint)strlen(text), .edges = edges};
        g_array_append_val(search->strings, string);
        number = search->strings->len;
        g_hash_table_insert(search->numbers, g_steal_pointer(&key), GUINT_TO_POINTER(number));
    }
    Entry entry = {number - 1, value};
    g_array_append_val(search->entries, entry);
}

// ---- the tree

static Node *
node_at(const TncSearch *search, guint node)
{
    return &g_array_index(search->nodes, Node, node);
}

static guint
child_of(const TncSearch *search, guint node, guint class)
{
    guint child = node_at(search, node)->child;
    while (child && node_at(search, child)->class != class)
        child = node_at(search, child)->sibling;
    return child;
}

static guint
make_child(TncSearch *search, guint node, guint class)
{
    guint child = search->nodes->len;
    Node new = {.sibling = node_at(search, node)->child,
                .depth = node_at(search, node)->depth + 1,
                .class = (guint8) class};
    g_array_append_val(search->nodes, new);
    node_at(search, node)->child = child;
    return child;
}

static void
grow(TncSearch *search, guint number)
{
    String *string = string_at(search, number);
    guint node = 0;
    for (const char *c = string->text; *c; c++) {
        guint class = search->classes[(guchar)*c];
        guint child = child_of(search, node, class);
        node = child ? child : make_child(search, node, class);
    }
    string->other = node_at(search, node)->string;
    node_at(search, node)->string = number + 1;
}

static int
by_text(gconstpointer one, gconstpointer other, gpointer data)
{
    const TncSearch *search = data;
    return strcmp(string_at(search, *(const guint *)one)->text,
                  string_at(search, *(const guint *)other)->text);
}

// In the order of the alphabet, so that the nodes of a string follow each other.
static void
grow_all(TncSearch *search)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < search->strings->len; i++)
        g_array_append_val(order, i);
    g_array_sort_with_data(order, by_text, search);
    g_array_set_size(search->nodes, 1);
    for (guint i = 0; i < order->len; i++)
        grow(search, g_array_index(order, guint, i));
}

static guint
fail_of(const TncSearch *search, guint parent, guint class)
{
    guint found = 0;
    for (guint at = parent; at && !found;) {
        at = node_at(search, at)->fail;
        found = child_of(search, at, class);
    }
    return found;
}

// Breadth first: what is shorter is known already.
static void
find_fails(TncSearch *search)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, TRUE, sizeof(guint));
    g_array_set_size(queue, 1);
    for (guint i = 0; i < queue->len; i++) {
        guint node = g_array_index(queue, guint, i);
        for (guint at = node_at(search, node)->child; at; at = node_at(search, at)->sibling) {
            node_at(search, at)->fail = fail_of(search, node, node_at(search, at)->class);
            g_array_append_val(queue, at);
        }
    }
}

// ---- the automaton

static guint
step_to(const TncSearch *search, guint node)
{
    const Node *to = node_at(search, node);
    return to->block | (to->is_end ? MARK : 0) | (to->has_row ? ROW : 0);
}

static gboolean
is_end(const TncSearch *search, guint node)
{
    for (; node; node = node_at(search, node)->fail)
        if (node_at(search, node)->string)
            return TRUE;
    return FALSE;
}

// The numbers of all the strings that end at NODE, the longest first; before them how many.
static void
put_ends(TncSearch *search, guint node)
{
    guint start = search->ends->len;
    g_array_append_val(search->ends, start);
    for (guint at = node; at; at = node_at(search, at)->fail)
        for (guint one = node_at(search, at)->string; one;
             one = string_at(search, one - 1)->other) {
            guint number = one - 1;
            g_array_append_val(search->ends, number);
        }
    g_array_index(search->ends, guint, start) = search->ends->len - start - 1;
}

// The nodes to which NODE leads otherwise than the last byte tells, one a class: its own children, then those of its
// suffixes of two bytes or more. Returns how many.
static guint
find_steps(const TncSearch *search, guint node, guint nodes[256])
{
    guint8 known[256] = {0};
    guint count = 0;
    for (guint at = node; node_at(search, at)->depth > 1; at = node_at(search, at)->fail)
        for (guint child = node_at(search, at)->child; child;
             child = node_at(search, child)->sibling) {
            guint8 class = node_at(search, child)->class;
            if (!known[class])
                nodes[count++] = child;
            known[class] = 1;
        }
    return count;
}

// Block 0 has no steps and no strings: it is shared by all nodes that need no block of their own.
static void
lay_out(TncSearch *search)
{
    guint nodes[256];
    guint at = 1;
    for (guint i = 1; i < search->nodes->len; i++) {
        Node *node = node_at(search, i);
        node->is_end = is_end(search, i);
        if (!node->is_end && node->depth < 2)
            continue;
        guint count = find_steps(search, i, nodes);
        node->has_row = count > MAX_STEPS;
        at += node->is_end;
        node->block = at;
        at += node->has_row ? search->class_count : MAX(count, 1);
    }
    g_assert(at < ROW);
}

static void
put_row(TncSearch *search, guint node, const guint *nodes, guint count)
{
    const guint *pairs = search->pairs + node_at(search, node)->class * search->class_count;
    guint start = search->steps->len;
    g_array_append_vals(search->steps, pairs, search->class_count);
    guint *row = &g_array_index(search->steps, guint, start);
    for (guint i = 0; i < count; i++)
        row[node_at(search, nodes[i])->class] = step_to(search, nodes[i]);
}

static void
put_steps(TncSearch *search, const guint *nodes, guint count)
{
    guint none = LAST;
    for (guint i = 0; i < count; i++) {
        guint class = node_at(search, nodes[i])->class;
        guint step = step_to(search, nodes[i]) | class << CLASS_SHIFT;
        g_array_append_val(search->steps, step);
    }
    if (count == 0)
        g_array_append_val(search->steps, none);
    g_array_index(search->steps, guint, search->steps->len - 1) |= LAST;
}

static void
put_blocks(TncSearch *search)
{
    guint nodes[256];
    put_steps(search, NULL, 0);
    for (guint i = 1; i < search->nodes->len; i++) {
        const Node *node = node_at(search, i);
        guint ends = search->ends->len;
        if (!node->block)
            continue;
        if (node->is_end) {
            put_ends(search, i);
            g_array_append_val(search->steps, ends);
        }
        guint count = find_steps(search, i, nodes);
        if (node->has_row)
            put_row(search, i, nodes, count);
        else
            put_steps(search, nodes, count);
    }
}

static void
put_pairs(TncSearch *search)
{
    guint count = search->class_count;
    search->pairs = g_new0(guint, (gsize)count * count);
    for (guint last = 0; last < count; last++)
        for (guint next = 0; next < count; next++) {
            guint first = child_of(search, 0, last);
            guint node = first ? child_of(search, first, next) : 0;
            if (!node)
                node = child_of(search, 0, next);
            if (node)
                search->pairs[last * count + next] = step_to(search, node);
        }
}

// Sorts the values by their strings.
static void
put_values(TncSearch *search)
{
    guint start = 0;
    search->values = g_new(guint, search->entries->len + 1);
    for (guint i = 0; i < search->entries->len; i++)
        string_at(search, g_array_index(search->entries, Entry, i).string)->count++;
    for (guint i = 0; i < search->strings->len; i++) {
        String *string = string_at(search, i);
        string->start = start;
        start += string->count;
        string->count = 0;
        g_clear_pointer(&string->text, g_free);
    }
    for (guint i = 0; i < search->entries->len; i++) {
        const Entry *entry = &g_array_index(search->entries, Entry, i);
        String *string = string_at(search, entry->string);
        search->values[string->start + string->count++] = entry->value;
    }
}

static void
find_classes(TncSearch *search)
{
    for (guint i = 0; i < search->strings->len; i++)
        for (const char *c = string_at(search, i)->text; *c; c++)
            search->classes[(guchar)*c] = 1;
    search->class_count = 1; // class 0: bytes of no string
    for (guint i = 0; i < 256; i++)
        if (search->classes[i])
            search->classes[i] = (guint8)search->class_count++;
}

void
tnc_search_build(TncSearch *search)
{
    find_classes(search);
    grow_all(search);
    find_fails(search);
    lay_out(search);
    put_pairs(search);
    put_blocks(search);
    put_values(search);
    g_clear_pointer(&search->entries, g_array_unref);
    g_clear_pointer(&search->numbers, g_hash_table_unref);
    g_clear_pointer(&search->nodes, g_array_unref);
}

guint
tnc_search_count(const TncSearch *search)
{
    return search->strings->len;
}

// ---- the search

typedef struct {
    const TncSearch *search;
    const char *text;
    gsize size;
    const TncSearchSeen *seen;
    TncSearchFunc function;
    gpointer data;
} Pass;

static inline gboolean
is_edge(const Pass *pass, gsize at)
{
    const guint8 *is_word = pass->search->is_word;
    guint before = at > 0 ? is_word[(guchar)pass->text[at - 1]] : 0;
    guint behind = at < pass->size ? is_word[(guchar)pass->text[at]] : 0;
    return before != behind;
}

static void
report(const Pass *pass, guint number, gsize end)
{
    const TncSearchSeen *seen = pass->seen;
    if (seen && seen->rounds[number] == seen->round)
        return;
    const String *string = string_at(pass->search, number);
    if ((string->edges & TNC_SEARCH_EDGE_BEFORE && !is_edge(pass, end - string->size)) ||
        (string->edges & TNC_SEARCH_EDGE_BEHIND && !is_edge(pass, end)))
        return;
    if (seen)
        seen->rounds[number] = seen->round;
    TncSearchHit hit = {number, end, pass->search->values + string->start, string->count};
    pass->function(&hit, pass->data);
}

static void
report_all(const Pass *pass, guint ends, gsize end)
{
    const guint *numbers = &g_array_index(pass->search->ends, guint, ends);
    for (guint i = 1; i <= numbers[0]; i++)
        report(pass, numbers[i], end);
}

// The step of the state at BLOCK for CLASS; 0: that of the pair.
static inline guint
find_step(const guint *block, guint class)
{
    for (;; block++) {
        if (*block >> CLASS_SHIFT == class)
            return *block;
        if (*block & LAST)
            return 0;
    }
}

void
tnc_search_each(const TncSearch *search, const char *text, gsize size, const TncSearchSeen *seen,
                TncSearchFunc function, gpointer data)
{
    const Pass pass = {search, text, size, seen, function, data};
    const guint *steps = (const guint *)(gpointer)search->steps->data;
    guint state = 0;
    guint last = 0;
    for (gsize i = 0; i < size; i++) {
        guint class = search->classes[(guchar)text[i]];
        guint block = state & BLOCK;
        guint step = state & ROW ? steps[block + class] : find_step(steps + block, class);
        state = step ? step : search->pairs[last * search->class_count + class];
        last = class;
        if (state & MARK)
            report_all(&pass, steps[(state & BLOCK) - 1], i + 1);
    }
}
