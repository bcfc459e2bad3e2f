-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Version 1. The account comes first in every key, so that the same tables can be spread over machines by account.
-- 'sum' is the SHA-256 of the row's other columns: verify finds any changed byte. Instants are microseconds since 1970.

CREATE TABLE setting (
    account INTEGER NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL, -- JSON
    sum     TEXT NOT NULL,
    PRIMARY KEY (account, name)
) WITHOUT ROWID;

CREATE TABLE record (
    account INTEGER NOT NULL,
    kind    INTEGER NOT NULL, -- 0 merchant, 1 purchase, 2 claim
    number  INTEGER NOT NULL, -- 1, 2, 3… in the order of insertion; a claim's is its short name
    ref     TEXT NOT NULL,
    record  TEXT NOT NULL, -- canonical JSON
    sum     TEXT NOT NULL,
    PRIMARY KEY (account, kind, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX record_ref ON record (account, kind, ref);

CREATE TABLE event (
    account     INTEGER NOT NULL,
    claim       INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    actor       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    at_text     TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    body        TEXT NOT NULL, -- canonical JSON
    hash        TEXT NOT NULL,
    PRIMARY KEY (account, claim, seq)
) WITHOUT ROWID;

CREATE TABLE state (
    account     INTEGER NOT NULL,
    claim       INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    urgency     INTEGER NOT NULL,
    move_due    INTEGER NOT NULL, -- days since 1970
    computed_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL, -- 9223372036854775807: for ever
    card        TEXT NOT NULL,
    PRIMARY KEY (account, claim)
) WITHOUT ROWID;
CREATE INDEX state_due ON state (account, valid_until);
CREATE INDEX state_computed ON state (account, computed_at);
CREATE INDEX state_urgent ON state (account, state, urgency, move_due, claim);

CREATE TABLE blob (
    account INTEGER NOT NULL,
    sha256  TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (account, sha256)
);

CREATE TABLE mail (
    account    INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    fate       INTEGER NOT NULL,
    claim      INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    summary    TEXT NOT NULL,
    sum        TEXT NOT NULL,
    PRIMARY KEY (account, message_id)
) WITHOUT ROWID;
CREATE INDEX mail_fate ON mail (account, fate, at);

CREATE TABLE key (
    account INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    value   TEXT NOT NULL,
    claim   INTEGER NOT NULL,
    PRIMARY KEY (account, kind, value, claim)
) WITHOUT ROWID;

CREATE TABLE outbox (
    account    INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    claim      INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    step       TEXT NOT NULL,
    mailbox    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    tried_at   INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    last_error TEXT,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX outbox_message_id ON outbox (account, message_id);
CREATE INDEX outbox_state ON outbox (account, state, id);

-- Latin scripts by words without accents; Chinese by pairs of characters, kept in 'pairs'.
CREATE VIRTUAL TABLE search USING fts5 (
    account UNINDEXED, claim UNINDEXED, seq UNINDEXED, text, pairs,
    tokenize = 'unicode61 remove_diacritics 2'
);
