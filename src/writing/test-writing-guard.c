// SPDX-License-Identifier: AGPL-3.0-or-later
// The guards over tests/golden/guard/texts.txt: sixty texts that may leave and sixty that may not,
// and what else the contract promises: places, kinds, disguises.

#include "writing-guard.h"

#include <glib/gstdio.h>
#include <string.h>
#include "packs.h"
#include "writing-guard-find.h"

static TncPacks *packs;

static GPtrArray *
check(const char *text, const TncWritingGuardContext *context)
{
    return tnc_writing_guard_check(tnc_packs_part(packs, TNC_PACKS_GUARDS), text, context);
}

static gboolean
has(const GPtrArray *findings, TncGuardKind kind)
{
    for (guint i = 0; i < findings->len; i++)
        if (((const TncWritingFinding *)findings->pdata[i])->kind == kind)
            return TRUE;
    return FALSE;
}

// ---- the texts: 'safe|unsafe <language> mail|public [kind]', then the text, then an empty line

typedef struct {
    guint safe;
    guint unsafe;
    guint safe_blocked;
    guint unsafe_passed;
    guint wrong_kind;
} Score;

static const char *const numbers[] = {"HK-7781-22", "T-4242", NULL};
static const char *const persons[] = {"Claire Petit", "Kevin Zhang", NULL};

static void
judge(char *const *words, const char *text, Score *score)
{
    TncWritingGuardContext context = {.is_public = g_str_equal(words[2], "public"),
                                      .numbers = numbers,
                                      .persons = persons,
                                      .allowed = "Boutique Exemple",
                                      .max_characters = g_str_equal(words[2], "public") ? 280 : 0};
    g_autoptr(GPtrArray) findings = check(text, &context);
    gboolean blocked = tnc_writing_guard_blocks(findings);
    gboolean safe = g_str_equal(words[0], "safe");
    gboolean named = FALSE;
    for (guint i = 0; i < findings->len; i++) {
        const TncWritingFinding *finding = findings->pdata[i];
        named |= g_strcmp0(words[3], tnc_packs_guard_name(finding->kind)) == 0;
    }
    score->safe += safe;
    score->unsafe += !safe;
    score->safe_blocked += safe && blocked;
    score->unsafe_passed += !safe && !blocked;
    score->wrong_kind += !safe && blocked && words[3] && !named;
    if (safe != blocked && (safe || named || !words[3]))
        return;
    const TncWritingFinding *first = findings->len ? findings->pdata[0] : NULL;
    g_test_message("%s %s: %s [%s %s]", words[0], words[3] ? words[3] : "", text,
                   first ? tnc_packs_guard_name(first->kind) : "", first ? first->quote : "");
}

static Score
judge_all(const char *name)
{
    g_autofree char *path = g_build_filename(TNC_GUARD_DIR, name, NULL);
    g_autofree char *all = NULL;
    g_assert_true(g_file_get_contents(path, &all, NULL, NULL));
    g_auto(GStrv) blocks = g_strsplit(g_strstrip(all), "\n\n", -1);
    Score score = {0};
    for (guint i = 0; blocks[i]; i++) {
        g_auto(GStrv) halves = g_strsplit(blocks[i], "\n", 2);
        if (halves[0][0] == '#')
            continue;
        g_auto(GStrv) words = g_strsplit(halves[0], " ", -1);
        judge(words, halves[1], &score);
    }
    return score;
}

static void
test_texts(void)
{
    Score score = judge_all("texts.txt");
    g_test_message("safe %u, blocked %u; unsafe %u, passed %u", score.safe, score.safe_blocked,
                   score.unsafe, score.unsafe_passed);
    g_assert_cmpuint(score.safe, >=, 60);
    g_assert_cmpuint(score.unsafe, >=, 60);
    g_assert_cmpuint(score.unsafe_passed, ==, 0);
    g_assert_cmpuint(score.safe_blocked, <=, 2);
    g_assert_cmpuint(score.wrong_kind, ==, 0);
}

static void
test_classes(void)
{
    Score score = judge_all("classes.txt");
    g_test_message("safe %u, blocked %u; unsafe %u, passed %u", score.safe, score.safe_blocked,
                   score.unsafe, score.unsafe_passed);
    g_assert_cmpuint(score.safe, >=, 970);
    g_assert_cmpuint(score.unsafe, >=, 990);
    g_assert_cmpuint(score.unsafe_passed + score.safe_blocked, ==, 0);
}

static void
test_plain(void)
{
    Score score = judge_all("plain.txt");
    g_test_message("safe %u, blocked %u", score.safe, score.safe_blocked);
    g_assert_cmpuint(score.safe, >=, 130);
    g_assert_cmpuint(score.safe_blocked, ==, 0);
}

// What no rule was written for: measured, not perfect, and never worse than it was.
static void
test_unseen(void)
{
    Score score = judge_all("unseen.txt");
    g_test_message("safe %u, blocked %u; unsafe %u, passed %u", score.safe, score.safe_blocked,
                   score.unsafe, score.unsafe_passed);
    g_assert_cmpuint(score.safe, ==, 50);
    g_assert_cmpuint(score.unsafe, ==, 60);
    g_assert_cmpuint(score.unsafe_passed, <=, 6);
    g_assert_cmpuint(score.safe_blocked, ==, 0);
}

static void
test_other_languages(void)
{
    Score score = judge_all("other-languages.txt");
    g_assert_cmpuint(score.unsafe, >=, 16);
    g_assert_cmpuint(score.unsafe_passed + score.safe_blocked + score.wrong_kind, ==, 0);
}

// ---- the tone

static const TncGuardTone *
tone_of(const char *language)
{
    g_autofree char *id = g_strconcat("tone-", language, NULL);
    const GPtrArray *guards = tnc_packs_part(packs, TNC_PACKS_GUARDS);
    for (guint i = 0; i < guards->len; i++) {
        const TncPacksGuard *guard = guards->pdata[i];
        if (g_str_equal(guard->id, id))
            return guard->tone;
    }
    return NULL;
}

// What the seller wrote is blank, as the guards do before the tone is weighed.
static char *
own_words(const char *language, const char *text)
{
    const GPtrArray *guards = tnc_packs_part(packs, TNC_PACKS_GUARDS);
    for (guint i = 0; i < guards->len; i++) {
        const TncPacksGuard *guard = guards->pdata[i];
        if (g_str_equal(guard->id, language))
            return g_regex_replace_literal(guard->quoted, text, -1, 0, "~", 0, NULL);
    }
    return g_strdup(text);
}

static void
check_cues(const char *block)
{
    g_auto(GStrv) lines = g_strsplit(block, "\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (guint i = 1; lines[i]; i++) {
        gboolean cues = g_str_has_prefix(lines[i], "= ");
        g_string_append_printf(cues ? wanted : text, "%s\n", lines[i] + (cues ? 2 : 0));
    }
    g_strchomp(text->str);
    g_autoptr(TncGuardView) lower = tnc_writing_guard_view_new(text->str, TRUE);
    g_autoptr(TncGuardView) joined = tnc_writing_guard_view_join(lower, FALSE);
    g_autoptr(TncGuardView) spelled = tnc_writing_guard_view_spell(joined);
    g_autofree char *own = own_words(lines[0], spelled->text->str);
    g_autofree char *found = tnc_writing_guard_tone_cues(tone_of(lines[0]), own);
    g_assert_cmpstr(found, ==, wanted->str);
}

// The file is what tools/make-tone cuts ('make-tone --check'): what is learned is what is weighed.
static void
test_cues_are_those_that_were_learned(void)
{
    g_autofree char *path = g_build_filename(TNC_GUARD_DIR, "cues.txt", NULL);
    g_autofree char *all = NULL;
    g_assert_true(g_file_get_contents(path, &all, NULL, NULL));
    g_auto(GStrv) blocks = g_strsplit(g_strstrip(all), "\n\n", -1);
    g_assert_cmpuint(g_strv_length(blocks), >=, 8);
    for (guint i = 1; blocks[i]; i++)
        check_cues(blocks[i]);
}

// ---- places and advice

static void
test_quote_is_the_place(void)
{
    const char *text = "Bonjour, vous \u00eates des e\u200bscr\u043ecs\u00a0!";
    TncWritingGuardContext context = {.advice_language = "fr"};
    g_autoptr(GPtrArray) findings = check(text, &context);
    g_assert_cmpuint(findings->len, ==, 1);
    const TncWritingFinding *finding = findings->pdata[0];
    g_assert_cmpint(finding->kind, ==, TNC_GUARD_ACCUSATION);
    g_assert_cmpint(finding->severity, ==, TNC_GUARD_BLOCK);
    g_assert_cmpstr(finding->quote, ==, "e\u200bscr\u043ecs");
    g_assert_cmpuint(finding->end - finding->start, ==, strlen(finding->quote));
    g_assert_true(g_str_has_prefix(text + finding->start, finding->quote));
    g_assert_nonnull(strstr(finding->advice, "diffamation"));
}

static void
test_private_data_is_for_public_texts_only(void)
{
    const char *text = "Order HK-7781-22, phone 06 12 34 56 78, claire@mail.example";
    TncWritingGuardContext context = {.numbers = numbers};
    g_autoptr(GPtrArray) letter = check(text, &context);
    context.is_public = TRUE;
    g_autoptr(GPtrArray) post = check(text, &context);
    g_assert_cmpuint(letter->len, ==, 0);
    g_assert_true(has(post, TNC_GUARD_ORDER_NUMBER));
    g_assert_true(has(post, TNC_GUARD_PHONE));
    g_assert_true(has(post, TNC_GUARD_EMAIL_ADDRESS));
}

static void
test_check_digits(void)
{
    TncWritingGuardContext context = {.is_public = TRUE};
    g_autoptr(GPtrArray) iban = check("FR76 3000 6000 0112 3456 7890 189 thanks", &context);
    g_autoptr(GPtrArray) card = check("4111-1111 1111.1111", &context);
    g_autoptr(GPtrArray) other = check("4111-1111 1111.1112", &context);
    g_assert_true(has(iban, TNC_GUARD_BANK_DETAIL));
    g_assert_true(has(card, TNC_GUARD_BANK_DETAIL));
    g_assert_false(has(other, TNC_GUARD_BANK_DETAIL));
    g_assert_true(tnc_writing_guard_blocks(other));
}

// 'le 12 mai …' has the shape of an IBAN, and now and then its check digits too.
static void
test_words_are_no_bank_account(void)
{
    static const char text[] =
        "La machine reçue le 12 mai fuit. Comment faire jouer la garantie de deux ans ?";
    static const char chance[] = "La machine Philips reçue le 12 mai fuit. Comment faire jouer "
                                 "la garantie ?";
    TncWritingGuardContext context = {.is_public = TRUE};
    g_autoptr(GPtrArray) one = check(text, &context);
    g_autoptr(GPtrArray) two = check(chance, &context);
    g_assert_false(has(one, TNC_GUARD_BANK_DETAIL));
    g_assert_false(has(two, TNC_GUARD_BANK_DETAIL));
}

static void
test_seller_named_after_a_person(void)
{
    static const char text[] = "Bonjour Chez Sophie, ma lampe n'est pas arrivée.";
    TncWritingGuardContext context = {.is_public = TRUE, .allowed = "Chez Sophie"};
    g_autoptr(GPtrArray) seller = check(text, &context);
    context.allowed = "Lampes du Sud";
    g_autoptr(GPtrArray) person = check(text, &context);
    g_assert_false(has(seller, TNC_GUARD_PERSON_NAME));
    g_assert_true(has(person, TNC_GUARD_PERSON_NAME));
}

static void
test_law_of_the_draft_is_verified(void)
{
    const char *text = "Le vendeur en répond (article L217-3 du Code de la consommation).";
    TncWritingGuardContext context = {0};
    g_autoptr(GPtrArray) alone = check(text, &context);
    context.verified = text;
    g_autoptr(GPtrArray) draft = check(text, &context);
    g_assert_true(has(alone, TNC_GUARD_LEGAL_UNVERIFIED));
    g_assert_false(tnc_writing_guard_blocks(alone));
    g_assert_cmpuint(draft->len, ==, 0);
}

static void
test_wrong_remedies(void)
{
    TncWritingGuardContext chaser = {.chases = TRUE, .answer_awaited = TRUE};
    TncWritingGuardContext mediator = {.to_mediator = TRUE};
    g_autoptr(GPtrArray) warned = check("Bonjour, où en est mon dossier ?", &chaser);
    g_autoptr(GPtrArray) blocked = check("Je demande une médiation.", &mediator);
    mediator.complained = TRUE;
    g_autoptr(GPtrArray) good = check("Je demande une médiation.", &mediator);
    g_assert_true(has(warned, TNC_GUARD_WRONG_REMEDY) && !tnc_writing_guard_blocks(warned));
    g_assert_true(has(blocked, TNC_GUARD_WRONG_REMEDY) && tnc_writing_guard_blocks(blocked));
    g_assert_cmpuint(good->len, ==, 0);
}

static void
test_length(void)
{
    TncWritingGuardContext mail = {.max_words = 3};
    TncWritingGuardContext post = {.max_characters = 10};
    g_autoptr(GPtrArray) long_mail = check("one two three four", &mail);
    g_autoptr(GPtrArray) short_mail = check("one two three", &mail);
    g_autoptr(GPtrArray) long_post = check("one two three", &post);
    g_assert_true(has(long_mail, TNC_GUARD_TOO_LONG) && !tnc_writing_guard_blocks(long_mail));
    g_assert_cmpuint(short_mail->len, ==, 0);
    g_assert_true(has(long_post, TNC_GUARD_TOO_LONG) && tnc_writing_guard_blocks(long_post));
}

static void
test_letters_beside_digits_are_no_language(void)
{
    TncWritingGuardContext context = {0};
    g_autoptr(GPtrArray) findings =
        check("e3e3e3e3e3e3 Remboursez-moi ou je publie tout.", &context);
    g_assert_true(has(findings, TNC_GUARD_THREAT));
}

// An expression that gives up on a text of many 'a'.
static GPtrArray *
endless_guard(void)
{
    static const char text[] = "# SPDX-License-Identifier: AGPL-3.0-or-later\n"
                               "id: xx\n"
                               "rules:\n"
                               "  - kind: threat\n"
                               "    severity: block\n"
                               "    patterns: ['(?:a+)+[bc]']\n"
                               "    advice: {fr: Non., en: No.}\n";
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("tenace-guard-XXXXXX", NULL);
    g_autofree char *inner = g_build_filename(folder, "guards", NULL);
    g_autofree char *path = g_build_filename(inner, "xx.yaml", NULL);
    g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    GPtrArray *guards = tnc_packs_guard_load_all(folder, &error);
    g_unlink(path);
    g_rmdir(inner);
    g_rmdir(folder);
    g_assert_no_error(error);
    return guards;
}

static void
test_what_cannot_be_searched_is_blocked(void)
{
    TncWritingGuardContext context = {0};
    g_autoptr(GPtrArray) guards = endless_guard();
    g_autoptr(GPtrArray) short_text = tnc_writing_guard_check(guards, "aaa", &context);
    g_autofree char *many = g_strnfill(60, 'a');
    g_autoptr(GPtrArray) long_text = tnc_writing_guard_check(guards, many, &context);
    g_assert_cmpuint(short_text->len, ==, 0);
    g_assert_true(has(long_text, TNC_GUARD_THREAT) && tnc_writing_guard_blocks(long_text));
}

static void
test_any_text_is_survived(void)
{
    static const char *const odd[] = {"",       " ",    "\u200b\u200b",
                                      "\u0301", "....", "{",
                                      "[",      "0",    "\U0001d42c\U0001d41c\U0001d41a\U0001d426"};
    TncWritingGuardContext context = {.is_public = TRUE, .numbers = numbers, .persons = persons};
    for (guint i = 0; i < G_N_ELEMENTS(odd); i++) {
        g_autoptr(GPtrArray) findings = check(odd[i], &context);
        for (guint k = 0; k < findings->len; k++) {
            const TncWritingFinding *finding = findings->pdata[k];
            g_assert_cmpuint(finding->end, <=, strlen(odd[i]));
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_GUARDS, &error);
    g_assert_no_error(error);
    g_test_add_func("/writing/guard/texts", test_texts);
    g_test_add_func("/writing/guard/classes", test_classes);
    g_test_add_func("/writing/guard/plain", test_plain);
    g_test_add_func("/writing/guard/unseen", test_unseen);
    g_test_add_func("/writing/guard/other-languages", test_other_languages);
    g_test_add_func("/writing/guard/cues-are-those-that-were-learned",
                    test_cues_are_those_that_were_learned);
    g_test_add_func("/writing/guard/quote-is-the-place", test_quote_is_the_place);
    g_test_add_func("/writing/guard/private-data-only-in-public",
                    test_private_data_is_for_public_texts_only);
    g_test_add_func("/writing/guard/check-digits", test_check_digits);
    g_test_add_func("/writing/guard/words-are-no-bank-account", test_words_are_no_bank_account);
    g_test_add_func("/writing/guard/seller-named-after-a-person", test_seller_named_after_a_person);
    g_test_add_func("/writing/guard/law-of-the-draft-is-verified",
                    test_law_of_the_draft_is_verified);
    g_test_add_func("/writing/guard/wrong-remedies", test_wrong_remedies);
    g_test_add_func("/writing/guard/length", test_length);
    g_test_add_func("/writing/guard/letters-beside-digits-are-no-language",
                    test_letters_beside_digits_are_no_language);
    g_test_add_func("/writing/guard/what-cannot-be-searched-is-blocked",
                    test_what_cannot_be_searched_is_blocked);
    g_test_add_func("/writing/guard/any-text-is-survived", test_any_text_is_survived);
    int status = g_test_run();
    tnc_packs_free(packs);
    return status;
}
