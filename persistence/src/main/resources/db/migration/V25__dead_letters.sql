-- Calls with an effect that could not be delivered. Projected from the journal together with session_index, and can be made again
-- with it. People have them made again, or drop them.
CREATE TABLE dead_letter (
  tenant     text        NOT NULL,
  session    text        NOT NULL,
  call       text        NOT NULL, -- its id within the session
  tool       text        NOT NULL,
  arguments  text        NOT NULL, -- JSON
  failure    text        NOT NULL, -- of the last attempt
  tries      integer     NOT NULL,
  state      text        NOT NULL CHECK (state IN ('open', 'retried', 'delivered', 'in-doubt', 'replaced', 'dropped')),
  since      timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  note       text,
  seq        bigint      NOT NULL, -- number of the event that changed it last
  PRIMARY KEY (tenant, session, call)
);
CREATE INDEX dead_letter_since_idx ON dead_letter (tenant, since, session, call);
CREATE INDEX dead_letter_changed_idx ON dead_letter (tenant, changed_at);
