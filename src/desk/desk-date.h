// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates as a user types them.
#pragma once

#include "desk.h"

// 'hier', 'dans 8 jours', 'next monday', '2026-03-12'; TNC_ERROR_INPUT says what is understood.
gboolean tnc_desk_date_parse(TncDesk *desk, const char *text, TncDate *date_out, GError **error);

// The same, or an RFC 3339 instant. A day without an hour is its noon, or now when it is today.
gboolean tnc_desk_date_instant(TncDesk *desk, const char *text, TncInstant *at_out, GError **error);
