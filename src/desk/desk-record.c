// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing events and opening claims.

#include "desk-record.h"
#include "desk-case.h"
#include "desk-index.h"
#include "desk-speech.h"
#include "error.h"
#include "text.h"
#include <string.h>

gboolean
tnc_desk_record_append(TncDesk *desk, TncStoreId claim, TncEventKind kind, TncActor actor,
                       TncInstant at, json_t *body, guint *seq_out, GError **error)
{
    char text[TNC_INSTANT_BUFFER];
    guint seq;
    TncInstant now = tnc_desk_now(desk);
    TncInstant instant = at == TNC_INSTANT_NONE ? now : at;
    // Whole seconds: what a person would write down.
    instant -= instant % TNC_INSTANT_SECOND;
    int offset = tnc_zone_offset(tnc_desk_zone(desk), instant);
    if (!tnc_claim_event_check_body(kind, body, error) ||
        !tnc_store_append_event(tnc_desk_store(desk), claim,
                                tnc_instant_format(instant, offset, text), kind, actor, body, now,
                                &seq, error) ||
        !tnc_desk_index_event(desk, claim, seq, kind, body, error))
        return FALSE;
    if (seq_out)
        *seq_out = seq;
    return TRUE;
}

gboolean
tnc_desk_record_event(TncDesk *desk, TncStoreId claim, TncEventKind kind, TncActor actor,
                      TncInstant at, json_t *body, guint *seq_out, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    if (!tnc_store_begin(store, error))
        return FALSE;
    if (tnc_desk_record_append(desk, claim, kind, actor, at, body, seq_out, error) &&
        tnc_desk_case_refresh(desk, claim, error) && tnc_store_commit(store, error))
        return TRUE;
    tnc_store_rollback(store);
    return FALSE;
}

gboolean
tnc_desk_record_check_retraction(const TncDeskCase *kase, TncEventKind kind, const json_t *body,
                                 GError **error)
{
    if (kind != TNC_EVENT_SIGNAL_CORRECTED || !json_is_true(json_object_get(body, "retracted")))
        return TRUE;
    json_int_t seq = json_integer_value(json_object_get(body, "event"));
    const TncClaimEvent *event =
        seq > 0 && seq <= G_MAXINT32 ? tnc_claim_event_list_find(kase->events, (guint)seq) : NULL;
    if (!event)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("event: there is no such event"));
    return tnc_claim_event_may_retract(event) ||
           tnc_error_set(error, TNC_ERROR_INPUT,
                         event->retracted
                             ? gettext("this was taken back already")
                             : gettext("this cannot be taken back: it really happened (a mail, a "
                                       "post, the opening). A claim that should not be is closed"));
}

static const char *
give_ref(TncDesk *desk, json_t *record)
{
    if (!json_object_get(record, "ref")) {
        g_autofree char *ref = tnc_desk_new_ref(desk);
        json_object_set_new(record, "ref", json_string(ref));
    }
    return tnc_json_string_or(record, "ref", "");
}

static gboolean
put_records(TncDesk *desk, const TncMerchant *merchant, const TncPurchase *purchase,
            const TncClaim *claim, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(json_t) merchant_json = tnc_claim_record_format_merchant(merchant);
    g_autoptr(json_t) purchase_json = tnc_claim_record_format_purchase(purchase);
    g_autoptr(json_t) claim_json = tnc_claim_record_format_claim(claim);
    return tnc_store_put_record(store, TNC_STORE_MERCHANT, merchant->ref, merchant_json, error) &&
           tnc_store_put_record(store, TNC_STORE_PURCHASE, purchase->ref, purchase_json, error) &&
           tnc_store_put_record(store, TNC_STORE_CLAIM, claim->ref, claim_json, error);
}

gboolean
tnc_desk_record_open(TncDesk *desk, json_t *merchant_json, json_t *purchase_json,
                     json_t *claim_json, const char *about, TncStoreId *claim_out, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    json_object_set_new(purchase_json, "merchant", json_string(give_ref(desk, merchant_json)));
    json_object_set_new(claim_json, "purchase", json_string(give_ref(desk, purchase_json)));
    give_ref(desk, claim_json);
    g_autoptr(TncMerchant) merchant = tnc_claim_record_parse_merchant(merchant_json, error);
    g_autoptr(TncPurchase) purchase =
        merchant ? tnc_claim_record_parse_purchase(purchase_json, error) : NULL;
    g_autoptr(TncClaim) claim = purchase ? tnc_claim_record_parse_claim(claim_json, error) : NULL;
    if (!claim || !tnc_store_begin(store, error))
        return FALSE;
    g_autoptr(json_t) body = json_object();
    if (about)
        json_object_set_new(body, "about", json_string(about));
    TncStoreId id = 0;
    gboolean done = put_records(desk, merchant, purchase, claim, error);
    if (done)
        id = tnc_store_find_claim(store, claim->ref);
    done = done && tnc_desk_index_claim(desk, id, error) &&
           tnc_desk_record_append(desk, id, TNC_EVENT_CLAIM_OPENED, TNC_ACTOR_ME, TNC_INSTANT_NONE,
                                  body, NULL, error) &&
           tnc_desk_case_refresh(desk, id, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    if (done)
        *claim_out = id;
    return done;
}

// The file's bytes and the event that names them; inside a transaction.
static gboolean
keep_evidence(TncDesk *desk, TncStoreId claim, const TncDeskFile *file, char *sha256_out,
              guint *seq_out, GError **error)
{
    if (!tnc_store_put_blob(tnc_desk_store(desk), file->bytes, file->size, sha256_out, error))
        return FALSE;
    // The system gives names as bytes; what cannot be read in them is replaced.
    g_autofree char *name = tnc_text_make_valid(file->name, strlen(file->name));
    g_autoptr(json_t) body = json_pack("{s:s, s:s, s:I}", "sha256", sha256_out, "name", name,
                                       "size", (json_int_t)file->size);
    if (file->type)
        json_object_set_new(body, "type", json_string(file->type));
    if (file->note)
        json_object_set_new(body, "note", json_string(file->note));
    return tnc_desk_record_append(desk, claim, TNC_EVENT_EVIDENCE_ADDED, TNC_ACTOR_ME,
                                  TNC_INSTANT_NONE, body, seq_out, error);
}

gboolean
tnc_desk_record_keep(TncDesk *desk, TncStoreId claim, const TncDeskFile *file,
                     char sha256_out[TNC_SHA256_HEX + 1], guint *seq_out, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    if (file->size > TNC_DESK_RECORD_MAX_FILE)
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("%s is larger than 64 MiB: split it or make it smaller"),
                             file->name);
    if (!tnc_store_begin(store, error))
        return FALSE;
    gboolean done = keep_evidence(desk, claim, file, sha256_out, seq_out, error) &&
                    tnc_desk_case_refresh(desk, claim, error) && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}

gboolean
tnc_desk_record_attach(TncDesk *desk, TncStoreId claim, const char *path, const char *note,
                       char sha256_out[TNC_SHA256_HEX + 1], GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("%s is a folder: name the files in it"), path);
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, &problem);
    if (!mapped)
        return tnc_error_set(error, TNC_ERROR_INPUT, "%s", problem->message);
    g_autofree char *name = g_path_get_basename(path);
    TncDeskFile file = {.name = name,
                        .note = note,
                        .bytes = g_mapped_file_get_contents(mapped),
                        .size = g_mapped_file_get_length(mapped)};
    return tnc_desk_record_keep(desk, claim, &file, sha256_out, NULL, error);
}
