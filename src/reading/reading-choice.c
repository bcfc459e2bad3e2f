// SPDX-License-Identifier: AGPL-3.0-or-later
// By its small words where they are many, or the text is short (of which the detector knows little), else by the detector.

#include "reading-choice.h"
#include "reading-fold.h"
#include "reading-language.h"
#include "text.h"
#include <string.h>

// Below this many bytes the language is told by small words, above by the detector, from the beginning of the text.
#define MAX_SHORT 160
#define MAX_DETECTED 600
// What small words tell alone: of so many words at least, a quarter of all, and four times those of the next language.
#define MANY_SMALL 12
#define SMALL_SHARE 4
#define OTHER_SHARE 20 // and no more than one byte of so many is of another script
#define MAX_LEXICONS 32

struct TncReadingChoice {
    const GPtrArray *lexicons;
    GHashTable *small_words; // of all languages; bits of the lexicons, by their numbers
};

static void
add_small_words(TncReadingChoice *choice, guint number)
{
    const TncReadingLexicon *lexicon = g_ptr_array_index(choice->lexicons, number);
    GHashTableIter words;
    gpointer word;
    g_assert(number < MAX_LEXICONS);
    g_hash_table_iter_init(&words, lexicon->words);
    while (g_hash_table_iter_next(&words, &word, NULL)) {
        guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(choice->small_words, word));
        g_hash_table_insert(choice->small_words, word, GUINT_TO_POINTER(bits | 1u << number));
    }
}

TncReadingChoice *
tnc_reading_choice_new(const GPtrArray *lexicons)
{
    TncReadingChoice *choice = g_new(TncReadingChoice, 1);
    choice->lexicons = lexicons;
    choice->small_words = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < lexicons->len; i++)
        add_small_words(choice, i);
    return choice;
}

TncReadingChoice *
tnc_reading_choice_share(const TncReadingChoice *first, const GPtrArray *lexicons)
{
    TncReadingChoice *choice = g_new(TncReadingChoice, 1);
    choice->lexicons = lexicons;
    choice->small_words = g_hash_table_ref(first->small_words);
    return choice;
}

void
tnc_reading_choice_free(TncReadingChoice *choice)
{
    if (!choice)
        return;
    g_hash_table_unref(choice->small_words);
    g_free(choice);
}

// Languages that we do not write, read by the words of their neighbour.
static const char *const neighbours[][2] = {
    {"gl", "es"}, {"ca", "es"}, {"pt", "es"}, {"af", "nl"}, {"lb", "de"}};

static const char *
neighbour_of(const char *language)
{
    for (guint i = 0; i < G_N_ELEMENTS(neighbours); i++)
        if (g_str_equal(neighbours[i][0], language))
            return neighbours[i][1];
    return language;
}

static TncReadingLexicon *
lexicon_of(const TncReadingChoice *choice, const char *language)
{
    for (guint i = 0; i < choice->lexicons->len; i++) {
        TncReadingLexicon *lexicon = g_ptr_array_index(choice->lexicons, i);
        if (g_str_has_prefix(language, lexicon->file->language))
            return lexicon;
    }
    return NULL;
}

// Chinese stands without blanks, so that a short text has no small words: it is told by its script. Kana are Japanese.
static gboolean
is_chinese(const char *text)
{
    guint han = 0;
    guint others = 0;
    for (; *text; text = tnc_text_next(text)) {
        gunichar c = g_utf8_get_char(text);
        GUnicodeScript script = g_unichar_get_script(c);
        if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
            return FALSE;
        han += script == G_UNICODE_SCRIPT_HAN;
        others += script != G_UNICODE_SCRIPT_HAN && g_unichar_isalpha(c);
    }
    return han > others;
}

// A language of ours is read in place of its neighbours: only the detector tells them apart.
static gboolean
has_neighbours(const char *language)
{
    for (guint i = 0; i < G_N_ELEMENTS(neighbours); i++)
        if (g_str_equal(neighbours[i][1], language))
            return TRUE;
    return FALSE;
}

// The word at the beginning of TEXT, ended there; TEXT goes behind it. NULL: no more.
static const char *
take_word(char **text)
{
    static const char ends[] = " .,;:!?'\"()<>/*\n";
    char *word = *text + strspn(*text, ends);
    char *end = word + strcspn(word, ends);
    *text = *end ? end + 1 : end;
    *end = '\0';
    return *word ? word : NULL;
}

// How many of the words of FOLD each language has among its small words; returns how many
// words there are.
static guint
count_small_words(const TncReadingChoice *choice, const TncReadingFold *fold,
                  guint counts[MAX_LEXICONS])
{
    guint all = 0;
    g_autofree char *copy = g_strndup(fold->text, fold->length);
    char *text = copy;
    for (const char *word; (word = take_word(&text)); all++) {
        guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(choice->small_words, word));
        for (guint i = 0; bits >> i; i++)
            counts[i] += bits >> i & 1;
    }
    return all;
}

static void
count_match(const TncReadingRuleMatch *match, gpointer count)
{
    (void)match;
    ++*(guint *)count;
}

// How well the language explains a short text: by its small words, of which it holds COUNT, then by what the text would say in it.
static guint
explains(TncReadingLexicon *lexicon, const TncReadingFold *fold, guint count)
{
    guint rules = 0;
    if (count > 0)
        tnc_reading_rule_set_each(tnc_reading_lexicon_use(lexicon)->rules,
                                  1u << TNC_READING_LIST_SIGNAL, fold->text, fold->length,
                                  count_match, &rules);
    return 100 * count + MIN(rules, 99);
}

// The lexicon that explains a short text best, FIRST (may be NULL) among equals; NULL when none does.
static TncReadingLexicon *
lexicon_by_words(const TncReadingChoice *choice, const TncReadingFold *fold,
                 const TncReadingLexicon *first)
{
    guint counts[MAX_LEXICONS] = {0};
    count_small_words(choice, fold, counts);
    TncReadingLexicon *best = NULL;
    guint most = 0;
    for (guint i = 0; i < choice->lexicons->len; i++) {
        TncReadingLexicon *lexicon = g_ptr_array_index(choice->lexicons, i);
        guint score = explains(lexicon, fold, counts[i]);
        if (score > most || (score && score == most && lexicon == first))
            best = lexicon;
        most = MAX(most, score);
    }
    return best;
}

// Another script has a part in the folded TEXT: letters of ours were folded to ASCII.
static gboolean
has_other_script(const TncReadingFold *fold)
{
    gsize high = 0;
    for (gsize i = 0; i < fold->length; i++)
        high += (guchar)fold->text[i] >> 7;
    return high * OTHER_SHARE > fold->length;
}

// The lexicon that the small words of a text tell beyond doubt. NULL: ask the detector, which takes ten times as long.
static TncReadingLexicon *
lexicon_beyond_doubt(const TncReadingChoice *choice, const TncReadingFold *fold)
{
    guint counts[MAX_LEXICONS] = {0};
    guint best = 0;
    guint next = 0;
    if (has_other_script(fold))
        return NULL;
    guint all = count_small_words(choice, fold, counts);
    for (guint i = 1; i < choice->lexicons->len; i++)
        best = counts[i] > counts[best] ? i : best;
    for (guint i = 0; i < choice->lexicons->len; i++)
        next = i == best ? next : MAX(next, counts[i]);
    TncReadingLexicon *lexicon = g_ptr_array_index(choice->lexicons, best);
    gboolean sure = counts[best] >= MANY_SMALL && counts[best] * SMALL_SHARE >= all &&
                    counts[best] >= next * SMALL_SHARE;
    return sure && !has_neighbours(lexicon->file->language) ? lexicon : NULL;
}

TncReadingLexicon *
tnc_reading_choice_make(const TncReadingChoice *choice, const char *text,
                        const TncReadingFold *fold, const char **language_out)
{
    gsize size = strlen(text);
    gsize end = MIN(size, MAX_DETECTED);
    while ((text[end] & 0xc0) == 0x80)
        end--;
    TncReadingFold start = tnc_reading_fold_part(fold, 0, end);
    TncReadingLexicon *sure = size < MAX_SHORT ? NULL : lexicon_beyond_doubt(choice, &start);
    if (sure) {
        *language_out = sure->file->language;
        return tnc_reading_lexicon_use(sure);
    }
    const char *detected = tnc_reading_language_detect(text, MIN(size, MAX_DETECTED));
    TncReadingLexicon *guess = detected ? lexicon_of(choice, neighbour_of(detected)) : NULL;
    TncReadingLexicon *lexicon = size >= MAX_SHORT  ? NULL
                                 : is_chinese(text) ? lexicon_of(choice, "zh")
                                                    : lexicon_by_words(choice, &start, guess);
    *language_out = lexicon && lexicon != guess ? lexicon->file->language : detected;
    if (!lexicon)
        lexicon = guess;
    if (!lexicon)
        lexicon = lexicon_of(choice, "en");
    return tnc_reading_lexicon_use(lexicon ? lexicon : g_ptr_array_index(choice->lexicons, 0));
}
