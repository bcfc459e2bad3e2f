// SPDX-License-Identifier: AGPL-3.0-or-later
// Doing the next move: its words, what exactly the seller would get, and then, after a yes, keeping and sending it.
#pragma once

#include "desk-guard.h"
#include "writing-draft.h"

typedef struct {
    TncMove move;
    TncWritingDraft *draft; // NULL when the move needs no words
    char *to;               // address, URL, number or handle it goes to; NULL when there is none
    char *own_words;        // the draft in the buyer's language, when the letter's is another; NULL
    GPtrArray *findings;    // of the guards (TncWritingFinding*); NULL without words
    gboolean by_mail; // leaves by our SMTP; everything else is done by the user and then noted
} TncDeskOutgoing;

void tnc_desk_send_outgoing_free(TncDeskOutgoing *outgoing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskOutgoing, tnc_desk_send_outgoing_free)

// What the next move (or the one named MOVE_ID, NULL: the next) would send. MOVE_ID may also be
// 'answer_offer.decline', or form, chat, authority, mediator, centre, dispute, court for their texts. TEXT (may be NULL) replaces the draft's
// body. TNC_ERROR_INPUT when there is nothing to do yet.
TncDeskOutgoing *tnc_desk_send_prepare(TncDesk *desk, const TncDeskCase *kase, const char *move_id,
                                       const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The words of MOVE in LANGUAGE (NULL: the seller's, as writing-facts.h chooses). Full ownership.
TncWritingDraft *tnc_desk_send_draft(TncDesk *desk, const TncDeskCase *kase, const TncMove *move,
                                     const char *language,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

// After the yes; a text that the guards block is TNC_ERROR_GUARD. By mail: kept in the outbox (tnc_desk_outbox_flush() sends it). Else: noted as done, now, with CONTACT
// for calls and visits.
gboolean tnc_desk_send_commit(TncDesk *desk, const TncDeskCase *kase,
                              const TncDeskOutgoing *outgoing, TncContact contact,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Notes the move as done by hand, now; MESSAGE_ID (may be NULL) is that of the mail, when the user's own program sent it.
gboolean tnc_desk_send_note(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                            TncContact contact, const char *message_id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The object of `draft --json`: the words, their other language, what the guards say, the preview, the fields of a form,
// and 'confirm', a seal over exactly what was shown. New reference.
json_t *tnc_desk_send_json(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing);

// FALSE with TNC_ERROR_GUARD unless CONFIRM is the seal of this text at this point of the claim.
gboolean tnc_desk_send_check_yes(const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                                 const char *confirm, GError **error) G_GNUC_WARN_UNUSED_RESULT;
