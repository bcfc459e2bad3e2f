// SPDX-License-Identifier: AGPL-3.0-or-later
// The JSON that is common, read some ten times as fast as by jansson.
#pragma once

#include <glib.h>
#include <jansson.h>

// The object or array that SIZE BYTES hold, as jansson would read it. NULL when they are no JSON, or of a kind that is
// left to jansson: repeated keys, powers of ten, escapes by number. New reference.
json_t *tnc_json_read(const char *bytes, gsize size);

// The same without the members named in WITHOUT (ends with NULL; in inner objects too): their values are passed over
// and not looked at.
json_t *tnc_json_read_without(const char *bytes, gsize size, const char *const *without);
