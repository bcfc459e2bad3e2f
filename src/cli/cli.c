// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands share: options, terminal, questions, progress.

#include "cli.h"
#include "desk-date.h"
#include "desk-words.h"
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MAX_TEXT 65536 // bytes of a text that the user hands in: the guards are slow on nonsense

TncDesk *
tnc_cli_desk(TncCli *cli, gboolean create, GError **error)
{
    if (cli->desk)
        return cli->desk;
    TncDeskOptions options = {
        .data = cli->data, .language = cli->language, .now = cli->now, .no_create = !create};
    cli->desk = tnc_desk_open(&options, error);
    return cli->desk;
}

TncDeskCase *
tnc_cli_case(TncCli *cli, const char *name, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    return desk ? tnc_desk_case_find(desk, name, error) : NULL;
}

gboolean
tnc_cli_may_write(const TncCli *cli, const char *command, GError **error)
{
    return !cli->dry_run ||
           tnc_error_set(error, TNC_ERROR_USAGE,
                         _("'%s' cannot be tried with -n: nothing was done"), command);
}

gboolean
tnc_cli_parse(int *argc, char ***argv, const GOptionEntry *entries, int least, int most,
              GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) problem = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, &problem))
        return tnc_error_set(error, TNC_ERROR_USAGE, "%s", problem->message);
    int operands = *argc - 1;
    if (operands < least)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("something is missing after '%s'"),
                             (*argv)[0]);
    if (most >= 0 && operands > most)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("'%s' is too much here"), (*argv)[most + 1]);
    return TRUE;
}

void
tnc_cli_print_json(const json_t *value)
{
    char *text = json_dumps(value, (isatty(1) ? JSON_INDENT(2) : JSON_COMPACT) | JSON_ENCODE_ANY);
    puts(text);
    g_free(text);
}

gboolean
tnc_cli_is_terminal(void)
{
    return isatty(1) != 0;
}

static struct winsize
window(void)
{
    struct winsize size = {0};
    if (ioctl(1, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        size = (struct winsize){.ws_row = 24, .ws_col = 80};
    return size;
}

guint
tnc_cli_columns(void)
{
    return MIN(window().ws_col, 100);
}

guint
tnc_cli_lines(void)
{
    return window().ws_row;
}

char *
tnc_cli_style(const TncCli *cli, char style, const char *text)
{
    static const struct {
        char style;
        const char *code;
    } codes[] = {{'b', "1"}, {'d', "2"}, {'r', "31"}, {'g', "32"}, {'y', "33"}, {'q', "97;40"}};
    const char *no_color = g_getenv("NO_COLOR");
    if (!cli->no_color && !(no_color && *no_color) && tnc_cli_is_terminal())
        for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
            if (codes[i].style == style)
                return g_strdup_printf("\033[%sm%s\033[0m", codes[i].code, text);
    return g_strdup(text);
}

void
tnc_cli_say(const TncCli *cli, const char *format, ...)
{
    if (cli->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s\n", text);
}

void
tnc_cli_progress(guint64 done, guint64 total, gpointer data)
{
    const TncCli *cli = data;
    if (cli->quiet || !isatty(2) || total == 0)
        return;
    fprintf(stderr, "\r\033[K%3d %%", (int)(done * 100 / total));
    fflush(stderr);
}

void
tnc_cli_progress_end(const TncCli *cli)
{
    if (!cli->quiet && isatty(2))
        fputs("\r\033[K", stderr);
}

char *
tnc_cli_ask(const char *question, const char *default_answer)
{
    if (default_answer)
        fprintf(stderr, "%s [%s] ", question, default_answer);
    else
        fprintf(stderr, "%s ", question);
    fflush(stderr);
    char *line = NULL;
    size_t size = 0;
    gssize length = getline(&line, &size, stdin);
    char *answer = length < 0 ? NULL : g_strdup(g_strstrip(line));
    free(line);
    if (answer && !*answer && default_answer) {
        g_free(answer);
        answer = g_strdup(default_answer);
    }
    return answer;
}

gboolean
tnc_cli_confirm(const char *question)
{
    g_autofree char *prompt = g_strdup_printf("%s %s", question, _("[y/N]"));
    g_autofree char *answer = tnc_cli_ask(prompt, NULL);
    g_autofree char *lower = answer ? g_utf8_strdown(answer, -1) : g_strdup("");
    // Translators: every accepted way to say yes, between bars.
    g_autofree char *wanted = g_strdup_printf("|%s|", lower);
    return *lower && strstr(_("|y|yes|"), wanted) != NULL;
}

static GString *
read_stream(FILE *file)
{
    GString *text = g_string_new(NULL);
    char block[4096];
    for (size_t got; text->len <= MAX_TEXT && (got = fread(block, 1, sizeof block, file)) > 0;)
        g_string_append_len(text, block, (gssize)got);
    return text;
}

char *
tnc_cli_read_text(const char *path, GError **error)
{
    gboolean standard = g_str_equal(path, "-");
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file) {
        tnc_error_set(error, errno == ENOENT ? TNC_ERROR_NOT_FOUND : TNC_ERROR_INPUT, "%s: %s",
                      path, g_strerror(errno));
        return NULL;
    }
    g_autoptr(GString) text = read_stream(file);
    int problem = ferror(file) ? errno : 0;
    if (!standard)
        fclose(file);
    if (problem)
        tnc_error_set(error, TNC_ERROR_INPUT, "%s: %s", path, g_strerror(problem));
    else if (text->len > MAX_TEXT)
        tnc_error_set(error, TNC_ERROR_INPUT, _("%s is longer than 64 KiB: no text for a letter"),
                      path);
    else if (!g_utf8_validate(text->str, (gssize)text->len, NULL))
        tnc_error_set(error, TNC_ERROR_INPUT, _("%s is not UTF-8 text"), path);
    else
        return g_strchomp(g_string_free(g_steal_pointer(&text), FALSE));
    return NULL;
}

gboolean
tnc_cli_write_file(const TncCli *cli, const char *path, const void *bytes, gsize size,
                   GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (cli->dry_run || g_file_set_contents(path, bytes, (gssize)size, &problem))
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_STORAGE, "%s", problem->message);
}

gboolean
tnc_cli_date(TncCli *cli, const char *text, TncDate *date_out, GError **error)
{
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk || !tnc_desk_date_parse(desk, text, date_out, error))
        return FALSE;
    g_autofree char *day = tnc_desk_words_day(*date_out);
    if (tnc_date_parse(text) == TNC_DATE_NONE)
        tnc_cli_say(cli, "%s → %s", text, day);
    return TRUE;
}
