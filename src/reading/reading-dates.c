// SPDX-License-Identifier: AGPL-3.0-or-later
// Four shapes, tried at each place from left to right, the longest first:
//   absolute   [weekday] 12 mars [2026] · March 12[, 2026] · 12/03[/2026] · 2026-03-12
//   duration   (sous|dans|within|in…) [3 to|-|à] 5 (working) days · 5 days ago
//   weekday    (next) friday
//   day word   demain, yesterday

#include "reading-dates.h"
#include "text.h"

struct TncReadingDates {
    const TncPacksLexiconFile *file;
    GRegex *regex;
};

static char *
words_of(const TncPacksLexiconNumber *numbers, guint count)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < count; i++)
        g_string_append_printf(words, "%s%s", i ? "|" : "", numbers[i].word);
    return g_strdup(count ? words->str : "(?!)");
}

static const char *
or_nothing(const char *pattern)
{
    return pattern ? pattern : "(?!)";
}

TncReadingDates *
tnc_reading_dates_new(const TncPacksLexiconFile *file)
{
    TncReadingDates *dates = g_new0(TncReadingDates, 1);
    g_autofree char *months = words_of(file->months, file->months_count);
    g_autofree char *weekdays = words_of(file->weekdays, file->weekdays_count);
    g_autofree char *days = words_of(file->days, file->days_count);
    g_autofree char *units = words_of(file->units, file->units_count);
    g_autofree char *numbers = words_of(file->numbers, file->numbers_count);
    g_autofree char *pattern = g_strdup_printf(
        "(?<![\\w/.-])(?:"
        "(?<iso>\\d{4}-\\d\\d-\\d\\d)"
        "|(?:(?:%s),? )?(?:(?:le|the|am|el|il) )?(?<day>\\d{1,2})(?:er|st|nd|rd|th|\\.)?(?: of| "
        "de)? (?<month>%s)\\b\\.?(?:,? (?:de )?(?<year>\\d{4}))?"
        "|(?<month2>%s)\\.? (?<day2>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,? (?<year2>\\d{4}))?"
        "|(?<dmy>\\d{1,2}[/.]\\d{1,2}(?:[/.]\\d{2,4})?)(?![\\d%%€]|[.,]\\d)"
        "|(?:(?<within>%s) )?(?:(?<low>\\d{1,3}|%s) ?(?:-|a|to|et|ou|or|bis|und) "
        "?)?(?<count>\\d{1,3}|%s) ?(?<work1>(?:%s) )?(?<unit>%s)\\b(?: (?<work2>%s)\\b)?(?<ago> "
        "(?:%s)\\b)?"
        "|(?:(?<within2>%s) )?(?:(?<next1>%s) )?(?<weekday>%s)\\b(?: (?<next2>%s)\\b)?(?<last> "
        "(?:%s)\\b)?"
        "|(?:(?<within3>%s) )?(?<word>%s)\\b"
        ")",
        weekdays, months, months, or_nothing(file->within), numbers, numbers,
        or_nothing(file->working), units, or_nothing(file->working), or_nothing(file->ago),
        or_nothing(file->within), or_nothing(file->next), weekdays, or_nothing(file->next),
        or_nothing(file->last), or_nothing(file->within), days);
    g_autoptr(GError) problem = NULL;
    dates->file = file;
    dates->regex = g_regex_new(pattern, G_REGEX_OPTIMIZE | G_REGEX_DUPNAMES, 0, &problem);
    if (!dates->regex)
        g_error("date patterns of lexicon '%s': %s", file->language, problem->message);
    return dates;
}

void
tnc_reading_dates_free(TncReadingDates *dates)
{
    if (!dates)
        return;
    g_regex_unref(dates->regex);
    g_free(dates);
}

static gboolean
lookup(const TncPacksLexiconNumber *numbers, guint count, const char *word, int *value_out)
{
    for (guint i = 0; i < count; i++) {
        g_autofree char *pattern = g_strdup_printf("^(?:%s)$", numbers[i].word);
        if (g_regex_match_simple(pattern, word, 0, 0)) {
            *value_out = numbers[i].value;
            return TRUE;
        }
    }
    return FALSE;
}

static char *
group(const GMatchInfo *match, const char *name)
{
    char *text = g_match_info_fetch_named(match, name);
    if (text && !*text)
        g_clear_pointer(&text, g_free);
    return text;
}

// A day and month without a year: the nearest one that is not long past.
static TncDate
complete(int year, int month, int day, TncDate reference)
{
    if (year)
        return tnc_date_from_ymd(year < 100 ? 2000 + year : year, month, day);
    TncYmd now = tnc_date_to_ymd(reference);
    TncDate date = tnc_date_from_ymd(now.year, month, day);
    return date != TNC_DATE_NONE && date < reference - 90
               ? tnc_date_from_ymd(now.year + 1, month, day)
               : date;
}

static TncDate
absolute(const TncReadingDates *dates, const GMatchInfo *match, TncDate reference)
{
    g_autofree char *iso = group(match, "iso");
    g_autofree char *dmy = group(match, "dmy");
    g_autofree char *month = group(match, "month");
    g_autofree char *month2 = group(match, "month2");
    g_autofree char *day = group(match, month ? "day" : "day2");
    g_autofree char *year = group(match, month ? "year" : "year2");
    int number;
    if (iso)
        return tnc_date_parse(iso);
    if (dmy) {
        g_auto(GStrv) parts = g_strsplit_set(dmy, "/.", 3);
        int a = (int)g_ascii_strtoll(parts[0], NULL, 10);
        int b = (int)g_ascii_strtoll(parts[1], NULL, 10);
        int y = parts[2] ? (int)g_ascii_strtoll(parts[2], NULL, 10) : 0;
        // Day first, as Europe and this program's users write; the other way when it cannot be.
        return b <= 12 ? complete(y, b, a, reference) : complete(y, a, b, reference);
    }
    if ((!month && !month2) ||
        !lookup(dates->file->months, dates->file->months_count, month ? month : month2, &number) ||
        !day)
        return TNC_DATE_NONE;
    return complete(year ? (int)g_ascii_strtoll(year, NULL, 10) : 0, number,
                    (int)g_ascii_strtoll(day, NULL, 10), reference);
}

static TncDate
working_days_after(TncDate date, int days, const TncCalendar *calendar)
{
    if (calendar)
        return tnc_calendar_add_working_days(calendar, date, days);
    while (days > 0)
        days -= tnc_date_weekday(++date) <= 5;
    return date;
}

static TncDate
duration(const TncReadingDates *dates, const GMatchInfo *match, TncDate reference,
         const TncCalendar *calendar)
{
    g_autofree char *count_text = group(match, "count");
    g_autofree char *unit_text = group(match, "unit");
    g_autofree char *work1 = group(match, "work1");
    g_autofree char *work2 = group(match, "work2");
    g_autofree char *ago = group(match, "ago");
    g_autofree char *within = group(match, "within");
    gboolean past =
        ago || (within && dates->file->ago && g_regex_match_simple(dates->file->ago, within, 0, 0));
    int unit;
    int count;
    if (!count_text || !unit_text ||
        !lookup(dates->file->units, dates->file->units_count, unit_text, &unit))
        return TNC_DATE_NONE;
    if (g_ascii_isdigit(*count_text))
        count = (int)g_ascii_strtoll(count_text, NULL, 10);
    else if (!lookup(dates->file->numbers, dates->file->numbers_count, count_text, &count))
        return TNC_DATE_NONE;
    // Units: 0 hours (a day each 24), 1 days, 7 weeks, 30 months.
    int days = unit == 0 ? (count + 23) / 24 : unit == 30 ? 0 : count * unit;
    if (past)
        return unit == 30 ? tnc_date_add_months(reference, -count) : reference - days;
    if (unit == 30)
        return tnc_date_add_months(reference, count);
    return work1 || work2 ? working_days_after(reference, days, calendar) : reference + days;
}

static TncDate
weekday(const TncReadingDates *dates, const GMatchInfo *match, TncDate reference)
{
    g_autofree char *name = group(match, "weekday");
    g_autofree char *last = group(match, "last");
    g_autofree char *first = group(match, "next1");
    gboolean past = last || (first && dates->file->last &&
                             g_regex_match_simple(dates->file->last, first, 0, 0));
    int wanted;
    if (!name || !lookup(dates->file->weekdays, dates->file->weekdays_count, name, &wanted))
        return TNC_DATE_NONE;
    int today = tnc_date_weekday(reference);
    int ahead = (wanted - today + 7) % 7;
    int back = (today - wanted + 7) % 7;
    if (past)
        return reference - (back ? back : 7);
    return reference + (ahead ? ahead : 7);
}

static TncDate
day_word(const TncReadingDates *dates, const GMatchInfo *match, TncDate reference)
{
    g_autofree char *word = group(match, "word");
    int days;
    return word && lookup(dates->file->days, dates->file->days_count, word, &days)
               ? reference + days
               : TNC_DATE_NONE;
}

static gboolean
is_deadline(const GMatchInfo *match)
{
    g_autofree char *within = group(match, "within");
    g_autofree char *within2 = group(match, "within2");
    g_autofree char *within3 = group(match, "within3");
    return within || within2 || within3;
}

GArray *
tnc_reading_dates_find(const TncReadingDates *dates, const char *text, TncDate reference,
                       const TncCalendar *calendar)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(TncReadingDate));
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(dates->regex, text, 0, &match);
         g_match_info_matches(match) && found->len < 100; g_match_info_next(match, NULL)) {
        TncDate date = absolute(dates, match, reference);
        if (date == TNC_DATE_NONE)
            date = duration(dates, match, reference, calendar);
        if (date == TNC_DATE_NONE)
            date = weekday(dates, match, reference);
        if (date == TNC_DATE_NONE)
            date = day_word(dates, match, reference);
        int start;
        int end;
        if (date == TNC_DATE_NONE || !g_match_info_fetch_pos(match, 0, &start, &end))
            continue;
        TncReadingDate one = {(guint)start, (guint)end, date, date < reference, is_deadline(match)};
        g_array_append_val(found, one);
    }
    return found;
}

TncDate
tnc_reading_dates_natural(const GPtrArray *dates, const char *text, TncDate today)
{
    TncDate iso = tnc_date_parse(text);
    if (iso != TNC_DATE_NONE)
        return iso;
    g_autofree char *folded = tnc_text_fold(text);
    for (guint i = 0; i < dates->len; i++) {
        g_autoptr(GArray) found =
            tnc_reading_dates_find(g_ptr_array_index(dates, i), folded, today, NULL);
        // The whole of what was typed must be the date: half an understanding is a wrong date.
        if (found->len == 1 && g_array_index(found, TncReadingDate, 0).end -
                                       g_array_index(found, TncReadingDate, 0).start ==
                                   strlen(folded))
            return g_array_index(found, TncReadingDate, 0).date;
    }
    return TNC_DATE_NONE;
}
