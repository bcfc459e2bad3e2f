// SPDX-License-Identifier: AGPL-3.0-or-later
// The inside of an IMAP session, shared by mail-imap.c (opening, folders, search, waiting) and
// mail-imap-fetch.c. Not for other modules.
#pragma once

#include <libetpan/libetpan.h>
#include "mail-imap.h"
#include "mail-imap-stream.h"

struct TncMailImap {
    mailimap *session;
    TncMailImapWire wire;
    GSocket *socket; // owned; NULL over a stream that is no socket
    TncMailServer server;
    char *host;
    char *user;
    char *help;
    char *folder; // opened now; NULL when none
    char *sent;   // the folder of sent mails
    gboolean sent_known;
    gboolean can_idle;
    guint32 seen_exists; // mails in the folder when it was last looked at
};

// Answers to commands other than fetching bodies stay below this.
#define TNC_MAIL_IMAP_SMALL_ANSWER (4 * 1024 * 1024)
#define TNC_MAIL_IMAP_SEARCH_ANSWER (32 * 1024 * 1024)

// Sets the error of a libetpan result CODE that came of DOING ('fetching mails'); returns FALSE.
gboolean tnc_mail_imap_fail(TncMailImap *imap, int code, const char *doing, GError **error);

// Opens FOLDER read-only, unless it is open.
gboolean tnc_mail_imap_examine(TncMailImap *imap, const char *folder,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The UIDs (guint32) that match KEY, which is taken. Full ownership.
GArray *tnc_mail_imap_search(TncMailImap *imap, struct mailimap_search_key *key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
