// SPDX-License-Identifier: AGPL-3.0-or-later
// Whole games on the ladders shipped, drawn from a seed: a seller who says anything on any day, a buyer who plays most
// moves. What must hold on every day of every game, whoever plays how, stands in the functions named 'no_…', 'the_…'.

#include "claim-plan.h"
#include "packs-ladder.h"
#include "packs.h"

#define GAMES_PER_LADDER 200
#define DAYS 150
#define FIRST_DAY "2026-02-20" // the change of clock lies in every game

typedef struct {
    GRand *random;
    TncPositionInput input;
    TncLapse lapses[2];
    guint lapse_count;
    TncClaimEvents *events;
    guint seq;
    TncDate today;
    TncInstant now;
    TncPosition position;
    TncPlan plan;
    guint8 played[TNC_LADDER_MAX_RUNGS]; // how often
    TncDate last_played[TNC_LADDER_MAX_RUNGS];
} Game;

// ---- what is drawn

static gboolean
chance(Game *game, int percent)
{
    return g_rand_int_range(game->random, 0, 100) < percent;
}

static void
add(Game *game, TncEventKind kind, TncActor actor, json_t *body)
{
    g_autoptr(json_t) owned = body;
    g_autoptr(GError) error = NULL;
    gboolean added =
        tnc_claim_event_list_add(game->events, ++game->seq, game->now, kind, actor, owned, &error);
    g_assert_no_error(error);
    g_assert_true(added);
}

static json_t *
draw_signal(Game *game)
{
    static const TncSignal kinds[] = {
        TNC_SIGNAL_ASKS_STEP,     TNC_SIGNAL_ASKS_INFORMATION, TNC_SIGNAL_HANDS_OFF,
        TNC_SIGNAL_DENIES,        TNC_SIGNAL_SHIFTS_COST,      TNC_SIGNAL_IN_PROGRESS,
        TNC_SIGNAL_OFFERS_REFUND, TNC_SIGNAL_OFFERS_VOUCHER,   TNC_SIGNAL_ALREADY_ANSWERED,
        TNC_SIGNAL_THANKS,        TNC_SIGNAL_APOLOGISES,       TNC_SIGNAL_GIVES_RETURN_PROCEDURE,
        TNC_SIGNAL_PROMISES,
    };
    TncSignal kind = kinds[g_rand_int_range(game->random, 0, G_N_ELEMENTS(kinds))];
    json_t *signal = json_pack("{s:s, s:s}", "kind",
                               tnc_claim_words_name(TNC_WORDS_TncSignal, kind), "quote", "…");
    char day[TNC_DATE_BUFFER];
    TncDate due = game->today + g_rand_int_range(game->random, -2, 20);
    if (kind == TNC_SIGNAL_PROMISES)
        json_object_set_new(signal, "due", json_string(tnc_date_format(due, day)));
    if (kind == TNC_SIGNAL_ASKS_STEP)
        json_object_set_new(signal, "step",
                            json_string(chance(game, 50) ? "hard_reset" : "update"));
    return signal;
}

static void
seller_writes(Game *game)
{
    static const char *const automatic[] = {"acknowledgement", "auto_reply", "newsletter"};
    json_t *body = json_pack("{s:s}", "channel", "email");
    if (chance(game, 30)) {
        const char *kind = automatic[g_rand_int_range(game->random, 0, 3)];
        json_object_set_new(body, "automatic", json_pack("{s:b, s:s}", "is", 1, "kind", kind));
    } else {
        json_t *signals = json_array();
        for (int i = g_rand_int_range(game->random, 0, 4); i > 0; i--)
            json_array_append_new(signals, draw_signal(game));
        json_object_set_new(body, "signals", signals);
    }
    add(game, TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER, body);
}

static TncEventKind
event_of(TncChannel channel)
{
    switch ((int)channel) {
    case TNC_CHANNEL_PHONE:
        return TNC_EVENT_CALL_MADE;
    case TNC_CHANNEL_COUNTER:
        return TNC_EVENT_VISIT_MADE;
    case TNC_CHANNEL_FORM:
        return TNC_EVENT_FORM_SUBMITTED;
    case TNC_CHANNEL_PUBLIC:
        return TNC_EVENT_POST_PUBLISHED;
    default:
        return TNC_EVENT_MESSAGE_SENT;
    }
}

static void
buyer_plays(Game *game)
{
    const TncMove *move = &game->plan.move;
    if (g_str_equal(move->id, "return_item")) {
        add(game, TNC_EVENT_ITEM_RETURNED, TNC_ACTOR_ME, json_object());
        return;
    }
    json_t *body = json_pack("{s:s}", "rung", move->id);
    if (event_of(move->channel) == TNC_EVENT_MESSAGE_SENT)
        json_object_set_new(
            body, "channel",
            json_string(tnc_claim_words_name(TNC_WORDS_TncChannel, (int)move->channel)));
    add(game, event_of(move->channel), TNC_ACTOR_ME, body);
    if (move->rung >= 0) {
        game->played[move->rung]++;
        game->last_played[move->rung] = game->today;
    }
}

static void
address_bounces(Game *game)
{
    add(game, TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER,
        json_pack("{s:s, s:{s:b, s:s}, s:s, s:b}", "channel", "email", "automatic", "is", 1, "kind",
                  "bounce", "bounced", "sav@boutique.example", "permanent", 1));
}

static void
call_is_promised_a_day(Game *game)
{
    char day[TNC_DATE_BUFFER];
    tnc_date_format(game->today + g_rand_int_range(game->random, 0, 15), day);
    add(game, TNC_EVENT_CALL_MADE, TNC_ACTOR_ME, json_pack("{s:s}", "contact", "reached"));
    add(game, TNC_EVENT_PROMISE_MADE, TNC_ACTOR_SELLER, json_pack("{s:s}", "due", day));
}

static void
step_is_done(Game *game)
{
    add(game, TNC_EVENT_STEP_DONE, TNC_ACTOR_ME,
        json_pack("{s:s, s:s}", "step", "hard_reset", "result", "nothing"));
}

static void
move_is_skipped(Game *game)
{
    if (game->seq > 1)
        add(game, TNC_EVENT_MOVE_SKIPPED, TNC_ACTOR_ME,
            json_pack("{s:s}", "move", game->plan.move.id));
}

static void
claim_is_put_aside(Game *game)
{
    char day[TNC_DATE_BUFFER];
    tnc_date_format(game->today + g_rand_int_range(game->random, 1, 12), day);
    add(game, TNC_EVENT_CLAIM_SNOOZED, TNC_ACTOR_ME, json_pack("{s:s}", "until", day));
}

static void
half_the_money_comes(Game *game)
{
    add(game, TNC_EVENT_REMEDY_RECEIVED, TNC_ACTOR_SELLER,
        json_pack("{s:s, s:{s:i, s:s}}", "kind", "refund", "amount", "amount", 12000, "currency",
                  "EUR"));
}

static void
claim_is_closed_and_reopened(Game *game)
{
    add(game, TNC_EVENT_CLAIM_CLOSED, TNC_ACTOR_ME, json_pack("{s:s}", "outcome", "satisfied"));
    add(game, TNC_EVENT_CLAIM_REOPENED, TNC_ACTOR_ME, json_object());
}

static void
expected_day_changes(Game *game)
{
    char day[TNC_DATE_BUFFER];
    tnc_date_format(game->today + g_rand_int_range(game->random, -10, 20), day);
    add(game, TNC_EVENT_DEADLINE_SET, TNC_ACTOR_ME,
        json_pack("{s:s, s:s}", "what", "expected", "due", day));
}

static void
something_else_happens(Game *game)
{
    static void (*const happenings[])(Game *) = {
        address_bounces,      call_is_promised_a_day, step_is_done,
        move_is_skipped,      claim_is_put_aside,     claim_is_closed_and_reopened,
        half_the_money_comes, expected_day_changes,
    };
    happenings[g_rand_int_range(game->random, 0, G_N_ELEMENTS(happenings))](game);
}

// Windows of the card, of the mediator, and of a letter to the seller.
static void
draw_lapses(Game *game)
{
    static const TncLapse kinds[] = {
        {"a.card", 0, TNC_CHANNEL_DISPUTE, NULL, TNC_PLAN_LAPSE_DAYS},
        {"a.mediator", 0, TNC_CHANNEL_MEDIATOR, NULL, TNC_PLAN_LAPSE_DAYS},
        {"a.withdrawal", 0, TNC_CHANNEL_EMAIL, "withdraw", 5},
    };
    game->lapse_count = (guint)g_rand_int_range(game->random, 0, G_N_ELEMENTS(game->lapses) + 1);
    for (guint i = 0; i < game->lapse_count; i++) {
        game->lapses[i] = kinds[g_rand_int_range(game->random, 0, G_N_ELEMENTS(kinds))];
        game->lapses[i].last_day =
            tnc_date_parse(FIRST_DAY) + g_rand_int_range(game->random, -5, DAYS);
    }
}

// ---- what must hold

static void
compute(const Game *game, TncInstant now, TncPosition *position_out, TncPlan *plan_out)
{
    tnc_claim_position_compute(&game->input, game->events, now, position_out);
    tnc_claim_plan_make(&game->input, position_out, game->events, game->lapses, game->lapse_count,
                        now, plan_out);
}

static gboolean
is_same_plan(const TncPlan *one, const TncPlan *other)
{
    return one->urgency == other->urgency && g_str_equal(one->move.id, other->move.id) &&
           one->move.due_at == other->move.due_at && one->has_then == other->has_then &&
           (!one->has_then || g_str_equal(one->then.id, other->then.id));
}

// Up to 'valid_until' the plan does not change by itself: what is due is looked up by that instant.
static void
the_plan_holds_as_long_as_it_says(const Game *game)
{
    const TncPlan *plan = &game->plan;
    TncInstant until = plan->valid_until == TNC_INSTANT_NONE ? game->now + 400 * TNC_INSTANT_DAY
                                                             : plan->valid_until;
    g_assert_cmpint(until, >, game->now);
    const TncInstant looks[] = {game->now, game->now + (until - game->now) / 2, until - 1};
    for (guint i = 0; i < G_N_ELEMENTS(looks); i++) {
        TncPosition position;
        TncPlan later;
        compute(game, looks[i], &position, &later);
        g_assert_true(is_same_plan(plan, &later));
    }
}

static void
a_right_about_to_lapse_comes_first_and_in_time(const Game *game)
{
    const TncPlan *plan = &game->plan;
    g_assert_true(
        plan->urgency != TNC_URGENCY_RIGHT_LAPSES ||
        (plan->move.due >= game->today && plan->move.due - game->today <= TNC_PLAN_LAPSE_DAYS));
}

static void
no_step_is_played_more_often_than_the_ladder_says(const Game *game)
{
    int rung = game->plan.move.rung;
    if (rung >= 0 && game->plan.urgency == TNC_URGENCY_RUNG_OPEN)
        g_assert_cmpuint(game->played[rung], <, game->input.ladder->rungs[rung].repeat_count);
}

static void
no_step_is_repeated_on_two_days_running(const Game *game)
{
    int rung = game->plan.move.rung;
    if (rung >= 0 && game->plan.urgency == TNC_URGENCY_RUNG_OPEN && game->played[rung])
        g_assert_cmpint(game->today - game->last_played[rung], >=, 2);
}

static void
no_chaser_while_the_seller_waits_or_has_the_turn(const Game *game)
{
    const TncPosition *position = &game->position;
    const TncMove *move = &game->plan.move;
    gboolean chases = move->rung >= 0 && !game->input.ladder->rungs[move->rung].parallel &&
                      game->plan.urgency == TNC_URGENCY_RUNG_OPEN;
    g_assert_false(chases && position->answer_pending);
    g_assert_false(chases && position->turn == TNC_TURN_SELLER);
}

static void
the_turn_is_told_with_its_end(const Game *game)
{
    const TncPosition *position = &game->position;
    g_assert_cmpint((int)position->turn, !=, (int)TNC_TURN_NOBODY);
    g_assert_cmpint(position->turn_since, <=, game->now);
    if (position->turn == TNC_TURN_SELLER)
        g_assert_cmpint(position->turn_until, >, game->today);
    else
        g_assert_cmpint(position->turn_until, ==, TNC_DATE_NONE);
}

static void
the_move_says_why_and_what_it_costs(const Game *game)
{
    const TncPlan *plan = &game->plan;
    g_assert_cmpuint(plan->why_count, >, 0);
    for (guint i = 0; i < plan->why_count; i++)
        g_assert_cmpuint(plan->why[i].event, <=, game->seq);
    g_assert_true(plan->urgency == TNC_URGENCY_WAIT || plan->urgency == TNC_URGENCY_RIGHT_LAPSES ||
                  (plan->move.minutes > 0 && plan->move.due_at <= game->now));
    if (plan->urgency == TNC_URGENCY_WAIT)
        g_assert_true(plan->has_then && plan->then.due_at > game->now);
}

static void
look(Game *game)
{
    compute(game, game->now, &game->position, &game->plan);
    the_plan_holds_as_long_as_it_says(game);
    a_right_about_to_lapse_comes_first_and_in_time(game);
    no_step_is_played_more_often_than_the_ladder_says(game);
    no_step_is_repeated_on_two_days_running(game);
    no_chaser_while_the_seller_waits_or_has_the_turn(game);
    the_turn_is_told_with_its_end(game);
    the_move_says_why_and_what_it_costs(game);
}

// ---- games

static gboolean
is_over(const Game *game)
{
    return g_str_equal(game->plan.move.id, "close");
}

// TALK and DILIGENCE: how many days in a hundred the seller writes, and the buyer plays what is proposed.
static void
play(Game *game, int talk, int diligence)
{
    TncDate first = tnc_date_parse(FIRST_DAY);
    for (int day = 0; day < DAYS && (day == 0 || !is_over(game)); day++) {
        game->today = first + day;
        game->now = tnc_zone_instant(game->input.zone, game->today,
                                     g_rand_int_range(game->random, 9 * 3600, 21 * 3600));
        if (day == 0)
            add(game, TNC_EVENT_CLAIM_OPENED, TNC_ACTOR_ME, json_object());
        if (chance(game, talk))
            seller_writes(game);
        if (day > 0 && chance(game, 5))
            something_else_happens(game);
        look(game);
        if (game->plan.urgency != TNC_URGENCY_WAIT && !is_over(game) && chance(game, diligence)) {
            buyer_plays(game);
            look(game);
        }
    }
}

static void
start(Game *game, const TncLadder *ladder, const TncZone *zone, guint32 seed)
{
    *game = (Game){.random = g_rand_new_with_seed(seed), .events = tnc_claim_event_list_new()};
    TncDate first = tnc_date_parse(FIRST_DAY);
    game->input = (TncPositionInput){
        .ladder = ladder,
        .zone = zone,
        .ordered_on = first - g_rand_int_range(game->random, 1, 40),
        .expected_on = chance(game, 50) ? first - 1 : TNC_DATE_NONE,
        .delivered_on = chance(game, 50) ? first - 3 : TNC_DATE_NONE,
        .records = TNC_PREDICATE_BIT(MERCHANT_EMAIL) |
                   (chance(game, 50) ? TNC_PREDICATE_BIT(MERCHANT_PHONE) : 0) |
                   (chance(game, 50) ? TNC_PREDICATE_BIT(MERCHANT_FORM_URL) : 0) |
                   (chance(game, 50) ? TNC_PREDICATE_BIT(MERCHANT_HANDLE) : 0),
        .price = tnc_money_new(24990, "EUR"),
        .kind = ladder->kind_count ? ladder->kinds[0] : TNC_CLAIM_DEFECTIVE,
        .wants = TNC_REMEDY_REFUND,
        .addresses = 1,
    };
}

static void
clear(Game *game)
{
    g_rand_free(game->random);
    tnc_claim_event_list_free(game->events);
}

static void
test_every_day_of_any_game(gconstpointer data)
{
    const TncLadder *ladder = data;
    g_autoptr(TncZone) zone = tnc_zone_new("Europe/Paris", NULL);
    for (guint32 seed = 1; seed <= GAMES_PER_LADDER; seed++) {
        g_test_message("seed %u", seed);
        Game game;
        start(&game, ladder, zone, seed);
        draw_lapses(&game);
        play(&game, (int)(seed * 7 % 60), 100 - (int)(seed * 11 % 80));
        clear(&game);
    }
}

// A seller who never says a word: played on its days, every ladder comes to its last decision.
static void
test_silence_ends(gconstpointer data)
{
    const TncLadder *ladder = data;
    g_autoptr(TncZone) zone = tnc_zone_new("Europe/Paris", NULL);
    Game game;
    start(&game, ladder, zone, 1);
    TncDate first = tnc_date_parse(FIRST_DAY);
    for (int day = 0; day < 500 && (day == 0 || !is_over(&game)); day++) {
        game.today = first + day;
        game.now = tnc_zone_instant(zone, game.today, 13 * 3600);
        if (day == 0)
            add(&game, TNC_EVENT_CLAIM_OPENED, TNC_ACTOR_ME, json_object());
        look(&game);
        if (game.plan.urgency != TNC_URGENCY_WAIT && !is_over(&game))
            buyer_plays(&game);
    }
    g_assert_true(is_over(&game));
    clear(&game);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacks) packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_LADDERS, &error);
    g_assert_no_error(error);
    const GPtrArray *ladders = tnc_packs_ladders(packs);
    for (guint i = 0; i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        g_autofree char *any = g_strdup_printf("/game/any/%s", ladder->id);
        g_autofree char *silent = g_strdup_printf("/game/silence-ends/%s", ladder->id);
        g_test_add_data_func(any, ladder, test_every_day_of_any_game);
        g_test_add_data_func(silent, ladder, test_silence_ends);
    }
    return g_test_run();
}
