// SPDX-License-Identifier: AGPL-3.0-or-later
// How far each mood reaches, and which signals it takes away.

#include "reading-mood.h"
#include "reading-lexicon.h"
#include <string.h>

// A negation reaches what it stands in or shortly before: 'ne sera pas à votre charge'.
#define NEAR 12

typedef enum {
    REACH_SENTENCE, // before and after
    REACH_AFTER,    // what follows it
    REACH_NEAR,     // what it touches
} Reach;

#define BIT(signal) (1u << TNC_SIGNAL_##signal)
#define OFFERS                                                                                     \
    (BIT(OFFERS_REFUND) | BIT(OFFERS_REPAIR) | BIT(OFFERS_REPLACEMENT) | BIT(OFFERS_VOUCHER) |     \
     BIT(OFFERS_PARTIAL_REFUND))
#define ASKS (BIT(ASKS_STEP) | BIT(ASKS_INFORMATION) | BIT(ASKS_EVIDENCE))

static const struct {
    const char *name;
    Reach reach;
    guint32 blocks; // bits of TncSignal
} moods[] = {
    {"condition", REACH_SENTENCE, OFFERS | BIT(PROMISES) | BIT(DENIES) | BIT(CLOSES)},
    {"negation", REACH_NEAR,
     OFFERS | BIT(PROMISES) | BIT(HANDS_OFF) | BIT(SHIFTS_COST) | BIT(CLOSES) |
         BIT(GIVES_RETURN_PROCEDURE)},
    // 'No need to send us a photo', 'please do not post your number'
    {"needless", REACH_AFTER, ASKS | BIT(ASKS_WITHDRAWAL) | BIT(WRONG_CHANNEL) | BIT(NOT_US)},
    // What the customer said, asked for or did: 'vous nous dites que…', 'as you already tried…'
    {"reported", REACH_AFTER,
     OFFERS | ASKS | BIT(DENIES) | BIT(NOT_US) | BIT(CLOSES) | BIT(SHIFTS_COST) | BIT(PROMISES) |
         BIT(ALREADY_ANSWERED) | BIT(HANDS_OFF) | BIT(GIVES_RETURN_PROCEDURE) | BIT(WRONG_CHANNEL)},
    // What might be or should have been: 'devrait', 'you should have received'
    {"hypothesis", REACH_SENTENCE, OFFERS | BIT(PROMISES)},
    // What was so once: 'nous avions proposé', 'we asked you'
    {"past", REACH_NEAR, OFFERS | BIT(PROMISES) | BIT(HANDS_OFF) | ASKS},
    // 'J'ai transmis', 'I checked': one person speaks. It takes nothing away.
    {"personal", REACH_SENTENCE, 0},
};

gboolean
tnc_reading_mood_is_known(const char *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(moods); i++)
        if (g_str_equal(moods[i].name, kind))
            return TRUE;
    return FALSE;
}

static gboolean
reaches(Reach reach, const char *text, const TncReadingRuleMatch *mood,
        const TncReadingRuleMatch *signal)
{
    // A semicolon ends what was said before it.
    guint from = MIN(mood->end, signal->end);
    guint to = MAX(mood->start, signal->start);
    if (to > from && memchr(text + from, ';', to - from))
        return FALSE;
    switch (reach) {
    case REACH_SENTENCE:
        return TRUE;
    case REACH_AFTER:
        return mood->start < signal->end;
    case REACH_NEAR:
        return mood->start < signal->end && signal->start <= mood->end + NEAR &&
               !(to > from && memchr(text + from, ',', to - from));
    }
    return FALSE;
}

static gboolean
blocks(const TncReadingRuleMatch *mood, const char *text, const TncReadingRuleMatch *signal,
       TncSignal kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(moods); i++)
        if (g_str_equal(moods[i].name, mood->rule->kind))
            return (moods[i].blocks & (1u << kind)) && reaches(moods[i].reach, text, mood, signal);
    return FALSE;
}

gboolean
tnc_reading_mood_is_personal(const TncReadingRuleMatch *match)
{
    return match->tag == TNC_READING_LIST_MOOD && g_str_equal(match->rule->kind, "personal");
}

gboolean
tnc_reading_mood_blocks(const GArray *matches, const char *text, const TncReadingRuleMatch *signal,
                        TncSignal kind)
{
    for (guint i = 0; i < matches->len; i++) {
        const TncReadingRuleMatch *match = &g_array_index(matches, TncReadingRuleMatch, i);
        if (match->tag == TNC_READING_LIST_MOOD && blocks(match, text, signal, kind))
            return TRUE;
    }
    return FALSE;
}
