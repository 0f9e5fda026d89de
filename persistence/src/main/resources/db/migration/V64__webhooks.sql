-- Webhooks of organisations, and the messages that wait for them: docs/decisions/0144.
CREATE TABLE webhook (
  tenant        text        NOT NULL,
  id            uuid        NOT NULL,
  url           text        NOT NULL,
  kinds         text[]      NOT NULL, -- names of kinds of events
  description   text        NOT NULL,
  state         text        NOT NULL, -- on; off: by a person; failed: by the program
  key_id        text        NOT NULL, -- of the key that encrypts the secret
  sealed        bytea       NOT NULL, -- tenant and id are part of what the tag protects
  old_key_id    text,                 -- of the secret before, which signs, too, until
  old_sealed    bytea,
  old_until     timestamptz,
  made_at       timestamptz NOT NULL,
  since         timestamptz NOT NULL, -- events from then on
  missed        bigint      NOT NULL DEFAULT 0,
  failures      integer     NOT NULL DEFAULT 0, -- in a row
  failing_since timestamptz,
  error         text,                 -- of the last attempt
  next_at       timestamptz,          -- its next run, or the end of a claim; NULL: nothing waits, or it is not on
  PRIMARY KEY (tenant, id)
);
CREATE INDEX webhook_due_idx ON webhook (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE webhook_message (
  tenant    text        NOT NULL,
  webhook   uuid        NOT NULL,
  id        text        NOT NULL, -- the same whenever the event comes
  number    bigint      GENERATED ALWAYS AS IDENTITY, -- the order
  type      text        NOT NULL,
  at        timestamptz NOT NULL, -- of the event
  seq       bigint      NOT NULL,
  data      text        NOT NULL, -- ids and words of the protocol, as JSON
  stored_at timestamptz NOT NULL,
  state     text        NOT NULL DEFAULT 'waiting', -- delivered, skipped
  attempts  integer     NOT NULL DEFAULT 0,
  tried_at  timestamptz,          -- the last attempt
  status    integer,
  error     text,
  millis    integer,
  PRIMARY KEY (tenant, webhook, id)
);
CREATE INDEX webhook_message_number_idx ON webhook_message (tenant, webhook, number);
CREATE INDEX webhook_message_waiting_idx ON webhook_message (tenant, webhook, number) WHERE state = 'waiting';
CREATE INDEX webhook_message_stored_idx ON webhook_message (stored_at);

SELECT parley_separate_tenants('webhook'), parley_separate_tenants('webhook_message');
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook TO parley_app;
GRANT SELECT, UPDATE (state, attempts, tried_at, status, error, millis), DELETE ON webhook_message TO parley_app;
-- The feed stores messages, nodes claim runs, and all is swept. Addresses, secrets and messages are read as the tenant.
GRANT SELECT (tenant, id, kinds, state, since, missed, failures, failing_since, next_at), UPDATE (missed, failures, failing_since, error, next_at)
  ON webhook TO parley_duties;
GRANT SELECT (tenant, webhook, id, state, stored_at), INSERT (tenant, webhook, id, type, at, seq, data, stored_at), UPDATE (state), DELETE
  ON webhook_message TO parley_duties;
