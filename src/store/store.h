// SPDX-License-Identifier: AGPL-3.0-or-later
// The store: everything a user gave us, kept so that it survives kill -9, a full disk and the next
// version. One interface, one driver a file (store-sqlite.c first, PostgreSQL can follow); both
// pass the same conformance suite. Records come and go as canonical JSON: the store keeps and
// indexes, the engine interprets. Strings given are copied; strings returned are owned by the
// returned thing. Not thread-safe: one store a thread.
//
// Errors: TNC_ERROR_NOT_FOUND, TNC_ERROR_STORAGE (full disk, no permission), TNC_ERROR_BUSY
// (another writer held the folder for longer than the patience), TNC_ERROR_CORRUPT. After an error
// inside a transaction: roll back.
#pragma once

#include "claim-event.h"
#include "claim-words.h"
#include "instant.h"
#include "sha256.h"

typedef struct TncStore TncStore;
typedef gint64 TncStoreId; // a claim's number within its account: 1, 2, 3…

// Opens or creates the data folder DIRECTORY (mode 0700) and migrates it. READ_ONLY never writes,
// and fails with TNC_ERROR_NOT_FOUND when there is nothing. ACCOUNT is the account that every call
// below works on (1 by default).
TncStore *tnc_store_open(const char *directory, gboolean read_only, gint64 account,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_store_close(TncStore *store); // rolls back an open transaction; NULL is fine
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TncStore, tnc_store_close)

// Write transactions; they do not nest. Every function that writes needs one open.
gboolean tnc_store_begin(TncStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_store_commit(TncStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_store_rollback(TncStore *store);

// A frame: the transactions between its begin and its commit all happen, or none does. The database is locked from the
// first of them on; without any, a frame costs nothing.
void tnc_store_frame_begin(TncStore *store);
// TRUE once a transaction was begun in it.
gboolean tnc_store_frame_used(const TncStore *store);
gboolean tnc_store_frame_commit(TncStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tnc_store_frame_rollback(TncStore *store); // nothing outside a frame

// ---- settings (time zone, language, country, mailboxes…): small JSON values by name
gboolean tnc_store_set_setting(TncStore *store, const char *name, const json_t *value,
                               GError **error);
json_t *tnc_store_get_setting(TncStore *store, const char *name); // NULL when unset; new reference

// ---- records: merchant, purchase, claim; JSON as in the exchange format
typedef enum { TNC_STORE_MERCHANT, TNC_STORE_PURCHASE, TNC_STORE_CLAIM } TncStoreRecord;

// Inserts, or replaces the record of the same ref. A claim gets the next number on insertion.
gboolean tnc_store_put_record(TncStore *store, TncStoreRecord kind, const char *ref,
                              const json_t *record, GError **error);
// TNC_ERROR_NOT_FOUND when there is none. New reference.
json_t *tnc_store_get_record(TncStore *store, TncStoreRecord kind, const char *ref, GError **error);
gboolean tnc_store_has_record(TncStore *store, TncStoreRecord kind, const char *ref);
typedef gboolean (*TncStoreRecordFunc)(const char *ref, const json_t *record, gpointer data,
                                       GError **error);
// In order of insertion. Stops, and returns FALSE, when the function does.
gboolean tnc_store_each_record(TncStore *store, TncStoreRecord kind, TncStoreRecordFunc function,
                               gpointer data, GError **error);

// The claim's number of a ref or of a decimal number; 0 when there is none.
TncStoreId tnc_store_find_claim(TncStore *store, const char *ref_or_number);
char *tnc_store_claim_ref(TncStore *store, TncStoreId claim); // new string; NULL when there is none

// ---- events
// Appends one event: gives it the next sequence number and links it to the chain
// (hash = sha256(previous hash ‖ canonical JSON of {actor, at, body, claim, kind, recorded_at,
// seq})). AT_TEXT is the RFC 3339 text as given (kept for export).
gboolean tnc_store_append_event(TncStore *store, TncStoreId claim, const char *at_text,
                                TncEventKind kind, TncActor actor, json_t *body,
                                TncInstant recorded_at, guint *seq_out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same with a body that is canonical JSON already.
gboolean tnc_store_append_body(TncStore *store, TncStoreId claim, const char *at_text,
                               TncEventKind kind, TncActor actor, const char *body,
                               TncInstant recorded_at, guint *seq_out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The number of the latest event; 0 when there is none.
guint tnc_store_last_event(TncStore *store, TncStoreId claim);
// TRUE when an event of the same instant, kind, actor and body is already in the claim.
gboolean tnc_store_has_event(TncStore *store, TncStoreId claim, const char *at_text,
                             TncEventKind kind, TncActor actor, const json_t *body);

typedef struct {
    guint seq;
    TncInstant at;
    const char *at_text;
    TncInstant recorded_at;
    TncEventKind kind;
    TncActor actor;
    json_t *body; // borrowed during the call; take a reference to keep it
    const char *hash;
} TncStoreEvent;
typedef gboolean (*TncStoreEventFunc)(const TncStoreEvent *event, gpointer data, GError **error);
// By sequence number.
gboolean tnc_store_each_event(TncStore *store, TncStoreId claim, TncStoreEventFunc function,
                              gpointer data, GError **error);
// The same, read for the engine.
TncClaimEvents *tnc_store_load_events(TncStore *store, TncStoreId claim,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
// The same without the fields of tnc_claim_event_told(): all that a position is computed from, in a third of the time.
TncClaimEvents *tnc_store_load_outline(TncStore *store, TncStoreId claim,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

// ---- position cache: written in the transaction that changes the events
typedef struct {
    TncStoreId claim;
    TncState state;
    int urgency;            // smaller is more urgent
    TncDate move_due;       // then by this, oldest first
    TncInstant computed_at; // the plan holds from here…
    TncInstant valid_until; // …to before here: the next due instant; TNC_INSTANT_NONE when it holds
                            // for ever
    const char *card;       // canonical JSON of the plan, for printing without replaying
} TncStoreState;
gboolean tnc_store_put_state(TncStore *store, const TncStoreState *state,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_store_get_state(TncStore *store, TncStoreId claim, TncStoreState *state_out,
                             char **card_out, GError **error);

typedef gboolean (*TncStoreStateFunc)(const TncStoreState *state, gpointer data, GError **error);
// Claims whose plan does not hold at NOW (due, or computed later than NOW), by an index: the cost
// follows what is due.
gboolean tnc_store_each_due(TncStore *store, TncInstant now, guint limit,
                            TncStoreStateFunc function, gpointer data, GError **error);
// Open claims (or all) in order of urgency, then due date, then number, by an index; at most LIMIT
// (0: all).
gboolean tnc_store_each_urgent(TncStore *store, gboolean open_only, guint limit,
                               TncStoreStateFunc function, gpointer data, GError **error);
// Changes whenever another connection (of this process or of another) committed something; a cheap look, no query. It
// means nothing across connections. -1 when it cannot be told.
gint64 tnc_store_version(TncStore *store);
guint tnc_store_count_claims(TncStore *store, gboolean open_only);

// ---- blobs: raw mails and evidence, whole, named by their SHA-256
gboolean tnc_store_put_blob(TncStore *store, const void *bytes, gsize size,
                            char sha256_out[TNC_SHA256_HEX + 1], GError **error);
// The same for bytes whose SHA-256 the caller has.
gboolean tnc_store_keep_blob(TncStore *store, const char *sha256, const void *bytes, gsize size,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *tnc_store_get_blob(TncStore *store, const char *sha256,
                           GError **error); // checks the hash; full ownership
gboolean tnc_store_has_blob(TncStore *store, const char *sha256);

// ---- mail index: each mail once, by Message-ID (or by its hash when it has none)
typedef enum { TNC_MAIL_MATCHED, TNC_MAIL_HELD, TNC_MAIL_DISMISSED, TNC_MAIL_OWN_COPY } TncMailFate;
typedef struct {
    const char *message_id; // without angle brackets
    const char *sha256;     // of the raw mail
    TncMailFate fate;
    TncStoreId claim; // 0 unless matched
    guint seq;        // the event's; 0 unless matched
    TncInstant at;
    const char *reason;  // why held, or how matched: a stable word
    const char *summary; // of a held mail: {from, subject, date, excerpt, suspicious}; else {}
} TncStoreMail;
// FALSE and *DUPLICATE_OUT TRUE (no error) when the Message-ID is known.
gboolean tnc_store_add_mail(TncStore *store, const TncStoreMail *mail, gboolean *duplicate_out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_store_has_mail(TncStore *store, const char *message_id);
gboolean tnc_store_set_mail_fate(TncStore *store, const char *message_id, TncMailFate fate,
                                 TncStoreId claim, guint seq, GError **error);
typedef gboolean (*TncStoreMailFunc)(const TncStoreMail *mail, gpointer data, GError **error);
gboolean tnc_store_each_mail(TncStore *store, TncMailFate fate, TncStoreMailFunc function,
                             gpointer data, GError **error);
gboolean tnc_store_get_mail(TncStore *store, const char *message_id, TncStoreMailFunc function,
                            gpointer data, GError **error);

// ---- keys for matching a mail to a claim: (kind, value) → claims. Kinds: 'message_id' (ours),
// 'ticket', 'order', 'address', 'domain', 'token'. Values are folded by the caller.
gboolean tnc_store_add_key(TncStore *store, const char *kind, const char *value, TncStoreId claim,
                           GError **error);
// Numbers of the claims (open ones only when OPEN_ONLY) that have the key; a GArray of TncStoreId,
// full ownership.
GArray *tnc_store_find_key(TncStore *store, const char *kind, const char *value,
                           gboolean open_only);

// ---- outbox: a step is persisted here before it is sent
typedef enum {
    TNC_OUT_QUEUED,
    TNC_OUT_HANDING,
    TNC_OUT_PROVED,
    TNC_OUT_UNCERTAIN,
    TNC_OUT_FAILED,
    TNC_OUT_CANCELLED
} TncOutState;
typedef struct {
    gint64 id;
    TncStoreId claim;
    TncOutState state;
    const char *message_id; // or idempotency key; unique
    const char *sha256;     // the bytes to send, a blob
    const char *step;       // canonical JSON of the event to append once proved: {kind, body}
    const char *account;    // name of the mailbox or public account
    TncInstant created_at;
    TncInstant tried_at; // TNC_INSTANT_NONE before the first try
    guint attempts;
    const char *last_error; // NULL when none
} TncStoreOut;
gboolean tnc_store_add_out(TncStore *store, const TncStoreOut *out, gint64 *id_out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tnc_store_set_out(TncStore *store, gint64 id, TncOutState state, TncInstant tried_at,
                           const char *last_error, GError **error) G_GNUC_WARN_UNUSED_RESULT;
typedef gboolean (*TncStoreOutFunc)(const TncStoreOut *out, gpointer data, GError **error);
gboolean tnc_store_each_out(TncStore *store, gboolean unfinished_only, TncStoreOutFunc function,
                            gpointer data, GError **error);
gboolean tnc_store_has_out(TncStore *store, const char *message_id);

// ---- full text search over everything: accents and case do not count, Chinese by pairs of
// characters
gboolean tnc_store_index_text(TncStore *store, TncStoreId claim, guint seq, const char *text,
                              GError **error);
typedef struct {
    TncStoreId claim;
    guint seq;           // 0: the claim, purchase or merchant itself
    const char *excerpt; // with the found words between U+2068 and U+2069
} TncStoreHit;
typedef gboolean (*TncStoreHitFunc)(const TncStoreHit *hit, gpointer data, GError **error);
gboolean tnc_store_search(TncStore *store, const char *words, guint limit, TncStoreHitFunc function,
                          gpointer data, GError **error);

// ---- care
// A consistent copy of the whole folder into the new directory TARGET, while others may write.
gboolean tnc_store_backup(TncStore *store, const char *target, GError **error);
// Checks every chain, every blob and the database itself. Calls PROBLEM for each thing that is
// wrong (what and where, in English); TRUE when all could be checked, *PROBLEMS_OUT counts them.
// PROGRESS may be NULL.
typedef void (*TncStoreProblemFunc)(const char *problem, gpointer data);
typedef void (*TncStoreProgressFunc)(guint64 done, guint64 total, gpointer data);
gboolean tnc_store_verify(TncStore *store, TncStoreProblemFunc problem,
                          TncStoreProgressFunc progress, gpointer data, guint *problems_out,
                          GError **error);
