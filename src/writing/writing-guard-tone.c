// SPDX-License-Identifier: AGPL-3.0-or-later
// How a text as a whole reads: the weights of its words, of pairs of neighbours and of beginnings of
// words are added up. The weights are learned by tools/make-tone, which cuts texts in the same way.

#include <math.h>
#include <string.h>
#include "writing-guard-find.h"

#define MIN_CUES 10 // fewer say nothing about a text
#define STEM 5      // letters of a beginning

typedef struct {
    GHashTable *weights; // cue → hundredths
    GHashTable *seen;    // each cue counts once
    gint64 sum;
} Tally;

static void
take_cue(Tally *tally, const char *cue)
{
    gpointer weight = NULL;
    if (!g_hash_table_lookup_extended(tally->weights, cue, NULL, &weight) ||
        !g_hash_table_add(tally->seen, g_strdup(cue)))
        return;
    tally->sum += GPOINTER_TO_INT(weight);
}

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

static void
take_sentence(Tally *tally, const char *start, const char *end)
{
    g_autofree char *before = NULL;
    while (start < end) {
        g_autofree char *token = next_token(&start, end);
        if (!token)
            return;
        g_autofree char *pair = before ? g_strdup_printf("%s %s", before, token) : NULL;
        g_autofree char *stem = strlen(token) > STEM ? g_strdup_printf("%.*s*", STEM, token) : NULL;
        take_cue(tally, token);
        if (pair)
            take_cue(tally, pair);
        if (stem)
            take_cue(tally, stem);
        g_free(before);
        before = g_steal_pointer(&token);
    }
}

static const char *
sentence_end(const char *start)
{
    const char *end = start + strcspn(start, ".!?");
    return *end ? end + 1 : end;
}

// The draft's own sentences were written with care and say nothing about the writer.
static gboolean
is_own(const char *verified, const char *start, const char *end)
{
    g_autofree char *sentence = g_strndup(start, (gsize)(end - start));
    return verified && strstr(verified, g_strstrip(sentence)) != NULL;
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

void
tnc_writing_guard_tone_run(const TncGuardScan *scan, const TncGuardRule *rule)
{
    if (!rule->weights || is_found(scan))
        return;
    const char *own = scan->context->verified;
    g_autoptr(TncGuardView) verified = own ? tnc_writing_guard_view_new(own, TRUE) : NULL;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Tally tally = {rule->weights, seen, 0};
    const char *text = scan->own ? scan->own : scan->lower->text->str;
    const char *worst = text;
    gint64 most = G_MININT64;
    for (const char *start = text; *start; start = sentence_end(start)) {
        gint64 before = tally.sum;
        if (is_own(verified ? verified->text->str : NULL, start, sentence_end(start)))
            continue;
        take_sentence(&tally, start, sentence_end(start));
        if (tally.sum - before > most) {
            most = tally.sum - before;
            worst = start;
        }
    }
    guint count = g_hash_table_size(seen);
    if (count < MIN_CUES || (double)tally.sum / sqrt((double)count) <= rule->above)
        return;
    worst += strspn(worst, " ");
    tnc_writing_guard_find_add(scan, rule, rule->kind, scan->lower, (gsize)(worst - text),
                               (gsize)(sentence_end(worst) - text));
}
