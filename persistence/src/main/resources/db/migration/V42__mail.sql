-- Mail that waits to be sent, and records of what was sent: docs/decisions/0122. A mail is stored in the transaction of the command that
-- causes it. Its values hold a link that signs a person in: they are encrypted like secrets (V15), and deleted when it was sent.
CREATE TABLE mail (
  tenant     text        NOT NULL, -- 'platform' for a mail about an account
  id         uuid        NOT NULL,
  kind       text        NOT NULL,
  language   text        NOT NULL,
  address    text        NOT NULL,
  key_id     text,                 -- NULL like sealed: sent or given up
  sealed     bytea,                -- JSON of the values; tenant and id are part of what the tag protects
  state      text        NOT NULL, -- waiting, sent, refused, expired
  attempts   integer     NOT NULL, -- that were begun
  ordered_at timestamptz NOT NULL,
  next_at    timestamptz,          -- when it is due, or its claim ends; NULL: it is over
  over_at    timestamptz,
  error      text,                 -- of the last attempt; no address and no server's sentence
  PRIMARY KEY (tenant, id)
);
CREATE INDEX mail_due_idx ON mail (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX mail_over_idx ON mail (over_at) WHERE over_at IS NOT NULL;
-- The tenant's own that wait are counted before another is stored.
CREATE INDEX mail_waiting_idx ON mail (tenant) WHERE next_at IS NOT NULL;

SELECT parley_separate_tenants('mail');

-- A tenant's work adds mails and sees their states, not their values. It changes none.
GRANT INSERT, SELECT (tenant, id, kind, language, address, state, attempts, ordered_at, next_at, over_at, error) ON mail TO parley_app;

-- Senders claim what is due, whatever its tenant; sweeps delete old records.
GRANT SELECT, UPDATE (key_id, sealed, state, attempts, next_at, over_at, error), DELETE ON mail TO parley_duties;
