// SPDX-License-Identifier: AGPL-3.0-or-later
// From a move to its outgoing form. Persist, then send: this file only persists.

#include "desk-send.h"
#include "desk-index.h"
#include "desk-outbox.h"
#include "desk-record.h"
#include "desk-rights.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-compose.h"
#include <string.h>

void
tnc_desk_send_outgoing_free(TncDeskOutgoing *outgoing)
{
    if (!outgoing)
        return;
    tnc_writing_draft_free(outgoing->draft);
    g_free(outgoing->to);
    g_free(outgoing->own_words);
    g_clear_pointer(&outgoing->findings, g_ptr_array_unref);
    g_free(outgoing);
}

// Two moves that no plan proposes: declining the offer that waits for an answer, and a channel for
// which there is a text (chat, form…) though the ladder has no rung for it.
static gboolean
find_aside(const TncDeskCase *kase, const char *id, TncMove *move_out)
{
    static const char *const texts[] = {"shared.form",     "shared.chat",   "shared.authority",
                                        "shared.mediator", "shared.centre", "shared.dispute",
                                        "shared.court"};
    const TncMove *next = &kase->plan.move;
    *move_out = *next;
    move_out->rung = -1;
    if (g_str_equal(id, "answer_offer.decline") && g_str_equal(next->id, "answer_offer")) {
        move_out->id = move_out->draft = "answer_offer.decline";
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *name = texts[i] + strlen("shared.");
        int channel = tnc_claim_words_parse(TNC_WORDS_TncChannel, name);
        if (!g_str_equal(id, name))
            continue;
        move_out->id = name;
        move_out->draft = texts[i];
        move_out->channel = channel < 0 ? TNC_CHANNEL_MEDIATOR : (TncChannel)channel;
        move_out->kind = TNC_MOVE_FILE;
        move_out->event = 0;
        return TRUE;
    }
    return FALSE;
}

static gboolean
refuse_waiting(const TncDeskCase *kase, GError **error)
{
    const TncPlan *plan = &kase->plan;
    long long number = (long long)kase->id;
    if (!plan->has_then || !plan->then.draft)
        return tnc_error_set(
            error, TNC_ERROR_INPUT,
            gettext("there is nothing to send yet: 'tenace next %lld' says what we wait for"),
            number);
    return tnc_error_set(
        error, TNC_ERROR_INPUT,
        gettext("there is nothing to send yet: 'tenace next %lld' says what we wait "
                "for, '--move %s' prepares what comes then"),
        number, plan->then.id);
}

// The move that the plan proposes.
static gboolean
take_next(const TncDeskCase *kase, TncMove *move_out, GError **error)
{
    long long number = (long long)kase->id;
    *move_out = kase->plan.move;
    if (kase->position.state != TNC_STATE_OPEN)
        return tnc_error_set(
            error, TNC_ERROR_INPUT,
            gettext("claim %lld is closed: 'tenace log %lld reopen' opens it again"), number,
            number);
    return move_out->kind != TNC_MOVE_WAIT || refuse_waiting(kase, error);
}

// The move named: the plan's, any rung of the ladder, or one aside.
static gboolean
find_move(const TncDeskCase *kase, const char *id, TncMove *move_out, GError **error)
{
    const TncMove *next = &kase->plan.move;
    if (!id || g_str_equal(id, next->id))
        return take_next(kase, move_out, error);
    int index = tnc_claim_ladder_index(kase->input.ladder, id);
    if (index < 0 && find_aside(kase, id, move_out))
        return TRUE;
    if (index < 0)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             gettext("there is no move '%s': 'tenace why %lld' shows the ladder"),
                             id, (long long)kase->id);
    const TncRung *rung = &kase->input.ladder->rungs[index];
    *move_out = (TncMove){.id = rung->id,
                          .kind = rung->kind,
                          .channel = rung->channel,
                          .draft = rung->draft,
                          .rung = index,
                          .minutes = rung->minutes,
                          .approval = rung->approval,
                          .due = next->due,
                          .due_at = next->due_at};
    return TRUE;
}

static char *
first_handle(const TncMerchant *merchant)
{
    void *i = json_object_iter(merchant->handles);
    if (!i)
        return NULL;
    return g_strdup_printf("%s: %s", json_object_iter_key(i),
                           json_string_value(json_object_iter_value(i)));
}

// Who asked, in public, to be written to privately.
static char *
public_voice(const TncDeskCase *kase)
{
    for (guint i = tnc_claim_event_list_length(kase->events); i > 0; i--) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i - 1);
        if (event->kind == TNC_EVENT_MESSAGE_RECEIVED && event->channel == TNC_CHANNEL_PUBLIC)
            return g_strdup(
                tnc_json_string_or(json_object_get(event->body, "from"), "address", NULL));
    }
    return NULL;
}

static char *
destination(const TncDeskCase *kase, TncChannel channel)
{
    const TncMerchant *merchant = kase->merchant;
    switch (channel) {
    case TNC_CHANNEL_EMAIL:
        return g_strdup(merchant->emails[0]);
    case TNC_CHANNEL_FORM:
        return g_strdup(merchant->form_url);
    case TNC_CHANNEL_PHONE:
        return g_strdup(merchant->phone);
    case TNC_CHANNEL_PUBLIC:
        return first_handle(merchant);
    case TNC_CHANNEL_LETTER:
    case TNC_CHANNEL_COUNTER:
        return g_strdup(merchant->postal_address);
    case TNC_CHANNEL_MEDIATOR:
        return g_strdup(merchant->mediator ? tnc_json_string_or(merchant->mediator, "url", NULL)
                                           : NULL);
    case TNC_CHANNEL_CHAT:
        return public_voice(kase);
    case TNC_CHANNEL_NONE:
    case TNC_CHANNEL_DISPUTE:
    case TNC_CHANNEL_AUTHORITY:
    case TNC_CHANNEL_COURT:
    case TNC_CHANNEL_COUNT:
        break;
    }
    return NULL;
}

TncWritingDraft *
tnc_desk_send_draft(TncDesk *desk, const TncDeskCase *kase, const TncMove *move,
                    const char *language, GError **error)
{
    const TncPacks *packs =
        tnc_desk_load_packs(desk, TNC_PACKS_DRAFTS | TNC_PACKS_LANGUAGES, error);
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    if (!name) {
        tnc_error_set(error, TNC_ERROR_GUARD,
                      gettext("your name is not known, and a letter needs it: 'tenace account set "
                              "name \"First Last\"'"));
        return NULL;
    }
    TncWritingInput input = {
        .merchant = kase->merchant,
        .purchase = kase->purchase,
        .claim = kase->claim,
        .events = kase->events,
        .position = &kase->position,
        .ladder = kase->input.ladder,
        .zone = kase->input.zone,
        .now = tnc_desk_now(desk),
        .buyer_name = name,
        .move = move,
    };
    g_autoptr(TncWritingDraft) draft =
        packs ? tnc_writing_draft_for_move(packs, &input, language, error) : NULL;
    gboolean supported;
    if (!draft || !tnc_desk_rights_supports(desk, kase, draft->body, &supported, error))
        return NULL;
    if (supported)
        return g_steal_pointer(&draft);
    // An article whose rule is not verified, or no longer, is left out with its sentence.
    TncPosition unsure = kase->position;
    unsure.facts &= ~(TNC_PREDICATE_BIT(LAW_VERIFIED) | TNC_PREDICATE_BIT(LAW_SELLER_PAYS_RETURN) |
                      TNC_PREDICATE_BIT(LAW_BUYER_PAYS_RETURN));
    input.position = &unsure;
    return tnc_writing_draft_for_move(packs, &input, language, error);
}

// The subject is looked at behind the body, so that places are those of the body; the articles that
// the packs' own draft cites have their sources there.
static GPtrArray *
guard(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing, const char *drafted,
      GError **error)
{
    const TncWritingDraft *draft = outgoing->draft;
    gboolean is_mail = outgoing->move.channel == TNC_CHANNEL_EMAIL;
    g_autofree char *text =
        g_strconcat(draft->body, is_mail ? "\n\n" : "", is_mail ? draft->subject : "", NULL);
    TncDeskGuardInput input = {
        .kase = kase,
        .move = &outgoing->move,
        .channel = outgoing->move.channel,
        .language = draft->language,
        .verified = drafted,
        .max_words = draft->max_words,
        .max_characters = draft->max_characters,
    };
    return tnc_desk_guard_check(desk, &input, text, error);
}

static gboolean
set_words(TncDesk *desk, const TncDeskCase *kase, TncDeskOutgoing *outgoing, const char *text,
          GError **error)
{
    if (!outgoing->move.draft)
        return TRUE;
    outgoing->draft = tnc_desk_send_draft(desk, kase, &outgoing->move, NULL, error);
    if (!outgoing->draft)
        return FALSE;
    g_autofree char *drafted = g_strdup(outgoing->draft->body);
    if (text) {
        g_free(outgoing->draft->body);
        outgoing->draft->body = g_strdup(text);
    }
    outgoing->findings = guard(desk, kase, outgoing, drafted, error);
    if (!outgoing->findings)
        return FALSE;
    if (!g_str_equal(outgoing->draft->language, kase->claim->language)) {
        g_autoptr(TncWritingDraft) own =
            tnc_desk_send_draft(desk, kase, &outgoing->move, kase->claim->language, NULL);
        outgoing->own_words = own ? g_strdup(own->body) : NULL;
    }
    return TRUE;
}

TncDeskOutgoing *
tnc_desk_send_prepare(TncDesk *desk, const TncDeskCase *kase, const char *move_id, const char *text,
                      GError **error)
{
    g_autoptr(TncDeskOutgoing) outgoing = g_new0(TncDeskOutgoing, 1);
    if (!find_move(kase, move_id, &outgoing->move, error) ||
        !set_words(desk, kase, outgoing, text, error))
        return NULL;
    outgoing->to = destination(kase, outgoing->move.channel);
    outgoing->by_mail = outgoing->move.channel == TNC_CHANNEL_EMAIL && outgoing->to;
    return g_steal_pointer(&outgoing);
}

// ---- by mail

// The thread: the last message of the seller's that has an identity.
static const char *
last_message_id(const TncDeskCase *kase)
{
    const char *id = NULL;
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        const char *own = event->kind == TNC_EVENT_MESSAGE_RECEIVED
                              ? tnc_json_string_or(event->body, "message_id", NULL)
                              : NULL;
        id = own ? own : id;
    }
    return id;
}

static char *
new_message_id(TncDesk *desk, const TncDeskCase *kase, const char *address)
{
    g_autofree char *ref = tnc_desk_new_ref(desk);
    g_autofree char *token = tnc_desk_index_token(kase->claim->ref);
    const char *at = strrchr(address, '@');
    return g_strdup_printf("%s.%s@%s", ref, token, at ? at + 1 : "localhost");
}

static GBytes *
compose(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
        const TncDeskMailbox *mailbox, const char *message_id, GError **error)
{
    TncInstant now = tnc_desk_now(desk);
    const char *reply = last_message_id(kase);
    const char *references[] = {reply, NULL};
    TncMailComposeAddress to = {kase->merchant->name, outgoing->to};
    TncMailCompose message = {
        .from = {mailbox->full_name, mailbox->address},
        .to = &to,
        .to_count = 1,
        .subject = outgoing->draft->subject,
        .text = outgoing->draft->body,
        .message_id = message_id,
        .in_reply_to = reply,
        .references = reply ? references : NULL,
        .date = now,
        .offset_seconds = tnc_zone_offset(tnc_desk_zone(desk), now),
        .language = outgoing->draft->language,
    };
    return tnc_mail_compose(&message, error);
}

// The first mailbox that can send.
static TncDeskMailbox *
sending_mailbox(TncDesk *desk, const TncDeskCase *kase, const TncMove *move, GError **error)
{
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(desk);
    for (guint i = 0; i < mailboxes->len; i++)
        if (((const TncDeskMailbox *)g_ptr_array_index(mailboxes, i))->smtp.host)
            return g_ptr_array_steal_index(mailboxes, i);
    tnc_error_set(
        error, TNC_ERROR_NOT_FOUND,
        gettext("there is no mailbox to send from: 'tenace account add' adds one. Or send "
                "the text with your own mail program, then note it: 'tenace log %lld "
                "sent --rung %s'"),
        (long long)kase->id, move->id);
    return NULL;
}

static gboolean
queue_mail(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    if (!tnc_desk_guard_allow(outgoing->findings, error))
        return FALSE;
    g_autoptr(TncDeskMailbox) mailbox = sending_mailbox(desk, kase, &outgoing->move, error);
    if (!mailbox)
        return FALSE;
    g_autofree char *message_id = new_message_id(desk, kase, mailbox->address);
    g_autoptr(GBytes) bytes = compose(desk, kase, outgoing, mailbox, message_id, error);
    if (!bytes)
        return FALSE;
    g_autoptr(json_t) step =
        json_pack("{s:s, s:{s:s, s:s, s:s, s:s, s:s, s:s, s:s}}", "kind", "message.sent", "body",
                  "rung", outgoing->move.id, "channel", "email", "subject",
                  outgoing->draft->subject, "text", outgoing->draft->body, "to", outgoing->to,
                  "message_id", message_id, "language", outgoing->draft->language);
    gboolean done =
        tnc_store_begin(store, error) && tnc_desk_outbox_may_add(desk, kase, error) &&
        tnc_desk_outbox_add(desk, kase->id, message_id, bytes, mailbox->name, step, error) &&
        tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

// ---- by hand

static TncEventKind
event_of(const TncMove *move)
{
    switch (move->kind) {
    case TNC_MOVE_CALL:
        return TNC_EVENT_CALL_MADE;
    case TNC_MOVE_VISIT:
        return TNC_EVENT_VISIT_MADE;
    case TNC_MOVE_POST:
        return TNC_EVENT_POST_PUBLISHED;
    case TNC_MOVE_DO:
        return TNC_EVENT_ITEM_RETURNED;
    case TNC_MOVE_WAIT:
    case TNC_MOVE_SEND:
    case TNC_MOVE_FILE:
    case TNC_MOVE_DECIDE:
    case TNC_MOVE_COUNT:
        break;
    }
    return move->channel == TNC_CHANNEL_FORM ? TNC_EVENT_FORM_SUBMITTED : TNC_EVENT_MESSAGE_SENT;
}

gboolean
tnc_desk_send_note(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                   TncContact contact, const char *message_id, GError **error)
{
    if (!tnc_desk_guard_allow(outgoing->findings, error))
        return FALSE;
    TncEventKind kind = event_of(&outgoing->move);
    const char *channel = tnc_claim_words_name(TNC_WORDS_TncChannel, (int)outgoing->move.channel);
    g_autoptr(json_t) body = json_pack("{s:s}", "rung", outgoing->move.id);
    if (outgoing->move.channel != TNC_CHANNEL_NONE)
        json_object_set_new(body, "channel", json_string(channel));
    if (outgoing->draft)
        json_object_set_new(body, "text", json_string(outgoing->draft->body));
    if (message_id)
        json_object_set_new(body, "message_id", json_string(message_id));
    if (kind == TNC_EVENT_CALL_MADE || kind == TNC_EVENT_VISIT_MADE)
        json_object_set_new(body, "contact",
                            json_string(tnc_claim_words_name(TNC_WORDS_TncContact, (int)contact)));
    return tnc_desk_record_event(desk, kase->id, kind, TNC_ACTOR_ME, TNC_INSTANT_NONE, body, NULL,
                                 error);
}

gboolean
tnc_desk_send_commit(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                     TncContact contact, GError **error)
{
    if (outgoing->move.kind == TNC_MOVE_DECIDE && !outgoing->draft)
        return tnc_error_set(
            error, TNC_ERROR_INPUT,
            gettext("this is yours to decide: 'tenace log %lld close', or say what is wrong with "
                    "'tenace log %lld note'"),
            (long long)kase->id, (long long)kase->id);
    return outgoing->by_mail ? queue_mail(desk, kase, outgoing, error)
                             : tnc_desk_send_note(desk, kase, outgoing, contact, NULL, error);
}
