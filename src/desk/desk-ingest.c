// SPDX-License-Identifier: AGPL-3.0-or-later
// One transaction for every batch: the raw mail, its index entry, the event and the positions it changes.

#include "desk-ingest.h"
#include "desk-case.h"
#include "desk-index.h"
#include "desk-match.h"
#include "desk-outbox.h"
#include "desk-reader.h"
#include "desk-reading.h"
#include "error.h"
#include "mail-box.h"
#include "reading-learned.h"
#include "text.h"

#define MAX_KEPT (512 * 1024 * 1024) // more is left where it is
#define MAX_CERTAIN (256 * 1024)     // a body below is within all caps of an event

struct TncDeskIngest {
    TncDesk *desk;
    TncStore *store;
    TncDeskReader *reader;
    json_t *learned; // NULL: nothing yet
    TncDeskIngested counts;
    GHashTable *touched; // set of TncStoreId
    guint in_batch;
};

// A claim whose mail was stored is due at once, so that whatever happens now, its plan is made anew; that is done once
// a claim, at the end.
static gboolean
touch(TncDeskIngest *ingest, TncStoreId claim, GError **error)
{
    TncStoreState state;
    g_autofree char *card = NULL;
    if (g_hash_table_contains(ingest->touched, &claim))
        return TRUE;
    if (!tnc_store_get_state(ingest->store, claim, &state, &card, error))
        return FALSE;
    state.valid_until = state.computed_at;
    gint64 *key = g_new(gint64, 1);
    *key = claim;
    g_hash_table_add(ingest->touched, key);
    return tnc_store_put_state(ingest->store, &state, error);
}

static gboolean
begin_batch(TncDeskIngest *ingest, GError **error)
{
    ingest->in_batch = 0;
    return tnc_store_begin(ingest->store, error);
}

static gboolean
end_batch(TncDeskIngest *ingest, GError **error)
{
    return tnc_store_commit(ingest->store, error);
}

// Counts one more in the batch; a full one is committed.
static gboolean
count_in_batch(TncDeskIngest *ingest, GError **error)
{
    return ++ingest->in_batch < TNC_DESK_INGEST_BATCH ||
           (end_batch(ingest, error) && begin_batch(ingest, error));
}

static gboolean
refresh_touched(TncDeskIngest *ingest, GError **error)
{
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, ingest->touched);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (!tnc_desk_case_refresh(ingest->desk, *(gint64 *)key, error) ||
            !count_in_batch(ingest, error))
            return FALSE;
    return TRUE;
}

TncDeskIngest *
tnc_desk_ingest_begin(TncDesk *desk, GError **error)
{
    TncDeskReader *reader = tnc_desk_reader_new(desk, TNC_DESK_READER_RESULT, error);
    if (!reader)
        return NULL;
    TncDeskIngest *ingest = g_new0(TncDeskIngest, 1);
    ingest->desk = desk;
    ingest->store = tnc_desk_store(desk);
    ingest->reader = reader;
    ingest->learned = tnc_store_get_setting(ingest->store, TNC_DESK_INDEX_LEARNED);
    ingest->touched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    if (!begin_batch(ingest, error)) {
        tnc_desk_ingest_abandon(ingest);
        return NULL;
    }
    return ingest;
}

void
tnc_desk_ingest_abandon(TncDeskIngest *ingest)
{
    if (!ingest)
        return;
    tnc_store_rollback(ingest->store);
    tnc_desk_reader_free(ingest->reader);
    g_hash_table_unref(ingest->touched);
    json_decref(ingest->learned);
    g_free(ingest);
}

// The mail's own date, but never after it came; now when it has none.
static TncInstant
place_in_time(TncDesk *desk, const TncMailMessage *message, int *offset_out)
{
    TncInstant now = tnc_desk_now(desk);
    TncInstant at = tnc_mail_message_date(message, offset_out);
    if (at != TNC_INSTANT_NONE && at <= now)
        return at;
    *offset_out = tnc_zone_offset(tnc_desk_zone(desk), now);
    return now - now % TNC_INSTANT_SECOND;
}

// What a person sees of a mail in order to say whose it is.
static char *
summary_of(const TncMailMessage *message, const TncDeskMatch *match)
{
    const TncMailAddress *from = tnc_mail_message_from(message);
    g_autofree char *excerpt = tnc_text_excerpt(tnc_mail_message_visible(message), 160);
    char date[TNC_INSTANT_BUFFER] = "";
    int offset = 0;
    TncInstant at = tnc_mail_message_date(message, &offset);
    if (at != TNC_INSTANT_NONE)
        tnc_instant_format(at, offset, date);
    g_autoptr(json_t) summary =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "name", from->name, "address", from->address,
                  "subject", tnc_mail_message_subject(message), "date", date, "excerpt", excerpt,
                  "suspicious", match->suspicious);
    return tnc_json_canonical(summary);
}

// Only a text that is too long could make the engine refuse what was read.
static gboolean
is_event(const char *body, GError **error)
{
    if (strlen(body) < MAX_CERTAIN)
        return TRUE;
    g_autoptr(json_t) object = tnc_json_load(body);
    return tnc_claim_event_check_body(TNC_EVENT_MESSAGE_RECEIVED, object, error);
}

// NULL when the engine would refuse it: a claim must never hold an event that it cannot read again.
static char *
event_body(const TncReadingBody *body, const TncDeskMatch *match, GError **error)
{
    g_autofree char *whole = tnc_reading_body_finish(body, match->how, match->new_domain);
    return is_event(whole, error) ? g_steal_pointer(&whole) : NULL;
}

static gboolean
append_event(TncDesk *desk, TncStoreId claim, const TncMailMessage *message,
             const TncReadingResult *result, const char *body, guint *seq_out, GError **error)
{
    char text[TNC_INSTANT_BUFFER];
    int offset = 0;
    TncInstant at = place_in_time(desk, message, &offset);
    return tnc_store_append_body(tnc_desk_store(desk), claim, tnc_instant_format(at, offset, text),
                                 TNC_EVENT_MESSAGE_RECEIVED, TNC_ACTOR_SELLER, body,
                                 tnc_desk_now(desk), seq_out, error) &&
           tnc_desk_index_mail(desk, claim, *seq_out, message, result, error);
}

// A mail without Message-ID is known by its content.
static char *
identity_of(const TncMailMessage *message, const char *sha256)
{
    const char *id = tnc_mail_message_id(message);
    return id ? g_strdup(id) : g_strconcat("sha256:", sha256, NULL);
}

static gboolean
store_mail(TncDeskIngest *ingest, const TncDeskRead *read, const char *id, GError **error)
{
    TncDesk *desk = ingest->desk;
    const TncMailMessage *message = read->message;
    gboolean own = tnc_store_has_out(ingest->store, id);
    TncDeskMatch match =
        own ? (TncDeskMatch){.how = "own"} : tnc_desk_match_mail(desk, message, read->result);
    g_autofree char *body = match.claim ? event_body(read->body, &match, NULL) : NULL;
    if (match.claim && !body)
        match = (TncDeskMatch){.how = "unread"};
    gboolean held = !own && !match.claim;
    g_autofree char *summary = held ? summary_of(message, &match) : g_strdup("{}");
    guint seq = 0;
    int offset = 0;
    if (match.claim && !append_event(desk, match.claim, message, read->result, body, &seq, error))
        return FALSE;
    TncStoreMail mail = {
        .message_id = id,
        .sha256 = read->sha256,
        .fate = own    ? TNC_MAIL_OWN_COPY
                : held ? TNC_MAIL_HELD
                       : TNC_MAIL_MATCHED,
        .claim = match.claim,
        .seq = seq,
        .at = place_in_time(desk, message, &offset),
        .reason = match.how,
        .summary = summary,
    };
    ingest->counts.matched += match.claim != 0;
    if (match.claim) {
        ingest->counts.claim = match.claim;
        ingest->counts.event = seq;
    }
    ingest->counts.own += own;
    ingest->counts.held += held;
    gboolean duplicate;
    return (!match.claim || touch(ingest, match.claim, error)) &&
           tnc_store_add_mail(ingest->store, &mail, &duplicate, error) &&
           (!own || tnc_desk_outbox_prove(desk, id, error));
}

// What the user said of a mail like this one wins over what is read.
static void
apply_learned(const TncDeskIngest *ingest, TncDeskRead *read)
{
    const char *address = tnc_mail_message_from(read->message)->address;
    const char *text = tnc_mail_message_visible(read->message);
    if (!tnc_reading_learned_find(ingest->learned, address, text, &read->result->automatic))
        return;
    g_ptr_array_add(read->result->because, g_strdup("corrected"));
    tnc_reading_body_free(read->body);
    read->body = tnc_reading_body_new(read->result, read->message, read->sha256);
}

// The same mail may have been under way twice.
static gboolean
store_once(TncDeskIngest *ingest, TncDeskRead *read, GError **error)
{
    g_autofree char *id = identity_of(read->message, read->sha256);
    if (tnc_store_has_mail(ingest->store, id)) {
        ingest->counts.repeated++;
        return TRUE;
    }
    apply_learned(ingest, read);
    gsize size;
    const void *bytes = g_bytes_get_data(read->raw, &size);
    return tnc_store_keep_blob(ingest->store, read->sha256, bytes, size, error) &&
           store_mail(ingest, read, id, error) && count_in_batch(ingest, error);
}

// A mail that cannot be read is kept whole and held, with the reason in the place of its text.
static gboolean
hold_unread(TncDeskIngest *ingest, GBytes *raw, const char *why, GError **error)
{
    gsize size;
    const void *bytes = g_bytes_get_data(raw, &size);
    if (size > MAX_KEPT) {
        ingest->counts.refused++;
        return TRUE;
    }
    char sha256[TNC_SHA256_HEX + 1];
    if (!tnc_store_put_blob(ingest->store, bytes, size, sha256, error))
        return FALSE;
    g_autofree char *id = g_strconcat("sha256:", sha256, NULL);
    if (tnc_store_has_mail(ingest->store, id)) {
        ingest->counts.repeated++;
        return TRUE;
    }
    g_autoptr(json_t) about = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "name", "", "address", "",
                                        "subject", "", "date", "", "excerpt", why, "suspicious", 0);
    g_autofree char *summary = tnc_json_canonical(about);
    TncInstant now = tnc_desk_now(ingest->desk);
    TncStoreMail mail = {.message_id = id,
                         .sha256 = sha256,
                         .fate = TNC_MAIL_HELD,
                         .at = now - now % TNC_INSTANT_SECOND,
                         .reason = "unread",
                         .summary = summary};
    gboolean duplicate;
    ingest->counts.unread++;
    return tnc_store_add_mail(ingest->store, &mail, &duplicate, error) &&
           count_in_batch(ingest, error);
}

static gboolean
store_next(TncDeskIngest *ingest, GError **error)
{
    TncDeskRead *read = tnc_desk_reader_take(ingest->reader);
    gboolean done = read->message ? store_once(ingest, read, error)
                                  : hold_unread(ingest, read->raw, read->problem, error);
    tnc_desk_reader_give_back(ingest->reader, read);
    return done;
}

static gboolean
store_some(TncDeskIngest *ingest, guint count, GError **error)
{
    for (; count > 0; count--)
        if (!store_next(ingest, error))
            return FALSE;
    return TRUE;
}

gboolean
tnc_desk_ingest_mail(TncDeskIngest *ingest, GBytes *raw, GError **error)
{
    tnc_desk_reader_push(ingest->reader, NULL, raw);
    return store_some(ingest, tnc_desk_reader_due(ingest->reader), error);
}

static gboolean
take_mail(const char *path, GBytes *raw, gpointer ingest, GError **error)
{
    (void)path;
    return tnc_desk_ingest_mail(ingest, raw, error);
}

gboolean
tnc_desk_ingest_path(TncDeskIngest *ingest, const char *path, GError **error)
{
    return tnc_mail_box_each(path, take_mail, ingest, error);
}

gboolean
tnc_desk_ingest_bytes(TncDeskIngest *ingest, GBytes *content, GError **error)
{
    return tnc_mail_box_each_of("-", content, take_mail, ingest, error);
}

gboolean
tnc_desk_ingest_end(TncDeskIngest *ingest, TncDeskIngested *counts_out, GError **error)
{
    gboolean done = store_some(ingest, tnc_desk_reader_under_way(ingest->reader), error) &&
                    refresh_touched(ingest, error) && end_batch(ingest, error);
    if (done)
        *counts_out = ingest->counts;
    tnc_desk_ingest_abandon(ingest);
    return done;
}

typedef struct {
    char *sha256;
    TncMailFate fate;
} Held;

static gboolean
take_held(const TncStoreMail *mail, gpointer data, GError **error)
{
    (void)error;
    Held *held = data;
    held->sha256 = g_strdup(mail->sha256);
    held->fate = mail->fate;
    return TRUE;
}

static gboolean
assign_raw(TncDesk *desk, const char *message_id, const char *sha256, TncStoreId claim,
           GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    const TncReading *reading = tnc_desk_reading(desk, error);
    g_autoptr(GBytes) raw = reading ? tnc_store_get_blob(store, sha256, error) : NULL;
    g_autoptr(TncMailMessage) message = raw ? tnc_mail_message_parse(raw, error) : NULL;
    if (!message)
        return FALSE;
    g_autoptr(TncReadingResult) result = tnc_reading_read(reading, message);
    TncDeskMatch match = {.claim = claim, .how = "by hand"};
    g_autoptr(TncReadingBody) unmatched = tnc_reading_body_new(result, message, sha256);
    g_autofree char *body = event_body(unmatched, &match, error);
    guint seq;
    return body && append_event(desk, claim, message, result, body, &seq, error) &&
           tnc_store_set_mail_fate(store, message_id, TNC_MAIL_MATCHED, claim, seq, error) &&
           tnc_desk_case_refresh(desk, claim, error);
}

gboolean
tnc_desk_ingest_assign(TncDesk *desk, const char *message_id, TncStoreId claim, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    Held held = {NULL, TNC_MAIL_MATCHED};
    if (!tnc_store_get_mail(store, message_id, take_held, &held, error))
        return FALSE;
    g_autofree char *sha256 = held.sha256;
    if (held.fate != TNC_MAIL_HELD)
        return tnc_error_set(error, TNC_ERROR_INPUT, "mail <%s> is not held", message_id);
    if (!tnc_store_begin(store, error))
        return FALSE;
    gboolean done =
        claim ? assign_raw(desk, message_id, sha256, claim, error)
              : tnc_store_set_mail_fate(store, message_id, TNC_MAIL_DISMISSED, 0, 0, error);
    done = done && tnc_store_commit(store, error);
    tnc_store_rollback(store);
    return done;
}
