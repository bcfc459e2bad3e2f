// SPDX-License-Identifier: AGPL-3.0-or-later
// From a draft to a letter: addresses, references and enclosures come from the records.

#include "desk-letter.h"
#include "desk-speech.h"
#include "error.h"
#include "packs-paper.h"
#include "writing-letter.h"
#include "writing-overlay.h"

void
tnc_desk_letter_free(TncDeskLetter *letter)
{
    if (!letter)
        return;
    g_clear_pointer(&letter->pdf, g_bytes_unref);
    g_free(letter->language);
    g_free(letter);
}

const TncPacksPaper *
tnc_desk_letter_paper(TncDesk *desk, const char *language, GError **error)
{
    const TncPacks *packs = tnc_desk_load_packs(desk, TNC_PACKS_PAPERS, error);
    GHashTable *papers = packs ? tnc_packs_part(packs, TNC_PACKS_PAPERS) : NULL;
    const TncPacksPaper *paper = papers ? tnc_packs_paper_find(papers, language) : NULL;
    if (papers && !paper)
        paper = tnc_packs_paper_find(papers, "en");
    if (papers && !paper)
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, "there is no packs/papers/en.yaml");
    return paper;
}

char *
tnc_desk_letter_date(const TncPacks *packs, const char *language, TncDate date)
{
    char text[TNC_DATE_BUFFER];
    const TncPacksLanguage *known = tnc_packs_language(packs, language);
    return known ? tnc_packs_language_date(known, date) : g_strdup(tnc_date_format(date, text));
}

// An address is typed on one line, with ';' or '\n' for a new one, or kept as lines.
static char *
lines_of(const char *text)
{
    g_autoptr(GString) lines = g_string_new(text);
    g_string_replace(lines, "\\n", "\n", 0);
    g_string_replace(lines, "; ", "\n", 0);
    g_string_replace(lines, ";", "\n", 0);
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

char *
tnc_desk_letter_sender(TncDesk *desk, gboolean *has_address_out)
{
    g_autofree char *name = tnc_desk_setting(desk, "name", NULL);
    g_autofree char *address = tnc_desk_setting(desk, "address", NULL);
    g_autofree char *lines = address ? lines_of(address) : NULL;
    if (has_address_out)
        *has_address_out = address != NULL;
    if (name && lines)
        return g_strconcat(name, "\n", lines, NULL);
    return name ? g_steal_pointer(&name) : g_steal_pointer(&lines);
}

// The town behind a postcode at the beginning of an address line: '69003 Lyon'. NULL when none.
static char *
town_of(const char *sender)
{
    g_auto(GStrv) lines = g_strsplit(sender ? sender : "", "\n", -1);
    char *town = NULL;
    for (guint i = 0; lines[i]; i++) {
        gsize digits = strspn(lines[i], "0123456789");
        if (digits >= 4 && digits <= 6 && lines[i][digits] == ' ' && lines[i][digits + 1]) {
            g_free(town);
            town = g_strndup(lines[i] + digits + 1, strcspn(lines[i] + digits + 1, ","));
        }
    }
    return town;
}

static gboolean
has_exhibit(const GPtrArray *exhibits, const char *sha256)
{
    for (guint i = 0; i < exhibits->len; i++) {
        const TncClaimEvent *event = g_ptr_array_index(exhibits, i);
        if (g_strcmp0(tnc_json_string_or(event->body, "sha256", NULL), sha256) == 0)
            return TRUE;
    }
    return FALSE;
}

GPtrArray *
tnc_desk_letter_exhibits(const TncClaimEvents *events)
{
    GPtrArray *exhibits = g_ptr_array_new();
    for (guint i = 0; i < tnc_claim_event_list_length(events); i++) {
        const TncClaimEvent *event = tnc_claim_event_list_get(events, i);
        if (event->kind == TNC_EVENT_EVIDENCE_ADDED &&
            !has_exhibit(exhibits, tnc_json_string_or(event->body, "sha256", "")))
            g_ptr_array_add(exhibits, (gpointer)(guintptr)event);
    }
    return exhibits;
}

// 'facture.pdf (19 février 2026)', NULL-terminated.
static GStrv
exhibit_names(TncDesk *desk, const TncPacks *packs, const TncDeskCase *kase, const char *language)
{
    g_autoptr(GPtrArray) exhibits = tnc_desk_letter_exhibits(kase->events);
    GStrv names = g_new0(char *, exhibits->len + 1);
    for (guint i = 0; i < exhibits->len; i++) {
        const TncClaimEvent *event = g_ptr_array_index(exhibits, i);
        g_autofree char *date =
            tnc_desk_letter_date(packs, language, tnc_zone_date(tnc_desk_zone(desk), event->at));
        names[i] = g_strdup_printf("%s (%s)", tnc_json_string_or(event->body, "name", "?"), date);
    }
    return names;
}

char *
tnc_desk_letter_recipient(const TncMerchant *merchant)
{
    g_autofree char *lines = merchant->postal_address ? lines_of(merchant->postal_address) : NULL;
    if (!lines)
        return g_strdup(merchant->name);
    return g_str_has_prefix(lines, merchant->name) ? g_steal_pointer(&lines)
                                                   : g_strconcat(merchant->name, "\n", lines, NULL);
}

static char *
date_line(TncDesk *desk, const TncPacks *packs, const TncPacksPaper *paper, const char *sender)
{
    g_autofree char *date = tnc_desk_letter_date(packs, paper->id, tnc_desk_today(desk));
    g_autofree char *town = town_of(sender);
    return town ? tnc_packs_language_fill(paper->words[TNC_PAPER_PLACE_DATE], "place", town, "date",
                                          date, NULL)
                : tnc_packs_language_fill(paper->words[TNC_PAPER_ONLY_DATE], "date", date, NULL);
}

static GBytes *
print(TncDesk *desk, const TncPacks *packs, const TncDeskCase *kase,
      const TncDeskOutgoing *outgoing, TncDeskLetter *letter, GError **error)
{
    const TncPacksPaper *paper = tnc_desk_letter_paper(desk, outgoing->draft->language, error);
    if (!paper)
        return NULL;
    g_autofree char *sender = tnc_desk_letter_sender(desk, &letter->has_sender);
    g_autofree char *recipient = tnc_desk_letter_recipient(kase->merchant);
    g_autofree char *date = date_line(desk, packs, paper, sender);
    g_auto(GStrv) exhibits = exhibit_names(desk, packs, kase, paper->id);
    TncChannel channel = outgoing->move.channel;
    gboolean is_sheet = channel == TNC_CHANNEL_PHONE || channel == TNC_CHANNEL_COUNTER;
    TncWritingLetter words = {
        .paper = paper,
        .sender = sender,
        .recipient = recipient,
        .date_line = date,
        .order = kase->purchase->order_number,
        // A name made by the program is of use to nobody on paper.
        .reference = strlen(kase->claim->ref) <= 12 ? kase->claim->ref : NULL,
        .is_sheet = is_sheet,
        .registered = channel == TNC_CHANNEL_LETTER || outgoing->draft->frame == TNC_FRAME_LETTER,
        .subject = outgoing->draft->subject ? outgoing->draft->subject : kase->purchase->item,
        .body = outgoing->draft->body,
        .exhibits = (const char *const *)exhibits,
        .made_at = tnc_desk_now(desk),
    };
    letter->has_sender |= is_sheet;
    letter->has_recipient = is_sheet || kase->merchant->postal_address != NULL;
    letter->language = g_strdup(paper->id);
    return tnc_writing_letter_print(&words, error);
}

TncDeskLetter *
tnc_desk_letter_make(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                     GError **error)
{
    const TncPacks *packs =
        tnc_desk_load_packs(desk, TNC_PACKS_DRAFTS | TNC_PACKS_LANGUAGES, error);
    g_autoptr(TncDeskLetter) letter = g_new0(TncDeskLetter, 1);
    if (!packs)
        return NULL;
    if (!outgoing->draft) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("this move needs no words: 'tenace next %lld' says what it is"),
                      (long long)kase->id);
        return NULL;
    }
    letter->pdf = print(desk, packs, kase, outgoing, letter, error);
    if (!letter->pdf)
        return NULL;
    letter->pages = tnc_writing_overlay_count(letter->pdf);
    return g_steal_pointer(&letter);
}
