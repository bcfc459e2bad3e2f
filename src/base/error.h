// SPDX-License-Identifier: AGPL-3.0-or-later
// The one error domain. A failure of the environment or of input is a GError of this domain; an
// expected outcome
// ('not eligible', 'unknown') is a value of the function's own enum, never an error.
#pragma once

#include <glib.h>

typedef enum {
#define TNC_ERROR_ROW(code, name, exit_status, http_status, title) TNC_ERROR_##code,
#include "error-table.h"
#undef TNC_ERROR_ROW
} TncError;

#define TNC_ERROR (tnc_error_quark())
GQuark tnc_error_quark(void);

// Stable name, for JSON and scripts. Static.
const char *tnc_error_name(TncError code);

// Exit status of the command line for ERROR: errors of other domains are 1.
int tnc_error_exit_status(const GError *error);

// HTTP status for ERROR: errors of other domains are 500.
int tnc_error_http_status(const GError *error);

// Short English title of ERROR's kind. Static.
const char *tnc_error_title(const GError *error);

// Errors are told in the words that FUNCTION gives for a format from now on: set once, by whoever knows a language.
typedef const char *(*TncErrorTranslate)(const char *format)G_GNUC_FORMAT(1);
void tnc_error_translate(TncErrorTranslate function);

// Sets *ERROR and returns FALSE, so that a function can end with `return tnc_error_set(...)`.
gboolean tnc_error_set(GError **error, TncError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
