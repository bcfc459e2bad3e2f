// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords at rest: sealed with libsodium's secretbox (XSalsa20-Poly1305) under a key that lies in
// a file only its owner may read. Randomness is handed in.
#pragma once

#include <glib.h>

#define TNC_MAIL_SECRET_KEY_BYTES 32
#define TNC_MAIL_SECRET_NONCE_BYTES 24
#define TNC_MAIL_SECRET_MAX_BYTES 4096

// Makes the key file at PATH from RANDOM, mode 0600, whole or not at all. A file that is already
// there is kept as it is, and TRUE. TNC_ERROR_STORAGE otherwise.
gboolean tnc_mail_secret_make_key(const char *path, const guint8 random[TNC_MAIL_SECRET_KEY_BYTES],
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Seals SECRET under the key file; NONCE must be fresh random bytes for every call. The result is
// ASCII ('v1:' and base64), fit for a database. Full ownership.
char *tnc_mail_secret_seal(const char *key_path, const char *secret,
                           const guint8 nonce[TNC_MAIL_SECRET_NONCE_BYTES],
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The secret again. TNC_ERROR_CORRUPT when it was altered or sealed under another key. Release it
// with tnc_mail_secret_free.
char *tnc_mail_secret_open(const char *key_path, const char *sealed,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The first line of a password file of mode 0600 (or stricter); a file that group or others may
// read is refused with TNC_ERROR_INPUT and the command that mends it. Release it with
// tnc_mail_secret_free.
char *tnc_mail_secret_read_file(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Overwrites, then frees. NULL is fine.
void tnc_mail_secret_free(char *secret);
