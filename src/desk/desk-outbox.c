// SPDX-License-Identifier: AGPL-3.0-or-later
// States: queued → handing (committed before the first byte leaves) → proved, with the event in the same transaction.
// An entry found in 'handing' was cut off by a crash: it is uncertain.

#include "desk-outbox.h"
#include "desk-public-outbox.h"
#include "desk-record.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-message.h"
#include "mail-secret.h"
#include "mail-smtp.h"

// How long an accepted mail may take to show up in our own mailbox before we conclude that it was not accepted.
#define DEFAULT_SETTLE_SECONDS 120

// How a hand-over ended, by mail or in public.
typedef struct {
    TncMailSmtpOutcome outcome;
    char *words;
    char *advice;
    json_t *proof; // of a post: what the network answered
} Answer;

static void
answer_clear(Answer *answer)
{
    g_free(answer->words);
    g_free(answer->advice);
    json_decref(answer->proof);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

typedef struct {
    gint64 id;
    TncStoreId claim;
    TncOutState state;
    char *message_id;
    char *sha256;
    char *step;
    char *mailbox;
    TncInstant tried_at;
} Entry;

static void
entry_clear(gpointer data)
{
    Entry *entry = data;
    g_free(entry->message_id);
    g_free(entry->sha256);
    g_free(entry->step);
    g_free(entry->mailbox);
}

static gboolean
collect(const TncStoreOut *out, gpointer entries, GError **error)
{
    (void)error;
    Entry entry = {out->id,
                   out->claim,
                   out->state,
                   g_strdup(out->message_id),
                   g_strdup(out->sha256),
                   g_strdup(out->step),
                   g_strdup(out->account),
                   out->tried_at};
    g_array_append_val((GArray *)entries, entry);
    return TRUE;
}

static GArray *
unfinished(TncDesk *desk, GError **error)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(entries, entry_clear);
    if (!tnc_store_each_out(tnc_desk_store(desk), TRUE, collect, entries, error))
        return NULL;
    return g_steal_pointer(&entries);
}

gboolean
tnc_desk_outbox_add(TncDesk *desk, TncStoreId claim, const char *message_id, GBytes *bytes,
                    const char *mailbox, const json_t *step, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autofree char *text = tnc_json_canonical(step);
    char sha256[TNC_SHA256_HEX + 1];
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    if (!tnc_store_put_blob(store, data, size, sha256, error))
        return FALSE;
    TncStoreOut out = {
        .claim = claim,
        .state = TNC_OUT_QUEUED,
        .message_id = message_id,
        .sha256 = sha256,
        .step = text,
        .account = mailbox,
        .created_at = tnc_desk_now(desk),
        .tried_at = TNC_INSTANT_NONE,
    };
    gint64 id;
    return tnc_store_add_out(store, &out, &id, error) &&
           tnc_store_add_key(store, "message_id", message_id, claim, error);
}

static gboolean
set_state(TncDesk *desk, const Entry *entry, TncOutState state, const char *problem, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) &&
                    tnc_store_set_out(store, entry->id, state, g_get_real_time(), problem, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

static gboolean
is_public(const Entry *entry)
{
    return g_str_has_prefix(entry->mailbox, TNC_DESK_PUBLIC_OUTBOX_PREFIX);
}

// Inside a transaction: the event, and the entry's end. PROOF is that of a post.
static gboolean
append_proof(TncDesk *desk, const Entry *entry, const json_t *proof, GError **error)
{
    g_autoptr(json_t) step = tnc_json_load(entry->step);
    int kind =
        tnc_claim_words_parse(TNC_WORDS_TncEventKind, tnc_json_string_or(step, "kind", NULL));
    if (kind < 0)
        return tnc_error_set(error, TNC_ERROR_CORRUPT,
                             "outbox entry %" G_GINT64_FORMAT " was altered", entry->id);
    json_t *body = json_object_get(step, "body");
    guint seq = 0;
    if (proof && !tnc_desk_public_outbox_complete(desk, proof, body, error))
        return FALSE;
    return tnc_desk_record_append(desk, entry->claim, (TncEventKind)kind, TNC_ACTOR_ME,
                                  TNC_INSTANT_NONE, body, &seq, error) &&
           (!proof ||
            tnc_desk_public_outbox_watch(desk, entry->claim, seq, entry->sha256, proof, error)) &&
           tnc_store_set_out(tnc_desk_store(desk), entry->id, TNC_OUT_PROVED, g_get_real_time(),
                             NULL, error);
}

static gboolean
prove(TncDesk *desk, const Entry *entry, const json_t *proof, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    gboolean done = tnc_store_begin(store, error) && append_proof(desk, entry, proof, error) &&
                    tnc_desk_case_refresh(desk, entry->claim, error) &&
                    tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

gboolean
tnc_desk_outbox_prove(TncDesk *desk, const char *message_id, GError **error)
{
    g_autoptr(GArray) entries = unfinished(desk, error);
    for (guint i = 0; entries && i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        if (g_str_equal(entry->message_id, message_id))
            return append_proof(desk, entry, NULL, error) &&
                   tnc_desk_case_refresh(desk, entry->claim, error);
    }
    return entries != NULL;
}

gboolean
tnc_desk_outbox_is_busy(TncDesk *desk, TncStoreId claim)
{
    g_autoptr(GArray) entries = unfinished(desk, NULL);
    for (guint i = 0; entries && i < entries->len; i++)
        if (g_array_index(entries, Entry, i).claim == claim)
            return TRUE;
    return FALSE;
}

gboolean
tnc_desk_outbox_may_add(TncDesk *desk, const TncDeskCase *kase, GError **error)
{
    if (tnc_desk_outbox_is_busy(desk, kase->id))
        return tnc_error_set(
            error, TNC_ERROR_GUARD,
            gettext("something of this claim is still on its way: 'tenace fetch' clears that up "
                    "first"));
    return tnc_store_last_event(tnc_desk_store(desk), kase->id) ==
               tnc_claim_event_list_length(kase->events) ||
           tnc_error_set(error, TNC_ERROR_GUARD,
                         gettext("something happened in this claim meanwhile: look at it again"));
}

// ---- sending

static GStrv
recipients_of(const TncMailMessage *message, const char *own)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (guint i = 0; i < tnc_mail_message_to_count(message); i++)
        g_strv_builder_add(builder, tnc_mail_message_to(message, i)->address);
    // Our own copy, unseen by the seller: it proves later what the server accepted.
    g_strv_builder_add(builder, own);
    return g_strv_builder_end(builder);
}

static gboolean
mail(TncDesk *desk, const Entry *entry, Answer *answer, GError **error)
{
    g_autoptr(TncDeskMailbox) mailbox =
        tnc_desk_mailbox_find(desk, *entry->mailbox ? entry->mailbox : NULL, error);
    if (!mailbox)
        return FALSE;
    g_auto(TncMailSmtpAnswer) said = {0};
    g_autoptr(GBytes) bytes = tnc_store_get_blob(tnc_desk_store(desk), entry->sha256, error);
    g_autoptr(TncMailMessage) message = bytes ? tnc_mail_message_parse(bytes, error) : NULL;
    char *password = NULL;
    TncMailServer server = mailbox->smtp;
    if (!message || !tnc_desk_mailbox_unseal(desk, mailbox, &server, &password, error))
        return FALSE;
    g_auto(GStrv) recipients = recipients_of(message, mailbox->address);
    gboolean done = tnc_mail_smtp_send(&server, mailbox->address, (const char *const *)recipients,
                                       bytes, &said, error);
    tnc_mail_secret_free(password);
    if (done)
        *answer = (Answer){said.outcome, g_strdup(said.words), g_strdup(said.advice), NULL};
    return done;
}

static gboolean
publish(TncDesk *desk, const Entry *entry, Answer *answer, GError **error)
{
    static const TncMailSmtpOutcome outcomes[] = {
        [TNC_PUBLIC_DONE] = TNC_MAIL_SMTP_ACCEPTED,
        [TNC_PUBLIC_REFUSED] = TNC_MAIL_SMTP_REFUSED,
        [TNC_PUBLIC_LATER] = TNC_MAIL_SMTP_LATER,
        [TNC_PUBLIC_UNCERTAIN] = TNC_MAIL_SMTP_UNCERTAIN,
    };
    g_auto(TncPublicResult) result = {0};
    if (!tnc_desk_public_outbox_hand_over(desk, entry->mailbox, entry->sha256, &result, error))
        return FALSE;
    *answer = (Answer){outcomes[result.outcome], g_strdup(result.words ? result.words : ""),
                       g_strdup(""), g_steal_pointer(&result.proof)};
    return TRUE;
}

static gboolean
take_answer(TncDesk *desk, const Entry *entry, const Answer *answer, TncDeskOutboxCounts *counts,
            GError **error)
{
    switch (answer->outcome) {
    case TNC_MAIL_SMTP_ACCEPTED:
        counts->sent++;
        return prove(desk, entry, answer->proof, error);
    case TNC_MAIL_SMTP_REFUSED:
        counts->refused++;
        return set_state(desk, entry, TNC_OUT_FAILED, answer->words, error) &&
               tnc_error_set(error, TNC_ERROR_REMOTE,
                             is_public(entry) ? gettext("the network refused the post: %s %s")
                                              : gettext("the mail server refused the mail: %s %s"),
                             answer->words, answer->advice);
    case TNC_MAIL_SMTP_LATER:
        counts->waiting++;
        return set_state(desk, entry, TNC_OUT_QUEUED, answer->words, error) &&
               tnc_error_set(
                   error, TNC_ERROR_REMOTE,
                   is_public(entry)
                       ? gettext("the network said: later (%s); the post is kept and will be "
                                 "tried again")
                       : gettext("the mail server said: later (%s); the mail is kept and will be "
                                 "tried again"),
                   answer->words);
    case TNC_MAIL_SMTP_UNCERTAIN:
        break;
    }
    counts->uncertain++;
    return set_state(desk, entry, TNC_OUT_UNCERTAIN, answer->words, error) &&
           tnc_error_set(error, TNC_ERROR_REMOTE,
                         is_public(entry)
                             ? gettext("the connection broke off while the post was handed over; "
                                       "the next 'tenace fetch' finds out whether it stands there")
                             : gettext("the connection broke off while the mail was handed over; "
                                       "the next 'tenace fetch' finds out whether it was "
                                       "accepted"));
}

static gboolean
send_entry(TncDesk *desk, const Entry *entry, TncDeskOutboxCounts *counts, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_auto(Answer) answer = {0};
    if (!set_state(desk, entry, TNC_OUT_HANDING, NULL, error))
        return FALSE;
    if (is_public(entry) ? publish(desk, entry, &answer, &problem)
                         : mail(desk, entry, &answer, &problem))
        return take_answer(desk, entry, &answer, counts, error);
    // It is certain that nothing was sent: it waits for the next try.
    counts->waiting++;
    if (!set_state(desk, entry, TNC_OUT_QUEUED, problem->message, error))
        return FALSE;
    g_propagate_error(error, g_steal_pointer(&problem));
    g_prefix_error(error, "%s",
                   is_public(entry) ? gettext("nothing was published, the post is kept: ")
                                    : gettext("nothing was sent, the mail is kept: "));
    return FALSE;
}

// ---- clearing up

static int
settle_seconds(TncDesk *desk)
{
    g_autofree char *text = tnc_desk_setting(desk, "settle_seconds", NULL);
    return text ? (int)g_ascii_strtoll(text, NULL, 10) : DEFAULT_SETTLE_SECONDS;
}

// One session serves all entries of a mailbox.
typedef struct {
    TncMailImap *imap;
    char *mailbox;
} Session;

static void
session_close(Session *session)
{
    g_clear_pointer(&session->imap, tnc_mail_imap_free);
    g_clear_pointer(&session->mailbox, g_free);
}

static gboolean
session_open(TncDesk *desk, const Entry *entry, Session *session, GError **error)
{
    if (session->imap && g_str_equal(session->mailbox, entry->mailbox))
        return TRUE;
    session_close(session);
    g_autoptr(TncDeskMailbox) mailbox =
        tnc_desk_mailbox_find(desk, *entry->mailbox ? entry->mailbox : NULL, error);
    char *password = NULL;
    if (!mailbox)
        return FALSE;
    TncMailServer server = mailbox->imap;
    if (!server.host)
        return tnc_error_set(error, TNC_ERROR_REMOTE,
                             gettext("nobody can tell whether mail <%s> was sent: the mailbox has "
                                     "no IMAP server to look into. Look into your sent mails"),
                             entry->message_id);
    if (!tnc_desk_mailbox_unseal(desk, mailbox, &server, &password, error))
        return FALSE;
    session->imap = tnc_mail_imap_open(&server, NULL, error);
    session->mailbox = g_strdup(entry->mailbox);
    tnc_mail_secret_free(password);
    return session->imap != NULL;
}

static gboolean
look_for_copy(TncDesk *desk, const Entry *entry, Session *session, gboolean *found_out,
              GError **error)
{
    if (!session_open(desk, entry, session, error))
        return FALSE;
    if (tnc_mail_imap_has_message(session->imap, entry->message_id, found_out, error))
        return TRUE;
    session_close(session);
    return FALSE;
}

static gboolean
clear_up(TncDesk *desk, const Entry *entry, Session *session, TncDeskOutboxCounts *counts,
         GError **error)
{
    gboolean found = FALSE;
    // A mail may still be on its way into our mailbox: absence proves something only after a while.
    gboolean settled =
        g_get_real_time() - entry->tried_at >= settle_seconds(desk) * TNC_INSTANT_SECOND;
    if (!look_for_copy(desk, entry, session, &found, error)) {
        counts->uncertain++;
        return FALSE;
    }
    if (found) {
        counts->sent++;
        return prove(desk, entry, NULL, error);
    }
    if (settled)
        return send_entry(desk, entry, counts, error);
    counts->uncertain++;
    return tnc_error_set(
        error, TNC_ERROR_REMOTE,
        gettext("a mail was cut off while it was handed over: in %d seconds we know whether it was "
                "accepted"),
        settle_seconds(desk));
}

// A network knows at once what it published; and a second attempt under the same key publishes nothing new.
static gboolean
clear_up_post(TncDesk *desk, const Entry *entry, TncDeskOutboxCounts *counts, GError **error)
{
    g_autoptr(json_t) proof = NULL;
    if (!tnc_desk_public_outbox_look(desk, entry->mailbox, entry->sha256, entry->tried_at, &proof,
                                     error)) {
        counts->uncertain++;
        return FALSE;
    }
    if (!proof)
        return send_entry(desk, entry, counts, error);
    counts->sent++;
    return prove(desk, entry, proof, error);
}

static gboolean
flush_entry(TncDesk *desk, const Entry *entry, Session *session, TncDeskOutboxCounts *counts,
            GError **error)
{
    if (entry->state == TNC_OUT_QUEUED)
        return send_entry(desk, entry, counts, error);
    return is_public(entry) ? clear_up_post(desk, entry, counts, error)
                            : clear_up(desk, entry, session, counts, error);
}

gboolean
tnc_desk_outbox_flush(TncDesk *desk, TncStoreId claim, TncDeskOutboxCounts *counts_out,
                      GError **error)
{
    TncDeskOutboxCounts counts = {0};
    Session session = {NULL, NULL};
    g_autoptr(GError) first = NULL;
    g_autoptr(GArray) entries = unfinished(desk, error);
    for (guint i = 0; entries && i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        g_autoptr(GError) problem = NULL;
        if (claim && entry->claim != claim)
            continue;
        if (!flush_entry(desk, entry, &session, &counts, &problem) && !first)
            first = g_steal_pointer(&problem);
    }
    session_close(&session);
    *counts_out = counts;
    gboolean failed = !entries || first;
    if (first)
        g_propagate_error(error, g_steal_pointer(&first));
    return !failed;
}
