// SPDX-License-Identifier: AGPL-3.0-or-later
// What every command gets: the global options, the desk, standard output. One command a file (cmd-x.c), each declared
// in cli-command-table.h. Results go to standard output, everything else to standard error.
#pragma once

#include "desk-case.h"
#include "desk-speech.h"
#include "error.h"

#define _(text) gettext(text)
#define N_(text) text

typedef struct {
    char *data;
    char *now_text;
    char *language;
    gboolean json;
    gboolean no_color;
    gboolean dry_run;
    gboolean quiet;
    TncInstant now;
    TncDesk *desk; // opened by tnc_cli_desk()
} TncCli;

// A command gets its own arguments (argv[0] is its name) after the global options were taken out. FALSE and an error
// of the TNC_ERROR domain decide the exit status.
typedef gboolean (*TncCliFunc)(TncCli *cli, int argc, char **argv, GError **error);

#define TNC_COMMAND(name, function, heavy, usage, summary)                                         \
    gboolean tnc_cli_##function(TncCli *cli, int argc, char **argv, GError **error);
#include "cli-command-table.h"
#undef TNC_COMMAND

// The desk; CREATE makes an absent data folder. Borrowed.
TncDesk *tnc_cli_desk(TncCli *cli, gboolean create, GError **error);

// The claim called NAME; TNC_ERROR_NOT_FOUND says how to list them. Full ownership.
TncDeskCase *tnc_cli_case(TncCli *cli, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// FALSE with -n: the command COMMAND cannot be tried without doing it, so it does nothing.
gboolean tnc_cli_may_write(const TncCli *cli, const char *command,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Parses the command's own options (ENTRIES, may be NULL) out of argv; unknown ones are TNC_ERROR_USAGE. What stays
// in argv[1…*argc-1] are the operands: between LEAST and MOST of them (-1: any number).
gboolean tnc_cli_parse(int *argc, char ***argv, const GOptionEntry *entries, int least, int most,
                       GError **error);

// Prints one JSON value, pretty on a terminal.
void tnc_cli_print_json(const json_t *value);

// TRUE when standard output is a terminal; columns and lines of it (80 × 24 when unknown).
gboolean tnc_cli_is_terminal(void);
guint tnc_cli_columns(void);
guint tnc_cli_lines(void);

// Text in a style when colours are on, else as it is; new string. Styles: 'b' bold, 'd' dim, 'r' red, 'g' green, 'y' yellow,
// 'q' white on black.
char *tnc_cli_style(const TncCli *cli, char style, const char *text);

// Says something to the user on standard error, unless -q.
void tnc_cli_say(const TncCli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);

// Progress of long work: a line that renews itself, on a terminal only. Fits TncDeskProgressFunc; DATA is the TncCli.
void tnc_cli_progress(guint64 done, guint64 total, gpointer cli);
void tnc_cli_progress_end(const TncCli *cli);

// Asks on the terminal; DEFAULT_ANSWER (may be NULL) is offered. NULL at the end of input. New string, trimmed.
char *tnc_cli_ask(const char *question, const char *default_answer);
// A yes or no question; FALSE when there is nobody to answer.
gboolean tnc_cli_confirm(const char *question);

// The UTF-8 text of the file PATH, or of standard input ('-'), at most 64 KiB, without white space at its end.
char *tnc_cli_read_text(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// What the guards found (TncWritingFinding *), as a person reads it. In the full program only.
void tnc_cli_print_findings(const TncCli *cli, const GPtrArray *findings);

// Writes SIZE bytes to the file PATH, whole or not at all (nothing with -n); TNC_ERROR_STORAGE says what is in the way.
gboolean tnc_cli_write_file(const TncCli *cli, const char *path, const void *bytes, gsize size,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

// A date as a user types it ('hier', 'dans 8 jours', '2026-03-12'), echoed back; TNC_ERROR_INPUT says what is understood.
gboolean tnc_cli_date(TncCli *cli, const char *text, TncDate *date_out, GError **error);
