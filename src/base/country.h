// SPDX-License-Identifier: AGPL-3.0-or-later
// Countries by their code of two letters (ISO 3166-1 alpha-2).
#pragma once

#include <glib.h>

#define TNC_COUNTRY_BUFFER 3

// TEXT as a person types it ('fr', ' UK ') → the country's code ('FR', 'GB'). FALSE: there is no such country.
gboolean tnc_country_parse(const char *text, char code_out[TNC_COUNTRY_BUFFER]);
