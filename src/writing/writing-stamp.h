// SPDX-License-Identifier: AGPL-3.0-or-later
// Time stamps of a third party (RFC 3161): the question, and the check of the answer. Who is asked,
// and how, is for the caller.
#pragma once

#include "instant.h"

#define TNC_WRITING_STAMP_NONCE 8

// The question for a stamp on the SHA-256 hash HEX (64 digits), DER. Full ownership.
GBytes *tnc_writing_stamp_query(const char *hex, const guint8 nonce[TNC_WRITING_STAMP_NONCE]);

// Checks that RESPONSE (DER) is granted, stamps HEX, and is signed: with CA_PEM by somebody whom
// one of its certificates vouches for; without (NULL) by the certificate that it carries, whoever
// that is. Gives the time stamped. TNC_ERROR_CORRUPT says what does not fit.
gboolean tnc_writing_stamp_check(GBytes *response, const char *hex, const char *ca_pem,
                                 TncInstant *at_out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
