// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the rules of the packs over the views of a text.

#include "writing-guard.h"

#include <string.h>
#include "text.h"
#include "writing-guard-find.h"

void
tnc_writing_guard_finding_free(TncWritingFinding *finding)
{
    if (!finding)
        return;
    g_free(finding->quote);
    g_free(finding->advice);
    g_free(finding);
}

static void
free_finding(gpointer finding)
{
    tnc_writing_guard_finding_free(finding);
}

// ---- one rule

static gboolean
is_sentence_end(const char *text, gsize i)
{
    if (strchr("!?", text[i]) && text[i])
        return TRUE;
    return text[i] == '.' && (text[i + 1] == ' ' || !text[i + 1]);
}

// The sentence around [START, END), for what forgives.
static gboolean
is_forgiven(const TncGuardRule *rule, const char *text, gsize start, gsize end)
{
    if (!rule->unless)
        return FALSE;
    while (start > 0 && !is_sentence_end(text, start - 1))
        start--;
    while (text[end] && !is_sentence_end(text, end))
        end++;
    g_autofree char *sentence = g_strndup(text + start, end - start);
    return g_regex_match(rule->unless, sentence, 0, NULL);
}

// Takes in what is near, when the rule asks for something there. Bytes are near enough to
// characters: the view is nearly ASCII.
static gboolean
take_near(const TncGuardRule *rule, const char *text, gsize *start, gsize *end)
{
    if (!rule->near)
        return TRUE;
    gsize from = *start > rule->distance ? *start - rule->distance : 0;
    gsize to = MIN(strlen(text), *end + rule->distance);
    while (from > 0 && (text[from] & 0xc0) == 0x80)
        from--;
    while (text[to] && (text[to] & 0xc0) == 0x80)
        to++;
    g_autofree char *window = g_strndup(text + from, to - from);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(rule->near, window, 0, &match))
        return FALSE;
    int first = 0;
    int last = 0;
    g_match_info_fetch_pos(match, 0, &first, &last);
    *start = MIN(*start, from + (gsize)first);
    *end = MAX(*end, from + (gsize)last);
    return TRUE;
}

// Articles that the draft itself cites come from the packs, where each has its source.
static gboolean
is_verified(const TncGuardScan *scan, const TncGuardRule *rule, const char *text, gsize start,
            gsize end)
{
    if (rule->kind != TNC_GUARD_LEGAL_UNVERIFIED || !scan->context->verified)
        return FALSE;
    g_autoptr(TncGuardView) verified = tnc_writing_guard_view_new(scan->context->verified, TRUE);
    g_autofree char *cited = g_strndup(text + start, end - start);
    return strstr(verified->text->str, cited) != NULL;
}

// What a rule found stands in the seller's own name ('Martin' of 'Chez Martin', 'Sud-Ouest' of 'Literie du Sud-Ouest').
static gboolean
is_seller(const TncGuardScan *scan, const TncGuardRule *rule, const char *text, gsize start,
          gsize end)
{
    gboolean may_be = rule->kind == TNC_GUARD_PERSON_NAME || rule->kind == TNC_GUARD_THREAT;
    if (!may_be || !scan->context->allowed || end - start < 3)
        return FALSE;
    g_autofree char *found = g_strndup(text + start, end - start);
    g_autofree char *name = tnc_text_fold(found);
    g_autofree char *allowed = tnc_text_fold(scan->context->allowed);
    return strstr(allowed, name) != NULL;
}

static gboolean
has_letter(const char *text, gsize start, gsize end)
{
    for (gsize i = start; i < end; i++)
        if (g_ascii_isalpha(text[i]) || (guchar)text[i] >= 0x80)
            return TRUE;
    return FALSE;
}

// What REGEX finds becomes blank, byte for byte, so that places stay what they were.
static char *
without(const GRegex *regex, const char *text)
{
    char *copy = g_strdup(text);
    g_autoptr(GMatchInfo) match = NULL;
    if (!regex)
        return copy;
    g_regex_match(regex, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        int end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        memset(copy + start, '~', (gsize)(end - start));
    }
    return copy;
}

static void
run_regex(const TncGuardScan *scan, const TncGuardRule *rule, const GRegex *regex,
          const TncGuardView *view, const char *text)
{
    if (!regex)
        return;
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GError) problem = NULL;
    g_regex_match_full(regex, text, -1, 0, 0, &match, &problem);
    for (; g_match_info_matches(match); g_match_info_next(match, &problem)) {
        int first = 0;
        int last = 0;
        g_match_info_fetch_pos(match, 0, &first, &last);
        gsize start = (gsize)first;
        gsize end = (gsize)last;
        if ((regex != rule->pattern && !has_letter(text, start, end)) ||
            is_forgiven(rule, text, start, end) || !take_near(rule, text, &start, &end) ||
            is_verified(scan, rule, text, start, end) || is_seller(scan, rule, text, start, end))
            continue;
        tnc_writing_guard_find_add(scan, rule, rule->kind, view, start, end);
    }
    // What could not be searched to its end is not let through.
    if (problem)
        tnc_writing_guard_find_add(scan, rule, rule->kind, NULL, 0, 0);
}

// One view of the text as the rules of a file see it.
typedef struct {
    const TncGuardView *view;
    char *own;       // without the seller's words that the buyer repeats
    char *explained; // and without what the file sets aside
} Reading;

static Reading
read_view(const TncPacksGuard *guard, const TncGuardView *view)
{
    Reading reading = {view, without(guard->quoted, view->text->str), NULL};
    reading.explained = without(guard->aside, reading.own);
    return reading;
}

static void
clear_reading(Reading *reading)
{
    g_free(reading->own);
    g_free(reading->explained);
}

// Repeating what the seller wrote is no discourtesy; a number in it is private all the same.
static const char *
text_for(const TncGuardRule *rule, const Reading *reading)
{
    gboolean speech = rule->kind == TNC_GUARD_INSULT || rule->kind == TNC_GUARD_HARSH ||
                      rule->kind == TNC_GUARD_THREAT || rule->kind == TNC_GUARD_ACCUSATION;
    if (rule->explained)
        return reading->explained;
    return speech ? reading->own : reading->view->text->str;
}

static void
run_rule(const TncGuardScan *scan, const TncGuardRule *rule, const Reading readings[2])
{
    if (rule->public_only && !scan->context->is_public)
        return;
    tnc_writing_guard_find_run(scan, rule);
    run_regex(scan, rule, rule->loose, scan->spaced, scan->spaced->text->str);
    if (rule->cased)
        run_regex(scan, rule, rule->pattern, scan->cased, scan->cased->text->str);
    for (guint i = 0; i < 2; i++) {
        const Reading *reading = &readings[i];
        const char *text = text_for(rule, reading);
        run_regex(scan, rule, rule->words, reading->view, text);
        if (!rule->cased)
            run_regex(scan, rule, rule->pattern, reading->view, text);
    }
}

// The seller's own name says nothing about the language or the tone: blank, byte for byte.
static char *
without_seller(const TncGuardScan *scan, const char *text)
{
    char *copy = g_strdup(text);
    const char *allowed = scan->context->allowed;
    g_autoptr(TncGuardView) name = tnc_writing_guard_view_new(allowed ? allowed : "", TRUE);
    for (char *at = copy; name->text->len > 2 && (at = strstr(at, name->text->str));)
        memset(at, '~', name->text->len);
    return copy;
}

static void
run_guard(const TncGuardScan *all, const TncPacksGuard *guard, gboolean spoken)
{
    Reading readings[2] = {read_view(guard, all->lower), read_view(guard, all->joined)};
    TncGuardScan scan = *all;
    scan.guard = guard;
    g_autofree char *own = without_seller(all, readings[1].explained);
    scan.own = own;
    for (guint k = 0; k < guard->rules->len; k++) {
        const TncGuardRule *rule = guard->rules->pdata[k];
        if (spoken || rule->everywhere || rule->public_only)
            run_rule(&scan, rule, readings);
    }
    clear_reading(&readings[0]);
    clear_reading(&readings[1]);
}

// ---- which language

static guint
count_usual(const TncPacksGuard *guard, const char *text)
{
    guint count = 0;
    g_autoptr(GMatchInfo) match = NULL;
    if (!guard->usual)
        return 0;
    g_regex_match(guard->usual, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL))
        count++;
    return count;
}

// The languages whose small words the text has, or nearly so; all of them when it has few. Private
// data are the same in all.
static gboolean
is_language(const TncGuardScan *scan, const TncPacksGuard *guard, guint most)
{
    if (!guard->usual || most < 3 || g_strcmp0(guard->id, scan->context->language) == 0)
        return TRUE;
    guint tenths = guard->tone ? 10 : 8; // how a text reads is learned for its own language only
    return count_usual(guard, scan->bare) * 10 >= most * tenths;
}

static guint
most_usual(const TncGuardScan *scan)
{
    guint most = 0;
    for (guint i = 0; i < scan->guards->len; i++) {
        guint count = count_usual(scan->guards->pdata[i], scan->bare);
        most = MAX(most, count);
    }
    return most;
}

// ---- the whole

static int
compare_findings(gconstpointer a, gconstpointer b)
{
    const TncWritingFinding *one = *(const TncWritingFinding *const *)a;
    const TncWritingFinding *two = *(const TncWritingFinding *const *)b;
    if (one->severity != two->severity)
        return one->severity < two->severity ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return one->kind < two->kind ? -1 : one->kind > two->kind;
}

GPtrArray *
tnc_writing_guard_check(const GPtrArray *guards, const char *text,
                        const TncWritingGuardContext *context)
{
    g_autoptr(TncGuardView) cased = tnc_writing_guard_view_new(text, FALSE);
    g_autoptr(TncGuardView) lower = tnc_writing_guard_view_new(text, TRUE);
    g_autoptr(TncGuardView) together = tnc_writing_guard_view_join(lower, FALSE);
    g_autoptr(TncGuardView) joined = tnc_writing_guard_view_spell(together);
    g_autoptr(TncGuardView) spaced = tnc_writing_guard_view_join(lower, TRUE);
    GPtrArray *findings = g_ptr_array_new_with_free_func(free_finding);
    TncGuardScan scan = {.text = text,
                         .context = context,
                         .guards = guards,
                         .cased = cased,
                         .lower = lower,
                         .joined = joined,
                         .spaced = spaced,
                         .findings = findings};
    g_autofree char *bare = without_seller(&scan, joined->text->str);
    scan.bare = bare;
    guint most = most_usual(&scan);
    for (guint i = 0; i < guards->len; i++) {
        const TncPacksGuard *guard = guards->pdata[i];
        run_guard(&scan, guard, is_language(&scan, guard, most));
    }
    g_ptr_array_sort(findings, compare_findings);
    return findings;
}

gboolean
tnc_writing_guard_blocks(const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++)
        if (((const TncWritingFinding *)findings->pdata[i])->severity == TNC_GUARD_BLOCK)
            return TRUE;
    return FALSE;
}
