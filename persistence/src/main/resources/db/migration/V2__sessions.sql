-- How far each projection has read the journal; committed together with what it made of it.
CREATE TABLE projection_offset (
  name     text   PRIMARY KEY,
  xact     xid8   NOT NULL,
  ordering bigint NOT NULL
);
INSERT INTO projection_offset (name, xact, ordering) VALUES ('session-index', '0', 0);

-- All sessions, for lists, and what each owes. Projected from the journal: it can be emptied and made again.
CREATE TABLE session_index (
  tenant        text        NOT NULL,
  session       text        NOT NULL,
  status        text        NOT NULL CHECK (status IN ('active', 'ended', 'archived')),
  seq           bigint      NOT NULL, -- the newest event that is in this row
  agent_id      text        NOT NULL,
  agent_version integer     NOT NULL,
  customer_id   text,
  customer_name text,
  turns         integer     NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  due           jsonb       NOT NULL, -- what is owed, as folded so far
  due_at        timestamptz,          -- when somebody must look after it; NULL: never again
  wake_at       timestamptz,          -- was woken, and shall not be again before
  PRIMARY KEY (tenant, session)
);
CREATE INDEX session_index_newest_idx ON session_index (tenant, created_at DESC, session DESC);
CREATE INDEX session_index_customer_idx ON session_index (tenant, customer_id, created_at DESC, session DESC);
CREATE INDEX session_index_due_idx ON session_index (due_at) WHERE due_at IS NOT NULL;

-- Which session an Idempotency-Key started.
CREATE TABLE start_request (
  tenant      text        NOT NULL,
  key         text        NOT NULL,
  fingerprint text        NOT NULL,
  session     text        NOT NULL,
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, key)
);
CREATE INDEX start_request_expiry_idx ON start_request (expires_at);
