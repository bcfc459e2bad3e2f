// SPDX-License-Identifier: AGPL-3.0-or-later
// account add bluesky | mastodon: the buyer's own public accounts. Like the other passwords, theirs come from a file
// that only its owner can read, or from standard input.

#include "cmd-account-public.h"
#include "desk-mailbox.h"
#include "desk-public-account.h"
#include <stdio.h>

static char *
read_secret(const TncCliPublicAccount *options, const char *question, GError **error)
{
    if (options->secret_file)
        return tnc_desk_mailbox_password_file(options->secret_file, error);
    char *line = tnc_cli_ask(question, NULL);
    if (!line)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      _("no answer: give --password-file or write it to standard input"));
    return line;
}

static gboolean
add_bluesky(TncCli *cli, TncDesk *desk, const TncCliPublicAccount *options, GError **error)
{
    if (!options->handle)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("account add bluesky needs --handle YOU.bsky.social"));
    char *password = read_secret(options,
                                 _("App password (Bluesky, Settings, Privacy and "
                                   "security):"),
                                 error);
    if (!password)
        return FALSE;
    g_autofree char *handle = tnc_desk_public_account_add_bluesky(
        desk, options->name, options->server, options->handle, password, error);
    tnc_desk_mailbox_password_free(password);
    if (handle)
        tnc_cli_say(cli, _("@%s is connected; its password is sealed."), handle);
    return handle != NULL;
}

static gboolean
add_mastodon(TncCli *cli, TncDesk *desk, const TncCliPublicAccount *options, GError **error)
{
    g_auto(TncPublicMastodon) account = {0};
    char verifier[TNC_PUBLIC_MASTODON_VERIFIER + 1] = "";
    if (!options->server)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("account add mastodon needs --server https://YOUR.INSTANCE"));
    g_autofree char *address =
        tnc_desk_public_account_begin_mastodon(desk, options->server, &account, verifier, error);
    if (!address)
        return FALSE;
    gboolean has_token = options->token_file != NULL;
    if (!has_token) {
        printf(_("Open this address, allow Tenace, and copy the code that it shows:\n%s\n"),
               address);
        fflush(stdout);
    }
    char *code = has_token ? tnc_desk_mailbox_password_file(options->token_file, error)
                           : read_secret(options, _("Code:"), error);
    gboolean done =
        code && tnc_desk_public_account_end_mastodon(desk, options->name, &account, code,
                                                     has_token ? NULL : verifier, error);
    tnc_desk_mailbox_password_free(code);
    if (done)
        tnc_cli_say(cli, _("@%s is connected; its token is sealed."), account.handle);
    return done;
}

gboolean
tnc_cli_account_public_add(TncCli *cli, const char *network, const TncCliPublicAccount *options,
                           GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    if (!desk)
        return FALSE;
    if (g_str_equal(network, "bluesky"))
        return add_bluesky(cli, desk, options, error);
    if (g_str_equal(network, "mastodon"))
        return add_mastodon(cli, desk, options, error);
    return tnc_error_set(error, TNC_ERROR_USAGE,
                         _("'%s': expected account add bluesky or account add mastodon (a mailbox "
                           "takes no word)"),
                         network);
}

void
tnc_cli_account_public_list(const TncCli *cli, TncDesk *desk, json_t *array)
{
    g_autoptr(GPtrArray) accounts = tnc_desk_public_account_list(desk);
    for (guint i = 0; i < accounts->len; i++) {
        const TncDeskPublicAccount *account = accounts->pdata[i];
        json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:s}", "name", account->name,
                                               "network", account->network, "server",
                                               account->server, "handle", account->handle));
        if (!cli->json)
            printf("%s @%s  %s\n", account->name, account->handle, account->server);
    }
}
