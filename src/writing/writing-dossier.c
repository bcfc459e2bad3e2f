// SPDX-License-Identifier: AGPL-3.0-or-later
// One part after the other, each with its bookmark; exhibits begin on pages of their own.

#include "writing-dossier.h"
#include "packs-language.h"
#include "writing-overlay.h"
#include "writing-page.h"

#include <string.h>

#define MAX_SHEETS 400 // pages of one PDF exhibit

typedef struct {
    const TncWritingDossier *dossier;
    char *const *words;
    TncWritingPages *pages;
    GArray *overlays;
} Printer;

TncWritingDossier *
tnc_writing_dossier_new(const TncPacksPaper *paper)
{
    TncWritingDossier *dossier = g_new0(TncWritingDossier, 1);
    dossier->paper = paper;
    dossier->facts = g_array_new(FALSE, TRUE, sizeof(TncWritingFact));
    dossier->tried = g_array_new(FALSE, TRUE, sizeof(TncWritingLine));
    dossier->timeline = g_array_new(FALSE, TRUE, sizeof(TncWritingLine));
    dossier->messages = g_array_new(FALSE, TRUE, sizeof(TncWritingMessage));
    dossier->findings = g_array_new(FALSE, TRUE, sizeof(TncWritingLine));
    dossier->exhibits = g_array_new(FALSE, TRUE, sizeof(TncWritingExhibit));
    dossier->links = g_array_new(FALSE, TRUE, sizeof(TncWritingLink));
    dossier->texts = g_string_chunk_new(4096);
    return dossier;
}

void
tnc_writing_dossier_free(TncWritingDossier *dossier)
{
    if (!dossier)
        return;
    for (guint i = 0; i < dossier->exhibits->len; i++)
        g_clear_pointer(&g_array_index(dossier->exhibits, TncWritingExhibit, i).bytes,
                        g_bytes_unref);
    GArray *const arrays[] = {dossier->facts,    dossier->tried,    dossier->timeline,
                              dossier->messages, dossier->findings, dossier->exhibits,
                              dossier->links};
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_string_chunk_free(dossier->texts);
    g_free(dossier);
}

const char *
tnc_writing_dossier_keep(TncWritingDossier *dossier, const char *text)
{
    return text ? g_string_chunk_insert(dossier->texts, text) : NULL;
}

// ---- parts

static void
set_row(const Printer *printer, const char *label, double width, const char *value,
        const char *target)
{
    const TncWritingPageCell cells[] = {{label, TNC_PAGE_MUTED, width}, {value, TNC_PAGE_SMALL, 0}};
    tnc_writing_page_row(printer->pages, cells, G_N_ELEMENTS(cells), target);
}

static void
set_contents(const Printer *printer)
{
    const TncWritingDossier *dossier = printer->dossier;
    const struct {
        TncPaperWord word;
        const char *anchor;
        guint count;
    } parts[] = {
        {TNC_PAPER_TIMELINE, "timeline", dossier->timeline->len},
        {TNC_PAPER_MESSAGES, "messages", dossier->messages->len},
        {TNC_PAPER_FINDINGS, "findings", dossier->findings->len},
        {TNC_PAPER_EXHIBITS, "exhibits", dossier->exhibits->len},
        {TNC_PAPER_CHAIN, "chain", dossier->links->len},
    };
    tnc_writing_page_text(printer->pages, TNC_PAGE_SUBHEADING, printer->words[TNC_PAPER_CONTENTS]);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        const TncWritingPageCell cell = {printer->words[parts[i].word], TNC_PAGE_SMALL, 0};
        if (parts[i].count)
            tnc_writing_page_row(printer->pages, &cell, 1, parts[i].anchor);
    }
}

static void
set_summary(const Printer *printer)
{
    const TncWritingDossier *dossier = printer->dossier;
    TncWritingPages *pages = printer->pages;
    g_autofree char *made =
        tnc_packs_language_fill(printer->words[TNC_PAPER_MADE_ON], "date", dossier->made_on, NULL);
    tnc_writing_page_anchor(pages, "summary", 1, printer->words[TNC_PAPER_SUMMARY]);
    tnc_writing_page_text(pages, TNC_PAGE_TITLE, printer->words[TNC_PAPER_DOSSIER]);
    tnc_writing_page_text(pages, TNC_PAGE_STRONG, dossier->title);
    tnc_writing_page_text(pages, TNC_PAGE_MUTED, made);
    tnc_writing_page_space(pages, 2);
    tnc_writing_page_rule(pages);
    tnc_writing_page_text(pages, TNC_PAGE_SUBHEADING, printer->words[TNC_PAPER_SUMMARY]);
    for (guint i = 0; i < dossier->facts->len; i++) {
        const TncWritingFact *fact = &g_array_index(dossier->facts, TncWritingFact, i);
        set_row(printer, fact->label, 40, fact->value, NULL);
    }
    if (dossier->tried->len)
        tnc_writing_page_text(pages, TNC_PAGE_SUBHEADING, printer->words[TNC_PAPER_TRIED]);
    for (guint i = 0; i < dossier->tried->len; i++) {
        const TncWritingLine *line = &g_array_index(dossier->tried, TncWritingLine, i);
        set_row(printer, line->what, 40, line->when, NULL);
    }
    set_contents(printer);
    tnc_writing_page_break(pages);
}

static void
set_lines(const Printer *printer, TncPaperWord heading, const char *anchor, const GArray *lines)
{
    if (!lines->len)
        return;
    tnc_writing_page_heading(printer->pages, TNC_PAGE_HEADING, anchor, 1, printer->words[heading]);
    for (guint i = 0; i < lines->len; i++) {
        const TncWritingLine *line = &g_array_index(lines, TncWritingLine, i);
        g_autofree char *target =
            line->exhibit ? g_strdup_printf("exhibit-%u", line->exhibit) : NULL;
        set_row(printer, line->when, 34, line->what, target);
    }
}

static void
set_field(const Printer *printer, TncPaperWord word, const char *value)
{
    if (value && *value)
        set_row(printer, printer->words[word], 20, value, NULL);
}

static void
set_message(const Printer *printer, guint index)
{
    const TncWritingMessage *message =
        &g_array_index(printer->dossier->messages, TncWritingMessage, index);
    TncWritingPages *pages = printer->pages;
    g_autofree char *anchor = g_strdup_printf("message-%u", index + 1);
    g_autofree char *title =
        g_strdup_printf("%u. %s%s%s%s", index + 1, message->kind, message->automatic ? " (" : "",
                        message->automatic ? printer->words[TNC_PAPER_AUTOMATIC] : "",
                        message->automatic ? ")" : "");
    tnc_writing_page_heading(pages, TNC_PAGE_SUBHEADING, anchor, 2, title);
    set_field(printer, TNC_PAPER_FROM, message->from);
    set_field(printer, TNC_PAPER_TO, message->to);
    set_field(printer, TNC_PAPER_DATE, message->when);
    set_field(printer, TNC_PAPER_SUBJECT, message->subject);
    set_field(printer, TNC_PAPER_ATTACHED, message->attached);
    tnc_writing_page_space(pages, 1.5);
    tnc_writing_page_text(pages, TNC_PAGE_TEXT, message->text ? message->text : "–");
    if (message->raw)
        tnc_writing_page_text(pages, TNC_PAGE_HASH, message->raw);
}

static void
set_messages(const Printer *printer)
{
    const GArray *messages = printer->dossier->messages;
    if (!messages->len)
        return;
    tnc_writing_page_heading(printer->pages, TNC_PAGE_HEADING, "messages", 1,
                             printer->words[TNC_PAPER_MESSAGES]);
    for (guint i = 0; i < messages->len; i++)
        set_message(printer, i);
}

// ---- exhibits

static char *
exhibit_title(const Printer *printer, guint index)
{
    const TncWritingExhibit *exhibit =
        &g_array_index(printer->dossier->exhibits, TncWritingExhibit, index);
    g_autofree char *number = g_strdup_printf("%u", index + 1);
    g_autofree char *label =
        tnc_packs_language_fill(printer->words[TNC_PAPER_EXHIBIT], "number", number, NULL);
    return g_strdup_printf("%s · %s", label, exhibit->name);
}

// The pages of a PDF exhibit, each in a frame of its own. FALSE when it cannot be read.
static gboolean
set_sheets(const Printer *printer, const TncWritingExhibit *exhibit, const char *title)
{
    guint count = tnc_writing_overlay_count(exhibit->bytes);
    g_autofree char *all = g_strdup_printf("%u", count);
    for (guint i = 0; i < MIN(count, MAX_SHEETS); i++) {
        g_autofree char *own = g_strdup_printf("%u", i + 1);
        g_autofree char *sheet = tnc_packs_language_fill(printer->words[TNC_PAPER_SHEET], "page",
                                                         own, "pages", all, NULL);
        g_autofree char *head = g_strdup_printf("%s · %s", title, sheet);
        if (i > 0)
            tnc_writing_page_break(printer->pages);
        tnc_writing_page_text(printer->pages, TNC_PAGE_MUTED, i > 0 ? head : sheet);
        TncWritingOverlay overlay = {tnc_writing_page_frame(printer->pages), exhibit->bytes, i};
        g_array_append_val(printer->overlays, overlay);
    }
    return count > 0;
}

static gboolean
is_pdf(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    return size > 8 && memmem(data, MIN(size, 1024), "%PDF-", 5) != NULL;
}

static void
set_exhibit(const Printer *printer, guint index)
{
    const TncWritingExhibit *exhibit =
        &g_array_index(printer->dossier->exhibits, TncWritingExhibit, index);
    TncWritingPages *pages = printer->pages;
    g_autofree char *title = exhibit_title(printer, index);
    g_autofree char *anchor = g_strdup_printf("exhibit-%u", index + 1);
    tnc_writing_page_break(pages);
    tnc_writing_page_heading(pages, TNC_PAGE_SUBHEADING, anchor, 2, title);
    tnc_writing_page_text(pages, TNC_PAGE_HASH, exhibit->sha256);
    if (exhibit->note)
        tnc_writing_page_text(pages, TNC_PAGE_SMALL, exhibit->note);
    tnc_writing_page_space(pages, 2);
    gboolean shown = FALSE;
    if (exhibit->text)
        tnc_writing_page_text(pages, TNC_PAGE_TEXT, exhibit->text);
    else if (exhibit->bytes && is_pdf(exhibit->bytes))
        shown = set_sheets(printer, exhibit, title);
    else if (exhibit->bytes)
        shown = tnc_writing_page_picture(pages, exhibit->bytes);
    if (!shown && !exhibit->text)
        tnc_writing_page_text(pages, TNC_PAGE_MUTED, printer->words[TNC_PAPER_NOT_PRINTED]);
}

static void
set_exhibits(const Printer *printer)
{
    const GArray *exhibits = printer->dossier->exhibits;
    if (!exhibits->len)
        return;
    tnc_writing_page_heading(printer->pages, TNC_PAGE_HEADING, "exhibits", 1,
                             printer->words[TNC_PAPER_EXHIBITS]);
    for (guint i = 0; i < exhibits->len; i++) {
        const TncWritingExhibit *exhibit = &g_array_index(exhibits, TncWritingExhibit, i);
        g_autofree char *title = exhibit_title(printer, i);
        g_autofree char *anchor = g_strdup_printf("exhibit-%u", i + 1);
        set_row(printer, exhibit->when, 34, title, anchor);
    }
    for (guint i = 0; i < exhibits->len; i++)
        set_exhibit(printer, i);
    tnc_writing_page_break(printer->pages);
}

static void
set_chain(const Printer *printer)
{
    const GArray *links = printer->dossier->links;
    if (!links->len)
        return;
    tnc_writing_page_heading(printer->pages, TNC_PAGE_HEADING, "chain", 1,
                             printer->words[TNC_PAPER_CHAIN]);
    tnc_writing_page_text(printer->pages, TNC_PAGE_SMALL, printer->words[TNC_PAPER_CHAIN_SAYS]);
    tnc_writing_page_space(printer->pages, 3);
    for (guint i = 0; i < links->len; i++) {
        const TncWritingLink *link = &g_array_index(links, TncWritingLink, i);
        g_autofree char *seq = g_strdup_printf("%u", link->seq);
        const TncWritingPageCell cells[] = {{seq, TNC_PAGE_MUTED, 8},
                                            {link->when, TNC_PAGE_MUTED, 34},
                                            {link->what, TNC_PAGE_MUTED, 0},
                                            {link->hash, TNC_PAGE_HASH, 93}};
        tnc_writing_page_row(printer->pages, cells, G_N_ELEMENTS(cells), NULL);
        if (link->stamped)
            tnc_writing_page_text(printer->pages, TNC_PAGE_MUTED, link->stamped);
    }
}

GBytes *
tnc_writing_dossier_print(const TncWritingDossier *dossier, guint *pages_out, GError **error)
{
    TncWritingPageOptions options = {
        .language = dossier->paper->id,
        .title = dossier->title,
        .author = dossier->author ? dossier->author : "",
        .footer = dossier->title,
        .numbers = dossier->paper->words[TNC_PAPER_PAGE],
        .made_at = dossier->made_at,
        .left = 20,
        .right = 20,
        .top = 18,
        .bottom = 20,
    };
    g_autoptr(TncWritingPages) pages = tnc_writing_page_new(&options);
    g_autoptr(GArray) overlays = g_array_new(FALSE, FALSE, sizeof(TncWritingOverlay));
    Printer printer = {dossier, dossier->paper->words, pages, overlays};
    set_summary(&printer);
    set_lines(&printer, TNC_PAPER_TIMELINE, "timeline", dossier->timeline);
    set_messages(&printer);
    set_lines(&printer, TNC_PAPER_FINDINGS, "findings", dossier->findings);
    set_exhibits(&printer);
    set_chain(&printer);
    *pages_out = tnc_writing_page_count(pages);
    g_autoptr(GBytes) drawn = tnc_writing_page_finish(pages, error);
    return drawn ? tnc_writing_overlay_apply(drawn,
                                             (const TncWritingOverlay *)(gpointer)overlays->data,
                                             overlays->len, dossier->paper->id, error)
                 : NULL;
}
