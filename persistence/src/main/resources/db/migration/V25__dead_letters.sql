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

-- Limits of a source's tools: each is the name or pattern, a space, and the limit.
ALTER TABLE tool_source ADD COLUMN limits text[] NOT NULL DEFAULT '{}';

-- Calls of tools are counted as money of models is: lent to nodes in each period. A period's name is the limit's, and a time or session.
ALTER TABLE budget_account DROP CONSTRAINT budget_account_scope_check;
ALTER TABLE budget_account ADD CONSTRAINT budget_account_scope_check CHECK (scope IN ('session', 'day', 'week', 'month', 'tool'));
CREATE INDEX budget_account_tool_idx ON budget_account (updated_at) WHERE scope = 'tool';
