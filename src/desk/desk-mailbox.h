// SPDX-License-Identifier: AGPL-3.0-or-later
// Mailboxes: how to reach them, their sealed passwords, fetching, and how each fared the last time.
#pragma once

#include "desk.h"
#include "desk-ingest.h"
#include "mail-imap.h"
#include "mail-server.h"

typedef struct {
    char *name;         // 'home'
    char *address;      // the buyer's
    char *full_name;    // in From; NULL when unknown
    TncMailServer imap; // host NULL: cannot be fetched
    TncMailServer smtp; // host NULL: cannot send
    char *sealed;       // password under the folder's key; NULL: none
    TncMailImapMark mark;
    TncInstant fetched_at; // last success; TNC_INSTANT_NONE
    char *last_error;      // of the last attempt; NULL when it succeeded
} TncDeskMailbox;

void tnc_desk_mailbox_free(TncDeskMailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncDeskMailbox, tnc_desk_mailbox_free)

// Fills SERVER from TEXT as it is written: [SCHEME://]HOST[:PORT], with imaps, smtps, imap, smtp or plain; without a
// scheme the port tells, and TLS from the first byte else. Nothing happens when TEXT is NULL or empty. CA_FILE may be NULL.
gboolean tnc_desk_mailbox_server(TncMailServer *server, const char *text, const char *user,
                                 const char *ca_file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

// All mailboxes: a GPtrArray of TncDeskMailbox*, in the order in which they were added. Full ownership.
GPtrArray *tnc_desk_mailbox_list(TncDesk *desk);
// The one named NAME, or the first one (NULL). TNC_ERROR_NOT_FOUND says how to add one.
TncDeskMailbox *tnc_desk_mailbox_find(TncDesk *desk, const char *name,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Adds or replaces; PASSWORD (may be NULL) is sealed first.
gboolean tnc_desk_mailbox_save(TncDesk *desk, const TncDeskMailbox *mailbox, const char *password,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_desk_mailbox_remove(TncDesk *desk, const char *name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

// SERVER with user and password filled in; release the password with tnc_mail_secret_free(). FALSE when sealed wrongly.
gboolean tnc_desk_mailbox_unseal(TncDesk *desk, const TncDeskMailbox *mailbox,
                                 TncMailServer *server, char **password_out,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

// A secret sealed under the folder's key, for the settings; and opened again (release it with
// tnc_desk_mailbox_password_free()).
char *tnc_desk_mailbox_seal(TncDesk *desk, const char *secret,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tnc_desk_mailbox_open_secret(TncDesk *desk, const char *sealed,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// Fetches what is new into the store and adds to SUM what was stored, even before a failure. Notes the success or the
// error in the mailbox, whatever happens.
gboolean tnc_desk_mailbox_fetch(TncDesk *desk, TncDeskMailbox *mailbox, TncDeskIngested *sum,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Waits for news for at most SECONDS.
gboolean tnc_desk_mailbox_wait(TncDesk *desk, const TncDeskMailbox *mailbox, guint seconds,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Logs in to both servers.
gboolean tnc_desk_mailbox_test(TncDesk *desk, const TncDeskMailbox *mailbox,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The first line of a file that only its owner can read; release it with tnc_desk_mailbox_password_free().
char *tnc_desk_mailbox_password_file(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_desk_mailbox_password_free(char *password);

// Fills the servers that MAILBOX lacks from the provider of its address, with what the provider says of passwords. Fails
// with TNC_ERROR_INPUT and the provider's help when it takes no password at all. HELP_OUT: that help; new string.
gboolean tnc_desk_mailbox_complete(TncDesk *desk, TncDeskMailbox *mailbox, char **help_out,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

// The object and the array of `account --json`. New references.
json_t *tnc_desk_mailbox_json(const TncDeskMailbox *mailbox);
json_t *tnc_desk_mailbox_list_json(TncDesk *desk);
