// SPDX-License-Identifier: AGPL-3.0-or-later
// From the signals of a message, and from what came before, to the tactics of domain.md. A repeated question is
// counted where the steps are (claim-position.c).

#include "claim-tactic.h"

// A message this much less courteous than the seller's messages so far is a drop in tone; on a scale of 100, with
// the border between polite and impolite at 50.
#define TONE_DROP 15
#define STILL_POLITE 70
// The first agent, and the colleague who takes over, are ordinary; from the third on it is a carousel.
#define AGENTS_BEFORE_ROTATION 2

// The tactic that one signal shows by itself, plus one; 0: none.
static const guint8 direct[TNC_SIGNAL_COUNT] = {
    [TNC_SIGNAL_HANDS_OFF] = TNC_TACTIC_HAND_OFF + 1,
    [TNC_SIGNAL_DENIES] = TNC_TACTIC_DENIAL + 1,
    [TNC_SIGNAL_SHIFTS_COST] = TNC_TACTIC_COST_THREAT + 1,
    [TNC_SIGNAL_IN_PROGRESS] = TNC_TACTIC_IN_PROGRESS + 1,
    [TNC_SIGNAL_ALREADY_ANSWERED] = TNC_TACTIC_ALREADY_ANSWERED + 1,
    [TNC_SIGNAL_NOT_US] = TNC_TACTIC_NOT_US + 1,
    [TNC_SIGNAL_WRONG_CHANNEL] = TNC_TACTIC_WRONG_CHANNEL + 1,
    [TNC_SIGNAL_OFFERS_VOUCHER] = TNC_TACTIC_VOUCHER_INSTEAD + 1,
    [TNC_SIGNAL_ASKS_WITHDRAWAL] = TNC_TACTIC_WITHDRAW_FOR_REFUND + 1,
};

void
tnc_claim_tactic_init(TncTacticMemory *memory)
{
    *memory = (TncTacticMemory){0, 0, 0};
}

void
tnc_claim_tactic_add(TncPosition *position, TncTactic tactic, guint seq)
{
    if (position->tactic_event[tactic] == seq)
        return;
    position->tactics[tactic]++;
    position->tactic_event[tactic] = seq;
}

static void
see_signal(TncPosition *position, const TncClaimEvent *event, TncSignal signal)
{
    // 'Thank you for your patience' beside a question or an offer is politeness, no stalling.
    if (signal == TNC_SIGNAL_IN_PROGRESS &&
        tnc_claim_position_classify(event) == TNC_ANSWER_SUBSTANTIVE)
        return;
    if (direct[signal])
        tnc_claim_tactic_add(position, (TncTactic)(direct[signal] - 1), event->seq);
}

static void
see_tone(TncTacticMemory *memory, TncPosition *position, const TncClaimEvent *event)
{
    if (event->courtesy < 0)
        return;
    int usual = memory->tone_count ? (int)(memory->tone_sum / memory->tone_count) : 0;
    if (memory->tone_count && event->courtesy < STILL_POLITE &&
        event->courtesy + TONE_DROP <= usual)
        tnc_claim_tactic_add(position, TNC_TACTIC_TONE_DROP, event->seq);
    memory->tone_count++;
    memory->tone_sum += (guint)event->courtesy;
}

// The same spelling, or another first letter, tells it without a look at every letter.
static gboolean
is_same_agent(const char *one, const char *other)
{
    return g_str_equal(one, other) || (g_ascii_tolower(one[0]) == g_ascii_tolower(other[0]) &&
                                       g_ascii_strcasecmp(one, other) == 0);
}

static void
see_agent(TncPosition *position, const TncClaimEvent *event)
{
    if (!event->agent || !*event->agent)
        return;
    for (guint i = 0; i < position->agent_count; i++)
        if (is_same_agent(position->agents[i], event->agent))
            return;
    if (position->agent_count == TNC_POSITION_MAX_AGENTS)
        return;
    position->agents[position->agent_count++] = event->agent;
    if (position->agent_count > AGENTS_BEFORE_ROTATION)
        tnc_claim_tactic_add(position, TNC_TACTIC_AGENT_ROTATION, event->seq);
}

void
tnc_claim_tactic_see(TncTacticMemory *memory, TncPosition *position, const TncClaimEvent *event)
{
    gboolean asks_document = FALSE;
    for (guint i = 0; i < event->signal_count; i++) {
        TncSignal signal = event->signals[i].kind;
        asks_document |=
            signal == TNC_SIGNAL_ASKS_INFORMATION || signal == TNC_SIGNAL_ASKS_EVIDENCE;
        see_signal(position, event, signal);
    }
    memory->documents += asks_document;
    if (asks_document && memory->documents > 1)
        tnc_claim_tactic_add(position, TNC_TACTIC_MORE_DOCUMENTS, event->seq);
    see_tone(memory, position, event);
    see_agent(position, event);
}
