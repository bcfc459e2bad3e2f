// SPDX-License-Identifier: AGPL-3.0-or-later
// The ladders that are shipped, as domain.md promises them, and what the loader refuses.

#include "packs-ladder.h"

#include "error.h"
#include "packs.h"

static TncPacks *packs;

// ---- the ladders shipped

typedef struct {
    const char *id;
    TncChannel channel;
    TncStart start;
    int opens_days;
    int patience_days; // -1: nothing is awaited
} Expected;

static const Expected not_delivered[] = {
    {"form", TNC_CHANNEL_FORM, TNC_START_EXPECTED, 7, 7},
    {"call", TNC_CHANNEL_PHONE, TNC_START_EXPECTED, 14, 1},
    {"email", TNC_CHANNEL_EMAIL, TNC_START_EXPECTED, 14, 3},
    {"public", TNC_CHANNEL_PUBLIC, TNC_START_EXPECTED, 17, 2},
    {"notice", TNC_CHANNEL_EMAIL, TNC_START_PREVIOUS_RUNG, 0, 10},
    {"notice_letter", TNC_CHANNEL_LETTER, TNC_START_PREVIOUS_RUNG, 0, 10},
    {"report", TNC_CHANNEL_AUTHORITY, TNC_START_PREVIOUS_RUNG, 0, -1},
    {"end", TNC_CHANNEL_EMAIL, TNC_START_PREVIOUS_RUNG, 0, 14},
    {"end_letter", TNC_CHANNEL_LETTER, TNC_START_PREVIOUS_RUNG, 0, 14},
    {"mediator", TNC_CHANNEL_MEDIATOR, TNC_START_PREVIOUS_RUNG, 0, 60},
    {"court", TNC_CHANNEL_COURT, TNC_START_PREVIOUS_RUNG, 0, -1},
};

static void
test_not_delivered(void)
{
    const TncLadder *ladder = tnc_packs_ladder(packs, "not-delivered");
    g_assert_nonnull(ladder);
    g_assert_cmpuint(ladder->rung_count, ==, G_N_ELEMENTS(not_delivered));
    for (guint i = 0; i < ladder->rung_count; i++) {
        const TncRung *rung = &ladder->rungs[i];
        const Expected *expected = &not_delivered[i];
        g_assert_cmpstr(rung->id, ==, expected->id);
        g_assert_cmpint((int)rung->channel, ==, (int)expected->channel);
        g_assert_cmpint((int)rung->start, ==, (int)expected->start);
        g_assert_cmpint(rung->opens.days, ==, expected->opens_days);
        g_assert_cmpint(rung->has_patience ? rung->patience.days : -1, ==, expected->patience_days);
        g_assert_cmpint(rung->parallel, ==, g_str_equal(rung->id, "report"));
    }
    g_assert_cmpint((int)ladder->rungs[0].start_else, ==, TNC_START_ORDERED);
    const TncRung *public_word = &ladder->rungs[3];
    g_assert_cmpint(public_word->at_second, ==, 12 * 3600);
    g_assert_true(public_word->approval);
    g_assert_cmpint((int)public_word->kind, ==, TNC_MOVE_POST);
}

static void
test_chaser_of_abroad(void)
{
    const TncLadder *ladder = tnc_packs_ladder(packs, "defective-abroad");
    int index = tnc_claim_ladder_index(ladder, "chaser");
    g_assert_cmpint(index, >=, 0);
    const TncRung *chaser = &ladder->rungs[index];
    g_assert_cmpuint(chaser->repeat_count, >, 1);
    g_assert_cmpint(chaser->repeat_gap.days, ==, 4);
    g_assert_cmpuint(chaser->unless_count, ==, 1);
    g_assert_cmpint((int)chaser->unless[0], ==, TNC_PREDICATE_CLAIM_RETURN_PROCEDURE);
}

static void
test_public_words_always_ask(void)
{
    const GPtrArray *ladders = tnc_packs_ladders(packs);
    for (guint i = 0; i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        for (guint j = 0; j < ladder->rung_count; j++)
            if (ladder->rungs[j].channel == TNC_CHANNEL_PUBLIC)
                g_assert_true(ladder->rungs[j].approval);
    }
}

typedef struct {
    const char *name;
    TncClaimKind kind;
    TncPredicateSet facts;
    const char *ladder;
} Choice;

static const Choice choices[] = {
    {"nothing-came", TNC_CLAIM_NOT_DELIVERED, 0, "not-delivered"},
    {"late", TNC_CLAIM_LATE, 0, "late"},
    {"defective-at-home", TNC_CLAIM_DEFECTIVE, 0, "defective"},
    {"defective-abroad", TNC_CLAIM_DEFECTIVE, TNC_PREDICATE_BIT(MERCHANT_ABROAD),
     "defective-abroad"},
    {"shop-before-abroad", TNC_CLAIM_DEFECTIVE,
     TNC_PREDICATE_BIT(PURCHASE_SHOP) | TNC_PREDICATE_BIT(MERCHANT_ABROAD), "shop"},
    {"wrong-item", TNC_CLAIM_WRONG_ITEM, 0, "wrong-item"},
    {"refund-due", TNC_CLAIM_REFUND_DUE, 0, "refund-due"},
    {"guarantee-refused", TNC_CLAIM_GUARANTEE_REFUSED, 0, "guarantee-refused"},
};

static void
test_chosen(gconstpointer data)
{
    const Choice *row = data;
    const TncLadder *ladder = tnc_packs_ladder_choose(packs, row->kind, row->facts);
    g_assert_nonnull(ladder);
    g_assert_cmpstr(ladder->id, ==, row->ladder);
}

// ---- what is refused; each text is a rung after a good head

typedef struct {
    const char *name;
    const char *rung;
    const char *message;
} Refusal;

static const Refusal refusals[] = {
    {"patience", "{id: a, channel: email, opens: {from: ordered}, patience: 7d, minutes: 1}",
     "x.yaml:4: rungs[0].patience: expected an ISO 8601 duration such as P7D, found '7d'"},
    {"channel", "{id: a, channel: fax, opens: {from: ordered}, minutes: 1}",
     "x.yaml:4: rungs[0].channel: expected one of none, counter, form, phone, email, chat, public, "
     "letter, dispute, authority, mediator, court, found 'fax'"},
    {"start", "{id: a, channel: email, opens: {from: yesterday}, minutes: 1}",
     "x.yaml:4: rungs[0].opens.from: expected one of ordered, expected, delivered, claim_opened, "
     "previous_rung, last_sent, found 'yesterday'"},
    {"time", "{id: a, channel: email, opens: {from: ordered, at: noon}, minutes: 1}",
     "x.yaml:4: rungs[0].opens.at: expected a time of day such as '12:00', found 'noon'"},
    {"predicate",
     "{id: a, channel: email, opens: {from: ordered}, needs: [merchant.fax], minutes: 1}",
     "x.yaml:4: rungs[0].needs[0]: expected a predicate of packs/README.md such as "
     "merchant.phone, found 'merchant.fax'"},
    {"once-repeated",
     "{id: a, channel: email, opens: {from: ordered}, repeat: {count: 1, gap: P4D}, minutes: 1}",
     "x.yaml:4: rungs[0].repeat.count: expected 2 to 100 times in all, found another number"},
    {"no-effort", "{id: a, channel: email, opens: {from: ordered}, minutes: 0}",
     "x.yaml:4: rungs[0].minutes: expected an effort of 1 to 600 minutes, found another number"},
    {"id", "{id: 'The Call', channel: email, opens: {from: ordered}, minutes: 1}",
     "x.yaml:4: rungs[0].id: expected an id of small letters, digits, '_', '-' and '.', found 'The "
     "Call'"},
    {"same-id",
     "{id: a, channel: email, opens: {from: ordered}, minutes: 1}\n"
     "  - {id: a, channel: form, opens: {from: ordered}, minutes: 1}",
     "x.yaml:5: rungs[1].id: expected an id used once in the ladder, found 'a' again"},
};

static void
test_refused(gconstpointer data)
{
    const Refusal *row = data;
    g_autofree char *text =
        g_strdup_printf("id: x\nfor: [late]\nrungs:\n  - %s\nrank: 1\n", row->rung);
    g_autoptr(GError) error = NULL;
    g_autoptr(TncPacksYaml) yaml =
        tnc_packs_yaml_parse(text, strlen(text), "x.yaml", tnc_packs_ladder_schema(), &error);
    g_assert_no_error(error);
    g_assert_null(tnc_packs_ladder_read(yaml, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_cmpstr(error->message, ==, row->message);
}

static void
test_name_of_the_file(void)
{
    static const char text[] =
        "id: y\nfor: [late]\nrank: 1\nrungs: [{id: a, channel: email, opens: {from: ordered}, "
        "minutes: 1}]\n";
    g_autoptr(TncPacksYaml) yaml =
        tnc_packs_yaml_parse(text, strlen(text), "x.yaml", tnc_packs_ladder_schema(), NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(tnc_packs_ladder_read(yaml, &error));
    g_assert_cmpstr(error->message, ==,
                    "x.yaml:1: id: expected 'x', the name of the file, found 'y'");
}

static void
test_calendar(void)
{
    static const struct {
        int year, month, day;
        gboolean working;
    } rows[] = {
        {2026, 4, 6, FALSE},  // Easter Monday
        {2026, 5, 14, FALSE}, // Ascension
        {2026, 5, 25, FALSE}, // Whit Monday
        {2026, 7, 14, FALSE}, {2026, 7, 15, TRUE}, {2026, 11, 21, FALSE}, {2026, 11, 23, TRUE},
    };
    const TncCalendar *calendar = tnc_packs_calendar(packs, "fr");
    g_assert_nonnull(calendar);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(tnc_calendar_is_working(
                            calendar, tnc_date_from_ymd(rows[i].year, rows[i].month, rows[i].day)),
                        ==, rows[i].working);
}

static void
add_rows(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *path = g_strconcat("/packs/ladder/chosen/", choices[i].name, NULL);
        g_test_add_data_func(path, &choices[i], test_chosen);
    }
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *path = g_strconcat("/packs/ladder/refused/", refusals[i].name, NULL);
        g_test_add_data_func(path, &refusals[i], test_refused);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_LADDERS | TNC_PACKS_CALENDARS, &error);
    g_assert_no_error(error);
    g_test_add_func("/packs/ladder/not-delivered", test_not_delivered);
    g_test_add_func("/packs/ladder/chaser-of-abroad", test_chaser_of_abroad);
    g_test_add_func("/packs/ladder/public-words-always-ask", test_public_words_always_ask);
    g_test_add_func("/packs/ladder/name-of-the-file", test_name_of_the_file);
    g_test_add_func("/packs/calendar/france", test_calendar);
    add_rows();
    int status = g_test_run();
    tnc_packs_free(packs);
    return status;
}
