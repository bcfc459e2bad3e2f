// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON bodies → typed events. What an event means for the game is claim-position.c's.

#include "claim-event.h"
#include "claim-ladder.h"
#include "error.h"

#define MAX_TEXT (1024 * 1024)
#define MAX_SIGNALS 200

typedef enum {
    TYPE_TEXT,
    TYPE_DATE,
    TYPE_INTEGER,
    TYPE_NUMBER,
    TYPE_BOOLEAN,
    TYPE_MONEY,
    TYPE_OBJECT,
    TYPE_LIST,
    TYPE_SIGNALS,
    TYPE_CHANNEL,
    TYPE_CONTACT,
    TYPE_REMEDY,
    TYPE_OUTCOME,
    TYPE_AUTOMATIC,
    TYPE_ANY,
} Type;

typedef struct {
    int kind; // -1: any
    const char *field;
    Type type;
} Row;

static const Row rows[] = {
#define TNC_BODY_ANY(field, type) {-1, field, TYPE_##type},
#define TNC_BODY(kind, field, type) {TNC_EVENT_##kind, field, TYPE_##type},
#include "claim-event-table.h"
#undef TNC_BODY
#undef TNC_BODY_ANY
};

struct TncClaimEvents {
    GArray *events;    // of TncClaimEvent
    GPtrArray *bodies; // of json_t, one reference each
};

static gboolean
refuse(const char *field, const char *expected, GError **error)
{
    return tnc_error_set(error, TNC_ERROR_INPUT, "field 'body.%s': expected %s", field, expected);
}

static const Row *
find_row(TncEventKind kind, const char *field)
{
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((rows[i].kind < 0 || rows[i].kind == (int)kind) && g_str_equal(rows[i].field, field))
            return &rows[i];
    return NULL;
}

static gboolean
check_word(const char *field, TncWordSet set, const json_t *value, GError **error)
{
    if (tnc_claim_words_parse(set, json_string_value(value)) >= 0)
        return TRUE;
    g_autofree char *names = tnc_claim_words_list(set);
    g_autofree char *expected = g_strconcat("one of ", names, NULL);
    return refuse(field, expected, error);
}

static gboolean
check_signals(const char *field, const json_t *value, GError **error)
{
    if (!json_is_array(value) || json_array_size(value) > MAX_SIGNALS)
        return refuse(field, "a list of signals", error);
    for (gsize i = 0; i < json_array_size(value); i++) {
        const json_t *signal = json_array_get(value, i);
        if (!check_word(field, TNC_WORDS_TncSignal, json_object_get(signal, "kind"), error))
            return FALSE;
        const json_t *due = json_object_get(signal, "due");
        if (due && !json_is_null(due) && tnc_date_parse(json_string_value(due)) == TNC_DATE_NONE)
            return refuse(field, "'due' as a date such as 2026-03-02", error);
    }
    return TRUE;
}

static gboolean
check_text(const char *field, const json_t *value, GError **error)
{
    return (json_is_string(value) && json_string_length(value) <= MAX_TEXT) ||
           refuse(field, "a text of at most 1 MiB", error);
}

static gboolean
check_money(const json_t *body, const char *field, GError **error)
{
    TncMoney money;
    g_autoptr(GError) inner = NULL;
    if (tnc_json_get_money(body, field, &money, &inner))
        return TRUE;
    return refuse(field, "{\"amount\": cents, \"currency\": \"EUR\"}", error);
}

static gboolean
check_value(const Row *row, const json_t *body, const json_t *value, GError **error)
{
    const char *field = row->field;
    switch (row->type) {
    case TYPE_TEXT:
        return check_text(field, value, error);
    case TYPE_DATE:
        return tnc_date_parse(json_string_value(value)) != TNC_DATE_NONE ||
               refuse(field, "a date such as 2026-03-02", error);
    case TYPE_INTEGER:
        return (json_is_integer(value) && json_integer_value(value) >= 0) ||
               refuse(field, "a whole number", error);
    case TYPE_NUMBER:
        return json_is_number(value) || refuse(field, "a number", error);
    case TYPE_BOOLEAN:
        return json_is_boolean(value) || refuse(field, "true or false", error);
    case TYPE_MONEY:
        return check_money(body, field, error);
    case TYPE_OBJECT:
        return json_is_object(value) || refuse(field, "an object", error);
    case TYPE_LIST:
        return json_is_array(value) || refuse(field, "a list", error);
    case TYPE_SIGNALS:
        return check_signals(field, value, error);
    case TYPE_CHANNEL:
        return check_word(field, TNC_WORDS_TncChannel, value, error);
    case TYPE_CONTACT:
        return check_word(field, TNC_WORDS_TncContact, value, error);
    case TYPE_REMEDY:
        return check_word(field, TNC_WORDS_TncRemedy, value, error);
    case TYPE_OUTCOME:
        return check_word(field, TNC_WORDS_TncOutcome, value, error);
    case TYPE_AUTOMATIC:
        return check_word(field, TNC_WORDS_TncAutomatic, value, error);
    case TYPE_ANY:
        return TRUE;
    }
    return TRUE;
}

// What must be there for the event to mean anything.
static gboolean
check_needed(TncEventKind kind, const json_t *body, GError **error)
{
    static const struct {
        TncEventKind kind;
        const char *field;
    } needed[] = {
        {TNC_EVENT_EVIDENCE_ADDED, "sha256"}, {TNC_EVENT_SIGNAL_CORRECTED, "event"},
        {TNC_EVENT_MOVE_SKIPPED, "move"},     {TNC_EVENT_CLAIM_SNOOZED, "until"},
        {TNC_EVENT_CLAIM_CLOSED, "outcome"},  {TNC_EVENT_REMEDY_RECEIVED, "kind"},
        {TNC_EVENT_DEADLINE_SET, "due"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
        if (needed[i].kind == kind && !json_object_get(body, needed[i].field))
            return tnc_error_set(error, TNC_ERROR_INPUT, "field 'body.%s' is missing",
                                 needed[i].field);
    return TRUE;
}

gboolean
tnc_claim_event_check_body(TncEventKind kind, const json_t *body, GError **error)
{
    if (!json_is_object(body))
        return tnc_error_set(error, TNC_ERROR_INPUT, "field 'body': expected an object");
    json_t *object = (json_t *)(gintptr)body;
    for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i)) {
        const char *field = json_object_iter_key(i);
        const json_t *value = json_object_iter_value(i);
        const Row *row = find_row(kind, field);
        if (!row)
            return tnc_error_set(error, TNC_ERROR_INPUT, "field 'body.%s' is not known in %s",
                                 field, tnc_claim_words_name(TNC_WORDS_TncEventKind, (int)kind));
        if (!json_is_null(value) && !check_value(row, body, value, error))
            return FALSE;
    }
    return check_needed(kind, body, error);
}

static int
word_or(const json_t *body, const char *field, TncWordSet set, int fallback)
{
    int value = tnc_claim_words_parse(set, tnc_json_string_or(body, field, NULL));
    return value < 0 ? fallback : value;
}

static TncDate
date_of(const json_t *object, const char *field)
{
    return tnc_date_parse(tnc_json_string_or(object, field, NULL));
}

static TncClaimSignal *
read_signals(const json_t *list, guint *count_out)
{
    gsize count = json_array_size(list);
    *count_out = (guint)count;
    TncClaimSignal *signals = g_new0(TncClaimSignal, count);
    for (gsize i = 0; i < count; i++) {
        const json_t *signal = json_array_get(list, i);
        signals[i] = (TncClaimSignal){
            .kind = (TncSignal)word_or(signal, "kind", TNC_WORDS_TncSignal, 0),
            .quote = tnc_json_string_or(signal, "quote", NULL),
            .step = tnc_json_string_or(signal, "step", NULL),
            .due = date_of(signal, "due"),
        };
    }
    return signals;
}

static int
read_courtesy(const json_t *body)
{
    const json_t *courtesy = json_object_get(body, "courtesy");
    return json_is_number(courtesy) ? CLAMP((int)(json_number_value(courtesy) * 100 + 0.5), 0, 100)
                                    : -1;
}

// The channel that a kind of event implies when the body does not tell.
static TncChannel
channel_of(TncEventKind kind)
{
    static const struct {
        TncEventKind kind;
        TncChannel channel;
    } implied[] = {
        {TNC_EVENT_CALL_MADE, TNC_CHANNEL_PHONE},
        {TNC_EVENT_VISIT_MADE, TNC_CHANNEL_COUNTER},
        {TNC_EVENT_FORM_SUBMITTED, TNC_CHANNEL_FORM},
        {TNC_EVENT_POST_PUBLISHED, TNC_CHANNEL_PUBLIC},
    };
    for (guint i = 0; i < G_N_ELEMENTS(implied); i++)
        if (implied[i].kind == kind)
            return implied[i].channel;
    return TNC_CHANNEL_NONE;
}

static const char *
what_of(TncEventKind kind, const json_t *body)
{
    const char *field = kind == TNC_EVENT_FINDING_RECORDED ? "finding"
                        : kind == TNC_EVENT_MOVE_SKIPPED   ? "move"
                                                           : "what";
    return tnc_json_string_or(body, field, NULL);
}

static guint64
signal_set(const TncClaimSignal *signals, guint count)
{
    guint64 set = 0;
    for (guint i = 0; i < count; i++)
        set |= G_GUINT64_CONSTANT(1) << signals[i].kind;
    return set;
}

static TncClaimEvent
read_event(TncEventKind kind, const json_t *body)
{
    gboolean snooze = kind == TNC_EVENT_CLAIM_SNOOZED;
    gboolean remedy = kind == TNC_EVENT_REMEDY_RECEIVED;
    const json_t *about =
        json_object_get(body, kind == TNC_EVENT_OFFER_ANSWERED ? "offer" : "event");
    TncClaimEvent event = {
        .kind = kind,
        .recorded = kind,
        .channel =
            (TncChannel)word_or(body, "channel", TNC_WORDS_TncChannel, (int)channel_of(kind)),
        .rung = tnc_json_string_or(body, "rung", NULL),
        .step = tnc_json_string_or(body, "step", NULL),
        .text = tnc_json_string_or(body, "text", NULL),
        .agent = tnc_json_string_or(body, "agent", NULL),
        .what = what_of(kind, body),
        .automatic = (TncAutomatic)word_or(json_object_get(body, "automatic"), "kind",
                                           TNC_WORDS_TncAutomatic, 0),
        .courtesy = read_courtesy(body),
        .contact = (TncContact)word_or(body, "contact", TNC_WORDS_TncContact, 0),
        .outcome = (TncOutcome)word_or(body, "outcome", TNC_WORDS_TncOutcome, 0),
        .remedy = (TncRemedy)word_or(body, remedy ? "kind" : "remedy", TNC_WORDS_TncRemedy, 0),
        .accepted = json_is_true(json_object_get(body, remedy ? "complete" : "accepted")),
        .about = (guint)json_integer_value(about),
        .due = date_of(body, snooze ? "until" : "due"),
        .body = body,
    };
    if (!tnc_json_get_money(body, "amount", &event.amount, NULL))
        event.amount = (TncMoney){0, ""};
    event.legal_step = tnc_claim_ladder_legal_step(event.rung);
    event.signals = read_signals(json_object_get(body, "signals"), &event.signal_count);
    event.signal_set = signal_set(event.signals, event.signal_count);
    return event;
}

static gboolean
is_removed(const json_t *remove, TncSignal kind)
{
    for (gsize i = 0; i < json_array_size(remove); i++)
        if (tnc_claim_words_parse(TNC_WORDS_TncSignal,
                                  json_string_value(json_array_get(remove, i))) == (int)kind)
            return TRUE;
    return FALSE;
}

// The user overrules the reader: the target's signals become what stays and what is added.
static void
correct(TncClaimEvent *target, const json_t *body)
{
    const json_t *remove = json_object_get(body, "remove");
    guint added_count;
    g_autofree TncClaimSignal *added = read_signals(json_object_get(body, "add"), &added_count);
    TncClaimSignal *signals = g_new0(TncClaimSignal, target->signal_count + added_count);
    guint count = 0;
    for (guint i = 0; i < target->signal_count; i++)
        if (!is_removed(remove, target->signals[i].kind))
            signals[count++] = target->signals[i];
    for (guint i = 0; i < added_count; i++)
        signals[count++] = added[i];
    g_free(target->signals);
    target->signals = signals;
    target->signal_count = count;
    target->signal_set = signal_set(signals, count);
    target->automatic =
        (TncAutomatic)word_or(body, "automatic", TNC_WORDS_TncAutomatic, (int)target->automatic);
}

static TncClaimEvent *
find(const TncClaimEvents *events, guint seq)
{
    for (guint i = 0; i < events->events->len; i++) {
        TncClaimEvent *event = &g_array_index(events->events, TncClaimEvent, i);
        if (event->seq == seq)
            return event;
    }
    return NULL;
}

static void
event_clear(gpointer event)
{
    g_free(((TncClaimEvent *)event)->signals);
}

static void
body_unref(gpointer body)
{
    json_decref(body);
}

TncClaimEvents *
tnc_claim_event_list_new(void)
{
    TncClaimEvents *events = g_new0(TncClaimEvents, 1);
    events->events = g_array_new(FALSE, FALSE, sizeof(TncClaimEvent));
    g_array_set_clear_func(events->events, event_clear);
    events->bodies = g_ptr_array_new_with_free_func(body_unref);
    return events;
}

void
tnc_claim_event_list_free(TncClaimEvents *events)
{
    if (!events)
        return;
    g_array_unref(events->events);
    g_ptr_array_unref(events->bodies);
    g_free(events);
}

const char *const *
tnc_claim_event_told(void)
{
    static const char *const fields[] = {
        "attachments", "because",     "dates",    "department", "end",  "from",
        "greeting",    "in_reply_to", "language", "matched",    "note", "quote",
        "reason",      "start",       "subject",  "text",       "to",   NULL,
    };
    return fields;
}

static gboolean
is_retraction(const json_t *body)
{
    return json_is_true(json_object_get(body, "retracted"));
}

gboolean
tnc_claim_event_may_retract(const TncClaimEvent *event)
{
    const json_t *body = event->body;
    return !event->retracted && event->actor != TNC_ACTOR_SYSTEM &&
           event->kind != TNC_EVENT_CLAIM_OPENED && event->kind != TNC_EVENT_POST_PUBLISHED &&
           !json_object_get(body, "raw") && !json_object_get(body, "message_id") &&
           !is_retraction(body);
}

// Its signals as they were told, then all corrections that still hold.
static void
read_again(const TncClaimEvents *events, TncClaimEvent *message)
{
    g_free(message->signals);
    message->signals =
        read_signals(json_object_get(message->body, "signals"), &message->signal_count);
    message->signal_set = signal_set(message->signals, message->signal_count);
    message->automatic = (TncAutomatic)word_or(json_object_get(message->body, "automatic"), "kind",
                                               TNC_WORDS_TncAutomatic, 0);
    for (guint i = 0; i < events->events->len; i++) {
        const TncClaimEvent *one = &g_array_index(events->events, TncClaimEvent, i);
        if (one->kind == TNC_EVENT_SIGNAL_CORRECTED && one->about == message->seq &&
            !is_retraction(one->body))
            correct(message, one->body);
    }
}

// What stands is a note with the words of it.
static void
retract(const TncClaimEvents *events, TncClaimEvent *target)
{
    if (!tnc_claim_event_may_retract(target))
        return;
    TncClaimEvent mistake = *target;
    g_free(target->signals);
    *target = (TncClaimEvent){
        .kind = TNC_EVENT_NOTE_ADDED,
        .recorded = mistake.kind,
        .retracted = TRUE,
        .actor = mistake.actor,
        .seq = mistake.seq,
        .at = mistake.at,
        .text = mistake.text,
        .courtesy = -1,
        .due = TNC_DATE_NONE,
        .signals = g_new0(TncClaimSignal, 0),
        .body = mistake.body,
    };
    TncClaimEvent *message =
        mistake.kind == TNC_EVENT_SIGNAL_CORRECTED ? find(events, mistake.about) : NULL;
    if (message && !message->retracted)
        read_again(events, message);
}

gboolean
tnc_claim_event_list_add(TncClaimEvents *events, guint seq, TncInstant at, TncEventKind kind,
                         TncActor actor, json_t *body, GError **error)
{
    if (!tnc_claim_event_check_body(kind, body, error))
        return FALSE;
    TncClaimEvent event = read_event(kind, body);
    event.seq = seq;
    event.at = at;
    event.actor = actor;
    g_ptr_array_add(events->bodies, json_incref(body));
    guint place = events->events->len;
    while (place > 0 && g_array_index(events->events, TncClaimEvent, place - 1).at > at)
        place--;
    g_array_insert_val(events->events, place, event);
    TncClaimEvent *target = kind == TNC_EVENT_SIGNAL_CORRECTED ? find(events, event.about) : NULL;
    if (target && is_retraction(body))
        retract(events, target);
    else if (target && !target->retracted)
        correct(target, body);
    return TRUE;
}

guint
tnc_claim_event_list_length(const TncClaimEvents *events)
{
    return events->events->len;
}

const TncClaimEvent *
tnc_claim_event_list_data(const TncClaimEvents *events)
{
    return (const TncClaimEvent *)(const void *)events->events->data;
}

const TncClaimEvent *
tnc_claim_event_list_get(const TncClaimEvents *events, guint index)
{
    g_assert(index < events->events->len);
    return &tnc_claim_event_list_data(events)[index];
}

const TncClaimEvent *
tnc_claim_event_list_find(const TncClaimEvents *events, guint seq)
{
    return find(events, seq);
}
