// SPDX-License-Identifier: AGPL-3.0-or-later
// How many 20-event claims a second does the engine replay (position and plan), and what does reading the law cost?
// Argument: the packs folder.

#include <time.h>
#include "claim-plan.h"
#include "packs-law.h"
#include "packs.h"

#define ROUNDS 2000000
#define LAW_ROUNDS 50

static void
add(TncClaimEvents *events, guint seq, const char *kind, TncInstant at, const char *text)
{
    g_autoptr(json_t) body = json_loads(text, 0, NULL);
    TncEventKind value = (TncEventKind)tnc_claim_words_parse(TNC_WORDS_TncEventKind, kind);
    g_assert_true(tnc_claim_event_list_add(events, seq, at, value, TNC_ACTOR_ME, body, NULL));
}

static TncClaimEvents *
twenty_events(TncInstant start)
{
    static const char *const kinds[] = {"message.sent", "message.received", "step.done",
                                        "message.sent", "message.received"};
    static const char *const bodies[] = {
        "{\"rung\":\"email\",\"channel\":\"email\"}",
        "{\"channel\":\"email\",\"agent\":\"Amy\",\"courtesy\":0.8,\"signals\":[{\"kind\":\"asks_"
        "step\",\"step\":\"hard_reset\"},{\"kind\":\"thanks\"}]}",
        "{\"step\":\"hard_reset\",\"result\":\"nothing\"}",
        "{\"rung\":\"answer_step\",\"channel\":\"email\"}",
        "{\"channel\":\"email\",\"agent\":\"Kevin\",\"courtesy\":0.5,\"signals\":[{\"kind\":"
        "\"hands_off\"}]}",
    };
    TncClaimEvents *events = tnc_claim_event_list_new();
    add(events, 1, "claim.opened", start, "{}");
    for (guint i = 0; i < 19; i++)
        add(events, i + 2, kinds[i % 5], start + (i + 1) * TNC_INSTANT_DAY, bodies[i % 5]);
    return events;
}

// The least of many rounds: the processor's time is what is asked, and the machine is shared.
static void
bench_law(const char *packs)
{
    double best = 0;
    guint files = 0;
    guint rules = 0;
    for (guint round = 0; round < LAW_ROUNDS; round++) {
        g_autoptr(GError) error = NULL;
        clock_t began = clock();
        g_autoptr(GPtrArray) laws = tnc_packs_law_load_all(packs, &error);
        double ms = (double)(clock() - began) * 1000 / CLOCKS_PER_SEC;
        g_assert_no_error(error);
        best = round == 0 || ms < best ? ms : best;
        files = laws->len;
        rules = 0;
        for (guint i = 0; i < files; i++)
            rules += ((const TncLaw *)laws->pdata[i])->rules->len;
    }
    g_print("law: %u rules of %u files from YAML to memory in %.1f ms of processor time\n", rules,
            files, best);
}

int
main(int argc, char **argv)
{
    g_assert(argc == 2);
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacks) packs = tnc_packs_load(argv[1], TNC_PACKS_LADDERS, &error);
    g_assert_no_error(error);
    g_autoptr(TncZone) zone = tnc_zone_new("Europe/Paris", NULL);
    TncInstant start = tnc_instant_parse("2026-03-02T09:00:00+01:00", NULL);
    g_autoptr(TncClaimEvents) events = twenty_events(start);
    TncPositionInput input = {
        .ladder = tnc_packs_ladder(packs, "defective-abroad"),
        .zone = zone,
        .ordered_on = tnc_date_parse("2026-01-02"),
        .expected_on = TNC_DATE_NONE,
        .delivered_on = tnc_date_parse("2026-01-10"),
        .records = TNC_PREDICATE_BIT(MERCHANT_EMAIL) | TNC_PREDICATE_BIT(MERCHANT_ABROAD),
        .price = tnc_money_new(24990, "EUR"),
        .kind = TNC_CLAIM_DEFECTIVE,
        .wants = TNC_REMEDY_REPAIR,
        .addresses = 1,
    };
    g_assert(input.ladder);
    guint moves = 0;
    clock_t began = clock();
    for (guint i = 0; i < ROUNDS; i++) {
        TncPosition position;
        TncPlan plan;
        TncInstant now = start + (20 + i % 8) * TNC_INSTANT_DAY;
        tnc_claim_position_compute(&input, events, now, &position);
        tnc_claim_plan_make(&input, &position, events, NULL, 0, now, &plan);
        moves += plan.move.kind != TNC_MOVE_WAIT;
    }
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    g_print("engine: %.0f claims of 20 events a second of processor time (position and plan; %u "
            "moves)\n",
            ROUNDS / seconds, moves);
    bench_law(argv[1]);
    return 0;
}
