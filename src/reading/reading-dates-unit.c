// SPDX-License-Identifier: AGPL-3.0-or-later
// Hours count as days from half a day on; a working day is one of the calendar, or Monday to Friday.

#include "reading-dates-unit.h"

typedef TncReadingDatesParse Parse;
typedef TncReadingDatesUnit Unit;

gboolean
tnc_reading_dates_unit_at(const Parse *parse, guint at, Unit *unit_out)
{
    static const TncReadingMeaning units[] = {
        TNC_MEANS_WORKING_DAYS, TNC_MEANS_DAYS,     TNC_MEANS_WEEKS, TNC_MEANS_MONTHS,
        TNC_MEANS_QUARTERS,     TNC_MEANS_HALVES,   TNC_MEANS_YEARS, TNC_MEANS_HOURS,
        TNC_MEANS_MINUTES,      TNC_MEANS_WEEKENDS,
    };
    for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
        unit_out->unit = units[i];
        if (tnc_reading_dates_grammar_has(parse, at, units[i], &unit_out->times)) {
            unit_out->times = MAX(unit_out->times, 1);
            return TRUE;
        }
    }
    return FALSE;
}

static TncDate
add_working(const Parse *parse, TncDate date, int days)
{
    int step = days < 0 ? -1 : 1;
    if (parse->calendar && days > 0)
        return tnc_calendar_add_working_days(parse->calendar, date, days);
    for (days = ABS(days); days > 0; days -= tnc_date_weekday(date) <= 5)
        date += step;
    return date;
}

TncDate
tnc_reading_dates_unit_add(const Parse *parse, TncDate date, int count, const Unit *unit,
                           gboolean working)
{
    int whole = count * unit->times;
    switch ((int)unit->unit) {
    case TNC_MEANS_DAYS:
    case TNC_MEANS_WORKING_DAYS:
        return working || unit->unit == TNC_MEANS_WORKING_DAYS ? add_working(parse, date, whole)
                                                               : date + whole;
    case TNC_MEANS_HOURS:
        whole = whole / 24 + (whole % 24 > 12);
        return working ? add_working(parse, date, whole) : date + whole;
    case TNC_MEANS_WEEKS:
    case TNC_MEANS_WEEKENDS:
        return date + 7 * whole;
    case TNC_MEANS_MONTHS:
        return tnc_date_add_months(date, whole);
    case TNC_MEANS_QUARTERS:
        return tnc_date_add_months(date, 3 * whole);
    case TNC_MEANS_HALVES:
        return tnc_date_add_months(date, 6 * whole);
    case TNC_MEANS_YEARS:
        return tnc_date_add_months(date, 12 * whole);
    default:
        return date;
    }
}

TncDate
tnc_reading_dates_unit_start(TncDate date, const Unit *unit)
{
    TncYmd ymd = tnc_date_to_ymd(date);
    switch ((int)unit->unit) {
    case TNC_MEANS_WEEKS:
        return date - (tnc_date_weekday(date) - 1);
    case TNC_MEANS_WEEKENDS:
        return date - (tnc_date_weekday(date) - 1) + 5;
    case TNC_MEANS_MONTHS:
        return tnc_date_from_ymd(ymd.year, ymd.month, 1);
    case TNC_MEANS_QUARTERS:
        return tnc_date_from_ymd(ymd.year, (ymd.month - 1) / 3 * 3 + 1, 1);
    case TNC_MEANS_HALVES:
        return tnc_date_from_ymd(ymd.year, ymd.month <= 6 ? 1 : 7, 1);
    case TNC_MEANS_YEARS:
        // A decade is ten years, and begins with a round one.
        return tnc_date_from_ymd(ymd.year - (unit->times == 10 ? ymd.year % 10 : 0), 1, 1);
    default:
        return date;
    }
}

TncDate
tnc_reading_dates_unit_end(const Parse *parse, TncDate start, const Unit *unit)
{
    Unit one = {unit->unit, unit->times == 10 ? 10 : 1};
    if (unit->unit == TNC_MEANS_WEEKENDS)
        return start + 1;
    if (unit->unit == TNC_MEANS_DAYS || unit->unit == TNC_MEANS_WORKING_DAYS)
        return start;
    return tnc_reading_dates_unit_add(parse, start, 1, &one, FALSE) - 1;
}
