// SPDX-License-Identifier: AGPL-3.0-or-later
// demo and rehearse: stories against simulated sellers, played by the plan or by the user, in a folder of their own
// that is thrown away.

#include "cli.h"
#include "desk-case.h"
#include "desk-story.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>

typedef struct {
    const TncCli *cli;
    TncDesk *desk;
    json_t *lines; // with --json
    TncDate last;
    guint moves; // made by the player
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

static TncDesk *
open_stage(const TncCli *cli, const TncPacksPersonaFile *persona, char **folder_out, GError **error)
{
    TncDeskOptions options = {.language = cli->language,
                              .now = tnc_instant_parse(persona->start, NULL)};
    return tnc_desk_story_open(&options, folder_out, error);
}

// ---- rehearse: the user makes the moves

static void
show_move(const Journal *journal, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    const TncReason *reason = kase->plan.why_count ? &kase->plan.why[0] : NULL;
    g_autofree char *why =
        reason ? tnc_desk_words_reason(journal->desk, tnc_claim_plan_reason_name(reason->code),
                                       reason->date, reason->name)
               : NULL;
    g_autofree char *title =
        tnc_cli_style(journal->cli, 'b', tnc_desk_words_move(outgoing->move.id));
    g_autofree char *day = tnc_desk_words_day(tnc_desk_today(journal->desk));
    g_autofree char *line = g_strdup_printf("%s: %s — %s%s%s", day, _("your move"), title,
                                            why ? ". " : "", why ? why : "");
    g_autofree char *told = tnc_text_wrap(line, tnc_cli_columns() - 4, "    ");
    printf("\n  %s\n", told);
    if (!outgoing->draft)
        return;
    g_autofree char *wrapped = tnc_text_wrap(outgoing->draft->body, tnc_cli_columns() - 6, "");
    g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        printf("    │ %s\n", lines[i]);
}

static TncDeskStoryChoice
ask_move(const TncDeskCase *kase, const TncDeskOutgoing *outgoing, gpointer data)
{
    // Translators: d, w, a and q are what the player types; keep them.
    static const char keys[] = "dwaq";
    Journal *journal = data;
    show_move(journal, kase, outgoing);
    for (;;) {
        g_autofree char *answer = tnc_cli_ask(
            _("  [d] do it  [w] wait a day  [a] take what I have and stop  [q] quit:"), "d");
        // The end of the input ends the game.
        const char *key = answer ? strchr(keys, g_ascii_tolower(*answer)) : keys + 3;
        if (!key || (answer && answer[1]))
            continue;
        journal->last = TNC_DATE_NONE;
        journal->moves += key == keys;
        return (TncDeskStoryChoice)(key - keys);
    }
}

static void
print_end(const Journal *journal, gboolean rehearsal, gboolean won)
{
    printf("  %s\n",
           won ? _("★ The buyer is satisfied.") : _("The story ended without satisfaction."));
    if (rehearsal)
        printf(ngettext("  You made %u move. Nothing real was sent, and nothing was kept.\n",
                        "  You made %u moves. Nothing real was sent, and nothing was kept.\n",
                        journal->moves),
               journal->moves);
    printf("\n");
}

static gboolean
play(TncCli *cli, const TncPacksPersonaFile *persona, TncDeskStoryChoose choose, json_t *stories,
     gboolean *won_out, GError **error)
{
    g_autofree char *folder = NULL;
    g_autoptr(TncDesk) desk = open_stage(cli, persona, &folder, error);
    gboolean french = g_str_equal(desk ? tnc_desk_language(desk) : "en", "fr");
    const char *title = french ? persona->title_fr : persona->title_en;
    Journal journal = {cli, desk, cli->json ? json_array() : NULL, TNC_DATE_NONE, 0};
    g_autofree char *styled = tnc_cli_style(cli, 'b', title);
    if (desk && !cli->json)
        printf("%s\n", styled);
    gboolean done = desk && tnc_desk_story_play(desk, persona, NULL, write_line, choose, &journal,
                                                won_out, error);
    if (done && !cli->json)
        print_end(&journal, choose != NULL, *won_out);
    if (done && cli->json)
        json_array_append_new(stories,
                              json_pack("{s:s, s:s, s:b, s:o}", "story", persona->id, "title",
                                        title, "won", *won_out, "journal", journal.lines));
    if (!done)
        json_decref(journal.lines);
    tnc_desk_story_close(g_steal_pointer(&desk), folder);
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
        if (!play(cli, file, NULL, stories, &won, error))
            return FALSE;
        lost += !won;
    }
    if (cli->json)
        tnc_cli_print_json(stories);
    return lost == 0 ||
           tnc_error_set(error, TNC_ERROR_FAILED, _("%u stories ended without satisfaction"), lost);
}

gboolean
tnc_cli_rehearse(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 1, error))
        return FALSE;
    if (cli->json)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("a rehearsal is a conversation: it has no --json (demo has)"));
    g_autoptr(GPtrArray) personas = load_personas(cli, error);
    const TncPacksPersonaFile *persona =
        personas ? find_persona(personas, argc > 1 ? argv[1] : "web-shop", error) : NULL;
    gboolean won = FALSE;
    return persona && play(cli, persona, ask_move, NULL, &won, error);
}
