// SPDX-License-Identifier: AGPL-3.0-or-later
// How a text reads: the weights of its words, of pairs of neighbours, of beginnings of words and of
// what its words mean, alone and together, are added up, three sentences at a time. The weights are
// learned by tools/make-tone, which cuts texts in the same way (tests/golden/guard/cues.txt).

#include <math.h>
#include <string.h>
#include "writing-guard-find.h"

#define MIN_CUES 10 // fewer say nothing about a text
#define STEM 5      // letters of a beginning
#define WINDOW 3    // sentences that are read together

typedef struct {
    const char *start;
    const char *end;
} Sentence;

// ---- cutting

// Letters, digits ('#') or one sign at *CURSOR, which moves behind it; NULL at END.
static char *
next_token(const char **cursor, const char *end)
{
    static const char *const signs[] = {"!", "?", "%", "\u20ac", "$", "\u00a3"};
    for (const char *c = *cursor; c < end; c++) {
        gsize length = 0;
        while (c + length < end && g_ascii_islower(c[length]))
            length++;
        gboolean letters = length > 0;
        while (!letters && c + length < end && g_ascii_isdigit(c[length]))
            length++;
        *cursor = c + length;
        if (length > 0)
            return letters ? g_strndup(c, length) : g_strdup("#");
        for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
            if (g_str_has_prefix(c, signs[i])) {
                *cursor = c + strlen(signs[i]);
                return g_strdup(signs[i]);
            }
    }
    *cursor = end;
    return NULL;
}

// Behind the marks and the blank that end the sentence.
static const char *
sentence_end(const char *start)
{
    for (const char *c = start; *c; c++)
        if (strchr(".!?", c[0]) && (c[1] == ' ' || !c[1]))
            return c[1] ? c + 2 : c + 1;
    return start + strlen(start);
}

// The bits of the groups in which TOKEN stands, whole or by its beginning.
static guint64
groups_of(const TncGuardTone *tone, const char *token)
{
    char start[TNC_GUARD_MAX_WORD + 2];
    const guint64 *whole = g_hash_table_lookup(tone->groups, token);
    guint64 bits = whole ? *whole : 0;
    for (gsize length = strnlen(token, TNC_GUARD_MAX_WORD); length > 0; length--) {
        g_snprintf(start, sizeof start, "%.*s*", (int)length, token);
        const guint64 *more = g_hash_table_lookup(tone->groups, start);
        bits |= more ? *more : 0;
    }
    return bits;
}

static guint64
take_sentence(const TncGuardTone *tone, const Sentence *sentence, GHashTable *cues)
{
    guint64 bits = 0;
    const char *cursor = sentence->start;
    g_autofree char *before = NULL;
    for (;;) {
        g_autofree char *token = next_token(&cursor, sentence->end);
        if (!token)
            return bits;
        bits |= groups_of(tone, token);
        g_hash_table_add(cues, g_strdup(token));
        if (before)
            g_hash_table_add(cues, g_strdup_printf("%s %s", before, token));
        if (strlen(token) > STEM)
            g_hash_table_add(cues, g_strdup_printf("%.*s*", STEM, token));
        g_free(before);
        before = g_steal_pointer(&token);
    }
}

static void
take_groups(const TncGuardTone *tone, guint64 bits, GHashTable *cues)
{
    for (guint i = 0; i < tone->group_ids->len; i++) {
        if (!(bits >> i & 1))
            continue;
        const char *one = tone->group_ids->pdata[i];
        g_hash_table_add(cues, g_strdup_printf("@%s", one));
        for (guint k = i + 1; k < tone->group_ids->len; k++)
            if (bits >> k & 1)
                g_hash_table_add(cues,
                                 g_strdup_printf("@%s+%s", one, (char *)tone->group_ids->pdata[k]));
    }
}

// The set of cues (char*) of COUNT sentences from SENTENCES on.
static GHashTable *
window_cues(const TncGuardTone *tone, const Sentence *sentences, guint count)
{
    GHashTable *cues = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint64 bits = 0;
    for (guint i = 0; i < count; i++)
        bits |= take_sentence(tone, &sentences[i], cues);
    take_groups(tone, bits, cues);
    return cues;
}

// The draft's own sentences were written with care and say nothing about the writer.
static gboolean
is_own(const char *verified, const Sentence *sentence)
{
    g_autofree char *text = g_strndup(sentence->start, (gsize)(sentence->end - sentence->start));
    return verified && strstr(verified, g_strstrip(text)) != NULL;
}

static GArray *
cut_sentences(const char *text, const char *verified)
{
    GArray *sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
    for (const char *start = text; *start; start = sentence_end(start)) {
        Sentence sentence = {start, sentence_end(start)};
        const char *cursor = start;
        g_autofree char *token = next_token(&cursor, sentence.end);
        if (token && !is_own(verified, &sentence))
            g_array_append_val(sentences, sentence);
    }
    return sentences;
}

char *
tnc_writing_guard_tone_cues(const TncGuardTone *tone, const char *text)
{
    g_autoptr(GArray) sentences = cut_sentences(text, NULL);
    GString *lines = g_string_new(NULL);
    guint count = MIN(WINDOW, sentences->len);
    for (guint i = 0; count && i + count <= sentences->len; i++) {
        const Sentence *first = &g_array_index(sentences, Sentence, i);
        g_autoptr(GHashTable) cues = window_cues(tone, first, count);
        g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(cues), (GCompareFunc)strcmp);
        for (const GList *cue = sorted; cue; cue = cue->next)
            g_string_append_printf(lines, "%s%s", (char *)cue->data, cue->next ? "|" : "");
        g_string_append_c(lines, '\n');
    }
    return g_string_free(lines, FALSE);
}

// ---- weighing

// In hundredths, over the root of the number of cues that have a weight; little when they are few.
static double
weigh(const TncGuardTone *tone, const Sentence *sentences, guint count)
{
    g_autoptr(GHashTable) cues = window_cues(tone, sentences, count);
    GHashTableIter iter;
    gpointer cue = NULL;
    gint64 sum = 0;
    guint known = 0;
    g_hash_table_iter_init(&iter, cues);
    while (g_hash_table_iter_next(&iter, &cue, NULL)) {
        gpointer weight = NULL;
        if (!g_hash_table_lookup_extended(tone->weights, cue, NULL, &weight))
            continue;
        sum += GPOINTER_TO_INT(weight);
        known++;
    }
    return known < MIN_CUES ? -HUGE_VAL : (double)sum / sqrt((double)known);
}

// A net beneath the other rules: what they have found needs no second word.
static gboolean
is_found(const TncGuardScan *scan)
{
    for (guint i = 0; i < scan->findings->len; i++) {
        const TncWritingFinding *finding = scan->findings->pdata[i];
        if (finding->kind == TNC_GUARD_INSULT || finding->kind == TNC_GUARD_THREAT ||
            finding->kind == TNC_GUARD_ACCUSATION)
            return TRUE;
    }
    return FALSE;
}

// The draft as the sentences of the text are seen; NULL when there is none.
static TncGuardView *
view_verified(const TncGuardScan *scan)
{
    if (!scan->context->verified)
        return NULL;
    g_autoptr(TncGuardView) lower = tnc_writing_guard_view_new(scan->context->verified, TRUE);
    g_autoptr(TncGuardView) joined = tnc_writing_guard_view_join(lower, FALSE);
    return tnc_writing_guard_view_spell(joined);
}

// The one sentence of the window that weighs most.
static const Sentence *
worst_of(const TncGuardTone *tone, const Sentence *window, guint count)
{
    const Sentence *worst = window;
    double most = -HUGE_VAL;
    for (guint i = 0; i < count; i++) {
        double weight = weigh(tone, &window[i], 1);
        worst = weight > most ? &window[i] : worst;
        most = MAX(most, weight);
    }
    return worst;
}

void
tnc_writing_guard_tone_run(const TncGuardScan *scan, const TncGuardRule *rule)
{
    const TncGuardTone *tone = scan->guard->tone;
    if (!tone || is_found(scan))
        return;
    g_autoptr(TncGuardView) verified = view_verified(scan);
    const char *text = scan->own ? scan->own : scan->joined->text->str;
    g_autoptr(GArray) sentences = cut_sentences(text, verified ? verified->text->str : NULL);
    guint count = MIN(WINDOW, sentences->len);
    for (guint i = 0; count && i + count <= sentences->len; i++) {
        const Sentence *window = &g_array_index(sentences, Sentence, i);
        if (weigh(tone, window, count) <= rule->above)
            continue;
        const Sentence *worst = worst_of(tone, window, count);
        gsize start = (gsize)(worst->start - text);
        gsize end = (gsize)(worst->end - text);
        while (end > start && text[end - 1] == ' ')
            end--;
        tnc_writing_guard_find_add(scan, rule, rule->kind, scan->joined, start, end);
        return;
    }
}
