// SPDX-License-Identifier: AGPL-3.0-or-later
// The automaton is kept small, to stay in the processor's nearest cache. Where a state leads is often told by the last
// byte and the next one alone: that is a table of pairs. A state itself holds but the steps that differ, a word each;
// the words of all states lie in one array, in each other's gaps (Aoe, "An efficient digital search algorithm by using
// a double-array structure", 1989). Bytes that no string holds are one class.

#include "search.h"
#include <string.h>

// While the automaton is built: a node of the tree of all strings. Node 0 is the root and stands for 'none', too.
typedef struct {
    guint child;
    guint sibling;
    guint fail; // the longest suffix that is a node
    guint depth;
    guint string; // that ends here, 1 more than its number; the others by String.other
    guint base;   // its step for a class stands at their sum
    guint first;  // of its steps, in 'targets'
    guint count;  // of them
    guint8 class; // of the byte that leads here
    gboolean is_end;
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

// A step: the class of the byte that it is for, which tells whose it is as no two states with steps share a base; and
// where it leads: a base, marked when strings end there. 0: no step.
#define CLASS_SHIFT 24
#define MARK (1u << 23)
#define BASE (MARK - 1)
#define CLASSES 256
// A place is looked for from so many words before the last one on: gaps further back stay empty.
#define REACH 8

struct TncSearch {
    GHashTable *numbers; // text and edges → 1 more than the string's number; until built
    GArray *strings;     // of String
    GArray *entries;     // of Entry, until built
    GArray *nodes;       // of Node, until built
    GArray *targets;     // of guint: the nodes to which steps lead, until built
    guint *values;
    GArray *ends;    // of guint: how many strings end at a state, and which
    GArray *ends_at; // of guint, by the base of a marked state: where in 'ends'
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
    search->targets = g_array_new(FALSE, FALSE, sizeof(guint));
    search->ends = g_array_new(FALSE, FALSE, sizeof(guint));
    search->ends_at = g_array_new(FALSE, TRUE, sizeof(guint));
    search->steps = g_array_new(FALSE, TRUE, sizeof(guint));
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
    g_clear_pointer(&search->targets, g_array_unref);
    g_array_unref(search->ends);
    g_array_unref(search->ends_at);
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
    return (guint)to->class << CLASS_SHIFT | (to->is_end ? MARK : 0) | to->base;
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
    g_array_index(search->ends_at, guint, node_at(search, node)->base) = start;
}

// The nodes to which NODE leads otherwise than the last byte tells, one a class: its own children, then those of its
// suffixes of two bytes or more.
static void
find_targets(TncSearch *search, Node *node)
{
    guint8 known[CLASSES] = {0};
    guint targets[CLASSES];
    node->first = search->targets->len;
    node->count = 0;
    for (const Node *at = node; at->depth > 1; at = node_at(search, at->fail))
        for (guint child = at->child; child; child = node_at(search, child)->sibling) {
            guint8 class = node_at(search, child)->class;
            if (!known[class])
                targets[node->count++] = child;
            known[class] = 1;
        }
    g_array_append_vals(search->targets, targets, node->count);
}

static guint
take_classes(const TncSearch *search, const Node *node, guint8 classes[CLASSES])
{
    const guint *targets = &g_array_index(search->targets, guint, node->first);
    guint least = CLASSES;
    for (guint i = 0; i < node->count; i++) {
        classes[i] = node_at(search, targets[i])->class;
        least = MIN(least, classes[i]);
    }
    return least;
}

static gboolean
fits(const guint *steps, const guint8 *classes, guint count)
{
    for (guint i = 0; i < count; i++)
        if (steps[classes[i]])
            return FALSE;
    return TRUE;
}

// Gives the node a base of its own, which TAKEN says of each word, where its steps fall into free words, FROM the first.
// They are filled but for where they lead to. Returns its first word.
static guint
place(TncSearch *search, Node *node, guint from, GArray *taken)
{
    guint8 classes[CLASSES];
    guint least = take_classes(search, node, classes);
    guint base = from - least;
    for (;; base++) {
        if (base + CLASSES > search->steps->len) {
            g_array_set_size(search->steps, 2 * (base + CLASSES));
            g_array_set_size(taken, search->steps->len);
        }
        if (!g_array_index(taken, guint8, base) &&
            fits(&g_array_index(search->steps, guint, base), classes, node->count))
            break;
    }
    g_assert(base <= BASE);
    g_array_index(taken, guint8, base) = 1;
    node->base = base;
    for (guint i = 0; i < node->count; i++)
        g_array_index(search->steps, guint, base + classes[i]) = (guint)classes[i] << CLASS_SHIFT;
    return base + least;
}

// States without steps come first, among words that stay empty: base 0 is that of all at which no string ends, the root
// among them.
static void
lay_out(TncSearch *search)
{
    guint empty = 0;
    for (guint i = 1; i < search->nodes->len; i++) {
        Node *node = node_at(search, i);
        node->is_end = is_end(search, i);
        find_targets(search, node);
        node->base = node->count == 0 && node->is_end ? ++empty : 0;
    }
    guint from = empty + CLASSES;
    guint last = empty;
    g_autoptr(GArray) taken = g_array_new(FALSE, TRUE, sizeof(guint8));
    for (guint i = 1; i < search->nodes->len; i++) {
        Node *node = node_at(search, i);
        if (node->count == 0)
            continue;
        guint word = place(search, node, from, taken);
        last = MAX(last, node->base);
        from = word > from + REACH ? word - REACH : from;
    }
    g_array_set_size(search->steps, last + CLASSES);
    g_array_set_size(search->ends_at, last + 1);
}

static void
put_steps(TncSearch *search)
{
    for (guint i = 1; i < search->nodes->len; i++) {
        const Node *node = node_at(search, i);
        for (guint k = 0; k < node->count; k++) {
            guint step = step_to(search, g_array_index(search->targets, guint, node->first + k));
            g_array_index(search->steps, guint, node->base + (step >> CLASS_SHIFT)) = step;
        }
        if (node->is_end)
            put_ends(search, i);
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
    put_steps(search);
    put_values(search);
    g_clear_pointer(&search->entries, g_array_unref);
    g_clear_pointer(&search->numbers, g_hash_table_unref);
    g_clear_pointer(&search->nodes, g_array_unref);
    g_clear_pointer(&search->targets, g_array_unref);
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
report_all(const Pass *pass, guint base, gsize end)
{
    guint start = g_array_index(pass->search->ends_at, guint, base);
    const guint *numbers = &g_array_index(pass->search->ends, guint, start);
    for (guint i = 1; i <= numbers[0]; i++)
        report(pass, numbers[i], end);
}

void
tnc_search_each(const TncSearch *search, const char *text, gsize size, const TncSearchSeen *seen,
                TncSearchFunc function, gpointer data)
{
    const Pass pass = {search, text, size, seen, function, data};
    const guint *steps = (const guint *)(gpointer)search->steps->data;
    const guint *pairs = search->pairs;
    guint state = 0;
    for (gsize i = 0; i < size; i++) {
        guint class = search->classes[(guchar)text[i]];
        guint step = steps[(state & BASE) + class];
        state = step >> CLASS_SHIFT == class ? step : pairs[class];
        pairs = search->pairs + class * search->class_count;
        if (state & MARK)
            report_all(&pass, state & BASE, i + 1);
    }
}
