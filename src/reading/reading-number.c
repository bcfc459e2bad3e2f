// SPDX-License-Identifier: AGPL-3.0-or-later
// Each run of letters, digits and hyphens that holds a digit is looked at once: by its own shape, then by what stands
// before it.

#include "reading-number.h"
#include <string.h>

#define MIN_SIZE 4
#define MAX_SIZE 40
// 'numéro de commande : n° 123': how far the word may stand before its number.
#define MAX_GAP 4
// 'votre numéro de suivi Mondial Relay est le 12345678': how far the phrase may stand before its number, and what a
// carrier's number has at least.
#define MAX_PHRASE_GAP 40
#define MIN_PARCEL_SIZE 8
#define MIN_PARCEL_DIGITS 6

gboolean
tnc_reading_number_is_s10(const char *text, gsize size)
{
    static const int weights[] = {8, 6, 4, 2, 3, 5, 9, 7};
    int sum = 0;
    if (size != 13)
        return FALSE;
    for (gsize i = 0; i < 13; i++)
        if (i >= 2 && i < 11 ? !g_ascii_isdigit(text[i]) : !g_ascii_isalpha(text[i]))
            return FALSE;
    for (guint i = 0; i < 8; i++)
        sum += weights[i] * (text[2 + i] - '0');
    int check = 11 - sum % 11;
    check = check == 10 ? 0 : check == 11 ? 5 : check;
    return text[10] - '0' == check;
}

// '1Z' and sixteen letters or digits: UPS.
static gboolean
is_tracking(const char *text, gsize size)
{
    return tnc_reading_number_is_s10(text, size) ||
           (size == 18 && g_ascii_strncasecmp(text, "1z", 2) == 0);
}

static gboolean
is_part(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static gboolean
is_letter(char c)
{
    return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

static gboolean
is_word(GHashTable *words, const char *text, gsize size)
{
    char word[32];
    if (!words || size == 0 || size >= sizeof word)
        return FALSE;
    memcpy(word, text, size);
    word[size] = '\0';
    return g_hash_table_contains(words, word);
}

// The word that ends at END; Chinese has no blanks: there each ending of the run is tried.
static gboolean
word_before(GHashTable *words, const char *text, gsize end)
{
    gsize start = end;
    while (start > 0 && is_letter(text[start - 1]))
        start--;
    for (gsize at = start; at < end; at++) {
        // 'on' does not end in the 'n' of 'n 12'
        gboolean inside = at > start && g_ascii_isalpha(text[at]) && g_ascii_isalpha(text[at - 1]);
        if (!inside && ((guchar)text[at] & 0xc0) != 0x80 && is_word(words, text + at, end - at))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_announced(GHashTable *words, const char *text, gsize start)
{
    gsize at = start;
    for (guint gap = 0; at > 0 && gap < MAX_GAP; gap++) {
        char c = text[at - 1];
        if (c == '#')
            return TRUE;
        if (c == ' ' || c == ':' || c == '.' || c == '[' || c == '(')
            at--;
        // The degree sign of 'n°', the ordinal of 'nº', the wide colon and number signs of Chinese.
        else if (at > 1 && (memcmp(text + at - 2, "\xc2\xb0", 2) == 0 ||
                            memcmp(text + at - 2, "\xc2\xba", 2) == 0))
            at -= 2;
        else if (at > 2 && memcmp(text + at - 3, "\xef\xbc\x9a", 3) == 0)
            at -= 3;
        else
            break;
    }
    return word_before(words, text, at);
}

static guint
count_digits(const char *text, gsize size)
{
    guint count = 0;
    for (gsize i = 0; i < size; i++)
        count += g_ascii_isdigit(text[i]) ? 1 : 0;
    return count;
}

// A phrase such as 'tracking number' stands before, with no other number and no 'order' between.
static gboolean
is_parcel(const TncReadingNumberWords *words, const char *text, gsize start, gsize end)
{
    const GPtrArray *phrases = words->parcels;
    if (end - start < MIN_PARCEL_SIZE ||
        count_digits(text + start, end - start) < MIN_PARCEL_DIGITS)
        return FALSE;
    for (guint i = 0; i < phrases->len; i++) {
        const char *phrase = g_ptr_array_index(phrases, i);
        gsize length = strlen(phrase);
        gsize from = start - MIN(start, MAX_PHRASE_GAP + length);
        const char *found = g_strstr_len(text + from, (gssize)(start - from), phrase);
        if (!found)
            continue;
        const char *between = found + length;
        gsize size = (gsize)(text + start - between);
        if (count_digits(between, size) == 0 && !is_announced(words->references, between, size))
            return TRUE;
    }
    return FALSE;
}

// Most sentences have none, and are not looked at any further.
static gboolean
has_digit(const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if ((guchar)(text[i] - '0') < 10)
            return TRUE;
    return FALSE;
}

void
tnc_reading_number_each(const TncReadingNumberWords *words, const char *text, gsize size,
                        TncReadingNumberFunc function, gpointer data)
{
    for (gsize i = has_digit(text, size) ? 0 : size; i < size; i++) {
        gsize start = i;
        gboolean digit = FALSE;
        while (i < size && is_part(text[i]))
            digit |= g_ascii_isdigit(text[i++]);
        gsize end = i;
        while (end > start && !g_ascii_isalnum(text[end - 1]))
            end--;
        if (!digit || end - start < MIN_SIZE || end - start > MAX_SIZE)
            continue;
        if (is_tracking(text + start, end - start) || is_parcel(words, text, start, end))
            function(TNC_READING_NUMBER_TRACKING, text + start, end - start, data);
        else if (is_announced(words->references, text, start))
            function(TNC_READING_NUMBER_TICKET, text + start, end - start, data);
    }
}
