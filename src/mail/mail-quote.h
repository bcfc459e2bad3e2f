// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sender wrote this time: the text without quoted messages, ticket markers and signature.
#pragma once

#include <glib.h>

// Splits TEXT. VISIBLE_OUT ends before the closing formula; SIGNATURE_OUT is that formula and what follows it, without
// quotes (empty when there is none). A few quoted lines that are answered below stay, marked with '>'; a forwarded
// message is part of the text; a message that is nothing but a quote is shown whole. New strings.
void tnc_mail_quote_split(const char *text, char **visible_out, char **signature_out);
