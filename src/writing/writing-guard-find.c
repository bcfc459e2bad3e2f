// SPDX-License-Identifier: AGPL-3.0-or-later
// One function a finder, each over the view of the text that suits it.

#include "writing-guard-find.h"

#include <string.h>
#include "text.h"

#define MAX_FINDINGS 100
#define MAX_DIGITS 64

void
tnc_writing_guard_find_add(const TncGuardScan *scan, const TncGuardRule *rule, TncGuardKind kind,
                           const TncGuardView *view, gsize start, gsize end)
{
    gsize from = 0;
    gsize to = 0;
    if (view)
        tnc_writing_guard_view_place(view, start, end, &from, &to);
    for (guint i = 0; i < scan->findings->len; i++) {
        const TncWritingFinding *before = scan->findings->pdata[i];
        if (before->kind == kind && before->start < MAX(to, 1) && from < MAX(before->end, 1))
            return;
    }
    if (scan->findings->len == MAX_FINDINGS)
        return;
    gboolean french = g_strcmp0(scan->context->advice_language, "fr") == 0;
    TncWritingFinding *finding = g_new0(TncWritingFinding, 1);
    finding->kind = kind;
    finding->severity = rule->severity;
    finding->start = from;
    finding->end = to;
    finding->quote = g_strndup(scan->text + from, to - from);
    finding->advice = g_strdup(rule->advice[french ? 0 : 1]);
    g_ptr_array_add(scan->findings, finding);
}

typedef void (*Visit)(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end);

static void
each_match(const TncGuardScan *scan, const TncGuardRule *rule, const GRegex *regex,
           const char *text, Visit visit)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(regex, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        int end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        visit(scan, rule, (gsize)start, (gsize)end);
    }
}

// ---- runs of digits

// The digits of VIEW[start, end); 'o' and 'l' count as 0 and 1. Their number.
static guint
take_digits(const char *text, gsize start, gsize end, char digits[MAX_DIGITS + 1])
{
    guint count = 0;
    for (gsize i = start; i < end && count < MAX_DIGITS; i++) {
        char c = text[i];
        if (g_ascii_isdigit(c) || c == 'o' || c == 'l')
            digits[count++] = g_ascii_isdigit(c) ? c : c == 'o' ? '0' : '1';
    }
    digits[count] = '\0';
    return count;
}

// Luhn's sum, ISO/IEC 7812-1 annex B.
static gboolean
is_card(const char *digits, guint count)
{
    guint sum = 0;
    for (guint i = 0; i < count; i++) {
        guint digit = (guint)(digits[count - 1 - i] - '0');
        guint twice = digit * 2;
        sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return count >= 13 && count <= 19 && sum % 10 == 0 && strspn(digits, "0") < count;
}

// Dates and amounts are no telephone numbers: their digits become blanks in a copy of the text.
static char *
without_dates(const char *text)
{
    g_autoptr(GRegex) dates = g_regex_new(
        "(?<![\\d.+/-])(?:\\d{4}-\\d{2}-\\d{2}|"
        "(?:0?[1-9]|[12]\\d|3[01])([/.-])(?:0?[1-9]|[12]\\d|3[01])\\1(?:19|20)?\\d{2}|"
        "\\d{4} ?年 ?\\d{1,2} ?月(?: ?\\d{1,2} ?日)?|"
        "\\d{1,3}(?:[ .,']\\d{3})*(?:[.,]\\d{2})? ?(?:€|\\$|£|¥|eur(?:os?)?|usd|元))(?![.\\-/ "
        "]{0,2}\\d)",
        0, 0, NULL);
    char *copy = g_strdup(text);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(dates, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        int end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        for (int i = start; i < end; i++)
            copy[i] = '_';
    }
    return copy;
}

static void
see_run(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    char digits[MAX_DIGITS + 1];
    const char *text = scan->lower->text->str;
    guint count = take_digits(text, start, end, digits);
    guint real = 0;
    for (gsize i = start; i < end; i++)
        real += g_ascii_isdigit(text[i]) != 0;
    gboolean whole = count == end - start;
    gboolean dialled = start > 0 && text[start - 1] == '+';
    if (real * 2 < count || count < 7 || (count < 9 && !whole && !dialled))
        return;
    TncGuardKind kind = whole && count != 10 && digits[0] != '0' && !dialled
                            ? TNC_GUARD_ORDER_NUMBER
                            : TNC_GUARD_PHONE;
    if (is_card(digits, count))
        kind = TNC_GUARD_BANK_DETAIL;
    tnc_writing_guard_find_add(scan, rule, kind, scan->lower, start, end);
}

static void
see_spelled(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    tnc_writing_guard_find_add(scan, rule, TNC_GUARD_PHONE, scan->lower, start, end);
}

// What stands between the digits of a number that is read aloud.
#define SAID " ?(?:point|dot|tiret|dash|espace|space|slash|puis|then|punkt|punto|trattino|guion) ?"
#define BETWEEN "(?:" SAID "|[ .,;:/_*-]{0,3})"

// Six numbers in words (or mixed with digits) in a row.
static void
find_spelled(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < scan->guards->len; i++) {
        const TncPacksGuard *guard = scan->guards->pdata[i];
        if (guard->numbers)
            g_string_append_printf(words, "%s%s", words->len ? "|" : "", guard->numbers);
    }
    if (!words->len)
        return;
    // Either all ends in a word, or all begins with one: 'zero six 12 34 56 78'.
    g_autofree char *source = g_strdup_printf(
        "(?<![\\p{Latin}])(?:(?:(?:%s|\\d{1,4})(?![\\p{Latin}])" BETWEEN "){4,}(?:%s)|"
        "(?:%s)(?![\\p{Latin}])" BETWEEN "(?:(?:%s|\\d{1,4})(?![\\p{Latin}])" BETWEEN
        "){3,}\\d{2,4})(?![\\p{Latin}\\d])",
        words->str, words->str, words->str, words->str);
    g_autoptr(GRegex) spelled = g_regex_new(source, 0, 0, NULL);
    if (spelled)
        each_match(scan, rule, spelled, scan->lower->text->str, see_spelled);
}

static void
find_numbers(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autofree char *text = without_dates(scan->lower->text->str);
    g_autoptr(GRegex) run =
        g_regex_new("(?<![\\p{L}\\p{N}])[0-9ol](?:(?:[ .,:;/()\\[\\]+_*~|'-]{0,4}|" SAID ")[0-9ol]"
                    "(?![a-km-np-z])){6,}",
                    0, 0, NULL);
    each_match(scan, rule, run, text, see_run);
    find_spelled(scan, rule);
}

// ---- bank

// ISO 13616: country and check digits go behind, letters count from 10, the whole is 1 modulo 97.
// The account is mostly digits in every country; one text in 97 would pass by chance alone.
static gboolean
is_iban(const char *bytes, gsize length)
{
    guint rest = 0;
    guint digits = 0;
    for (gsize i = 0; i < length; i++) {
        char c = bytes[(i + 4) % length];
        digits += g_ascii_isdigit(c) != 0;
        guint value = g_ascii_isdigit(c) ? (guint)(c - '0') : (guint)(c - 'a') + 10;
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1 && digits * 2 >= length;
}

// An IBAN has 15 to 34 characters; the longest that checks is taken.
static void
see_iban(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    char compact[40];
    gsize ends[40];
    gsize length = 0;
    const char *text = scan->lower->text->str;
    for (gsize i = start; i < end && length < 34; i++)
        if (g_ascii_isalnum(text[i])) {
            ends[length] = i + 1;
            compact[length++] = text[i];
        }
    for (gsize size = length; size >= 15; size--)
        if (is_iban(compact, size)) {
            tnc_writing_guard_find_add(scan, rule, TNC_GUARD_BANK_DETAIL, scan->lower, start,
                                       ends[size - 1]);
            return;
        }
}

static void
see_card(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    char digits[MAX_DIGITS + 1];
    guint count = take_digits(scan->lower->text->str, start, end, digits);
    if (is_card(digits, count))
        tnc_writing_guard_find_add(scan, rule, TNC_GUARD_BANK_DETAIL, scan->lower, start, end);
}

static void
find_bank(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autoptr(GRegex) iban = g_regex_new(
        "(?<![a-z0-9])[a-z][ ._-]?[a-z][ ._-]?\\d[ ._-]?\\d(?:[ ._/-]{0,3}[a-z0-9]){11,30}", 0, 0,
        NULL);
    g_autoptr(GRegex) card =
        g_regex_new("(?<![a-z0-9])\\d(?:[ ._*/-]{0,3}\\d){12,18}(?![a-z0-9])", 0, 0, NULL);
    each_match(scan, rule, iban, scan->lower->text->str, see_iban);
    each_match(scan, rule, card, scan->lower->text->str, see_card);
}

// ---- what the claim knows

static gboolean
is_word_edge(const TncGuardView *view, const TncGuardView *squeezed, gsize start, gsize end)
{
    gsize from = 0;
    gsize to = 0;
    tnc_writing_guard_view_place(squeezed, start, end, &from, &to);
    for (gsize i = 0; i < view->text->len; i++) {
        gboolean alone = g_ascii_isalnum(view->text->str[i]);
        gsize at = g_array_index(view->starts, guint, i);
        gsize after = g_array_index(view->ends, guint, i);
        if (alone && (after == from || at == to))
            return FALSE;
    }
    return TRUE;
}

static void
find_number(const TncGuardScan *scan, const TncGuardRule *rule, const TncGuardView *squeezed,
            const char *number)
{
    g_autoptr(TncGuardView) whole = tnc_writing_guard_view_new(number, TRUE);
    g_autoptr(TncGuardView) wanted = tnc_writing_guard_view_squeeze(whole);
    const char *text = squeezed->text->str;
    if (wanted->text->len < 3)
        return;
    for (const char *at = strstr(text, wanted->text->str); at;
         at = strstr(at + 1, wanted->text->str)) {
        gsize start = (gsize)(at - text);
        gsize end = start + wanted->text->len;
        if (is_word_edge(scan->lower, squeezed, start, end))
            tnc_writing_guard_find_add(scan, rule, TNC_GUARD_ORDER_NUMBER, squeezed, start, end);
    }
}

static void
find_known(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autoptr(TncGuardView) squeezed = tnc_writing_guard_view_squeeze(scan->lower);
    const char *const *numbers = scan->context->numbers;
    for (guint i = 0; numbers && numbers[i]; i++)
        find_number(scan, rule, squeezed, numbers[i]);
}

static void
see_name(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    tnc_writing_guard_find_add(scan, rule, TNC_GUARD_PERSON_NAME, scan->cased, start, end);
}

// A part of a person's name, capitalised or not; not one that also stands in the seller's name.
static void
find_name(const TncGuardScan *scan, const TncGuardRule *rule, const char *name)
{
    g_autofree char *allowed = tnc_text_fold(scan->context->allowed ? scan->context->allowed : "");
    g_autofree char *folded = tnc_text_fold(name);
    if (g_utf8_strlen(folded, -1) < 3 || strstr(allowed, folded))
        return;
    g_autoptr(TncGuardView) view = tnc_writing_guard_view_new(name, FALSE);
    g_autofree char *escaped = g_regex_escape_string(view->text->str, -1);
    g_autofree char *upper = g_utf8_strup(escaped, -1);
    g_autofree char *source = g_strdup_printf("(?<![\\p{L}])(?:%s|%s)(?![\\p{L}])", escaped, upper);
    g_autoptr(GRegex) regex = g_regex_new(source, 0, 0, NULL);
    if (regex)
        each_match(scan, rule, regex, scan->cased->text->str, see_name);
}

static void
find_names(const TncGuardScan *scan, const TncGuardRule *rule)
{
    const char *const *persons = scan->context->persons;
    for (guint i = 0; persons && persons[i]; i++) {
        g_auto(GStrv) parts = g_strsplit_set(persons[i], " .,", -1);
        for (guint k = 0; parts[k]; k++)
            find_name(scan, rule, parts[k]);
    }
}

// ---- form

static void
see_capitals(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    tnc_writing_guard_find_add(scan, rule, rule->kind, scan->cased, start, end);
}

// Three words in a row, twelve letters or more, all in capitals.
static void
find_capitals(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autoptr(GRegex) capitals = g_regex_new(
        "(?<![\\p{L}\\d])(?=[^a-z\\d]{12,})\\p{Lu}{2,}(?:[ ',!-]+\\p{Lu}{2,}){2,}", 0, 0, NULL);
    each_match(scan, rule, capitals, scan->cased->text->str, see_capitals);
}

static void
see_spaced(const TncGuardScan *scan, const TncGuardRule *rule, gsize start, gsize end)
{
    tnc_writing_guard_find_add(scan, rule, rule->kind, scan->lower, start, end);
}

static void
find_spaced(const TncGuardScan *scan, const TncGuardRule *rule)
{
    g_autoptr(GRegex) spaced =
        g_regex_new("(?<![\\p{L}\\d])[a-z](?:[ _*|/~-]{1,3}[a-z](?![\\p{L}\\d])){4,}", 0, 0, NULL);
    each_match(scan, rule, spaced, scan->lower->text->str, see_spaced);
}

static void
find_length(const TncGuardScan *scan, const TncGuardRule *rule)
{
    const TncWritingGuardContext *context = scan->context;
    gboolean words = context->max_words && tnc_text_count_words(scan->text) > context->max_words;
    gboolean characters =
        context->max_characters && g_utf8_strlen(scan->text, -1) > (glong)context->max_characters;
    // What has a limit in characters does not fit; what has one in words is only less read.
    gboolean strict = rule->severity == TNC_GUARD_BLOCK;
    if (strict ? characters : words)
        tnc_writing_guard_find_add(scan, rule, TNC_GUARD_TOO_LONG, NULL, 0, 0);
}

void
tnc_writing_guard_find_run(const TncGuardScan *scan, const TncGuardRule *rule)
{
    const TncWritingGuardContext *context = scan->context;
    static void (*const finders[])(const TncGuardScan *, const TncGuardRule *) = {
        [TNC_GUARD_FINDER_NUMBERS] = find_numbers,
        [TNC_GUARD_FINDER_BANK] = find_bank,
        [TNC_GUARD_FINDER_KNOWN] = find_known,
        [TNC_GUARD_FINDER_NAMES] = find_names,
        [TNC_GUARD_FINDER_CAPITALS] = find_capitals,
        [TNC_GUARD_FINDER_SPACED] = find_spaced,
        [TNC_GUARD_FINDER_LENGTH] = find_length,
        [TNC_GUARD_FINDER_TONE] = tnc_writing_guard_tone_run,
        [TNC_GUARD_FINDER_COUNT] = NULL,
    };
    gboolean wrong =
        (rule->finder == TNC_GUARD_FINDER_CHASER && context->chases && context->answer_awaited) ||
        (rule->finder == TNC_GUARD_FINDER_MEDIATOR && context->to_mediator && !context->complained);
    if (wrong)
        tnc_writing_guard_find_add(scan, rule, TNC_GUARD_WRONG_REMEDY, NULL, 0, 0);
    if (finders[rule->finder])
        finders[rule->finder](scan, rule);
}
