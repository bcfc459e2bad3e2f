// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes of what is written: drafts, guards, sending, letters, dossiers, and reading a pasted answer.

#include "desk-dossier.h"
#include "desk-guard.h"
#include "desk-letter.h"
#include "desk-log.h"
#include "desk-outbox.h"
#include "desk-send.h"
#include "desk-speech.h"
#include "error.h"
#include "server-state.h"
#include <string.h>

#define MAX_TEXT (1024 * 1024)

// The text of FIELD, NULL when absent; TNC_ERROR_INPUT when it is too long or no text.
static gboolean
text_of(const json_t *object, const char *field, const char **text_out, GError **error)
{
    if (!tnc_json_get_string(object, field, text_out, error))
        return FALSE;
    return !*text_out || strlen(*text_out) <= MAX_TEXT ||
           tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s: longer than 1 MiB"), field);
}

static TncDeskOutgoing *
prepare(TncDesk *desk, const TncDeskCase *kase, const char *move, const char *text,
        const char *language, GError **error)
{
    if (move && g_str_equal(move, "next"))
        move = NULL;
    g_autoptr(TncDeskOutgoing) outgoing = tnc_desk_send_prepare(desk, kase, move, text, error);
    if (!outgoing || !language || !outgoing->draft ||
        g_str_equal(outgoing->draft->language, language))
        return g_steal_pointer(&outgoing);
    // Another language is only looked at: what leaves is in the one that was chosen for the seller.
    g_autoptr(TncWritingDraft) other =
        tnc_desk_send_draft(desk, kase, &outgoing->move, language, error);
    if (!other)
        return NULL;
    g_free(outgoing->own_words);
    outgoing->own_words = g_strdup(other->body);
    return g_steal_pointer(&outgoing);
}

gboolean
tnc_server_draft_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                     TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    g_autoptr(TncDeskOutgoing) outgoing =
        kase ? prepare(desk, kase, call->parameters[1], NULL,
                       tnc_server_call_query(call, "language"), error)
             : NULL;
    if (outgoing)
        tnc_server_answer_json(answer, 200, tnc_desk_send_json(desk, kase, outgoing));
    return outgoing != NULL;
}

gboolean
tnc_server_draft_check(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *text;
    const char *language;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !text_of(told, "text", &text, error) ||
        !text_of(told, "language", &language, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    g_autoptr(TncDeskOutgoing) outgoing =
        kase ? prepare(desk, kase, call->parameters[1], text, language, error) : NULL;
    if (outgoing)
        tnc_server_answer_json(answer, 200, tnc_desk_send_json(desk, kase, outgoing));
    return outgoing != NULL;
}

gboolean
tnc_server_read(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *text;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !text_of(told, "text", &text, error))
        return FALSE;
    if (!text)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("text: it is missing"));
    json_t *said = tnc_desk_log_read(desk, text, error);
    if (said)
        tnc_server_answer_json(answer, 200, said);
    return said != NULL;
}

static gboolean
channel_of(const json_t *told, TncChannel *channel_out, GError **error)
{
    const char *name = tnc_json_string_or(told, "channel", "email");
    int channel = tnc_claim_words_parse(TNC_WORDS_TncChannel, name);
    *channel_out = (TncChannel)channel;
    return channel >= 0 || tnc_error_set(error, TNC_ERROR_INPUT,
                                         gettext("channel: '%s' is none of its words"), name);
}

gboolean
tnc_server_guard(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                 TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *text;
    const char *claim;
    TncChannel channel;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !text_of(told, "text", &text, error) || !text_of(told, "claim", &claim, error) ||
        !channel_of(told, &channel, error))
        return FALSE;
    if (!text)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("text: it is missing"));
    g_autoptr(TncDeskCase) kase = claim ? tnc_desk_case_find(desk, claim, error) : NULL;
    if (claim && !kase)
        return FALSE;
    TncDeskGuardInput input = {.kase = kase, .channel = channel};
    g_autoptr(GPtrArray) findings = tnc_desk_guard_check(desk, &input, text, error);
    if (findings)
        tnc_server_answer_json(answer, 200, tnc_desk_guard_json(findings));
    return findings != NULL;
}

// ---- sending

static void
answer_sent(TncServerAnswer *answer, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
            const char *state, const char *detail, json_t *draft)
{
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:s, s:s, s:s, s:s?, s:o}", "claim", kase->claim->ref,
                                     "move", outgoing->move.id, "state", state, "detail", detail,
                                     "draft", draft ? draft : json_null()));
}

// Persisted already: what the mail server says now only tells whether it left or waits.
static void
flush(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
      TncServerAnswer *answer)
{
    TncDeskOutboxCounts counts = {0};
    g_autoptr(GError) problem = NULL;
    gboolean sent = tnc_desk_outbox_flush(desk, kase->id, &counts, &problem);
    answer_sent(answer, kase, outgoing, sent ? "sent" : "waiting",
                problem ? problem->message : NULL, NULL);
}

static gboolean
send_now(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
         const json_t *told, TncServerAnswer *answer, GError **error)
{
    const char *name = tnc_json_string_or(told, "contact", "unknown");
    int contact = tnc_claim_words_parse(TNC_WORDS_TncContact, name);
    if (contact < 0)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("contact: '%s' is none of its words"),
                             name);
    if (!tnc_desk_send_check_yes(kase, outgoing, tnc_json_string_or(told, "confirm", NULL),
                                 error) ||
        !tnc_desk_send_commit(desk, kase, outgoing, (TncContact)contact, error))
        return FALSE;
    if (outgoing->by_mail)
        flush(desk, kase, outgoing, answer);
    else
        answer_sent(answer, kase, outgoing, "noted", NULL, NULL);
    return TRUE;
}

gboolean
tnc_server_send(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *text;
    const char *move;
    gboolean preview = TRUE;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told || !text_of(told, "text", &text, error) || !text_of(told, "move", &move, error) ||
        (json_object_get(told, "preview") &&
         !tnc_json_get_boolean(told, "preview", &preview, error)))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    g_autoptr(TncDeskOutgoing) outgoing =
        kase ? prepare(desk, kase, move, text, NULL, error) : NULL;
    if (!outgoing)
        return FALSE;
    if (!preview)
        return send_now(desk, kase, outgoing, told, answer, error);
    answer_sent(answer, kase, outgoing, "preview", NULL, tnc_desk_send_json(desk, kase, outgoing));
    return TRUE;
}

// ---- on paper

gboolean
tnc_server_letter(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *move = tnc_server_call_query(call, "move");
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    g_autoptr(TncDeskOutgoing) outgoing =
        kase ? prepare(desk, kase, move, NULL, NULL, error) : NULL;
    if (!outgoing)
        return FALSE;
    if (!outgoing->draft)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("this move has no words for a letter"));
    g_autoptr(TncDeskLetter) letter = tnc_desk_letter_make(desk, kase, outgoing, error);
    if (letter)
        tnc_server_answer_bytes(answer, "application/pdf", letter->pdf, "letter.pdf", TRUE);
    return letter != NULL;
}

static gboolean
dossier(TncDesk *desk, const TncServerCall *call, gboolean zip, TncServerAnswer *answer,
        GError **error)
{
    const char *language = tnc_server_call_query(call, "language");
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    g_autoptr(TncDeskDossier) made =
        kase ? tnc_desk_dossier_make(desk, kase, language, zip, error) : NULL;
    if (made && zip)
        tnc_server_answer_bytes(answer, "application/zip", made->zip, "dossier.zip", FALSE);
    else if (made)
        tnc_server_answer_bytes(answer, "application/pdf", made->pdf, "dossier.pdf", TRUE);
    return made != NULL;
}

gboolean
tnc_server_dossier_pdf(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    return dossier(desk, call, FALSE, answer, error);
}

gboolean
tnc_server_dossier_zip(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    return dossier(desk, call, TRUE, answer, error);
}
