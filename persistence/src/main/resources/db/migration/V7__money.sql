-- Calls of models, added up by hour. One row holds all calls of an hour that agree in the rest of the key.
CREATE TABLE model_usage (
  tenant         text        NOT NULL,
  day            date        NOT NULL, -- in the zone of the budgets
  hour           timestamptz NOT NULL, -- when it begins
  agent_id       text        NOT NULL,
  agent_version  integer     NOT NULL,
  model          text        NOT NULL,
  purpose        text        NOT NULL,
  currency       text        NOT NULL, -- ISO 4217; amounts are in millionths of it
  calls          bigint      NOT NULL,
  cached_calls   bigint      NOT NULL,
  failed_calls   bigint      NOT NULL,
  unpriced_calls bigint      NOT NULL,
  input_tokens   bigint      NOT NULL,
  output_tokens  bigint      NOT NULL,
  cost_micros    bigint      NOT NULL,
  PRIMARY KEY (tenant, day, hour, agent_id, agent_version, model, purpose, currency)
);

-- What was spent in one period of one budget. Whoever changes this period's money locks its row first; who changes
-- several periods' goes in the order of the key.
CREATE TABLE budget_account (
  tenant       text        NOT NULL,
  scope        text        NOT NULL CHECK (scope IN ('session', 'day', 'week', 'month')),
  period       text        NOT NULL, -- a session's id, 2026-11-21, 2026-W47, 2026-11
  spent_micros bigint      NOT NULL,
  alerted      boolean     NOT NULL, -- somebody has told people that it is nearly spent
  refused      boolean     NOT NULL, -- the last call that asked found too little left
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant, scope, period)
);
CREATE INDEX budget_account_quiet_idx ON budget_account (updated_at) WHERE scope = 'session';

-- What a node was lent of it. While the node lives (it says so by expires_at) all of it counts as taken; afterwards what
-- was not in any call's use is there again for others, and the rest, which may have been spent, stays taken.
CREATE TABLE budget_lease (
  tenant      text        NOT NULL,
  scope       text        NOT NULL,
  period      text        NOT NULL,
  node        text        NOT NULL,
  held_micros bigint      NOT NULL CHECK (held_micros >= 0),
  idle_micros bigint      NOT NULL CHECK (idle_micros >= 0),
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, scope, period, node),
  FOREIGN KEY (tenant, scope, period) REFERENCES budget_account ON DELETE CASCADE
);

-- The number of each node's newest entry, so that one that is sent again counts once.
CREATE TABLE money_posting (
  node      text        PRIMARY KEY,
  number    bigint      NOT NULL,
  posted_at timestamptz NOT NULL
);
