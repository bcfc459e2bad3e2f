// SPDX-License-Identifier: AGPL-3.0-or-later
// One walk over the claims' events: each move towards the seller is paired with the first answer of a person after it.

#include "desk-seller.h"
#include "desk-list.h"
#include "desk-words.h"
#include "error.h"

#define MAX_CURRENCIES 16

// ---- sums of money, by currency

typedef struct {
    TncMoney sums[MAX_CURRENCIES];
    guint count;
} Purse;

static void
purse_add(Purse *purse, const TncMoney *money)
{
    if (tnc_money_is_none(money) || money->minor == 0)
        return;
    for (guint i = 0; i < purse->count; i++)
        if (g_str_equal(purse->sums[i].currency, money->currency)) {
            purse->sums[i].minor += money->minor;
            return;
        }
    if (purse->count < MAX_CURRENCIES)
        purse->sums[purse->count++] = *money;
}

static json_t *
purse_json(const Purse *purse)
{
    json_t *list = json_array();
    for (guint i = 0; i < purse->count; i++)
        json_array_append_new(list, tnc_json_money(&purse->sums[i]));
    return list;
}

// ---- delays

typedef struct {
    guint sent[TNC_CHANNEL_COUNT];
    GArray *delays[TNC_CHANNEL_COUNT]; // of TncInstant, answered ones
} Delays;

static void
delays_init(Delays *delays)
{
    for (guint i = 0; i < TNC_CHANNEL_COUNT; i++) {
        delays->sent[i] = 0;
        delays->delays[i] = g_array_new(FALSE, FALSE, sizeof(TncInstant));
    }
}

static void
delays_clear(Delays *delays)
{
    for (guint i = 0; i < TNC_CHANNEL_COUNT; i++)
        g_array_unref(delays->delays[i]);
}

static TncChannel
channel_of(const TncClaimEvent *event)
{
    switch ((int)event->kind) {
    case TNC_EVENT_MESSAGE_SENT:
        return event->channel == TNC_CHANNEL_NONE ? TNC_CHANNEL_EMAIL : event->channel;
    case TNC_EVENT_CALL_MADE:
        return TNC_CHANNEL_PHONE;
    case TNC_EVENT_VISIT_MADE:
        return TNC_CHANNEL_COUNTER;
    case TNC_EVENT_FORM_SUBMITTED:
        return TNC_CHANNEL_FORM;
    case TNC_EVENT_POST_PUBLISHED:
        return TNC_CHANNEL_PUBLIC;
    default:
        return TNC_CHANNEL_NONE;
    }
}

static gboolean
is_answer(const TncClaimEvent *event)
{
    return event->kind == TNC_EVENT_MESSAGE_RECEIVED &&
           tnc_claim_position_classify(event) != TNC_ANSWER_NONE;
}

// A move answers itself when the person was reached on the spot.
static void
measure(Delays *delays, const TncDeskCase *kase)
{
    TncChannel open = TNC_CHANNEL_NONE;
    TncInstant since = 0;
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        TncChannel channel = channel_of(event);
        if (is_answer(event) && open != TNC_CHANNEL_NONE) {
            TncInstant delay = event->at - since;
            g_array_append_val(delays->delays[open], delay);
            open = TNC_CHANNEL_NONE;
        }
        if (channel == TNC_CHANNEL_NONE)
            continue;
        delays->sent[channel]++;
        open = channel;
        since = event->at;
    }
}

static int
compare_spans(gconstpointer a, gconstpointer b)
{
    const TncInstant *x = a;
    const TncInstant *y = b;
    return *x < *y ? -1 : *x > *y;
}

// The AT-th of N parts of the sorted spans, in minutes; null when nothing was ever answered.
static json_t *
minutes_json(GArray *spans, guint at, guint parts)
{
    if (spans->len == 0)
        return json_null();
    guint index = MIN(spans->len * at / parts, spans->len - 1);
    TncInstant span = g_array_index(spans, TncInstant, index);
    return json_integer((span + 30 * TNC_INSTANT_SECOND) / (60 * TNC_INSTANT_SECOND));
}

// Adds fastest_minutes, median_minutes and slowest_minutes.
static json_t *
add_minutes(json_t *object, GArray *spans)
{
    g_array_sort(spans, compare_spans);
    json_object_set_new(object, "fastest_minutes", minutes_json(spans, 0, 2));
    json_object_set_new(object, "median_minutes", minutes_json(spans, 1, 2));
    json_object_set_new(object, "slowest_minutes", minutes_json(spans, 2, 2));
    return object;
}

static json_t *
channels_json(const Delays *delays, GArray *all)
{
    json_t *list = json_array();
    for (int i = 0; i < TNC_CHANNEL_COUNT; i++) {
        GArray *spans = delays->delays[i];
        if (delays->sent[i] == 0)
            continue;
        g_array_append_vals(all, spans->data, spans->len);
        json_t *row =
            json_pack("{s:s, s:i, s:i}", "channel", tnc_claim_words_name(TNC_WORDS_TncChannel, i),
                      "sent", (int)delays->sent[i], "answered", (int)spans->len);
        json_array_append_new(list, add_minutes(row, spans));
    }
    return list;
}

// ---- one seller

typedef struct {
    TncDesk *desk;
    Delays delays;
    Purse recovered;
    guint tactics[TNC_TACTIC_COUNT];
    guint open;
    guint closed;
} Card;

static gboolean
add_case(Card *card, TncStoreId claim, GError **error)
{
    g_autoptr(TncDeskCase) kase = tnc_desk_case_load(card->desk, claim, error);
    if (!kase)
        return FALSE;
    measure(&card->delays, kase);
    purse_add(&card->recovered, &kase->position.recovered);
    card->open += kase->position.state == TNC_STATE_OPEN;
    card->closed += kase->position.state != TNC_STATE_OPEN;
    for (int i = 0; i < TNC_TACTIC_COUNT; i++)
        card->tactics[i] += kase->position.tactics[i];
    return TRUE;
}

static json_t *
tactics_json(const Card *card)
{
    json_t *list = json_array();
    for (int i = 0; i < TNC_TACTIC_COUNT; i++) {
        const char *kind = tnc_claim_words_name(TNC_WORDS_TncTactic, i);
        if (card->tactics[i])
            json_array_append_new(list, json_pack("{s:s, s:s, s:i}", "kind", kind, "title",
                                                  tnc_desk_words_tactic(kind), "count",
                                                  (int)card->tactics[i]));
    }
    return list;
}

static json_t *
card_json(Card *card, json_t *merchant, json_t *claims)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(TncInstant));
    guint sent = 0;
    json_t *channels = channels_json(&card->delays, all);
    for (guint i = 0; i < TNC_CHANNEL_COUNT; i++)
        sent += card->delays.sent[i];
    json_t *object = json_pack("{s:O, s:O, s:o, s:o, s:i, s:i, s:o, s:i, s:i}", "merchant",
                               merchant, "claims", claims, "channels", channels, "tactics",
                               tactics_json(card), "answered", (int)all->len, "unanswered",
                               (int)(sent - all->len), "recovered", purse_json(&card->recovered),
                               "open", (int)card->open, "closed", (int)card->closed);
    return add_minutes(object, all);
}

json_t *
tnc_desk_seller_card(TncDesk *desk, const char *ref, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(json_t) stored =
        store ? tnc_store_get_record(store, TNC_STORE_MERCHANT, ref, error) : NULL;
    g_autoptr(TncMerchant) record = stored ? tnc_claim_record_parse_merchant(stored, error) : NULL;
    TncDeskListFilter filter = {
        .state = TNC_DESK_LIST_ALL, .kind = -1, .turn = -1, .merchant = ref};
    g_autoptr(json_t) page = record ? tnc_desk_list_claims(desk, &filter, error) : NULL;
    if (!page)
        return NULL;
    json_t *claims = json_object_get(page, "items");
    Card card = {.desk = desk};
    gboolean done = TRUE;
    delays_init(&card.delays);
    for (gsize i = 0; done && i < json_array_size(claims); i++)
        done = add_case(
            &card, json_integer_value(json_object_get(json_array_get(claims, i), "number")), error);
    g_autoptr(json_t) merchant = tnc_claim_record_format_merchant(record);
    json_t *shown = done ? card_json(&card, merchant, claims) : NULL;
    delays_clear(&card.delays);
    return shown;
}

static gboolean
add_seller(const char *ref, const json_t *record, gpointer array, GError **error)
{
    (void)error;
    const char *country = tnc_json_string_or(record, "country", NULL);
    json_array_append_new(array, json_pack("{s:s, s:s, s:s?}", "ref", ref, "name",
                                           tnc_json_string_or(record, "name", ""), "country",
                                           country && *country ? country : NULL));
    return TRUE;
}

json_t *
tnc_desk_seller_list(TncDesk *desk, GError **error)
{
    g_autoptr(json_t) array = json_array();
    TncStore *store = tnc_desk_store(desk);
    if (store && !tnc_store_each_record(store, TNC_STORE_MERCHANT, add_seller, array, error))
        return NULL;
    return g_steal_pointer(&array);
}

// ---- trophies

typedef struct {
    Purse recovered;
    guint moves;
    guint claims;
    guint won;
    guint sent[TNC_CHANNEL_COUNT];
    json_t *list;
} Trophies;

static void
add_trophy(Trophies *trophies, const TncDeskCase *kase)
{
    const TncPosition *position = &kase->position;
    gboolean won = position->state == TNC_STATE_WON || position->state == TNC_STATE_PARTLY_WON;
    gboolean money = !tnc_money_is_none(&position->recovered) && position->recovered.minor > 0;
    guint length = tnc_claim_event_list_length(kase->events);
    trophies->claims++;
    trophies->moves += position->moves_made;
    trophies->won += won;
    purse_add(&trophies->recovered, &position->recovered);
    for (guint i = 0; i < length; i++)
        trophies->sent[channel_of(tnc_claim_event_list_get(kase->events, i))]++;
    if (!won && !money)
        return;
    TncInstant last = tnc_claim_event_list_get(kase->events, length - 1)->at;
    json_array_append_new(trophies->list,
                          json_pack("{s:s, s:s, s:s, s:o, s:i}", "claim", kase->claim->ref,
                                    "merchant", kase->merchant->name, "item", kase->purchase->item,
                                    "recovered", tnc_json_money(&position->recovered), "days",
                                    (int)(MAX(last - position->opened_at, 0) / TNC_INSTANT_DAY)));
}

static gboolean
collect(const TncStoreState *state, gpointer claims, GError **error)
{
    (void)error;
    g_array_append_val((GArray *)claims, state->claim);
    return TRUE;
}

static json_t *
trophies_json(const Trophies *trophies)
{
    const guint *sent = trophies->sent;
    return json_pack(
        "{s:o, s:i, s:i, s:i, s:{s:i, s:i, s:i, s:i, s:i}, s:O}", "recovered",
        purse_json(&trophies->recovered), "moves_made", (int)trophies->moves, "claims",
        (int)trophies->claims, "won", (int)trophies->won, "courage", "calls",
        (int)sent[TNC_CHANNEL_PHONE], "visits", (int)sent[TNC_CHANNEL_COUNTER], "public",
        (int)sent[TNC_CHANNEL_PUBLIC], "letters", (int)sent[TNC_CHANNEL_LETTER], "messages",
        (int)(sent[TNC_CHANNEL_EMAIL] + sent[TNC_CHANNEL_FORM] + sent[TNC_CHANNEL_CHAT]), "list",
        trophies->list);
}

json_t *
tnc_desk_seller_trophies(TncDesk *desk, GError **error)
{
    TncStore *store = tnc_desk_store(desk);
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    g_autoptr(json_t) list = json_array();
    Trophies trophies = {.list = list};
    if (store && !tnc_store_each_urgent(store, FALSE, 0, collect, claims, error))
        return NULL;
    for (guint i = 0; i < claims->len; i++) {
        g_autoptr(TncDeskCase) kase =
            tnc_desk_case_load(desk, g_array_index(claims, TncStoreId, i), error);
        if (!kase)
            return NULL;
        add_trophy(&trophies, kase);
    }
    return trophies_json(&trophies);
}
