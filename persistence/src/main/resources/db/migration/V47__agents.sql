-- Agents of organisations, in versions that are only added: docs/decisions/0127. Sessions pin them by id and number. Numbers begin at 1001;
-- those up to 1000 are of the installation's configuration.
CREATE TABLE agent_version (
  tenant  text        NOT NULL,
  id      text        NOT NULL,
  version integer     NOT NULL,
  content text        NOT NULL, -- JSON
  by      text        NOT NULL, -- the author, as in the audit trail
  at      timestamptz NOT NULL,
  change  bigint      NOT NULL, -- the number of the change that added it
  PRIMARY KEY (tenant, id, version)
);
CREATE INDEX agent_version_of_change_idx ON agent_version (change);

CREATE TABLE agent (
  tenant     text        NOT NULL,
  id         text        NOT NULL,
  version    integer     NOT NULL, -- the newest
  is_retired boolean     NOT NULL,
  at         timestamptz NOT NULL, -- of the last change
  change     bigint      NOT NULL, -- its number
  PRIMARY KEY (tenant, id)
);
CREATE INDEX agent_of_change_idx ON agent (change);

-- One row, counted up in the transaction of each change: nodes read it often, and then what is behind the number that they know. Its lock
-- puts changes in the order of their numbers.
CREATE TABLE agent_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO agent_change (number) VALUES (0);

-- Which versions sessions have pinned: nodes load them at their start.
CREATE INDEX session_index_own_agent_idx ON session_index (tenant, agent_id, agent_version)
  WHERE status <> 'archived' AND agent_version > 1000;

SELECT parley_separate_tenants('agent_version'), parley_separate_tenants('agent');
GRANT SELECT, INSERT ON agent_version TO parley_app;
GRANT SELECT, INSERT, UPDATE ON agent TO parley_app;
GRANT SELECT, UPDATE ON agent_change TO parley_app;
-- Nodes load the agents of all tenants.
GRANT SELECT (tenant, id, version, content, at, change) ON agent_version TO parley_duties;
GRANT SELECT ON agent, agent_change TO parley_duties;
