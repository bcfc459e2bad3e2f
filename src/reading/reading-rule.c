// SPDX-License-Identifier: AGPL-3.0-or-later
// A rule is tried only where a string that it needs was seen; most sentences hold none, and most patterns of a
// lexicon are never compiled.

#define PCRE2_CODE_UNIT_WIDTH 8
#include "reading-rule.h"
#include "literal.h"
#include "search.h"
#include <pcre2.h>

// A pattern that a text makes run wild gives up, as if it did not match.
#define MATCH_LIMIT 200000
// From here on a pattern is worth translating to machine code.
#define JIT_AFTER 16
// A mood of a sentence is looked for so often at most.
#define MAX_PLACES 8

typedef struct {
    char *const *source; // in the lexicon
    pcre2_code *code;    // NULL until used
    guint rule;          // whose it is
    guint uses;
    guint needs;   // how many sets of strings it needs one of: none, one or two
    guint seen[2]; // the round in which one of each was last seen
    gboolean broken;
    gboolean is_machine_code;
} Pattern;

typedef struct {
    const TncPacksLexiconRule *rule;
    guint tag;
    guint any;  // its first pattern; those of 'no' follow
    guint seen; // the round in which one of 'any' was last seen
} Rule;

struct TncReadingRules {
    GArray *rules;    // of Rule
    GArray *patterns; // of Pattern
    GArray *always;   // of guint: patterns that need no string
    TncSearch *search;
    guint *hits;        // the round in which each hit of the search was last seen
    GArray *candidates; // of guint, of the round
    guint round;
    guint32 repeated; // bits of tags
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static void
pattern_clear(gpointer data)
{
    pcre2_code_free(((Pattern *)data)->code);
}

TncReadingRules *
tnc_reading_rule_set_new(void)
{
    TncReadingRules *set = g_new0(TncReadingRules, 1);
    set->rules = g_array_new(FALSE, FALSE, sizeof(Rule));
    set->patterns = g_array_new(FALSE, FALSE, sizeof(Pattern));
    g_array_set_clear_func(set->patterns, pattern_clear);
    set->always = g_array_new(FALSE, FALSE, sizeof(guint));
    set->candidates = g_array_new(FALSE, FALSE, sizeof(guint));
    set->search = tnc_search_new();
    set->match = pcre2_match_data_create(1, NULL);
    set->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(set->limits, MATCH_LIMIT);
    return set;
}

void
tnc_reading_rule_set_free(TncReadingRules *set)
{
    if (!set)
        return;
    g_array_unref(set->rules);
    g_array_unref(set->patterns);
    g_array_unref(set->always);
    g_array_unref(set->candidates);
    tnc_search_free(set->search);
    g_free(set->hits);
    pcre2_match_data_free(set->match);
    pcre2_match_context_free(set->limits);
    g_free(set);
}

static void
add_literals(TncReadingRules *set, const GPtrArray *literals, guint value)
{
    for (guint i = 0; i < literals->len; i++)
        tnc_search_add(set->search, g_ptr_array_index(literals, i), value);
}

static void
add_pattern(TncReadingRules *set, char *const *source, guint rule)
{
    guint number = set->patterns->len;
    g_autoptr(GPtrArray) also = NULL;
    g_autoptr(GPtrArray) need = tnc_literal_find(*source, &also);
    Pattern pattern = {.source = source, .rule = rule, .needs = (need != NULL) + (also != NULL)};
    g_array_append_val(set->patterns, pattern);
    if (need)
        add_literals(set, need, 2 * number);
    else
        g_array_append_val(set->always, number);
    if (also)
        add_literals(set, also, 2 * number + 1);
}

void
tnc_reading_rule_set_add(TncReadingRules *set, guint tag, const TncPacksLexiconRule *list,
                         guint count)
{
    for (guint i = 0; i < count; i++) {
        Rule rule = {&list[i], tag, set->patterns->len, 0};
        guint number = set->rules->len;
        g_array_append_val(set->rules, rule);
        for (guint k = 0; k < list[i].any_count; k++)
            add_pattern(set, &list[i].any[k], number);
        for (guint k = 0; k < list[i].no_count; k++)
            add_pattern(set, &list[i].no[k], number);
    }
}

void
tnc_reading_rule_set_repeat(TncReadingRules *set, guint tag)
{
    set->repeated |= 1u << tag;
}

void
tnc_reading_rule_set_build(TncReadingRules *set)
{
    tnc_search_build(set->search);
    set->hits = g_new0(guint, tnc_search_hit_count(set->search));
}

// All that the pattern needs was seen in this round.
static gboolean
is_possible(const TncReadingRules *set, const Pattern *pattern)
{
    for (guint i = 0; i < pattern->needs; i++)
        if (pattern->seen[i] != set->round)
            return FALSE;
    return TRUE;
}

static void
make_candidate(TncReadingRules *set, guint number)
{
    guint index = g_array_index(set->patterns, Pattern, number).rule;
    Rule *rule = &g_array_index(set->rules, Rule, index);
    if (rule->seen == set->round || number - rule->any >= rule->rule->any_count)
        return;
    rule->seen = set->round;
    g_array_append_val(set->candidates, index);
}

// VALUE: the pattern's number and which of its sets of strings.
static void
see_string(TncReadingRules *set, guint value)
{
    Pattern *pattern = &g_array_index(set->patterns, Pattern, value / 2);
    if (pattern->seen[value % 2] == set->round)
        return;
    pattern->seen[value % 2] = set->round;
    if (is_possible(set, pattern))
        make_candidate(set, value / 2);
}

static void
see(const TncSearchHit *hit, gpointer data)
{
    TncReadingRules *set = data;
    if (set->hits[hit->number] == set->round)
        return;
    set->hits[hit->number] = set->round;
    for (guint i = 0; i < hit->count; i++)
        see_string(set, hit->values[i]);
}

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

// Looks for the pattern behind FROM.
static gboolean
try(const TncReadingRules *set, guint number, const char *text, gsize size, gsize from)
{
    Pattern *pattern = &g_array_index(set->patterns, Pattern, number);
    if (!is_possible(set, pattern))
        return FALSE;
    if (!pattern->code && !pattern->broken)
        compile(pattern);
    if (pattern->broken)
        return FALSE;
    if (++pattern->uses == JIT_AFTER)
        pattern->is_machine_code = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
    if (pattern->is_machine_code)
        return pcre2_jit_match(pattern->code, (PCRE2_SPTR)text, size, from, 0, set->match,
                               set->limits) >= 0;
    return pcre2_match(pattern->code, (PCRE2_SPTR)text, size, from, PCRE2_NO_UTF_CHECK, set->match,
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
    guint places = set->repeated >> rule->tag & 1 ? MAX_PLACES : 1;
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
    gboolean all = set->repeated >> rule->tag & 1;
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
tnc_reading_rule_set_each(TncReadingRules *set, const char *text, gsize size,
                          TncReadingRuleFunc function, gpointer data)
{
    set->round++;
    g_array_set_size(set->candidates, 0);
    tnc_search_each(set->search, text, size, see, set);
    for (guint i = 0; i < set->always->len; i++)
        make_candidate(set, g_array_index(set->always, guint, i));
    g_array_sort(set->candidates, by_number);
    for (guint i = 0; i < set->candidates->len; i++) {
        guint number = g_array_index(set->candidates, guint, i);
        try_rule(set, &g_array_index(set->rules, Rule, number), text, size, function, data);
    }
}
