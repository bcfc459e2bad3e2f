// SPDX-License-Identifier: AGPL-3.0-or-later
// Every statement of the store, once. ?1 is always the account. Standard SQL where possible, so that a second driver
// changes few rows. No #pragma once: included with TNC_STATEMENT defined.

TNC_STATEMENT(
    SETTING_SET,
    "INSERT INTO setting (account, name, value, sum) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (account, name) DO UPDATE SET value = excluded.value, sum = excluded.sum")
TNC_STATEMENT(SETTING_GET, "SELECT value FROM setting WHERE account = ?1 AND name = ?2")

TNC_STATEMENT(RECORD_NUMBER,
              "SELECT COALESCE(MAX(number), 0) + 1 FROM record WHERE account = ?1 AND kind = ?2")
TNC_STATEMENT(
    RECORD_PUT,
    "INSERT INTO record (account, kind, number, ref, record, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT (account, kind, ref) DO UPDATE SET record = excluded.record, sum = excluded.sum")
TNC_STATEMENT(RECORD_GET, "SELECT record FROM record WHERE account = ?1 AND kind = ?2 AND ref = ?3")
TNC_STATEMENT(RECORD_HAS, "SELECT 1 FROM record WHERE account = ?1 AND kind = ?2 AND ref = ?3")
TNC_STATEMENT(RECORD_EACH,
              "SELECT ref, record FROM record WHERE account = ?1 AND kind = ?2 ORDER BY number")
TNC_STATEMENT(CLAIM_BY_REF,
              "SELECT number FROM record WHERE account = ?1 AND kind = 2 AND ref = ?2")
TNC_STATEMENT(CLAIM_BY_NUMBER,
              "SELECT ref FROM record WHERE account = ?1 AND kind = 2 AND number = ?2")
TNC_STATEMENT(
    CLAIM_BY_PREFIX,
    "SELECT number FROM record WHERE account = ?1 AND kind = 2 AND ref >= ?2 AND ref < ?3 LIMIT 2")

TNC_STATEMENT(
    EVENT_LAST,
    "SELECT seq, hash FROM event WHERE account = ?1 AND claim = ?2 ORDER BY seq DESC LIMIT 1")
TNC_STATEMENT(
    EVENT_ADD,
    "INSERT INTO event (account, claim, seq, kind, actor, at, at_text, recorded_at, body, hash) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
TNC_STATEMENT(EVENT_EACH,
              "SELECT seq, kind, actor, at, at_text, recorded_at, body, hash FROM event "
              "WHERE account = ?1 AND claim = ?2 ORDER BY seq")
TNC_STATEMENT(EVENT_SAME, "SELECT 1 FROM event WHERE account = ?1 AND claim = ?2 AND at = ?3 AND "
                          "kind = ?4 AND actor = ?5 "
                          "AND body = ?6 LIMIT 1")

TNC_STATEMENT(
    STATE_PUT,
    "INSERT INTO state (account, claim, state, urgency, move_due, computed_at, valid_until, card, "
    "sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)) "
    "ON CONFLICT (account, claim) DO UPDATE SET "
    "state = excluded.state, urgency = excluded.urgency, move_due = excluded.move_due, "
    "computed_at = excluded.computed_at, valid_until = excluded.valid_until, card = excluded.card, "
    "sum = excluded.sum")
TNC_STATEMENT(STATE_GET,
              "SELECT claim, state, urgency, move_due, computed_at, valid_until, card FROM state "
              "WHERE account = ?1 AND claim = ?2")
TNC_STATEMENT(STATE_DUE,
              "SELECT claim, state, urgency, move_due, computed_at, valid_until, card FROM state "
              "WHERE account = ?1 AND valid_until <= ?2 ORDER BY valid_until LIMIT ?3")
TNC_STATEMENT(STATE_EARLY,
              "SELECT claim, state, urgency, move_due, computed_at, valid_until, card FROM state "
              "WHERE account = ?1 AND computed_at > ?2 ORDER BY computed_at LIMIT ?3")
TNC_STATEMENT(STATE_OPEN,
              "SELECT claim, state, urgency, move_due, computed_at, valid_until, card FROM state "
              "WHERE account = ?1 AND state = 0 ORDER BY urgency, move_due, claim LIMIT ?2")
TNC_STATEMENT(STATE_ALL,
              "SELECT claim, state, urgency, move_due, computed_at, valid_until, card FROM state "
              "WHERE account = ?1 ORDER BY state, urgency, move_due, claim LIMIT ?2")
TNC_STATEMENT(DATA_VERSION, "PRAGMA data_version")
TNC_STATEMENT(STATE_COUNT_OPEN, "SELECT COUNT(*) FROM state WHERE account = ?1 AND state = 0")
TNC_STATEMENT(STATE_COUNT, "SELECT COUNT(*) FROM record WHERE account = ?1 AND kind = 2")

TNC_STATEMENT(BLOB_HAS, "SELECT 1 FROM blob WHERE account = ?1 AND sha256 = ?2")
TNC_STATEMENT(
    BLOB_PUT,
    "INSERT INTO blob (account, sha256, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
TNC_STATEMENT(BLOB_GET, "SELECT bytes FROM blob WHERE account = ?1 AND sha256 = ?2")

TNC_STATEMENT(MAIL_HAS, "SELECT 1 FROM mail WHERE account = ?1 AND message_id = ?2")
TNC_STATEMENT(
    MAIL_ADD,
    "INSERT INTO mail (account, message_id, sha256, fate, claim, seq, at, reason, summary, sum) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
TNC_STATEMENT(MAIL_FATE, "UPDATE mail SET fate = ?3, claim = ?4, seq = ?5, sum = ?6 WHERE account "
                         "= ?1 AND message_id = ?2")
TNC_STATEMENT(MAIL_GET,
              "SELECT message_id, sha256, fate, claim, seq, at, reason, summary FROM mail "
              "WHERE account = ?1 AND message_id = ?2")
TNC_STATEMENT(MAIL_EACH,
              "SELECT message_id, sha256, fate, claim, seq, at, reason, summary FROM mail "
              "WHERE account = ?1 AND fate = ?2 ORDER BY at, message_id")

TNC_STATEMENT(KEY_ADD, "INSERT INTO key (account, kind, value, claim, sum) "
                       "VALUES (?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4)) ON CONFLICT DO NOTHING")
TNC_STATEMENT(
    KEY_FIND,
    "SELECT claim FROM key WHERE account = ?1 AND kind = ?2 AND value = ?3 ORDER BY claim")
TNC_STATEMENT(KEY_FIND_OPEN, "SELECT key.claim FROM key JOIN state ON state.account = key.account "
                             "AND state.claim = key.claim "
                             "WHERE key.account = ?1 AND key.kind = ?2 AND key.value = ?3 AND "
                             "state.state = 0 ORDER BY key.claim")

TNC_STATEMENT(OUT_NEXT, "SELECT COALESCE(MAX(id), 0) + 1 FROM outbox WHERE account = ?1")
TNC_STATEMENT(
    OUT_ADD,
    "INSERT INTO outbox (account, id, claim, state, message_id, sha256, step, mailbox, created_at, "
    "tried_at, attempts, last_error, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
    "?12, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12))")
TNC_STATEMENT(
    OUT_SET,
    "UPDATE outbox SET state = ?3, tried_at = ?4, attempts = attempts + (?3 = 1), last_error = ?5, "
    "sum = row_sum(account, id, claim, ?3, message_id, sha256, step, mailbox, created_at, ?4, "
    "attempts + (?3 = 1), ?5) WHERE account = ?1 AND id = ?2")
TNC_STATEMENT(OUT_HAS, "SELECT 1 FROM outbox WHERE account = ?1 AND message_id = ?2")
TNC_STATEMENT(OUT_EACH, "SELECT id, claim, state, message_id, sha256, step, mailbox, created_at, "
                        "tried_at, attempts, last_error "
                        "FROM outbox WHERE account = ?1 ORDER BY id")
TNC_STATEMENT(
    OUT_UNFINISHED,
    "SELECT id, claim, state, message_id, sha256, step, mailbox, created_at, tried_at, attempts, "
    "last_error FROM outbox WHERE account = ?1 AND state IN (0, 1, 3) ORDER BY id")

TNC_STATEMENT(SEARCH_ADD,
              "INSERT INTO search (account, claim, seq, text, pairs) VALUES (?1, ?2, ?3, ?4, ?5)")
TNC_STATEMENT(
    SEARCH,
    "SELECT claim, seq, text, snippet(search, 3, char(8296), char(8297), '…', 12) FROM search "
    "WHERE search MATCH ?2 AND account = ?1 ORDER BY rank LIMIT ?3")

TNC_STATEMENT(VERIFY_SETTING, "SELECT name, value, sum FROM setting WHERE account = ?1")
TNC_STATEMENT(VERIFY_RECORD, "SELECT kind, number, ref, record, sum FROM record WHERE account = ?1")
TNC_STATEMENT(VERIFY_MAIL, "SELECT message_id, sha256, fate, claim, seq, at, reason, summary, sum "
                           "FROM mail WHERE account = ?1")
TNC_STATEMENT(VERIFY_EVENT,
              "SELECT claim, seq, COALESCE(kind, -1), COALESCE(actor, -1), at, at_text, "
              "recorded_at, body, hash FROM event WHERE account = ?1 ORDER BY claim, seq")
TNC_STATEMENT(VERIFY_SUMS,
              "SELECT 'the outbox entry ' || id FROM outbox WHERE account = ?1 AND sum IS NOT "
              "row_sum(account, id, claim, state, message_id, sha256, step, mailbox, created_at, "
              "tried_at, attempts, last_error) "
              "UNION ALL SELECT 'the cached position of claim number ' || claim FROM state "
              "WHERE account = ?1 AND sum IS NOT row_sum(account, claim, state, urgency, move_due, "
              "computed_at, valid_until, card) "
              "UNION ALL SELECT 'the key ' || kind || ' ' || value FROM key "
              "WHERE account = ?1 AND sum IS NOT row_sum(account, kind, value, claim)")
TNC_STATEMENT(VERIFY_BLOB, "SELECT sha256, bytes FROM blob WHERE account = ?1")
TNC_STATEMENT(VERIFY_COUNT, "SELECT (SELECT COUNT(*) FROM event WHERE account = ?1) + (SELECT "
                            "COUNT(*) FROM blob WHERE account = ?1)")
TNC_STATEMENT(BEGIN, "BEGIN IMMEDIATE")
TNC_STATEMENT(COMMIT, "COMMIT")
TNC_STATEMENT(ROLLBACK, "ROLLBACK")
TNC_STATEMENT(PART_BEGIN, "SAVEPOINT part")
TNC_STATEMENT(PART_COMMIT, "RELEASE part")
TNC_STATEMENT(PART_ROLLBACK, "ROLLBACK TO part")
