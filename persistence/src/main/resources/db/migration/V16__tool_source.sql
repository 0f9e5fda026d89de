-- Sources of tools that are added while the server runs. Settings hold no secrets, but name them.
CREATE TABLE tool_source (
  tenant     text        NOT NULL,
  name       text        NOT NULL,
  kind       text        NOT NULL,
  settings   text        NOT NULL, -- JSON
  agents     text[]      NOT NULL, -- empty: all
  allow      text[]      NOT NULL, -- empty: all
  of_file    boolean     NOT NULL, -- defined in the configuration, and changed there alone
  settled_at timestamptz,          -- when its first tools were approved; NULL: not yet
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, name)
);

-- The form in which a tool was approved. A tool of another form is held back.
CREATE TABLE tool_approval (
  tenant      text        NOT NULL,
  source      text        NOT NULL,
  tool        text        NOT NULL,
  fingerprint text        NOT NULL,
  approved_at timestamptz NOT NULL,
  approved_by text        NOT NULL CHECK (approved_by IN ('agent', 'operator', 'first-seen')),
  PRIMARY KEY (tenant, source, tool),
  FOREIGN KEY (tenant, source) REFERENCES tool_source (tenant, name) ON DELETE CASCADE
);

-- One row, counted up in the transaction of each change: nodes read it often.
CREATE TABLE tool_source_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO tool_source_change (number) VALUES (0);
