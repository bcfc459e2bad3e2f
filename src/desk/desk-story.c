// SPDX-License-Identifier: AGPL-3.0-or-later
// The buyer of a story knows nothing but the plan: she asks for the next move, does it, and waits for the day that it
// names. What the seller means is read from its text like any other mail.

#include "desk-story.h"
#include "desk-case.h"
#include "desk-index.h"
#include "desk-ingest.h"
#include "desk-reading.h"
#include "desk-record.h"
#include "desk-send.h"
#include "desk-speech.h"
#include "desk-words.h"
#include "error.h"
#include "sparring.h"
#include "text.h"
#include <glib/gstdio.h>

#define MAX_ROUNDS 300

typedef struct {
    TncDesk *desk;
    const TncPacksPersonaFile *persona;
    const TncDeskStoryPost *post;
    TncSparring *seller;
    TncDeskStoryFunc journal;
    TncDeskStoryChoose choose; // NULL: the plan plays
    gpointer data;
    TncStoreId claim;
    char *message_id; // of the buyer's last message
    char *subject;
    gboolean over;
} Story;

static void
tell(const Story *story, const char *who, const char *what, const char *detail)
{
    story->journal(tnc_desk_now(story->desk), who, what, detail, story->data);
}

// ---- the claim

static void
set_text(json_t *object, const char *field, const char *text)
{
    if (text)
        json_object_set_new(object, field, json_string(text));
}

static json_t *
merchant_of(const TncPacksPersonaMerchant *file)
{
    json_t *merchant = json_pack("{s:s, s:s, s:s, s:[s]}", "name", file->name, "role", file->role,
                                 "country", file->country, "languages", file->language);
    const char *at = file->email ? strrchr(file->email, '@') : NULL;
    if (at) {
        json_object_set_new(merchant, "emails", json_pack("[s]", file->email));
        json_object_set_new(merchant, "domains", json_pack("[s]", at + 1));
    }
    set_text(merchant, "phone", file->phone);
    set_text(merchant, "form_url", file->form_url);
    g_auto(GStrv) handle = file->handle ? g_strsplit(file->handle, ": ", 2) : NULL;
    if (handle && handle[0] && handle[1])
        json_object_set_new(merchant, "handles", json_pack("{s:s}", handle[0], handle[1]));
    return merchant;
}

static json_t *
purchase_of(const TncPacksPersonaPurchase *file)
{
    json_t *purchase = json_pack("{s:s, s:{s:i, s:s}, s:s, s:s}", "item", file->item, "price",
                                 "amount", file->price, "currency", file->currency, "where",
                                 file->where, "payment", file->payment);
    set_text(purchase, "order_number", file->order_number);
    set_text(purchase, "ordered_on", file->ordered_on);
    set_text(purchase, "expected_on", file->expected_on);
    set_text(purchase, "delivered_on", file->delivered_on);
    return purchase;
}

static gboolean
open_claim(TncDesk *desk, const TncPacksPersonaFile *persona, TncStoreId *claim_out, GError **error)
{
    g_autoptr(json_t) merchant = merchant_of(&persona->merchant);
    g_autoptr(json_t) purchase = purchase_of(&persona->purchase);
    g_autoptr(json_t) claim = json_pack("{s:s, s:s, s:s}", "kind", persona->kind, "wants",
                                        persona->wants, "language", tnc_desk_language(desk));
    return tnc_desk_set_setting(desk, "name", persona->buyer, error) &&
           tnc_desk_record_open(desk, merchant, purchase, claim, persona->about, claim_out, error);
}

// ---- the seller's side

static void
tell_tactics(const Story *story, const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    for (int i = 0; i < TNC_TACTIC_COUNT; i++)
        if (position->tactics[i] && position->tactic_event[i] == position->last_received_event)
            tell(story, "plan", tnc_desk_words_tactic(tnc_claim_words_name(TNC_WORDS_TncTactic, i)),
                 NULL);
}

static gboolean
receive_in_memory(TncDesk *desk, GBytes *raw, gpointer data, GError **error)
{
    (void)data;
    TncDeskIngested counts;
    TncDeskIngest *ingest = tnc_desk_ingest_begin(desk, error);
    if (!ingest)
        return FALSE;
    if (!tnc_desk_ingest_mail(ingest, raw, error)) {
        tnc_desk_ingest_abandon(ingest);
        return FALSE;
    }
    return tnc_desk_ingest_end(ingest, &counts, error) &&
           (counts.matched == 1 ||
            tnc_error_set(error, TNC_ERROR_FAILED,
                          gettext("the seller's mail did not find its claim")));
}

static gboolean
send_in_memory(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
               char **message_id_out, gpointer data, GError **error)
{
    (void)data;
    g_autofree char *token = tnc_desk_index_token(kase->claim->ref);
    g_autofree char *ref = tnc_desk_new_ref(desk);
    *message_id_out = g_strdup_printf("%s.%s@home.example", ref, token);
    return tnc_desk_send_note(desk, kase, outgoing, TNC_CONTACT_UNKNOWN, *message_id_out, error);
}

static const TncDeskStoryPost in_memory = {send_in_memory, receive_in_memory, "buyer@home.example",
                                           NULL};

static gboolean
receive_mail(Story *story, const TncSparringAnswer *answer, GError **error)
{
    const char *message_id = story->message_id ? story->message_id : "none@home.example";
    g_autoptr(GBytes) raw = tnc_sparring_mail(story->persona, answer, story->post->buyer_address,
                                              message_id, story->subject ? story->subject : "Re:");
    return story->post->receive(story->desk, raw, story->post->data, error);
}

// What is said elsewhere than by mail is pasted by the buyer.
static gboolean
receive_text(Story *story, const TncSparringAnswer *answer, TncChannel channel, GError **error)
{
    const TncReading *reading = tnc_desk_reading(story->desk, error);
    if (!reading)
        return FALSE;
    g_autoptr(TncReadingResult) result =
        tnc_reading_read_text(reading, answer->reply->text, tnc_desk_today(story->desk));
    g_autoptr(json_t) body = tnc_reading_result_text_body(result, answer->reply->text, channel);
    return tnc_desk_record_event(story->desk, story->claim, TNC_EVENT_MESSAGE_RECEIVED,
                                 TNC_ACTOR_SELLER, TNC_INSTANT_NONE, body, NULL, error);
}

static gboolean
receive_remedy(Story *story, const TncPacksPersonaReply *reply, GError **error)
{
    g_autoptr(json_t) body = json_pack("{s:s, s:b}", "kind", reply->remedy, "complete", TRUE);
    tell(story, "seller", tnc_desk_words_event("remedy.received"),
         tnc_desk_words_remedy(reply->remedy));
    return tnc_desk_record_event(story->desk, story->claim, TNC_EVENT_REMEDY_RECEIVED, TNC_ACTOR_ME,
                                 TNC_INSTANT_NONE, body, NULL, error);
}

static gboolean
receive(Story *story, const TncSparringAnswer *answer, GError **error)
{
    tnc_desk_set_now(story->desk, answer->at);
    if (!answer->reply->text)
        return receive_remedy(story, answer->reply, error);
    int channel = tnc_claim_words_parse(TNC_WORDS_TncChannel, answer->reply->channel);
    gboolean mail = channel < 0 || channel == TNC_CHANNEL_EMAIL;
    g_autofree char *excerpt = tnc_text_excerpt(answer->reply->text, 150);
    tell(story, "seller",
         answer->reply->agent ? answer->reply->agent : story->persona->merchant.name, excerpt);
    if (!(mail ? receive_mail(story, answer, error)
               : receive_text(story, answer, (TncChannel)channel, error)))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_load(story->desk, story->claim, error);
    if (kase)
        tell_tactics(story, kase);
    return kase && (!answer->reply->remedy || receive_remedy(story, answer->reply, error));
}

// ---- the buyer's side

// The steps asked for are done first, and what they show is noted.
static gboolean
do_steps(Story *story, const TncDeskCase *kase, GError **error)
{
    for (guint i = 0; i < kase->position.step_count; i++) {
        const TncStep *step = &kase->position.steps[i];
        for (guint k = 0; k < story->persona->steps_count && !step->done_event; k++) {
            const TncPacksPersonaStep *known = &story->persona->steps[k];
            if (!g_str_equal(known->step, step->id))
                continue;
            g_autoptr(json_t) body =
                json_pack("{s:s, s:s}", "step", known->step, "result", known->result);
            g_autoptr(json_t) finding =
                json_pack("{s:s}", "finding", known->finding ? known->finding : known->result);
            tell(story, "me", tnc_desk_words_event("step.done"), known->result);
            if (!tnc_desk_record_event(story->desk, story->claim, TNC_EVENT_STEP_DONE, TNC_ACTOR_ME,
                                       TNC_INSTANT_NONE, body, NULL, error) ||
                !tnc_desk_record_event(story->desk, story->claim, TNC_EVENT_FINDING_RECORDED,
                                       TNC_ACTOR_ME, TNC_INSTANT_NONE, finding, NULL, error))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean
close_claim(Story *story, const char *outcome, GError **error)
{
    g_autoptr(json_t) body = json_pack("{s:s}", "outcome", outcome);
    story->over = TRUE;
    tell(story, "me", tnc_desk_words_event("claim.closed"), NULL);
    return tnc_desk_record_event(story->desk, story->claim, TNC_EVENT_CLAIM_CLOSED, TNC_ACTOR_ME,
                                 TNC_INSTANT_NONE, body, NULL, error);
}

static void
tell_move(const Story *story, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    const TncReason *reason = kase->plan.why_count ? &kase->plan.why[0] : NULL;
    g_autofree char *why =
        reason ? tnc_desk_words_reason(story->desk, tnc_claim_plan_reason_name(reason->code),
                                       reason->date, reason->name)
               : NULL;
    tell(story, "me", tnc_desk_words_move(outgoing->move.id), why);
}

static gboolean
do_move(Story *story, const TncDeskCase *kase, const TncDeskOutgoing *outgoing, GError **error)
{
    TncChannel channel =
        outgoing->move.kind == TNC_MOVE_DO ? TNC_CHANNEL_LETTER : outgoing->move.channel;
    TncContact contact = tnc_sparring_move(story->seller, channel, tnc_desk_now(story->desk));
    if (outgoing->draft && outgoing->draft->subject && *outgoing->draft->subject) {
        g_free(story->subject);
        story->subject = g_strdup_printf("Re: %s", outgoing->draft->subject);
    }
    tell_move(story, kase, outgoing);
    if (!outgoing->by_mail)
        return tnc_desk_send_note(story->desk, kase, outgoing, contact, NULL, error);
    g_clear_pointer(&story->message_id, g_free);
    return story->post->send(story->desk, kase, outgoing, &story->message_id, story->post->data,
                             error);
}

// On to the seller's next answer or to DUE, whichever comes first.
static gboolean
let_time_pass(Story *story, TncInstant due, GError **error)
{
    TncSparringAnswer answer;
    if (tnc_sparring_next(story->seller, due, &answer))
        return receive(story, &answer, error);
    tnc_desk_set_now(story->desk, MAX(due, tnc_desk_now(story->desk) + TNC_INSTANT_SECOND));
    return TRUE;
}

static gboolean
choose(Story *story, const TncDeskCase *kase, const TncDeskOutgoing *outgoing, GError **error)
{
    TncDeskStoryChoice choice =
        story->choose ? story->choose(kase, outgoing, story->data) : TNC_DESK_STORY_DO;
    switch (choice) {
    case TNC_DESK_STORY_DO:
        return do_move(story, kase, outgoing, error);
    case TNC_DESK_STORY_WAIT:
        return let_time_pass(story, tnc_desk_now(story->desk) + TNC_INSTANT_DAY, error);
    case TNC_DESK_STORY_ACCEPT:
        return close_claim(story, "partly", error);
    case TNC_DESK_STORY_STOP:
        break;
    }
    story->over = TRUE;
    return TRUE;
}

static gboolean
make_move(Story *story, const TncDeskCase *kase, GError **error)
{
    if (kase->plan.move.kind == TNC_MOVE_DECIDE)
        return close_claim(story, "satisfied", error);
    if (!do_steps(story, kase, error))
        return FALSE;
    // The letter quotes what was just done.
    g_autoptr(TncDeskCase) fresh = tnc_desk_case_load(story->desk, story->claim, error);
    g_autoptr(TncDeskOutgoing) outgoing =
        fresh ? tnc_desk_send_prepare(story->desk, fresh, NULL, NULL, error) : NULL;
    return outgoing && choose(story, fresh, outgoing, error);
}

// A person acts in the morning, not at midnight: unless the move has an hour of its own.
static void
wait_for_morning(const Story *story)
{
    const TncZone *zone = tnc_desk_zone(story->desk);
    TncInstant now = tnc_desk_now(story->desk);
    TncInstant morning = tnc_zone_instant(zone, tnc_zone_date(zone, now), 9 * 3600);
    tnc_desk_set_now(story->desk, MAX(now, morning));
}

static gboolean
play_round(Story *story, GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_desk_case_load(story->desk, story->claim, error);
    if (!kase)
        return FALSE;
    const TncPlan *plan = &kase->plan;
    if (plan->move.kind == TNC_MOVE_WAIT)
        return let_time_pass(story, plan->has_then ? plan->then.due_at : plan->valid_until, error);
    wait_for_morning(story);
    TncSparringAnswer answer;
    if (tnc_sparring_next(story->seller, tnc_desk_now(story->desk), &answer))
        return receive(story, &answer, error);
    return make_move(story, kase, error);
}

static gboolean
play(Story *story, gboolean *won_out, GError **error)
{
    tell(story, "me", tnc_desk_words_event("claim.opened"), story->persona->about);
    for (guint round = 0; !story->over; round++) {
        if (round == MAX_ROUNDS)
            return tnc_error_set(error, TNC_ERROR_FAILED, gettext("the story '%s' does not end"),
                                 story->persona->id);
        if (!play_round(story, error))
            return FALSE;
    }
    g_autoptr(TncDeskCase) kase = tnc_desk_case_load(story->desk, story->claim, error);
    if (kase)
        *won_out = kase->position.state == TNC_STATE_WON && kase->position.remedy_complete;
    return kase != NULL;
}

TncDesk *
tnc_desk_story_open(const TncDeskOptions *options, char **folder_out, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autofree char *folder = g_dir_make_tmp("tenace-story-XXXXXX", &problem);
    if (!folder) {
        tnc_error_set(error, TNC_ERROR_STORAGE, "%s", problem->message);
        return NULL;
    }
    TncDeskOptions stage = *options;
    stage.data = folder;
    TncDesk *desk = tnc_desk_open(&stage, error);
    if (desk)
        *folder_out = g_steal_pointer(&folder);
    else
        tnc_desk_story_close(NULL, folder);
    return desk;
}

void
tnc_desk_story_close(TncDesk *desk, const char *folder)
{
    tnc_desk_close(desk);
    g_autoptr(GDir) directory = folder ? g_dir_open(folder, 0, NULL) : NULL;
    for (const char *name; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    if (folder)
        g_rmdir(folder);
}

gboolean
tnc_desk_story_play(TncDesk *desk, const TncPacksPersonaFile *persona, const TncDeskStoryPost *post,
                    TncDeskStoryFunc journal, TncDeskStoryChoose choose_move, gpointer data,
                    gboolean *won_out, GError **error)
{
    g_autoptr(TncSparring) seller = tnc_sparring_new(persona);
    Story story = {.desk = desk,
                   .persona = persona,
                   .post = post ? post : &in_memory,
                   .seller = seller,
                   .journal = journal,
                   .choose = choose_move,
                   .data = data};
    gboolean done = open_claim(desk, persona, &story.claim, error) && play(&story, won_out, error);
    g_free(story.message_id);
    g_free(story.subject);
    return done;
}
