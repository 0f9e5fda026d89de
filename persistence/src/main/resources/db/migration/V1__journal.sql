-- The tables of pekko-persistence-jdbc 1.1.1 (its schema/postgres/postgres-create-schema.sql), which writes and replays
-- events and snapshots, and one column of ours.
CREATE TABLE event_journal (
  ordering           bigserial    NOT NULL,
  persistence_id     varchar(255) NOT NULL,
  sequence_number    bigint       NOT NULL,
  deleted            boolean      NOT NULL DEFAULT false,
  writer             varchar(255) NOT NULL,
  write_timestamp    bigint,
  adapter_manifest   varchar(255),
  event_ser_id       integer      NOT NULL,
  event_ser_manifest varchar(255) NOT NULL,
  event_payload      bytea        NOT NULL,
  meta_ser_id        integer,
  meta_ser_manifest  varchar(255),
  meta_payload       bytea,
  -- Ours; the plugin names its columns when it inserts, so the default fills this one: the transaction that wrote the event.
  --
  -- A projection must read events in an order in which none can appear behind its back. `ordering` is not such an order: it
  -- is drawn when a row is inserted, and transactions commit in another sequence, so a reader that has seen 8 may have
  -- passed a 7 that is still to be committed. Transaction ids are drawn early too, but of them PostgreSQL tells which are
  -- still open: everything below pg_snapshot_xmin(pg_current_snapshot()) has ended, for good. Hence
  --   WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?, ?) ORDER BY xact, ordering
  -- neither skips nor repeats, at the price of waiting for the oldest open transaction.
  -- (PostgreSQL manual, 9.28 "Transaction ID and Snapshot Information Functions"; O. Dudycz, "How Postgres sequences issues
  -- can impact your messaging guarantees", event-driven.io, 2023.)
  xact               xid8         NOT NULL DEFAULT pg_current_xact_id(),
  -- Two writers cannot both store the event of one number: the second is refused, and learns that it was left behind.
  PRIMARY KEY (persistence_id, sequence_number)
);
CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering);
CREATE INDEX event_journal_xact_idx ON event_journal (xact, ordering);

-- Not used by us, but known to the plugin.
CREATE TABLE event_tag (
  event_id bigint,
  tag      varchar(256),
  PRIMARY KEY (event_id, tag),
  CONSTRAINT fk_event_journal FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
);

CREATE TABLE snapshot (
  persistence_id        varchar(255) NOT NULL,
  sequence_number       bigint       NOT NULL,
  created               bigint       NOT NULL,
  snapshot_ser_id       integer      NOT NULL,
  snapshot_ser_manifest varchar(255) NOT NULL,
  snapshot_payload      bytea        NOT NULL,
  meta_ser_id           integer,
  meta_ser_manifest     varchar(255),
  meta_payload          bytea,
  PRIMARY KEY (persistence_id, sequence_number)
);
