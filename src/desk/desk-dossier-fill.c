// SPDX-License-Identifier: AGPL-3.0-or-later
// What the dossier says: all of it comes from records and events; fixed words from packs/papers.

#include "desk-dossier-fill.h"
#include "desk-letter.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-message.h"
#include "text.h"

#define MAX_TEXT 300000 // bytes of a text exhibit that are printed

typedef struct {
    TncDesk *desk;
    const TncDeskCase *kase;
    const TncPacks *packs; // languages
    const TncPacksPaper *paper;
    TncWritingDossier *dossier;
    GPtrArray *exhibits;
    char *last_hash;
} Filling;

static const char *
keep(const Filling *filling, char *text)
{
    const char *kept = tnc_writing_dossier_keep(filling->dossier, text);
    g_free(text);
    return kept;
}

static const char *
date_words(const Filling *filling, TncDate date)
{
    return date == TNC_DATE_NONE
               ? NULL
               : keep(filling, tnc_desk_letter_date(filling->packs, filling->paper->id, date));
}

// '2 mars 2026, 10:05'
static const char *
instant_words(const Filling *filling, TncInstant at)
{
    const TncZone *zone = tnc_desk_zone(filling->desk);
    char text[TNC_INSTANT_BUFFER];
    tnc_instant_format(at, tnc_zone_offset(zone, at), text);
    return keep(filling, g_strdup_printf("%s, %.5s", date_words(filling, tnc_zone_date(zone, at)),
                                         text + 11));
}

static const char *
event_word(const Filling *filling, TncEventKind kind)
{
    return filling->paper->events[kind];
}

// ---- the summary

static void
add_fact(const Filling *filling, TncPaperWord word, const char *value)
{
    TncWritingFact fact = {filling->paper->words[word], value};
    if (value && *value)
        g_array_append_val(filling->dossier->facts, fact);
}

static const char *
money_words(const Filling *filling, const TncMoney *money)
{
    return tnc_money_is_none(money) ? NULL
                                    : keep(filling, tnc_money_format(money, filling->paper->id));
}

static const char *
opening_words(const TncDeskCase *kase)
{
    for (guint i = 0; i < tnc_claim_event_list_length(kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(kase->events, i);
        if (event->kind == TNC_EVENT_CLAIM_OPENED)
            return tnc_json_string_or(event->body, "about", NULL);
    }
    return NULL;
}

static void
fill_facts(const Filling *filling)
{
    const TncDeskCase *kase = filling->kase;
    const TncPurchase *purchase = kase->purchase;
    const char *opening = opening_words(kase);
    // The summary is one page: the whole of it stands in the timeline's event and in the chain.
    g_autofree char *about = opening ? tnc_text_excerpt(opening, 500) : NULL;
    const char *kind = filling->paper->kinds[kase->claim->kind];
    add_fact(filling, TNC_PAPER_BUYER, keep(filling, tnc_desk_letter_sender(filling->desk, NULL)));
    add_fact(filling, TNC_PAPER_SELLER, keep(filling, tnc_desk_letter_recipient(kase->merchant)));
    add_fact(filling, TNC_PAPER_ITEM, purchase->item);
    add_fact(filling, TNC_PAPER_ORDER, purchase->order_number);
    add_fact(filling, TNC_PAPER_SERIAL, purchase->serial);
    add_fact(filling, TNC_PAPER_PRICE, money_words(filling, &purchase->price));
    add_fact(filling, TNC_PAPER_ORDERED, date_words(filling, purchase->ordered_on));
    add_fact(filling, TNC_PAPER_EXPECTED, date_words(filling, purchase->expected_on));
    add_fact(filling, TNC_PAPER_DELIVERED, date_words(filling, purchase->delivered_on));
    add_fact(filling, TNC_PAPER_GRIEVANCE,
             keep(filling, about ? g_strdup_printf("%s. %s", kind, about) : g_strdup(kind)));
    add_fact(filling, TNC_PAPER_WANTED, filling->paper->remedies[kase->claim->wants]);
    // Who asks for the thing itself is owed no money.
    if (kase->claim->wants == TNC_REMEDY_REFUND || kase->claim->wants == TNC_REMEDY_PRICE_REDUCTION)
        add_fact(filling, TNC_PAPER_OWED, money_words(filling, &kase->position.owed));
    if (kase->position.recovered.minor > 0)
        add_fact(filling, TNC_PAPER_RECOVERED, money_words(filling, &kase->position.recovered));
}

// Each way that was tried: how often, and when last.
static void
fill_tried(const Filling *filling)
{
    static const TncEventKind kinds[] = {TNC_EVENT_FORM_SUBMITTED, TNC_EVENT_MESSAGE_SENT,
                                         TNC_EVENT_CALL_MADE,      TNC_EVENT_VISIT_MADE,
                                         TNC_EVENT_POST_PUBLISHED, TNC_EVENT_STEP_DONE,
                                         TNC_EVENT_ITEM_RETURNED,  TNC_EVENT_MESSAGE_RECEIVED};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        guint count = 0;
        const TncClaimEvent *first = NULL;
        const TncClaimEvent *last = NULL;
        for (guint j = 0; j < tnc_claim_event_list_length(filling->kase->events); j++) {
            const TncClaimEvent *event = tnc_claim_event_list_get(filling->kase->events, j);
            if (event->kind != kinds[i])
                continue;
            first = first ? first : event;
            last = event;
            count++;
        }
        if (!count)
            continue;
        const TncZone *zone = tnc_desk_zone(filling->desk);
        const char *from = date_words(filling, tnc_zone_date(zone, first->at));
        const char *to = date_words(filling, tnc_zone_date(zone, last->at));
        TncWritingLine line = {
            .what = event_word(filling, kinds[i]),
            .when = keep(filling, count == 1 ? g_strdup_printf("1 (%s)", from)
                                             : g_strdup_printf("%u (%s – %s)", count, from, to))};
        g_array_append_val(filling->dossier->tried, line);
    }
}

// ---- timeline, messages, findings

static guint
exhibit_number(const Filling *filling, const TncClaimEvent *event)
{
    const char *sha256 = tnc_json_string_or(event->body, "sha256", NULL);
    for (guint i = 0; sha256 && i < filling->exhibits->len; i++) {
        const TncClaimEvent *one = g_ptr_array_index(filling->exhibits, i);
        if (g_str_equal(tnc_json_string_or(one->body, "sha256", ""), sha256))
            return i + 1;
    }
    return 0;
}

static gboolean
is_message(const TncClaimEvent *event)
{
    return event->kind == TNC_EVENT_MESSAGE_SENT || event->kind == TNC_EVENT_MESSAGE_RECEIVED ||
           event->kind == TNC_EVENT_FORM_SUBMITTED || event->kind == TNC_EVENT_POST_PUBLISHED;
}

// The name of the step ID in the paper's language; without one, its id with blanks for '_'.
static char *
step_words(const Filling *filling, const char *id)
{
    const TncPacksLanguage *language = tnc_packs_language(filling->packs, filling->paper->id);
    const char *name = language ? tnc_packs_language_step(language, id) : NULL;
    return g_strdelimit(g_strdup(name ? name : id), "_", ' ');
}

// What an event says in a few words; a message's text stands further down.
static char *
say_event(const Filling *filling, const TncClaimEvent *event)
{
    static const char *const fields[] = {"subject", "finding", "step",  "result",   "what", "about",
                                         "name",    "reason",  "agent", "tracking", "note"};
    GString *text = g_string_new(event_word(filling, event->kind));
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *value = tnc_json_string_or(event->body, fields[i], NULL);
        gboolean is_step = value && g_str_equal(fields[i], "step");
        g_autofree char *said = is_step ? step_words(filling, value) : g_strdup(value);
        g_autofree char *cut = said ? tnc_text_excerpt(said, 200) : NULL;
        if (cut && *cut)
            g_string_append_printf(text, " · %s", cut);
    }
    if (event->due != TNC_DATE_NONE)
        g_string_append_printf(text, " · %s", date_words(filling, event->due));
    const char *money = money_words(filling, &event->amount);
    if (money)
        g_string_append_printf(text, " · %s", money);
    if (event->text && !is_message(event)) {
        g_autofree char *cut = tnc_text_excerpt(event->text, 400);
        g_string_append_printf(text, " · %s", cut);
    }
    return g_string_free(text, FALSE);
}

// 'Kevin <support@phones.example>' of an object, a text, or a list of them. New string; NULL when none.
static char *
say_address(const json_t *value)
{
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    if (json_is_object(value)) {
        const char *name = tnc_json_string_or(value, "name", "");
        const char *address = tnc_json_string_or(value, "address", "");
        return *name ? g_strdup_printf("%s <%s>", name, address) : g_strdup(address);
    }
    if (json_array_size(value) == 0)
        return NULL;
    GString *all = g_string_new(NULL);
    for (gsize i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        g_autofree char *one = json_is_array(item) ? NULL : say_address(item);
        if (one)
            g_string_append_printf(all, "%s%s", all->len ? ", " : "", one);
    }
    return g_string_free(all, FALSE);
}

static char *
say_attachments(const json_t *list)
{
    GString *all = json_array_size(list) ? g_string_new(NULL) : NULL;
    for (gsize i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *name =
            json_is_string(item) ? json_string_value(item) : tnc_json_string_or(item, "name", "?");
        g_string_append_printf(all, "%s%s", i ? ", " : "", name);
    }
    return all ? g_string_free(all, FALSE) : NULL;
}

static void
add_message(const Filling *filling, const TncClaimEvent *event)
{
    const json_t *body = event->body;
    gboolean own = event->kind != TNC_EVENT_MESSAGE_RECEIVED;
    g_autofree char *me = tnc_desk_setting(filling->desk, "name", NULL);
    const char *buyer = me ? me : filling->paper->words[TNC_PAPER_BUYER];
    g_autofree char *from = say_address(json_object_get(body, "from"));
    g_autofree char *to = say_address(json_object_get(body, "to"));
    const char *seller = filling->kase->merchant->name;
    TncWritingMessage message = {
        .kind = event_word(filling, event->kind),
        .from = keep(filling, g_strdup(from  ? from
                                       : own ? buyer
                                             : seller)),
        .to = keep(filling, g_strdup(to    ? to
                                     : own ? seller
                                           : buyer)),
        .when = instant_words(filling, event->at),
        .subject = tnc_json_string_or(body, "subject", NULL),
        .text = event->text,
        .attached = keep(filling, say_attachments(json_object_get(body, "attachments"))),
        .raw = tnc_json_string_or(body, "raw", NULL),
        .automatic = event->automatic != TNC_AUTOMATIC_NONE,
    };
    g_array_append_val(filling->dossier->messages, message);
}

static void
add_finding(const Filling *filling, const TncClaimEvent *event)
{
    if (event->kind != TNC_EVENT_FINDING_RECORDED && event->kind != TNC_EVENT_STEP_DONE)
        return;
    const char *result = tnc_json_string_or(event->body, "result", NULL);
    const char *step = tnc_json_string_or(event->body, "step", NULL);
    const char *finding = tnc_json_string_or(event->body, "finding", event->text);
    g_autofree char *named = step ? step_words(filling, step) : NULL;
    g_autofree char *ending = result
                                  ? tnc_packs_language_fill(filling->paper->words[TNC_PAPER_RESULT],
                                                            "result", result, NULL)
                                  : NULL;
    g_autofree char *what = g_strdup_printf("%s%s%s",
                                            named     ? named
                                            : finding ? finding
                                                      : "–",
                                            ending ? " – " : "", ending ? ending : "");
    TncWritingLine line = {.when = instant_words(filling, event->at),
                           .what = tnc_writing_dossier_keep(filling->dossier, what)};
    g_array_append_val(filling->dossier->findings, line);
}

static void
fill_events(const Filling *filling)
{
    for (guint i = 0; i < tnc_claim_event_list_length(filling->kase->events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(filling->kase->events, i);
        TncWritingLine line = {.when = instant_words(filling, event->at),
                               .what = keep(filling, say_event(filling, event)),
                               .exhibit = exhibit_number(filling, event)};
        g_array_append_val(filling->dossier->timeline, line);
        if (is_message(event))
            add_message(filling, event);
        add_finding(filling, event);
    }
}

// ---- exhibits

// 'De : Amy', as the language writes a line of a list.
static char *
say_field(const Filling *filling, const char *name, const char *value)
{
    const TncPacksLanguage *language = tnc_packs_language(filling->packs, filling->paper->id);
    if (!language)
        return g_strdup_printf("%s: %s", name, value);
    g_autofree char *line =
        tnc_packs_language_fill(language->item, "date", name, "text", value, NULL);
    return tnc_packs_language_mend(language, line);
}

// A kept mail as one reads it.
static char *
say_mail(const Filling *filling, GBytes *bytes)
{
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(bytes, NULL);
    if (!message)
        return NULL;
    char *const *words = filling->paper->words;
    const TncMailAddress *from = tnc_mail_message_from(message);
    const TncMailAddress *to =
        tnc_mail_message_to_count(message) ? tnc_mail_message_to(message, 0) : NULL;
    TncInstant at = tnc_mail_message_date(message, NULL);
    const char *when = at == TNC_INSTANT_NONE ? "" : instant_words(filling, at);
    g_autofree char *sender = g_strdup_printf("%s <%s>", from->name, from->address);
    g_autofree char *from_line = say_field(filling, words[TNC_PAPER_FROM], sender);
    g_autofree char *to_line = say_field(filling, words[TNC_PAPER_TO], to ? to->address : "");
    g_autofree char *date_line = say_field(filling, words[TNC_PAPER_DATE], when);
    g_autofree char *subject_line =
        say_field(filling, words[TNC_PAPER_SUBJECT], tnc_mail_message_subject(message));
    return g_strdup_printf("%s\n%s\n%s\n%s\n\n%s", from_line, to_line, date_line, subject_line,
                           tnc_mail_message_text(message));
}

static char *
say_file(const Filling *filling, const char *name, GBytes *bytes)
{
    static const char *const plain[] = {".txt", ".md", ".csv", ".log", ".json", ".vtt"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    if (g_str_has_suffix(lower, ".eml"))
        return say_mail(filling, bytes);
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
        if (g_str_has_suffix(lower, plain[i]) && g_utf8_validate(data, (gssize)size, NULL))
            return tnc_text_make_valid(data, MIN(size, MAX_TEXT));
    return NULL;
}

static gboolean
fill_exhibits(const Filling *filling, GError **error)
{
    TncStore *store = tnc_desk_store(filling->desk);
    for (guint i = 0; i < filling->exhibits->len; i++) {
        const TncClaimEvent *event = g_ptr_array_index(filling->exhibits, i);
        TncWritingExhibit exhibit = {
            .name = tnc_json_string_or(event->body, "name", "?"),
            .when = instant_words(filling, event->at),
            .sha256 = tnc_json_string_or(event->body, "sha256", ""),
            .note = tnc_json_string_or(event->body, "note", NULL),
        };
        if (tnc_store_has_blob(store, exhibit.sha256)) {
            exhibit.bytes = tnc_store_get_blob(store, exhibit.sha256, error);
            if (!exhibit.bytes)
                return FALSE;
            exhibit.text = keep(filling, say_file(filling, exhibit.name, exhibit.bytes));
        }
        g_array_append_val(filling->dossier->exhibits, exhibit);
    }
    return TRUE;
}

// ---- the chain

char *
tnc_desk_dossier_link_text(const char *claim_ref, const TncStoreEvent *event)
{
    char recorded[TNC_INSTANT_BUFFER];
    g_autoptr(json_t) link =
        json_pack("{s:s, s:s, s:O, s:s, s:s, s:s, s:i}", "actor",
                  tnc_claim_words_name(TNC_WORDS_TncActor, (int)event->actor), "at", event->at_text,
                  "body", event->body, "claim", claim_ref, "kind",
                  tnc_claim_words_name(TNC_WORDS_TncEventKind, (int)event->kind), "recorded_at",
                  tnc_instant_format(event->recorded_at, 0, recorded), "seq", (int)event->seq);
    return tnc_json_canonical(link);
}

// A dossier whose chain does not hold would be worse than none.
static gboolean
add_link(const TncStoreEvent *event, gpointer data, GError **error)
{
    Filling *filling = data;
    char hash[TNC_SHA256_HEX + 1];
    g_autofree char *text = tnc_desk_dossier_link_text(filling->kase->claim->ref, event);
    tnc_sha256_link(filling->last_hash ? filling->last_hash : "", text, hash);
    if (!g_str_equal(hash, event->hash))
        return tnc_error_set(error, TNC_ERROR_CORRUPT,
                             gettext("event %u was altered: run 'tenace verify'"), event->seq);
    g_free(filling->last_hash);
    filling->last_hash = g_strdup(hash);
    TncWritingLink link = {.seq = event->seq,
                           .when = instant_words(filling, event->at),
                           .what = event_word(filling, event->kind),
                           .hash = tnc_writing_dossier_keep(filling->dossier, hash)};
    g_array_append_val(filling->dossier->links, link);
    return TRUE;
}

TncWritingDossier *
tnc_desk_dossier_fill(TncDesk *desk, const TncDeskCase *kase, const TncPacksPaper *paper,
                      GError **error)
{
    g_autoptr(TncWritingDossier) dossier = tnc_writing_dossier_new(paper);
    const TncPacks *packs =
        tnc_desk_load_packs(desk, TNC_PACKS_DRAFTS | TNC_PACKS_LANGUAGES, error);
    if (!packs)
        return NULL;
    g_autoptr(GPtrArray) exhibits = tnc_desk_letter_exhibits(kase->events);
    Filling filling = {desk, kase, packs, paper, dossier, exhibits, NULL};
    dossier->title =
        keep(&filling, g_strdup_printf("%s · %s", kase->purchase->item, kase->merchant->name));
    dossier->author = keep(&filling, tnc_desk_setting(desk, "name", ""));
    dossier->made_at = tnc_desk_now(desk);
    dossier->made_on = date_words(&filling, tnc_desk_today(desk));
    fill_facts(&filling);
    fill_tried(&filling);
    fill_events(&filling);
    gboolean done = fill_exhibits(&filling, error) &&
                    tnc_store_each_event(tnc_desk_store(desk), kase->id, add_link, &filling, error);
    g_free(filling.last_hash);
    return done ? g_steal_pointer(&dossier) : NULL;
}
