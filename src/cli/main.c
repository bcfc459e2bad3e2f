// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's door: global options, language, the table of commands. Built twice: the light program (every-day
// commands, few libraries, quick to start) and tenace-full with everything; the light one hands over to it.

#include "cli.h"
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#ifndef TNC_LOCALE_INSTALLED
#define TNC_LOCALE_INSTALLED "/usr/share/locale"
#endif
#ifndef TNC_VERSION
#define TNC_VERSION "0"
#endif

typedef struct {
    const char *name;
    TncCliFunc function; // NULL: in the full program
    const char *usage;
    const char *summary;
} Command;

#ifdef TNC_CLI_FULL
#define TNC_HEAVY(function) tnc_cli_##function
#else
#define TNC_HEAVY(function) NULL
#endif
#define TNC_CHOOSE_TRUE(function) TNC_HEAVY(function)
#define TNC_CHOOSE_FALSE(function) tnc_cli_##function
#define TNC_CHOOSE(heavy, function) TNC_CHOOSE_##heavy(function)

static const Command commands[] = {
#undef TRUE
#undef FALSE
#define TNC_COMMAND(name, function, heavy, usage, summary)                                         \
    {name, TNC_CHOOSE(heavy, function), usage, summary},
#include "cli-command-table.h"
#undef TNC_COMMAND
#define FALSE (0)
#define TRUE (!FALSE)
};

static const Command *
find_command(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        if (g_str_equal(commands[i].name, name))
            return &commands[i];
    return NULL;
}

static char *
folder_of_program(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    return program ? g_path_get_dirname(program) : g_strdup(".");
}

// Translations need a UTF-8 locale; C.UTF-8 is always there. A locale that was never made on this machine (LANG=fr_FR.UTF-8
// on a minimal Debian) still says its language.
static void
set_language(const char *language)
{
    if (!setlocale(LC_ALL, "") || g_str_equal(setlocale(LC_MESSAGES, NULL), "C") ||
        g_str_equal(setlocale(LC_MESSAGES, NULL), "POSIX")) {
        setlocale(LC_ALL, "C.UTF-8");
        const char *const *asked = g_get_language_names_with_category("LC_MESSAGES");
        if (*asked && !g_str_equal(*asked, "C"))
            g_setenv("LANGUAGE", *asked, FALSE);
    }
    setlocale(LC_NUMERIC, "C");
    if (language)
        g_setenv("LANGUAGE", language, TRUE);
    g_autofree char *folder = folder_of_program();
    g_autofree char *beside = g_build_filename(folder, "po", NULL);
    bindtextdomain("tenace",
                   g_file_test(beside, G_FILE_TEST_IS_DIR) ? beside : TNC_LOCALE_INSTALLED);
    bind_textdomain_codeset("tenace", "UTF-8");
    textdomain("tenace");
}

static const char *
details_of(const char *name)
{
    static const struct {
        const char *name;
        const char *details;
    } table[] = {
#define TNC_HELP(name, details) {name, details},
#include "cli-help-table.h"
#undef TNC_HELP
    };
    for (guint i = 0; i < G_N_ELEMENTS(table); i++)
        if (g_str_equal(table[i].name, name))
            return table[i].details;
    return NULL;
}

static void
print_command_help(const Command *command)
{
    const char *details = details_of(command->name);
    printf("tenace %s %s\n%s\n", command->name, command->usage, _(command->summary));
    if (details)
        printf("\n%s\n", _(details));
}

static void
print_help(void)
{
    puts(_("tenace: gets an answer from an after-sales service, politely and obstinately.\n"
           "Usage: tenace [OPTIONS] COMMAND …    ('tenace' alone says the next move)\n"));
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        printf("  %-9s %s\n", commands[i].name, _(commands[i].summary));
    puts(_("\nOptions: --data DIR, --now INSTANT, --json, --lang fr|en, --no-color, -n/--dry-run, "
           "-q, --version"));
    puts(_("'tenace COMMAND --help' says more of one command."));
}

// The general help, or that of the command named.
static gboolean
help_with(const char *name, GError **error)
{
    const Command *command = name ? find_command(name) : NULL;
    if (name && !command)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("there is no command '%s': 'tenace --help' lists them"), name);
    if (command)
        print_command_help(command);
    else
        print_help();
    return TRUE;
}

static gboolean
check_options(TncCli *cli, GError **error)
{
    cli->now = TNC_INSTANT_NONE;
    if (cli->now_text) {
        cli->now = tnc_instant_parse(cli->now_text, NULL);
        if (cli->now == TNC_INSTANT_NONE)
            return tnc_error_set(
                error, TNC_ERROR_USAGE,
                _("--now %s: expected an instant such as 2026-03-02T09:00:00+01:00"),
                cli->now_text);
    }
    if (cli->language && !g_str_equal(cli->language, "fr") && !g_str_equal(cli->language, "en"))
        return tnc_error_set(error, TNC_ERROR_USAGE, _("--lang %s: expected fr or en"),
                             cli->language);
    return TRUE;
}

// Takes the global options out, wherever they stand; the command's own stay.
static gboolean
take_options(TncCli *cli, int *argc, char ***argv, gboolean *help, gboolean *version,
             GError **error)
{
    const GOptionEntry entries[] = {
        {"data", 0, 0, G_OPTION_ARG_FILENAME, &cli->data, NULL, NULL},
        {"now", 0, 0, G_OPTION_ARG_STRING, &cli->now_text, NULL, NULL},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &cli->language, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL},
        {"no-color", 0, 0, G_OPTION_ARG_NONE, &cli->no_color, NULL, NULL},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &cli->dry_run, NULL, NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &cli->quiet, NULL, NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, version, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) problem = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_ignore_unknown_options(context, TRUE);
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, &problem))
        return tnc_error_set(error, TNC_ERROR_USAGE, "%s", problem->message);
    return TRUE;
}

static gboolean
hand_over(char **arguments, GError **error)
{
    g_autofree char *folder = folder_of_program();
    g_autofree char *beside = g_build_filename(folder, "tenace-full", NULL);
    g_autofree char *installed =
        g_build_filename(folder, "..", "libexec", "tenace", "tenace-full", NULL);
    execv(beside, arguments);
    execv(installed, arguments);
    return tnc_error_set(error, TNC_ERROR_FAILED, _("cannot start %s: %s"), beside,
                         g_strerror(errno));
}

// A command's own options may stand before it: the first word that is no option names it. ARGC when there is none.
static int
word_at(int argc, char **argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-' && argv[at][1] && !g_str_equal(argv[at], "--"))
        at++;
    return at;
}

static const char *
first_word(int argc, char **argv)
{
    int at = word_at(argc, argv);
    return at < argc ? argv[at] : NULL;
}

static gboolean
run(TncCli *cli, int argc, char **argv, char **original, GError **error)
{
    static char next[] = "next";
    char *alone[] = {next, NULL};
    int at = word_at(argc, argv);
    if (at == argc && argc > 1)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("unknown option %s: 'tenace --help' lists them"), argv[1]);
    const Command *command = find_command(at < argc ? argv[at] : "next");
    if (!command)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("there is no command '%s': 'tenace --help' lists them"), argv[at]);
    if (!command->function)
        return hand_over(original, error);
    if (at >= argc)
        return command->function(cli, 1, alone, error);
    char *name = argv[at];
    memmove(argv + 2, argv + 1, sizeof *argv * (gsize)(at - 1));
    argv[1] = name;
    return command->function(cli, argc - 1, argv + 1, error);
}

int
main(int argc, char **argv)
{
    g_auto(GStrv) original = g_strdupv(argv);
    TncCli cli = {0};
    gboolean help = FALSE;
    gboolean version = FALSE;
    g_autoptr(GError) error = NULL;
    gboolean done = take_options(&cli, &argc, &argv, &help, &version, &error);
    set_language(cli.language);
    done = done && check_options(&cli, &error);
    if (done && version)
        puts("tenace " TNC_VERSION);
    else if (done && help)
        done = help_with(first_word(argc, argv), &error);
    else if (done)
        done = run(&cli, argc, argv, original, &error);
    tnc_desk_close(cli.desk);
    if (fflush(stdout) != 0 && done)
        done =
            tnc_error_set(&error, TNC_ERROR_STORAGE, _("standard output: %s"), g_strerror(errno));
    if (!done)
        fprintf(stderr, "tenace: %s\n", error ? error->message : "?");
    g_free(cli.data);
    g_free(cli.now_text);
    g_free(cli.language);
    return done ? 0 : tnc_error_exit_status(error);
}
