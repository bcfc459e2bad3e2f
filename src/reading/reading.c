// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentence by sentence: fold, match the lexicon's rules of the message's language, note the sentence that shows it.

#include "reading.h"
#include "error.h"
#include "reading-automatic.h"
#include "reading-dates.h"
#include "reading-fold.h"
#include "reading-language.h"
#include "reading-rule.h"
#include "text.h"

#define MAX_SENTENCES 400
#define MAX_SIGNALS 100

typedef struct {
    const TncPacksLexiconFile *file;
    TncReadingRules *signals;
    TncReadingRules *tone;
    TncReadingDates *dates;
    GRegex *greetings;
    GRegex *departments;
} Lexicon;

struct TncReading {
    GArray *lexicons;     // of Lexicon
    GPtrArray *subjects;  // of TncReadingRules
    GPtrArray *automatic; // of TncReadingRules
    GRegex *numbers;      // ticket and order numbers
    GRegex *tracking;
};

static void
lexicon_clear(gpointer data)
{
    Lexicon *lexicon = data;
    tnc_reading_rule_list_free(lexicon->signals);
    tnc_reading_rule_list_free(lexicon->tone);
    tnc_reading_dates_free(lexicon->dates);
    g_clear_pointer(&lexicon->greetings, g_regex_unref);
    g_clear_pointer(&lexicon->departments, g_regex_unref);
}

static void
rules_free(gpointer rules)
{
    tnc_reading_rule_list_free(rules);
}

TncReading *
tnc_reading_new(const GPtrArray *lexicons, GError **error)
{
    TncReading *reading = g_new0(TncReading, 1);
    reading->lexicons = g_array_new(FALSE, FALSE, sizeof(Lexicon));
    g_array_set_clear_func(reading->lexicons, lexicon_clear);
    reading->subjects = g_ptr_array_new_with_free_func(rules_free);
    reading->automatic = g_ptr_array_new_with_free_func(rules_free);
    for (guint i = 0; i < lexicons->len; i++) {
        const TncPacksLexiconFile *file =
            ((const TncPacksLexicon *)g_ptr_array_index(lexicons, i))->file;
        Lexicon lexicon = {
            .file = file,
            .signals = tnc_reading_rule_list_new(file->signals, file->signals_count),
            .tone = tnc_reading_rule_list_new(file->tone, file->tone_count),
            .dates = tnc_reading_dates_new(file),
            .greetings =
                tnc_reading_rule_join(file->greetings, file->greetings_count, "^", "[^.!?]{0,40}"),
            .departments =
                tnc_reading_rule_join(file->departments, file->departments_count, "", ""),
        };
        g_array_append_val(reading->lexicons, lexicon);
        g_ptr_array_add(reading->subjects,
                        tnc_reading_rule_list_new(file->subjects, file->subjects_count));
        g_ptr_array_add(reading->automatic,
                        tnc_reading_rule_list_new(file->automatic, file->automatic_count));
    }
    reading->numbers = g_regex_new("(?:#|\\b(?:ticket|dossier|reference|ref|case|demande|numero|"
                                   "number|no|n°|nº|order|commande)[ .:°#]*)"
                                   "\\[?([a-z]{0,4}[-_]?\\d[\\da-z]*(?:-[\\da-z]+)*)",
                                   G_REGEX_OPTIMIZE, 0, NULL);
    // UPU S10: two letters, nine digits, two letters.
    reading->tracking = g_regex_new("\\b([a-z]{2}\\d{9}[a-z]{2})\\b", G_REGEX_OPTIMIZE, 0, NULL);
    if (reading->lexicons->len == 0) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no lexicon in packs/lexicons");
        g_clear_pointer(&reading, tnc_reading_free);
    }
    return reading;
}

void
tnc_reading_free(TncReading *reading)
{
    if (!reading)
        return;
    g_array_unref(reading->lexicons);
    g_ptr_array_unref(reading->subjects);
    g_ptr_array_unref(reading->automatic);
    g_clear_pointer(&reading->numbers, g_regex_unref);
    g_clear_pointer(&reading->tracking, g_regex_unref);
    g_free(reading);
}

static void
signal_clear(gpointer signal)
{
    g_free(((TncReadingSignal *)signal)->value);
}

static TncReadingResult *
result_new(void)
{
    TncReadingResult *result = g_new0(TncReadingResult, 1);
    result->because = g_ptr_array_new_with_free_func(g_free);
    result->signals = g_array_new(FALSE, FALSE, sizeof(TncReadingSignal));
    g_array_set_clear_func(result->signals, signal_clear);
    result->dates = g_array_new(FALSE, FALSE, sizeof(TncReadingDate));
    result->orders = g_ptr_array_new_with_free_func(g_free);
    result->courtesy = 0.5;
    return result;
}

void
tnc_reading_result_free(TncReadingResult *result)
{
    if (!result)
        return;
    g_ptr_array_unref(result->because);
    g_free(result->greeting);
    g_free(result->agent);
    g_free(result->department);
    g_array_unref(result->signals);
    g_array_unref(result->dates);
    g_ptr_array_unref(result->orders);
    g_free(result);
}

// ---- one pass over a text

typedef struct {
    const TncReading *reading;
    const Lexicon *lexicon;
    TncReadingResult *result;
    const char *text;
    TncDate reference;
    guint start; // of the sentence, trimmed
    guint end;
    const TncReadingFold *fold; // of the sentence
    double warmth;
} Pass;

static void
add_signal(Pass *pass, TncSignal kind, const char *step, TncDate due, const char *value)
{
    if (pass->result->signals->len >= MAX_SIGNALS)
        return;
    TncReadingSignal signal = {kind, pass->start, pass->end, step, due, g_strdup(value)};
    g_array_append_val(pass->result->signals, signal);
}

// A promise counts only with a day: the last future date of its sentence ('it leaves today, you get it by the 21st').
static void
add_promise(Pass *pass)
{
    g_autoptr(GArray) dates =
        tnc_reading_dates_find(pass->lexicon->dates, pass->fold->text, pass->reference, NULL);
    for (guint i = dates->len; i > 0; i--) {
        const TncReadingDate *date = &g_array_index(dates, TncReadingDate, i - 1);
        if (!date->past) {
            add_signal(pass, TNC_SIGNAL_PROMISES, NULL, date->date, NULL);
            return;
        }
    }
}

static void
take_signal(const TncPacksLexiconRule *rule, gpointer data)
{
    Pass *pass = data;
    TncSignal kind = (TncSignal)tnc_claim_words_parse(TNC_WORDS_TncSignal, rule->kind);
    if (kind == TNC_SIGNAL_PROMISES)
        add_promise(pass);
    else
        add_signal(pass, kind, rule->step, TNC_DATE_NONE, NULL);
}

static void
take_tone(const TncPacksLexiconRule *rule, gpointer data)
{
    static const struct {
        const char *kind;
        double weight;
    } tones[] = {{"warm", 0.16}, {"polite", 0.08}, {"cold", -0.12}, {"harsh", -0.22}};
    for (guint i = 0; i < G_N_ELEMENTS(tones); i++)
        if (g_str_equal(tones[i].kind, rule->kind))
            ((Pass *)data)->warmth += tones[i].weight;
}

static gboolean
has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

static void
take_numbers(Pass *pass)
{
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(pass->reading->numbers, pass->fold->text, 0, &match);
         g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *number = g_match_info_fetch(match, 1);
        if (strlen(number) < 4 || !has_digit(number) || pass->result->orders->len > 20)
            continue;
        add_signal(pass, TNC_SIGNAL_GIVES_TICKET_NUMBER, NULL, TNC_DATE_NONE, number);
        g_ptr_array_add(pass->result->orders, g_steal_pointer(&number));
    }
    g_autoptr(GMatchInfo) parcel = NULL;
    if (g_regex_match(pass->reading->tracking, pass->fold->text, 0, &parcel)) {
        g_autofree char *number = g_match_info_fetch(parcel, 1);
        add_signal(pass, TNC_SIGNAL_GIVES_TRACKING_NUMBER, NULL, TNC_DATE_NONE, number);
    }
}

static void
take_dates(Pass *pass)
{
    g_autoptr(GArray) dates =
        tnc_reading_dates_find(pass->lexicon->dates, pass->fold->text, pass->reference, NULL);
    for (guint i = 0; i < dates->len; i++) {
        TncReadingDate date = g_array_index(dates, TncReadingDate, i);
        date.start = pass->start + pass->fold->origin[date.start];
        date.end = pass->start + pass->fold->origin[date.end];
        g_array_append_val(pass->result->dates, date);
    }
}

static void
read_sentence(Pass *pass, guint start, guint end)
{
    while (start < end && g_ascii_isspace(pass->text[start]))
        start++;
    while (end > start && g_ascii_isspace(pass->text[end - 1]))
        end--;
    if (start == end)
        return;
    g_auto(TncReadingFold) fold = {0};
    tnc_reading_fold_init(&fold, pass->text + start, end - start);
    pass->fold = &fold;
    pass->start = start;
    pass->end = end;
    gboolean human = pass->result->automatic == TNC_AUTOMATIC_NONE;
    if (human)
        tnc_reading_rule_list_each(pass->lexicon->signals, fold.text, take_signal, pass);
    tnc_reading_rule_list_each(pass->lexicon->tone, fold.text, take_tone, pass);
    take_numbers(pass);
    take_dates(pass);
    pass->fold = NULL;
}

// A sentence ends at '.', '!', '?' or their wide forms before a blank or capital, and at an empty line.
static gboolean
ends_sentence(const char *c, const char *next)
{
    gunichar character = g_utf8_get_char(c);
    if (character == 0x3002 || character == 0xff01 || character == 0xff1f)
        return TRUE;
    if (*c == '\n')
        return *next == '\n' || *next == '-' || *next == '*' || g_ascii_isdigit(*next);
    return (*c == '.' || *c == '!' || *c == '?') && (!*next || g_ascii_isspace(*next));
}

static void
read_sentences(Pass *pass)
{
    guint count = 0;
    const char *start = pass->text;
    for (const char *c = pass->text; *c && count < MAX_SENTENCES;) {
        const char *next = tnc_text_next(c);
        if (ends_sentence(c, next)) {
            read_sentence(pass, (guint)(start - pass->text), (guint)(next - pass->text));
            start = next;
            count++;
        }
        c = next;
    }
    read_sentence(pass, (guint)(start - pass->text), (guint)strlen(pass->text));
}

static void
count_rule(const TncPacksLexiconRule *rule, gpointer count)
{
    (void)rule;
    (*(guint *)count)++;
}

// Too short for the detector: the lexicon that understands most of it; English where none does.
static const Lexicon *
best_lexicon(const TncReading *reading, const char *text)
{
    g_auto(TncReadingFold) fold = {0};
    tnc_reading_fold_init(&fold, text, MIN(strlen(text), 400));
    const Lexicon *best = NULL;
    guint most = 0;
    for (guint i = 0; i < reading->lexicons->len; i++) {
        const Lexicon *lexicon = &g_array_index(reading->lexicons, Lexicon, i);
        guint count = 0;
        tnc_reading_rule_list_each(lexicon->signals, fold.text, count_rule, &count);
        tnc_reading_rule_list_each(lexicon->tone, fold.text, count_rule, &count);
        if (!best || count > most || (count == most && g_str_equal(lexicon->file->language, "en")))
            best = lexicon;
        most = MAX(most, count);
    }
    // tnc_reading_new() refuses an empty list.
    g_assert(best);
    return best;
}

static const Lexicon *
choose_lexicon(const TncReading *reading, const char *language, const char *text)
{
    for (guint i = 0; i < reading->lexicons->len; i++) {
        const Lexicon *lexicon = &g_array_index(reading->lexicons, Lexicon, i);
        if (language && g_str_has_prefix(language, lexicon->file->language))
            return lexicon;
    }
    return best_lexicon(reading, text);
}

static void
take_greeting(Pass *pass)
{
    const char *newline = strchr(pass->text, '\n');
    gsize size = newline ? (gsize)(newline - pass->text) : MIN(strlen(pass->text), 80);
    g_auto(TncReadingFold) fold = {0};
    if (!g_utf8_validate_len(pass->text, size, NULL))
        return;
    tnc_reading_fold_init(&fold, pass->text, size);
    if (pass->lexicon->greetings && g_regex_match(pass->lexicon->greetings, fold.text, 0, NULL)) {
        g_autofree char *line = g_strndup(pass->text, size);
        char *comma = strpbrk(line, ",!");
        if (comma)
            *comma = '\0';
        pass->result->greeting = g_strdup(g_strstrip(line));
    }
}

static double
tone_of(const Pass *pass)
{
    // A greeting and a thank-you are the least; their absence is felt.
    double tone = 0.5 + pass->warmth + (pass->result->greeting ? 0.08 : -0.08);
    return CLAMP(tone, 0.0, 1.0);
}

static void
read_all(const TncReading *reading, const char *text, TncDate reference, TncReadingResult *result)
{
    result->language = tnc_reading_language_detect(text, strlen(text));
    Pass pass = {.reading = reading,
                 .lexicon = choose_lexicon(reading, result->language, text),
                 .result = result,
                 .text = text,
                 .reference = reference};
    take_greeting(&pass);
    read_sentences(&pass);
    result->courtesy = tone_of(&pass);
}

static gboolean
is_name(const char *line)
{
    guint letters = 0;
    guint words = 1;
    for (; *line; line = tnc_text_next(line)) {
        gunichar c = g_utf8_get_char(line);
        letters += g_unichar_isalpha(c);
        words += c == ' ';
        if (!g_unichar_isalpha(c) && c != ' ' && c != '-' && c != '.' && c != '\'')
            return FALSE;
    }
    return letters >= 2 && letters <= 30 && words <= 3;
}

// The first line after the closing formula that looks like a name; else the sender's own name.
static void
take_agent(const TncReading *reading, const TncMailMessage *message, TncReadingResult *result)
{
    g_auto(GStrv) lines = g_strsplit(tnc_mail_message_signature(message), "\n", 12);
    const Lexicon *lexicon =
        choose_lexicon(reading, result->language, tnc_mail_message_visible(message));
    for (guint i = 0; lines[0] && lines[i]; i++) {
        char *line = g_strstrip(lines[i]);
        g_autofree char *folded = tnc_text_fold(line);
        gboolean department =
            lexicon->departments && g_regex_match(lexicon->departments, folded, 0, NULL);
        if (department && !result->department)
            result->department = g_strdup(line);
        else if (!department && i > 0 && !result->agent && is_name(line))
            result->agent = g_strdup(line);
    }
}

TncReadingResult *
tnc_reading_read(const TncReading *reading, const TncMailMessage *message)
{
    TncReadingResult *result = result_new();
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    TncDate reference = at == TNC_INSTANT_NONE
                            ? 0
                            : (TncDate)((at + offset * TNC_INSTANT_SECOND) / TNC_INSTANT_DAY);
    tnc_reading_automatic_judge(message, reading->subjects, reading->automatic, result);
    read_all(reading, tnc_mail_message_visible(message), reference, result);
    if (result->automatic == TNC_AUTOMATIC_NONE)
        take_agent(reading, message, result);
    return result;
}

TncReadingResult *
tnc_reading_read_text(const TncReading *reading, const char *text, TncDate reference)
{
    TncReadingResult *result = result_new();
    read_all(reading, text, reference, result);
    return result;
}
