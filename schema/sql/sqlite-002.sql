-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Version 2. The outbox, the cached positions and the keys get a checksum too, so that verify finds a changed byte in
-- any table. row_sum() is the driver's: SHA-256 of the values with their types.

ALTER TABLE outbox ADD COLUMN sum TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN sum TEXT NOT NULL DEFAULT '';
ALTER TABLE key ADD COLUMN sum TEXT NOT NULL DEFAULT '';

UPDATE outbox SET sum = row_sum(account, id, claim, state, message_id, sha256, step, mailbox, created_at, tried_at,
    attempts, last_error);
UPDATE state SET sum = row_sum(account, claim, state, urgency, move_due, computed_at, valid_until, card);
UPDATE key SET sum = row_sum(account, kind, value, claim);
