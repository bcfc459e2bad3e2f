// SPDX-License-Identifier: AGPL-3.0-or-later
// What turns a sentence round: a condition, a negation, a wish, the customer's own words. 'If it were refunded', 'you
// say that it is refused' and 'no need to send a photo' are no offer, no refusal and no question.
#pragma once

#include "claim-words.h"
#include "reading-rule.h"

// TRUE when one of the moods among MATCHES (of TncReadingRuleMatch, list MOOD) of the sentence TEXT keeps SIGNAL from
// meaning what its words say.
gboolean tnc_reading_mood_blocks(const GArray *matches, const char *text,
                                 const TncReadingRuleMatch *signal, TncSignal kind);
// TRUE when MATCH shows that one person speaks for himself: no mood that turns anything round.
gboolean tnc_reading_mood_is_personal(const TncReadingRuleMatch *match);
// TRUE for a mood that the reader knows.
gboolean tnc_reading_mood_is_known(const char *kind);
