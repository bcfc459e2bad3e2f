// SPDX-License-Identifier: AGPL-3.0-or-later
// Instants, durations and amounts from any bytes.

#include "duration.h"
#include "instant.h"
#include "money.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    int offset;
    TncInstant instant = tnc_instant_parse(text, &offset);
    char again[TNC_INSTANT_BUFFER];
    // What was understood is understood again after it was written, while its year has four digits.
    gint64 year = instant / TNC_INSTANT_DAY / 366;
    if (instant != TNC_INSTANT_NONE && year > -1900 && year < 7900)
        g_assert(tnc_instant_parse(tnc_instant_format(instant, offset, again), NULL) == instant);
    TncDuration duration;
    TncMoney money;
    if (tnc_duration_parse(text, &duration))
        g_assert(duration.days >= 0 && duration.months >= 0);
    if (tnc_money_parse(text, "EUR", &money))
        g_assert(money.minor <= TNC_MONEY_MAX);
    return 0;
}
