// SPDX-License-Identifier: AGPL-3.0-or-later
// From a claim's events to its letter: the stories in which the letter must quote the right date.

#include "writing-draft.h"

#include <string.h>
#include "error.h"

typedef struct {
    TncMerchant *merchant;
    TncPurchase *purchase;
    TncClaim *claim;
    TncZone *zone;
    TncClaimEvents *events;
    TncPositionInput input;
    TncPosition position;
    TncPlan plan;
    guint seq;
} Story;

static TncPacks *packs;

static json_t *
load(const char *text)
{
    json_error_t error;
    json_t *object = json_loads(text, 0, &error);
    if (!object)
        g_error("%s: %s", error.text, text);
    return object;
}

static void
open_records(Story *story, const char *merchant, const char *purchase, const char *claim)
{
    g_autoptr(json_t) merchant_json = load(merchant);
    g_autoptr(json_t) purchase_json = load(purchase);
    g_autoptr(json_t) claim_json = load(claim);
    g_autoptr(GError) error = NULL;
    story->merchant = tnc_claim_record_parse_merchant(merchant_json, &error);
    g_assert_no_error(error);
    story->purchase = tnc_claim_record_parse_purchase(purchase_json, &error);
    g_assert_no_error(error);
    story->claim = tnc_claim_record_parse_claim(claim_json, &error);
    g_assert_no_error(error);
}

static void
story_open(Story *story, const char *merchant, const char *purchase, const char *claim)
{
    *story = (Story){0};
    open_records(story, merchant, purchase, claim);
    story->zone = tnc_zone_new("Europe/Paris", NULL);
    story->events = tnc_claim_event_list_new();
    TncPredicateSet records =
        tnc_claim_predicate_of_records(story->merchant, story->purchase, story->claim, "FR");
    // As tnc_claim_rights_facts() says of a contract since 2022 between two in France.
    if (records & TNC_PREDICATE_BIT(LAW_FR) &&
        story->purchase->ordered_on >= tnc_date_from_ymd(2022, 1, 1))
        records |= TNC_PREDICATE_BIT(LAW_VERIFIED);
    story->input = (TncPositionInput){
        .ladder = tnc_packs_ladder_choose(packs, story->claim->kind, records),
        .zone = story->zone,
        .ordered_on = story->purchase->ordered_on,
        .expected_on = story->purchase->expected_on,
        .delivered_on = story->purchase->delivered_on,
        .records = records,
        .price = story->purchase->price,
        .kind = story->claim->kind,
        .wants = story->claim->wants,
        .addresses = 1,
    };
}

static void
story_close(Story *story)
{
    tnc_claim_record_merchant_free(story->merchant);
    tnc_claim_record_purchase_free(story->purchase);
    tnc_claim_record_claim_free(story->claim);
    tnc_zone_free(story->zone);
    tnc_claim_event_list_free(story->events);
}

static void
happens(Story *story, TncActor actor, const char *kind, const char *at, const char *body_text)
{
    g_autoptr(json_t) body = load(body_text);
    g_autoptr(GError) error = NULL;
    TncEventKind event_kind = (TncEventKind)tnc_claim_words_parse(TNC_WORDS_TncEventKind, kind);
    gboolean added = tnc_claim_event_list_add(
        story->events, ++story->seq, tnc_instant_parse(at, NULL), event_kind, actor, body, &error);
    g_assert_no_error(error);
    g_assert_true(added);
}

static TncWritingDraft *
write_move(Story *story, const char *now, GError **error)
{
    TncInstant instant = tnc_instant_parse(now, NULL);
    tnc_claim_position_compute(&story->input, story->events, instant, &story->position);
    tnc_claim_plan_make(&story->input, &story->position, story->events, NULL, 0, instant,
                        &story->plan);
    TncWritingInput input = {
        .merchant = story->merchant,
        .purchase = story->purchase,
        .claim = story->claim,
        .events = story->events,
        .position = &story->position,
        .ladder = story->input.ladder,
        .zone = story->zone,
        .now = instant,
        .buyer_name = "Claire Petit",
        .move = &story->plan.move,
    };
    return tnc_writing_draft_for_move(packs, &input, NULL, error);
}

static void
expect_letter(Story *story, const char *now, const char *move, const char *subject,
              const char *body)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft = write_move(story, now, &error);
    g_assert_cmpstr(story->plan.move.id, ==, move);
    g_assert_no_error(error);
    g_assert_cmpstr(draft->subject, ==, subject);
    g_assert_cmpstr(draft->body, ==, body);
}

// ---- the phone from Hong Kong

static const char phone_merchant[] =
    "{'ref':'m1','name':'Shenzhen Phones','role':'online_shop','country':'HK',"
    "'languages':['nl','en'],'emails':['support@phones.example'],'domains':['phones.example']}";
static const char phone_purchase[] =
    "{'ref':'p1','merchant':'m1','item':'Phone X','order_number':'HK-7781',"
    "'price':{'amount':24990,'currency':'EUR'},'ordered_on':'2026-01-05',"
    "'delivered_on':'2026-01-20','where':'distance','payment':'card','second_hand':false}";
static const char phone_claim[] =
    "{'ref':'c1','purchase':'p1','kind':'defective','wants':'repair','language':'fr'}";

// JSON is easier to read in C with single quotes.
static char *
quoted(const char *text)
{
    return g_strdelimit(g_strdup(text), "'", '"');
}

static void
begin(Story *story, const char *merchant, const char *purchase, const char *claim)
{
    g_autofree char *merchant_json = quoted(merchant);
    g_autofree char *purchase_json = quoted(purchase);
    g_autofree char *claim_json = quoted(claim);
    story_open(story, merchant_json, purchase_json, claim_json);
}

static void
me(Story *story, const char *kind, const char *at, const char *body)
{
    g_autofree char *json = quoted(body);
    happens(story, TNC_ACTOR_ME, kind, at, json);
}

static void
seller(Story *story, const char *at, const char *body)
{
    g_autofree char *json = quoted(body);
    happens(story, TNC_ACTOR_SELLER, "message.received", at, json);
}

static void
begin_phone(Story *story)
{
    begin(story, phone_merchant, phone_purchase, phone_claim);
    me(story, "claim.opened", "2026-03-20T09:00:00+01:00", "{'about':'dead'}");
    me(story, "message.sent", "2026-03-20T10:00:00+01:00", "{'rung':'email','channel':'email'}");
    seller(story, "2026-03-21T10:00:00+01:00",
           "{'channel':'email','agent':'Kevin','signals':[{'kind':'asks_step','quote':'hold power',"
           "'step':'hard_reset'},{'kind':'gives_ticket_number','quote':'T-42','value':'T-42'}]}");
}

static void
test_first_letter_is_in_the_sellers_language(void)
{
    Story story;
    begin(&story, phone_merchant, phone_purchase, phone_claim);
    me(&story, "claim.opened", "2026-03-20T09:00:00+01:00", "{'about':'dead'}");
    expect_letter(&story, "2026-03-20T10:00:00+01:00", "email", "Order HK-7781: faulty item",
                  "Hello,\n\n"
                  "I bought the following item from you: Phone X (order HK-7781), delivered on 20 "
                  "January 2026. It does "
                  "not work.\n\n"
                  "I ask you to repair this item, at no cost to me.\n\n"
                  "If a test is needed, tell me which one: I will do it and give you the result. "
                  "Otherwise please send me the return procedure.\n\n"
                  "Kind regards,\nClaire Petit");
    story_close(&story);
}

static void
test_step_not_done_is_refused(void)
{
    Story story;
    begin_phone(&story);
    g_autoptr(GError) error = NULL;
    g_assert_null(write_move(&story, "2026-03-21T12:00:00+01:00", &error));
    g_assert_cmpstr(story.plan.move.id, ==, "answer_step");
    g_assert_error(error, TNC_ERROR, TNC_ERROR_GUARD);
    g_assert_nonnull(strstr(error->message, "{step_done_on}"));
    story_close(&story);
}

static void
do_step(Story *story)
{
    me(story, "step.done", "2026-03-22T18:00:00+01:00",
       "{'step':'hard_reset','result':'no change'}");
}

static void
test_step_done_is_reported(void)
{
    Story story;
    begin_phone(&story);
    do_step(&story);
    expect_letter(&story, "2026-03-22T19:00:00+01:00", "answer_step",
                  "Order HK-7781: Phone X [T-42]",
                  "Hello Kevin,\n\n"
                  "Thank you for your message of 21 March 2026.\n\n"
                  "I did the step that you asked for (forced restart) on 22 March 2026. "
                  "Result: \"no change\", in my own words.\n\n"
                  "The fault remains. Please give me the return procedure now, or tell me what you "
                  "will do and by what date.\n\n"
                  "Kind regards,\nClaire Petit");
    story_close(&story);
}

// A6: the colleague asks for the same again; the answer quotes date and result.
static void
test_repeated_step_is_quoted(void)
{
    Story story;
    begin_phone(&story);
    do_step(&story);
    me(&story, "message.sent", "2026-03-22T19:00:00+01:00",
       "{'rung':'answer_step','channel':'email'}");
    seller(&story, "2026-03-24T08:00:00+01:00",
           "{'channel':'email','agent':'Amy','signals':[{'kind':'asks_step','quote':'hold power',"
           "'step':'hard_reset'}]}");
    expect_letter(&story, "2026-03-24T12:00:00+01:00", "answer_step",
                  "Order HK-7781: Phone X [T-42]",
                  "Hello Amy,\n\n"
                  "Thank you for your message of 24 March 2026.\n\n"
                  "I already did the step that you ask for (forced restart) on 22 March 2026. "
                  "Result: \"no change\", in my own words.\n\n"
                  "You ask again for what is already done:\n"
                  "- 22 March 2026: forced restart (result: \"no change\")\n\n"
                  "The fault remains. Please give me the return procedure now, or tell me what you "
                  "will do and by what date.\n\n"
                  "Kind regards,\nClaire Petit");
    story_close(&story);
}

// Two mails came before I wrote: the threat of costs in the later one is not left without an answer.
static void
test_what_came_since_my_last_word_is_answered_too(void)
{
    Story story;
    begin_phone(&story);
    do_step(&story);
    seller(&story, "2026-03-22T18:30:00+01:00",
           "{'channel':'email','signals':[{'kind':'shifts_cost','quote':'at your cost'}]}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) letter = write_move(&story, "2026-03-22T19:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(story.plan.move.id, ==, "answer_step");
    g_assert_nonnull(strstr(letter->body, "Result: \"no change\", in my own words."));
    g_assert_nonnull(strstr(letter->body, "I accept the return with this reservation."));
    story_close(&story);
}

// A tactic of an old message does not come back in every later answer.
static void
test_old_tactics_are_not_answered_again(void)
{
    Story story;
    begin_phone(&story);
    do_step(&story);
    me(&story, "message.sent", "2026-03-22T19:00:00+01:00", "{'channel':'email'}");
    seller(&story, "2026-03-24T08:00:00+01:00",
           "{'channel':'email','signals':[{'kind':'shifts_cost','quote':'at your cost'}]}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) first = write_move(&story, "2026-03-24T09:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(first->body, "I accept the return with this reservation."));
    me(&story, "message.sent", "2026-03-24T10:00:00+01:00", "{'channel':'email'}");
    seller(&story, "2026-03-25T08:00:00+01:00",
           "{'channel':'email','signals':[{'kind':'denies','quote':'no fault'}]}");
    g_autoptr(TncWritingDraft) second = write_move(&story, "2026-03-25T09:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_null(strstr(second->body, "reservation"));
    g_assert_nonnull(strstr(second->body, "precise reason in writing"));
    story_close(&story);
}

static void
test_broken_promise_names_its_day(void)
{
    Story story;
    begin(&story, phone_merchant, phone_purchase, phone_claim);
    me(&story, "claim.opened", "2026-03-20T09:00:00+01:00", "{'about':'dead'}");
    me(&story, "message.sent", "2026-03-20T10:00:00+01:00", "{'rung':'email','channel':'email'}");
    seller(&story, "2026-03-21T10:00:00+01:00",
           "{'channel':'email','signals':[{'kind':'promises','quote':'by Friday',"
           "'due':'2026-03-27'}]}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft = write_move(&story, "2026-03-28T10:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(story.plan.move.id, ==, "promise_broken");
    g_assert_cmpstr(draft->subject, ==, "Order HK-7781: your promise for 27 March 2026");
    story_close(&story);
}

// ---- the French web shop

static const char shop_merchant[] =
    "{'ref':'m2','name':'Boutique','role':'online_shop','country':'FR','languages':['fr'],"
    "'emails':['sav@boutique.example'],'domains':['boutique.example'],"
    "'form_url':'https://boutique.example/contact'}";
static const char shop_purchase[] =
    "{'ref':'p2','merchant':'m2','item':'Lampe','order_number':'B-12',"
    "'price':{'amount':8990,'currency':'EUR'},'ordered_on':'2026-02-20',"
    "'expected_on':'2026-03-02','where':'distance','payment':'card','second_hand':false}";
static const char shop_claim[] =
    "{'ref':'c2','purchase':'p2','kind':'not_delivered','wants':'delivery','language':'fr'}";

static void
test_notice_sets_a_day_and_cites_french_law(void)
{
    Story story;
    begin(&story, shop_merchant, shop_purchase, shop_claim);
    me(&story, "claim.opened", "2026-03-05T09:00:00+01:00", "{'about':'rien'}");
    me(&story, "form.submitted", "2026-03-09T09:00:00+01:00", "{'rung':'form'}");
    me(&story, "message.sent", "2026-03-16T09:00:00+01:00", "{'rung':'email','channel':'email'}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft = write_move(&story, "2026-03-23T10:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(story.plan.move.id, ==, "notice");
    g_assert_cmpstr(draft->subject, ==, "Commande B-12\302\240: mise en demeure de livrer");
    g_assert_nonnull(strstr(draft->body, "malgré mes messages depuis le 9 mars 2026"));
    // The end of the contract opens on 2 April: the time granted must be over by then.
    g_assert_nonnull(strstr(draft->body, "au plus tard le 1er avril 2026."));
    g_assert_nonnull(strstr(draft->body, "article L216-6 du Code de la consommation"));
    story_close(&story);
}

// The articles in their present wording do not govern an old contract: it is written without law.
static void
test_old_contract_is_written_without_law(void)
{
    static const char old_purchase[] =
        "{'ref':'p2','merchant':'m2','item':'Lampe','order_number':'B-12',"
        "'price':{'amount':8990,'currency':'EUR'},'ordered_on':'2021-02-20',"
        "'expected_on':'2021-03-02','where':'distance','payment':'card','second_hand':false}";
    Story story;
    begin(&story, shop_merchant, old_purchase, shop_claim);
    me(&story, "claim.opened", "2021-03-05T09:00:00+01:00", "{'about':'rien'}");
    me(&story, "form.submitted", "2021-03-09T09:00:00+01:00", "{'rung':'form'}");
    me(&story, "message.sent", "2021-03-16T09:00:00+01:00", "{'rung':'email','channel':'email'}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft = write_move(&story, "2021-03-23T10:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(story.plan.move.id, ==, "notice");
    g_assert_null(strstr(draft->body, "article L"));
    g_assert_nonnull(strstr(draft->body, "je demanderai la fin du contrat"));
    story_close(&story);
}

// A finding names the file that shows it.
static void
test_finding_names_its_exhibit(void)
{
    Story story;
    begin(&story, phone_merchant, phone_purchase, phone_claim);
    me(&story, "claim.opened", "2026-03-20T09:00:00+01:00", "{'about':'dead'}");
    me(&story, "evidence.added", "2026-03-20T09:10:00+01:00",
       "{'sha256':'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
       "'name':'screen.jpg','type':'image/jpeg','size':10}");
    me(&story, "evidence.added", "2026-03-20T09:11:00+01:00",
       "{'sha256':'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
       "'name':'the same again.jpg','type':'image/jpeg','size':10}");
    me(&story, "evidence.added", "2026-03-20T09:12:00+01:00",
       "{'sha256':'aab0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
       "'name':'back.jpg','type':'image/jpeg','size':11}");
    me(&story, "finding.recorded", "2026-03-20T09:20:00+01:00",
       "{'finding':'the screen stays black',"
       "'evidence':['aab0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
       "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']}");
    g_autoptr(GError) error = NULL;
    g_autoptr(TncWritingDraft) draft = write_move(&story, "2026-03-20T10:00:00+01:00", &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(
        draft->body, "- 20 March 2026: \"the screen stays black\" (2. back.jpg, 1. screen.jpg)\n"));
    story_close(&story);
}

// ---- the language

static void
test_language(void)
{
    static const struct {
        const char *languages; // of the seller
        gboolean abroad;
        TncChannel channel;
        const char *expected;
    } rows[] = {
        {"en", FALSE, TNC_CHANNEL_EMAIL, "en"},      {"nl", TRUE, TNC_CHANNEL_EMAIL, "en"},
        {"nl", FALSE, TNC_CHANNEL_EMAIL, "fr"},      {"zh", TRUE, TNC_CHANNEL_EMAIL, "zh"},
        {"nl,fr-CA", TRUE, TNC_CHANNEL_EMAIL, "fr"}, {"en", TRUE, TNC_CHANNEL_PHONE, "fr"},
        {"en", TRUE, TNC_CHANNEL_DISPUTE, "fr"},     {"en", TRUE, TNC_CHANNEL_PUBLIC, "en"},
        {"", FALSE, TNC_CHANNEL_FORM, "fr"},         {"", TRUE, TNC_CHANNEL_FORM, "en"},
    };
    TncClaim claim = {.language = "fr"};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(GStrv) languages = g_strsplit(rows[i].languages, ",", -1);
        TncMerchant merchant = {.languages = languages};
        TncPredicateSet facts = rows[i].abroad ? TNC_PREDICATE_BIT(MERCHANT_ABROAD) : 0;
        g_assert_cmpstr(tnc_writing_facts_language(&merchant, &claim, facts, rows[i].channel), ==,
                        rows[i].expected);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_LADDERS | TNC_PACKS_DRAFTS, &error);
    g_assert_no_error(error);
    g_test_add_func("/writing/facts/first-letter-in-sellers-language",
                    test_first_letter_is_in_the_sellers_language);
    g_test_add_func("/writing/facts/step-not-done-is-refused", test_step_not_done_is_refused);
    g_test_add_func("/writing/facts/step-done-is-reported", test_step_done_is_reported);
    g_test_add_func("/writing/facts/repeated-step-is-quoted", test_repeated_step_is_quoted);
    g_test_add_func("/writing/facts/what-came-since-my-last-word-is-answered-too",
                    test_what_came_since_my_last_word_is_answered_too);
    g_test_add_func("/writing/facts/old-tactics-are-not-answered-again",
                    test_old_tactics_are_not_answered_again);
    g_test_add_func("/writing/facts/broken-promise-names-its-day",
                    test_broken_promise_names_its_day);
    g_test_add_func("/writing/facts/notice-sets-a-day",
                    test_notice_sets_a_day_and_cites_french_law);
    g_test_add_func("/writing/facts/old-contract-without-law",
                    test_old_contract_is_written_without_law);
    g_test_add_func("/writing/facts/finding-names-its-exhibit", test_finding_names_its_exhibit);
    g_test_add_func("/writing/facts/language", test_language);
    int status = g_test_run();
    tnc_packs_free(packs);
    return status;
}
