// SPDX-License-Identifier: AGPL-3.0-or-later
// demo and rehearse: stories against simulated sellers, in a folder of their own that is thrown away.

#include "cli.h"
#include "desk-case.h"
#include "desk-story.h"
#include "desk-words.h"
#include "text.h"
#include <glib/gstdio.h>
#include <stdio.h>

typedef struct {
    const TncCli *cli;
    TncDesk *desk;
    json_t *lines; // with --json
    TncDate last;
} Journal;

static void
write_line(TncInstant at, const char *who, const char *what, const char *detail, gpointer data)
{
    Journal *journal = data;
    char text[TNC_INSTANT_BUFFER];
    const TncZone *zone = tnc_desk_zone(journal->desk);
    tnc_instant_format(at, tnc_zone_offset(zone, at), text);
    if (journal->lines) {
        json_array_append_new(
            journal->lines, json_pack("{s:s, s:s, s:s, s:o}", "at", text, "who", who, "what", what,
                                      "detail", detail ? json_string(detail) : json_null()));
        return;
    }
    TncDate date = tnc_zone_date(zone, at);
    g_autofree char *day = tnc_desk_words_day(date);
    if (date != journal->last)
        printf("  %s\n", day);
    journal->last = date;
    gboolean tactic = g_str_equal(who, "plan");
    const char *mark = tactic ? "⚑" : g_str_equal(who, "me") ? "→" : "←";
    g_autofree char *line = g_strdup_printf("%.5s %s %s%s%s", text + 11, mark, what,
                                            detail ? ": " : "", detail ? detail : "");
    g_autofree char *wrapped = tnc_text_wrap(line, tnc_cli_columns() - 4, "            ");
    g_autofree char *styled = tnc_cli_style(journal->cli,
                                            tactic                   ? 'y'
                                            : g_str_equal(who, "me") ? 'g'
                                                                     : ' ',
                                            wrapped);
    printf("    %s\n", styled);
}

static void
remove_folder(const char *folder)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    for (const char *name; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static TncDesk *
open_stage(TncCli *cli, const char *folder, const TncPacksPersonaFile *persona, GError **error)
{
    TncDeskOptions options = {
        .data = folder, .language = cli->language, .now = tnc_instant_parse(persona->start, NULL)};
    return tnc_desk_open(&options, error);
}

static gboolean
play(TncCli *cli, const TncPacksPersonaFile *persona, json_t *stories, gboolean *won_out,
     GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("tenace-story-XXXXXX", NULL);
    g_autoptr(TncDesk) desk = folder ? open_stage(cli, folder, persona, error) : NULL;
    gboolean french = g_str_equal(desk ? tnc_desk_language(desk) : "en", "fr");
    const char *title = french ? persona->title_fr : persona->title_en;
    Journal journal = {cli, desk, cli->json ? json_array() : NULL, TNC_DATE_NONE};
    g_autofree char *styled = tnc_cli_style(cli, 'b', title);
    if (desk && !cli->json)
        printf("%s\n", styled);
    gboolean done =
        desk && tnc_desk_story_play(desk, persona, NULL, write_line, &journal, won_out, error);
    if (done && !cli->json)
        printf("  %s\n\n", *won_out ? _("★ The buyer is satisfied.")
                                    : _("The story ended without satisfaction."));
    if (done && cli->json)
        json_array_append_new(stories,
                              json_pack("{s:s, s:s, s:b, s:o}", "story", persona->id, "title",
                                        title, "won", *won_out, "journal", journal.lines));
    g_clear_pointer(&desk, tnc_desk_close);
    if (folder)
        remove_folder(folder);
    return done;
}

static const TncPacksPersonaFile *
find_persona(const GPtrArray *personas, const char *id, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersonaFile *file =
            ((const TncPacksPersona *)g_ptr_array_index(personas, i))->file;
        if (g_str_equal(file->id, id))
            return file;
        g_string_append_printf(known, "%s%s", i ? ", " : "", file->id);
    }
    tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no story '%s': expected one of %s"), id,
                  known->str);
    return NULL;
}

static GPtrArray *
load_personas(TncCli *cli, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    return desk ? tnc_packs_persona_load(tnc_desk_packs_directory(desk), error) : NULL;
}

gboolean
tnc_cli_demo(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 1, error))
        return FALSE;
    g_autoptr(GPtrArray) personas = load_personas(cli, error);
    const TncPacksPersonaFile *only =
        personas && argc > 1 ? find_persona(personas, argv[1], error) : NULL;
    if (!personas || (argc > 1 && !only))
        return FALSE;
    g_autoptr(json_t) stories = json_array();
    guint lost = 0;
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersonaFile *file =
            ((const TncPacksPersona *)g_ptr_array_index(personas, i))->file;
        gboolean won = FALSE;
        if (only && file != only)
            continue;
        if (!play(cli, file, stories, &won, error))
            return FALSE;
        lost += !won;
    }
    if (cli->json)
        tnc_cli_print_json(stories);
    return lost == 0 ||
           tnc_error_set(error, TNC_ERROR_FAILED, _("%u stories ended without satisfaction"), lost);
}

// ---- rehearse: the user makes the moves

static gboolean
rehearse(TncCli *cli, const TncPacksPersonaFile *persona, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    TncStoreId claim;
    if (!desk || !tnc_desk_story_open(desk, persona, &claim, error))
        return FALSE;
    g_autofree char *text = g_strdup_printf("%s", persona->start);
    printf(_("The claim of the story '%s' is open in %s. Play it with the usual commands and a "
             "clock of your own:\n"
             "  tenace --data %s --now %s next\n"
             "  tenace --data %s --now %s send 1\n"
             "'tenace demo %s' shows how a patient buyer plays it. Remove the folder when you are "
             "done.\n"),
           persona->id, tnc_desk_data(desk), tnc_desk_data(desk), text, tnc_desk_data(desk), text,
           persona->id);
    return TRUE;
}

gboolean
tnc_cli_rehearse(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 1, error))
        return FALSE;
    // Never in the user's own folder, and with a clock that is handed in.
    if (!cli->data)
        cli->data = g_dir_make_tmp("tenace-rehearsal-XXXXXX", NULL);
    TncCli stage = *cli;
    stage.desk = NULL;
    g_autoptr(GPtrArray) personas = NULL;
    {
        TncDeskOptions options = {.data = cli->data, .no_create = TRUE, .now = TNC_INSTANT_NONE};
        g_autoptr(TncDesk) desk = tnc_desk_open(&options, error);
        personas = desk ? tnc_packs_persona_load(tnc_desk_packs_directory(desk), error) : NULL;
    }
    const TncPacksPersonaFile *persona =
        personas ? find_persona(personas, argc > 1 ? argv[1] : "web-shop", error) : NULL;
    if (!persona)
        return FALSE;
    stage.now = tnc_instant_parse(persona->start, NULL);
    gboolean done = rehearse(&stage, persona, error);
    tnc_desk_close(stage.desk);
    return done;
}
