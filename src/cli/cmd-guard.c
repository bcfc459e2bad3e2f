// SPDX-License-Identifier: AGPL-3.0-or-later
// guard: what is unsafe in a text before it leaves.

#include "cli.h"
#include "desk-guard.h"
#include <stdio.h>

#define MAX_BYTES 1048576

static char *
read_all(FILE *file)
{
    GString *text = g_string_new(NULL);
    char block[4096];
    for (size_t got; text->len <= MAX_BYTES && (got = fread(block, 1, sizeof block, file)) > 0;)
        g_string_append_len(text, block, (gssize)got);
    return g_string_free(text, FALSE);
}

static char *
read_text(const char *path, GError **error)
{
    gboolean standard = g_str_equal(path, "-");
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file) {
        tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("%s: there is no such file"), path);
        return NULL;
    }
    g_autofree char *text = read_all(file);
    if (!standard)
        fclose(file);
    if (strlen(text) > MAX_BYTES || !g_utf8_validate(text, -1, NULL)) {
        tnc_error_set(error, TNC_ERROR_INPUT, _("%s is not UTF-8 text"), path);
        return NULL;
    }
    return g_strchomp(g_steal_pointer(&text));
}

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

static void
print_finding(const TncCli *cli, const TncWritingFinding *finding)
{
    gboolean block = finding->severity == TNC_GUARD_BLOCK;
    g_autofree char *title =
        tnc_cli_style(cli, block ? 'r' : 'y', block ? _("Must not leave:") : _("Think twice:"));
    printf("%s %s%s%s%s\n  %s\n", title, tnc_packs_guard_name(finding->kind),
           finding->quote[0] ? " « " : "", finding->quote, finding->quote[0] ? " »" : "",
           finding->advice);
}

static void
print_all(const TncCli *cli, const GPtrArray *findings)
{
    if (cli->json) {
        g_autoptr(json_t) array = tnc_desk_guard_json(findings);
        tnc_cli_print_json(array);
        return;
    }
    for (guint i = 0; i < findings->len; i++)
        print_finding(cli, findings->pdata[i]);
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
        desk && options->claim ? tnc_desk_case_find(desk, options->claim, error) : NULL;
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
    g_autofree char *text = options.text ? g_strdup(options.text) : read_text(argv[1], error);
    g_autoptr(GPtrArray) findings = text ? find(cli, &options, channel, text, error) : NULL;
    if (!findings)
        return FALSE;
    print_all(cli, findings);
    return tnc_desk_guard_allow(findings, error);
}
