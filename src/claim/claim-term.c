// SPDX-License-Identifier: AGPL-3.0-or-later
// Counting of terms and of surcharges by lateness.

#include "claim-term.h"

static TncDate
roll(TncDate date, const TncCalendar *calendar)
{
    return calendar ? tnc_calendar_next_working(calendar, date) : date;
}

// Regulation 1182/71, art. 3(5): a term of two days or more holds two working days.
static TncDate
two_working_days(TncDate start, TncDate end, const TncCalendar *calendar)
{
    return calendar ? MAX(end, tnc_calendar_add_working_days(calendar, start, 2)) : end;
}

TncDate
tnc_claim_term_end(const TncLawClock *clock, TncDate start, const TncCalendar *calendar,
                   gboolean lenient)
{
    if (clock->working && calendar)
        return tnc_calendar_add_working_days(calendar, start, clock->value.days);
    TncDate end = tnc_duration_add(start, &clock->value);
    if (!lenient || clock->counting == TNC_LAW_COUNTING_PLAIN)
        return end;
    if (clock->counting == TNC_LAW_COUNTING_EU && end - start >= 2)
        end = two_working_days(start, end, calendar);
    return roll(end, calendar);
}

const TncLawTier *
tnc_claim_term_tier(const TncLawRule *rule, int days_late)
{
    if (days_late <= 0)
        return NULL;
    for (guint i = 0; i < rule->tier_count; i++)
        if (rule->tiers[i].until == 0 || days_late <= rule->tiers[i].until)
            return &rule->tiers[i];
    return NULL;
}

// Whole months between the days FROM and TO.
static int
months_between(TncDate from, TncDate to)
{
    int months = 0;
    while (tnc_date_add_months(from, months + 1) <= to)
        months++;
    return months;
}

int
tnc_claim_term_percent(const TncLawRule *rule, TncDate end, TncDate today)
{
    const TncLawTier *tier = tnc_claim_term_tier(rule, today - end);
    if (!tier)
        return 0;
    int percent = tier->percent;
    if (tier->per_month) {
        int before = tier > rule->tiers ? tier[-1].until : 0;
        percent += tier->per_month * months_between(end + before, today);
    }
    return tier->cap ? MIN(percent, tier->cap) : percent;
}

TncDate
tnc_claim_term_change(const TncLawRule *rule, TncDate end, TncDate today)
{
    const TncLawTier *tier = tnc_claim_term_tier(rule, today - end);
    if (!tier)
        return end + 1;
    if (tier->until)
        return end + tier->until + 1;
    if (!tier->per_month || (tier->cap && tnc_claim_term_percent(rule, end, today) >= tier->cap))
        return TNC_DATE_NONE;
    TncDate from = end + (tier > rule->tiers ? tier[-1].until : 0);
    return tnc_date_add_months(from, months_between(from, today) + 1);
}
