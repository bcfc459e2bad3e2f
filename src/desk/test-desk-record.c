// SPDX-License-Identifier: AGPL-3.0-or-later
// Recording: an event is checked, placed in time and planned with, or nothing is written at all.

#include "desk-record.h"
#include "test-desk-stage.h"

#include <glib/gstdio.h>
#include <string.h>
#include "error.h"

static const TncClaimEvent *
last_event(const TncDeskCase *kase)
{
    return tnc_claim_event_list_get(kase->events, tnc_claim_event_list_length(kase->events) - 1);
}

static void
test_event_changes_the_plan(void)
{
    g_auto(Stage) stage = stage_open();
    TncStoreState before;
    TncStoreState after;
    g_autofree char *card = NULL;
    g_autofree char *new_card = NULL;
    TncStore *store = tnc_desk_store(stage.desk);
    g_assert_true(tnc_store_get_state(store, stage.claim, &before, &card, NULL));
    stage_event(&stage, TNC_EVENT_MESSAGE_SENT, TNC_ACTOR_ME,
                "{'rung':'email','channel':'email','text':'Bonjour'}");
    g_assert_true(tnc_store_get_state(store, stage.claim, &after, &new_card, NULL));
    g_assert_cmpstr(card, !=, new_card);
    g_assert_nonnull(strstr(new_card, "\"turn\":\"seller\""));
}

// What is kept is computed from outlines; it is the same as from whole events.
static void
test_plan_needs_no_texts(void)
{
    static const struct {
        TncEventKind kind;
        TncActor actor;
        const char *body;
    } rows[] = {
        {TNC_EVENT_MESSAGE_SENT, TNC_ACTOR_ME,
         "{'rung':'email','channel':'email','subject':'Colis','text':'Bonjour','to':[],'language':'"
         "fr'}"},
        {TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER,
         "{'channel':'email','text':'Redémarrez la lampe.','agent':'Sophie','greeting':'Bonjour',"
         "'department':'SAV','courtesy':0.4,'from':{'address':'sav@lune.example','name':'SAV'},"
         "'automatic':{'because':[],'is':false,'kind':'none'},'dates':[{'date':'2026-03-04'}],"
         "'signals':[{'kind':'asks_step','step':'restart','quote':'Redémarrez la "
         "lampe.','start':0,'end':9},"
         "{'kind':'promises','due':'2026-03-04','quote':'demain'}]}"},
        {TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER,
         "{'channel':'email','text':'Reçu.','automatic':{'because':['x'],'is':true,'kind':'"
         "acknowledgement'}}"},
        {TNC_EVENT_SIGNAL_CORRECTED, TNC_ACTOR_ME,
         "{'event':3,'add':[{'kind':'denies'}],'remove':['asks_step'],'reason':'lu trop vite'}"},
        {TNC_EVENT_STEP_DONE, TNC_ACTOR_ME,
         "{'step':'restart','result':'rien','note':'deux fois'}"},
        {TNC_EVENT_FINDING_RECORDED, TNC_ACTOR_ME, "{'finding':'vide','evidence':[]}"},
        {TNC_EVENT_CALL_MADE, TNC_ACTOR_ME, "{'contact':'reached','agent':'Paul','text':'poli'}"},
        {TNC_EVENT_OFFER_MADE, TNC_ACTOR_SELLER,
         "{'remedy':'price_reduction','amount':{'amount':900,'currency':'EUR'},'what':'un geste'}"},
        {TNC_EVENT_OFFER_ANSWERED, TNC_ACTOR_ME, "{'offer':9,'accepted':false,'text':'non'}"},
        {TNC_EVENT_SIGNAL_CORRECTED, TNC_ACTOR_ME,
         "{'event':8,'retracted':true,'reason':'erreur'}"},
        {TNC_EVENT_PROMISE_MADE, TNC_ACTOR_SELLER,
         "{'what':'reply','due':'2026-03-20','text':'vendredi'}"},
        {TNC_EVENT_CLAIM_SNOOZED, TNC_ACTOR_ME, "{'until':'2026-03-21','reason':'vacances'}"},
    };
    g_auto(Stage) stage = stage_open();
    TncStore *store = tnc_desk_store(stage.desk);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        stage_event(&stage, rows[i].kind, rows[i].actor, rows[i].body);
        g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
        g_autoptr(json_t) whole = tnc_desk_case_card(kase);
        g_autofree char *expected = tnc_json_line(whole);
        g_autofree char *card = NULL;
        TncStoreState state;
        g_assert_true(tnc_store_get_state(store, stage.claim, &state, &card, NULL));
        g_assert_cmpstr(card, ==, expected);
        g_assert_cmpint(state.valid_until, ==, kase->plan.valid_until);
    }
}

static void
test_instants(void)
{
    static const struct {
        const char *name;
        const char *now;
        TncInstant given; // added to now; TNC_INSTANT_NONE: none given
        const char *kept;
    } rows[] = {
        {"none given is now", "2026-03-09T09:00:00+01:00", TNC_INSTANT_NONE,
         "2026-03-09T09:00:00+01:00"},
        {"parts of a second are dropped", "2026-03-09T09:00:00+01:00", 999999,
         "2026-03-09T09:00:00+01:00"},
        {"the offset is that of the day, in summer", "2026-06-09T09:00:00+02:00", 0,
         "2026-06-09T09:00:00+02:00"},
        {"another offset names the same instant", "2026-03-09T03:00:00-05:00", 0,
         "2026-03-09T09:00:00+01:00"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Stage) stage = stage_open();
        g_autoptr(json_t) body = json_object();
        g_test_message("%s", rows[i].name);
        stage_set_now(&stage, rows[i].now);
        TncInstant at = rows[i].given == TNC_INSTANT_NONE
                            ? TNC_INSTANT_NONE
                            : tnc_desk_now(stage.desk) + rows[i].given;
        g_assert_true(tnc_desk_record_event(stage.desk, stage.claim, TNC_EVENT_CALL_MADE,
                                            TNC_ACTOR_ME, at, body, NULL, NULL));
        g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
        char text[TNC_INSTANT_BUFFER];
        const TncClaimEvent *event = last_event(kase);
        tnc_instant_format(event->at, tnc_zone_offset(tnc_desk_zone(stage.desk), event->at), text);
        g_assert_cmpstr(text, ==, rows[i].kept);
    }
}

static void
test_refused_event_writes_nothing(void)
{
    static const struct {
        const char *name;
        TncEventKind kind;
        const char *field;
        const char *value;
    } rows[] = {
        {"an unknown field", TNC_EVENT_NOTE_ADDED, "colour", "red"},
        {"an unknown word", TNC_EVENT_CALL_MADE, "contact", "perhaps"},
        {"no date", TNC_EVENT_PROMISE_MADE, "due", "Friday"},
    };
    g_auto(Stage) stage = stage_open();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(json_t) body = json_pack("{s:s}", rows[i].field, rows[i].value);
        guint seq = 77;
        g_test_message("%s", rows[i].name);
        g_assert_false(tnc_desk_record_event(stage.desk, stage.claim, rows[i].kind, TNC_ACTOR_ME,
                                             TNC_INSTANT_NONE, body, &seq, &error));
        g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
        g_assert_nonnull(strstr(error->message, rows[i].field));
        g_assert_cmpuint(seq, ==, 77);
        g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 1);
    }
    // The transaction was ended: the next one is possible.
    stage_event(&stage, TNC_EVENT_NOTE_ADDED, TNC_ACTOR_ME, "{'text':'fine'}");
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 2);
}

static void
test_refused_claim_writes_nothing(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) error = NULL;
    g_autoptr(json_t) merchant = json_pack("{s:s}", "name", "Lune");
    g_autoptr(json_t) purchase = json_pack("{s:s}", "item", "Lampe");
    g_autoptr(json_t) claim = json_pack("{s:s, s:s}", "kind", "lost", "wants", "refund");
    TncStoreId id = 77;
    g_assert_false(tnc_desk_record_open(stage.desk, merchant, purchase, claim, "x", &id, &error));
    g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "'kind'"));
    g_assert_cmpint(id, ==, 77);
    g_assert_cmpuint(tnc_store_count_claims(tnc_desk_store(stage.desk), FALSE), ==, 1);
}

static void
test_claim_of_a_known_merchant(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(TncDeskCase) first = stage_case(&stage, stage.claim);
    g_autoptr(json_t) merchant = tnc_claim_record_format_merchant(first->merchant);
    g_autoptr(json_t) purchase = json_pack("{s:s}", "item", "Abat-jour");
    g_autoptr(json_t) claim =
        json_pack("{s:s, s:s, s:s}", "kind", "defective", "wants", "repair", "language", "en");
    TncStoreId id;
    json_object_del(merchant, "type");
    g_assert_true(tnc_desk_record_open(stage.desk, merchant, purchase, claim, NULL, &id, NULL));
    g_autoptr(TncDeskCase) second = stage_case(&stage, id);
    g_assert_cmpint(id, ==, stage.claim + 1);
    g_assert_cmpstr(second->merchant->ref, ==, first->merchant->ref);
}

static void
test_file(void)
{
    g_auto(Stage) stage = stage_open();
    // A name in Latin-1, as an old disk gives it.
    g_autofree char *path = g_build_filename(stage.folder, "re\xe7u.txt", NULL);
    char sha256[TNC_SHA256_HEX + 1];
    g_assert_true(g_file_set_contents(path, "hello", -1, NULL));
    g_assert_true(
        tnc_desk_record_attach(stage.desk, stage.claim, path, "the receipt", sha256, NULL));
    g_assert_cmpstr(sha256, ==, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    g_assert_true(tnc_store_has_blob(tnc_desk_store(stage.desk), sha256));
    g_autoptr(TncDeskCase) kase = stage_case(&stage, stage.claim);
    const json_t *body = last_event(kase)->body;
    g_assert_cmpstr(tnc_json_string_or(body, "name", NULL), ==, "re\xef\xbf\xbdu.txt");
    g_assert_cmpstr(tnc_json_string_or(body, "note", NULL), ==, "the receipt");
    g_assert_cmpint(json_integer_value(json_object_get(body, "size")), ==, 5);
}

static void
test_refused_files(void)
{
    g_auto(Stage) stage = stage_open();
    g_autoptr(GError) no_file = NULL;
    g_autoptr(GError) folder = NULL;
    g_autoptr(GError) large = NULL;
    char sha256[TNC_SHA256_HEX + 1];
    g_assert_false(
        tnc_desk_record_attach(stage.desk, stage.claim, "/nowhere", NULL, sha256, &no_file));
    g_assert_false(
        tnc_desk_record_attach(stage.desk, stage.claim, stage.folder, NULL, sha256, &folder));
    g_assert_error(no_file, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_error(folder, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_nonnull(strstr(folder->message, "folder"));
    // Refused by its size, before a byte is read.
    TncDeskFile file = {.name = "film.mov", .bytes = "", .size = TNC_DESK_RECORD_MAX_FILE + 1};
    g_assert_false(tnc_desk_record_keep(stage.desk, stage.claim, &file, sha256, NULL, &large));
    g_assert_error(large, TNC_ERROR, TNC_ERROR_INPUT);
    g_assert_nonnull(strstr(large->message, "film.mov"));
    g_assert_cmpuint(stage_events(&stage, stage.claim), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/record/an event changes the plan", test_event_changes_the_plan);
    g_test_add_func("/desk/record/the plan needs no texts", test_plan_needs_no_texts);
    g_test_add_func("/desk/record/instants", test_instants);
    g_test_add_func("/desk/record/a refused event", test_refused_event_writes_nothing);
    g_test_add_func("/desk/record/a refused claim", test_refused_claim_writes_nothing);
    g_test_add_func("/desk/record/a claim of a known merchant", test_claim_of_a_known_merchant);
    g_test_add_func("/desk/record/a file", test_file);
    g_test_add_func("/desk/record/refused files", test_refused_files);
    return g_test_run();
}
