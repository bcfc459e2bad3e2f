// SPDX-License-Identifier: AGPL-3.0-or-later
// Civil dates by Howard Hinnant's days algorithm: exact, branch-light, no time zone anywhere.

#include "date.h"

static gboolean
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

TncDate
tnc_date_from_ymd(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return TNC_DATE_NONE;
    // The year is made to begin in March, so that the leap day comes last.
    int y = year - (month <= 2);
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

TncYmd
tnc_date_to_ymd(TncDate date)
{
    int z = date + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    int month = shifted + (shifted < 10 ? 3 : -9);
    return (TncYmd){year_of_era + era * 400 + (month <= 2), month,
                    day_of_year - (153 * shifted + 2) / 5 + 1};
}

static int
digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

TncDate
tnc_date_parse(const char *text)
{
    if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return TNC_DATE_NONE;
    return tnc_date_from_ymd(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

const char *
tnc_date_format(TncDate date, char buffer[TNC_DATE_BUFFER])
{
    g_assert(date != TNC_DATE_NONE);
    TncYmd ymd = tnc_date_to_ymd(date);
    g_snprintf(buffer, TNC_DATE_BUFFER, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
    return buffer;
}

int
tnc_date_weekday(TncDate date)
{
    // 1970-01-01 was a Thursday.
    int since_monday = (date + 3) % 7;
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

TncDate
tnc_date_add_months(TncDate date, int months)
{
    TncYmd ymd = tnc_date_to_ymd(date);
    int index = ymd.year * 12 + ymd.month - 1 + months;
    int year = index / 12;
    int month = index % 12 + 1;
    if (year < 1 || year > 9999)
        return TNC_DATE_NONE;
    return tnc_date_from_ymd(year, month, MIN(ymd.day, days_in_month(year, month)));
}

TncDate
tnc_date_easter(int year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return tnc_date_from_ymd(year, f / 31, f % 31 + 1);
}
