// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims are listed from their stored cards, without replaying events.

#include "desk-list.h"
#include "desk-words.h"
#include "error.h"
#include "text.h"

#define MAX_HITS 1000

// The place of a claim in the order of the list, which a cursor names.
typedef struct {
    int state;
    int urgency;
    TncDate due;
    TncStoreId claim;
} Place;

typedef struct {
    TncDesk *desk;
    const TncDeskListFilter *filter;
    GHashTable *found; // of claim refs, when words are looked for
    gboolean has_after;
    Place after;
    Place last;
    json_t *items;
    gboolean more;
} Listing;

static int
compare(gint64 a, gint64 b)
{
    return a < b ? -1 : a > b;
}

static gboolean
is_after(const Place *place, const Place *after)
{
    int order = compare(place->state, after->state);
    order = order ? order : compare(place->urgency, after->urgency);
    order = order ? order : compare(place->due, after->due);
    order = order ? order : compare(place->claim, after->claim);
    return order > 0;
}

static gboolean
parse_cursor(const char *cursor, Place *place_out, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(cursor, ".", 5);
    gint64 numbers[4] = {0};
    gboolean good = g_strv_length(parts) == 4;
    for (guint i = 0; good && i < 4; i++)
        good = g_ascii_string_to_signed(parts[i], 10, i < 3 ? G_MININT32 : 1,
                                        i < 3 ? G_MAXINT32 : G_MAXINT64, &numbers[i], NULL);
    if (!good)
        return tnc_error_set(error, TNC_ERROR_INPUT, "cursor: it is none of ours");
    *place_out = (Place){(int)numbers[0], (int)numbers[1], (TncDate)numbers[2], numbers[3]};
    return TRUE;
}

static json_t *
cursor_json(const Place *place)
{
    return json_sprintf("%d.%d.%d.%" G_GINT64_FORMAT, place->state, place->urgency, place->due,
                        place->claim);
}

static gboolean
is_merchant(TncStore *store, const json_t *record, const char *merchant)
{
    g_autoptr(json_t) purchase = tnc_store_get_record(
        store, TNC_STORE_PURCHASE, tnc_json_string_or(record, "purchase", ""), NULL);
    return g_str_equal(tnc_json_string_or(purchase, "merchant", ""), merchant);
}

static gboolean
is_word(const json_t *object, const char *field, TncWordSet set, int wanted)
{
    return wanted < 0 ||
           g_str_equal(tnc_json_string_or(object, field, ""), tnc_claim_words_name(set, wanted));
}

static gboolean
is_wanted(const Listing *listing, const json_t *card, const json_t *record)
{
    const TncDeskListFilter *filter = listing->filter;
    const char *ref = tnc_json_string_or(card, "claim", "");
    return is_word(card, "turn", TNC_WORDS_TncTurn, filter->turn) &&
           is_word(record, "kind", TNC_WORDS_TncClaimKind, filter->kind) &&
           (!listing->found || g_hash_table_contains(listing->found, ref)) &&
           (!filter->merchant ||
            is_merchant(tnc_desk_store(listing->desk), record, filter->merchant));
}

static json_t *
row_json(const TncStoreState *state, const json_t *card, const json_t *record)
{
    const json_t *move = json_object_get(card, "move");
    const char *id = tnc_json_string_or(move, "id", "");
    return json_pack("{s:O, s:I, s:O, s:O, s:O, s:O, s:O, s:O, s:O, s:O, s:s, s:s, s:O}", "claim",
                     json_object_get(card, "claim"), "number", (json_int_t)state->claim, "merchant",
                     json_object_get(card, "merchant"), "item", json_object_get(card, "item"),
                     "state", json_object_get(card, "state"), "turn", json_object_get(card, "turn"),
                     "ghosting", json_object_get(card, "ghosting"), "kind",
                     json_object_get(record, "kind"), "owed", json_object_get(card, "owed"),
                     "recovered", json_object_get(card, "recovered"), "move", id, "title",
                     tnc_desk_words_move(id), "due", json_object_get(move, "due"));
}

static gboolean
list_state(const TncStoreState *state, gpointer data, GError **error)
{
    Listing *listing = data;
    Place place = {(int)state->state, state->urgency, state->move_due, state->claim};
    const TncDeskListFilter *filter = listing->filter;
    gboolean closed = state->state != TNC_STATE_OPEN;
    if (listing->more || (listing->has_after && !is_after(&place, &listing->after)) ||
        (filter->state == TNC_DESK_LIST_CLOSED && !closed))
        return TRUE;
    g_autoptr(json_t) card = tnc_json_load(state->card);
    g_autoptr(json_t) record = tnc_store_get_record(tnc_desk_store(listing->desk), TNC_STORE_CLAIM,
                                                    tnc_json_string_or(card, "claim", ""), error);
    if (!record)
        return FALSE;
    if (!is_wanted(listing, card, record))
        return TRUE;
    if (filter->limit && json_array_size(listing->items) == filter->limit) {
        listing->more = TRUE;
        return TRUE;
    }
    listing->last = place;
    json_array_append_new(listing->items, row_json(state, card, record));
    return TRUE;
}

static gboolean
collect_hit(const TncStoreHit *hit, gpointer data, GError **error)
{
    (void)error;
    Listing *listing = data;
    char *ref = tnc_store_claim_ref(tnc_desk_store(listing->desk), hit->claim);
    if (ref)
        g_hash_table_add(listing->found, ref);
    return TRUE;
}

static gboolean
list_all(Listing *listing, GError **error)
{
    TncDesk *desk = listing->desk;
    TncStore *store = tnc_desk_store(desk);
    const TncDeskListFilter *filter = listing->filter;
    if (!store)
        return TRUE;
    if (listing->found &&
        !tnc_store_search(store, filter->words, MAX_HITS, collect_hit, listing, error))
        return FALSE;
    return tnc_desk_case_refresh_due(desk, NULL, error) &&
           tnc_store_each_urgent(store, filter->state == TNC_DESK_LIST_OPEN, 0, list_state, listing,
                                 error);
}

json_t *
tnc_desk_list_claims(TncDesk *desk, const TncDeskListFilter *filter, GError **error)
{
    g_autoptr(json_t) items = json_array();
    g_autoptr(GHashTable) found =
        filter->words ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) : NULL;
    Listing listing = {.desk = desk, .filter = filter, .found = found, .items = items};
    listing.has_after = filter->cursor != NULL;
    if ((filter->cursor && !parse_cursor(filter->cursor, &listing.after, error)) ||
        !list_all(&listing, error))
        return NULL;
    return json_pack("{s:O, s:o}", "items", items, "next",
                     listing.more ? cursor_json(&listing.last) : json_null());
}

// ---- search

typedef struct {
    TncStore *store;
    json_t *array;
} Hits;

static gboolean
list_hit(const TncStoreHit *hit, gpointer data, GError **error)
{
    (void)error;
    Hits *hits = data;
    g_autofree char *ref = tnc_store_claim_ref(hits->store, hit->claim);
    g_autofree char *line = tnc_text_excerpt(hit->excerpt, 160);
    json_array_append_new(hits->array, json_pack("{s:s, s:i, s:s}", "claim", ref ? ref : "",
                                                 "event", (int)hit->seq, "excerpt", line));
    return TRUE;
}

json_t *
tnc_desk_list_hits(TncDesk *desk, const char *words, guint limit, GError **error)
{
    g_autoptr(json_t) array = json_array();
    Hits hits = {tnc_desk_store(desk), array};
    if (hits.store && !tnc_store_search(hits.store, words, limit, list_hit, &hits, error))
        return NULL;
    return g_steal_pointer(&array);
}

// ---- held mail

static gboolean
list_mail(const TncStoreMail *mail, gpointer array, GError **error)
{
    (void)error;
    json_t *summary = tnc_json_load(mail->summary);
    if (!json_is_object(summary)) {
        json_decref(summary);
        summary = json_object();
    }
    json_object_set_new(summary, "id", json_string(mail->message_id));
    json_object_set_new(summary, "reason", json_string(mail->reason));
    json_array_append_new(array, summary);
    return TRUE;
}

json_t *
tnc_desk_list_held(TncDesk *desk, GError **error)
{
    g_autoptr(json_t) array = json_array();
    TncStore *store = tnc_desk_store(desk);
    if (store && !tnc_store_each_mail(store, TNC_MAIL_HELD, list_mail, array, error))
        return NULL;
    return g_steal_pointer(&array);
}

// ---- evidence

static json_t *
field_or_null(const json_t *body, const char *field)
{
    json_t *value = json_object_get(body, field);
    return value ? json_incref(value) : json_null();
}

json_t *
tnc_desk_list_evidence(TncDesk *desk, const TncDeskCase *kase)
{
    json_t *array = json_array();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        const char *sha256 = tnc_json_string_or(event->body, "sha256", NULL);
        char at[TNC_INSTANT_BUFFER];
        if (event->kind != TNC_EVENT_EVIDENCE_ADDED || !sha256 ||
            !g_hash_table_add(seen, (char *)(gintptr)sha256))
            continue;
        tnc_instant_format(event->at, tnc_zone_offset(tnc_desk_zone(desk), event->at), at);
        json_array_append_new(array, json_pack("{s:s, s:o, s:o, s:o, s:i, s:s, s:o}", "sha256",
                                               sha256, "name", field_or_null(event->body, "name"),
                                               "type", field_or_null(event->body, "type"), "size",
                                               field_or_null(event->body, "size"), "event",
                                               (int)event->seq, "at", at, "note",
                                               field_or_null(event->body, "note")));
    }
    return array;
}
