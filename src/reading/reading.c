// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentence by sentence: fold, match the lexicon's rules of the message's language, note the sentence that shows it.

#include "reading.h"
#include "error.h"
#include "reading-automatic.h"
#include "reading-choice.h"
#include "reading-fold.h"
#include "reading-lexicon.h"
#include "reading-mood.h"
#include "reading-number.h"
#include "reading-sender.h"
#include "text.h"
#include <math.h>

// Nobody answers in more; what is longer is a log or a list.
#define MAX_READ 65536
#define MAX_CHARACTER 6
#define MAX_SENTENCES 400
#define MAX_SENTENCE 4000
#define MAX_SIGNALS 100
#define MAX_NUMBERS 20
// Longer lines may have been broken by the program that sent them.
#define SHORT_LINE 60

struct TncReading {
    GPtrArray *lexicons;           // of TncReadingLexicon
    TncReadingRules *automatic;    // of all languages
    TncReadingNumberWords numbers; // what stands before numbers, in all languages
    TncReadingChoice *choice;      // among the lexicons
};

static void
lexicon_free(gpointer lexicon)
{
    tnc_reading_lexicon_free(lexicon);
}

static void
add_lexicon(TncReading *reading, const TncPacksLexicon *pack)
{
    const TncPacksLexiconFile *file = pack->file;
    g_ptr_array_add(reading->lexicons, tnc_reading_lexicon_new(pack));
    tnc_reading_automatic_add(reading->automatic, file);
    for (guint i = 0; i < file->references_count; i++)
        g_hash_table_add(reading->numbers.references, file->references[i]);
    for (guint i = 0; i < file->parcels_count; i++)
        g_ptr_array_add(reading->numbers.parcels, file->parcels[i]);
}

TncReading *
tnc_reading_new(const GPtrArray *lexicons, GError **error)
{
    if (lexicons->len == 0) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no lexicon in packs/lexicons");
        return NULL;
    }
    TncReading *reading = g_new0(TncReading, 1);
    reading->lexicons = g_ptr_array_new_with_free_func(lexicon_free);
    reading->automatic = tnc_reading_rule_set_new();
    reading->numbers.references = g_hash_table_new(g_str_hash, g_str_equal);
    reading->numbers.parcels = g_ptr_array_new();
    for (guint i = 0; i < lexicons->len; i++)
        add_lexicon(reading, g_ptr_array_index(lexicons, i));
    tnc_reading_rule_set_build(reading->automatic);
    reading->choice = tnc_reading_choice_new(reading->lexicons);
    return reading;
}

TncReading *
tnc_reading_share(const TncReading *first)
{
    TncReading *reading = g_new0(TncReading, 1);
    reading->lexicons = g_ptr_array_new_with_free_func(lexicon_free);
    for (guint i = 0; i < first->lexicons->len; i++)
        g_ptr_array_add(reading->lexicons,
                        tnc_reading_lexicon_share(g_ptr_array_index(first->lexicons, i)));
    reading->automatic = tnc_reading_rule_set_share(first->automatic);
    reading->choice = tnc_reading_choice_share(first->choice, reading->lexicons);
    reading->numbers.references = g_hash_table_ref(first->numbers.references);
    reading->numbers.parcels = g_ptr_array_ref(first->numbers.parcels);
    return reading;
}

void
tnc_reading_free(TncReading *reading)
{
    if (!reading)
        return;
    g_ptr_array_unref(reading->lexicons);
    tnc_reading_rule_set_free(reading->automatic);
    tnc_reading_choice_free(reading->choice);
    g_hash_table_unref(reading->numbers.references);
    g_ptr_array_unref(reading->numbers.parcels);
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

// Sets of signals are bits.
G_STATIC_ASSERT(TNC_SIGNAL_COUNT <= 32);

typedef struct {
    const TncReading *reading;
    const TncReadingLexicon *lexicon;
    TncReadingResult *result;
    const char *text;
    TncDate reference;
    guint start; // of the sentence, trimmed
    guint end;
    const TncReadingFold *whole; // of the text
    const TncReadingFold *fold;  // of the sentence
    GString *sentence;           // its folded text
    GArray *matches;             // of TncReadingRuleMatch, of the sentence
    GArray *dates;               // of TncReadingDate, of the sentence
    GPtrArray *tones;            // rules heard so far: each counts once
    guint32 shown;               // signals of the sentence so far: bits of TncSignal
    guint32 likely;              // what its words make so
    guint32 unlikely;
    TncReadingDoubt doubt; // that it is automatic
    gboolean personal;     // one person speaks of what he or she does
    gboolean led; // a line that ends with ':' was seen, as above a copy of what the customer wrote
    gboolean asked;   // something was asked for before
    guint lead_start; // of the sentence that ends with ':' and leads a list in
    guint lead_end;   // 0: none
} Pass;

static gboolean
is_ask(TncSignal kind)
{
    return kind == TNC_SIGNAL_ASKS_STEP || kind == TNC_SIGNAL_ASKS_INFORMATION ||
           kind == TNC_SIGNAL_ASKS_EVIDENCE;
}

static void
add_signal(Pass *pass, TncSignal kind, const char *step, TncDate due, const char *value)
{
    if (pass->result->signals->len >= MAX_SIGNALS)
        return;
    for (guint i = 0; i < pass->result->signals->len; i++) {
        const TncReadingSignal *one = &g_array_index(pass->result->signals, TncReadingSignal, i);
        if (one->kind == kind && one->start == pass->start && one->end == pass->end &&
            one->step == step && g_strcmp0(one->value, value) == 0)
            return;
    }
    pass->asked |= !pass->led && is_ask(kind) && kind != TNC_SIGNAL_ASKS_STEP;
    pass->shown |= 1u << kind;
    TncReadingSignal signal = {kind, pass->start, pass->end, step, due, g_strdup(value)};
    g_array_append_val(pass->result->signals, signal);
}

// 'We are now looking into it and will tell you' is no promise for today.
static gboolean
is_present(const Pass *pass, const TncReadingDate *date)
{
    const TncPacksLexiconFile *file = pass->lexicon->file;
    const char *word = pass->fold->text + date->start;
    for (guint i = 0; i < file->presents_count; i++)
        if (strlen(file->presents[i]) == date->end - date->start &&
            g_str_has_prefix(word, file->presents[i]))
            return TRUE;
    return FALSE;
}

// A promise counts only with a day: the last future date of its sentence ('it leaves today, you get it by the 21st').
static void
add_promise(Pass *pass)
{
    for (guint i = pass->dates->len; i > 0; i--) {
        const TncReadingDate *date = &g_array_index(pass->dates, TncReadingDate, i - 1);
        if (!date->past && !is_present(pass, date)) {
            add_signal(pass, TNC_SIGNAL_PROMISES, NULL, date->last, NULL);
            return;
        }
    }
}

static void
take_signal(Pass *pass, const TncReadingRuleMatch *match)
{
    TncSignal kind = (TncSignal)tnc_claim_words_parse(TNC_WORDS_TncSignal, match->rule->kind);
    const char *step = match->rule->step;
    gboolean promise = kind == TNC_SIGNAL_PROMISES;
    // A date that was named elsewhere is held to, whatever the condition; the claim knows it.
    if (promise && step)
        add_signal(pass, kind, step, TNC_DATE_NONE, NULL);
    else if (tnc_reading_mood_blocks(pass->matches, pass->fold->text, match, kind) ||
             pass->unlikely >> kind & 1)
        return;
    else if (promise)
        add_promise(pass);
    else
        add_signal(pass, kind, step, TNC_DATE_NONE, NULL);
}

static void
take_tone(Pass *pass, const TncReadingRuleMatch *match)
{
    if (!g_ptr_array_find(pass->tones, match->rule, NULL))
        g_ptr_array_add(pass->tones, (gpointer)(gintptr)match->rule);
}

static void
keep_match(const TncReadingRuleMatch *match, gpointer matches)
{
    g_array_append_vals(matches, match, 1);
}

static const guint32 sentence_lists =
    1u << TNC_READING_LIST_SIGNAL | 1u << TNC_READING_LIST_TONE | 1u << TNC_READING_LIST_MOOD;

static void
match_sentence(Pass *pass)
{
    g_array_set_size(pass->matches, 0);
    tnc_reading_rule_set_each(pass->lexicon->rules, sentence_lists, pass->fold->text,
                              pass->fold->length, keep_match, pass->matches);
}

// What the words of the sentence say beside the rules; of what may be a machine's nothing.
static void
weigh_sentence(Pass *pass)
{
    pass->likely = pass->unlikely = 0;
    if (!pass->lexicon->hunches || pass->doubt != TNC_READING_SURE)
        return;
    tnc_reading_hunch_weigh(pass->lexicon->hunches, pass->fold->text, pass->fold->length);
    pass->likely = tnc_reading_hunch_likely(pass->lexicon->hunches);
    pass->unlikely = tnc_reading_hunch_unlikely(pass->lexicon->hunches);
}

static void
take_hunches(Pass *pass)
{
    // It is no part of the sentence in particular: what negates a part may negate it.
    guint end = (guint)pass->fold->length;
    for (guint32 left = pass->likely & ~pass->shown; left; left &= left - 1) {
        TncSignal kind = (TncSignal)g_bit_nth_lsf(left, -1);
        TncReadingRuleMatch match = {TNC_READING_LIST_SIGNAL, NULL, 0, end};
        if (tnc_reading_mood_blocks(pass->matches, pass->fold->text, &match, kind))
            continue;
        if (kind == TNC_SIGNAL_PROMISES)
            add_promise(pass);
        else
            add_signal(pass, kind, NULL, TNC_DATE_NONE, NULL);
    }
}

static void
take_matches(Pass *pass)
{
    match_sentence(pass);
    weigh_sentence(pass);
    pass->shown = 0;
    for (guint i = 0; i < pass->matches->len; i++) {
        const TncReadingRuleMatch *match = &g_array_index(pass->matches, TncReadingRuleMatch, i);
        if (match->tag == TNC_READING_LIST_SIGNAL)
            take_signal(pass, match);
        else if (match->tag == TNC_READING_LIST_TONE)
            take_tone(pass, match);
        pass->personal |= tnc_reading_mood_is_personal(match);
    }
    take_hunches(pass);
}

static void
take_number(TncReadingNumberKind kind, const char *number, gsize size, gpointer data)
{
    Pass *pass = data;
    // As it was written, not folded.
    gsize at = (gsize)(number - pass->fold->text);
    g_autofree char *text = g_strndup(pass->text + pass->fold->origin[at], size);
    gboolean parcel = kind == TNC_READING_NUMBER_TRACKING;
    if (!parcel && pass->result->orders->len >= MAX_NUMBERS)
        return;
    add_signal(pass, parcel ? TNC_SIGNAL_GIVES_TRACKING_NUMBER : TNC_SIGNAL_GIVES_TICKET_NUMBER,
               NULL, TNC_DATE_NONE, text);
    if (!parcel)
        g_ptr_array_add(pass->result->orders, g_steal_pointer(&text));
}

static void
take_dates(const Pass *pass)
{
    for (guint i = 0; i < pass->dates->len; i++) {
        TncReadingDate date = g_array_index(pass->dates, TncReadingDate, i);
        date.start = pass->fold->origin[date.start];
        date.end = MIN(pass->fold->origin[date.end], pass->end);
        g_array_append_val(pass->result->dates, date);
    }
}

static gboolean
is_item(const char *text)
{
    if (*text == '-' || *text == '*' || g_str_has_prefix(text, "•") || g_str_has_prefix(text, "–"))
        return TRUE;
    gsize digits = strspn(text, "0123456789");
    return digits >= 1 && digits <= 2 && (text[digits] == '.' || text[digits] == ')');
}

// 'Please send us: - a photo': what is asked for is said only by both together.
static void
read_item(Pass *pass)
{
    const TncReadingFold *outer = pass->fold;
    g_auto(TncReadingFold) fold = {0};
    g_autofree char *lead =
        g_strndup(pass->text + pass->lead_start, pass->lead_end - pass->lead_start);
    g_autofree char *item = g_strndup(pass->text + pass->start, pass->end - pass->start);
    g_autofree char *both = g_strconcat(lead, " ", item, NULL);
    tnc_reading_fold_init(&fold, both, strlen(both));
    pass->fold = &fold;
    match_sentence(pass);
    for (guint i = 0; i < pass->matches->len; i++) {
        const TncReadingRuleMatch *match = &g_array_index(pass->matches, TncReadingRuleMatch, i);
        if (match->tag == TNC_READING_LIST_SIGNAL &&
            is_ask((TncSignal)tnc_claim_words_parse(TNC_WORDS_TncSignal, match->rule->kind)))
            take_signal(pass, match);
    }
    pass->fold = outer;
}

// Notes a sentence that leads a list in, and forgets it behind the list.
static void
note_lead(Pass *pass, gboolean item)
{
    const char *last = g_utf8_find_prev_char(pass->text, pass->text + pass->end);
    gboolean leads = last && (*last == ':' || g_str_has_prefix(last, "："));
    pass->led |= leads;
    if (leads) {
        pass->lead_start = pass->start;
        pass->lead_end = pass->end;
    } else if (!item)
        pass->lead_end = 0;
}

static void
read_sentence(Pass *pass, guint start, guint end)
{
    while (start < end && g_ascii_isspace(pass->text[start]))
        start++;
    while (end > start && g_ascii_isspace(pass->text[end - 1]))
        end--;
    // '>' marks what the seller quotes of the buyer.
    if (start == end || pass->text[start] == '>')
        return;
    TncReadingFold fold = tnc_reading_fold_part(pass->whole, start, end);
    g_string_truncate(pass->sentence, 0);
    g_string_append_len(pass->sentence, fold.text, (gssize)fold.length);
    fold.text = pass->sentence->str;
    pass->fold = &fold;
    pass->start = start;
    pass->end = end;
    pass->dates = tnc_reading_dates_find(pass->lexicon->dates, fold.text, pass->reference, NULL);
    if (pass->result->automatic == TNC_AUTOMATIC_NONE || pass->doubt != TNC_READING_SURE)
        take_matches(pass);
    tnc_reading_number_each(&pass->reading->numbers, fold.text, fold.length, take_number, pass);
    take_dates(pass);
    gboolean item = is_item(pass->text + start);
    if (item && pass->lead_end && pass->result->automatic == TNC_AUTOMATIC_NONE)
        read_item(pass);
    note_lead(pass, item);
    g_clear_pointer(&pass->dates, g_array_unref);
    pass->fold = NULL;
}

// 'M. Durand', 'J. Smith', 'Dec. 31', 'No. 12': the dot of an initial or before a number ends nothing.
static gboolean
is_abbreviation(const char *text, const char *dot)
{
    const char *word = dot;
    while (word > text && g_ascii_isalpha(word[-1]))
        word--;
    gboolean initial = dot - word == 1 && g_ascii_isupper(*word);
    gboolean number = dot[1] == ' ' && g_ascii_isdigit(dot[2]) && dot > word && dot - word <= 4;
    // '28 févr. - 6 mars'
    gboolean range = dot > word && dot - word <= 4 && g_str_has_prefix(dot, ". - ");
    return *dot == '.' && (initial || number || range);
}

// 'am 2. Oktober', '3. Mahnung': where ordinals are written so (ORDINALS), the dot of a small number ends a sentence
// only with its line; elsewhere when a capital letter follows it.
static gboolean
is_ordinal(const char *text, const char *dot, gboolean ordinals)
{
    const char *digit = dot;
    while (digit > text && g_ascii_isdigit(digit[-1]))
        digit--;
    // '1. A photo' of a list
    if (*dot == '.' && dot > digit && dot - digit <= 2 && (digit == text || digit[-1] == '\n'))
        return TRUE;
    gboolean small = dot - digit >= 1 && dot - digit <= 2 && digit > text && digit[-1] == ' ';
    return *dot == '.' && small && dot[1] == ' ' && (ordinals || g_ascii_islower(dot[2]));
}

// The sentence from START is an item of a list, its line ends at LINE_BREAK and is so short that no program has broken
// it, and what follows begins anew.
static gboolean
ends_item(const char *start, const char *line_break)
{
    start += strspn(start, " \n");
    const char *line = line_break;
    while (line > start && line[-1] != '\n')
        line--;
    return start < line_break && is_item(start) && line_break - line < SHORT_LINE &&
           g_unichar_isupper(g_utf8_get_char(tnc_text_next(line_break)));
}

// A sentence ends at '.', '!', '?' or their wide forms before a blank, at an empty line, a new item of a list, and at
// the end of a QUOTED line.
static gboolean
ends_sentence(const char *text, const char *start, const char *c, gboolean ordinals)
{
    const char *next = tnc_text_next(c);
    gboolean quoted = *start == '>';
    if (*c == '\n' && ends_item(start, c))
        return TRUE;
    if (*c == '\n')
        return *next == '\n' || *next == '-' || *next == '*' || *next == '>' || quoted ||
               g_ascii_isdigit(*next);
    if (*c == '.' || *c == '!' || *c == '?')
        return (!*next || g_ascii_isspace(*next)) && !is_abbreviation(text, c) &&
               !is_ordinal(text, c, ordinals);
    if ((guchar)*c < 0x80)
        return FALSE;
    gunichar character = g_utf8_get_char(c);
    return character == 0x3002 || character == 0xff01 || character == 0xff1f;
}

static inline gboolean
is_plain(char c)
{
    guchar letter = (guchar)((c | 0x20) - 'a');
    guchar digit = (guchar)(c - '0');
    return letter < 26 || c == ' ' || digit < 10 || c == ',' || c == '\'';
}

// Behind the bytes from FROM, before LIMIT, that end no sentence and behind which something stands.
static const char *
skip_plain(const char *from, const char *limit)
{
    while (from < limit && is_plain(*from) && from[1])
        from++;
    return from;
}

static void
read_sentences(Pass *pass)
{
    guint count = 0;
    const char *start = pass->text;
    const char *end = pass->text + MAX_READ;
    gboolean ordinals = tnc_reading_dates_has_dotted_ordinals(pass->lexicon->dates);
    for (const char *c = pass->text; *c && c < end && count < MAX_SENTENCES;) {
        c = skip_plain(c, MIN(end, start + MAX_SENTENCE) - 1);
        const char *next = tnc_text_next(c);
        if (ends_sentence(pass->text, start, c, ordinals) || !*next ||
            next - start >= MAX_SENTENCE) {
            read_sentence(pass, (guint)(start - pass->text), (guint)(next - pass->text));
            start = next;
            count++;
        }
        c = next;
    }
}

// ---- the tone, the doubt

static int
weight_of(const TncPacksLexiconRule *rule)
{
    static const struct {
        const char *kind;
        int weight;
    } tones[] = {{"warm", 120}, {"polite", 60}, {"cold", -90}, {"harsh", -170}};
    for (guint i = 0; i < G_N_ELEMENTS(tones) && !rule->weight; i++)
        if (g_str_equal(tones[i].kind, rule->kind))
            return tones[i].weight;
    return rule->weight;
}

// The chance that people would call the text polite: a logistic model over what was heard.
static double
tone_of(const Pass *pass)
{
    int sum = pass->lexicon->file->tone_bias;
    for (guint i = 0; i < pass->tones->len; i++)
        sum += weight_of(g_ptr_array_index(pass->tones, i));
    return 1.0 / (1.0 + exp(-sum / 100.0));
}

// 'We received your request': so begins a machine, and so may begin a person who then grants or refuses it.
static gboolean
is_substance(TncSignal kind, TncReadingDoubt doubt)
{
    static const guint32 more = 1u << TNC_SIGNAL_ASKS_INFORMATION | 1u << TNC_SIGNAL_HANDS_OFF |
                                1u << TNC_SIGNAL_PROMISES | 1u << TNC_SIGNAL_APOLOGISES |
                                1u << TNC_SIGNAL_IN_PROGRESS;
    static const guint32 substance =
        1u << TNC_SIGNAL_ASKS_STEP | 1u << TNC_SIGNAL_DENIES | 1u << TNC_SIGNAL_SHIFTS_COST |
        1u << TNC_SIGNAL_OFFERS_REFUND | 1u << TNC_SIGNAL_OFFERS_REPAIR |
        1u << TNC_SIGNAL_OFFERS_REPLACEMENT | 1u << TNC_SIGNAL_OFFERS_VOUCHER |
        1u << TNC_SIGNAL_OFFERS_PARTIAL_REFUND | 1u << TNC_SIGNAL_GIVES_RETURN_PROCEDURE |
        1u << TNC_SIGNAL_ASKS_EVIDENCE;
    return (substance | (doubt == TNC_READING_UNLIKELY ? more : 0)) >> kind & 1;
}

// Either the text has substance and is a person's, or its signals are a machine's and mean nothing. Machines confirm and
// tell as 'we': of somebody who speaks for himself less is enough.
static void
settle_doubt(TncReadingResult *result, TncReadingDoubt doubt, gboolean personal)
{
    gboolean substance = FALSE;
    if (personal && result->automatic != TNC_AUTOMATIC_AUTO_REPLY)
        doubt = TNC_READING_UNLIKELY;
    for (guint i = 0; i < result->signals->len; i++)
        substance |= is_substance(g_array_index(result->signals, TncReadingSignal, i).kind, doubt);
    if (substance) {
        result->automatic = TNC_AUTOMATIC_NONE;
        g_ptr_array_set_size(result->because, 0);
        return;
    }
    for (guint i = result->signals->len; i > 0; i--) {
        TncSignal kind = g_array_index(result->signals, TncReadingSignal, i - 1).kind;
        if (kind != TNC_SIGNAL_GIVES_TICKET_NUMBER && kind != TNC_SIGNAL_GIVES_TRACKING_NUMBER)
            g_array_remove_index(result->signals, i - 1);
    }
}

// FOLD: of the text as far as it is read. FROM and SIGNATURE may be NULL.
static void
read_all(const TncReading *reading, const char *text, const TncReadingFold *fold,
         const char *signature, const TncMailAddress *from, TncDate reference,
         TncReadingDoubt doubt, TncReadingResult *result)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(TncReadingRuleMatch));
    g_autoptr(GPtrArray) tones = g_ptr_array_new();
    g_autoptr(GString) sentence = g_string_new(NULL);
    Pass pass = {.reading = reading,
                 .lexicon = tnc_reading_choice_make(reading->choice, text, fold, &result->language),
                 .result = result,
                 .text = text,
                 .reference = reference,
                 .whole = fold,
                 .sentence = sentence,
                 .matches = matches,
                 .tones = tones,
                 .doubt = doubt};
    result->greeting = tnc_reading_sender_greeting(pass.lexicon, text);
    read_sentences(&pass);
    tnc_reading_sender_take(pass.lexicon, text, signature, result);
    // Who signs with a name and asks for something speaks for himself, too.
    pass.personal |= pass.asked && from && tnc_reading_sender_is_person(result->agent, from);
    if (doubt != TNC_READING_SURE)
        settle_doubt(result, doubt, pass.personal);
    if (result->automatic == TNC_AUTOMATIC_NONE) {
        result->courtesy = tone_of(&pass);
        return;
    }
    g_clear_pointer(&result->agent, g_free);
    g_clear_pointer(&result->department, g_free);
}

// As far as sentences are read: the last may end with the character that goes beyond.
static void
fold_all(TncReadingFold *fold, const char *text)
{
    gsize size = strnlen(text, MAX_READ + MAX_CHARACTER);
    while ((text[size] & 0xc0) == 0x80)
        size--;
    tnc_reading_fold_init(fold, text, size);
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
    const char *visible = tnc_mail_message_visible(message);
    g_auto(TncReadingFold) fold = {0};
    fold_all(&fold, visible);
    TncReadingDoubt doubt = tnc_reading_automatic_judge(message, &fold, reading->automatic, result);
    read_all(reading, visible, &fold, tnc_mail_message_signature(message),
             tnc_mail_message_from(message), reference, doubt, result);
    return result;
}

TncReadingResult *
tnc_reading_read_text(const TncReading *reading, const char *text, TncDate reference)
{
    TncReadingResult *result = result_new();
    g_auto(TncReadingFold) fold = {0};
    fold_all(&fold, text);
    read_all(reading, text, &fold, NULL, NULL, reference, TNC_READING_SURE, result);
    return result;
}
