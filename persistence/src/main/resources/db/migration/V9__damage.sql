-- Sessions whose events cannot be taken in from `seq` on. Each holds up itself alone: the index leaves its further events out and
-- it is not woken, until it was read again from its first event and found to be whole.
CREATE TABLE session_damage (
  tenant   text        NOT NULL,
  session  text        NOT NULL,
  seq      bigint      NOT NULL, -- the first event that is not right
  category text        NOT NULL CHECK (category IN ('unreadable', 'unknown', 'missing', 'impossible')),
  found_at timestamptz NOT NULL,
  looks    integer     NOT NULL DEFAULT 0, -- how often it was read again since; pauses double
  look_at  timestamptz NOT NULL,           -- when it is read again; an operator may set it to now()
  PRIMARY KEY (tenant, session)
);
CREATE INDEX session_damage_look_idx ON session_damage (look_at);
