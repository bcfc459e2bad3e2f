// SPDX-License-Identifier: AGPL-3.0-or-later
// A rule is tried only where a string of each kind that it needs was seen; most sentences hold none, and most patterns
// of a lexicon are never compiled. What is compiled is shared by threads; what was seen in a text is a thread's own.

#define PCRE2_CODE_UNIT_WIDTH 8
#include "reading-rule.h"
#include "literal.h"
#include "search.h"
#include <pcre2.h>
#include <string.h>

// A pattern that a text makes run wild gives up, as if it did not match.
#define MATCH_LIMIT 200000
// From here on a pattern is worth translating to machine code.
#define JIT_AFTER 16
// A mood of a sentence is looked for so often at most.
#define MAX_PLACES 8
// Sets of strings that a pattern may need one of: as many bits.
#define NEED_BITS 4
#define ALL_NEEDS ((1u << NEED_BITS) - 1)
#define MAX_ROUND (G_MAXUINT >> NEED_BITS)

typedef struct {
    char *const *source;  // in the lexicon
    guint rule;           // whose it is
    gboolean alternative; // one of 'any'
    // Compiled when first needed; then, under the lock, counted and translated. Other threads may match meanwhile.
    pcre2_code *code;
    pcre2_code *machine; // read without the lock; NULL: not yet
    gboolean broken;
    guint uses;
} Pattern;

typedef struct {
    const TncPacksLexiconRule *rule;
    guint tag;
    guint any; // its first pattern; those of 'no' follow
} Rule;

// What threads share.
typedef struct {
    gatomicrefcount references;
    GArray *rules;    // of Rule
    GArray *patterns; // of Pattern
    GArray *needs;    // of guint8, by pattern: bits of its sets of strings
    GArray *always;   // of guint: patterns that need no string
    TncSearch *search;
    guint32 repeated; // bits of tags
    GMutex lock;
} Book;

struct TncReadingRules {
    Book *book;
    TncSearchSeen strings;
    guint *sights; // by pattern: the last round in which it was seen, and then the bits of its sets
    guint *tried;  // by rule: the last round in which it was a candidate
    GArray *candidates; // of guint, of the round
    guint32 tags;       // that are looked for in this round
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static void
pattern_clear(gpointer data)
{
    Pattern *pattern = data;
    pcre2_code_free(pattern->code);
    pcre2_code_free(pattern->machine);
}

static Book *
book_new(void)
{
    Book *book = g_new0(Book, 1);
    g_atomic_ref_count_init(&book->references);
    book->rules = g_array_new(FALSE, FALSE, sizeof(Rule));
    book->patterns = g_array_new(FALSE, FALSE, sizeof(Pattern));
    g_array_set_clear_func(book->patterns, pattern_clear);
    book->needs = g_array_new(FALSE, FALSE, sizeof(guint8));
    book->always = g_array_new(FALSE, FALSE, sizeof(guint));
    book->search = tnc_search_new();
    g_mutex_init(&book->lock);
    return book;
}

static void
book_unref(Book *book)
{
    if (!g_atomic_ref_count_dec(&book->references))
        return;
    g_array_unref(book->rules);
    g_array_unref(book->patterns);
    g_array_unref(book->needs);
    g_array_unref(book->always);
    tnc_search_free(book->search);
    g_mutex_clear(&book->lock);
    g_free(book);
}

static TncReadingRules *
rules_of(Book *book)
{
    TncReadingRules *set = g_new0(TncReadingRules, 1);
    set->book = book;
    set->candidates = g_array_new(FALSE, FALSE, sizeof(guint));
    set->match = pcre2_match_data_create(1, NULL);
    set->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(set->limits, MATCH_LIMIT);
    return set;
}

TncReadingRules *
tnc_reading_rule_set_new(void)
{
    return rules_of(book_new());
}

void
tnc_reading_rule_set_free(TncReadingRules *set)
{
    if (!set)
        return;
    book_unref(set->book);
    g_array_unref(set->candidates);
    g_free(set->strings.rounds);
    g_free(set->sights);
    g_free(set->tried);
    pcre2_match_data_free(set->match);
    pcre2_match_context_free(set->limits);
    g_free(set);
}

// ---- built once

// VALUE: the pattern's number and which of its sets of strings.
static guint8
add_literals(Book *book, const GPtrArray *sets, guint number)
{
    guint needs = 0;
    for (guint i = 0; i < MIN(sets->len, NEED_BITS); i++) {
        const GArray *literals = g_ptr_array_index(sets, i);
        for (guint k = 0; k < literals->len; k++) {
            const TncLiteral *literal = &g_array_index(literals, TncLiteral, k);
            tnc_search_add(book->search, literal->text, literal->edges, number * NEED_BITS + i);
        }
        needs |= 1u << i;
    }
    return (guint8)needs;
}

static void
add_pattern(Book *book, char *const *source, guint rule, gboolean alternative)
{
    guint number = book->patterns->len;
    g_autoptr(GPtrArray) sets = tnc_literal_find(*source);
    Pattern pattern = {.source = source, .rule = rule, .alternative = alternative};
    guint8 needs = add_literals(book, sets, number);
    if (!needs)
        g_array_append_val(book->always, number);
    g_array_append_val(book->needs, needs);
    g_array_append_val(book->patterns, pattern);
}

void
tnc_reading_rule_set_add(TncReadingRules *set, guint tag, const TncPacksLexiconRule *list,
                         guint count)
{
    Book *book = set->book;
    for (guint i = 0; i < count; i++) {
        Rule rule = {&list[i], tag, book->patterns->len};
        guint number = book->rules->len;
        g_array_append_val(book->rules, rule);
        for (guint k = 0; k < list[i].any_count; k++)
            add_pattern(book, &list[i].any[k], number, TRUE);
        for (guint k = 0; k < list[i].no_count; k++)
            add_pattern(book, &list[i].no[k], number, FALSE);
    }
}

void
tnc_reading_rule_set_repeat(TncReadingRules *set, guint tag)
{
    set->book->repeated |= 1u << tag;
}

static void
make_room(TncReadingRules *set)
{
    const Book *book = set->book;
    set->strings.rounds = g_new0(guint, tnc_search_count(book->search));
    set->sights = g_new0(guint, book->patterns->len);
    set->tried = g_new0(guint, book->rules->len);
}

void
tnc_reading_rule_set_build(TncReadingRules *set)
{
    tnc_search_build(set->book->search);
    make_room(set);
}

TncReadingRules *
tnc_reading_rule_set_share(const TncReadingRules *set)
{
    g_atomic_ref_count_inc(&set->book->references);
    TncReadingRules *other = rules_of(set->book);
    make_room(other);
    return other;
}

// ---- what a text holds

static void
begin_round(TncReadingRules *set)
{
    if (set->strings.round == MAX_ROUND) {
        memset(set->strings.rounds, 0, tnc_search_count(set->book->search) * sizeof(guint));
        memset(set->sights, 0, set->book->patterns->len * sizeof(guint));
        memset(set->tried, 0, set->book->rules->len * sizeof(guint));
        set->strings.round = 0;
    }
    set->strings.round++;
    g_array_set_size(set->candidates, 0);
}

static guint
needs_of(const Book *book, guint number)
{
    return g_array_index(book->needs, guint8, number);
}

// All that the pattern needs was seen in this round.
static gboolean
is_possible(const TncReadingRules *set, guint number)
{
    guint needs = needs_of(set->book, number);
    return !needs || set->sights[number] == (set->strings.round << NEED_BITS | needs);
}

static void
make_candidate(TncReadingRules *set, guint number)
{
    const Pattern *pattern = &g_array_index(set->book->patterns, Pattern, number);
    guint round = set->strings.round;
    if (!pattern->alternative || set->tried[pattern->rule] == round)
        return;
    set->tried[pattern->rule] = round;
    if (set->tags >> g_array_index(set->book->rules, Rule, pattern->rule).tag & 1)
        g_array_append_val(set->candidates, pattern->rule);
}

static void
see(const TncSearchHit *hit, gpointer data)
{
    TncReadingRules *set = data;
    guint round = set->strings.round << NEED_BITS;
    guint *sights = set->sights;
    const guint8 *needs = (const guint8 *)set->book->needs->data;
    for (const guint *value = hit->values; value < hit->values + hit->count; value++) {
        guint number = *value / NEED_BITS;
        guint before = MAX(sights[number], round); // a sight of an earlier round is less
        guint now = before | 1u << *value % NEED_BITS;
        sights[number] = now;
        if (now != before && now == (round | needs[number]))
            make_candidate(set, number);
    }
}

// ---- the patterns that may match

static void
compile(Pattern *pattern)
{
    int code;
    PCRE2_SIZE offset;
    pattern->code = pcre2_compile((PCRE2_SPTR)*pattern->source, PCRE2_ZERO_TERMINATED, PCRE2_UTF,
                                  &code, &offset, NULL);
    // Lexicons are checked when they are loaded.
    pattern->broken = !pattern->code;
}

// A copy is translated: others may be matching the pattern as it is.
static void
translate(Pattern *pattern)
{
    pcre2_code *copy = pcre2_code_copy(pattern->code);
    if (pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) == 0)
        g_atomic_pointer_set(&pattern->machine, copy);
    else
        pcre2_code_free(copy);
}

// The pattern as it is to be interpreted. NULL: it is broken.
static const pcre2_code *
use(Book *book, Pattern *pattern)
{
    g_mutex_lock(&book->lock);
    if (!pattern->code && !pattern->broken)
        compile(pattern);
    if (!pattern->broken && ++pattern->uses == JIT_AFTER)
        translate(pattern);
    const pcre2_code *code = pattern->code;
    g_mutex_unlock(&book->lock);
    return code;
}

// Looks for the pattern behind FROM.
static gboolean
try(const TncReadingRules *set, guint number, const char *text, gsize size, gsize from)
{
    if (!is_possible(set, number))
        return FALSE;
    Pattern *pattern = &g_array_index(set->book->patterns, Pattern, number);
    const pcre2_code *machine = g_atomic_pointer_get(&pattern->machine);
    if (machine)
        return pcre2_jit_match(machine, (PCRE2_SPTR)text, size, from, 0, set->match, set->limits) >=
               0;
    const pcre2_code *code = use(set->book, pattern);
    return code && pcre2_match(code, (PCRE2_SPTR)text, size, from, PCRE2_NO_UTF_CHECK, set->match,
                               set->limits) >= 0;
}

static gboolean
is_excepted(const TncReadingRules *set, const Rule *rule, const char *text, gsize size)
{
    for (guint i = 0; i < rule->rule->no_count; i++)
        if (try(set, rule->any + rule->rule->any_count + i, text, size, 0))
            return TRUE;
    return FALSE;
}

// The first place where the pattern NUMBER of RULE matches, and the others where they count. FALSE: none.
static gboolean
try_pattern(const TncReadingRules *set, const Rule *rule, guint number, const char *text,
            gsize size, TncReadingRuleFunc function, gpointer data)
{
    guint places = set->book->repeated >> rule->tag & 1 ? MAX_PLACES : 1;
    gsize from = 0;
    guint found = 0;
    while (found < places && from < size && try(set, number, text, size, from)) {
        const PCRE2_SIZE *span = pcre2_get_ovector_pointer(set->match);
        TncReadingRuleMatch match = {rule->tag, rule->rule, (guint)span[0], (guint)span[1]};
        if (found == 0 && is_excepted(set, rule, text, size))
            return TRUE;
        function(&match, data);
        found++;
        from = MAX(match.end, match.start + 1);
        while (from < size && (text[from] & 0xc0) == 0x80)
            from++;
    }
    return found > 0;
}

static void
try_rule(const TncReadingRules *set, const Rule *rule, const char *text, gsize size,
         TncReadingRuleFunc function, gpointer data)
{
    gboolean all = set->book->repeated >> rule->tag & 1;
    gboolean found = FALSE;
    for (guint i = 0; i < rule->rule->any_count && (all || !found); i++)
        found = try_pattern(set, rule, rule->any + i, text, size, function, data);
}

static int
by_number(gconstpointer one, gconstpointer other)
{
    guint a = *(const guint *)one;
    guint b = *(const guint *)other;
    return (a > b) - (a < b);
}

void
tnc_reading_rule_set_each(TncReadingRules *set, guint32 tags, const char *text, gsize size,
                          TncReadingRuleFunc function, gpointer data)
{
    const Book *book = set->book;
    begin_round(set);
    set->tags = tags;
    tnc_search_each(book->search, text, size, &set->strings, see, set);
    for (guint i = 0; i < book->always->len; i++)
        make_candidate(set, g_array_index(book->always, guint, i));
    if (set->candidates->len > 1)
        g_array_sort(set->candidates, by_number);
    for (guint i = 0; i < set->candidates->len; i++) {
        guint number = g_array_index(set->candidates, guint, i);
        try_rule(set, &g_array_index(book->rules, Rule, number), text, size, function, data);
    }
}
