// SPDX-License-Identifier: AGPL-3.0-or-later
// The dossier's PDF, and its archive: the PDF, every exhibit and mail as it is, each link of the chain as a file, an index.

#include "desk-dossier.h"
#include "desk-dossier-fill.h"
#include "desk-letter.h"
#include "desk-seal.h"
#include "desk-speech.h"
#include "error.h"
#include "writing-zip.h"

void
tnc_desk_dossier_free(TncDeskDossier *dossier)
{
    if (!dossier)
        return;
    g_clear_pointer(&dossier->pdf, g_bytes_unref);
    g_clear_pointer(&dossier->zip, g_bytes_unref);
    g_free(dossier);
}

typedef struct {
    TncDesk *desk;
    const TncDeskCase *kase;
    const TncPacksPaper *paper;
    TncWritingZip *zip;
    GString *sums;  // as sha256sum writes and reads them
    GString *index; // HTML
    char *last_hash;
} Archive;

static void
add_file(Archive *archive, const char *name, const void *bytes, gsize size)
{
    char sha256[TNC_SHA256_HEX + 1];
    g_autofree char *address = g_uri_escape_string(name, "/", FALSE);
    g_autofree char *label = g_markup_escape_text(name, -1);
    tnc_sha256_hex(bytes, size, sha256);
    tnc_writing_zip_add(archive->zip, name, bytes, size);
    g_string_append_printf(archive->sums, "%s  %s\n", sha256, name);
    g_string_append_printf(archive->index, "<li><a href=\"%s\">%s</a> <code>%s</code></li>\n",
                           address, label, sha256);
}

static void
add_heading(Archive *archive, TncPaperWord word)
{
    g_autofree char *label = g_markup_escape_text(archive->paper->words[word], -1);
    g_string_append_printf(archive->index, "</ul>\n<h2>%s</h2>\n<ul>\n", label);
}

// NAME without what a file name may not hold on some system.
static char *
file_name(const char *name)
{
    g_autofree char *base = g_path_get_basename(name);
    for (char *c = base; *c; c++)
        if ((guchar)*c < 0x20 || strchr("/\\:*?\"<>|", *c))
            *c = '_';
    return g_steal_pointer(&base);
}

static void
add_exhibits(Archive *archive, const TncWritingDossier *dossier)
{
    add_heading(archive, TNC_PAPER_EXHIBITS);
    for (guint i = 0; i < dossier->exhibits->len; i++) {
        const TncWritingExhibit *exhibit = &g_array_index(dossier->exhibits, TncWritingExhibit, i);
        g_autofree char *base = file_name(exhibit->name);
        g_autofree char *name = g_strdup_printf("exhibits/%02u-%s", i + 1, base);
        if (exhibit->bytes)
            add_file(archive, name, g_bytes_get_data(exhibit->bytes, NULL),
                     g_bytes_get_size(exhibit->bytes));
    }
}

static gboolean
add_mail(const TncStoreEvent *event, gpointer data, GError **error)
{
    Archive *archive = data;
    TncStore *store = tnc_desk_store(archive->desk);
    const char *raw = tnc_json_string_or(event->body, "raw", NULL);
    if (!raw || !tnc_store_has_blob(store, raw))
        return TRUE;
    g_autoptr(GBytes) bytes = tnc_store_get_blob(store, raw, error);
    g_autofree char *name = g_strdup_printf("messages/%04u.eml", event->seq);
    if (bytes)
        add_file(archive, name, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return bytes != NULL;
}

// The hash of the link before, then the event: SHA-256 of the file is the link's own hash, with which the next file begins.
static gboolean
add_link(const TncStoreEvent *event, gpointer data, GError **error)
{
    (void)error;
    Archive *archive = data;
    g_autofree char *text = tnc_desk_dossier_link_text(archive->kase->claim->ref, event);
    g_autofree char *whole = g_strconcat(archive->last_hash ? archive->last_hash : "", text, NULL);
    g_autofree char *name = g_strdup_printf("chain/%04u.txt", event->seq);
    add_file(archive, name, whole, strlen(whole));
    g_free(archive->last_hash);
    archive->last_hash = g_strdup(event->hash);
    return TRUE;
}

static void
add_stamp(const TncDeskStamp *stamp, gpointer data)
{
    Archive *archive = data;
    g_autofree char *name = g_strdup_printf("stamps/%04u.tsr", stamp->seq);
    add_file(archive, name, g_bytes_get_data(stamp->response, NULL),
             g_bytes_get_size(stamp->response));
}

static void
end_index(Archive *archive, const TncWritingDossier *dossier)
{
    g_autofree char *title = g_markup_escape_text(dossier->title, -1);
    g_autofree char *page = g_strdup_printf(
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>\n"
        "<style>body{max-width:60em;margin:2em auto;padding:0 "
        "1em;font-family:serif}code{font-size:70%%;color:#555;overflow-wrap:anywhere}</style>"
        "</head>\n<body>\n<h1>%s</h1>\n<p>%s</p>\n<ul>\n%s</ul>\n</body></html>\n",
        archive->paper->id, title, title, dossier->made_on, archive->index->str);
    tnc_writing_zip_add(archive->zip, "index.html", page, strlen(page));
    tnc_writing_zip_add(archive->zip, "SHA256SUMS", archive->sums->str, archive->sums->len);
}

static GBytes *
make_zip(TncDesk *desk, const TncDeskCase *kase, const TncWritingDossier *dossier, GBytes *pdf,
         GError **error)
{
    g_autoptr(TncWritingZip) zip = tnc_writing_zip_new(tnc_desk_today(desk));
    g_autoptr(GString) sums = g_string_new(NULL);
    g_autoptr(GString) index = g_string_new(NULL);
    Archive archive = {desk, kase, dossier->paper, zip, sums, index, NULL};
    TncStore *store = tnc_desk_store(desk);
    add_file(&archive, "dossier.pdf", g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf));
    add_exhibits(&archive, dossier);
    add_heading(&archive, TNC_PAPER_MESSAGES);
    gboolean done = tnc_store_each_event(store, kase->id, add_mail, &archive, error);
    add_heading(&archive, TNC_PAPER_CHAIN);
    done = done && tnc_store_each_event(store, kase->id, add_link, &archive, error);
    g_free(archive.last_hash);
    if (!done)
        return NULL;
    tnc_desk_seal_each(desk, kase->claim->ref, add_stamp, &archive);
    end_index(&archive, dossier);
    return tnc_writing_zip_finish(zip, error);
}

static void
note_stamp(const TncDeskStamp *stamp, gpointer data)
{
    TncWritingDossier *dossier = data;
    for (guint i = 0; i < dossier->links->len; i++) {
        TncWritingLink *link = &g_array_index(dossier->links, TncWritingLink, i);
        char at[TNC_INSTANT_BUFFER];
        if (link->seq != stamp->seq)
            continue;
        tnc_instant_format(stamp->at, 0, at);
        g_autofree char *words =
            tnc_packs_language_fill(dossier->paper->words[TNC_PAPER_STAMPED], "date", at, NULL);
        link->stamped = tnc_writing_dossier_keep(dossier, words);
    }
}

TncDeskDossier *
tnc_desk_dossier_make(TncDesk *desk, const TncDeskCase *kase, const char *language,
                      gboolean with_zip, GError **error)
{
    const TncPacksPaper *paper =
        tnc_desk_letter_paper(desk, language ? language : kase->claim->language, error);
    if (paper && language && !g_str_has_prefix(language, paper->id)) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      gettext("no dossier is written in '%s': see packs/papers"), language);
        return NULL;
    }
    g_autoptr(TncWritingDossier) dossier =
        paper ? tnc_desk_dossier_fill(desk, kase, paper, error) : NULL;
    if (!dossier)
        return NULL;
    tnc_desk_seal_each(desk, kase->claim->ref, note_stamp, dossier);
    g_autoptr(TncDeskDossier) made = g_new0(TncDeskDossier, 1);
    made->pdf = tnc_writing_dossier_print(dossier, &made->pages, error);
    if (!made->pdf)
        return NULL;
    made->messages = dossier->messages->len;
    made->exhibits = dossier->exhibits->len;
    made->zip = with_zip ? make_zip(desk, kase, dossier, made->pdf, error) : NULL;
    return with_zip && !made->zip ? NULL : g_steal_pointer(&made);
}
