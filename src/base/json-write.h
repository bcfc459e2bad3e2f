// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON values as text without white space. Most of what is stored is text: it is written some ten times as fast as by
// jansson.
#pragma once

#include <glib.h>
#include <jansson.h>

typedef enum {
    TNC_JSON_LINE,      // keys in the order in which they were set, UTF-8
    TNC_JSON_CANONICAL, // keys sorted by their bytes, UTF-8
    TNC_JSON_ASCII,     // as LINE; what is not ASCII is escaped
} TncJsonForm;

// New string; NULL for NULL. VALUE must not contain itself.
char *tnc_json_write(const json_t *value, TncJsonForm form);

// The same text written piece by piece, without a value in memory. Whoever writes a canonical object gives its keys in
// their order; commas come by themselves.
typedef struct {
    GString *text;
    TncJsonForm form;
} TncJsonText;

void tnc_json_write_open(TncJsonText *to, char bracket); // '{' or '['
void tnc_json_write_close(TncJsonText *to, char bracket);
// KEY as it stands: nothing in it needs an escape.
void tnc_json_write_key(TncJsonText *to, const char *key);
void tnc_json_write_string(TncJsonText *to, const char *text); // NULL: null
void tnc_json_write_bytes(TncJsonText *to, const char *text, gsize size);
void tnc_json_write_number(TncJsonText *to, gint64 number);
void tnc_json_write_real(TncJsonText *to, double number);
void tnc_json_write_boolean(TncJsonText *to, gboolean value);
