// SPDX-License-Identifier: AGPL-3.0-or-later
// The game, move by move: each test tells a story on a small ladder built here and checks position and plan.

#include "claim-plan.h"

typedef struct {
    TncZone *zone;
    TncLadder *ladder;
    TncPositionInput input;
    TncClaimEvents *events;
    guint seq;
    TncPosition position;
    TncPlan plan;
} Game;

static void
add_rung(TncLadder *ladder, const char *id, TncChannel channel, TncMoveKind kind, TncStart start,
         const char *opens, int at_second, const char *patience)
{
    TncRung *rung = &ladder->rungs[ladder->rung_count++];
    *rung = (TncRung){.id = id,
                      .channel = channel,
                      .kind = kind,
                      .start = start,
                      .start_else = TNC_START_ORDERED,
                      .at_second = at_second,
                      .has_patience = patience != NULL,
                      .draft = id,
                      .repeat_count = 1,
                      .minutes = 3};
    g_assert_true(tnc_duration_parse(opens, &rung->opens));
    g_assert_true(!patience || tnc_duration_parse(patience, &rung->patience));
}

static TncLadder *
web_shop_ladder(void)
{
    TncLadder *ladder = g_new0(TncLadder, 1);
    ladder->id = g_strdup("test");
    add_rung(ladder, "form", TNC_CHANNEL_FORM, TNC_MOVE_SEND, TNC_START_EXPECTED, "P7D", 0, "P7D");
    add_rung(ladder, "call", TNC_CHANNEL_PHONE, TNC_MOVE_CALL, TNC_START_EXPECTED, "P14D", 0,
             "P1D");
    ladder->rungs[1].needs[ladder->rungs[1].need_count++] = TNC_PREDICATE_MERCHANT_PHONE;
    add_rung(ladder, "email", TNC_CHANNEL_EMAIL, TNC_MOVE_SEND, TNC_START_EXPECTED, "P14D", 0,
             "P3D");
    add_rung(ladder, "public", TNC_CHANNEL_PUBLIC, TNC_MOVE_POST, TNC_START_EXPECTED, "P17D", 43200,
             "P2D");
    add_rung(ladder, "notice", TNC_CHANNEL_LETTER, TNC_MOVE_SEND, TNC_START_PREVIOUS_RUNG, "P0D", 0,
             "P10D");
    add_rung(ladder, "report", TNC_CHANNEL_AUTHORITY, TNC_MOVE_FILE, TNC_START_PREVIOUS_RUNG, "P0D",
             0, NULL);
    ladder->rungs[5].parallel = TRUE;
    add_rung(ladder, "court", TNC_CHANNEL_COURT, TNC_MOVE_FILE, TNC_START_PREVIOUS_RUNG, "P0D", 0,
             NULL);
    return ladder;
}

static void
game_open(Game *game, TncPredicateSet records)
{
    *game = (Game){0};
    game->zone = tnc_zone_new("Europe/Paris", NULL);
    game->ladder = web_shop_ladder();
    game->events = tnc_claim_event_list_new();
    game->input = (TncPositionInput){
        .ladder = game->ladder,
        .zone = game->zone,
        .ordered_on = tnc_date_parse("2026-02-20"),
        .expected_on = tnc_date_parse("2026-03-02"),
        .delivered_on = TNC_DATE_NONE,
        .records =
            records | TNC_PREDICATE_BIT(MERCHANT_EMAIL) | TNC_PREDICATE_BIT(MERCHANT_FORM_URL),
        .price = tnc_money_new(8990, "EUR"),
        .kind = TNC_CLAIM_NOT_DELIVERED,
        .wants = TNC_REMEDY_DELIVERY,
        .addresses = 1,
    };
}

static void
game_close(Game *game)
{
    tnc_zone_free(game->zone);
    tnc_claim_ladder_free(game->ladder);
    tnc_claim_event_list_free(game->events);
}

static guint
happens(Game *game, const char *kind, const char *at, const char *body_text)
{
    g_autoptr(json_t) body = json_loads(body_text, 0, NULL);
    g_autoptr(GError) error = NULL;
    TncEventKind event_kind = (TncEventKind)tnc_claim_words_parse(TNC_WORDS_TncEventKind, kind);
    gboolean added =
        tnc_claim_event_list_add(game->events, ++game->seq, tnc_instant_parse(at, NULL), event_kind,
                                 TNC_ACTOR_ME, body, &error);
    g_assert_no_error(error);
    g_assert_true(added);
    return game->seq;
}

static void
look_with(Game *game, const char *now, const TncLapse *lapses, guint lapse_count)
{
    TncInstant instant = tnc_instant_parse(now, NULL);
    g_assert_cmpint(instant, !=, TNC_INSTANT_NONE);
    tnc_claim_position_compute(&game->input, game->events, instant, &game->position);
    tnc_claim_plan_make(&game->input, &game->position, game->events, lapses, lapse_count, instant,
                        &game->plan);
}

static void
look(Game *game, const char *now)
{
    look_with(game, now, NULL, 0);
}

static void
expect_move(const Game *game, const char *id, const char *due)
{
    char text[TNC_DATE_BUFFER];
    g_assert_cmpstr(game->plan.move.id, ==, id);
    g_assert_cmpstr(tnc_date_format(game->plan.move.due, text), ==, due);
}

static void
expect_then(const Game *game, const char *id, const char *due)
{
    char text[TNC_DATE_BUFFER];
    g_assert_true(game->plan.has_then);
    g_assert_cmpstr(game->plan.then.id, ==, id);
    g_assert_cmpstr(tnc_date_format(game->plan.then.due, text), ==, due);
}

static void
expect_state(const Game *game, TncTurn turn, TncGhosting ghosting)
{
    g_assert_cmpint(game->position.turn, ==, turn);
    g_assert_cmpint(game->position.ghosting, ==, ghosting);
}

#define OPENED "2026-03-03T09:00:00+01:00"

static void
test_default_ladder_has_exactly_its_delays(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    look(&game, "2026-03-03T10:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
    expect_move(&game, "wait", "2026-03-09");
    expect_then(&game, "form", "2026-03-09");
    look(&game, "2026-03-08T23:59:59+01:00");
    expect_move(&game, "wait", "2026-03-09");
    look(&game, "2026-03-09T00:00:00+01:00");
    expect_move(&game, "form", "2026-03-09");
    expect_then(&game, "email", "2026-03-16");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    look(&game, "2026-03-15T23:59:59+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    expect_move(&game, "wait", "2026-03-16");
    look(&game, "2026-03-16T00:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_SILENT);
    expect_move(&game, "email", "2026-03-16");
    expect_then(&game, "public", "2026-03-19");
    happens(&game, "message.sent", "2026-03-16T11:00:00+01:00",
            "{\"rung\":\"email\",\"channel\":\"email\"}");
    look(&game, "2026-03-19T11:59:59+01:00");
    expect_move(&game, "wait", "2026-03-19");
    look(&game, "2026-03-19T12:00:00+01:00");
    expect_move(&game, "public", "2026-03-19");
    game_close(&game);
}

static void
test_call_comes_before_mail_and_unanswered_call_costs_no_day(void)
{
    Game game;
    game_open(&game, TNC_PREDICATE_BIT(MERCHANT_PHONE));
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    look(&game, "2026-03-16T10:00:00+01:00");
    expect_move(&game, "call", "2026-03-16");
    happens(&game, "call.made", "2026-03-16T10:05:00+01:00",
            "{\"rung\":\"call\",\"contact\":\"no_answer\"}");
    look(&game, "2026-03-16T10:06:00+01:00");
    expect_move(&game, "email", "2026-03-16");
    game_close(&game);
}

static void
test_call_that_reached_somebody_gets_its_day(void)
{
    Game game;
    game_open(&game, TNC_PREDICATE_BIT(MERCHANT_PHONE));
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "call.made", "2026-03-16T10:05:00+01:00",
            "{\"rung\":\"call\",\"contact\":\"reached\"}");
    look(&game, "2026-03-16T18:00:00+01:00");
    expect_move(&game, "wait", "2026-03-17");
    expect_then(&game, "email", "2026-03-17");
    game_close(&game);
}

static void
test_rung_done_late_still_gets_its_whole_patience(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-14T11:00:00+01:00", "{\"rung\":\"form\"}");
    look(&game, "2026-03-16T10:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    expect_then(&game, "email", "2026-03-21");
    game_close(&game);
}

#define ACKNOWLEDGEMENT                                                                            \
    "{\"channel\":\"email\",\"automatic\":{\"is\":true,\"kind\":\"acknowledgement\"}}"
#define QUESTION                                                                                   \
    "{\"channel\":\"email\",\"signals\":[{\"kind\":\"asks_information\",\"quote\":\"?\"}]}"

static void
test_acknowledgement_is_not_an_answer(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.received", "2026-03-09T11:01:00+01:00", ACKNOWLEDGEMENT);
    look(&game, "2026-03-10T10:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    expect_move(&game, "wait", "2026-03-16");
    look(&game, "2026-03-16T10:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_ACKNOWLEDGED_ONLY);
    expect_move(&game, "email", "2026-03-16");
    game_close(&game);
}

static void
test_human_answer_freezes_the_clock_until_i_answer(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    guint question = happens(&game, "message.received", "2026-03-11T11:01:00+01:00", QUESTION);
    look(&game, "2026-04-20T10:00:00+02:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
    expect_move(&game, "send_document", "2026-03-11");
    g_assert_cmpuint(game.plan.move.event, ==, question);
    happens(&game, "message.sent", "2026-04-20T11:00:00+02:00",
            "{\"rung\":\"send_document\",\"channel\":\"email\"}");
    look(&game, "2026-04-26T10:00:00+02:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    look(&game, "2026-04-27T10:00:00+02:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_SILENT);
    expect_move(&game, "email", "2026-04-27");
    game_close(&game);
}

static void
test_promise_has_its_own_clock(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    guint promise = happens(&game, "message.received", "2026-03-11T11:01:00+01:00",
                            "{\"channel\":\"email\",\"signals\":[{\"kind\":\"promises\",\"quote\":"
                            "\"x\",\"due\":\"2026-03-20\"}]}");
    look(&game, "2026-03-20T23:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    expect_move(&game, "wait", "2026-03-21");
    expect_then(&game, "promise_broken", "2026-03-21");
    look(&game, "2026-03-21T00:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_PROMISE_BROKEN);
    expect_move(&game, "promise_broken", "2026-03-21");
    g_assert_cmpuint(game.plan.move.event, ==, promise);
    happens(&game, "message.sent", "2026-03-21T09:00:00+01:00",
            "{\"rung\":\"promise_broken\",\"channel\":\"email\"}");
    look(&game, "2026-03-22T09:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    look(&game, "2026-03-28T09:00:00+01:00");
    expect_move(&game, "email", "2026-03-28");
    game_close(&game);
}

static void
test_substantive_answer_in_time_keeps_the_promise(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "promise.made", "2026-03-10T11:00:00+01:00", "{\"due\":\"2026-03-20\"}");
    happens(&game, "message.received", "2026-03-20T11:01:00+01:00", QUESTION);
    look(&game, "2026-03-25T09:00:00+01:00");
    g_assert_cmpint(game.position.promises[0].state, ==, TNC_PROMISE_KEPT);
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
    game_close(&game);
}

static void
test_in_progress_alone_changes_nothing(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.received", "2026-03-12T11:00:00+01:00",
            "{\"signals\":[{\"kind\":\"in_progress\"},{\"kind\":\"apologises\"}]}");
    look(&game, "2026-03-12T12:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    look(&game, "2026-03-16T12:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_ACKNOWLEDGED_ONLY);
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_IN_PROGRESS], ==, 1);
    game_close(&game);
}

static void
test_patience_asked_for_beside_a_question_is_no_tactic(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.received", "2026-03-12T11:00:00+01:00",
            "{\"signals\":[{\"kind\":\"asks_information\"},{\"kind\":\"in_progress\"}]}");
    look(&game, "2026-03-12T12:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_IN_PROGRESS], ==, 0);
    game_close(&game);
}

static void
test_hand_off_leaves_the_turn_to_the_seller_with_a_new_clock(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.received", "2026-03-14T11:00:00+01:00",
            "{\"signals\":[{\"kind\":\"hands_off\"}]}");
    look(&game, "2026-03-20T12:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    look(&game, "2026-03-21T12:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_SILENT);
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_HAND_OFF], ==, 1);
    game_close(&game);
}

static void
test_step_asked_again_after_it_was_done_is_a_repeated_question(void)
{
    static const char ask[] =
        "{\"agent\":\"Kevin\",\"signals\":[{\"kind\":\"asks_step\",\"step\":\"hard_reset\"}]}";
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.received", "2026-03-12T11:00:00+01:00", ask);
    look(&game, "2026-03-12T12:00:00+01:00");
    expect_move(&game, "answer_step", "2026-03-12");
    g_assert_cmpint(game.plan.why[0].code, ==, TNC_REASON_STEP_ASKED);
    happens(&game, "step.done", "2026-03-12T13:00:00+01:00",
            "{\"step\":\"hard_reset\",\"result\":\"no change\"}");
    happens(&game, "message.sent", "2026-03-12T13:10:00+01:00",
            "{\"rung\":\"answer_step\",\"channel\":\"email\"}");
    happens(&game, "message.received", "2026-03-15T11:00:00+01:00", ask);
    look(&game, "2026-03-15T12:00:00+01:00");
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_REPEATED_QUESTION], ==, 1);
    g_assert_cmpint(game.plan.why[0].code, ==, TNC_REASON_STEP_REPEATED);
    g_assert_cmpstr(game.plan.why[0].name, ==, "hard_reset");
    game_close(&game);
}

static void
test_tone_drop_and_third_agent_are_noticed(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.received", "2026-03-10T11:00:00+01:00",
            "{\"agent\":\"Amy\",\"courtesy\":0.9}");
    happens(&game, "message.received", "2026-03-11T11:00:00+01:00",
            "{\"agent\":\"Bo\",\"courtesy\":0.85}");
    look(&game, "2026-03-12T12:00:00+01:00");
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_TONE_DROP], ==, 0);
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_AGENT_ROTATION], ==, 0);
    happens(&game, "message.received", "2026-03-12T11:00:00+01:00",
            "{\"agent\":\"Cai\",\"courtesy\":0.4}");
    look(&game, "2026-03-12T12:00:00+01:00");
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_TONE_DROP], ==, 1);
    g_assert_cmpuint(game.position.tactics[TNC_TACTIC_AGENT_ROTATION], ==, 1);
    game_close(&game);
}

static void
test_return_procedure_waits_for_me_whatever_i_write(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.received", "2026-03-10T11:00:00+01:00",
            "{\"signals\":[{\"kind\":\"gives_return_procedure\"}]}");
    happens(&game, "message.sent", "2026-03-10T12:00:00+01:00",
            "{\"rung\":\"answer\",\"channel\":\"email\"}");
    look(&game, "2026-03-11T12:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
    g_assert_cmpstr(game.plan.move.id, ==, "return_item");
    happens(&game, "item.returned", "2026-03-12T12:00:00+01:00", "{}");
    look(&game, "2026-03-13T12:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    game_close(&game);
}

// Also when the same answer asks for the order number, which does not belong in public.
static void
test_public_write_to_us_privately_prepares_a_private_message(void)
{
    static const char *const asked[] = {
        "{\"kind\":\"wrong_channel\"}",
        "{\"kind\":\"wrong_channel\"},{\"kind\":\"asks_information\"}",
        "{\"kind\":\"in_progress\"},{\"kind\":\"wrong_channel\"}",
    };
    static const struct {
        const char *channel;
        const char *move;
    } cases[] = {{"public", "answer_privately"}, {"email", NULL}};
    for (guint i = 0; i < G_N_ELEMENTS(asked) * G_N_ELEMENTS(cases); i++) {
        Game game;
        g_autofree char *body =
            g_strdup_printf("{\"channel\":\"%s\",\"text\":\"x\",\"signals\":[%s]}",
                            cases[i % 2].channel, asked[i / 2]);
        game_open(&game, 0);
        happens(&game, "claim.opened", OPENED, "{}");
        happens(&game, "post.published", "2026-03-10T12:00:00+01:00",
                "{\"rung\":\"public\",\"channel\":\"public\",\"text\":\"x\"}");
        happens(&game, "message.received", "2026-03-10T12:20:00+01:00", body);
        look(&game, "2026-03-10T13:00:00+01:00");
        expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_NONE);
        if (cases[i % 2].move) {
            g_assert_cmpstr(game.plan.move.id, ==, cases[i % 2].move);
            g_assert_cmpint(game.plan.move.channel, ==, TNC_CHANNEL_CHAT);
        } else {
            g_assert_cmpstr(game.plan.move.id, !=, "answer_privately");
        }
        game_close(&game);
    }
}

static void
test_what_is_taken_back_counts_for_nothing(void)
{
    static const struct {
        const char *kind;
        const char *body;
    } mistakes[] = {
        {"remedy.received", "{\"kind\":\"refund\",\"complete\":true}"},
        {"claim.closed", "{\"outcome\":\"satisfied\"}"},
        {"claim.snoozed", "{\"until\":\"2026-05-01\"}"},
        {"message.received", "{\"text\":\"x\",\"signals\":[{\"kind\":\"asks_step\"}]}"},
        {"promise.made", "{\"due\":\"2026-03-20\"}"},
        {"call.made", "{\"contact\":\"reached\",\"rung\":\"call\"}"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        Game plain, game;
        Game *const both[] = {&plain, &game};
        for (guint j = 0; j < G_N_ELEMENTS(both); j++) {
            game_open(both[j], 0);
            happens(both[j], "claim.opened", OPENED, "{}");
            happens(both[j], "message.sent", "2026-03-10T09:00:00+01:00",
                    "{\"rung\":\"email\",\"channel\":\"email\"}");
        }
        happens(&game, mistakes[i].kind, "2026-03-11T09:00:00+01:00", mistakes[i].body);
        happens(&game, "signal.corrected", "2026-03-11T09:01:00+01:00",
                "{\"event\":3,\"retracted\":true}");
        look(&plain, "2026-03-12T09:00:00+01:00");
        look(&game, "2026-03-12T09:00:00+01:00");
        g_assert_cmpstr(game.plan.move.id, ==, plain.plan.move.id);
        g_assert_cmpint(game.plan.move.due, ==, plain.plan.move.due);
        g_assert_cmpint(game.position.turn, ==, plain.position.turn);
        g_assert_cmpint(game.position.state, ==, TNC_STATE_OPEN);
        g_assert_cmpint(game.position.recovered.minor, ==, plain.position.recovered.minor);
        g_assert_cmpint(game.position.promise_count, ==, 0);
        g_assert_cmpint(game.position.step_count, ==, 0);
        game_close(&plain);
        game_close(&game);
    }
}

// The reading that the correction had changed is the seller's answer again.
static void
test_a_correction_taken_back_gives_the_reading_back(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.received", "2026-03-10T09:00:00+01:00",
            "{\"signals\":[{\"kind\":\"asks_evidence\"}]}");
    happens(&game, "signal.corrected", "2026-03-10T10:00:00+01:00",
            "{\"event\":2,\"remove\":[\"asks_evidence\"],\"automatic\":\"acknowledgement\"}");
    look(&game, "2026-03-10T11:00:00+01:00");
    g_assert_cmpstr(game.plan.move.id, !=, "send_document");
    happens(&game, "signal.corrected", "2026-03-10T12:00:00+01:00",
            "{\"event\":3,\"retracted\":true}");
    look(&game, "2026-03-10T13:00:00+01:00");
    g_assert_cmpstr(game.plan.move.id, ==, "send_document");
    // What cannot be taken back stays.
    happens(&game, "signal.corrected", "2026-03-10T14:00:00+01:00",
            "{\"event\":1,\"retracted\":true}");
    happens(&game, "signal.corrected", "2026-03-10T14:01:00+01:00",
            "{\"event\":4,\"retracted\":true}");
    look(&game, "2026-03-10T15:00:00+01:00");
    g_assert_cmpstr(game.plan.move.id, ==, "send_document");
    g_assert_cmpint(tnc_claim_event_list_get(game.events, 0)->kind, ==, TNC_EVENT_CLAIM_OPENED);
    game_close(&game);
}

static void
test_full_refund_proposes_to_close_and_owes_nothing(void)
{
    Game game;
    game_open(&game, 0);
    game.input.wants = TNC_REMEDY_REFUND;
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "remedy.received", "2026-03-10T11:00:00+01:00",
            "{\"kind\":\"refund\",\"amount\":{\"amount\":4000,\"currency\":\"EUR\"}}");
    look(&game, "2026-03-10T12:00:00+01:00");
    g_assert_cmpint(game.position.owed.minor, ==, 4990);
    g_assert_cmpstr(game.plan.move.id, ==, "answer");
    happens(&game, "remedy.received", "2026-03-11T11:00:00+01:00",
            "{\"kind\":\"refund\",\"amount\":{\"amount\":4990,\"currency\":\"EUR\"}}");
    look(&game, "2026-03-11T12:00:00+01:00");
    g_assert_cmpint(game.position.owed.minor, ==, 0);
    g_assert_cmpint(game.position.recovered.minor, ==, 8990);
    g_assert_cmpstr(game.plan.move.id, ==, "close");
    happens(&game, "claim.closed", "2026-03-11T13:00:00+01:00", "{\"outcome\":\"satisfied\"}");
    look(&game, "2026-03-11T14:00:00+01:00");
    g_assert_cmpint(game.position.state, ==, TNC_STATE_WON);
    expect_state(&game, TNC_TURN_NOBODY, TNC_GHOSTING_NONE);
    game_close(&game);
}

static void
test_reopened_claim_says_not_fixed_then_goes_on(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "item.arrived", "2026-03-10T11:00:00+01:00", "{}");
    look(&game, "2026-03-10T12:00:00+01:00");
    g_assert_cmpstr(game.plan.move.id, ==, "close");
    happens(&game, "claim.closed", "2026-03-10T13:00:00+01:00", "{\"outcome\":\"satisfied\"}");
    happens(&game, "claim.reopened", "2026-03-20T13:00:00+01:00", "{}");
    look(&game, "2026-03-20T14:00:00+01:00");
    g_assert_cmpint(game.position.state, ==, TNC_STATE_OPEN);
    g_assert_cmpstr(game.plan.move.id, ==, "not_fixed");
    happens(&game, "message.sent", "2026-03-20T15:00:00+01:00",
            "{\"rung\":\"not_fixed\",\"channel\":\"email\"}");
    look(&game, "2026-03-27T14:00:00+01:00");
    g_assert_cmpstr(game.plan.move.id, ==, "email");
    game_close(&game);
}

static void
test_parallel_rung_fills_the_wait_and_keeps_the_clock(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.sent", "2026-04-01T11:00:00+02:00",
            "{\"rung\":\"notice\",\"channel\":\"letter\"}");
    look(&game, "2026-04-01T12:00:00+02:00");
    g_assert_cmpstr(game.plan.move.id, ==, "report");
    happens(&game, "message.sent", "2026-04-02T12:00:00+02:00",
            "{\"rung\":\"report\",\"channel\":\"authority\"}");
    look(&game, "2026-04-02T13:00:00+02:00");
    expect_move(&game, "wait", "2026-04-11");
    expect_then(&game, "court", "2026-04-11");
    game_close(&game);
}

static void
test_bounce_of_every_address_is_vanished_and_moves_on(void)
{
    Game game;
    game_open(&game, TNC_PREDICATE_BIT(MERCHANT_HANDLE));
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.sent", "2026-03-16T11:00:00+01:00",
            "{\"rung\":\"email\",\"channel\":\"email\"}");
    happens(&game, "message.received", "2026-03-16T11:01:00+01:00",
            "{\"automatic\":{\"kind\":\"bounce\"},\"bounced\":\"sav@lune.example\",\"permanent\":"
            "true}");
    look(&game, "2026-03-16T12:00:00+01:00");
    expect_state(&game, TNC_TURN_MINE, TNC_GHOSTING_VANISHED);
    game_close(&game);
}

static void
test_lapsing_right_comes_first(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    TncLapse lapse = {"pay.card", tnc_date_parse("2026-03-30"), TNC_CHANNEL_DISPUTE, NULL,
                      TNC_PLAN_LAPSE_DAYS};
    look_with(&game, "2026-03-15T12:00:00+01:00", &lapse, 1);
    g_assert_cmpstr(game.plan.move.id, ==, "form");
    look_with(&game, "2026-03-16T12:00:00+01:00", &lapse, 1);
    g_assert_cmpint(game.plan.urgency, ==, TNC_URGENCY_RIGHT_LAPSES);
    expect_move(&game, "dispute", "2026-03-30");
    look_with(&game, "2026-03-31T12:00:00+02:00", &lapse, 1);
    g_assert_cmpstr(game.plan.move.id, ==, "form");
    game_close(&game);
}

static void
test_correction_overrules_the_reader(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "form.submitted", "2026-03-09T11:00:00+01:00", "{\"rung\":\"form\"}");
    happens(&game, "message.received", "2026-03-11T11:01:00+01:00", QUESTION);
    happens(&game, "signal.corrected", "2026-03-11T12:00:00+01:00",
            "{\"event\":3,\"automatic\":\"acknowledgement\"}");
    look(&game, "2026-03-12T10:00:00+01:00");
    expect_state(&game, TNC_TURN_SELLER, TNC_GHOSTING_NONE);
    expect_move(&game, "wait", "2026-03-16");
    game_close(&game);
}

static void
test_snoozed_and_skipped_moves_step_aside(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "claim.snoozed", "2026-03-09T10:00:00+01:00", "{\"until\":\"2026-03-12\"}");
    look(&game, "2026-03-11T10:00:00+01:00");
    expect_move(&game, "wait", "2026-03-12");
    look(&game, "2026-03-12T10:00:00+01:00");
    expect_move(&game, "form", "2026-03-09");
    happens(&game, "move.skipped", "2026-03-12T10:01:00+01:00", "{\"move\":\"form\"}");
    look(&game, "2026-03-12T10:02:00+01:00");
    expect_then(&game, "email", "2026-03-16");
    game_close(&game);
}

static void
test_plan_tells_when_it_may_change(void)
{
    Game game;
    char text[TNC_INSTANT_BUFFER];
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    look(&game, "2026-03-03T10:00:00+01:00");
    g_assert_cmpstr(tnc_instant_format(game.plan.valid_until, 3600, text), ==,
                    "2026-03-09T00:00:00+01:00");
    happens(&game, "form.submitted", "2026-03-25T11:00:00+01:00", "{\"rung\":\"form\"}");
    look(&game, "2026-03-28T10:00:00+01:00");
    // Summer time began on 29 March 2026: midnight of 1 April is two hours east.
    g_assert_cmpstr(tnc_instant_format(game.plan.valid_until, 7200, text), ==,
                    "2026-04-01T00:00:00+02:00");
    game_close(&game);
}

static void
test_whole_ladder_played_still_has_a_move(void)
{
    Game game;
    game_open(&game, 0);
    happens(&game, "claim.opened", OPENED, "{}");
    happens(&game, "message.sent", "2026-04-01T11:00:00+02:00",
            "{\"rung\":\"court\",\"channel\":\"court\"}");
    look(&game, "2026-04-02T11:00:00+02:00");
    g_assert_cmpstr(game.plan.move.id, ==, "wait");
    look(&game, "2026-05-01T11:00:00+02:00");
    g_assert_cmpstr(game.plan.move.id, ==, "close");
    game_close(&game);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/plan/" #name, test_##name)
    ADD(default_ladder_has_exactly_its_delays);
    ADD(call_comes_before_mail_and_unanswered_call_costs_no_day);
    ADD(call_that_reached_somebody_gets_its_day);
    ADD(rung_done_late_still_gets_its_whole_patience);
    ADD(acknowledgement_is_not_an_answer);
    ADD(human_answer_freezes_the_clock_until_i_answer);
    ADD(promise_has_its_own_clock);
    ADD(substantive_answer_in_time_keeps_the_promise);
    ADD(in_progress_alone_changes_nothing);
    ADD(patience_asked_for_beside_a_question_is_no_tactic);
    ADD(hand_off_leaves_the_turn_to_the_seller_with_a_new_clock);
    ADD(step_asked_again_after_it_was_done_is_a_repeated_question);
    ADD(tone_drop_and_third_agent_are_noticed);
    ADD(return_procedure_waits_for_me_whatever_i_write);
    ADD(public_write_to_us_privately_prepares_a_private_message);
    ADD(what_is_taken_back_counts_for_nothing);
    ADD(a_correction_taken_back_gives_the_reading_back);
    ADD(full_refund_proposes_to_close_and_owes_nothing);
    ADD(reopened_claim_says_not_fixed_then_goes_on);
    ADD(parallel_rung_fills_the_wait_and_keeps_the_clock);
    ADD(bounce_of_every_address_is_vanished_and_moves_on);
    ADD(lapsing_right_comes_first);
    ADD(correction_overrules_the_reader);
    ADD(snoozed_and_skipped_moves_step_aside);
    ADD(plan_tells_when_it_may_change);
    ADD(whole_ladder_played_still_has_a_move);
    return g_test_run();
}
