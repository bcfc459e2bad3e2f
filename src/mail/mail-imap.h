// SPDX-License-Identifier: AGPL-3.0-or-later
// One logged-in IMAP session: new mails in batches, search by Message-ID, waiting for news. Nothing
// on the server is ever changed: folders are opened read-only, mails are not marked as read.
//
// Every call may fail with TNC_ERROR_REMOTE (network, time-out, an answer that cannot be believed:
// sizes and nesting announced by the server are capped), after which the session is only good to be
// freed: open another. Messages name the server, what failed and what to do.
#pragma once

#include <gio/gio.h>
#include "date.h"
#include "mail-server.h"

#define TNC_MAIL_IMAP_BATCH 50
#define TNC_MAIL_IMAP_MAX_MAIL_BYTES (64 * 1024 * 1024)

typedef struct TncMailImap TncMailImap;

// Connects, verifies the certificate, logs in. TNC_ERROR_CERTIFICATE, TNC_ERROR_CREDENTIALS (with
// the server's words and server->password_help), TNC_ERROR_INPUT (settings). CANCELLABLE (may be
// NULL) ends whatever the session is doing, now or later. SERVER is copied. Full ownership.
TncMailImap *tnc_mail_imap_open(const TncMailServer *server, GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The same over a stream that stands already (tests, fuzzer): reads the greeting, then logs in.
TncMailImap *tnc_mail_imap_open_stream(const TncMailServer *server, GIOStream *stream,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Logs out when that is still possible.
void tnc_mail_imap_free(TncMailImap *imap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncMailImap, tnc_mail_imap_free)

// How far a folder was read: a plain value to be kept per mailbox and folder; zero for 'never'.
typedef struct {
    guint32 uid_validity; // when the server changes it, all UIDs are void and all is read again
    guint32 last_uid;
} TncMailImapMark;

typedef struct {
    guint32 uid;
    guint32 size; // in bytes, as the server says
    GBytes
        *raw; // borrowed until the call ends; NULL: over TNC_MAIL_IMAP_MAX_MAIL_BYTES, or withheld
} TncMailImapMail;

// One batch, oldest first. MARK is to be stored in the same transaction as the mails. DONE of TOTAL
// includes this batch (for a progress bar). FALSE with the error set ends the fetch with it.
typedef gboolean (*TncMailImapTake)(const TncMailImapMail *mails, guint count,
                                    const TncMailImapMark *mark, guint done, guint total,
                                    gpointer data, GError **error);

// Hands over the mails of FOLDER ('INBOX', or a name from this header's functions) that are newer
// than MARK, in batches of at most TNC_MAIL_IMAP_BATCH mails and about 64 MB. SINCE
// (TNC_DATE_NONE: all) leaves out what arrived on earlier days. After a change of UIDVALIDITY mails
// come again: the caller knows them by their Message-ID. An interrupted fetch goes on from the last
// MARK that was given.
gboolean tnc_mail_imap_fetch(TncMailImap *imap, const char *folder, TncMailImapMark mark,
                             TncDate since, TncMailImapTake take, gpointer data,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The folder of sent mails: that of special use \Sent (RFC 6154), else one called 'Sent'; NULL
// through NAME_OUT when there is none. Borrowed from IMAP.
gboolean tnc_mail_imap_sent_folder(TncMailImap *imap, const char **name_out,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Is there a mail with this Message-ID (without <>) in INBOX or in the folder of sent mails? This
// is how an uncertain sending is cleared up.
gboolean tnc_mail_imap_has_message(TncMailImap *imap, const char *message_id, gboolean *found_out,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
    TNC_MAIL_IMAP_IDLE_NEWS,      // something changed in the folder since it was last fetched
    TNC_MAIL_IMAP_IDLE_QUIET,     // nothing new; servers end an IDLE now and then: ask again
    TNC_MAIL_IMAP_IDLE_CANCELLED, // CANCELLABLE was cancelled; the session is still good
} TncMailImapIdle;

// Waits for news in FOLDER (RFC 2177) for at most SECONDS (1 to 1740: servers may hang up after 30
// minutes). A server that does not know IDLE is asked once, at the end. CANCELLABLE may be NULL.
gboolean tnc_mail_imap_idle(TncMailImap *imap, const char *folder, guint seconds,
                            GCancellable *cancellable, TncMailImapIdle *answer_out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
