// SPDX-License-Identifier: AGPL-3.0-or-later
// draft and send: the words of the next move; doing it, after a preview and a yes.

#include "cmd-public.h"
#include "desk-glossary.h"
#include "desk-outbox.h"
#include "desk-send.h"
#include "desk-words.h"
#include <stdio.h>

typedef struct {
    char *move;
    char *file;
    char *contact;
    gboolean yes;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->move);
    g_free(options->file);
    g_free(options->contact);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

// What a form asks for beside the message, each to be copied into its place.
static void
print_fields(const TncCli *cli, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    g_autoptr(json_t) object = tnc_desk_send_json(cli->desk, kase, outgoing);
    const json_t *fields = json_object_get(object, "fields");
    for (gsize i = 0; i < json_array_size(fields); i++) {
        const json_t *field = json_array_get(fields, i);
        if (!g_str_equal(tnc_json_string_or(field, "id", ""), "message"))
            printf(_("%s: %s\n"), tnc_json_string_or(field, "label", ""),
                   tnc_json_string_or(field, "value", ""));
    }
}

static void
print_outgoing(const TncCli *cli, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    gboolean form = outgoing->move.channel == TNC_CHANNEL_FORM;
    g_autofree char *title = tnc_cli_style(cli, 'b', tnc_desk_words_move(outgoing->move.id));
    printf("%s%s%s\n", title, outgoing->to ? " → " : "", outgoing->to ? outgoing->to : "");
    if (!outgoing->draft)
        return;
    if (form)
        print_fields(cli, kase, outgoing);
    else if (outgoing->draft->subject && *outgoing->draft->subject)
        printf("%s %s\n", _("Subject:"), outgoing->draft->subject);
    printf("\n%s\n", outgoing->draft->body);
    if (form)
        tnc_cli_say(cli, _("Once sent: keep the confirmation page and note the case number."));
    if (g_str_equal(outgoing->move.id, "answer_offer"))
        tnc_cli_say(cli, _("To decline the offer instead: --move answer_offer.decline"));
    if (outgoing->findings->len)
        putchar('\n');
    tnc_cli_print_findings(cli, outgoing->findings);
    if (outgoing->own_words) {
        g_autofree char *own = tnc_cli_style(cli, 'd', outgoing->own_words);
        printf("\n%s\n\n%s\n", _("—— In your language ——"), own);
    }
}

static void
show_outgoing(const TncCli *cli, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    if (!cli->json) {
        print_outgoing(cli, kase, outgoing);
        return;
    }
    g_autoptr(json_t) object = tnc_desk_send_json(cli->desk, kase, outgoing);
    tnc_cli_print_json(object);
}

static gboolean
parse(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"move", 0, 0, G_OPTION_ARG_STRING, &options->move, NULL, NULL},
        {"text", 0, 0, G_OPTION_ARG_FILENAME, &options->file, NULL, NULL},
        {"contact", 0, 0, G_OPTION_ARG_STRING, &options->contact, NULL, NULL},
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &options->yes, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    return tnc_cli_parse(argc, argv, entries, 1, 1, error);
}

static TncDeskOutgoing *
prepare(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autofree char *text = options->file ? tnc_cli_read_text(options->file, error) : NULL;
    if (options->file && !text)
        return NULL;
    return tnc_desk_send_prepare(cli->desk, kase, options->move, text, error);
}

// The words of the trade in the draft, explained: not part of it, so on standard error.
static void
say_hints(const TncCli *cli, const TncDeskOutgoing *outgoing)
{
    if (!outgoing->draft)
        return;
    g_autoptr(json_t) hints = tnc_desk_glossary_hints(cli->desk, outgoing->draft->body, 4);
    for (gsize i = 0; i < json_array_size(hints); i++) {
        const json_t *hint = json_array_get(hints, i);
        tnc_cli_say(cli, _("  %s: %s"), tnc_json_string_or(hint, "term", ""),
                    tnc_json_string_or(hint, "says", ""));
    }
}

gboolean
tnc_cli_draft(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    if (!parse(&argc, &argv, &options, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_cli_case(cli, argv[1], error);
    g_autoptr(TncDeskOutgoing) outgoing = kase ? prepare(cli, kase, &options, error) : NULL;
    if (!outgoing)
        return FALSE;
    show_outgoing(cli, kase, outgoing);
    if (!cli->json)
        say_hints(cli, outgoing);
    return TRUE;
}

// The yes: asked after the preview, whatever -q says, or given with --yes. Without either nothing leaves.
static gboolean
get_yes(const TncCli *cli, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
        const Options *options, GError **error)
{
    if (!cli->json && (!cli->quiet || !options->yes))
        print_outgoing(cli, kase, outgoing);
    if (options->yes)
        return TRUE;
    if (cli->json)
        return tnc_error_set(error, TNC_ERROR_GUARD,
                             _("nothing was sent: it needs your yes (or --yes)"));
    const char *question = outgoing->by_mail ? _("Send this now?") : _("Have you done it?");
    return tnc_cli_confirm(question) ||
           tnc_error_set(error, TNC_ERROR_GUARD,
                         _("nothing was sent: it needs your yes (or --yes)"));
}

static gboolean
get_contact(const Options *options, TncContact *contact_out, GError **error)
{
    int contact = options->contact ? tnc_claim_words_parse(TNC_WORDS_TncContact, options->contact)
                                   : TNC_CONTACT_UNKNOWN;
    if (contact < 0)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("--contact %s: expected reached, no_answer, refused or solved"),
                             options->contact);
    *contact_out = (TncContact)contact;
    return TRUE;
}

gboolean
tnc_cli_send(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    TncContact contact = TNC_CONTACT_UNKNOWN;
    if (!parse(&argc, &argv, &options, error) || !get_contact(&options, &contact, error))
        return FALSE;
    g_autoptr(TncDeskCase) kase = tnc_cli_case(cli, argv[1], error);
    g_autoptr(TncDeskOutgoing) outgoing = kase ? prepare(cli, kase, &options, error) : NULL;
    if (!outgoing)
        return FALSE;
    // A word in public has a place, a length and a yes of its own.
    if (outgoing->move.channel == TNC_CHANNEL_PUBLIC)
        return tnc_cli_public_send(cli, kase, options.file, options.yes, error);
    if (cli->dry_run) {
        show_outgoing(cli, kase, outgoing);
        return TRUE;
    }
    if (!get_yes(cli, kase, outgoing, &options, error) ||
        !tnc_desk_send_commit(cli->desk, kase, outgoing, contact, error))
        return FALSE;
    TncDeskOutboxCounts counts = {0};
    if (outgoing->by_mail && !tnc_desk_outbox_flush(cli->desk, kase->id, &counts, error))
        return FALSE;
    if (cli->json)
        show_outgoing(cli, kase, outgoing);
    else
        tnc_cli_say(cli, outgoing->by_mail ? _("Sent, and proved.") : _("Noted as done."));
    return TRUE;
}
