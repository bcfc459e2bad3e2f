// SPDX-License-Identifier: AGPL-3.0-or-later
// The labelled messages of tests/golden/reading, one a line, in seven languages. Arguments: the packs folder, that
// folder. Fields: text; signals (all weighty ones, sorted) or has (one that must be there); due (of the promise);
// tracking (the parcel's number, or none); automatic (with subject and perhaps from and headers: then the text is a
// mail's); courteous; thanks; date (the first one, or none); at (the day of the message).

#include "claim-event.h"
#include "packs-lexicon.h"
#include "reading.h"
#include <string.h>

static TncReading *reading;

static gboolean
is_weighty(TncSignal kind)
{
    return kind != TNC_SIGNAL_APOLOGISES && kind != TNC_SIGNAL_THANKS &&
           kind != TNC_SIGNAL_GIVES_TICKET_NUMBER && kind != TNC_SIGNAL_GIVES_TRACKING_NUMBER;
}

static int
by_text(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static char *
signals_of(const TncReadingResult *result)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < result->signals->len; i++) {
        TncSignal kind = g_array_index(result->signals, TncReadingSignal, i).kind;
        const char *name = tnc_claim_words_name(TNC_WORDS_TncSignal, (int)kind);
        if (is_weighty(kind) && !g_ptr_array_find(names, name, NULL))
            g_ptr_array_add(names, (gpointer)(gintptr)name);
    }
    g_ptr_array_sort(names, by_text);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static void
check_due(const TncReadingResult *result, const char *due)
{
    char text[TNC_DATE_BUFFER] = "none";
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        if (signal->kind == TNC_SIGNAL_PROMISES && signal->due != TNC_DATE_NONE)
            tnc_date_format(signal->due, text);
    }
    g_assert_cmpstr(text, ==, due);
}

static void
check_tracking(const TncReadingResult *result, const char *wanted)
{
    const char *value = "none";
    for (guint i = 0; i < result->signals->len; i++) {
        const TncReadingSignal *signal = &g_array_index(result->signals, TncReadingSignal, i);
        if (signal->kind == TNC_SIGNAL_GIVES_TRACKING_NUMBER)
            value = signal->value;
    }
    g_assert_cmpstr(value, ==, wanted);
}

static void
check_date(const TncReadingResult *result, const char *wanted)
{
    char text[TNC_DATE_BUFFER] = "none";
    if (result->dates->len)
        tnc_date_format(g_array_index(result->dates, TncReadingDate, 0).date, text);
    g_assert_cmpstr(text, ==, wanted);
}

// What is written of a mail: an object, and a body that the engine takes, its keys in their order.
static void
check_written(const TncReadingResult *result, const TncMailMessage *message)
{
    g_autoptr(TncReadingBody) unmatched = tnc_reading_body_new(result, message, "r");
    g_autoptr(GString) line = g_string_new(NULL);
    tnc_reading_result_line(result, message, "p", line);
    g_autoptr(json_t) object = json_loads(line->str, JSON_REJECT_DUPLICATES, NULL);
    g_assert_cmpuint(json_object_size(object), ==, 19);
    for (guint suspicious = 0; suspicious < 2; suspicious++) {
        g_autofree char *body = tnc_reading_body_finish(unmatched, "m", suspicious);
        g_autoptr(json_t) read = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
        g_autofree char *canonical = tnc_json_canonical(read);
        g_assert_cmpstr(body, ==, canonical);
        g_assert_true(tnc_claim_event_check_body(TNC_EVENT_MESSAGE_RECEIVED, read, NULL));
    }
}

static TncReadingResult *
read_mail(const json_t *one)
{
    g_autofree char *text = g_strdup_printf(
        "From: %s\nSubject: %s\nDate: Mon, 02 Mar 2026 09:00:00 +0100\n%s"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n",
        tnc_json_string_or(one, "from", "Sophie <sav@lune.example>"),
        tnc_json_string_or(one, "subject", ""), tnc_json_string_or(one, "headers", ""),
        tnc_json_string_or(one, "text", ""));
    g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, NULL);
    TncReadingResult *result = tnc_reading_read(reading, message);
    check_written(result, message);
    return result;
}

static gboolean
has_thanks(const TncReadingResult *result)
{
    for (guint i = 0; i < result->signals->len; i++)
        if (g_array_index(result->signals, TncReadingSignal, i).kind == TNC_SIGNAL_THANKS)
            return TRUE;
    return FALSE;
}

// Whether ONE says how it is to sound.
static gboolean
check_tone(const TncReadingResult *result, const json_t *one)
{
    const json_t *courteous = json_object_get(one, "courteous");
    const json_t *thanks = json_object_get(one, "thanks");
    if (courteous)
        g_assert_cmpint(result->courtesy >= 0.5, ==, json_is_true(courteous));
    if (thanks)
        g_assert_cmpint(has_thanks(result), ==, json_is_true(thanks));
    return courteous || thanks;
}

static void
test_message(gconstpointer data)
{
    const json_t *one = data;
    const char *text = tnc_json_string_or(one, "text", "");
    const char *automatic = tnc_json_string_or(one, "automatic", NULL);
    const char *wanted = tnc_json_string_or(one, "signals", NULL);
    const char *has = tnc_json_string_or(one, "has", NULL);
    const char *due = tnc_json_string_or(one, "due", NULL);
    const char *date = tnc_json_string_or(one, "date", NULL);
    const char *at = tnc_json_string_or(one, "at", "2026-03-02");
    const char *tracking = tnc_json_string_or(one, "tracking", NULL);
    g_autoptr(TncReadingResult) mail = read_mail(one);
    g_autoptr(TncReadingResult) said = tnc_reading_read_text(reading, text, tnc_date_parse(at));
    const TncReadingResult *result = automatic ? mail : said;
    g_autofree char *signals = signals_of(result);
    g_test_message("%s", text);
    if (automatic)
        g_assert_cmpstr(tnc_claim_words_name(TNC_WORDS_TncAutomatic, (int)result->automatic), ==,
                        automatic);
    if (wanted)
        g_assert_cmpstr(signals, ==, wanted);
    if (has && !strstr(signals, has))
        g_assert_cmpstr(signals, ==, has);
    if (due)
        check_due(result, due);
    if (tracking)
        check_tracking(result, tracking);
    if (date)
        check_date(result, date);
    gboolean tone = check_tone(result, one);
    g_assert_true(automatic || wanted || has || date || tracking || tone);
}

static void
add_file(json_t *all, const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (!*lines[i])
            continue;
        json_t *one = json_loads(lines[i], 0, NULL);
        g_autofree char *test = g_strdup_printf("/reading/golden/%s/%u", name, i + 1);
        g_assert_nonnull(one);
        json_array_append_new(all, one);
        g_test_add_data_func(test, one, test_message);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_assert_cmpint(argc, ==, 3);
    g_autoptr(GPtrArray) lexicons = tnc_packs_lexicon_load(argv[1], NULL);
    g_assert_nonnull(lexicons);
    reading = tnc_reading_new(lexicons, NULL);
    g_autoptr(json_t) all = json_array();
    g_autoptr(GDir) folder = g_dir_open(argv[2], 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));)
        if (g_str_has_suffix(name, ".jsonl"))
            add_file(all, argv[2], name);
    g_assert_cmpuint(json_array_size(all), >, 0);
    int status = g_test_run();
    tnc_reading_free(reading);
    return status;
}
