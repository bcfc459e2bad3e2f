// SPDX-License-Identifier: AGPL-3.0-or-later
// A table of phrases by their words, and how many words the longest phrase with the same first word has: most words of
// a text begin none and cost one look-up. Most sentences hold no word of weight at all: that is seen by bits.

#include "reading-dates-term.h"
#include "text.h"
#include <string.h>

#define MAX_PHRASE 96

typedef struct {
    guint8 count;
    guint8 meanings[TNC_READING_TERM_MEANINGS];
    gint32 values[TNC_READING_TERM_MEANINGS];
} Phrase;

#define WEIGHT_BITS 16384

struct TncReadingTerms {
    GHashTable *phrases;            // words joined by a blank → Phrase
    GHashTable *firsts;             // first word → number of words of its longest phrase
    GHashTable *weights;            // set of the first words of phrases of weight
    guint64 bits[WEIGHT_BITS / 64]; // set by each of those
};

static const char *const names[] = {
#define TNC_READING_MEANING(code, name) name,
    TNC_READING_MEANINGS(TNC_READING_MEANING)
#undef TNC_READING_MEANING
};

int
tnc_reading_dates_term_meaning(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i], name))
            return (int)i;
    return -1;
}

// ---- tokens

static gboolean
is_ideograph(const char *c)
{
    return (guchar)*c >= 0xe3 && (guchar)*c <= 0xe9;
}

static gboolean
is_letter(char c)
{
    return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

// The token at TEXT: digits, letters, one ideograph, or one sign. Blanks are none.
static guint
token_size(const char *text)
{
    guint size = 0;
    if (is_ideograph(text))
        return (guint)(tnc_text_next(text) - text);
    if (g_ascii_isdigit(*text))
        while (g_ascii_isdigit(text[size]))
            size++;
    else if (is_letter(*text))
        while (is_letter(text[size]) && !is_ideograph(text + size))
            size++;
    return MAX(size, 1);
}

static void
skip_blanks(const char *text, guint *at)
{
    while (text[*at] == ' ')
        (*at)++;
}

static void
append_word(char *phrase, guint *length, const char *word, guint size)
{
    if (*length)
        phrase[(*length)++] = ' ';
    memcpy(phrase + *length, word, size);
    *length += size;
    phrase[*length] = '\0';
}

// ---- the table

gboolean
tnc_reading_dates_term_is_light(TncReadingMeaning meaning)
{
    static const guint64 light =
        1ull << TNC_MEANS_OF | 1ull << TNC_MEANS_IN | 1ull << TNC_MEANS_BY | 1ull << TNC_MEANS_TO |
        1ull << TNC_MEANS_AND | 1ull << TNC_MEANS_THIS | 1ull << TNC_MEANS_AFTER |
        1ull << TNC_MEANS_BEFORE | 1ull << TNC_MEANS_WITHIN | 1ull << TNC_MEANS_NUMBER;
    G_STATIC_ASSERT(TNC_MEANS_COUNT <= 64);
    return light >> meaning & 1;
}

static guint
weight_bit(const char *word, guint size)
{
    guint32 hash = 2166136261u; // Fowler, Noll and Vo's
    for (guint i = 0; i < size; i++)
        hash = (hash ^ (guchar)word[i]) * 16777619u;
    return (hash ^ hash >> 16) % WEIGHT_BITS;
}

// A word that makes no date without another word of weight: what is called after a date, 'between'.
static gboolean
has_weight(TncReadingMeaning meaning)
{
    return !tnc_reading_dates_term_is_light(meaning) && meaning != TNC_MEANS_NAME &&
           meaning != TNC_MEANS_BETWEEN;
}

static void
add_weight(TncReadingTerms *terms, const char *word)
{
    guint bit = weight_bit(word, (guint)strlen(word));
    terms->bits[bit / 64] |= 1ull << bit % 64;
    g_hash_table_add(terms->weights, g_strdup(word));
}

static gboolean
is_weight(const TncReadingTerms *terms, const char *text, guint size)
{
    guint bit = weight_bit(text, size);
    if (!(terms->bits[bit / 64] >> bit % 64 & 1))
        return FALSE;
    g_autofree char *word = g_strndup(text, size);
    return g_hash_table_contains(terms->weights, word);
}

// Whether TEXT has digits or a word of weight.
static gboolean
may_be_dated(const TncReadingTerms *terms, const char *text)
{
    for (guint at = 0; text[at];) {
        skip_blanks(text, &at);
        if (!text[at])
            break;
        guint size = token_size(text + at);
        if (g_ascii_isdigit(text[at]) || is_weight(terms, text + at, size))
            return TRUE;
        at += size;
    }
    return FALSE;
}

static void
add_meaning(Phrase *phrase, guint8 meaning, gint32 value)
{
    if (phrase->count == TNC_READING_TERM_MEANINGS)
        return;
    phrase->meanings[phrase->count] = meaning;
    phrase->values[phrase->count++] = value;
}

static void
add_phrase(TncReadingTerms *terms, const char *text, guint8 meaning, gint32 value)
{
    char key[MAX_PHRASE + 2];
    char first[MAX_PHRASE + 2];
    guint length = 0;
    guint words = 0;
    for (guint at = 0; text[at];) {
        guint size = token_size(text + at);
        if (length + size + 2 > sizeof key)
            return;
        append_word(key, &length, text + at, size);
        at += size;
        skip_blanks(text, &at);
        if (words++ == 0)
            g_strlcpy(first, key, sizeof first);
    }
    Phrase *phrase = g_hash_table_lookup(terms->phrases, key);
    if (!phrase) {
        phrase = g_new0(Phrase, 1);
        g_hash_table_insert(terms->phrases, g_strdup(key), phrase);
    }
    add_meaning(phrase, meaning, value);
    if (has_weight((TncReadingMeaning)meaning))
        add_weight(terms, first);
    guint most = GPOINTER_TO_UINT(g_hash_table_lookup(terms->firsts, first));
    g_hash_table_insert(terms->firsts, g_strdup(first), GUINT_TO_POINTER(MAX(most, words)));
}

TncReadingTerms *
tnc_reading_dates_term_list_new(const TncPacksLexiconFile *file)
{
    TncReadingTerms *terms = g_new0(TncReadingTerms, 1);
    terms->phrases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    terms->firsts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    terms->weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < file->dates_count; i++) {
        const TncPacksLexiconDate *row = &file->dates[i];
        int meaning = tnc_reading_dates_term_meaning(row->kind);
        for (guint k = 0; meaning >= 0 && k < row->words_count; k++)
            add_phrase(terms, row->words[k], (guint8)meaning, row->value);
    }
    return terms;
}

void
tnc_reading_dates_term_list_free(TncReadingTerms *terms)
{
    if (!terms)
        return;
    g_hash_table_unref(terms->phrases);
    g_hash_table_unref(terms->firsts);
    g_hash_table_unref(terms->weights);
    g_free(terms);
}

// ---- a text

// The longest phrase that begins with the word of SIZE bytes at AT; its end in *END.
static const Phrase *
longest_phrase(const TncReadingTerms *terms, const char *text, guint at, guint size, guint *end)
{
    char key[MAX_PHRASE + 2];
    guint length = 0;
    const Phrase *best = NULL;
    if (size > MAX_PHRASE / 2)
        return NULL;
    append_word(key, &length, text + at, size);
    guint words = GPOINTER_TO_UINT(g_hash_table_lookup(terms->firsts, key));
    for (guint i = 0; i < words; i++) {
        const Phrase *phrase = g_hash_table_lookup(terms->phrases, key);
        at += size;
        if (phrase) {
            best = phrase;
            *end = at;
        }
        skip_blanks(text, &at);
        size = text[at] ? token_size(text + at) : 0;
        if (!size || length + size + 2 > sizeof key)
            break;
        append_word(key, &length, text + at, size);
    }
    return best;
}

static TncReadingTerm
number_term(const char *text, guint start, guint size)
{
    TncReadingTerm term = {.start = start, .end = start + size, .number = 0};
    for (guint i = 0; i < size && i < 9; i++)
        term.number = term.number * 10 + (text[start + i] - '0');
    term.digits = (guint8)MIN(size, 255);
    return term;
}

GArray *
tnc_reading_dates_term_split(const TncReadingTerms *terms, const char *text, gboolean *dated_out)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(TncReadingTerm));
    *dated_out = may_be_dated(terms, text);
    for (guint at = 0; *dated_out && text[at];) {
        skip_blanks(text, &at);
        if (!text[at])
            break;
        guint size = token_size(text + at);
        TncReadingTerm term = {.start = at, .end = at + size, .number = -1};
        gboolean digits = g_ascii_isdigit(text[at]);
        guint end = at + size;
        const Phrase *phrase = digits ? NULL : longest_phrase(terms, text, at, size, &end);
        if (digits)
            term = number_term(text, at, size);
        else if (phrase) {
            term.end = end;
            term.count = phrase->count;
            memcpy(term.meanings, phrase->meanings, sizeof term.meanings);
            memcpy(term.values, phrase->values, sizeof term.values);
        }
        if (size == 1 && term.end == at + 1 && !digits && !is_letter(text[at]))
            term.mark = text[at];
        at = term.end;
        g_array_append_val(list, term);
    }
    return list;
}
