// SPDX-License-Identifier: AGPL-3.0-or-later
// From left to right, the longest date at each place. The shapes are in reading-dates-grammar.c.

#include "reading-dates.h"
#include "reading-dates-grammar.h"
#include "text.h"
#include <string.h>

#define MAX_DATES 100

struct TncReadingDates {
    TncReadingTerms *terms;
    gboolean month_first;
    gboolean dotted_ordinals; // '2. Oktober'
};

TncReadingDates *
tnc_reading_dates_new(const TncPacksLexiconFile *file)
{
    TncReadingDates *dates = g_new0(TncReadingDates, 1);
    dates->terms = tnc_reading_dates_term_list_new(file);
    dates->month_first = file->month_first;
    for (guint i = 0; i < file->dates_count; i++)
        for (guint k = 0; k < file->dates[i].words_count; k++)
            dates->dotted_ordinals |= g_str_equal(file->dates[i].kind, "suffix") &&
                                      g_str_equal(file->dates[i].words[k], ".");
    return dates;
}

void
tnc_reading_dates_free(TncReadingDates *dates)
{
    if (!dates)
        return;
    tnc_reading_dates_term_list_free(dates->terms);
    g_free(dates);
}

// A date that begins with small words ('in the', 'before') has something with a meaning of its own so near.
#define REACH 6

static gboolean
is_weighty(const TncReadingTerm *term)
{
    for (guint i = 0; i < term->count; i++)
        if (!tnc_reading_dates_term_is_light((TncReadingMeaning)term->meanings[i]))
            return TRUE;
    return term->number >= 0;
}

// The first term from AT that may begin a date; COUNT when there is none.
static guint
next_start(const TncReadingDatesParse *parse, guint at, guint *weighty)
{
    for (; at < parse->count; at++) {
        *weighty = MAX(*weighty, at);
        while (*weighty < parse->count && !is_weighty(&parse->terms[*weighty]))
            ++*weighty;
        if (*weighty == parse->count)
            return parse->count;
        gboolean says = parse->terms[at].count || parse->terms[at].number >= 0;
        if (says && *weighty - at <= REACH)
            return at;
    }
    return at;
}

// 'rue du 8 mai 1945', 'loi du 17 mars': the date is a name.
static gboolean
is_name(const TncReadingDatesParse *parse, guint at)
{
    while (at > 0 && (tnc_reading_dates_grammar_has(parse, at - 1, TNC_MEANS_OF, NULL) ||
                      tnc_reading_dates_grammar_has(parse, at - 1, TNC_MEANS_IN, NULL)))
        at--;
    return at > 0 && tnc_reading_dates_grammar_has(parse, at - 1, TNC_MEANS_NAME, NULL);
}

// 'entre le 26/02 et le 02/03': the match before AND goes on to the end of the other one.
static void
join_range(const TncReadingDatesParse *parse, guint at, TncReadingDatesMatch *match)
{
    TncReadingDatesMatch other;
    while (at > 0 && tnc_reading_dates_grammar_has(parse, at - 1, TNC_MEANS_OF, NULL))
        at--;
    gboolean between =
        tnc_reading_dates_grammar_has(parse, at, TNC_MEANS_BETWEEN, NULL) ||
        (at > 0 && tnc_reading_dates_grammar_has(parse, at - 1, TNC_MEANS_BETWEEN, NULL));
    if (!between || !tnc_reading_dates_grammar_has(parse, match->end, TNC_MEANS_AND, NULL))
        return;
    guint next = tnc_reading_dates_grammar_skip(parse, match->end + 1);
    if (tnc_reading_dates_grammar_match(parse, next, &other) && other.last >= match->last) {
        match->last = other.last;
        match->end = other.end;
    }
}

static void
scan(const TncReadingDatesParse *parse, GArray *found)
{
    TncReadingDatesMatch match;
    guint weighty = 0;
    for (guint at = next_start(parse, 0, &weighty); at < parse->count && found->len < MAX_DATES;
         at = next_start(parse, at, &weighty)) {
        if (!tnc_reading_dates_grammar_match(parse, at, &match)) {
            at++;
            continue;
        }
        guint start = at;
        join_range(parse, start, &match);
        at = match.end;
        if (is_name(parse, start))
            continue;
        TncReadingDate date = {.start = parse->terms[start].start,
                               .end = parse->terms[match.end - 1].end,
                               .date = match.date,
                               .last = match.last,
                               .past = match.last < parse->reference,
                               .deadline = match.deadline};
        g_array_append_val(found, date);
    }
}

gboolean
tnc_reading_dates_has_dotted_ordinals(const TncReadingDates *dates)
{
    return dates->dotted_ordinals;
}

static GArray *
find(const TncReadingDates *dates, const char *text, TncDate reference, gboolean month_first,
     const TncCalendar *calendar)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(TncReadingDate));
    gboolean dated;
    g_autoptr(GArray) terms = tnc_reading_dates_term_split(dates->terms, text, &dated);
    if (!dated)
        return found;
    TncReadingDatesParse parse = {
        .terms = (const TncReadingTerm *)(const void *)terms->data,
        .count = terms->len,
        .text = text,
        .reference = reference,
        .calendar = calendar,
        .month_first = month_first,
    };
    scan(&parse, found);
    return found;
}

GArray *
tnc_reading_dates_find(const TncReadingDates *dates, const char *text, TncDate reference,
                       const TncCalendar *calendar)
{
    return find(dates, text, reference, dates->month_first, calendar);
}

TncDate
tnc_reading_dates_natural(const GPtrArray *dates, const char *text, TncDate today)
{
    TncDate iso = tnc_date_parse(text);
    if (iso != TNC_DATE_NONE)
        return iso;
    g_autofree char *folded = tnc_text_fold(text);
    for (guint i = 0; i < dates->len; i++) {
        g_autoptr(GArray) found = find(g_ptr_array_index(dates, i), folded, today, FALSE, NULL);
        // The whole of what was typed must be the date: half an understanding is a wrong date.
        const TncReadingDate *one =
            found->len == 1 ? &g_array_index(found, TncReadingDate, 0) : NULL;
        if (one && one->start == 0 && one->end == strlen(folded))
            return one->date;
    }
    return TNC_DATE_NONE;
}
