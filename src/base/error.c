// SPDX-License-Identifier: AGPL-3.0-or-later
// The error table's readers. What an error means to a user is said where it is raised.

#include "error.h"

typedef struct {
    const char *name;
    int exit_status;
    int http_status;
    const char *title;
} ErrorRow;

static const ErrorRow rows[] = {
#define TNC_ERROR_ROW(code, name, exit_status, http_status, title)                                 \
    [TNC_ERROR_##code] = {name, exit_status, http_status, title},
#include "error-table.h"
#undef TNC_ERROR_ROW
};

G_DEFINE_QUARK(tnc - error, tnc_error)

static const ErrorRow *
row_of(const GError *error)
{
    gboolean ours = error->domain == TNC_ERROR && (guint)error->code < G_N_ELEMENTS(rows);
    return &rows[ours ? error->code : TNC_ERROR_FAILED];
}

const char *
tnc_error_name(TncError code)
{
    g_assert((guint)code < G_N_ELEMENTS(rows));
    return rows[code].name;
}

int
tnc_error_exit_status(const GError *error)
{
    return row_of(error)->exit_status;
}

int
tnc_error_http_status(const GError *error)
{
    return row_of(error)->http_status;
}

const char *
tnc_error_title(const GError *error)
{
    return row_of(error)->title;
}

static TncErrorTranslate translate;

void
tnc_error_translate(TncErrorTranslate function)
{
    g_atomic_pointer_set(&translate, function);
}

gboolean
tnc_error_set(GError **error, TncError code, const char *format, ...)
{
    va_list arguments;
    TncErrorTranslate told = g_atomic_pointer_get(&translate);
    va_start(arguments, format);
    // What the translation has for FORMAT takes the same arguments: msgfmt checks that.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    g_autofree char *message = g_strdup_vprintf(told && *format ? told(format) : format, arguments);
#pragma GCC diagnostic pop
    va_end(arguments);
    g_set_error_literal(error, TNC_ERROR, (int)code, message);
    return FALSE;
}
