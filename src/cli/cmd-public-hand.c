// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses and texts go to other programs as arguments or standard input, never through a shell.

#include "cmd-public-hand.h"
#include "desk-public-show.h"
#include <gio/gio.h>
#include <stdio.h>
#include <unistd.h>

// ---- the browser

static gboolean
spawn(char **argv, GError **error)
{
    GSpawnFlags flags =
        G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    return g_spawn_async(NULL, argv, NULL, flags, NULL, NULL, NULL, error);
}

static gboolean
try_one(const char *command, const char *address, GError **error)
{
    g_auto(GStrv) words = NULL;
    int count = 0;
    if (!g_shell_parse_argv(command, &count, &words, error))
        return FALSE;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    gboolean placed = FALSE;
    for (int i = 0; i < count; i++) {
        g_autoptr(GString) word = g_string_new(words[i]);
        placed |= g_string_replace(word, "%s", address, 0) > 0;
        g_strv_builder_add(builder, word->str);
    }
    if (!placed)
        g_strv_builder_add(builder, address);
    g_auto(GStrv) argv = g_strv_builder_end(builder);
    return spawn(argv, error);
}

gboolean
tnc_cli_public_hand_open(const char *program, const char *address, GError **error)
{
    g_auto(GStrv) commands = g_strsplit(program ? program : "", ":", -1);
    for (guint i = 0; commands[i]; i++)
        if (*commands[i] && try_one(commands[i], address, NULL))
            return TRUE;
    return try_one("xdg-open", address, error);
}

// ---- the clipboard

static gboolean
pipe_to(const char *const *argv, const char *text)
{
    g_autoptr(GSubprocess) process = g_subprocess_newv(
        argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
    return process && g_subprocess_communicate_utf8(process, text, NULL, NULL, NULL, NULL) &&
           g_subprocess_get_successful(process);
}

// OSC 52: most terminals put it onto the clipboard, even from far away.
static void
ask_terminal(const char *text)
{
    g_autofree char *coded = g_base64_encode((const guchar *)text, strlen(text));
    fprintf(stderr, "\033]52;c;%s\a", coded);
}

static gboolean
copy(const char *text)
{
    static const char *const wayland[] = {"wl-copy", NULL};
    static const char *const xclip[] = {"xclip", "-selection", "clipboard", NULL};
    static const char *const xsel[] = {"xsel", "--clipboard", "--input", NULL};
    static const char *const mac[] = {"pbcopy", NULL};
    static const char *const *const programs[] = {wayland, xclip, xsel, mac};
    for (guint i = 0; i < G_N_ELEMENTS(programs); i++)
        if (pipe_to(programs[i], text))
            return TRUE;
    if (!isatty(2))
        return FALSE;
    ask_terminal(text);
    return TRUE;
}

// ---- the phone

// The whole link with its text when it fits the window, else only the place.
static void
print_qr(const TncCli *cli, const TncDeskPublicWord *word)
{
    // Two rows of modules a line; what has scrolled away cannot be scanned.
    guint room = MIN(tnc_cli_columns(), 2 * (tnc_cli_lines() - 1));
    g_autofree char *whole = tnc_desk_public_show_qr(word->link, room);
    g_autofree char *place =
        whole || !word->target->url ? NULL : tnc_desk_public_show_qr(word->target->url, room);
    const char *picture = whole ? whole : place;
    if (!picture)
        return;
    g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
    for (guint i = 0; lines[i] && *lines[i]; i++) {
        // Its own black and white, whatever the colours of the terminal.
        g_autofree char *line = tnc_cli_style(cli, 'q', lines[i]);
        printf("%s\n", line);
    }
}

void
tnc_cli_public_hand_over(const TncCli *cli, const TncDeskPublicWord *word, const TncCliHand *hand)
{
    g_autoptr(GError) problem = NULL;
    printf("%s\n", tnc_desk_public_show_help(cli->desk, word->target->network));
    if (word->link) {
        printf("%s\n", word->link);
        if (tnc_cli_is_terminal())
            print_qr(cli, word);
    }
    if (cli->dry_run)
        return;
    if (hand->copy)
        tnc_cli_say(cli, "%s",
                    copy(word->text) ? _("The text is on the clipboard.")
                                     : _("There is no clipboard here: copy the text by hand."));
    if (hand->open && word->link &&
        !tnc_cli_public_hand_open(g_getenv("BROWSER"), word->link, &problem))
        tnc_cli_say(cli, _("Could not open it: %s"), problem->message);
}
