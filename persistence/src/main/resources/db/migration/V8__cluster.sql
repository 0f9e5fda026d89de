-- The nodes that are members of the cluster on this database, each by the address under which the others reach it. A
-- node that starts looks here for somebody to join, and makes a cluster of its own only when nobody is left.
CREATE TABLE cluster_node (
  address     text        PRIMARY KEY, -- host:port
  incarnation bigint      NOT NULL,    -- another one at each start of the node
  formation   bigint      NOT NULL,    -- the cluster that it belongs to
  version     text        NOT NULL,    -- of the program
  started_at  timestamptz NOT NULL,
  seen_at     timestamptz NOT NULL     -- by the clock of the database, as all times here
);

-- What all nodes must agree on. One row; who changes it holds the lock of the cluster's formation.
CREATE TABLE cluster_agreement (
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  formation bigint  NOT NULL, -- rises whenever a cluster is formed, so that a node that slept through that notices
  shards    integer NOT NULL CHECK (shards >= 0) -- 0: nobody has said it yet
);
INSERT INTO cluster_agreement (formation, shards) VALUES (0, 0);

-- Who may decide when a cluster falls apart (parley.cluster.split-brain = lease-majority).
CREATE TABLE cluster_lease (
  name       text        PRIMARY KEY,
  owner      text        NOT NULL,
  expires_at timestamptz NOT NULL
);
