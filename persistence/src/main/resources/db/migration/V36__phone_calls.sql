-- Telephone calls under way and just over: a caller whose call was lost goes on in its session. Rows are kept for minutes.
CREATE TABLE phone_call (
  tenant     text        NOT NULL,
  call       text        NOT NULL,
  caller     text        NOT NULL, -- a keyed hash of the number
  number     text        NOT NULL, -- of ours
  session    text        NOT NULL,
  begun_at   timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL, -- the last sign of life, or the end
  ended      text,                 -- in-order or lost; NULL: it goes on, or its node has died
  claimed_at timestamptz,          -- when another call went on in its place
  PRIMARY KEY (tenant, call)
);
CREATE INDEX phone_call_caller_idx ON phone_call (tenant, caller, number, begun_at DESC);
CREATE INDEX phone_call_seen_idx ON phone_call (seen_at);
