// SPDX-License-Identifier: AGPL-3.0-or-later
// The automaton is a table: one row a state, one column a class of bytes (bytes that no string holds share one). A cell is
// where the next state's row begins, marked when strings end there; the last column of a row is then their hit.

#include "search.h"
#include <string.h>

// While the table is built.
typedef struct {
    guint first;   // of its values, in 'links'; 0: none
    guint shorter; // the nearest suffix state that has values; 0: none
    guint fail;
} State;

typedef struct {
    guint value;
    guint next; // 0: the last one
} Link;

typedef struct {
    char *text;
    guint value;
} Entry;

typedef struct {
    guint start; // in 'values'
    guint count;
} Hit;

#define MARK (1u << 31)

struct TncSearch {
    GArray *entries; // of Entry, until built
    guint8 classes[256];
    guint class_count;
    guint columns;  // of a row: the classes, and the hit
    GArray *states; // of State, until built
    GArray *links;  // of Link, until built; the first is not used
    GArray *hits;   // of Hit
    GArray *values; // of guint
    guint32 *table;
};

static void
entry_clear(gpointer data)
{
    g_free(((Entry *)data)->text);
}

TncSearch *
tnc_search_new(void)
{
    TncSearch *search = g_new0(TncSearch, 1);
    search->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(search->entries, entry_clear);
    search->states = g_array_new(FALSE, TRUE, sizeof(State));
    search->links = g_array_new(FALSE, TRUE, sizeof(Link));
    g_array_set_size(search->links, 1);
    search->hits = g_array_new(FALSE, FALSE, sizeof(Hit));
    search->values = g_array_new(FALSE, FALSE, sizeof(guint));
    return search;
}

void
tnc_search_free(TncSearch *search)
{
    if (!search)
        return;
    g_array_unref(search->entries);
    g_array_unref(search->states);
    g_array_unref(search->links);
    g_array_unref(search->hits);
    g_array_unref(search->values);
    g_free(search->table);
    g_free(search);
}

void
tnc_search_add(TncSearch *search, const char *text, guint value)
{
    Entry entry = {g_strdup(text), value};
    g_assert(*text && !search->table);
    g_array_append_val(search->entries, entry);
    for (; *text; text++)
        search->classes[(guchar)*text] = 1;
}

static State *
state_at(const TncSearch *search, guint state)
{
    return &g_array_index(search->states, State, state);
}

static guint32 *
cell(const TncSearch *search, guint state, guint class)
{
    return &search->table[(gsize)state * search->columns + class];
}

static void
add_entry(TncSearch *search, const Entry *entry)
{
    guint state = 0;
    for (const char *c = entry->text; *c; c++) {
        guint32 *next = cell(search, state, search->classes[(guchar)*c]);
        if (!*next) {
            *next = search->states->len;
            g_array_set_size(search->states, search->states->len + 1);
        }
        state = *next;
    }
    Link link = {entry->value, state_at(search, state)->first};
    state_at(search, state)->first = search->links->len;
    g_array_append_val(search->links, link);
}

// Breadth first: a state's suffix is shorter than it, so its row is complete already.
static void
fill_row(TncSearch *search, guint state, GArray *queue)
{
    guint32 *row = cell(search, state, 0);
    const guint32 *other = cell(search, state_at(search, state)->fail, 0);
    for (guint class = 0; class < search->class_count; class ++) {
        guint32 suffix = state ? other[class] : 0;
        if (!row[class]) {
            row[class] = suffix;
            continue;
        }
        State *child = state_at(search, row[class]);
        child->fail = suffix;
        child->shorter =
            state_at(search, suffix)->first ? suffix : state_at(search, suffix)->shorter;
        g_array_append_val(queue, row[class]);
    }
}

// Gives the state its hit: its own values, then those of its suffixes.
static void
make_hit(TncSearch *search, guint state)
{
    Hit hit = {search->values->len, 0};
    for (guint at = state; at; at = state_at(search, at)->shorter)
        for (guint link = state_at(search, at)->first; link;
             link = g_array_index(search->links, Link, link).next) {
            g_array_append_val(search->values, g_array_index(search->links, Link, link).value);
            hit.count++;
        }
    *cell(search, state, search->class_count) = search->hits->len;
    g_array_append_val(search->hits, hit);
}

static gboolean
is_hit(const TncSearch *search, guint state)
{
    return state_at(search, state)->first || state_at(search, state)->shorter;
}

// States become the offsets of their rows.
static void
finish_table(TncSearch *search)
{
    guint count = search->states->len;
    g_autofree guint32 *offsets = g_new(guint32, count);
    for (guint state = 0; state < count; state++)
        offsets[state] = state * search->columns | (is_hit(search, state) ? MARK : 0);
    for (guint state = 0; state < count; state++) {
        guint32 *row = cell(search, state, 0);
        for (guint class = 0; class < search->class_count; class ++)
            row[class] = offsets[row[class]];
        if (offsets[state] & MARK)
            make_hit(search, state);
    }
    g_array_set_size(search->states, 0);
    g_array_set_size(search->links, 0);
}

void
tnc_search_build(TncSearch *search)
{
    gsize most = 1;
    search->class_count = 1; // class 0: bytes of no string
    for (guint i = 0; i < 256; i++)
        if (search->classes[i])
            search->classes[i] = (guint8)search->class_count++;
    for (guint i = 0; i < search->entries->len; i++)
        most += strlen(g_array_index(search->entries, Entry, i).text);
    search->columns = search->class_count + 1;
    g_array_set_size(search->states, 1);
    search->table = g_new0(guint32, most * search->columns);
    for (guint i = 0; i < search->entries->len; i++)
        add_entry(search, &g_array_index(search->entries, Entry, i));
    g_array_set_size(search->entries, 0);
    search->table = g_renew(guint32, search->table, (gsize)search->states->len * search->columns);
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));
    fill_row(search, 0, queue);
    for (guint i = 0; i < queue->len; i++)
        fill_row(search, g_array_index(queue, guint32, i), queue);
    g_assert((gsize)search->states->len * search->columns < MARK);
    finish_table(search);
}

guint
tnc_search_hit_count(const TncSearch *search)
{
    return search->hits->len;
}

static void
report(const TncSearch *search, guint number, gsize end, TncSearchFunc function, gpointer data)
{
    const Hit *found = &g_array_index(search->hits, Hit, number);
    TncSearchHit hit = {number, end, &g_array_index(search->values, guint, found->start),
                        found->count};
    function(&hit, data);
}

void
tnc_search_each(const TncSearch *search, const char *text, gsize size, TncSearchFunc function,
                gpointer data)
{
    const guint32 *table = search->table;
    guint32 row = 0;
    for (gsize i = 0; i < size; i++) {
        row = table[row + search->classes[(guchar)text[i]]];
        if (row & MARK) {
            row &= ~MARK;
            report(search, table[row + search->class_count], i + 1, function, data);
        }
    }
}
