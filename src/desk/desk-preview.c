// SPDX-License-Identifier: AGPL-3.0-or-later
// What a move would send, as JSON; and the seal that ties a yes to the text that was shown.

#include "desk-glossary.h"
#include "desk-mailbox.h"
#include "desk-public-show.h"
#include "desk-send.h"
#include "desk-speech.h"
#include "desk-words.h"
#include "error.h"

#define _(text) gettext(text)
#define MAX_HINTS 6

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

// Over the claim, its last event, and every byte that would leave: a text that was edited, or a claim that went on
// meanwhile, needs a new yes.
static char *
seal_of(const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    const TncWritingDraft *draft = outgoing->draft;
    g_autoptr(json_t) sealed = json_pack(
        "[s, i, s, s, o, o, o]", kase->claim->ref, (int)tnc_claim_event_list_length(kase->events),
        outgoing->move.id, outgoing->by_mail ? "mail" : "hand", text_or_null(outgoing->to),
        text_or_null(draft ? draft->subject : NULL), text_or_null(draft ? draft->body : NULL));
    g_autofree char *text = tnc_json_canonical(sealed);
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(text, strlen(text), sha256);
    return g_strdup(sha256);
}

gboolean
tnc_desk_send_check_yes(const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                        const char *confirm, GError **error)
{
    g_autofree char *seal = seal_of(kase, outgoing);
    if (confirm && g_str_equal(confirm, seal))
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_GUARD,
                         confirm ? _("nothing was sent: the text or the claim changed since the "
                                     "preview. Look at it again")
                                 : _("nothing was sent: it needs your yes to the preview"));
}

static json_t *
preview_json(TncDesk *desk, const TncDeskOutgoing *outgoing)
{
    const TncWritingDraft *draft = outgoing->draft;
    g_autoptr(TncDeskMailbox) mailbox =
        outgoing->by_mail ? tnc_desk_mailbox_find(desk, NULL, NULL) : NULL;
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    g_autofree char *from =
        !mailbox ? NULL
                 : g_strdup_printf("%s <%s>", mailbox->full_name ? mailbox->full_name : name,
                                   mailbox->address);
    if (!draft)
        return json_null();
    // A word in public has a subject for us only.
    gboolean shown = outgoing->move.channel != TNC_CHANNEL_PUBLIC;
    return json_pack(
        "{s:o, s:o, s:o, s:s}", "from", text_or_null(from), "to", text_or_null(outgoing->to),
        "subject", text_or_null(shown && draft->subject && *draft->subject ? draft->subject : NULL),
        "text", draft->body);
}

static void
add_field(json_t *list, const char *id, const char *label, const char *value)
{
    if (value && *value)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s}", "id", id, "label", label, "value", value));
}

// What the forms of shops ask for.
static json_t *
fields_json(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    json_t *list = json_array();
    const TncWritingDraft *draft = outgoing->draft;
    if (!draft)
        return list;
    g_autoptr(TncDeskMailbox) mailbox = tnc_desk_mailbox_find(desk, NULL, NULL);
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    add_field(list, "name", _("Name"), name);
    add_field(list, "email", _("E-mail"), mailbox ? mailbox->address : NULL);
    add_field(list, "order_number", _("Order number"), kase->purchase->order_number);
    add_field(list, "item", _("Item"), kase->purchase->item);
    add_field(list, "subject", _("Subject"), draft->subject);
    add_field(list, "message", _("Message"), draft->body);
    return list;
}

static gboolean
is_blocked(const TncDeskOutgoing *outgoing)
{
    return !tnc_desk_guard_allow(outgoing->findings, NULL);
}

json_t *
tnc_desk_send_json(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    const TncWritingDraft *draft = outgoing->draft;
    const TncMove *move = &outgoing->move;
    g_autofree char *seal = seal_of(kase, outgoing);
    json_t *hints = draft ? tnc_desk_glossary_hints(desk, draft->body, MAX_HINTS) : json_array();
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:b, s:i, s:b, s:o, s:b}", "claim",
        kase->claim->ref, "move", move->id, "channel",
        tnc_claim_words_name(TNC_WORDS_TncChannel, (int)move->channel), "kind",
        tnc_claim_words_name(TNC_WORDS_TncMoveKind, (int)move->kind), "to",
        text_or_null(outgoing->to), "language", text_or_null(draft ? draft->language : NULL),
        "subject", text_or_null(draft ? draft->subject : NULL), "body",
        text_or_null(draft ? draft->body : NULL), "own_language", kase->claim->language,
        "own_words", text_or_null(outgoing->own_words), "by_mail", outgoing->by_mail, "minutes",
        move->minutes, "approval", move->approval, "guard", tnc_desk_guard_json(outgoing->findings),
        "blocked", is_blocked(outgoing));
    json_object_set_new(object, "title", json_string(tnc_desk_words_move(move->id)));
    json_object_set_new(object, "preview", preview_json(desk, outgoing));
    json_object_set_new(object, "fields", fields_json(desk, kase, outgoing));
    json_object_set_new(object, "hints", hints);
    json_object_set_new(object, "places",
                        draft && move->channel == TNC_CHANNEL_PUBLIC
                            ? tnc_desk_public_show_places(desk, kase, draft->body)
                            : json_array());
    json_object_set_new(object, "confirm", json_string(seal));
    return object;
}
