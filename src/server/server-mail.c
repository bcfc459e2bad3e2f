// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes of mail: brought by hand, held, fetched; mailboxes. And of files: evidence, raw mails.

#include "desk-case.h"
#include "desk-ingest.h"
#include "desk-list.h"
#include "desk-mailbox.h"
#include "desk-outbox.h"
#include "desk-reading.h"
#include "desk-record.h"
#include "desk-speech.h"
#include "error.h"
#include "server-parse.h"
#include "server-state.h"
#include <string.h>

// ---- brought by hand

gboolean
tnc_server_ingest(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    TncDeskIngested counts;
    if (!call->body || call->body->len == 0)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("the body: expected a mail"));
    TncDeskIngest *ingest = tnc_desk_ingest_begin(desk, error);
    if (!ingest)
        return FALSE;
    g_autoptr(GBytes) content = tnc_server_call_bytes(call);
    if (!tnc_desk_ingest_bytes(ingest, content, error)) {
        tnc_desk_ingest_abandon(ingest);
        return FALSE;
    }
    if (!tnc_desk_ingest_end(ingest, &counts, error))
        return FALSE;
    g_autofree char *ref =
        counts.claim ? tnc_store_claim_ref(tnc_desk_store(desk), counts.claim) : NULL;
    tnc_server_answer_json(
        answer, 200,
        json_pack("{s:i, s:i, s:i, s:i, s:i, s:s?, s:o}", "matched", (int)counts.matched, "held",
                  (int)(counts.held + counts.unread), "repeated", (int)counts.repeated, "own",
                  (int)counts.own, "refused", (int)counts.refused, "claim", ref, "event",
                  counts.claim ? json_integer(counts.event) : json_null()));
    return TRUE;
}

static json_t *
price_json(const char *text)
{
    TncMoney money;
    return text && tnc_money_parse(text, "EUR", &money) ? tnc_json_money(&money) : json_null();
}

gboolean
tnc_server_orders(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                  TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(GBytes) raw = tnc_server_call_bytes(call);
    g_autoptr(TncReadingOrder) order = tnc_desk_reading_order_mail(desk, raw, error);
    if (!order)
        return FALSE;
    tnc_server_answer_json(
        answer, 200,
        json_pack("{s:b, s:{s:s?, s:s?}, s:{s:s?, s:s?, s:o, s:o, s:o}}", "sure", order->sure,
                  "merchant", "name", order->merchant, "email", order->email, "purchase", "item",
                  order->item, "order_number", order->number, "price", price_json(order->price),
                  "ordered_on", tnc_json_date(tnc_date_parse(order->ordered_on)), "expected_on",
                  tnc_json_date(tnc_date_parse(order->expected_on))));
    return TRUE;
}

// ---- held

gboolean
tnc_server_held_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                     TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    json_t *list = tnc_desk_list_held(desk, error);
    if (list)
        tnc_server_answer_json(answer, 200, list);
    return list != NULL;
}

gboolean
tnc_server_held_dismiss(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    if (!tnc_desk_ingest_assign(desk, call->parameters[0], 0, error))
        return FALSE;
    tnc_server_answer_nothing(answer);
    return TRUE;
}

gboolean
tnc_server_held_assign(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                       TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    if (!told)
        return FALSE;
    const char *name = tnc_json_string_or(told, "claim", "");
    TncStoreId claim = tnc_store_find_claim(tnc_desk_store(desk), name);
    if (!claim)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("claim: there is no claim '%s'"),
                             name);
    if (!tnc_desk_ingest_assign(desk, call->parameters[0], claim, error))
        return FALSE;
    tnc_server_answer_nothing(answer);
    return TRUE;
}

// ---- mailboxes

gboolean
tnc_server_accounts_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    tnc_server_answer_json(answer, 200, tnc_desk_mailbox_list_json(desk));
    return TRUE;
}

static TncDeskMailbox *
mailbox_of(TncDesk *desk, const json_t *told, char **help_out, GError **error)
{
    const char *address = tnc_json_string_or(told, "address", NULL);
    g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
    if (!address || !strchr(address, '@')) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("address: expected one such as claire@example.org"));
        return NULL;
    }
    mailbox->name = g_strdup(tnc_json_string_or(told, "name", address));
    mailbox->address = g_strdup(address);
    mailbox->full_name = g_strdup(tnc_json_string_or(told, "full_name", NULL));
    const char *user = tnc_json_string_or(told, "user", address);
    if (!tnc_desk_mailbox_server(&mailbox->imap, tnc_json_string_or(told, "imap", NULL), user, NULL,
                                 error) ||
        !tnc_desk_mailbox_server(&mailbox->smtp, tnc_json_string_or(told, "smtp", NULL), user, NULL,
                                 error) ||
        !tnc_desk_mailbox_complete(desk, mailbox, help_out, error))
        return NULL;
    return g_steal_pointer(&mailbox);
}

gboolean
tnc_server_accounts_add(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autofree char *help = NULL;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    g_autoptr(TncDeskMailbox) mailbox = told ? mailbox_of(desk, told, &help, error) : NULL;
    const char *password = tnc_json_string_or(told, "password", NULL);
    if (!mailbox)
        return FALSE;
    if (!password || !*password)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("password: it is missing"));
    if (!tnc_desk_mailbox_save(desk, mailbox, password, error) ||
        (mailbox->full_name && !tnc_desk_set_setting(desk, "name", mailbox->full_name, error)))
        return FALSE;
    mailbox->fetched_at = TNC_INSTANT_NONE;
    tnc_server_answer_json(
        answer, 201,
        json_pack("{s:o, s:s?}", "account", tnc_desk_mailbox_json(mailbox), "help", help));
    return TRUE;
}

gboolean
tnc_server_accounts_remove(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    (void)state;
    if (!tnc_desk_mailbox_remove(desk, call->parameters[0], error))
        return FALSE;
    tnc_server_answer_nothing(answer);
    return TRUE;
}

gboolean
tnc_server_accounts_test(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskMailbox) mailbox = tnc_desk_mailbox_find(desk, call->parameters[0], error);
    g_autoptr(GError) problem = NULL;
    if (!mailbox)
        return FALSE;
    gboolean ok = tnc_desk_mailbox_test(desk, mailbox, &problem);
    tnc_server_answer_json(answer, 200,
                           json_pack("{s:s, s:b, s:s?}", "name", mailbox->name, "ok", ok, "detail",
                                     problem ? problem->message : NULL));
    return TRUE;
}

gboolean
tnc_server_fetch(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                 TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    (void)error;
    TncDeskIngested sum = {0};
    TncDeskOutboxCounts out = {0};
    json_t *problems = json_array();
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(desk);
    for (guint i = 0; i < mailboxes->len; i++) {
        TncDeskMailbox *mailbox = g_ptr_array_index(mailboxes, i);
        g_autoptr(GError) problem = NULL;
        if (mailbox->imap.host && !tnc_desk_mailbox_fetch(desk, mailbox, &sum, &problem))
            json_array_append_new(problems,
                                  json_sprintf("%s: %s", mailbox->name, problem->message));
    }
    g_autoptr(GError) problem = NULL;
    if (!tnc_desk_outbox_flush(desk, 0, &out, &problem))
        json_array_append_new(problems, json_string(problem->message));
    tnc_server_answer_json(
        answer, 200,
        json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:o}", "matched", (int)sum.matched, "held",
                  (int)sum.held, "repeated", (int)sum.repeated, "own", (int)sum.own, "refused",
                  (int)sum.refused, "sent", (int)out.sent, "problems", problems));
    return TRUE;
}

// ---- files

gboolean
tnc_server_evidence_list(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)state;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (kase)
        tnc_server_answer_json(answer, 200, tnc_desk_list_evidence(desk, kase));
    return kase != NULL;
}

gboolean
tnc_server_evidence_add(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *given = tnc_server_call_query(call, "name");
    char sha256[TNC_SHA256_HEX + 1];
    guint seq;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase)
        return FALSE;
    if (!given || !*given || !call->body || call->body->len == 0)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("expected a file in the body and its name in ?name="));
    g_autofree char *name = g_path_get_basename(given);
    TncDeskFile file = {.name = name,
                        .note = tnc_server_call_query(call, "note"),
                        .type = tnc_server_parse_type(call->body->data, call->body->len),
                        .bytes = call->body->data,
                        .size = call->body->len};
    if (!tnc_desk_record_keep(desk, kase->id, &file, sha256, &seq, error))
        return FALSE;
    tnc_server_answer_json(answer, 201,
                           json_pack("{s:s, s:i, s:s, s:s, s:I}", "sha256", sha256, "event",
                                     (int)seq, "name", name, "type", file.type, "size",
                                     (json_int_t)file.size));
    return TRUE;
}

// Only what belongs to this claim is given out.
static const TncClaimEvent *
find_blob(const TncDeskCase *kase, const char *field, const char *sha256)
{
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        if (g_str_equal(tnc_json_string_or(event->body, field, ""), sha256))
            return event;
    }
    return NULL;
}

static gboolean
give_blob(TncDesk *desk, const char *sha256, const char *type, const char *name,
          TncServerAnswer *answer, GError **error)
{
    g_autoptr(GBytes) bytes = tnc_store_get_blob(tnc_desk_store(desk), sha256, error);
    if (bytes)
        tnc_server_answer_bytes(answer, type, bytes, name, FALSE);
    return bytes != NULL;
}

gboolean
tnc_server_evidence_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                        TncServerAnswer *answer, GError **error)
{
    (void)state;
    const char *sha256 = call->parameters[1];
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    const TncClaimEvent *event =
        kase && tnc_sha256_is_hex(sha256) ? find_blob(kase, "sha256", sha256) : NULL;
    if (kase && !event)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("this claim has no such file"));
    return kase && give_blob(desk, sha256, "application/octet-stream",
                             tnc_json_string_or(event->body, "name", sha256), answer, error);
}

gboolean
tnc_server_events_raw(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                      TncServerAnswer *answer, GError **error)
{
    (void)state;
    guint64 seq = 0;
    g_autoptr(TncDeskCase) kase = tnc_desk_case_find(desk, call->parameters[0], error);
    if (!kase)
        return FALSE;
    const TncClaimEvent *event =
        g_ascii_string_to_unsigned(call->parameters[1], 10, 1, G_MAXINT32, &seq, NULL)
            ? tnc_claim_event_list_find(kase->events, (guint)seq)
            : NULL;
    const char *sha256 = event ? tnc_json_string_or(event->body, "raw", NULL) : NULL;
    if (!sha256)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("this event has no mail"));
    g_autofree char *name = g_strdup_printf("%s-%u.eml", kase->claim->ref, (guint)seq);
    return give_blob(desk, sha256, "message/rfc822", name, answer, error);
}
