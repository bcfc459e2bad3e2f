// SPDX-License-Identifier: AGPL-3.0-or-later
// Each claim has one entry for its next move, which moves with the plan; a promise and a set date
// have theirs. What is settled stays in the file as cancelled, so that a reader takes it away.

#include "desk-calendar.h"
#include "desk-case.h"
#include "desk-speech.h"
#include "desk-words.h"
#include "writing-calendar.h"

#define _(text) gettext(text)
#define KEEP_CLOSED (90 * TNC_INSTANT_DAY)

typedef struct {
    TncDesk *desk;
    const TncDeskCase *kase;
    GPtrArray *entries;
    guint sequence;
    gboolean discreet;
} Dates;

// Two things change a plan: an event, and a day that begins. Each makes the sum greater.
static guint
sequence_of(const TncDeskCase *kase, TncInstant now)
{
    gint64 days = (now - kase->position.opened_at) / TNC_INSTANT_DAY;
    return tnc_claim_event_list_length(kase->events) + (guint)CLAMP(days, 0, 100000);
}

// Takes WHOLE; a discreet calendar says PLAIN after the claim's number.
static TncWritingCalendarEntry *
add_entry(Dates *dates, char *whole, const char *plain, TncDate day)
{
    TncWritingCalendarEntry *entry = g_new0(TncWritingCalendarEntry, 1);
    entry->summary = whole;
    if (dates->discreet) {
        g_free(whole);
        entry->summary =
            g_strdup_printf(_("Tenace, no. %lld: %s"), (long long)dates->kase->id, plain);
    }
    entry->sequence = dates->sequence;
    entry->day = day;
    entry->at = TNC_INSTANT_NONE;
    g_ptr_array_add(dates->entries, entry);
    return entry;
}

static char *
describe(const Dates *dates)
{
    const TncDeskCase *kase = dates->kase;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < kase->plan.why_count; i++) {
        const TncReason *why = &kase->plan.why[i];
        g_autofree char *line = tnc_desk_words_reason(
            dates->desk, tnc_claim_plan_reason_name(why->code), why->date, why->name);
        g_string_append_printf(text, "%s\n", line);
    }
    g_autofree char *money = tnc_desk_words_money(&kase->position.stake);
    if (*money)
        g_string_append_printf(text, _("At stake: %s.\n"), money);
    g_string_append_printf(text, "tenace show %s", kase->claim->ref);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

// The move to make, or while we wait the one that follows. A day that is past is today: what is
// overdue must not be looked for in last week.
static void
add_move(Dates *dates)
{
    const TncDeskCase *kase = dates->kase;
    const TncPlan *plan = &kase->plan;
    gboolean closed = kase->position.turn == TNC_TURN_NOBODY;
    gboolean waits = plan->move.kind == TNC_MOVE_WAIT;
    const TncMove *move = waits && plan->has_then ? &plan->then : &plan->move;
    TncDate today = tnc_desk_today(dates->desk);
    gboolean dated = move->due != TNC_DATE_NONE && !closed;
    TncWritingCalendarEntry *entry =
        add_entry(dates,
                  g_strdup_printf("%s · %s: %s", kase->merchant->name, kase->purchase->item,
                                  tnc_desk_words_move(move->id)),
                  tnc_desk_words_move(move->id), dated ? MAX(move->due, today) : today);
    entry->uid = g_strconcat(kase->claim->ref, ".next@tenace", NULL);
    entry->description = dates->discreet ? NULL : describe(dates);
    entry->cancelled = !dated;
    // A move of an hour of its own: the public word at noon.
    if (dated && move->channel == TNC_CHANNEL_PUBLIC && move->due_at > tnc_desk_now(dates->desk))
        entry->at = move->due_at;
}

static void
add_promises(Dates *dates)
{
    const TncDeskCase *kase = dates->kase;
    for (guint i = 0; i < kase->position.promise_count; i++) {
        const TncPromise *promise = &kase->position.promises[i];
        TncWritingCalendarEntry *entry =
            add_entry(dates,
                      g_strdup_printf(_("%s promised it for today (%s)"), kase->merchant->name,
                                      kase->purchase->item),
                      _("something was promised for today"), promise->due);
        entry->uid = g_strdup_printf("%s.promise.%u@tenace", kase->claim->ref, promise->event);
        entry->cancelled = promise->state == TNC_PROMISE_KEPT;
    }
}

static void
add_deadlines(Dates *dates)
{
    const TncDeskCase *kase = dates->kase;
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        if (event->kind != TNC_EVENT_DEADLINE_SET || event->due == TNC_DATE_NONE)
            continue;
        const char *reason = tnc_json_string_or(event->body, "reason", NULL);
        TncWritingCalendarEntry *entry =
            add_entry(dates,
                      g_strdup_printf(_("%s · %s: last day (%s)"), kase->merchant->name,
                                      kase->purchase->item, event->what ? event->what : "?"),
                      _("last day"), event->due);
        entry->uid = g_strdup_printf("%s.deadline.%u@tenace", kase->claim->ref, event->seq);
        entry->description = dates->discreet ? NULL : g_strdup(reason);
        entry->warn_days = 3;
        entry->cancelled = kase->position.turn == TNC_TURN_NOBODY;
    }
}

static gboolean
is_forgotten(const TncDeskCase *kase, TncInstant now)
{
    guint count = tnc_claim_event_list_length(kase->events);
    const TncClaimEvent *last = count ? tnc_claim_event_list_get(kase->events, count - 1) : NULL;
    return kase->position.turn == TNC_TURN_NOBODY && last && now - last->at > KEEP_CLOSED;
}

static void
add_case(TncDesk *desk, const TncDeskCase *kase, gboolean discreet, GPtrArray *entries)
{
    Dates dates = {desk, kase, entries, sequence_of(kase, tnc_desk_now(desk)), discreet};
    add_move(&dates);
    add_promises(&dates);
    add_deadlines(&dates);
}

static gboolean
collect(const TncStoreState *state, gpointer claims, GError **error)
{
    (void)error;
    g_array_append_val((GArray *)claims, state->claim);
    return TRUE;
}

static gboolean
add_all(TncDesk *desk, gboolean discreet, GPtrArray *entries, GError **error)
{
    g_autoptr(GArray) claims = g_array_new(FALSE, FALSE, sizeof(TncStoreId));
    TncStore *store = tnc_desk_store(desk);
    if (store && !tnc_store_each_urgent(store, FALSE, 0, collect, claims, error))
        return FALSE;
    for (guint i = 0; i < claims->len; i++) {
        g_autoptr(TncDeskCase) kase =
            tnc_desk_case_load(desk, g_array_index(claims, TncStoreId, i), error);
        if (!kase)
            return FALSE;
        if (!is_forgotten(kase, tnc_desk_now(desk)))
            add_case(desk, kase, discreet, entries);
    }
    return TRUE;
}

static void
free_entry(gpointer entry)
{
    tnc_writing_calendar_entry_free(entry);
}

char *
tnc_desk_calendar(TncDesk *desk, const char *name, gboolean discreet, guint *count_out,
                  GError **error)
{
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(free_entry);
    g_autoptr(TncDeskCase) kase = name ? tnc_desk_case_find(desk, name, error) : NULL;
    if (name && !kase)
        return NULL;
    if (kase)
        add_case(desk, kase, discreet, entries);
    else if (!add_all(desk, discreet, entries, error))
        return NULL;
    if (count_out)
        *count_out = entries->len;
    return tnc_writing_calendar_format(entries, "Tenace", tnc_desk_now(desk));
}
