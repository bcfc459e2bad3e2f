// SPDX-License-Identifier: AGPL-3.0-or-later
// letter: the words of a move on paper, ready for an envelope with a window.

#include "cli.h"
#include "desk-letter.h"
#include <stdio.h>

typedef struct {
    char *output;
    char *move;
    char *text;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->output);
    g_free(options->move);
    g_free(options->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static void
tell(const TncCli *cli, const char *path, const TncDeskLetter *letter, const char *move)
{
    g_autoptr(json_t) result =
        json_pack("{s:s, s:s, s:s, s:i, s:b, s:b}", "file", path, "move", move, "language",
                  letter->language, "pages", (int)letter->pages, "sender_known", letter->has_sender,
                  "recipient_known", letter->has_recipient);
    if (cli->json) {
        tnc_cli_print_json(result);
        return;
    }
    tnc_cli_say(cli, ngettext("%s: %u page.", "%s: %u pages.", letter->pages), path, letter->pages);
    if (!letter->has_sender)
        tnc_cli_say(cli, _("Your postal address is not on it: 'tenace account set address \"12 rue "
                           "des Tilleuls; 69003 Lyon\"'."));
    if (!letter->has_recipient)
        tnc_cli_say(cli, _("The seller's postal address is not known: write it by hand, or add it "
                           "to the seller."));
}

gboolean
tnc_cli_letter(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL},
        {"move", 0, 0, G_OPTION_ARG_STRING, &options.move, NULL, NULL},
        {"text", 0, 0, G_OPTION_ARG_FILENAME, &options.text, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 1, 1, error))
        return FALSE;
    if (!options.output)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("where to? -o FILE.pdf"));
    g_autofree char *text = options.text ? tnc_cli_read_text(options.text, error) : NULL;
    g_autoptr(TncDeskCase) kase = options.text && !text ? NULL : tnc_cli_case(cli, argv[1], error);
    g_autoptr(TncDeskOutgoing) outgoing =
        kase ? tnc_desk_send_prepare(cli->desk, kase, options.move, text, error) : NULL;
    g_autoptr(TncDeskLetter) letter =
        outgoing ? tnc_desk_letter_make(cli->desk, kase, outgoing, error) : NULL;
    if (!letter || !tnc_cli_write_file(cli, options.output, g_bytes_get_data(letter->pdf, NULL),
                                       g_bytes_get_size(letter->pdf), error))
        return FALSE;
    tell(cli, options.output, letter, outgoing->move.id);
    return TRUE;
}
