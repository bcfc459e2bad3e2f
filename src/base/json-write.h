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
