// SPDX-License-Identifier: AGPL-3.0-or-later
// account: the mailboxes and the settings. A password comes from a file that only its owner can read, or from standard
// input; never from an argument.

#include "cli.h"
#include "cmd-account-public.h"
#include "desk-mailbox.h"
#include "desk-public-account.h"
#include "desk-settings.h"
#include <stdio.h>
#include <unistd.h>

typedef struct {
    char *name;
    char *address;
    char *full_name;
    char *imap;
    char *smtp;
    char *user;
    char *password_file;
    char *ca_file;
    char *server;
    char *handle;
    char *token_file;
} Options;

static void
options_clear(Options *options)
{
    char **texts = (char **)options;
    for (guint i = 0; i < sizeof *options / sizeof *texts; i++)
        g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static char *
read_password(const Options *options, GError **error)
{
    if (options->password_file)
        return tnc_desk_mailbox_password_file(options->password_file, error);
    char *password = isatty(0) ? getpass(_("Password of the mailbox: ")) : NULL;
    if (password)
        return g_strdup(password);
    char *line = tnc_cli_ask(_("Password (standard input):"), NULL);
    if (!line)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      _("no password: give --password-file or write it to standard input"));
    return line;
}

static gboolean
add(TncCli *cli, const Options *options, GError **error)
{
    if (!options->address)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("account add needs --address, and for a provider that we do not "
                               "know --imap and --smtp"));
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    if (!desk)
        return FALSE;
    g_autoptr(TncDeskMailbox) mailbox = g_new0(TncDeskMailbox, 1);
    mailbox->name = g_strdup(options->name ? options->name : options->address);
    mailbox->address = g_strdup(options->address);
    mailbox->full_name = g_strdup(options->full_name);
    const char *user = options->user ? options->user : options->address;
    if (!tnc_desk_mailbox_server(&mailbox->imap, options->imap, user, options->ca_file, error) ||
        !tnc_desk_mailbox_server(&mailbox->smtp, options->smtp, user, options->ca_file, error))
        return FALSE;
    g_autofree char *help = NULL;
    if (!tnc_desk_mailbox_complete(desk, mailbox, &help, error))
        return FALSE;
    if (help)
        tnc_cli_say(cli, "%s", help);
    char *password = read_password(options, error);
    gboolean done = password && tnc_desk_mailbox_save(desk, mailbox, password, error);
    tnc_desk_mailbox_password_free(password);
    if (done && options->full_name)
        done = tnc_desk_set_setting(desk, "name", options->full_name, error);
    if (done)
        tnc_cli_say(
            cli, _("Mailbox %s is noted; its password is sealed. 'tenace account test' tries it."),
            mailbox->name);
    return done;
}

static gboolean
list(TncCli *cli, TncDesk *desk)
{
    g_autoptr(json_t) array = tnc_desk_mailbox_list_json(desk);
    for (gsize i = 0; i < json_array_size(array); i++) {
        const json_t *one = json_array_get(array, i);
        if (!cli->json)
            printf("%s <%s>  IMAP %s  SMTP %s\n  %s %s\n  %s\n",
                   tnc_json_string_or(one, "name", ""), tnc_json_string_or(one, "address", ""),
                   tnc_json_string_or(one, "imap", ""), tnc_json_string_or(one, "smtp", ""),
                   _("last fetched with success:"),
                   tnc_json_string_or(one, "fetched_at", _("never")),
                   tnc_json_string_or(one, "last_error", ""));
    }
    tnc_cli_account_public_list(cli, desk, array);
    if (cli->json)
        tnc_cli_print_json(array);
    else if (json_array_size(array) == 0)
        tnc_cli_say(cli, _("No mailbox. It works without: paste texts by hand, and 'tenace ingest' "
                           "what you saved."));
    return TRUE;
}

// Every mailbox is tried; the first failure is the result.
static gboolean
test_all(TncCli *cli, TncDesk *desk, GError **error)
{
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(desk);
    g_autoptr(GError) first = NULL;
    for (guint i = 0; i < mailboxes->len; i++) {
        const TncDeskMailbox *mailbox = g_ptr_array_index(mailboxes, i);
        g_autoptr(GError) problem = NULL;
        if (tnc_desk_mailbox_test(desk, mailbox, &problem))
            tnc_cli_say(cli, _("%s: both servers answer and accept the password."), mailbox->name);
        else
            tnc_cli_say(cli, "%s: %s", mailbox->name, problem->message);
        if (problem && !first)
            first = g_steal_pointer(&problem);
    }
    if (mailboxes->len == 0)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             _("there is no mailbox yet: 'tenace account add' adds one"));
    if (!first)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&first));
    return FALSE;
}

// A file is looked for again later, from wherever the program is started then.
static gboolean
set(TncDesk *desk, const char *name, const char *value, GError **error)
{
    gboolean file = g_str_equal(name, "timestamp_ca") && *value;
    g_autofree char *whole = file ? g_canonicalize_filename(value, NULL) : g_strdup(value);
    return tnc_desk_settings_set(desk, name, whole, error);
}

// A mailbox, or else an account on a public network.
static gboolean
remove_account(TncDesk *desk, const char *name, GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (tnc_desk_mailbox_remove(desk, name, &problem))
        return TRUE;
    if (g_error_matches(problem, TNC_ERROR, TNC_ERROR_NOT_FOUND))
        return tnc_desk_public_account_remove(desk, name, error);
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
}

gboolean
tnc_cli_account(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    const GOptionEntry entries[] = {
        {"name", 0, 0, G_OPTION_ARG_STRING, &options.name, NULL, NULL},
        {"address", 0, 0, G_OPTION_ARG_STRING, &options.address, NULL, NULL},
        {"full-name", 0, 0, G_OPTION_ARG_STRING, &options.full_name, NULL, NULL},
        {"imap", 0, 0, G_OPTION_ARG_STRING, &options.imap, NULL, NULL},
        {"smtp", 0, 0, G_OPTION_ARG_STRING, &options.smtp, NULL, NULL},
        {"user", 0, 0, G_OPTION_ARG_STRING, &options.user, NULL, NULL},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file, NULL, NULL},
        {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file, NULL, NULL},
        {"server", 0, 0, G_OPTION_ARG_STRING, &options.server, NULL, NULL},
        {"handle", 0, 0, G_OPTION_ARG_STRING, &options.handle, NULL, NULL},
        {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 3, error))
        return FALSE;
    const char *action = argc > 1 ? argv[1] : "list";
    gboolean reads = g_str_equal(action, "list") || g_str_equal(action, "test");
    if (!reads && !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    const TncCliPublicAccount account = {options.name, options.server, options.handle,
                                         options.password_file, options.token_file};
    if (g_str_equal(action, "add") && argc == 3)
        return tnc_cli_account_public_add(cli, argv[2], &account, error);
    if (g_str_equal(action, "add"))
        return add(cli, &options, error);
    TncDesk *desk = tnc_cli_desk(cli, g_str_equal(action, "set") && argc == 4, error);
    if (!desk)
        return FALSE;
    if (g_str_equal(action, "list"))
        return list(cli, desk);
    if (g_str_equal(action, "test"))
        return test_all(cli, desk, error);
    if (g_str_equal(action, "remove") && argc == 3)
        return remove_account(desk, argv[2], error);
    if (g_str_equal(action, "set") && argc == 4)
        return set(desk, argv[2], argv[3], error);
    return tnc_error_set(error, TNC_ERROR_USAGE,
                         _("expected: account [list | add … | add bluesky … | add mastodon … | "
                           "test | remove NAME | set NAME VALUE]"));
}
