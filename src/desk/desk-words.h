// SPDX-License-Identifier: AGPL-3.0-or-later
// The engine's codes in the user's language, by gettext. Everything else that a person reads is said where it is
// printed.
#pragma once

#include "claim-plan.h"
#include "desk.h"

// '2 mars 2026', '2 March 2026'. New string, as all that follows.
char *tnc_desk_words_date(TncDate date);
// The same with the day of the week.
char *tnc_desk_words_day(TncDate date);
// NAME (may be NULL): a rung, a tactic, or a step of the lexicon.
char *tnc_desk_words_reason(TncDesk *desk, const char *code, TncDate date, const char *name);
// A step of the lexicon as the language packs call it; an unknown one as it was written.
char *tnc_desk_words_step(TncDesk *desk, const char *step);
char *tnc_desk_words_waiting(TncWaiting waiting, TncDate date);
char *tnc_desk_words_money(const TncMoney *money);

// Static texts; names as in JSON ('email', 'hand_off', 'silent'); the name itself when it has no words.
const char *tnc_desk_words_move(const char *id);
const char *tnc_desk_words_remedy(const char *name);
const char *tnc_desk_words_tactic(const char *name);
const char *tnc_desk_words_signal(const char *name);
const char *tnc_desk_words_ghosting(const char *name);
const char *tnc_desk_words_event(const char *name);
const char *tnc_desk_words_channel(const char *name); // 'By e-mail'
const char *tnc_desk_words_state(const char *name);
const char *tnc_desk_words_outcome(const char *name);
