// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page says to machines in its markup: microdata (HTML Standard, section 5), in the shape of JSON-LD.
#pragma once

#include "json.h"

// The items that are no part of another one, each an object with '@type' and its properties; a property of several
// values is an array. Never NULL: an empty array when there are none. New reference.
json_t *tnc_html_data(const char *html, gsize size);
