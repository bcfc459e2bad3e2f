// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 3339, section 5.6:
//   date-time = full-date ("T" / " ") partial-time time-offset
//   partial-time = 2DIGIT ":" 2DIGIT ":" 2DIGIT ["." 1*DIGIT]
//   time-offset = "Z" / ("+" / "-") 2DIGIT ":" 2DIGIT

#include "instant.h"
#include "date.h"

static gboolean
take_digits(const char **cursor, int count, int *value_out)
{
    int value = 0;
    for (int i = 0; i < count; i++, (*cursor)++) {
        if (!g_ascii_isdigit(**cursor))
            return FALSE;
        value = value * 10 + (**cursor - '0');
    }
    *value_out = value;
    return TRUE;
}

static gboolean
take(const char **cursor, char expected)
{
    if (**cursor != expected)
        return FALSE;
    (*cursor)++;
    return TRUE;
}

static gboolean
take_fraction(const char **cursor, int *microseconds_out)
{
    *microseconds_out = 0;
    if (!take(cursor, '.'))
        return TRUE;
    if (!g_ascii_isdigit(**cursor))
        return FALSE;
    for (int scale = 100000; g_ascii_isdigit(**cursor); (*cursor)++, scale /= 10)
        *microseconds_out += (**cursor - '0') * scale;
    return TRUE;
}

static gboolean
take_offset(const char **cursor, int *seconds_out)
{
    if (take(cursor, 'Z') || take(cursor, 'z')) {
        *seconds_out = 0;
        return TRUE;
    }
    int sign = **cursor == '-' ? -1 : 1;
    int hours;
    int minutes;
    if ((!take(cursor, '+') && !take(cursor, '-')) || !take_digits(cursor, 2, &hours) ||
        !take(cursor, ':') || !take_digits(cursor, 2, &minutes) || hours > 23 || minutes > 59)
        return FALSE;
    *seconds_out = sign * (hours * 3600 + minutes * 60);
    return TRUE;
}

static gboolean
take_time(const char **cursor, gint64 *microseconds_out)
{
    int hour;
    int minute;
    int second;
    int fraction;
    if (!take_digits(cursor, 2, &hour) || !take(cursor, ':') || !take_digits(cursor, 2, &minute) ||
        !take(cursor, ':') || !take_digits(cursor, 2, &second) || !take_fraction(cursor, &fraction))
        return FALSE;
    if (hour > 23 || minute > 59 || second > 60)
        return FALSE;
    *microseconds_out = (hour * 3600 + minute * 60 + second) * TNC_INSTANT_SECOND + fraction;
    return TRUE;
}

TncInstant
tnc_instant_parse(const char *text, int *offset_seconds_out)
{
    if (!text || strlen(text) < 20)
        return TNC_INSTANT_NONE;
    char day[11];
    memcpy(day, text, 10);
    day[10] = '\0';
    TncDate date = tnc_date_parse(day);
    const char *cursor = text + 10;
    gint64 time_of_day;
    int offset;
    if (date == TNC_DATE_NONE ||
        !(take(&cursor, 'T') || take(&cursor, 't') || take(&cursor, ' ')) ||
        !take_time(&cursor, &time_of_day) || !take_offset(&cursor, &offset) || *cursor)
        return TNC_INSTANT_NONE;
    if (offset_seconds_out)
        *offset_seconds_out = offset;
    return date * TNC_INSTANT_DAY + time_of_day - offset * TNC_INSTANT_SECOND;
}

const char *
tnc_instant_format(TncInstant instant, int offset_seconds, char buffer[TNC_INSTANT_BUFFER])
{
    g_assert(instant != TNC_INSTANT_NONE);
    gint64 local = instant + offset_seconds * TNC_INSTANT_SECOND;
    gint64 day = local / TNC_INSTANT_DAY - (local % TNC_INSTANT_DAY < 0);
    gint64 rest = local - day * TNC_INSTANT_DAY;
    int seconds = (int)(rest / TNC_INSTANT_SECOND);
    int fraction = (int)(rest % TNC_INSTANT_SECOND);
    char date[TNC_DATE_BUFFER];
    int length = g_snprintf(buffer, TNC_INSTANT_BUFFER, "%sT%02d:%02d:%02d",
                            tnc_date_format((TncDate)day, date), seconds / 3600, seconds / 60 % 60,
                            seconds % 60);
    if (fraction)
        length +=
            g_snprintf(buffer + length, (gulong)(TNC_INSTANT_BUFFER - length), ".%06d", fraction);
    int minutes = ABS(offset_seconds) / 60;
    if (minutes == 0)
        g_strlcpy(buffer + length, "Z", (gsize)(TNC_INSTANT_BUFFER - length));
    else
        g_snprintf(buffer + length, (gulong)(TNC_INSTANT_BUFFER - length), "%c%02d:%02d",
                   offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return buffer;
}
