-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Version 3. Events as rows in the order of recording, found by an index. A table that is its own index compares whole rows,
-- and a mail's is longer than its page has room for: to find the last event of a claim took reading those of others.

CREATE TABLE event_by_row (
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
);
INSERT INTO event_by_row (account, claim, seq, kind, actor, at, at_text, recorded_at, body, hash)
    SELECT account, claim, seq, kind, actor, at, at_text, recorded_at, body, hash FROM event ORDER BY account, claim, seq;
DROP TABLE event;
ALTER TABLE event_by_row RENAME TO event;
