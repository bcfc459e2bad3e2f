// SPDX-License-Identifier: AGPL-3.0-or-later
// guard: what is unsafe in a text before it leaves.

#include "cli.h"
#include "desk-guard.h"
#include <stdio.h>

static gboolean
get_channel(const char *name, TncChannel *channel_out, GError **error)
{
    int channel = tnc_claim_words_parse(TNC_WORDS_TncChannel, name ? name : "email");
    if (channel < 0)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("--channel %s: expected email, public, form, letter, mediator…"),
                             name);
    *channel_out = (TncChannel)channel;
    return TRUE;
}

void
tnc_cli_print_findings(const TncCli *cli, const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++) {
        const TncWritingFinding *finding = findings->pdata[i];
        gboolean block = finding->severity == TNC_GUARD_BLOCK;
        g_autofree char *title =
            tnc_cli_style(cli, block ? 'r' : 'y', block ? _("Must not leave:") : _("Think twice:"));
        printf("%s %s%s%s%s\n  %s\n", title, tnc_packs_guard_name(finding->kind),
               finding->quote[0] ? " « " : "", finding->quote, finding->quote[0] ? " »" : "",
               finding->advice);
    }
}

static void
print_all(const TncCli *cli, const GPtrArray *findings)
{
    if (cli->json) {
        g_autoptr(json_t) array = tnc_desk_guard_json(findings);
        tnc_cli_print_json(array);
        return;
    }
    tnc_cli_print_findings(cli, findings);
    if (findings->len == 0)
        tnc_cli_say(cli, _("Nothing to mend: it may leave."));
}

typedef struct {
    char *channel;
    char *claim;
    char *text;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->channel);
    g_free(options->claim);
    g_free(options->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean
parse(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"channel", 0, 0, G_OPTION_ARG_STRING, &options->channel, NULL, NULL},
        {"claim", 0, 0, G_OPTION_ARG_STRING, &options->claim, NULL, NULL},
        {"text", 0, 0, G_OPTION_ARG_STRING, &options->text, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    return tnc_cli_parse(argc, argv, entries, 0, 1, error);
}

static GPtrArray *
find(TncCli *cli, const Options *options, TncChannel channel, const char *text, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    g_autoptr(TncDeskCase) kase =
        desk && options->claim ? tnc_cli_case(cli, options->claim, error) : NULL;
    if (!desk || (options->claim && !kase))
        return NULL;
    TncDeskGuardInput input = {.kase = kase, .channel = channel};
    return tnc_desk_guard_check(desk, &input, text, error);
}

gboolean
tnc_cli_guard(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    TncChannel channel = TNC_CHANNEL_EMAIL;
    if (!parse(&argc, &argv, &options, error) || !get_channel(options.channel, &channel, error))
        return FALSE;
    if (argc < 2 && !options.text)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("name a file, or - for standard input"));
    g_autofree char *text =
        options.text ? g_strdup(options.text) : tnc_cli_read_text(argv[1], error);
    g_autoptr(GPtrArray) findings = text ? find(cli, &options, channel, text, error) : NULL;
    if (!findings)
        return FALSE;
    print_all(cli, findings);
    return tnc_desk_guard_allow(findings, error);
}
