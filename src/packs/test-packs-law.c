// SPDX-License-Identifier: AGPL-3.0-or-later
// Golden cases of the shipped law, each on both sides of its boundary and named by its article, and
// what makes a rule fit for a letter.

#include "claim-rights.h"
#include "packs-calendar.h"
#include "packs-law.h"

#define ABSENT -1

typedef struct {
    const char *name;
    const char *pack;
    const char *rule;
    TncClaimKind kind;
    TncPredicateSet facts;
    const char *ordered;
    const char *delivered;
    const char *events; // 'end@2026-03-31 returned@2026-04-01'
    const char *today;
    int group; // ABSENT: the rule does not apply
    const char *due;
    int percent;
} Case;

#define BIT(code) TNC_PREDICATE_BIT(code)
#define ENDED BIT(CLAIM_ENDED)
#define WITHDREW (BIT(CLAIM_WITHDRAWN) | BIT(PURCHASE_DISTANCE) | BIT(PURCHASE_DELIVERED))

#define L241_4(name, today, group, due, percent)                                                   \
    {                                                                                              \
        name, "fr", "fr.delivery.refund_penalty", TNC_CLAIM_NOT_DELIVERED, ENDED, "2026-03-02",    \
            NULL, "end@2026-03-31", today, group, due, percent                                     \
    }
#define L242_4(name, today, group, due, percent)                                                   \
    {                                                                                              \
        name, "fr", "fr.withdrawal.refund_penalty", TNC_CLAIM_REFUND_DUE, WITHDREW, "2026-02-20",  \
            "2026-03-01", "withdraw@2026-03-05 returned@2026-03-07", today, group, due, percent    \
    }
#define TERM(name, pack, rule, facts, ordered, delivered, events, today, group, due)               \
    {                                                                                              \
        name, pack, rule, TNC_CLAIM_DEFECTIVE, facts, ordered, delivered, events, today, group,    \
            due, -1                                                                                \
    }

static const Case cases[] = {
    L241_4("L216-7-last-day-of-the-term", "2026-04-14", TNC_RIGHT_USABLE, "2026-04-14", -1),
    L241_4("L241-4-first-day-late", "2026-04-15", TNC_RIGHT_LATE, "2026-04-28", 10),
    L241_4("L241-4-14-days-late", "2026-04-28", TNC_RIGHT_LATE, "2026-04-28", 10),
    L241_4("L241-4-15-days-late", "2026-04-29", TNC_RIGHT_LATE, "2026-05-14", 20),
    L241_4("L241-4-30-days-late", "2026-05-14", TNC_RIGHT_LATE, "2026-05-14", 20),
    L241_4("L241-4-31-days-late", "2026-05-15", TNC_RIGHT_LATE, NULL, 50),
    L242_4("L221-24-last-day", "2026-03-19", TNC_RIGHT_USABLE, "2026-03-19", -1),
    L242_4("L242-4-10-days-late", "2026-03-29", TNC_RIGHT_LATE, "2026-03-29", 0),
    L242_4("L242-4-11-days-late", "2026-03-30", TNC_RIGHT_LATE, "2026-04-08", 5),
    L242_4("L242-4-20-days-late", "2026-04-08", TNC_RIGHT_LATE, "2026-04-08", 5),
    L242_4("L242-4-21-days-late", "2026-04-09", TNC_RIGHT_LATE, "2026-04-18", 10),
    L242_4("L242-4-31-days-late", "2026-04-19", TNC_RIGHT_LATE, "2026-05-18", 20),
    L242_4("L242-4-61-days-late", "2026-05-19", TNC_RIGHT_LATE, "2026-06-17", 50),
    L242_4("L242-4-91-days-late", "2026-06-18", TNC_RIGHT_LATE, NULL, 50),
    L242_4("L242-4-a-month-more", "2026-07-17", TNC_RIGHT_LATE, NULL, 55),
    TERM("L217-3-last-day", "fr", "fr.conformity.period", 0, "2026-01-05", "2026-01-10", "",
         "2028-01-10", TNC_RIGHT_CLOSING, "2028-01-10"),
    TERM("L217-3-day-after", "fr", "fr.conformity.period", 0, "2026-01-05", "2026-01-10", "",
         "2028-01-11", TNC_RIGHT_EXPIRED, "2028-01-10"),
    TERM("L217-7-24-months", "fr", "fr.conformity.presumption_new", 0, "2026-01-05", "2026-01-31",
         "", "2027-06-01", TNC_RIGHT_USABLE, "2028-01-31"),
    TERM("L217-7-second-hand-last-day", "fr", "fr.conformity.presumption_used",
         BIT(PURCHASE_SECOND_HAND), "2026-01-05", "2026-01-10", "", "2027-01-10", TNC_RIGHT_CLOSING,
         "2027-01-10"),
    TERM("L217-7-second-hand-day-after", "fr", "fr.conformity.presumption_used",
         BIT(PURCHASE_SECOND_HAND), "2026-01-05", "2026-01-10", "", "2027-01-11", TNC_RIGHT_EXPIRED,
         "2027-01-10"),
    TERM("L217-7-contract-of-2021", "fr", "fr.conformity.presumption_new", 0, "2021-12-31",
         "2022-01-05", "", "2022-02-01", ABSENT, NULL),
    TERM("L217-7-contract-of-2022", "fr", "fr.conformity.presumption_new", 0, "2022-01-01",
         "2022-01-05", "", "2022-02-01", TNC_RIGHT_USABLE, "2024-01-05"),
    TERM("L217-10-30-days-to-cure-run-over-a-sunday", "fr", "fr.conformity.cure_time", 0,
         "2026-01-05", "2026-01-10", "request@2026-03-06", "2026-04-07", TNC_RIGHT_USABLE,
         "2026-04-07"),
    TERM("L217-13-six-months-more", "fr", "fr.conformity.repair_extension", BIT(CLAIM_REPAIRED),
         "2024-04-20", "2024-04-25", "", "2026-10-25", TNC_RIGHT_CLOSING, "2026-10-25"),
    TERM("L217-13-day-after", "fr", "fr.conformity.repair_extension", BIT(CLAIM_REPAIRED),
         "2024-04-20", "2024-04-25", "", "2026-10-26", TNC_RIGHT_EXPIRED, "2026-10-25"),
    TERM("L217-13-not-without-repair", "fr", "fr.conformity.repair_extension", 0, "2024-04-20",
         "2024-04-25", "", "2026-10-20", ABSENT, NULL),
    TERM("L612-2-mediator-last-day", "fr", "fr.mediation.time_bar", BIT(CLAIM_WRITTEN),
         "2026-01-05", "2026-01-10", "request@2026-02-01", "2027-02-01", TNC_RIGHT_CLOSING,
         "2027-02-01"),
    TERM("L612-2-mediator-day-after", "fr", "fr.mediation.time_bar", BIT(CLAIM_WRITTEN),
         "2026-01-05", "2026-01-10", "request@2026-02-01", "2027-02-02", TNC_RIGHT_EXPIRED,
         "2027-02-01"),
    TERM("L612-2-no-mediator-before-a-complaint", "fr", "fr.mediation.right", 0, "2026-01-05",
         "2026-01-10", "", "2026-02-02", ABSENT, NULL),
    TERM("C.civ-1648-two-years", "fr", "fr.hidden.time", 0, "2026-01-05", "2026-01-10",
         "opened@2026-02-01", "2027-02-02", TNC_RIGHT_LATER, "2028-02-01"),
    TERM("CRA-22-30-days", "gb", "gb.reject", 0, "2026-01-05", "2026-01-10", "", "2026-02-09",
         TNC_RIGHT_CLOSING, "2026-02-09"),
    TERM("CRA-22-day-after", "gb", "gb.reject", 0, "2026-01-05", "2026-01-10", "", "2026-02-10",
         TNC_RIGHT_EXPIRED, "2026-02-09"),
    TERM("BGB-477-contract-of-2022", "de", "de.conformity.presumption", 0, "2022-01-01",
         "2022-01-10", "", "2022-06-01", TNC_RIGHT_USABLE, "2023-01-10"),
    TERM("BGB-477-contract-of-2021", "de", "de.conformity.presumption", 0, "2021-12-31",
         "2022-01-10", "", "2022-06-01", TNC_RIGHT_USABLE, "2022-07-10"),
    TERM("Codice-135-12-months", "it", "it.conformity.presumption", 0, "2026-01-05", "2026-01-10",
         "", "2026-06-01", TNC_RIGHT_USABLE, "2027-01-10"),
    TERM("TRLGDCU-120-three-years", "es", "es.conformity.period", 0, "2026-01-05", "2026-01-10", "",
         "2028-06-01", TNC_RIGHT_USABLE, "2029-01-10"),
    TERM("PayPal-180-days", "payments", "pay.paypal.window", BIT(PURCHASE_PAYPAL), "2026-01-05",
         "2026-01-10", "", "2026-07-04", TNC_RIGHT_CLOSING, "2026-07-04"),
    TERM("PayPal-181-days", "payments", "pay.paypal.window", BIT(PURCHASE_PAYPAL), "2026-01-05",
         "2026-01-10", "", "2026-07-05", TNC_RIGHT_EXPIRED, "2026-07-04"),
    TERM("card-120-days", "payments", "pay.card.defective", BIT(PURCHASE_CARD), "2026-01-05",
         "2026-01-10", "", "2026-05-10", TNC_RIGHT_CLOSING, "2026-05-10"),
    TERM("card-121-days", "payments", "pay.card.defective", BIT(PURCHASE_CARD), "2026-01-05",
         "2026-01-10", "", "2026-05-11", TNC_RIGHT_EXPIRED, "2026-05-10"),
};

static TncZone *zone;

static void
add_event(TncClaimEvents *events, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "@", 2);
    const char *name = parts[0];
    TncEventKind kind = g_str_equal(name, "returned") ? TNC_EVENT_ITEM_RETURNED
                        : g_str_equal(name, "opened") ? TNC_EVENT_CLAIM_OPENED
                                                      : TNC_EVENT_MESSAGE_SENT;
    g_autoptr(json_t) body = json_object();
    if (kind == TNC_EVENT_MESSAGE_SENT && !g_str_equal(name, "request"))
        json_object_set_new(body, "rung", json_string(name));
    g_autoptr(GError) error = NULL;
    TncInstant at = tnc_zone_instant(zone, tnc_date_parse(parts[1]), 43200);
    gboolean added = tnc_claim_event_list_add(events, tnc_claim_event_list_length(events) + 1, at,
                                              kind, TNC_ACTOR_ME, body, &error);
    g_assert_no_error(error);
    g_assert_true(added);
}

static TncCalendar *
calendar_of(const TncLaw *law)
{
    g_autofree char *name = g_strconcat(law->calendar ? law->calendar : "fr", ".yaml", NULL);
    g_autofree char *path = g_build_filename(TNC_PACKS_DIR, "calendars", name, NULL);
    return tnc_packs_calendar_load(path, NULL);
}

static const TncRight *
find(const GArray *rights, const char *id)
{
    for (guint i = 0; i < rights->len; i++)
        if (g_str_equal(g_array_index(rights, TncRight, i).rule->id, id))
            return &g_array_index(rights, TncRight, i);
    return NULL;
}

static GArray *
rights_of(const Case *row, const TncLaw *law, const TncCalendar *calendar, TncClaimEvents *events)
{
    TncPositionInput position_input = {.zone = zone,
                                       .ordered_on = tnc_date_parse(row->ordered),
                                       .expected_on = TNC_DATE_NONE,
                                       .delivered_on = tnc_date_parse(row->delivered),
                                       .kind = row->kind};
    TncPosition position = {.facts = row->facts,
                            .expected_on = TNC_DATE_NONE,
                            .stake = tnc_money_new(24990, "EUR"),
                            .recovered = tnc_money_new(0, "EUR")};
    TncRightsSource source = {law, TNC_LAW_APPLICATION_HOME, calendar};
    TncRightsInput input = {
        &position_input, &position, events, TNC_DATE_NONE, tnc_date_parse(row->today), 1, &source};
    return tnc_claim_rights_find(&input);
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(TncLaw) law = tnc_packs_law_find(TNC_PACKS_DIR, row->pack, &error);
    g_assert_no_error(error);
    g_assert_nonnull(law);
    g_autoptr(TncCalendar) calendar = calendar_of(law);
    g_autoptr(TncClaimEvents) events = tnc_claim_event_list_new();
    g_auto(GStrv) texts = g_strsplit(row->events, " ", 0);
    for (guint i = 0; texts[i]; i++)
        if (*texts[i])
            add_event(events, texts[i]);
    g_autoptr(GArray) rights = rights_of(row, law, calendar, events);
    const TncRight *right = find(rights, row->rule);
    if (!right || row->group == ABSENT) {
        g_assert_null(right);
        g_assert_cmpint(row->group, ==, ABSENT);
        return;
    }
    g_assert_cmpint((int)right->group, ==, row->group);
    g_assert_cmpint(right->due, ==, tnc_date_parse(row->due));
    g_assert_cmpint(right->percent, ==, row->percent);
}

// The documented example: 249.90 € owed since 14 April is 274.89 € until 28 April.
static void
test_amount(void)
{
    g_autoptr(TncLaw) law = tnc_packs_law_find(TNC_PACKS_DIR, "fr", NULL);
    g_autoptr(TncCalendar) calendar = calendar_of(law);
    g_autoptr(TncClaimEvents) events = tnc_claim_event_list_new();
    add_event(events, "end@2026-03-31");
    Case row = L241_4("", "2026-04-25", 0, NULL, 0);
    g_autoptr(GArray) rights = rights_of(&row, law, calendar, events);
    TncMoney owed = {0};
    TncDate changes = TNC_DATE_NONE;
    g_assert_true(tnc_claim_rights_owed(rights, &owed, &changes));
    g_assert_cmpint(owed.minor, ==, 27489);
    g_assert_cmpint(changes, ==, tnc_date_parse("2026-04-29"));
}

// One rule of each status: only the verified one may be asserted, and not beyond its check.
static void
test_only_verified_is_asserted(void)
{
    for (int status = 0; status < TNC_LAW_STATUS_COUNT; status++)
        for (int application = 0; application < TNC_LAW_APPLICATION_COUNT; application++) {
            TncRight right = {.status = (TncLawStatus)status,
                              .application = (TncLawApplication)application};
            gboolean fit = status == TNC_LAW_STATUS_VERIFIED &&
                           application <= (int)TNC_LAW_APPLICATION_TARGETED;
            g_assert_cmpint(tnc_claim_rights_may_assert(&right), ==, fit);
        }
    TncDate day = tnc_date_parse("2027-05-31");
    TncLawRule rule = {.status = TNC_LAW_STATUS_VERIFIED, .recheck_by = day};
    g_assert_cmpint((int)tnc_claim_rights_status(&rule, day), ==, TNC_LAW_STATUS_VERIFIED);
    g_assert_cmpint((int)tnc_claim_rights_status(&rule, day + 1), ==, TNC_LAW_STATUS_LAPSED);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    zone = tnc_zone_new("Europe/Paris", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/packs/law/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/packs/law/amount", test_amount);
    g_test_add_func("/packs/law/only-verified-is-asserted", test_only_verified_is_asserted);
    int status = g_test_run();
    tnc_zone_free(zone);
    return status;
}
