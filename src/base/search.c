// SPDX-License-Identifier: AGPL-3.0-or-later
// The automaton is a table: one row a state, one column a class of bytes (bytes that no string holds share one).

#include "search.h"
#include <string.h>

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

struct TncSearch {
    GArray *entries; // of Entry, until built
    guint8 classes[256];
    guint class_count;
    GArray *states; // of State
    GArray *links;  // of Link; the first is not used
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
    return &search->table[(gsize)state * search->class_count + class];
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
    guint fail = state_at(search, state)->fail;
    for (guint class = 0; class < search->class_count; class ++) {
        guint32 *next = cell(search, state, class);
        guint32 other = state ? *cell(search, fail, class) : 0;
        if (!*next) {
            *next = other;
            continue;
        }
        State *child = state_at(search, *next);
        child->fail = other;
        child->shorter = state_at(search, other)->first ? other : state_at(search, other)->shorter;
        g_array_append_val(queue, *next);
    }
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
    g_array_set_size(search->states, 1);
    search->table = g_new0(guint32, most * search->class_count);
    for (guint i = 0; i < search->entries->len; i++)
        add_entry(search, &g_array_index(search->entries, Entry, i));
    g_array_set_size(search->entries, 0);
    search->table =
        g_renew(guint32, search->table, (gsize)search->states->len * search->class_count);
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));
    fill_row(search, 0, queue);
    for (guint i = 0; i < queue->len; i++)
        fill_row(search, g_array_index(queue, guint32, i), queue);
}

static void
report(const TncSearch *search, guint state, gsize end, TncSearchFunc function, gpointer data)
{
    for (; state; state = state_at(search, state)->shorter)
        for (guint link = state_at(search, state)->first; link;
             link = g_array_index(search->links, Link, link).next)
            function(g_array_index(search->links, Link, link).value, end, data);
}

void
tnc_search_each(const TncSearch *search, const char *text, gsize size, TncSearchFunc function,
                gpointer data)
{
    const State *states = &g_array_index(search->states, State, 0);
    guint state = 0;
    for (gsize i = 0; i < size; i++) {
        state = *cell(search, state, search->classes[(guchar)text[i]]);
        if (states[state].first || states[state].shorter)
            report(search, state, i + 1, function, data);
    }
}
