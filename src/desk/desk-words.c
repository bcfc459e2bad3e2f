// SPDX-License-Identifier: AGPL-3.0-or-later
// English sentences are the keys of the translations (po/fr.po). N_() marks a text for the translators, _() fetches
// its translation.

#include "desk-words.h"
#include "desk-speech.h"

#define _(text) gettext(text)
#define N_(text) text

typedef struct {
    const char *name;
    const char *english;
} Word;

static const Word moves[] = {
    {"wait", N_("wait")},
    {"form", N_("fill in the seller's form")},
    {"call", N_("call the seller")},
    {"email", N_("write an e-mail")},
    {"chaser", N_("send a chaser")},
    {"supervisor", N_("ask for a supervisor")},
    {"counter", N_("go to the counter")},
    {"public", N_("a polite word in public")},
    {"notice", N_("send the formal notice")},
    {"notice_letter", N_("send the formal notice by registered letter")},
    {"end_letter", N_("end the contract by registered letter")},
    {"end", N_("end the contract and claim the refund")},
    {"report", N_("report to the authority")},
    {"authority", N_("report to the authority")},
    {"mediator", N_("go to the mediator")},
    {"centre", N_("go to the European Consumer Centre")},
    {"dispute", N_("dispute the payment")},
    {"court", N_("conciliation, then the small-claims court")},
    {"answer", N_("answer the seller")},
    {"answer_privately", N_("write to the seller in private")},
    {"answer_step", N_("answer about the step asked for")},
    {"send_document", N_("send what the seller asks for")},
    {"answer_offer", N_("answer the seller's offer")},
    {"promise_broken", N_("remind the seller of the promise")},
    {"return_item", N_("send the item back")},
    {"withdraw", N_("withdraw from the purchase")},
    {"not_fixed", N_("tell the seller that it is not settled")},
    {"close", N_("decide: settled or not?")},
};

static const Word tactics[] = {
    {"hand_off", N_("hand-off to another service")},
    {"tone_drop", N_("drop in tone")},
    {"repeated_question", N_("repeated question")},
    {"denial", N_("denial")},
    {"cost_threat", N_("threat of costs")},
    {"in_progress", N_("'in progress', without more")},
    {"already_answered", N_("'already answered'")},
    {"not_us", N_("'it is not us'")},
    {"wrong_channel", N_("'write elsewhere'")},
    {"more_documents", N_("ever more documents")},
    {"voucher_instead", N_("a voucher instead of money")},
    {"withdraw_for_refund", N_("'drop the claim first'")},
    {"agent_rotation", N_("ever new agents")},
};

static const Word signals[] = {
    {"asks_step", N_("asks for a step")},
    {"asks_information", N_("asks for information")},
    {"asks_evidence", N_("asks for a document or a photo")},
    {"hands_off", N_("hands over to another service")},
    {"denies", N_("denies")},
    {"shifts_cost", N_("threatens with costs")},
    {"in_progress", N_("'in progress'")},
    {"already_answered", N_("'already answered'")},
    {"not_us", N_("'it is not us'")},
    {"wrong_channel", N_("'write elsewhere'")},
    {"promises", N_("promises")},
    {"offers_refund", N_("offers a refund")},
    {"offers_repair", N_("offers a repair")},
    {"offers_replacement", N_("offers a replacement")},
    {"offers_voucher", N_("offers a voucher")},
    {"offers_partial_refund", N_("offers a part of the money")},
    {"gives_return_procedure", N_("gives the return procedure")},
    {"asks_withdrawal", N_("asks to drop the claim first")},
    {"apologises", N_("apologises")},
    {"thanks", N_("thanks")},
    {"closes", N_("closes the file")},
    {"gives_ticket_number", N_("gives a file number")},
    {"gives_tracking_number", N_("gives a tracking number")},
};

static const Word ghostings[] = {
    {"none", N_("in touch")},     {"acknowledged_only", N_("only acknowledgements")},
    {"silent", N_("silent")},     {"promise_broken", N_("promise not kept")},
    {"vanished", N_("vanished")},
};

static const Word events[] = {
    {"claim.opened", N_("claim opened")},
    {"message.sent", N_("message sent")},
    {"message.received", N_("message received")},
    {"call.made", N_("call")},
    {"visit.made", N_("visit")},
    {"form.submitted", N_("form sent")},
    {"post.published", N_("public word")},
    {"step.requested", N_("step asked for")},
    {"step.done", N_("step done")},
    {"finding.recorded", N_("finding")},
    {"evidence.added", N_("evidence")},
    {"promise.made", N_("promise")},
    {"offer.made", N_("offer")},
    {"offer.answered", N_("offer answered")},
    {"return_procedure.received", N_("return procedure")},
    {"item.returned", N_("item sent back")},
    {"item.arrived", N_("item arrived")},
    {"remedy.received", N_("remedy received")},
    {"deadline.set", N_("date set")},
    {"signal.corrected", N_("reading corrected")},
    {"move.skipped", N_("move skipped")},
    {"claim.snoozed", N_("put aside")},
    {"claim.closed", N_("claim closed")},
    {"claim.reopened", N_("claim re-opened")},
    {"note.added", N_("note")},
};

static const Word remedies[] = {
    {"delivery", N_("the delivery")},
    {"repair", N_("the repair")},
    {"replacement", N_("the replacement")},
    {"refund", N_("the refund")},
    {"price_reduction", N_("the price reduction")},
};

static const Word channels[] = {
    {"counter", N_("At the counter")}, {"form", N_("By its form")}, {"phone", N_("By phone")},
    {"email", N_("By e-mail")},        {"chat", N_("By chat")},     {"public", N_("In public")},
    {"letter", N_("By letter")},
};

static const Word states[] = {
    {"open", N_("open")},       {"won", N_("won")},         {"partly_won", N_("partly won")},
    {"dropped", N_("dropped")}, {"expired", N_("expired")},
};

static const Word outcomes[] = {
    {"satisfied", N_("satisfied")},
    {"partly", N_("partly satisfied")},
    {"withdrawn", N_("given up")},
    {"hopeless", N_("hopeless")},
};

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

static const char *const weekdays[] = {
    N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
    N_("Friday"), N_("Saturday"), N_("Sunday"),
};

static const char *
find(const Word *words, guint count, const char *name)
{
    for (guint i = 0; i < count; i++)
        if (g_str_equal(words[i].name, name))
            return _(words[i].english);
    return name;
}

const char *
tnc_desk_words_move(const char *id)
{
    return find(moves, G_N_ELEMENTS(moves), id);
}

const char *
tnc_desk_words_remedy(const char *name)
{
    return find(remedies, G_N_ELEMENTS(remedies), name);
}

const char *
tnc_desk_words_tactic(const char *name)
{
    return find(tactics, G_N_ELEMENTS(tactics), name);
}

const char *
tnc_desk_words_signal(const char *name)
{
    return find(signals, G_N_ELEMENTS(signals), name);
}

const char *
tnc_desk_words_ghosting(const char *name)
{
    return find(ghostings, G_N_ELEMENTS(ghostings), name);
}

const char *
tnc_desk_words_event(const char *name)
{
    return find(events, G_N_ELEMENTS(events), name);
}

const char *
tnc_desk_words_channel(const char *name)
{
    return find(channels, G_N_ELEMENTS(channels), name);
}

const char *
tnc_desk_words_state(const char *name)
{
    return find(states, G_N_ELEMENTS(states), name);
}

const char *
tnc_desk_words_outcome(const char *name)
{
    return find(outcomes, G_N_ELEMENTS(outcomes), name);
}

char *
tnc_desk_words_date(TncDate date)
{
    if (date == TNC_DATE_NONE)
        return g_strdup("");
    TncYmd ymd = tnc_date_to_ymd(date);
    // Translators: the day may need its own form ('1er'); %1$d day, %2$s month, %3$d year.
    const char *format = ymd.day == 1 ? _("%1$d %2$s %3$d|first") : _("%1$d %2$s %3$d");
    g_autofree char *text = NULL;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    text = g_strdup_printf(format, ymd.day, _(months[ymd.month - 1]), ymd.year);
#pragma GCC diagnostic pop
    char *bar = strchr(text, '|');
    return bar ? g_strndup(text, (gsize)(bar - text)) : g_steal_pointer(&text);
}

char *
tnc_desk_words_day(TncDate date)
{
    g_autofree char *text = tnc_desk_words_date(date);
    if (date == TNC_DATE_NONE)
        return g_steal_pointer(&text);
    return g_strdup_printf("%s %s", _(weekdays[tnc_date_weekday(date) - 1]), text);
}

char *
tnc_desk_words_step(TncDesk *desk, const char *step)
{
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_LANGUAGES, NULL);
    const TncPacksLanguage *language =
        packs ? tnc_packs_language(packs, tnc_desk_language(desk)) : NULL;
    const char *known = language ? tnc_packs_language_step(language, step) : NULL;
    return known ? g_strdup(known) : g_strdelimit(g_strdup(step), "_", ' ');
}

// A rung, step or tactic as a person would say it.
static char *
name_of(TncDesk *desk, const char *name)
{
    const char *known = tnc_desk_words_tactic(name);
    if (known == name)
        known = tnc_desk_words_move(name);
    return known != name ? g_strdup(known) : tnc_desk_words_step(desk, name);
}

// SENTENCE with %D and %R filled in.
static char *
fill(TncDesk *desk, const char *sentence, TncDate date, const char *name)
{
    g_autofree char *day = tnc_desk_words_date(date);
    g_autofree char *what = name ? name_of(desk, name) : g_strdup("");
    GString *text = g_string_new(NULL);
    for (const char *c = sentence; *c; c++) {
        gboolean mark = c[0] == '%' && (c[1] == 'D' || c[1] == 'R');
        if (mark)
            g_string_append(text, *++c == 'D' ? day : what);
        else
            g_string_append_c(text, *c);
    }
    return g_string_free(text, FALSE);
}

char *
tnc_desk_words_reason(TncDesk *desk, const char *code, TncDate date, const char *name)
{
    for (int i = 0; i < TNC_REASON_COUNT; i++)
        if (g_str_equal(tnc_claim_plan_reason_name((TncReasonCode)i), code))
            return fill(desk, _(tnc_claim_plan_reason_english((TncReasonCode)i)), date, name);
    return g_strdup(code);
}

char *
tnc_desk_words_waiting(TncWaiting waiting, TncDate date)
{
    return fill(NULL, _(tnc_claim_plan_waiting_english(waiting)), date, NULL);
}

char *
tnc_desk_words_money(const TncMoney *money)
{
    // Translators: the language of amounts: 'fr' or 'en'.
    return tnc_money_is_none(money) ? g_strdup("") : tnc_money_format(money, _("en"));
}
