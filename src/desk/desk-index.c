// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys are folded here and where they are looked up (desk-match.c), nowhere else.

#include "desk-index.h"
#include "desk-case.h"
#include "reading-learned.h"
#include "text.h"

gboolean
tnc_desk_index_key(TncStore *store, const char *kind, const char *value, TncStoreId claim,
                   GError **error)
{
    if (!value || !*value)
        return TRUE;
    g_autofree char *folded = tnc_text_fold(value);
    return tnc_store_add_key(store, kind, folded, claim, error);
}

static gboolean
add_list(TncStore *store, const char *kind, const GStrv values, TncStoreId claim, GError **error)
{
    for (guint i = 0; values[i]; i++)
        if (!tnc_desk_index_key(store, kind, values[i], claim, error))
            return FALSE;
    return TRUE;
}

#define TOKEN_LENGTH 16

char *
tnc_desk_index_token(const char *claim_ref)
{
    char sha256[TNC_SHA256_HEX + 1];
    tnc_sha256_hex(claim_ref, strlen(claim_ref), sha256);
    return g_strndup(sha256, TOKEN_LENGTH);
}

gboolean
tnc_desk_index_is_token(const char *word)
{
    return strlen(word) == TOKEN_LENGTH && strspn(word, "0123456789abcdef") == TOKEN_LENGTH;
}

static gboolean
index_records(TncStore *store, TncStoreId id, const TncMerchant *merchant,
              const TncPurchase *purchase, gboolean with_text, GError **error)
{
    g_autofree char *text = g_strdup_printf("%s\n%s\n%s\n%s", merchant->name, purchase->item,
                                            purchase->order_number ? purchase->order_number : "",
                                            purchase->serial ? purchase->serial : "");
    return tnc_desk_index_key(store, "order", purchase->order_number, id, error) &&
           add_list(store, "address", merchant->emails, id, error) &&
           add_list(store, "domain", merchant->domains, id, error) &&
           (!with_text || tnc_store_index_text(store, id, 0, text, error));
}

static gboolean
index_claim(TncDesk *desk, TncStoreId id, gboolean with_text, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(TncDeskCase) kase = tnc_desk_case_records(desk, id, error);
    if (!kase)
        return FALSE;
    g_autofree char *token = tnc_desk_index_token(kase->claim->ref);
    return tnc_desk_index_key(store, "token", token, id, error) &&
           index_records(store, id, kase->merchant, kase->purchase, with_text, error);
}

gboolean
tnc_desk_index_claim(TncDesk *desk, TncStoreId id, GError **error)
{
    return index_claim(desk, id, TRUE, error);
}

gboolean
tnc_desk_index_keys(TncDesk *desk, TncStoreId id, GError **error)
{
    return index_claim(desk, id, FALSE, error);
}

// Ticket numbers that the seller gave: his next mail may carry nothing else.
static gboolean
index_tickets(TncStore *store, TncStoreId claim, const json_t *body, GError **error)
{
    const json_t *signals = json_object_get(body, "signals");
    for (gsize i = 0; i < json_array_size(signals); i++) {
        const json_t *signal = json_array_get(signals, i);
        gboolean ticket =
            g_str_equal(tnc_json_string_or(signal, "kind", ""), "gives_ticket_number");
        if (ticket && !tnc_desk_index_key(store, "ticket",
                                          tnc_json_string_or(signal, "value", NULL), claim, error))
            return FALSE;
    }
    return TRUE;
}

typedef struct {
    guint seq;
    json_t *body; // new reference; NULL when there is no such event
} Wanted;

static gboolean
take_wanted(const TncStoreEvent *event, gpointer data, GError **error)
{
    (void)error;
    Wanted *wanted = data;
    if (event->seq == wanted->seq && event->kind == TNC_EVENT_MESSAGE_RECEIVED)
        wanted->body = json_incref(event->body);
    return TRUE;
}

// A mail of which the user said what it is: the seller's next ones in the same words are that too.
static gboolean
learn(TncStore *store, TncStoreId claim, const json_t *body, GError **error)
{
    int kind =
        tnc_claim_words_parse(TNC_WORDS_TncAutomatic, tnc_json_string_or(body, "automatic", NULL));
    Wanted wanted = {(guint)json_integer_value(json_object_get(body, "event")), NULL};
    if (kind < 0 || !tnc_store_each_event(store, claim, take_wanted, &wanted, error))
        return kind < 0;
    g_autoptr(json_t) mail = wanted.body;
    const char *address = tnc_json_string_or(json_object_get(mail, "from"), "address", "");
    g_autoptr(json_t) known = tnc_store_get_setting(store, TNC_DESK_INDEX_LEARNED);
    g_autoptr(json_t) more =
        *address ? tnc_reading_learned_add(known, address, tnc_json_string_or(mail, "text", ""),
                                           (TncAutomatic)kind)
                 : NULL;
    return !more || tnc_store_set_setting(store, TNC_DESK_INDEX_LEARNED, more, error);
}

gboolean
tnc_desk_index_event(TncDesk *desk, TncStoreId claim, guint seq, TncEventKind kind,
                     const json_t *body, GError **error)
{
    static const char *const fields[] = {"subject", "text",   "about",  "finding",
                                         "note",    "result", "reason", "name"};
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *value = tnc_json_string_or(body, fields[i], NULL);
        if (value)
            g_string_append_printf(text, "%s\n", value);
    }
    if (text->len && !tnc_store_index_text(store, claim, seq, text->str, error))
        return FALSE;
    if (kind == TNC_EVENT_MESSAGE_SENT)
        return tnc_desk_index_key(store, "message_id", tnc_json_string_or(body, "message_id", NULL),
                                  claim, error);
    if (kind == TNC_EVENT_SIGNAL_CORRECTED)
        return learn(store, claim, body, error);
    return kind != TNC_EVENT_MESSAGE_RECEIVED || index_tickets(store, claim, body, error);
}
