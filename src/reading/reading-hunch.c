// SPDX-License-Identifier: AGPL-3.0-or-later
// The cues of a sentence are found by hashes of its words, without copying any: words, or of a long one its beginning; two
// neighbours with the one character between them; Chinese characters by one, two and three. tools/make-hunches cuts
// sentences in the same way. Each cue counts once in a sentence.

#include "reading-hunch.h"
#include <stdlib.h>
#include <string.h>

// So many signals can be learned.
#define LANES 20
// Longer words count by so many letters.
#define BEGINNING 5

typedef struct {
    guint64 hash; // 0: free
    guint row;
} Slot;

// Small, as they are fetched from all over the memory.
typedef struct {
    gint16 weights[LANES]; // by hunch
} Row;

// What threads share.
typedef struct {
    gatomicrefcount references;
    const TncPacksHunchFile *file;
    guint32 signals[LANES]; // by hunch: its bit
    Slot *slots;            // mask + 1 of them
    gsize mask;
    GArray *rows; // of Row: what a cue speaks for
} Book;

struct TncReadingHunches {
    Book *book;
    guint *seen; // by row: the last round in which it counted
    guint round;
    int sums[LANES];
};

// ---- cues

typedef void (*CueFunc)(guint64 hash, gpointer data);

// FNV-1a; 0 means free.
#define SEED 0xcbf29ce484222325u
static inline guint64
mix(guint64 hash, guint byte)
{
    return (hash ^ byte) * 0x100000001b3u;
}

static inline guint64
join(guint64 one, guint64 other)
{
    guint64 both = (one ^ other >> 32) * 0x9e3779b97f4a7c15u + other;
    return both ? both : 1;
}

static inline gboolean
is_letter(guint byte)
{
    return (byte >= 'a' && byte <= 'z') || byte == '_';
}

// The last word, and of the Chinese characters before the present one the last two.
typedef struct {
    guint64 word; // the hash of the whole; 0: none
    guint64 one;
    guint64 two;
} Before;

// The word at TEXT; returns its end.
static inline const guchar *
take_word(const guchar *text, const guchar *end, Before *before, CueFunc function, gpointer data)
{
    guint64 pair = before->word ? mix(before->word, text[-1]) : 0;
    guint64 whole = SEED;
    const guchar *start = text;
    const guchar *most = text + MIN(end - text, BEGINNING);
    for (; text < most && is_letter(*text); text++)
        whole = mix(whole, *text);
    // A whole word is another cue than a beginning of so many letters.
    guint64 cue = mix(whole, text - start == BEGINNING ? '*' : ' ');
    for (; text < end && is_letter(*text); text++)
        whole = mix(whole, *text);
    function(cue, data);
    if (pair)
        function(join(pair, cue), data);
    gboolean joins = text + 1 < end && (*text == ' ' || *text == '\'') && is_letter(text[1]);
    before->word = joins ? whole : 0;
    return text;
}

static inline const guchar *
take_wide(const guchar *text, const guchar *end, Before *before, CueFunc function, gpointer data)
{
    guint64 alone = SEED;
    do
        alone = mix(alone, *text++);
    while (text < end && (*text & 0xc0) == 0x80);
    guint64 two = before->one ? join(before->one, alone) : 0;
    guint64 three = before->two ? join(before->two, alone) : 0;
    function(alone, data);
    if (two)
        function(two, data);
    if (three)
        function(three, data);
    before->one = alone;
    before->two = two;
    before->word = 0;
    return text;
}

static inline void
each_cue(const char *text, gsize size, CueFunc function, gpointer data)
{
    const guchar *at = (const guchar *)text;
    const guchar *end = at + size;
    Before before = {0};
    while (at < end) {
        if (*at >= 0x80) {
            at = take_wide(at, end, &before, function, data);
            continue;
        }
        before.one = before.two = 0;
        if (is_letter(*at)) {
            at = take_word(at, end, &before, function, data);
            continue;
        }
        if (*at == '?' || *at == '%' || *at == '$')
            function(mix(SEED, *at), data);
        at++;
    }
}

// ---- the book

static Slot *
slot_of(const Book *book, guint64 hash)
{
    gsize at = (gsize)(hash >> 20) & book->mask;
    while (book->slots[at].hash && book->slots[at].hash != hash)
        at = (at + 1) & book->mask;
    return &book->slots[at];
}

static void
keep_last(guint64 hash, gpointer data)
{
    *(guint64 *)data = hash;
}

// The last cue of 'votre rembo' is the pair. A book holds half of what its slots can take at most.
static void
add_cue(Book *book, const char *cue, gsize size, gint16 weight, guint number)
{
    guint64 hash = 0;
    if (size > 1 && cue[size - 1] == '*')
        size--;
    each_cue(cue, size, keep_last, &hash);
    if (!hash || (book->rows->len + 1) * 2 > book->mask)
        return;
    Slot *slot = slot_of(book, hash);
    if (!slot->hash) {
        *slot = (Slot){hash, book->rows->len};
        g_array_set_size(book->rows, book->rows->len + 1);
    }
    g_array_index(book->rows, Row, slot->row).weights[number] = weight;
}

static void
add_cues(Book *book, const char *cues, guint number)
{
    while (*cues) {
        cues += strspn(cues, ", \n");
        gsize size = strcspn(cues, "=");
        if (!cues[size])
            return;
        char *end = NULL;
        long weight = strtol(cues + size + 1, &end, 10);
        if (size > 0)
            add_cue(book, cues, size, (gint16)CLAMP(weight, G_MININT16, G_MAXINT16), number);
        cues = end;
    }
}

static guint
hunch_count(const Book *book)
{
    return MIN(book->file->hunches_count, LANES);
}

static Book *
book_new(const TncPacksHunchFile *file)
{
    Book *book = g_new0(Book, 1);
    g_atomic_ref_count_init(&book->references);
    book->file = file;
    gsize size = 0;
    for (guint i = 0; i < hunch_count(book); i++)
        size += strlen(file->hunches[i].cues);
    // An entry is 'a=15,' at least.
    for (book->mask = 63; book->mask < size / 3;)
        book->mask = book->mask * 2 + 1;
    book->slots = g_new0(Slot, book->mask + 1);
    book->rows = g_array_new(FALSE, TRUE, sizeof(Row));
    for (guint i = 0; i < hunch_count(book); i++) {
        book->signals[i] = 1u << tnc_claim_words_parse(TNC_WORDS_TncSignal, file->hunches[i].kind);
        add_cues(book, file->hunches[i].cues, i);
    }
    return book;
}

static TncReadingHunches *
hunches_of(Book *book)
{
    TncReadingHunches *hunches = g_new0(TncReadingHunches, 1);
    hunches->book = book;
    hunches->seen = g_new0(guint, book->rows->len);
    return hunches;
}

TncReadingHunches *
tnc_reading_hunch_new(const TncPacksHunchFile *file)
{
    return hunches_of(book_new(file));
}

TncReadingHunches *
tnc_reading_hunch_share(const TncReadingHunches *first)
{
    g_atomic_ref_count_inc(&first->book->references);
    return hunches_of(first->book);
}

void
tnc_reading_hunch_free(TncReadingHunches *hunches)
{
    if (!hunches)
        return;
    Book *book = hunches->book;
    if (g_atomic_ref_count_dec(&book->references)) {
        g_array_unref(book->rows);
        g_free(book->slots);
        g_free(book);
    }
    g_free(hunches->seen);
    g_free(hunches);
}

// ---- a sentence

static void
take_cue(guint64 hash, gpointer data)
{
    TncReadingHunches *hunches = data;
    const Slot *slot = slot_of(hunches->book, hash);
    if (!slot->hash || hunches->seen[slot->row] == hunches->round)
        return;
    hunches->seen[slot->row] = hunches->round;
    const gint16 *restrict row = g_array_index(hunches->book->rows, Row, slot->row).weights;
    int *restrict sums = hunches->sums;
    for (guint i = 0; i < LANES; i++)
        sums[i] += row[i];
}

void
tnc_reading_hunch_weigh(TncReadingHunches *hunches, const char *text, gsize size)
{
    const Book *book = hunches->book;
    if (++hunches->round == 0) {
        memset(hunches->seen, 0, book->rows->len * sizeof(guint));
        hunches->round = 1;
    }
    for (guint i = 0; i < hunch_count(book); i++)
        hunches->sums[i] = book->file->hunches[i].bias;
    each_cue(text, size, take_cue, hunches);
}

guint32
tnc_reading_hunch_likely(const TncReadingHunches *hunches)
{
    const Book *book = hunches->book;
    guint32 likely = 0;
    for (guint i = 0; i < hunch_count(book); i++)
        if (hunches->sums[i] > book->file->hunches[i].above)
            likely |= book->signals[i];
    return likely;
}

guint32
tnc_reading_hunch_unlikely(const TncReadingHunches *hunches)
{
    const Book *book = hunches->book;
    guint32 unlikely = 0;
    for (guint i = 0; i < hunch_count(book); i++)
        if (hunches->sums[i] < book->file->hunches[i].below)
            unlikely |= book->signals[i];
    return unlikely;
}
