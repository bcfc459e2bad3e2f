// SPDX-License-Identifier: AGPL-3.0-or-later
// Every rung of every ladder and every draft outside them × kind of claim × remedy × tactic ×
// language, with extreme values: whatever is known or not, the letter reads as a person would write it.

#include "writing-draft.h"

#include <string.h>
#include "text.h"
#include "writing-guard.h"

static TncPacks *packs;

// ---- extreme values

typedef struct {
    const char *name;
    const char *item;
    const char *merchant;
    const char *buyer;
    const char *agent;
    const char *order;
    const char *phone;
    gint64 cents;
    const char *currency;
    int month; // of all dates, on its first or last day
    int day;
    guint lines; // in each list
} Extreme;

static const Extreme extremes[] = {
    {"nothing-optional-known", "K", "Y", "Z", NULL, NULL, NULL, 0, "EUR", 1, 1, 0},
    {"one-line-lists-at-the-end-of-the-year", "aspirateur", "L'Atelier", "Anne d'Aubigné", "Éloïse",
     "A1", "+33 1 99 00 00 00", 1, "EUR", 12, 31, 1},
    {"vowels-and-aspirated-h", "horloge", "Hermès & Hibou", "Hélène Haddad", "Hugo", "H-0", NULL,
     99999999999, "USD", 8, 1, 2},
    {"names-with-stops-and-signs", "Écran 27\" (n° 2), « Pro »", "Dupont & Cie.", "J. O'Neill Jr.",
     "A.", "#42/B", "01", 100, "JPY", 10, 11, 2},
    {"chinese-names", "手机壳", "深圳手机店", "李雷", "王", "订单-1", NULL, 24990, "CNY", 11, 8,
     40},
    {"very-long-names",
     "Machine à laver le linge séchante de quatorze kilogrammes à moteur silencieux et à vapeur "
     "avec tiroir de rangement, porte réversible et télécommande",
     "Société générale d'électroménager, de literie et de décoration du Grand Sud-Ouest et "
     "Filles",
     "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency", "Jean-Christophe-Alexandre",
     "2026-00000000-ABCDEFGHIJKLMNOPQRSTUVWXYZ", "+33 (0)1 99 00 00 00", 123456789, "CHF", 2, 28,
     1},
};

static void
set_lines(TncWritingValues *values, TncDate day, guint lines)
{
    static const TncPlaceholder lists[] = {TNC_PLACEHOLDER_STEPS, TNC_PLACEHOLDER_FINDINGS,
                                           TNC_PLACEHOLDER_EVIDENCE, TNC_PLACEHOLDER_HISTORY};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint k = 0; k < lines; k++) {
            char text[] = "42";
            char result[] = "43.";
            gboolean history = lists[i] == TNC_PLACEHOLDER_HISTORY;
            TncWritingItem item = {day + (TncDate)k, text, k % 2 ? result : NULL,
                                   history ? TNC_EVENT_PROMISE_MADE : -1, TNC_CHANNEL_EMAIL};
            tnc_writing_values_add_item(values, lists[i], &item);
        }
}

// OPTIONAL: what a draft may do without is known too.
static TncWritingValues *
values_of(const Extreme *row, gboolean optional)
{
    TncWritingValues *values = tnc_writing_values_new();
    TncDate day = tnc_date_from_ymd(2026, row->month, row->day);
    TncMoney price = tnc_money_new(row->cents, row->currency);
    for (int i = 0; i < TNC_PLACEHOLDER_COUNT; i++) {
        TncPlaceholder placeholder = (TncPlaceholder)i;
        TncValueType type = tnc_packs_template_type(placeholder);
        gboolean always = i <= TNC_PLACEHOLDER_BUYER_NAME || i == TNC_PLACEHOLDER_TODAY ||
                          i == TNC_PLACEHOLDER_DEADLINE;
        if (!optional && !always)
            continue;
        if (type == TNC_VALUE_TEXT)
            tnc_writing_values_set_text(values, placeholder, "Q7");
        else if (type == TNC_VALUE_DATE)
            tnc_writing_values_set_date(values, placeholder, day);
        else if (type == TNC_VALUE_MONEY)
            tnc_writing_values_set_money(values, placeholder, &price);
        else if (type == TNC_VALUE_NUMBER)
            tnc_writing_values_set_number(values, placeholder, (gint64)row->lines);
    }
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_ITEM, row->item);
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_MERCHANT, row->merchant);
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_BUYER_NAME, row->buyer);
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_AGENT, row->agent);
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_ORDER_NUMBER, row->order);
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_PHONE, row->phone);
    set_lines(values, day, row->lines);
    return values;
}

// ---- what must never be read in a letter

typedef struct {
    const char *language; // NULL: in any
    const char *mistake;
    GRegex *regex;
} Mistake;

static Mistake mistakes[] = {
    {NULL, "[{}\\[\\]]|undefined|\\(null\\)|\\bnull\\b|\\bNaN\\b", NULL},
    {NULL, "  |\\n\\n\\n| \\n|\\n |\\( | \\)|\\(\\)|, *[.;]|,,|;;|::|: *\\.(?!\\.)", NULL},
    {NULL, "[ \\x{a0}][,.](?!\\d|\\.)", NULL},
    {NULL, "(?<!\\.)\\.\\.(?!\\.)|[?!]\\.|\\. *,", NULL},
    {"fr", " [:;?!»]|« |(?<![\\x{a0}\\x{202f}])[»]|\\w[?!;](?!/)", NULL},
    {"fr",
     "(?i)\\b(?:de|le|la|que|je|ne|se|me|te|ce|si il|jusque|lorsque|puisque) "
     "(?=[aeiouyàâéèêîô](?!\\.|u \\w+ »))(?!onze|oui|yaourt|un |une |huit|à |et |où |ou |y )",
     NULL},
    {"fr",
     "\\b(?:January|February|March|April|June|July|August|September|October|November|"
     "December|Januar|gennaio|enero)\\b",
     NULL},
    {"en",
     "(?i)\\b(?:janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
     "décembre|januar|enero|gennaio)\\b",
     NULL},
    {"en", "\\w [:;?!](?= |\\n|$)|\\b1 (?:days|weeks|hours)\\b", NULL},
    {"de", "\\b(?:January|February|March|June|July|October|December|janvier|août)\\b", NULL},
    {"de", "\\w [:;?!](?= |\\n|$)|\\b1 Tagen?\\b(?! )", NULL},
    {"es", "\\b(?:January|February|March|August|December|janvier|août|gennaio)\\b", NULL},
    {"es", "\\bde el\\b|\\ba el\\b|\\b1 días\\b|\\w [:;?!](?= |\\n|$)", NULL},
    {"it", "\\b(?:January|February|March|August|December|janvier|août|enero)\\b", NULL},
    {"it", "\\bdi il\\b|\\bil (?:8|11) |\\bdel (?:8|11) |\\b1 giorni\\b|\\w [:;?!](?= |\\n|$)",
     NULL},
    {"zh", "\\b(?:January|March|August|December|janvier|août)\\b| [，。：；！？]|[，。]{2}", NULL},
    {"fr", "\\b1 (?:jours|semaines|heures)\\b", NULL},
};

static void
compile_mistakes(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autoptr(GError) error = NULL;
        mistakes[i].regex = g_regex_new(mistakes[i].mistake, 0, 0, &error);
        g_assert_no_error(error);
    }
}

// The buyer's and the seller's own words are as they wrote them: what is judged is what we write.
static char *
without_values(const char *text, const Extreme *row)
{
    const char *const own[] = {row->item, row->merchant, row->buyer, row->agent, row->order};
    char *rest = g_strdup(text);
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        if (!own[i] || strlen(own[i]) < 2)
            continue;
        g_auto(GStrv) pieces = g_strsplit(rest, own[i], -1);
        g_free(rest);
        rest = g_strjoinv("Q7", pieces);
    }
    return rest;
}

typedef struct {
    const Extreme *row;
    const char *language;
    const char *id;
    TncPredicateSet facts;
    guint written;
    guint wrong;
    GHashTable *told;
} Run;

static void
tell(Run *run, const char *what, const char *text)
{
    run->wrong++;
    g_autofree char *key = g_strdup_printf("%s %s %s", run->id, run->language, what);
    if (g_hash_table_add(run->told, g_strdup(key)))
        g_test_message("%s (%s): %s", key, run->row->name, text);
}

static void
check_mistakes(Run *run, const char *text)
{
    g_autofree char *judged = without_values(text, run->row);
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autoptr(GMatchInfo) match = NULL;
        if (mistakes[i].language && !g_str_equal(mistakes[i].language, run->language))
            continue;
        if (!g_regex_match(mistakes[i].regex, judged, 0, &match))
            continue;
        int start = 0;
        g_match_info_fetch_pos(match, 0, &start, NULL);
        const char *from = judged + MAX(0, start - 30);
        while ((*from & 0xc0) == 0x80)
            from++;
        g_autofree char *around = tnc_text_excerpt(from, 80);
        tell(run, mistakes[i].mistake, around);
    }
}

// Greeting and closing are there; an e-mail and a chaser keep their length with usual values.
static void
check_frame(Run *run, const TncWritingDraft *draft)
{
    const TncPacksLanguage *language = tnc_packs_language(packs, run->language);
    gboolean mail = draft->frame == TNC_FRAME_MAIL;
    if (!mail && draft->frame != TNC_FRAME_LETTER)
        return;
    const char *closing = mail ? language->closing : language->closing_formal;
    g_autofree char *end = tnc_packs_language_mend(language, closing);
    if (!strstr(draft->body, end))
        tell(run, "no closing", end);
    guint most = g_str_has_suffix(run->id, ".chaser") ? 60 : 180;
    most = g_str_equal(run->language, "zh") ? most * 8 / 5 : most;
    gboolean usual = run->row->lines <= 2 && strlen(run->row->item) < 60;
    guint words = tnc_text_count_words(draft->body);
    if (mail && usual && words > most) {
        g_autofree char *count = g_strdup_printf("%u words", words);
        tell(run, "too long", count);
    }
}

// Without the draft as an excuse: our words are looked at as if the buyer had written them.
static void
check_guard(Run *run, const TncWritingDraft *draft)
{
    TncWritingGuardContext context = {.language = run->language,
                                      .allowed = run->row->merchant,
                                      .is_public = strstr(run->id, ".public") != NULL};
    g_autoptr(GPtrArray) findings =
        tnc_writing_guard_check(tnc_packs_part(packs, TNC_PACKS_GUARDS), draft->body, &context);
    for (guint i = 0; i < findings->len; i++) {
        const TncWritingFinding *finding = findings->pdata[i];
        if (finding->severity == TNC_GUARD_BLOCK)
            tell(run, tnc_packs_guard_name(finding->kind), finding->quote);
    }
}

static void
check_one(Run *run, const TncWritingValues *values, GHashTable *seen)
{
    g_autoptr(TncWritingDraft) draft =
        tnc_writing_draft_render(packs, run->id, run->language, run->facts, values, NULL);
    if (!draft) // refused by name: an unfilled placeholder, a public word too long
        return;
    run->written++;
    if (!g_hash_table_add(seen, g_strdup(draft->body)))
        return; // other facts have given the same text
    // The seller's ticket stands in brackets behind the subject.
    g_autofree char *subject = g_strdup(draft->subject);
    char *ticket = strstr(subject, " [Q7]");
    if (ticket)
        *ticket = '\0';
    check_mistakes(run, subject);
    check_mistakes(run, draft->body);
    check_frame(run, draft);
    // The guards are slow: for one new text in two dozen.
    if (g_hash_table_size(seen) % 24 == 1)
        check_guard(run, draft);
}

// ---- the matrix

static void
add_rungs(GHashTable *ids)
{
    const GPtrArray *ladders = tnc_packs_ladders(packs);
    for (guint i = 0; i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        for (guint k = 0; k < ladder->rung_count; k++)
            if (ladder->rungs[k].draft)
                g_hash_table_add(ids, g_strdup(ladder->rungs[k].draft));
    }
}

static GHashTable *
all_ids(void)
{
    GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    add_rungs(ids);
    g_assert_cmpuint(g_hash_table_size(ids), >, 20);
    g_autoptr(GList) names = g_hash_table_get_keys(tnc_packs_part(packs, TNC_PACKS_DRAFTS));
    for (const GList *name = names; name; name = name->next)
        if (tnc_packs_draft(packs, name->data)->frame != TNC_FRAME_PART)
            g_hash_table_add(ids, g_strdup(name->data));
    return ids;
}

#define BIT(predicate) (G_GUINT64_CONSTANT(1) << (predicate))

// A kind, a tactic, and a remedy that goes round with them; every other fact on or off.
static TncPredicateSet
facts_of(guint kind, guint tactic, gboolean much)
{
    TncPredicateSet facts = BIT(TNC_PREDICATE_KIND_NOT_DELIVERED + kind) |
                            BIT(TNC_PREDICATE_TACTIC_HAND_OFF + tactic) |
                            BIT(TNC_PREDICATE_WANTS_DELIVERY + (kind + tactic) % 5);
    if (much)
        facts |= TNC_PREDICATE_BIT(LAW_FR) | TNC_PREDICATE_BIT(LAW_VERIFIED) |
                 TNC_PREDICATE_BIT(CLAIM_STEPS_DONE) | TNC_PREDICATE_BIT(CLAIM_FINDINGS) |
                 TNC_PREDICATE_BIT(CLAIM_NOTICE_SENT) | TNC_PREDICATE_BIT(MERCHANT_MEDIATOR) |
                 TNC_PREDICATE_BIT(PURCHASE_DISTANCE) | TNC_PREDICATE_BIT(PURCHASE_CARD);
    return facts;
}

static void
run_row(Run *run, const TncWritingValues *values, gboolean much, GHashTable *seen)
{
    const guint tactics = TNC_PREDICATE_TACTIC_AGENT_ROTATION - TNC_PREDICATE_TACTIC_HAND_OFF + 1;
    for (guint kind = 0; kind < 6; kind++)
        for (guint tactic = 0; tactic < tactics; tactic++) {
            run->facts = facts_of(kind, tactic, much);
            check_one(run, values, seen);
        }
}

static void
test_matrix(gconstpointer data)
{
    g_autoptr(GHashTable) ids = all_ids();
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Run run = {.row = data, .told = told};
    g_autoptr(TncWritingValues) known = values_of(run.row, TRUE);
    g_autoptr(TncWritingValues) little = values_of(run.row, FALSE);
    GHashTableIter iter;
    gpointer id = NULL;
    for (int language = 0; language < TNC_LANGUAGE_COUNT; language++) {
        run.language = tnc_packs_language_tag((TncLanguage)language);
        g_hash_table_iter_init(&iter, ids);
        while (g_hash_table_iter_next(&iter, &id, NULL)) {
            g_autoptr(GHashTable) seen =
                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
            run.id = id;
            run_row(&run, known, TRUE, seen);
            run_row(&run, little, FALSE, seen);
        }
    }
    g_test_message("%u letters written", run.written);
    g_assert_cmpuint(run.written, >, 15000);
    g_assert_cmpuint(run.wrong, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    packs = tnc_packs_load(
        TNC_PACKS_DIR,
        TNC_PACKS_DRAFTS | TNC_PACKS_LANGUAGES | TNC_PACKS_GUARDS | TNC_PACKS_LADDERS, &error);
    g_assert_no_error(error);
    compile_mistakes();
    for (guint i = 0; i < G_N_ELEMENTS(extremes); i++) {
        g_autofree char *path = g_strdup_printf("/writing/matrix/%s", extremes[i].name);
        g_test_add_data_func(path, &extremes[i], test_matrix);
    }
    int status = g_test_run();
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++)
        g_regex_unref(mistakes[i].regex);
    tnc_packs_free(packs);
    return status;
}
