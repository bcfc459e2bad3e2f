// SPDX-License-Identifier: AGPL-3.0-or-later
// Every draft of the packs in all languages, against tests/golden/drafts/<case>.<language>.txt:
// once with everything known, once with next to nothing. `test-writing-draft --write` writes them
// anew, to be read in the diff.

#include "writing-draft.h"

#include <string.h>
#include "error.h"
#include "text.h"
#include "writing-guard.h"

static TncPacks *packs;

// ---- values

static void
add_item(TncWritingValues *values, TncPlaceholder list, TncDate date, const char *text,
         const char *result, int event)
{
    g_autofree char *own_text = g_strdup(text);
    g_autofree char *own_result = g_strdup(result);
    TncWritingItem item = {date, own_text, own_result, event, TNC_CHANNEL_EMAIL};
    tnc_writing_values_add_item(values, list, &item);
}

static void
set_lists(TncWritingValues *values)
{
    TncDate day = tnc_date_from_ymd(2026, 4, 1);
    add_item(values, TNC_PLACEHOLDER_STEPS, day, "hard reset", "no change", -1);
    add_item(values, TNC_PLACEHOLDER_STEPS, day + 3, "other charger", NULL, -1);
    add_item(values, TNC_PLACEHOLDER_FINDINGS, day + 4, "the battery does not charge", NULL, -1);
    add_item(values, TNC_PLACEHOLDER_EVIDENCE, TNC_DATE_NONE, "invoice.pdf", NULL, -1);
    add_item(values, TNC_PLACEHOLDER_HISTORY, day - 1, NULL, NULL, TNC_EVENT_MESSAGE_SENT);
    add_item(values, TNC_PLACEHOLDER_HISTORY, day + 1, "refund under a week", NULL,
             TNC_EVENT_PROMISE_MADE);
    add_item(values, TNC_PLACEHOLDER_HISTORY, day + 2, NULL, NULL, TNC_EVENT_CALL_MADE);
}

static const struct {
    TncPlaceholder placeholder;
    const char *text;
} known_texts[] = {
    {TNC_PLACEHOLDER_ITEM, "Téléphone X"},
    {TNC_PLACEHOLDER_MERCHANT, "Boutique Exemple"},
    {TNC_PLACEHOLDER_BUYER_NAME, "Claire Petit"},
    {TNC_PLACEHOLDER_ORDER_NUMBER, "HK-7781"},
    {TNC_PLACEHOLDER_SERIAL, "SN-1"},
    {TNC_PLACEHOLDER_TICKET, "T-42"},
    {TNC_PLACEHOLDER_AGENT, "Kevin"},
    {TNC_PLACEHOLDER_MEDIATOR, "Médiateur du commerce"},
    {TNC_PLACEHOLDER_PHONE, "01 99 00 00 00"},
    {TNC_PLACEHOLDER_FORM_URL, "https://shop.example/c"},
    {TNC_PLACEHOLDER_STEP, "hard reset"},
    {TNC_PLACEHOLDER_STEP_RESULT, "no change"},
    {TNC_PLACEHOLDER_TRACKING, "AB123"},
    {TNC_PLACEHOLDER_RETURN_ADDRESS, "1 rue X"},
};

static TncWritingValues *
all_known(void)
{
    TncWritingValues *values = tnc_writing_values_new();
    for (guint i = 0; i < G_N_ELEMENTS(known_texts); i++)
        tnc_writing_values_set_text(values, known_texts[i].placeholder, known_texts[i].text);
    TncDate day = tnc_date_from_ymd(2026, 3, 1);
    for (int i = 0; i < TNC_PLACEHOLDER_COUNT; i++)
        if (tnc_packs_template_type((TncPlaceholder)i) == TNC_VALUE_DATE)
            tnc_writing_values_set_date(values, (TncPlaceholder)i,
                                        day + i - TNC_PLACEHOLDER_ORDERED_ON);
    TncMoney price = tnc_money_new(124990, "EUR");
    tnc_writing_values_set_money(values, TNC_PLACEHOLDER_PRICE, &price);
    tnc_writing_values_set_money(values, TNC_PLACEHOLDER_OWED, &price);
    tnc_writing_values_set_money(values, TNC_PLACEHOLDER_OFFER_AMOUNT, &price);
    tnc_writing_values_set_number(values, TNC_PLACEHOLDER_DAYS_LATE, 17);
    tnc_writing_values_set_number(values, TNC_PLACEHOLDER_DAYS_WAITED, 7);
    set_lists(values);
    return values;
}

static TncWritingValues *
little_known(void)
{
    TncWritingValues *values = tnc_writing_values_new();
    for (guint i = 0; i < 3; i++)
        tnc_writing_values_set_text(values, known_texts[i].placeholder, known_texts[i].text);
    tnc_writing_values_set_date(values, TNC_PLACEHOLDER_TODAY, tnc_date_from_ymd(2026, 3, 20));
    tnc_writing_values_set_date(values, TNC_PLACEHOLDER_DEADLINE, tnc_date_from_ymd(2026, 3, 30));
    return values;
}

// ---- golden files

typedef struct {
    const char *name;
    const char *language;
    TncWritingValues *(*values)(void);
    TncPredicateSet facts;
} Case;

static const TncPredicateSet plenty =
    TNC_PREDICATE_BIT(LAW_FR) | TNC_PREDICATE_BIT(LAW_VERIFIED) | TNC_PREDICATE_BIT(WANTS_REPAIR) |
    TNC_PREDICATE_BIT(KIND_DEFECTIVE) | TNC_PREDICATE_BIT(CLAIM_NOTICE_SENT) |
    TNC_PREDICATE_BIT(CLAIM_STEPS_DONE) | TNC_PREDICATE_BIT(CLAIM_FINDINGS) |
    TNC_PREDICATE_BIT(PURCHASE_DISTANCE) | TNC_PREDICATE_BIT(PURCHASE_CARD) |
    TNC_PREDICATE_BIT(TACTIC_REPEATED_QUESTION) | TNC_PREDICATE_BIT(TACTIC_COST_THREAT) |
    TNC_PREDICATE_BIT(TACTIC_DENIAL) | TNC_PREDICATE_BIT(MERCHANT_MEDIATOR) |
    TNC_PREDICATE_BIT(LAW_SELLER_PAYS_RETURN);

static const TncPredicateSet little =
    TNC_PREDICATE_BIT(WANTS_DELIVERY) | TNC_PREDICATE_BIT(KIND_NOT_DELIVERED);

static const Case cases[] = {
    {"all-known", "fr", all_known, plenty},       {"all-known", "en", all_known, plenty},
    {"all-known", "de", all_known, plenty},       {"all-known", "es", all_known, plenty},
    {"all-known", "it", all_known, plenty},       {"all-known", "zh", all_known, plenty},
    {"little-known", "fr", little_known, little}, {"little-known", "en", little_known, little},
    {"little-known", "de", little_known, little}, {"little-known", "es", little_known, little},
    {"little-known", "it", little_known, little}, {"little-known", "zh", little_known, little},
};

static GList *
sorted_ids(void)
{
    GHashTable *drafts = tnc_packs_part(packs, TNC_PACKS_DRAFTS);
    GList *ids = g_hash_table_get_keys(drafts);
    return g_list_sort(ids, (GCompareFunc)strcmp);
}

static void
append_draft(GString *all, const Case *row, const TncWritingValues *values, const char *id)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft =
        tnc_writing_draft_render(packs, id, row->language, row->facts, values, &error);
    g_string_append_printf(all, "======== %s\n", id);
    if (draft)
        g_string_append_printf(all, "Subject: %s\n\n%s\n\n", draft->subject, draft->body);
    else
        g_string_append_printf(all, "(%s)\n\n", error->message);
}

static char *
golden_path(const Case *row)
{
    g_autofree char *name = g_strdup_printf("%s.%s.txt", row->name, row->language);
    return g_build_filename(TNC_GOLDEN_DIR, name, NULL);
}

static char *
render_all(const Case *row)
{
    g_autoptr(TncWritingValues) values = row->values();
    g_autoptr(GList) ids = sorted_ids();
    GString *all = g_string_new(NULL);
    for (const GList *id = ids; id; id = id->next)
        if (tnc_packs_draft(packs, id->data)->frame != TNC_FRAME_PART)
            append_draft(all, row, values, id->data);
    return g_string_free(all, FALSE);
}

static void
test_golden(gconstpointer data)
{
    const Case *row = data;
    g_autofree char *path = golden_path(row);
    g_autofree char *expected = NULL;
    g_autofree char *all = render_all(row);
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(all, ==, expected);
}

static int
write_golden(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = golden_path(&cases[i]);
        g_autofree char *all = render_all(&cases[i]);
        g_assert_true(g_file_set_contents(path, all, -1, NULL));
    }
    return 0;
}

// ---- what holds for every draft

static void
check_tidy(const TncPacksDraft *draft, const TncWritingDraft *written)
{
    g_assert_null(strstr(written->body, "  "));
    g_assert_null(strstr(written->body, "\n\n\n"));
    g_assert_null(strstr(written->body, " \n"));
    g_assert_null(strchr(written->body, '{'));
    g_assert_null(strchr(written->body, '['));
    g_assert_null(strchr(written->subject, '\n'));
    g_assert_null(strstr(written->body, "undefined"));
    if (written->max_words && tnc_text_count_words(written->body) > written->max_words)
        g_error("%s in %s has %u words", draft->id, written->language,
                tnc_text_count_words(written->body));
    if (draft->frame == TNC_FRAME_MAIL || draft->frame == TNC_FRAME_LETTER)
        g_assert_true(g_str_has_suffix(written->body, "\nClaire Petit"));
}

static void
test_every_draft_is_tidy_and_short(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(TncWritingValues) values = cases[i].values();
        g_autoptr(GList) ids = sorted_ids();
        for (const GList *id = ids; id; id = id->next) {
            const TncPacksDraft *draft = tnc_packs_draft(packs, id->data);
            g_autoptr(TncWritingDraft) written = tnc_writing_draft_render(
                packs, id->data, cases[i].language, cases[i].facts, values, NULL);
            if (written)
                check_tidy(draft, written);
        }
    }
}

// Every language × draft × kind of claim, × remedy, × tactic.
static void
test_no_facts_make_it_untidy(void)
{
    static const TncPredicate firsts[] = {TNC_PREDICATE_KIND_NOT_DELIVERED,
                                          TNC_PREDICATE_WANTS_DELIVERY,
                                          TNC_PREDICATE_TACTIC_HAND_OFF, TNC_PREDICATE_LAW_FR};
    g_autoptr(TncWritingValues) values = all_known();
    g_autoptr(GList) ids = sorted_ids();
    guint count = 0;
    for (guint one = firsts[2]; one < TNC_PREDICATE_COUNT; one++) {
        guint step = one - firsts[2];
        TncPredicateSet facts = (G_GUINT64_CONSTANT(1) << one) |
                                (G_GUINT64_CONSTANT(1) << (firsts[0] + step % 6)) |
                                (G_GUINT64_CONSTANT(1) << (firsts[1] + step % 5));
        for (int language = 0; language < TNC_LANGUAGE_COUNT; language++)
            for (const GList *id = ids; id; id = id->next) {
                const TncPacksDraft *draft = tnc_packs_draft(packs, id->data);
                g_autoptr(TncWritingDraft) written = tnc_writing_draft_render(
                    packs, id->data, tnc_packs_language_tag((TncLanguage)language), facts, values,
                    NULL);
                if (written)
                    check_tidy(draft, written);
                count += written != NULL;
            }
    }
    g_assert_cmpuint(count, >, 5000);
}

// What the packs write passes their own guards as if the buyer had written it; its articles have their sources in the packs.
static void
test_every_draft_passes_the_guards(void)
{
    const GPtrArray *guards = tnc_packs_part(packs, TNC_PACKS_GUARDS);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(TncWritingValues) values = cases[i].values();
        g_autoptr(GList) ids = sorted_ids();
        for (const GList *id = ids; id; id = id->next) {
            g_autoptr(TncWritingDraft) written = tnc_writing_draft_render(
                packs, id->data, cases[i].language, cases[i].facts, values, NULL);
            if (!written)
                continue;
            TncWritingGuardContext context = {.language = cases[i].language,
                                              .allowed = "Boutique Exemple",
                                              .is_public = strstr(id->data, ".public") != NULL};
            g_autoptr(GPtrArray) findings =
                tnc_writing_guard_check(guards, written->body, &context);
            for (guint k = 0; k < findings->len; k++) {
                const TncWritingFinding *one = findings->pdata[k];
                if (one->kind != TNC_GUARD_LEGAL_UNVERIFIED)
                    g_error("%s in %s: %s \'%s\'", (const char *)id->data, cases[i].language,
                            tnc_packs_guard_name(one->kind), one->quote);
            }
        }
    }
}

// An e-mail has at most 180 words and a chaser 60; a word of Chinese is about a character and a half.
static void
test_every_mail_has_its_limit(void)
{
    g_autoptr(TncWritingValues) values = all_known();
    g_autoptr(GList) ids = sorted_ids();
    for (const GList *id = ids; id; id = id->next) {
        const TncPacksDraft *draft = tnc_packs_draft(packs, id->data);
        guint most = g_str_has_suffix(id->data, ".chaser") ? 60 : 180;
        for (int i = 0; draft->frame == TNC_FRAME_MAIL && i < TNC_LANGUAGE_COUNT; i++) {
            g_autoptr(GError) error = NULL;
            g_autoptr(TncWritingDraft) written = tnc_writing_draft_render(
                packs, id->data, tnc_packs_language_tag((TncLanguage)i), plenty, values, &error);
            g_assert_no_error(error);
            guint words = tnc_text_count_words(written->body);
            g_assert_cmpuint(draft->max_words, >, 0);
            g_assert_cmpuint(words, <=, i == TNC_LANGUAGE_ZH ? most * 8 / 5 : most);
        }
    }
}

// ---- how a language is typeset

typedef struct {
    const char *name;
    const char *language;
    const char *id;
    int day; // of March, when it was ordered
    const char *result;
    const char *expected; // in the subject or the body
    const char *never;
} Typeset;

static const Typeset typesets[] = {
    {"no-break-space-before-a-french-colon", "fr", "late.email", 3, "none",
     "HK-7781\302\240: retard", " :"},
    {"no-break-spaces-in-french-quotes", "fr", "late.call", 3, "none", "\302\253\302\240Bonjour",
     "\302\253 "},
    {"italian-article-before-the-eighth", "it", "late.email", 8, "none", " dell'8 marzo 2026",
     "del 8"},
    {"italian-article-before-the-eleventh", "it", "withdraw", 11, "none", " l'11 marzo 2026",
     "il 11"},
    {"italian-article-before-another-day", "it", "late.email", 18, "none", " del 18 marzo 2026",
     "dell'18"},
    {"italian-goes-on-behind-the-greeting", "it", "late.email", 3, "none", "Kevin,\n\nsto ancora",
     "\n\nSto"},
    {"german-goes-on-behind-the-greeting", "de", "not_delivered.form", 3, "none",
     "Guten Tag,\n\nich habe", "\n\nIch"},
    {"german-withdrawal", "de", "withdraw", 3, "none", "Kevin,\n\nhiermit", "\n\nHiermit"},
    {"chinese-closing-on-two-lines", "zh", "shop.notice", 3, "none",
     "\346\255\244\350\207\264\n\346\225\254\347\244\274\357\274\201\nClaire", "  "},
    {"one-full-stop-behind-a-result", "en", "answer_step", 3, "It stays black.",
     "Result: It stays black.\n", ".."},
    {"one-chinese-full-stop-behind-a-result", "zh", "answer_step", 3, "It stays black.",
     "It stays black.\n", ".\343\200\202"},
    {"dots-stay", "en", "answer_step", 3, "It starts...", "Result: It starts....\n", "....."},
};

static void
test_typeset(gconstpointer data)
{
    const Typeset *row = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingValues) values = all_known();
    TncPredicateSet once = plenty & ~(TncPredicateSet)TNC_PREDICATE_BIT(TACTIC_REPEATED_QUESTION);
    tnc_writing_values_set_date(values, TNC_PLACEHOLDER_ORDERED_ON,
                                tnc_date_from_ymd(2026, 3, row->day));
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_STEP_RESULT, row->result);
    g_autoptr(TncWritingDraft) written =
        tnc_writing_draft_render(packs, row->id, row->language, once, values, &error);
    g_assert_no_error(error);
    g_autofree char *all = g_strconcat(written->subject, "\n", written->body, NULL);
    g_test_message("%s", all);
    g_assert_nonnull(strstr(all, row->expected));
    g_assert_null(strstr(all, row->never));
}

// The ticket number of the seller is in the subject, once.
static void
test_subject_keeps_the_ticket(void)
{
    g_autoptr(TncWritingValues) values = all_known();
    g_autoptr(TncWritingDraft) mail =
        tnc_writing_draft_render(packs, "late.email", "de", plenty, values, NULL);
    g_autoptr(TncWritingDraft) post =
        tnc_writing_draft_render(packs, "defective.public", "de", plenty, values, NULL);
    g_assert_cmpstr(mail->subject, ==, "Bestellung HK-7781: Lieferverzug [T-42]");
    g_assert_null(strstr(post->subject, "T-42"));
}

// Without French law at both ends no article is cited.
static void
test_no_article_without_its_law(void)
{
    const TncPredicateSet law = TNC_PREDICATE_BIT(LAW_VERIFIED) |
                                TNC_PREDICATE_BIT(LAW_SELLER_PAYS_RETURN) |
                                TNC_PREDICATE_BIT(LAW_BUYER_PAYS_RETURN);
    g_autoptr(TncWritingValues) values = all_known();
    g_autoptr(GList) ids = sorted_ids();
    for (const GList *id = ids; id; id = id->next) {
        g_autoptr(TncWritingDraft) written =
            tnc_writing_draft_render(packs, id->data, "en", plenty & ~law, values, NULL);
        if (written)
            g_assert_null(strstr(written->body, "article "));
    }
}

// A public word names no order, no ticket, no agent and not the buyer.
static void
test_public_words_are_private(void)
{
    static const char *const ids[] = {"not_delivered.public", "defective.public",
                                      "wrong_item.public", "refund_due.public"};
    static const char *const never[] = {"HK-7781", "T-42", "Kevin", "Claire", "01 99", "AB123"};
    g_autoptr(TncWritingValues) values = all_known();
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(TncWritingDraft) written =
            tnc_writing_draft_render(packs, ids[i], "fr", plenty, values, &error);
        g_assert_no_error(error);
        g_assert_cmpint(g_utf8_strlen(written->body, -1), <=, 280);
        for (guint j = 0; j < G_N_ELEMENTS(never); j++)
            g_assert_null(strstr(written->body, never[j]));
    }
}

// ---- refusals

static void
test_unfilled_placeholder_is_refused(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_writing_draft_render(packs, "answer_step", "en", 0, values, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_GUARD);
    g_assert_cmpstr(error->message, ==,
                    "The letter 'answer_step' needs {step_done_on} (when that step was done), "
                    "which is not known: record it first, then write again");
}

static void
test_formal_letter_without_a_name_is_refused(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_BUYER_NAME, "  ");
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_writing_draft_render(packs, "shop.notice", "en", 0, values, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_GUARD);
    g_autoptr(TncWritingDraft) mail =
        tnc_writing_draft_render(packs, "late.email", "en", 0, values, NULL);
    g_assert_true(g_str_has_suffix(mail->body, "\n\nKind regards,"));
}

static void
test_public_word_too_long_is_refused(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    g_autofree char *name = g_strnfill(200, 'x');
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_MERCHANT, name);
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_writing_draft_render(packs, "refund_due.public", "en", 0, values, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_GUARD);
}

static void
test_unknown_draft_is_not_found(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    static const char *const ids[] = {"no.such", "part.wants"};
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(tnc_writing_draft_render(packs, ids[i], "en", 0, values, &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_NOT_FOUND);
    }
}

// ---- details of the language

static void
test_texts_of_the_user_are_folded(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_ITEM, " a\n\n  {phone} [x] ");
    g_autoptr(TncWritingDraft) written =
        tnc_writing_draft_render(packs, "late.email", "en-GB", 0, values, NULL);
    g_assert_nonnull(strstr(written->body, "my order: a {phone} [x]."));
    g_assert_cmpstr(written->language, ==, "en");
}

static void
test_other_languages_get_english(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    g_autoptr(TncWritingDraft) written =
        tnc_writing_draft_render(packs, "late.email", "nl", 0, values, NULL);
    g_assert_cmpstr(written->language, ==, "en");
}

static void
test_dates(void)
{
    const TncPacksLanguage *french = tnc_packs_language(packs, "fr");
    const TncPacksLanguage *english = tnc_packs_language(packs, "en");
    g_autofree char *first = tnc_packs_language_date(french, tnc_date_from_ymd(2026, 8, 1));
    g_autofree char *other = tnc_packs_language_date(french, tnc_date_from_ymd(2026, 12, 21));
    g_autofree char *foreign = tnc_packs_language_date(english, tnc_date_from_ymd(2026, 8, 1));
    g_assert_cmpstr(first, ==, "1er août 2026");
    g_assert_cmpstr(other, ==, "21 décembre 2026");
    g_assert_cmpstr(foreign, ==, "1 August 2026");
}

// Dates and money by the conventions of each language.
static void
test_conventions(void)
{
    static const struct {
        const char *language;
        const char *date;
        const char *money;
    } rows[] = {
        {"fr", "1er mars 2026", "1\u202f249,90\u00a0€"},
        {"en", "1 March 2026", "€1,249.90"},
        {"de", "1. März 2026", "1.249,90\u00a0€"},
        {"es", "1 de marzo de 2026", "1.249,90\u00a0€"},
        {"it", "1º marzo 2026", "1.249,90\u00a0€"},
        {"zh", "2026年3月1日", "€1,249.90"},
    };
    TncMoney price = tnc_money_new(124990, "EUR");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const TncPacksLanguage *language = tnc_packs_language(packs, rows[i].language);
        g_autofree char *date = tnc_packs_language_date(language, tnc_date_from_ymd(2026, 3, 1));
        g_autofree char *money = tnc_money_format(&price, rows[i].language);
        g_assert_cmpstr(date, ==, rows[i].date);
        g_assert_cmpstr(money, ==, rows[i].money);
    }
}

static void
test_capital_only_for_our_own_words(void)
{
    g_autoptr(TncWritingValues) values = little_known();
    tnc_writing_values_set_text(values, TNC_PLACEHOLDER_ITEM, "iPhone");
    g_autoptr(TncWritingDraft) item =
        tnc_writing_draft_render(packs, "answer", "fr", 0, values, NULL);
    g_autoptr(TncWritingDraft) own =
        tnc_writing_draft_render(packs, "not_delivered.email", "fr", 0, values, NULL);
    g_assert_cmpstr(item->subject, ==, "iPhone");
    g_assert_cmpstr(own->subject, ==, "Article non reçu");
}

static void
add_tests(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path =
            g_strdup_printf("/writing/draft/golden/%s-%s", cases[i].name, cases[i].language);
        g_test_add_data_func(path, &cases[i], test_golden);
    }
    g_test_add_func("/writing/draft/every-draft-is-tidy-and-short",
                    test_every_draft_is_tidy_and_short);
    g_test_add_func("/writing/draft/no-facts-make-it-untidy", test_no_facts_make_it_untidy);
    g_test_add_func("/writing/draft/passes-the-guards", test_every_draft_passes_the_guards);
    g_test_add_func("/writing/draft/every-mail-has-its-limit", test_every_mail_has_its_limit);
    for (guint i = 0; i < G_N_ELEMENTS(typesets); i++) {
        g_autofree char *path = g_strdup_printf("/writing/draft/typeset/%s", typesets[i].name);
        g_test_add_data_func(path, &typesets[i], test_typeset);
    }
    g_test_add_func("/writing/draft/subject-keeps-the-ticket", test_subject_keeps_the_ticket);
    g_test_add_func("/writing/draft/no-article-without-its-law", test_no_article_without_its_law);
    g_test_add_func("/writing/draft/public-words-are-private", test_public_words_are_private);
    g_test_add_func("/writing/draft/unfilled-is-refused", test_unfilled_placeholder_is_refused);
    g_test_add_func("/writing/draft/nameless-is-refused",
                    test_formal_letter_without_a_name_is_refused);
    g_test_add_func("/writing/draft/too-long-is-refused", test_public_word_too_long_is_refused);
    g_test_add_func("/writing/draft/unknown-is-not-found", test_unknown_draft_is_not_found);
    g_test_add_func("/writing/draft/user-texts-are-folded", test_texts_of_the_user_are_folded);
    g_test_add_func("/writing/draft/other-languages-get-english", test_other_languages_get_english);
    g_test_add_func("/writing/draft/dates", test_dates);
    g_test_add_func("/writing/draft/conventions", test_conventions);
    g_test_add_func("/writing/draft/capital-only-for-our-words",
                    test_capital_only_for_our_own_words);
}

int
main(int argc, char **argv)
{
    gboolean write = argc == 2 && g_str_equal(argv[1], "--write");
    if (!write)
        g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_DRAFTS | TNC_PACKS_LANGUAGES | TNC_PACKS_GUARDS,
                           &error);
    g_assert_no_error(error);
    if (!write)
        add_tests();
    int status = write ? write_golden() : g_test_run();
    tnc_packs_free(packs);
    return status;
}
