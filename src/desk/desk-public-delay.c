// SPDX-License-Identifier: AGPL-3.0-or-later
// The user's own measure of a seller: what was asked on a channel, and how long the answer took. Only
// what this user lived through; nothing of anybody else's.

#include "claim-position.h"
#include "desk-public-watch.h"

typedef struct {
    TncDesk *desk;
    const char *merchant;
    GArray *minutes[TNC_CHANNEL_COUNT]; // of the answers
    guint asked[TNC_CHANNEL_COUNT];
} Measure;

static gboolean
is_question(const TncClaimEvent *event)
{
    return event->actor == TNC_ACTOR_ME &&
           (event->kind == TNC_EVENT_MESSAGE_SENT || event->kind == TNC_EVENT_FORM_SUBMITTED ||
            event->kind == TNC_EVENT_POST_PUBLISHED);
}

static gboolean
is_answer(const TncClaimEvent *event)
{
    return event->kind == TNC_EVENT_MESSAGE_RECEIVED && event->actor == TNC_ACTOR_SELLER &&
           !json_is_true(json_object_get(json_object_get(event->body, "automatic"), "is"));
}

static TncChannel
channel_of(const TncClaimEvent *event)
{
    if (event->channel != TNC_CHANNEL_NONE)
        return event->channel;
    return event->kind == TNC_EVENT_POST_PUBLISHED   ? TNC_CHANNEL_PUBLIC
           : event->kind == TNC_EVENT_FORM_SUBMITTED ? TNC_CHANNEL_FORM
                                                     : TNC_CHANNEL_EMAIL;
}

// Each question waits for the first answer behind it; a later question on top of it starts anew.
static void
measure_events(Measure *measure, const TncClaimEvents *events)
{
    const TncClaimEvent *asked = NULL;
    for (guint i = 0; i < tnc_claim_event_list_length(events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(events, i);
        if (is_question(event)) {
            measure->asked[channel_of(event)]++;
            asked = event;
        } else if (asked && is_answer(event)) {
            gint64 minutes = MAX(event->at - asked->at, 0) / (60 * TNC_INSTANT_SECOND);
            g_array_append_val(measure->minutes[channel_of(asked)], minutes);
            asked = NULL;
        }
    }
}

static gboolean
measure_claim(const char *ref, const json_t *record, gpointer data, GError **error)
{
    Measure *measure = data;
    TncStore *store = tnc_desk_store(measure->desk);
    const char *purchase_ref = tnc_json_string_or(record, "purchase", "");
    g_autoptr(json_t) purchase =
        tnc_store_get_record(store, TNC_STORE_PURCHASE, purchase_ref, error);
    if (!purchase)
        return FALSE;
    if (g_strcmp0(tnc_json_string_or(purchase, "merchant", ""), measure->merchant) != 0)
        return TRUE;
    TncClaimEvents *events = tnc_store_load_events(store, tnc_store_find_claim(store, ref), error);
    if (!events)
        return FALSE;
    measure_events(measure, events);
    tnc_claim_event_list_free(events);
    return TRUE;
}

static int
compare(gconstpointer one, gconstpointer other)
{
    gint64 a = *(const gint64 *)one, b = *(const gint64 *)other;
    return (a > b) - (a < b);
}

static json_t *
row_of(int channel, guint asked, GArray *minutes)
{
    json_t *row =
        json_pack("{s:s, s:i, s:i}", "channel", tnc_claim_words_name(TNC_WORDS_TncChannel, channel),
                  "asked", (int)asked, "answered", (int)minutes->len);
    if (minutes->len == 0)
        return row;
    g_array_sort(minutes, compare);
    json_object_set_new(row, "fastest_minutes", json_integer(g_array_index(minutes, gint64, 0)));
    json_object_set_new(row, "median_minutes",
                        json_integer(g_array_index(minutes, gint64, minutes->len / 2)));
    json_object_set_new(row, "slowest_minutes",
                        json_integer(g_array_index(minutes, gint64, minutes->len - 1)));
    return row;
}

json_t *
tnc_desk_public_watch_delays(TncDesk *desk, const char *merchant_ref, GError **error)
{
    Measure measure = {.desk = desk, .merchant = merchant_ref};
    for (int channel = 0; channel < TNC_CHANNEL_COUNT; channel++)
        measure.minutes[channel] = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean done = tnc_store_each_record(tnc_desk_store(desk), TNC_STORE_CLAIM, measure_claim,
                                          &measure, error);
    json_t *rows = json_array();
    for (int channel = 0; channel < TNC_CHANNEL_COUNT; channel++) {
        if (done && measure.asked[channel])
            json_array_append_new(
                rows, row_of(channel, measure.asked[channel], measure.minutes[channel]));
        g_array_unref(measure.minutes[channel]);
    }
    if (!done)
        g_clear_pointer(&rows, json_decref);
    return rows;
}
