-- Calls to people. The events say what became of each; state, due_at and over_at follow from them, for queries.
CREATE TABLE call_out (
  tenant         text        NOT NULL,
  id             text        NOT NULL,
  caller         text        NOT NULL, -- whose request it is; a key belongs to its caller
  key            text        NOT NULL,
  fingerprint    text        NOT NULL, -- of the order's content
  callee         text        NOT NULL, -- E.164
  number         text        NOT NULL, -- of ours, E.164
  agent          text,
  language       text,
  context_names  text[]      NOT NULL, -- empty again when the call is over: its session has them
  context_values text[]      NOT NULL,
  message        text,                 -- NULL again when the call is over
  ring_seconds   integer     NOT NULL,
  requested_at   timestamptz NOT NULL,
  state          text        NOT NULL,
  counts         boolean     NOT NULL, -- as an attempt to reach the number
  due_at         timestamptz,          -- when somebody has to look after it; NULL: it is over
  over_at        timestamptz,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, caller, key)
);
CREATE INDEX call_out_callee_idx ON call_out (tenant, callee, requested_at) WHERE counts;
CREATE INDEX call_out_newest_idx ON call_out (tenant, requested_at DESC, id DESC);
CREATE INDEX call_out_due_idx ON call_out (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX call_out_over_idx ON call_out (over_at) WHERE over_at IS NOT NULL;

CREATE TABLE call_out_event (
  tenant text        NOT NULL,
  call   text        NOT NULL,
  number integer     NOT NULL, -- 1, 2, 3 …
  kind   text        NOT NULL,
  detail text,
  at     timestamptz NOT NULL,
  PRIMARY KEY (tenant, call, number),
  FOREIGN KEY (tenant, call) REFERENCES call_out (tenant, id) ON DELETE CASCADE
);

-- Numbers that are not called. In clear: a person must get an answer about an entry, and a hash hides nothing, for there are few
-- telephone numbers.
CREATE TABLE do_not_call (
  tenant text        NOT NULL,
  number text        NOT NULL, -- E.164
  note   text,
  by     text        NOT NULL,
  at     timestamptz NOT NULL,
  PRIMARY KEY (tenant, number)
);
