// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may use the server: sessions of browsers, tokens of programs and of calendars, the password. Secrets are random
// or typed, and only their hashes are kept: SHA-256 for random ones, Argon2id for the password.
#pragma once

#include "desk.h"

typedef enum {
    TNC_DESK_ACCESS_SESSION,
    TNC_DESK_ACCESS_API,
    TNC_DESK_ACCESS_CALENDAR,
    TNC_DESK_ACCESS_LINK, // opens one session
} TncDeskAccessKind;

// 32 random bytes as 43 letters, digits, '-' and '_'. New string.
char *tnc_desk_access_secret(void);

// Notes a new access that ends at UNTIL (TNC_INSTANT_NONE: never) and gives its secret, the only time. ID_OUT (may be
// NULL) gets its id. New strings. At most 200 sessions and tokens: the oldest session makes room.
char *tnc_desk_access_make(TncDesk *desk, TncDeskAccessKind kind, const char *name,
                           TncInstant until, char **id_out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

// A link's secret, good for ten minutes of the machine's clock: made by one program, used at another. New string.
char *tnc_desk_access_make_link(TncDesk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;
// TRUE once, when SECRET is that of a link which is still good.
gboolean tnc_desk_access_use_link(TncDesk *desk, const char *secret);

// Ends those of KIND with this ID (NULL: all). TNC_ERROR_NOT_FOUND when an ID is given and there is none.
gboolean tnc_desk_access_revoke(TncDesk *desk, TncDeskAccessKind kind, const char *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The id that a secret has whatever was kept: the beginning of its hash. New string.
char *tnc_desk_access_id(const char *secret);

typedef void (*TncDeskAccessFunc)(TncDeskAccessKind kind, const char *sha256, TncInstant until,
                                  gpointer data);
void tnc_desk_access_each(TncDesk *desk, TncDeskAccessFunc function, gpointer data);

// [{id, name, created}]. New reference.
json_t *tnc_desk_access_json(TncDesk *desk, TncDeskAccessKind kind);

gboolean tnc_desk_access_set_password(TncDesk *desk, const char *password,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_desk_access_has_password(TncDesk *desk);
gboolean tnc_desk_access_check_password(TncDesk *desk, const char *password);
