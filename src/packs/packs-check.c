// SPDX-License-Identifier: AGPL-3.0-or-later
// `packs check`: each file by itself, then what ties the files together.

#include <string.h>
#include "error.h"
#include "packs-ladder.h"
#include "packs-law-file.h"
#include "packs-law.h"
#include "packs-parts.h"
#include "packs-yaml.h"

typedef struct {
    const char *directory;
    TncDate today;
    TncPacksReport report;
    gpointer data;
    guint count;
} Checker;

// The moves outside the ladders (claim-plan.c) whose words must be there.
static const char *const move_drafts[] = {"answer",       "answer_step",     "send_document",
                                          "answer_offer", "not_fixed",       "promise_broken",
                                          "return_item",  "answer_privately"};

// What to do about a mistake: by the words of its message and the end of its field, first fit.
static const struct {
    const char *message;
    const char *field;
    const char *remedy;
} remedies[] = {
    {"found a mistake", "",
     "correct the YAML on this line: quote a text that begins with { [ ' or holds ': '"},
    {"the unknown key", "",
     "correct the spelling of the key, or take it out: the known keys are named above"},
    {"each key once", "", "take one of the two out"},
    {"this field, found nothing", ".fr", "write the text in French, too"},
    {"this field, found nothing", ".en", "write the text in English, too"},
    {"this field, found nothing", "source",
     "name the law and the article, or who publishes it: nobody could check it otherwise"},
    {"this field, found nothing", "", "add the field: the README of the folder says what it means"},
    {"ISO 8601 duration", "", "write P14D for 14 days, P2M for 2 months, P2Y for 2 years"},
    {"a date such as", "", "write a day that exists as year-month-day: 2026-03-02"},
    {"a predicate of", "", "choose a name of the table 'Predicates' in packs/README.md"},
    {"never applies", "", "take out one of the conditions: no claim fulfils all of them"},
    {"the name of the file", "id", "give the id the name of the file, or rename the file"},
    {"an id used once", "", "give one of the two another id"},
    {"versions of one rule", "",
     "let the older version end (valid.to) before the newer begins (valid.from), or name the rules "
     "differently"},
    {"found a circle", "",
     "let the first rule of the chain start from an event ('start') instead of a rule"},
    {"a rule of this file", "clock.after", "name a rule of the same file that has a 'clock'"},
    {"'start' or 'after'", "", "keep 'start' (an event) or 'after' (a rule), not both"},
    {"against the buyer", "",
     "keep 'lapse' for terms of the buyer: write 'against: buyer' in the clock, or take it out"},
    {"a day after 'from'", "", "exchange the two days, or correct the one that is wrong"},
    {"'most' above 'over'", "", "write the sums in minor units: 5,000.00 is 500000"},
    {"begins with https://", "", "copy the address from the browser, with https:// in front"},
    {"a day from monday", "", "write the day in English: saturday"},
    {"a month and day", "", "write month-day: 07-14 for 14 July"},
    {"days after Easter", "",
     "count from Easter Sunday: 1 is Easter Monday, 39 Ascension, -2 Good Friday"},
    {"a list of", "", "write at least one item between [ and ], or as lines that begin with '- '"},
    {"either text or part", "", "split the paragraph in two: one with 'text', one with 'part'"},
    {"of frame 'part'", "", "name a draft whose frame is 'part'"},
    {"every channel", "", "add the name of the channel in this language"},
    {"between '[' and ']'", "", "put a placeholder into the brackets, or take the brackets away"},
    {"']' after '['", "", "close the bracket"},
    {"{year}", "", "write {day}, {month} and {year} into the pattern"},
    {"expected {", "", "write the placeholder into the text, in its braces"},
    {"regular expressions", "", "correct the expression: each ( needs its ), each [ its ]"},
    {"every word", "", "add the word to the list, in this language"},
    {"a sentence that ends", "", "end the sentence with a full stop"},
    {"once, found", "", "take one of the two out"},
    {"an instant such as", "", "write day, hour and offset from UTC: 2026-03-02T09:00:00+01:00"},
    {"left or right", "", "write on which side an envelope of that country has its window"},
    {"a 'clock'", "", "add the 'clock' from which it counts"},
    {"growing 'until'", "",
     "order the tiers by 'until'; the last one has none and goes on for ever"},
    {"percentages", "", "write the surcharge in percent of the sum owed: 10, 20, 50"},
    {"the day on which it was read", "",
     "read the article and note the day, or write 'status: unverified'"},
    {"the day of the next check", "",
     "add 'recheck_by', at most a year after 'read_on', or write 'status: unverified'"},
    {"within a year", "", "bring 'recheck_by' to at most a year after 'read_on'"},
    {"the text that was read", "",
     "note the day of the consolidated text that you read, or write 'status: unverified'"},
    {"working days such as", "", "write the working days: P7D, or take 'unit: working' out"},
    {"calendar of the working days", "",
     "name the calendar in the clock or at the top of the file"},
    {"code of a language", "", "write the code of the language: fr, en, de"},
    {"a text of 1 to", "", "shorten the text, or divide the rule in two"},
    {"a text, found nothing", "", "write the text between the quotes"},
    {"a code such as EUR", "", "write the three capital letters of the currency"},
    {"1 to 90 days", "", "write in how many last days it comes first: 14"},
    {"a calendar of", "", "write the calendar in packs/calendars, or name one that is there"},
    {"a draft", "", "write the draft in packs/drafts in every language, or name one that is there"},
    {"a ladder without", "",
     "write a ladder for this kind of claim without 'when': the one for the rest"},
    {"a placeholder", "",
     "choose a placeholder of the table in packs/README.md, or take the brackets away"},
    {"expected one of", "", "choose one of the words named above"},
};
static const char usual_remedy[] = "packs/README.md explains each field of each kind of pack";

static const char *
remedy_for(const char *field, const char *message)
{
    for (guint i = 0; i < G_N_ELEMENTS(remedies); i++)
        if (strstr(message, remedies[i].message) && g_str_has_suffix(field, remedies[i].field))
            return remedies[i].remedy;
    return usual_remedy;
}

static void
say(Checker *checker, const char *file, guint line, const char *field, const char *message)
{
    TncPacksFinding finding = {file, line, field, message, remedy_for(field, message), FALSE};
    checker->report(&finding, checker->data);
    checker->count++;
}

// Takes 'FILE:LINE: FIELD: MESSAGE' of packs-yaml.h apart: the error carries one text only.
static void
say_error(Checker *checker, const char *path, const char *text)
{
    guint64 line = 0;
    if (g_str_has_prefix(text, path) && text[strlen(path)] == ':') {
        char *end = NULL;
        text += strlen(path) + 1;
        line = g_ascii_strtoull(text, &end, 10);
        text = end + strspn(end, ": ");
    }
    // The message begins at 'expected' in all forms with a field.
    const char *colon = strstr(text, ": expected ");
    g_autofree char *field = colon ? g_strndup(text, (gsize)(colon - text)) : g_strdup("");
    say(checker, path, (guint)line, field, colon ? colon + 2 : text);
}

static gboolean
has_folder(const Checker *checker, const char *name)
{
    g_autofree char *folder = g_build_filename(checker->directory, name, NULL);
    return g_file_test(folder, G_FILE_TEST_IS_DIR);
}

static gboolean
check_files(Checker *checker, const TncPacksPart *part)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(checker->directory, part->folder, NULL);
    guint before = checker->count;
    for (guint i = 0; paths && paths[i]; i++) {
        g_autoptr(GError) error = NULL;
        if (!part->check(paths[i], &error))
            say_error(checker, paths[i], error->message);
    }
    return checker->count == before;
}

// ---- between the files

static void
check_rung_drafts(Checker *checker, const char *path, const TncLadder *ladder, GHashTable *drafts)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, tnc_packs_ladder_schema(), NULL);
    for (guint i = 0; yaml && i < ladder->rung_count; i++) {
        const char *id = ladder->rungs[i].draft;
        const TncPacksDraft *draft = id ? g_hash_table_lookup(drafts, id) : NULL;
        if (!id || (draft && draft->frame != TNC_FRAME_PART))
            continue;
        g_autofree char *field = g_strdup_printf("rungs[%u].draft", i);
        g_autofree char *message =
            g_strdup_printf("expected a draft of packs/drafts, found '%s'", id);
        say(checker, path, tnc_packs_yaml_line(yaml, field), field, message);
    }
}

static void
check_kinds(Checker *checker, const GPtrArray *ladders)
{
    guint kinds = 0;
    for (guint i = 0; i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        for (guint j = 0; j < ladder->kind_count && ladder->when_count == 0; j++)
            kinds |= 1u << ladder->kinds[j];
    }
    g_autofree char *folder = g_build_filename(checker->directory, "ladders", NULL);
    for (int kind = 0; kind < TNC_CLAIM_COUNT; kind++)
        if (!(kinds >> kind & 1)) {
            g_autofree char *message =
                g_strdup_printf("expected a ladder without 'when' for %s, found none",
                                tnc_claim_words_name(TNC_WORDS_TncClaimKind, kind));
            say(checker, folder, 0, "for", message);
        }
}

static void
check_moves(Checker *checker, GHashTable *drafts)
{
    g_autofree char *folder = g_build_filename(checker->directory, "drafts", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(move_drafts); i++)
        if (!g_hash_table_contains(drafts, move_drafts[i])) {
            g_autofree char *message =
                g_strdup_printf("expected a draft for the move '%s', found none", move_drafts[i]);
            say(checker, folder, 0, "drafts", message);
        }
}

// The file that an error of a whole folder names.
static void
say_folder_error(Checker *checker, const char *folder, const char *message)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(checker->directory, folder, NULL);
    for (guint i = 0; paths && paths[i]; i++)
        if (g_str_has_prefix(message, paths[i]) && message[strlen(paths[i])] == ':') {
            say_error(checker, paths[i], message);
            return;
        }
    say_error(checker, folder, message);
}

static void
check_ladders(Checker *checker, GHashTable *drafts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) ladders = tnc_packs_ladder_load_all(checker->directory, &error);
    if (!ladders) {
        say_folder_error(checker, "ladders", error->message);
        return;
    }
    for (guint i = 0; drafts && i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        g_autofree char *name = g_strconcat(ladder->id, ".yaml", NULL);
        g_autofree char *path = g_build_filename(checker->directory, "ladders", name, NULL);
        check_rung_drafts(checker, path, ladder, drafts);
    }
    check_kinds(checker, ladders);
}

// One rule of a file, with what all rules have in common.
typedef struct {
    Checker *checker;
    const TncPacksYaml *yaml;
    const char *path;
    GHashTable *drafts; // NULL when there is no folder of them
    GHashTable *owners; // id of a rule → file
    guint index;
    const TncLawRule *rule;
} RuleCheck;

static void
say_rule(const RuleCheck *check, const char *key, const char *message)
{
    g_autofree char *field = g_strdup_printf("rules[%u].%s", check->index, key);
    say(check->checker, check->path, tnc_packs_yaml_line(check->yaml, field), field, message);
}

static gboolean
has_calendar(const Checker *checker, const char *id)
{
    g_autofree char *name = g_strconcat(id ? id : "", ".yaml", NULL);
    g_autofree char *path = g_build_filename(checker->directory, "calendars", name, NULL);
    return !id || g_file_test(path, G_FILE_TEST_EXISTS);
}

// A check that is overdue: the rule shows as lapsed, and no letter cites it.
static void
notice_overdue(const RuleCheck *check)
{
    char day[TNC_DATE_BUFFER];
    const TncLawRule *rule = check->rule;
    TncDate today = check->checker->today;
    if (today == TNC_DATE_NONE || rule->recheck_by == TNC_DATE_NONE || today <= rule->recheck_by)
        return;
    g_autofree char *field = g_strdup_printf("rules[%u].verification.recheck_by", check->index);
    g_autofree char *message =
        g_strdup_printf("%s was to be checked again by %s and is no longer asserted", rule->id,
                        tnc_date_format(rule->recheck_by, day));
    TncPacksFinding finding = {check->path,
                               tnc_packs_yaml_line(check->yaml, field),
                               field,
                               message,
                               "read the article again, correct the rule, then set 'read_on', "
                               "'text_as_of' and 'recheck_by'",
                               TRUE};
    check->checker->report(&finding, check->checker->data);
}

static void
check_rule(const RuleCheck *check)
{
    const TncLawRule *rule = check->rule;
    const char *owner = g_hash_table_lookup(check->owners, rule->id);
    if (owner && !g_str_equal(owner, check->path)) {
        g_autofree char *message = g_strdup_printf(
            "expected an id used once, found '%s' again (first in %s)", rule->id, owner);
        say_rule(check, "id", message);
    }
    g_hash_table_insert(check->owners, g_strdup(rule->id), g_strdup(check->path));
    if (!has_calendar(check->checker, rule->clock.calendar))
        say_rule(check, "clock.calendar",
                 "expected a calendar of packs/calendars, found none of that name");
    if (check->drafts && rule->lapse.move &&
        !g_hash_table_contains(check->drafts, rule->lapse.move))
        say_rule(check, "lapse.move", "expected a draft of packs/drafts, found none of that name");
    notice_overdue(check);
}

static void
check_law(Checker *checker, const char *path, GHashTable *drafts, GHashTable *owners)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, tnc_packs_law_file_schema(), NULL);
    g_autoptr(TncLaw) law = yaml ? tnc_packs_law_load(path, NULL) : NULL;
    if (!law)
        return;
    if (!has_calendar(checker, law->calendar))
        say(checker, path, tnc_packs_yaml_line(yaml, "calendar"), "calendar",
            "expected a calendar of packs/calendars, found none of that name");
    for (guint i = 0; i < law->rules->len; i++) {
        RuleCheck check = {checker, yaml, path, drafts, owners, i, law->rules->pdata[i]};
        check_rule(&check);
    }
}

static void
check_laws(Checker *checker, GHashTable *drafts)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(checker->directory, "law", NULL);
    g_autoptr(GHashTable) owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; paths && paths[i]; i++)
        check_law(checker, paths[i], drafts, owners);
}

static void
check_between(Checker *checker)
{
    g_autoptr(GHashTable) drafts = NULL;
    if (has_folder(checker, "drafts")) {
        g_autoptr(GError) error = NULL;
        drafts = tnc_packs_draft_load_all(checker->directory, &error);
        if (!drafts)
            say_folder_error(checker, "drafts", error->message);
        else
            check_moves(checker, drafts);
    }
    if (has_folder(checker, "ladders"))
        check_ladders(checker, drafts);
    check_laws(checker, drafts);
}

guint
tnc_packs_check(const char *directory, TncDate today, TncPacksReport report, gpointer data)
{
    Checker checker = {directory, today, report, data, 0};
    guint count = 0;
    const TncPacksPart *parts = tnc_packs_parts(&count);
    gboolean good = TRUE;
    for (guint i = 0; i < count; i++)
        good &= check_files(&checker, &parts[i]);
    // What ties the files together can only be judged when each can be read.
    if (good)
        check_between(&checker);
    return checker.count;
}
