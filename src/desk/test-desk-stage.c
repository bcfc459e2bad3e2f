// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything here asserts: a stage that cannot be set is a failed test.

#include "test-desk-stage.h"

#include "desk-record.h"
#include "desk-story.h"

Stage
stage_open(void)
{
    Stage stage = {0};
    g_autoptr(GError) error = NULL;
    TncDeskOptions options = {.packs = TNC_PACKS_DIR,
                              .language = "en",
                              .now = tnc_instant_parse("2026-03-03T09:00:00+01:00", NULL)};
    stage.desk = tnc_desk_story_open(&options, &stage.folder, &error);
    g_assert_no_error(error);
    g_assert_true(tnc_desk_set_setting(stage.desk, "name", "Claire Martin", NULL));
    stage.claim = stage_claim(&stage, "L-20455", STAGE_SELLER);
    return stage;
}

void
stage_close(Stage *stage)
{
    tnc_desk_story_close(g_steal_pointer(&stage->desk), stage->folder);
    g_clear_pointer(&stage->folder, g_free);
}

TncStoreId
stage_claim(const Stage *stage, const char *order, const char *email)
{
    TncStoreId claim = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(json_t) merchant = json_pack(
        "{s:s, s:s, s:s, s:[s], s:[s], s:[s]}", "name", "Boutique Lune", "role", "online_shop",
        "country", "FR", "languages", "fr", "emails", email, "domains", strrchr(email, '@') + 1);
    g_autoptr(json_t) purchase =
        json_pack("{s:s, s:s, s:{s:i, s:s}, s:s, s:s, s:s}", "item", "Lampe", "order_number", order,
                  "price", "amount", 8990, "currency", "EUR", "ordered_on", "2026-02-10",
                  "expected_on", "2026-02-17", "where", "distance");
    g_autoptr(json_t) record = json_pack("{s:s, s:s, s:s}", "kind", "not_delivered", "wants",
                                         "delivery", "language", "en");
    gboolean done =
        tnc_desk_record_open(stage->desk, merchant, purchase, record, NULL, &claim, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return claim;
}

void
stage_set_now(const Stage *stage, const char *now)
{
    TncInstant instant = tnc_instant_parse(now, NULL);
    g_assert_cmpint(instant, !=, TNC_INSTANT_NONE);
    tnc_desk_set_now(stage->desk, instant);
}

void
stage_event(const Stage *stage, TncEventKind kind, TncActor actor, const char *body)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdelimit(g_strdup(body), "'", '"');
    g_autoptr(json_t) parsed = tnc_json_parse(text, strlen(text), &error);
    g_assert_no_error(error);
    gboolean done = tnc_desk_record_event(stage->desk, stage->claim, kind, actor, TNC_INSTANT_NONE,
                                          parsed, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(done);
}

TncDeskCase *
stage_case(const Stage *stage, TncStoreId claim)
{
    g_autoptr(GError) error = NULL;
    TncDeskCase *kase = tnc_desk_case_load(stage->desk, claim, &error);
    g_assert_no_error(error);
    return kase;
}

guint
stage_events(const Stage *stage, TncStoreId claim)
{
    g_autoptr(TncDeskCase) kase = stage_case(stage, claim);
    return tnc_claim_event_list_length(kase->events);
}

GBytes *
stage_mail(const StageMail *mail)
{
    g_autofree char *id =
        mail->id ? g_strdup_printf("Message-ID: <%s>\r\n", mail->id) : g_strdup("");
    char *text = g_strdup_printf(
        "From: %s\r\nTo: " STAGE_BUYER "\r\nSubject: %s\r\nDate: %s\r\n%s%s"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
        mail->from ? mail->from : STAGE_SELLER, mail->subject ? mail->subject : "Bonjour",
        mail->date ? mail->date : "Tue, 03 Mar 2026 09:30:00 +0100", id,
        mail->headers ? mail->headers : "", mail->text ? mail->text : "Bonjour.");
    return g_bytes_new_take(text, strlen(text));
}
