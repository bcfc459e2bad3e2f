// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules against facts. A rule is kept when its version was in force on the day that counts and all
// its conditions hold; its clock then starts from the first of its events that is known.

#include "claim-rights.h"

#include <string.h>

#define MAX_CHAIN 4 // rules that start one after another
#define MAX_REPAIRS 8

typedef struct {
    TncDate from;
    TncDate to; // TNC_DATE_NONE: not given back yet
} Repair;

typedef struct {
    const TncRightsInput *input;
    TncPredicateSet facts;
    TncDate at[TNC_LAW_START_COUNT];
    TncDate received[TNC_LAW_START_COUNT]; // by the other side
    guint event[TNC_LAW_START_COUNT];
    guint repair_count;
    Repair repairs[MAX_REPAIRS];
    GArray *rights;
} Finder;

// ---- when things happened

static TncDate
day_of(const Finder *finder, const TncClaimEvent *event)
{
    return tnc_zone_date(finder->input->input->zone, event->at);
}

// What is written on a screen arrives on the same day; when a letter or a parcel arrives must be told.
static void
note(Finder *finder, TncLawStart start, const TncClaimEvent *event)
{
    TncDate day = day_of(finder, event);
    gboolean posted =
        event->channel == TNC_CHANNEL_LETTER || event->kind == TNC_EVENT_ITEM_RETURNED;
    if (finder->received[start] == TNC_DATE_NONE && !posted)
        finder->received[start] = day;
    if (finder->at[start] != TNC_DATE_NONE)
        return;
    finder->at[start] = day;
    finder->event[start] = event->seq;
}

static gboolean
is_rung(const TncClaimEvent *event, const char *name)
{
    return event->rung && g_str_has_prefix(event->rung, name);
}

static void
note_sent(Finder *finder, const TncClaimEvent *event)
{
    note(finder, TNC_LAW_START_FIRST_REQUEST, event);
    if (event->channel != TNC_CHANNEL_PUBLIC)
        note(finder, TNC_LAW_START_WRITTEN_COMPLAINT, event);
    if (is_rung(event, "notice"))
        note(finder, TNC_LAW_START_NOTICE, event);
    if (g_strcmp0(event->rung, "end") == 0 || g_strcmp0(event->rung, "end_letter") == 0)
        note(finder, TNC_LAW_START_ENDED, event);
    if (g_strcmp0(event->rung, "withdraw") == 0)
        note(finder, TNC_LAW_START_WITHDRAWN, event);
}

// The last repair counts: each gives its own extension.
static void
note_remedy(Finder *finder, const TncClaimEvent *event)
{
    TncLawStart start =
        event->remedy == TNC_REMEDY_REPAIR ? TNC_LAW_START_REPAIRED : TNC_LAW_START_REPLACED;
    if (event->remedy != TNC_REMEDY_REPAIR && event->remedy != TNC_REMEDY_REPLACEMENT)
        return;
    finder->at[start] = finder->received[start] = TNC_DATE_NONE;
    note(finder, start, event);
    Repair *last = finder->repair_count ? &finder->repairs[finder->repair_count - 1] : NULL;
    if (last && last->to == TNC_DATE_NONE)
        last->to = day_of(finder, event);
}

static void
note_return(Finder *finder, const TncClaimEvent *event)
{
    note(finder, TNC_LAW_START_RETURNED, event);
    if (finder->repair_count < MAX_REPAIRS)
        finder->repairs[finder->repair_count++] = (Repair){day_of(finder, event), TNC_DATE_NONE};
}

// 'deadline.set received': the day on which the seller got what was posted so far.
static void
note_receipt(Finder *finder, const TncClaimEvent *event)
{
    if (g_strcmp0(event->what, "received") != 0 || event->due == TNC_DATE_NONE)
        return;
    for (int i = 0; i < TNC_LAW_START_COUNT; i++)
        if (finder->at[i] != TNC_DATE_NONE && finder->received[i] == TNC_DATE_NONE &&
            event->due >= finder->at[i])
            finder->received[i] = event->due;
}

static void
note_event(Finder *finder, const TncClaimEvent *event)
{
    if (event->kind == TNC_EVENT_CLAIM_OPENED)
        note(finder, TNC_LAW_START_CLAIM_OPENED, event);
    else if (event->kind == TNC_EVENT_MESSAGE_SENT)
        note_sent(finder, event);
    else if (event->kind == TNC_EVENT_FORM_SUBMITTED)
        note_sent(finder, event);
    else if (event->kind == TNC_EVENT_VISIT_MADE)
        note(finder, TNC_LAW_START_FIRST_REQUEST, event);
    else if (event->kind == TNC_EVENT_ITEM_RETURNED)
        note_return(finder, event);
    else if (event->kind == TNC_EVENT_DEADLINE_SET)
        note_receipt(finder, event);
    else if (event->kind == TNC_EVENT_REMEDY_RECEIVED)
        note_remedy(finder, event);
}

static void
copy(Finder *finder, TncLawStart from, TncLawStart to)
{
    if (finder->at[to] != TNC_DATE_NONE || finder->at[from] == TNC_DATE_NONE)
        return;
    finder->at[to] = finder->at[from];
    finder->received[to] = finder->received[from];
    finder->event[to] = finder->event[from];
}

static void
note_record(Finder *finder, TncLawStart start, TncDate date)
{
    finder->at[start] = finder->received[start] = date;
}

static void
note_all(Finder *finder)
{
    const TncRightsInput *input = finder->input;
    for (int i = 0; i < TNC_LAW_START_COUNT; i++)
        note_record(finder, (TncLawStart)i, TNC_DATE_NONE);
    note_record(finder, TNC_LAW_START_ORDERED, input->input->ordered_on);
    note_record(finder, TNC_LAW_START_EXPECTED, input->position->expected_on);
    note_record(finder, TNC_LAW_START_DELIVERED, input->input->delivered_on);
    note_record(finder, TNC_LAW_START_GUARANTEE_UNTIL, input->guarantee_until);
    const TncClaimEvent *events = tnc_claim_event_list_data(input->events);
    for (guint i = 0; i < tnc_claim_event_list_length(input->events); i++)
        if (tnc_zone_date(input->input->zone, events[i].at) <= input->today)
            note_event(finder, &events[i]);
    // A withdrawal that was only presumed: announced by the first request, or by the return.
    if (finder->facts & TNC_PREDICATE_BIT(CLAIM_WITHDRAWN)) {
        TncDate request = finder->at[TNC_LAW_START_FIRST_REQUEST];
        TncDate returned = finder->at[TNC_LAW_START_RETURNED];
        gboolean first =
            request != TNC_DATE_NONE && (returned == TNC_DATE_NONE || request <= returned);
        copy(finder, first ? TNC_LAW_START_FIRST_REQUEST : TNC_LAW_START_RETURNED,
             TNC_LAW_START_WITHDRAWN);
    }
}

// ---- which rules

static gboolean
stake_fits(const Finder *finder, const TncLawStake *stake)
{
    const TncMoney *price = &finder->input->position->stake;
    if (!stake->currency || tnc_money_is_none(price) ||
        !g_str_equal(price->currency, stake->currency))
        return TRUE;
    return price->minor > stake->over && (!stake->most || price->minor <= stake->most);
}

static gboolean
reaches(const TncLawRule *rule, TncLawApplication application)
{
    gboolean abroad = application == TNC_LAW_APPLICATION_SELLER_LAW;
    return rule->reach == TNC_LAW_REACH_ANY || (rule->reach == TNC_LAW_REACH_ABROAD) == abroad;
}

static gboolean
conditions_hold(const Finder *finder, const TncLawRule *rule)
{
    gboolean holds = (!rule->applies_to || (rule->applies_to >> finder->input->input->kind & 1)) &&
                     stake_fits(finder, &rule->stake);
    for (guint i = 0; i < rule->when_count; i++)
        holds &= tnc_claim_predicate_holds(finder->facts, rule->when[i]);
    for (guint i = 0; i < rule->unless_count; i++)
        holds &= !tnc_claim_predicate_holds(finder->facts, rule->unless[i]);
    return holds;
}

// The day on which the contract was made: as far as the records tell.
static TncDate
contract_date(const Finder *finder)
{
    static const TncLawStart order[] = {TNC_LAW_START_ORDERED, TNC_LAW_START_DELIVERED,
                                        TNC_LAW_START_CLAIM_OPENED};
    for (guint i = 0; i < G_N_ELEMENTS(order); i++)
        if (finder->at[order[i]] != TNC_DATE_NONE)
            return finder->at[order[i]];
    return finder->input->today;
}

static gboolean
is_in_force(const Finder *finder, const TncLawRule *rule, TncDate start)
{
    TncDate day = rule->keyed_on_event && start != TNC_DATE_NONE ? start : contract_date(finder);
    return (rule->valid_from == TNC_DATE_NONE || day >= rule->valid_from) &&
           (rule->valid_to == TNC_DATE_NONE || day <= rule->valid_to);
}

// ---- the clock

static const TncCalendar *
calendar_of(const TncRightsSource *source, const TncLawClock *clock)
{
    const char *own = clock->calendar ? clock->calendar : source->law->calendar;
    const char *id = own ? own : source->calendar;
    return source->calendars && id ? g_hash_table_lookup(source->calendars, id) : NULL;
}

static TncDate find_end(const Finder *finder, const TncRightsSource *source, const char *id,
                        int depth);

static TncDate
find_start(const Finder *finder, const TncRightsSource *source, const TncLawRule *rule, int depth,
           TncRight *right)
{
    const TncLawClock *clock = &rule->clock;
    if (clock->after)
        return depth < MAX_CHAIN ? find_end(finder, source, clock->after, depth + 1)
                                 : TNC_DATE_NONE;
    TncDate date = TNC_DATE_NONE;
    const TncDate *known = clock->on_receipt ? finder->received : finder->at;
    for (guint i = 0; i < clock->start_count && date == TNC_DATE_NONE; i++) {
        date = known[clock->starts[i]];
        right->awaits_receipt =
            date == TNC_DATE_NONE && finder->at[clock->starts[i]] != TNC_DATE_NONE;
        right->start = clock->starts[i];
        right->event = finder->event[clock->starts[i]];
        right->has_start = date != TNC_DATE_NONE;
    }
    return date;
}

// The days in repair that began before the END of a guarantee: it ends later by so many.
static TncDate
without_repairs(const Finder *finder, TncDate end)
{
    for (guint i = 0; i < finder->repair_count; i++) {
        const Repair *repair = &finder->repairs[i];
        if (repair->from <= end && repair->to != TNC_DATE_NONE)
            end += repair->to - repair->from;
    }
    return end;
}

// A term that may wait for something ends no earlier than that; it does not run to an end before.
static TncDate
term_end(const Finder *finder, const TncRightsSource *source, const TncLawRule *rule, TncDate start)
{
    const TncLawClock *clock = &rule->clock;
    gboolean lenient = clock->against != TNC_LAW_PARTY_BUYER;
    TncDate least = clock->has_not_before ? finder->at[clock->not_before] : start;
    if (start == TNC_DATE_NONE || least == TNC_DATE_NONE)
        return TNC_DATE_NONE;
    TncDate end = tnc_claim_term_end(clock, start, calendar_of(source, clock), lenient);
    return MAX(least, clock->stops_in_repair ? without_repairs(finder, end) : end);
}

static TncDate
find_end(const Finder *finder, const TncRightsSource *source, const char *id, int depth)
{
    for (guint i = 0; i < source->law->rules->len; i++) {
        const TncLawRule *rule = source->law->rules->pdata[i];
        TncRight unused = {0};
        if (!g_str_equal(rule->id, id) || !conditions_hold(finder, rule) || !rule->has_clock ||
            !reaches(rule, source->application))
            continue;
        TncDate start = find_start(finder, source, rule, depth, &unused);
        if (is_in_force(finder, rule, start))
            return term_end(finder, source, rule, start);
    }
    return TNC_DATE_NONE;
}

// A date that the user read (in his own account, in a letter) wins over ours.
static void
use_own_date(const Finder *finder, TncRight *right)
{
    const TncClaimEvents *events = finder->input->events;
    for (guint i = 0; i < tnc_claim_event_list_length(events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(events, i);
        const char *rule = tnc_json_string_or(event->body, "rule", NULL);
        if (event->kind != TNC_EVENT_DEADLINE_SET || event->due == TNC_DATE_NONE ||
            day_of(finder, event) > finder->input->today || g_strcmp0(rule, right->rule->id) != 0)
            continue;
        right->due = event->due;
        right->event = event->seq;
        right->has_start = FALSE;
        right->read_by_user = TRUE;
    }
}

// ---- money

// Whole cents, half a cent up.
static gint64
raised(gint64 minor, int percent)
{
    return minor + (minor * percent + 50) / 100;
}

static void
count_money(const Finder *finder, TncRight *right)
{
    const TncLawRule *rule = right->rule;
    const TncPosition *position = finder->input->position;
    TncDate end = right->due;
    right->starts = end;
    right->percent = -1;
    gboolean same = g_str_equal(position->stake.currency, position->recovered.currency);
    gint64 base = position->stake.minor - (same ? position->recovered.minor : 0);
    const TncLawTier *tier = tnc_claim_term_tier(rule, finder->input->today - end);
    right->changes = tnc_claim_term_change(rule, end, finder->input->today);
    right->late = tier && base > 0 && !position->remedy_complete;
    if (!right->late)
        return;
    right->percent = tnc_claim_term_percent(rule, end, finder->input->today);
    right->interest = tier->interest;
    right->due = tier->until ? end + tier->until : TNC_DATE_NONE;
    if (!tnc_money_is_none(&position->stake))
        right->amount = tnc_money_new(raised(base, right->percent), position->stake.currency);
}

// ---- the order

// In how many last days a window counts as closing.
static int
days_of(const TncLawRule *rule)
{
    return rule->lapse.channel == TNC_CHANNEL_NONE ? TNC_PLAN_LAPSE_DAYS : rule->lapse.days;
}

static TncRightGroup
group_of(const TncRight *right, TncPredicateSet facts, TncDate today)
{
    const TncLawRule *rule = right->rule;
    gboolean far = (facts & TNC_PREDICATE_BIT(MERCHANT_OUTSIDE_EU)) != 0;
    gboolean dated = right->due != TNC_DATE_NONE;
    gboolean mine = rule->has_clock && rule->clock.against == TNC_LAW_PARTY_BUYER;
    if (mine && dated && right->due < today)
        return TNC_RIGHT_EXPIRED;
    if (rule->kind == TNC_LAW_CAUTION)
        return TNC_RIGHT_CAUTION;
    // A window that closes comes first, whosever law opened it: later it is of no use.
    if (mine && dated && right->due - today <= days_of(rule))
        return TNC_RIGHT_CLOSING;
    if (right->application == TNC_LAW_APPLICATION_SELLER_LAW)
        return TNC_RIGHT_FOREIGN;
    if (rule->tier_count && right->late)
        return TNC_RIGHT_LATE;
    if (far && mine && dated && rule->lapse.channel == TNC_CHANNEL_DISPUTE)
        return TNC_RIGHT_WINDOW;
    if (rule->kind == TNC_LAW_BODY || rule->kind == TNC_LAW_PRECONDITION)
        return TNC_RIGHT_WHERE;
    return rule->kind == TNC_LAW_DEADLINE && mine ? TNC_RIGHT_LATER : TNC_RIGHT_USABLE;
}

// Within a group: what may be asserted, then what is about this kind of claim, then a seller's
// term that runs or is over, then the order of the packs.
static int
weight_of(const TncRight *right)
{
    gboolean surely = tnc_claim_rights_may_assert(right);
    return (surely ? 0 : 4) + (right->rule->applies_to ? 0 : 2);
}

static int
compare(gconstpointer left, gconstpointer right)
{
    const TncRight *a = left;
    const TncRight *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->group == TNC_RIGHT_CLOSING && a->due != b->due)
        return a->due < b->due ? -1 : 1;
    if (weight_of(a) != weight_of(b))
        return weight_of(a) - weight_of(b);
    return (int)a->order - (int)b->order;
}

// ---- the whole

static void
add_rule(Finder *finder, const TncRightsSource *source, const TncLawRule *rule)
{
    TncRight right = {.rule = rule,
                      .law = source->law,
                      .application = source->application,
                      .starts = TNC_DATE_NONE,
                      .due = TNC_DATE_NONE,
                      .changes = TNC_DATE_NONE,
                      .percent = -1,
                      .order = finder->rights->len};
    if (!reaches(rule, source->application) || !conditions_hold(finder, rule))
        return;
    TncDate today = finder->input->today;
    if (rule->has_clock) {
        right.starts = find_start(finder, source, rule, 0, &right);
        right.due = term_end(finder, source, rule, right.starts);
    }
    if (!is_in_force(finder, rule, right.starts))
        return;
    use_own_date(finder, &right);
    if (rule->tier_count && right.due != TNC_DATE_NONE)
        count_money(finder, &right);
    else
        right.late = rule->has_clock && rule->clock.against != TNC_LAW_PARTY_BUYER &&
                     right.due != TNC_DATE_NONE && today > right.due;
    right.status = tnc_claim_rights_status(rule, today);
    right.group = group_of(&right, finder->facts, today);
    g_array_append_val(finder->rights, right);
}

GArray *
tnc_claim_rights_find(const TncRightsInput *input)
{
    Finder finder = {.input = input, .facts = input->position->facts};
    finder.rights = g_array_new(FALSE, FALSE, sizeof(TncRight));
    note_all(&finder);
    for (guint i = 0; i < input->source_count; i++) {
        const TncRightsSource *source = &input->sources[i];
        for (guint j = 0; j < source->law->rules->len; j++)
            add_rule(&finder, source, source->law->rules->pdata[j]);
    }
    g_array_sort(finder.rights, compare);
    return finder.rights;
}

TncLawStatus
tnc_claim_rights_status(const TncLawRule *rule, TncDate today)
{
    gboolean overdue = rule->recheck_by != TNC_DATE_NONE && today > rule->recheck_by;
    return overdue ? TNC_LAW_STATUS_LAPSED : rule->status;
}

gboolean
tnc_claim_rights_may_assert(const TncRight *right)
{
    return right->status == TNC_LAW_STATUS_VERIFIED &&
           (right->application == TNC_LAW_APPLICATION_HOME ||
            right->application == TNC_LAW_APPLICATION_TARGETED);
}

static TncDate
earlier(TncDate a, TncDate b)
{
    return a == TNC_DATE_NONE || (b != TNC_DATE_NONE && b < a) ? b : a;
}

gboolean
tnc_claim_rights_owed(const GArray *rights, TncMoney *owed_out, TncDate *changes_out)
{
    gboolean found = FALSE;
    TncDate changes = TNC_DATE_NONE;
    for (guint i = 0; i < rights->len; i++) {
        const TncRight *right = &g_array_index(rights, TncRight, i);
        if (!right->rule->tier_count)
            continue;
        changes = earlier(changes, right->changes);
        // A rule whose check is overdue raises nothing from the next day on.
        if (right->late && tnc_claim_rights_may_assert(right))
            changes = earlier(changes, right->rule->recheck_by + 1);
    }
    for (guint i = 0; i < rights->len && !found; i++) {
        const TncRight *right = &g_array_index(rights, TncRight, i);
        found = right->late && right->percent >= 0 && tnc_claim_rights_may_assert(right) &&
                !tnc_money_is_none(&right->amount);
        if (found)
            *owed_out = right->amount;
    }
    *changes_out = changes;
    return found;
}

TncPredicateSet
tnc_claim_rights_facts(const GArray *rights, TncPredicateSet facts)
{
    TncPredicateSet found = 0;
    // The letters that say so speak of French law.
    for (guint i = 0; i < rights->len && facts & TNC_PREDICATE_BIT(LAW_FR); i++) {
        const TncRight *right = &g_array_index(rights, TncRight, i);
        const TncLawRule *rule = right->rule;
        if (!tnc_claim_rights_may_assert(right) || rule->nature != TNC_LAW_NATURE_STATUTE)
            continue;
        if (rule->binding_on == TNC_LAW_PARTY_SELLER)
            found |= TNC_PREDICATE_BIT(LAW_VERIFIED);
        if (rule->return_cost == TNC_LAW_COST_SELLER)
            found |= TNC_PREDICATE_BIT(LAW_SELLER_PAYS_RETURN);
        if (rule->return_cost == TNC_LAW_COST_BUYER)
            found |= TNC_PREDICATE_BIT(LAW_BUYER_PAYS_RETURN);
    }
    return found;
}

static gboolean
is_wanted(const TncLawLapse *lapse, TncPredicateSet facts)
{
    gboolean wanted = lapse->channel != TNC_CHANNEL_NONE;
    for (guint i = 0; i < lapse->when_count; i++)
        wanted &= tnc_claim_predicate_holds(facts, lapse->when[i]);
    return wanted;
}

guint
tnc_claim_rights_lapses(const GArray *rights, TncPredicateSet facts, TncLapse *lapses_out,
                        guint max)
{
    guint count = 0;
    for (guint i = 0; i < rights->len && count < max; i++) {
        const TncRight *right = &g_array_index(rights, TncRight, i);
        const TncLawLapse *lapse = &right->rule->lapse;
        if (!is_wanted(lapse, facts) || right->due == TNC_DATE_NONE ||
            right->group == TNC_RIGHT_FOREIGN)
            continue;
        lapses_out[count++] =
            (TncLapse){right->rule->id, right->due, lapse->channel, lapse->move, lapse->days};
    }
    return count;
}
