// SPDX-License-Identifier: AGPL-3.0-or-later
// Golden cases of the shipped law (tests/golden/law/cases.txt, which explains itself), each on both
// sides of its boundary and named by its article, and what makes a rule fit for a letter.

#include <string.h>
#include "claim-rights.h"
#include "packs-calendar.h"
#include "packs-law.h"
#include "packs.h"

typedef struct {
    char *name;
    GHashTable *values; // key → text
    char *result;
} Case;

// A case, played.
typedef struct {
    TncMerchant *merchant;
    TncPurchase *purchase;
    TncClaim *claim;
    TncClaimEvents *events;
    TncPositionInput input;
    TncPosition position;
    TncLaw *law;
    TncDate today;
    GArray *rights;
} Game;

static const char *const groups[] = {"closing", "late",  "window",  "usable", "later",
                                     "foreign", "where", "caution", "expired"};

static TncZone *zone;
static TncPacks *packs;
static GHashTable *calendars;

// ---- the file

static void
free_case(gpointer data)
{
    Case *one = data;
    g_free(one->name);
    g_free(one->result);
    g_hash_table_unref(one->values);
    g_free(one);
}

static const char *const keys[] = {"pack",  "rule",      "application", "buyer",     "seller",
                                   "role",  "kind",      "wants",       "where",     "payment",
                                   "price", "currency",  "ordered",     "expected",  "second_hand",
                                   "today", "delivered", "events",      "guarantee", NULL};

static void
add_values(GHashTable *values, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", 0);
    for (guint i = 0; words[i]; i++) {
        const char *equals = strchr(words[i], '=');
        g_autofree char *key = equals ? g_strndup(words[i], (gsize)(equals - words[i])) : NULL;
        if (key && !g_strv_contains(keys, key))
            g_error("tests/golden/law/cases.txt: '%s' is no key", key);
        if (key)
            g_hash_table_replace(values, g_steal_pointer(&key), g_strdup(equals + 1));
    }
}

static Case *
new_case(const char *line, const char *usual)
{
    g_auto(GStrv) sides = g_strsplit(line, " -> ", 2);
    g_auto(GStrv) parts = g_strsplit(sides[0], ": ", 2);
    if (!sides[1] || !parts[1])
        g_error("tests/golden/law/cases.txt: '%s' is no case", line);
    Case *one = g_new0(Case, 1);
    one->name = g_strdup(parts[0]);
    one->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    add_values(one->values, usual);
    add_values(one->values, parts[1]);
    one->result = g_strdup(sides[1]);
    return one;
}

static const char *
value(const Case *one, const char *key, const char *otherwise)
{
    const char *text = g_hash_table_lookup(one->values, key);
    return text ? text : otherwise;
}

// ---- the case, played

static void
add_event(Game *game, TncEventKind kind, TncDate day, const char *field, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(json_t) body = json_object();
    if (text)
        json_object_set_new(body, field, json_string(text));
    if (text && g_str_has_suffix(text, "_letter"))
        json_object_set_new(body, "channel", json_string("letter"));
    if (kind == TNC_EVENT_DEADLINE_SET) {
        json_object_set_new(body, "what", json_string("received"));
        json_object_set_new(body, "rule", text ? json_string(text) : json_null());
        json_object_set_new(body, "due", tnc_json_date(day));
    }
    gboolean added = tnc_claim_event_list_add(
        game->events, tnc_claim_event_list_length(game->events) + 1,
        tnc_zone_instant(zone, MIN(day, game->today), 43200), kind, TNC_ACTOR_ME, body, &error);
    g_assert_no_error(error);
    g_assert_true(added);
}

static void
play(Game *game, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, "@", 2);
    const char *name = parts[0];
    TncDate day = tnc_date_parse(parts[1]);
    if (day == TNC_DATE_NONE)
        g_error("'%s' has no day", word);
    if (g_str_equal(name, "opened"))
        add_event(game, TNC_EVENT_CLAIM_OPENED, day, NULL, NULL);
    else if (g_str_equal(name, "returned"))
        add_event(game, TNC_EVENT_ITEM_RETURNED, day, NULL, NULL);
    else if (g_str_equal(name, "repair") || g_str_equal(name, "replacement"))
        add_event(game, TNC_EVENT_REMEDY_RECEIVED, day, "kind", name);
    else if (g_str_equal(name, "received"))
        add_event(game, TNC_EVENT_DEADLINE_SET, day, NULL, NULL);
    else if (g_str_has_prefix(name, "read:"))
        add_event(game, TNC_EVENT_DEADLINE_SET, day, "rule", name + 5);
    else if (g_str_equal(name, "form"))
        add_event(game, TNC_EVENT_FORM_SUBMITTED, day, "rung", name);
    else
        add_event(game, TNC_EVENT_MESSAGE_SENT, day, "rung",
                  g_str_equal(name, "request") ? NULL : name);
}

static json_t *
optional(const char *text)
{
    return text ? json_string(text) : json_null();
}

static void
make_records(Game *game, const Case *one)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(json_t) merchant =
        json_pack("{s:s, s:s, s:s, s:s, s:[s]}", "ref", "m", "name", "Shop", "role",
                  value(one, "role", "online_shop"), "country", value(one, "seller", "FR"),
                  "emails", "shop@shop.example");
    g_autoptr(json_t) purchase = json_pack(
        "{s:s, s:s, s:s, s:{s:I, s:s}, s:o, s:o, s:o, s:s, s:s, s:b, s:o}", "ref", "p", "merchant",
        "m", "item", "Thing", "price", "amount",
        (json_int_t)g_ascii_strtoll(value(one, "price", "24990"), NULL, 10), "currency",
        value(one, "currency", "EUR"), "ordered_on", optional(value(one, "ordered", NULL)),
        "expected_on", optional(value(one, "expected", NULL)), "delivered_on",
        optional(value(one, "delivered", NULL)), "where", value(one, "where", "distance"),
        "payment", value(one, "payment", "card"), "second_hand",
        g_str_equal(value(one, "second_hand", "no"), "yes"), "guarantee_until",
        optional(value(one, "guarantee", NULL)));
    g_autoptr(json_t) claim = json_pack("{s:s, s:s, s:s, s:s, s:s}", "ref", "c", "purchase", "p",
                                        "kind", value(one, "kind", "defective"), "wants",
                                        value(one, "wants", "repair"), "language", "fr");
    game->merchant = tnc_claim_record_parse_merchant(merchant, &error);
    g_assert_no_error(error);
    game->purchase = tnc_claim_record_parse_purchase(purchase, &error);
    g_assert_no_error(error);
    game->claim = tnc_claim_record_parse_claim(claim, &error);
    g_assert_no_error(error);
}

static void
make_position(Game *game, const Case *one)
{
    g_auto(GStrv) words = g_strsplit(value(one, "events", ""), ",", 0);
    game->events = tnc_claim_event_list_new();
    for (guint i = 0; words[i]; i++)
        if (*words[i])
            play(game, words[i]);
    game->input = (TncPositionInput){
        .zone = zone,
        .ordered_on = game->purchase->ordered_on,
        .expected_on = game->purchase->expected_on,
        .delivered_on = game->purchase->delivered_on,
        .records = tnc_claim_predicate_of_records(game->merchant, game->purchase, game->claim,
                                                  value(one, "buyer", "FR")),
        .price = game->purchase->price,
        .kind = game->claim->kind,
        .wants = game->claim->wants,
        .addresses = 1,
    };
    game->input.ladder = tnc_packs_ladder_choose(packs, game->claim->kind, game->input.records);
    tnc_claim_position_compute(&game->input, game->events,
                               tnc_zone_instant(zone, game->today, 43201), &game->position);
}

static int
application_of(const Case *one)
{
    const char *name = value(one, "application", "home");
    for (int i = 0; i < TNC_LAW_APPLICATION_COUNT; i++)
        if (g_str_equal(tnc_claim_law_application_name((TncLawApplication)i), name))
            return i;
    g_error("'%s' is no application", name);
}

static void
play_case(Game *game, const Case *one)
{
    g_autoptr(GError) error = NULL;
    game->today = tnc_date_parse(value(one, "today", NULL));
    make_records(game, one);
    make_position(game, one);
    game->law = tnc_packs_law_find(TNC_PACKS_DIR, value(one, "pack", "fr"), &error);
    g_assert_no_error(error);
    g_assert_nonnull(game->law);
    TncRightsSource source = {game->law, (TncLawApplication)application_of(one), calendars, "fr"};
    TncRightsInput input = {&game->input, &game->position,
                            game->events, game->purchase->guarantee_until,
                            game->today,  1,
                            &source};
    game->rights = tnc_claim_rights_find(&input);
}

static void
clear_game(Game *game)
{
    tnc_claim_record_merchant_free(game->merchant);
    tnc_claim_record_purchase_free(game->purchase);
    tnc_claim_record_claim_free(game->claim);
    tnc_claim_event_list_free(game->events);
    g_array_unref(game->rights);
    tnc_packs_law_free(game->law);
}

static const TncRight *
find(const GArray *rights, const char *id)
{
    for (guint i = 0; i < rights->len; i++)
        if (g_str_equal(g_array_index(rights, TncRight, i).rule->id, id))
            return &g_array_index(rights, TncRight, i);
    return NULL;
}

static char *
result_of(const TncRight *right)
{
    char date[TNC_DATE_BUFFER];
    if (!right)
        return g_strdup("absent");
    GString *text = g_string_new(groups[right->group]);
    if (right->due != TNC_DATE_NONE)
        g_string_append_printf(text, " due=%s", tnc_date_format(right->due, date));
    if (right->percent >= 0)
        g_string_append_printf(text, right->interest ? " interest" : " percent=%d", right->percent);
    if (!tnc_money_is_none(&right->amount) && right->percent > 0)
        g_string_append_printf(text, " amount=%" G_GINT64_FORMAT, right->amount.minor);
    if (right->late && right->percent < 0)
        g_string_append(text, " late");
    return g_string_free(text, FALSE);
}

static void
test_case(gconstpointer data)
{
    const Case *one = data;
    Game game = {0};
    play_case(&game, one);
    g_autofree char *result = result_of(find(game.rights, value(one, "rule", "")));
    if (!g_str_equal(result, one->result))
        g_test_message("%s: %s", one->name, value(one, "today", ""));
    g_assert_cmpstr(result, ==, one->result);
    clear_game(&game);
}

// ---- what letters may say

// The documented example: 249.90 € owed since 14 April is 274.89 € until 28 April.
static void
test_amount(void)
{
    Case *one = new_case("amount: kind=not_delivered wants=refund ordered=2026-03-02 "
                         "events=end@2026-03-31 today=2026-04-25 -> ",
                         "");
    Game game = {0};
    play_case(&game, one);
    TncMoney owed = {0};
    TncDate changes = TNC_DATE_NONE;
    g_assert_true(tnc_claim_rights_owed(game.rights, &owed, &changes));
    g_assert_cmpint(owed.minor, ==, 27489);
    g_assert_cmpint(changes, ==, tnc_date_parse("2026-04-29"));
    clear_game(&game);
    free_case(one);
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

// ---- main

// A line '= key=value…' sets what the cases below it have in common.
static GPtrArray *
read_cases(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(TNC_LAW_CASES, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    GPtrArray *cases = g_ptr_array_new_with_free_func(free_case);
    const char *usual = "";
    for (guint i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "= "))
            usual = lines[i] + 2;
        else if (lines[i][0] && lines[i][0] != '#')
            g_ptr_array_add(cases, new_case(lines[i], usual));
    }
    return cases;
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    zone = tnc_zone_new("Europe/Paris", NULL);
    packs = tnc_packs_load(TNC_PACKS_DIR, TNC_PACKS_LADDERS, &error);
    g_assert_no_error(error);
    calendars = tnc_packs_calendar_load_all(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    g_autoptr(GPtrArray) cases = read_cases();
    for (guint i = 0; i < cases->len; i++) {
        const Case *one = cases->pdata[i];
        g_autofree char *path = g_strdup_printf("/packs/law/%s", one->name);
        g_test_add_data_func(path, one, test_case);
    }
    g_test_add_func("/packs/law/amount", test_amount);
    g_test_add_func("/packs/law/only-verified-is-asserted", test_only_verified_is_asserted);
    int status = g_test_run();
    g_hash_table_unref(calendars);
    tnc_packs_free(packs);
    tnc_zone_free(zone);
    return status;
}
