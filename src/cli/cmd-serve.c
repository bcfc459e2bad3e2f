// SPDX-License-Identifier: AGPL-3.0-or-later
// serve: the page and the API, until it is told to stop. The link that opens the page is printed and given to the
// browser.

#include "cli.h"
#include "desk-access.h"
#include "desk-mailbox.h"
#include "desk-serving.h"
#include "server.h"
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define DEFAULT_PORT 8765
#define FETCH_SECONDS 300

typedef struct {
    int port;
    char *listen;
    char *base_path;
    char *origin;
    char *password_file;
    gboolean no_open;
    gboolean link;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->listen);
    g_free(options->base_path);
    g_free(options->origin);
    g_free(options->password_file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean
set_password(TncCli *cli, const char *path, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    char *password = desk ? tnc_desk_mailbox_password_file(path, error) : NULL;
    gboolean done = password && tnc_desk_access_set_password(desk, password, error);
    tnc_desk_mailbox_password_free(password);
    return done;
}

// $BROWSER, else what the desktop opens links with; nothing where there is neither.
static void
open_browser(const char *link)
{
    const char *browser = g_getenv("BROWSER");
    gboolean desktop = g_getenv("DISPLAY") || g_getenv("WAYLAND_DISPLAY");
    const char *program = browser && *browser ? browser : desktop ? "xdg-open" : NULL;
    if (!program)
        return;
    char *arguments[] = {g_strdup(program), g_strdup(link), NULL};
    g_spawn_async(NULL, arguments, NULL,
                  G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                  NULL, NULL, NULL, NULL);
    g_free(arguments[0]);
    g_free(arguments[1]);
}

static void
tell(const TncCli *cli, const Options *options, TncServer *server, const char *link)
{
    g_autofree char *address = tnc_server_address(server);
    if (cli->json) {
        g_autoptr(json_t) object = json_pack("{s:s, s:i, s:s}", "address", address, "port",
                                             (int)tnc_server_port(server), "link", link);
        tnc_cli_print_json(object);
    } else {
        printf(_("The page: %s\n  (this link opens it once, within ten minutes; 'tenace serve' "
                 "again gives another)\n"),
               link);
        if (options->listen && tnc_server_is_beyond(server))
            printf(_("Others can reach %s, and need the password. Use HTTPS in front of it "
                     "(--origin).\n"),
                   options->listen);
        puts(_("Ctrl-C ends it."));
    }
    fflush(stdout);
}

// A second 'tenace serve' on the same folder and port: the first goes on, and gets one visitor more.
static gboolean
give_link(TncCli *cli, const Options *options, const char *address, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    g_autofree char *secret = desk ? tnc_desk_access_make_link(desk, error) : NULL;
    if (!secret)
        return FALSE;
    g_autofree char *link = g_strconcat(address, "open/", secret, NULL);
    g_autoptr(json_t) object = json_pack("{s:s, s:s}", "address", address, "link", link);
    if (cli->json)
        tnc_cli_print_json(object);
    else
        printf(_("Tenace runs already. A new link, which opens the page once, within ten "
                 "minutes:\n%s\n"),
               link);
    if (!options->no_open && !cli->json)
        open_browser(link);
    return TRUE;
}

static gboolean
has_port(const char *address, int port)
{
    g_autoptr(GUri) uri = g_uri_parse(address, G_URI_FLAGS_NONE, NULL);
    return uri && g_uri_get_port(uri) == port;
}

// Signals are blocked before the first thread starts, so that only sigwait() gets them.
static void
block_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void
note_serving(TncCli *cli, TncServer *server)
{
    g_autofree char *address = tnc_server_address(server);
    TncDesk *desk = tnc_cli_desk(cli, TRUE, NULL);
    if (desk)
        tnc_desk_serving_note(desk, address);
}

static gboolean
serve(TncCli *cli, const Options *options, GError **error)
{
    sigset_t signals;
    int got = 0;
    block_signals(&signals);
    TncServerOptions server_options = {
        .desk = {.data = cli->data, .language = cli->language, .now = cli->now},
        .address = options->listen,
        .port = (guint16)options->port,
        .base_path = options->base_path,
        .origin = options->origin,
        // With a clock that stands still nobody waits for mail.
        .fetch_seconds = cli->now == TNC_INSTANT_NONE ? FETCH_SECONDS : 0,
    };
    g_autoptr(TncServer) server = tnc_server_start(&server_options, error);
    if (!server)
        return FALSE;
    g_autofree char *link = tnc_server_link(server);
    note_serving(cli, server);
    tell(cli, options, server, link);
    if (!options->no_open && !cli->json)
        open_browser(link);
    sigwait(&signals, &got);
    return TRUE;
}

gboolean
tnc_cli_serve(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {.port = DEFAULT_PORT};
    const GOptionEntry entries[] = {
        {"port", 0, 0, G_OPTION_ARG_INT, &options.port, NULL, NULL},
        {"listen", 0, 0, G_OPTION_ARG_STRING, &options.listen, NULL, NULL},
        {"base-path", 0, 0, G_OPTION_ARG_STRING, &options.base_path, NULL, NULL},
        {"origin", 0, 0, G_OPTION_ARG_STRING, &options.origin, NULL, NULL},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file, NULL, NULL},
        {"link", 0, 0, G_OPTION_ARG_NONE, &options.link, NULL, NULL},
        {"no-open", 0, 0, G_OPTION_ARG_NONE, &options.no_open, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 0, error))
        return FALSE;
    if (options.port < 0 || options.port > 65535)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("--port: expected 0 to 65535"));
    TncDesk *desk = tnc_cli_desk(cli, !options.link, error);
    if (!desk)
        return FALSE;
    g_autofree char *running = tnc_desk_serving_find(desk);
    if (running && (options.link || has_port(running, options.port)))
        return give_link(cli, &options, running, error);
    if (options.link)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                             _("Tenace does not run on this folder: 'tenace serve' starts it"));
    if (options.password_file && !set_password(cli, options.password_file, error))
        return FALSE;
    return serve(cli, &options, error);
}
