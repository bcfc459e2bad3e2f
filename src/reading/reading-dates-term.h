// SPDX-License-Identifier: AGPL-3.0-or-later
// Running text as terms: numbers, signs, and words with what they mean for dates. Phrases ('d'ici', 'the day after
// tomorrow') are one term; of Chinese each character is a word.
#pragma once

#include "packs-lexicon.h"

// What a word may mean, by the names that lexicons use; the value's unit is in the README of packs/lexicons.
#define TNC_READING_MEANINGS(X)                                                                    \
    X(MONTH, "month")                                                                              \
    X(WEAK_MONTH, "weak_month") /* also another word: 'may' */                                     \
    X(WEEKDAY, "weekday")                                                                          \
    X(WEAK_WEEKDAY, "weak_weekday")                                                                \
    X(DAY, "day") /* days from today */                                                            \
    X(NUMBER, "number")                                                                            \
    X(THOUSAND, "thousand") /* of years in words: 'two thousand and ten' */                        \
    X(ORDINAL, "ordinal")   /* -1: last */                                                         \
    X(SUFFIX, "suffix")     /* after digits: 'th', 'er' */                                         \
    X(HOURS, "hours")                                                                              \
    X(MINUTES, "minutes")                                                                          \
    X(DAYS, "days")                                                                                \
    X(WORKING_DAYS, "working_days")                                                                \
    X(WEEKS, "weeks") /* value: how many weeks */                                                  \
    X(WEEKENDS, "weekends")                                                                        \
    X(MONTHS, "months")                                                                            \
    X(QUARTERS, "quarters")                                                                        \
    X(HALVES, "halves")                                                                            \
    X(YEARS, "years")                                                                              \
    X(WORKING, "working")                                                                          \
    X(AGO, "ago")     /* after the duration */                                                     \
    X(SINCE, "since") /* before the duration: 'il y a' */                                          \
    X(HENCE, "hence") /* after the duration; 1: until then */                                      \
    X(AFTER, "after") /* before a date, after a duration; 1: when it is over */                    \
    X(BEFORE, "before")                                                                            \
    X(NEXT, "next") /* 1: the next, 2: after it; 0: the coming one */                              \
    X(LAST, "last") /* 1: the one before, 0: the one that went */                                  \
    X(THIS, "this")                                                                                \
    X(WITHIN, "within") /* before a duration */                                                    \
    X(BY, "by")         /* before a date, which is the latest */                                   \
    X(IN, "in")         /* before a date */                                                        \
    X(TO, "to")         /* between the ends of a range */                                          \
    X(AND, "and")                                                                                  \
    X(OF, "of")                   /* says nothing: 'the', 'of' */                                  \
    X(PART, "part")               /* 1 beginning, 2 middle, 3 end, 4 later */                      \
    X(HOLIDAY, "holiday")         /* month × 100 + day */                                         \
    X(EASTER, "easter")           /* days after Easter */                                          \
    X(NTH_WEEKDAY, "nth_weekday") /* month × 100 + week × 10 + weekday; week 9: the last */      \
    X(CLOCK, "clock")             /* after the hour: 'pm' */                                       \
    X(DAY_SIGN, "day_sign") /* before the day of a month: 'el dia 18'; 1: if nothing follows */    \
    X(PART_OF, "part_of")   /* part and whole in one: 'Monatsende' */                              \
    X(BETWEEN, "between")   /* before the two ends of a range */                                   \
    X(NAME, "name")         /* what is called after a date: 'rue du 8 mai' */                      \
    X(QUARTER, "quarter")   /* 'Q' before its number */                                            \
    X(HALF, "half")

typedef enum {
#define TNC_READING_MEANING(code, name) TNC_MEANS_##code,
    TNC_READING_MEANINGS(TNC_READING_MEANING)
#undef TNC_READING_MEANING
        TNC_MEANS_COUNT,
} TncReadingMeaning;

// A word that says nothing of a date by itself: 'of', 'in', 'after'.
gboolean tnc_reading_dates_term_is_light(TncReadingMeaning meaning);

// -1 for a name that is none.
int tnc_reading_dates_term_meaning(const char *name);

#define TNC_READING_TERM_MEANINGS 3

typedef struct {
    guint start; // bytes
    guint end;
    gint32 number; // -1: no digits
    guint8 digits; // how many
    char mark;     // a single other character; 0
    guint8 count;  // of meanings
    guint8 meanings[TNC_READING_TERM_MEANINGS];
    gint32 values[TNC_READING_TERM_MEANINGS];
} TncReadingTerm;

typedef struct TncReadingTerms TncReadingTerms; // the words of one lexicon

TncReadingTerms *tnc_reading_dates_term_list_new(const TncPacksLexiconFile *file);
void tnc_reading_dates_term_list_free(TncReadingTerms *terms);

// Folded TEXT as a GArray of TncReadingTerm; none where it holds neither digits nor a word that could be a date's with a
// meaning of its own. *DATED_OUT tells whether it does. Full ownership.
GArray *tnc_reading_dates_term_split(const TncReadingTerms *terms, const char *text,
                                     gboolean *dated_out);
