-- Models that organisations bring, in versions that are only added: docs/decisions/0137.
CREATE TABLE own_model_version (
  tenant        text        NOT NULL,
  version       integer     NOT NULL, -- from 1
  kind          text        NOT NULL, -- the protocol: openai, anthropic, gemini
  address       text        NOT NULL, -- of the server, up to the version; empty for the provider's own
  model         text        NOT NULL,
  input_micros  bigint,               -- for a million tokens; NULL: the organisation told no price
  output_micros bigint,
  by            text        NOT NULL, -- the author, as in the audit trail
  at            timestamptz NOT NULL,
  PRIMARY KEY (tenant, version)
);

CREATE TABLE own_model (
  tenant     text    PRIMARY KEY,
  version    integer NOT NULL, -- the newest
  is_removed boolean NOT NULL,
  key_id     text,             -- of the key that encrypts the provider's; NULL once it is removed
  sealed     bytea,
  change     bigint  NOT NULL  -- the number of the last change
);
CREATE INDEX own_model_change_idx ON own_model (change);

-- One row, counted up in the transaction of each change. Its lock puts changes in the order of their numbers.
CREATE TABLE own_model_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO own_model_change (number) VALUES (0);

SELECT parley_separate_tenants('own_model_version'), parley_separate_tenants('own_model');
GRANT SELECT, INSERT, DELETE ON own_model_version TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON own_model TO parley_app;
GRANT SELECT, UPDATE ON own_model_change TO parley_app;
-- Nodes load the models of all tenants; keys they read as the tenant.
GRANT SELECT (tenant, version, kind, address, model, input_micros, output_micros, at) ON own_model_version TO parley_duties;
GRANT SELECT (tenant, version, is_removed, change) ON own_model TO parley_duties;
GRANT SELECT ON own_model_change TO parley_duties;

-- As in V56: a tenant's work deletes rows of a deleted organisation alone.
CREATE POLICY of_deleted_organisations ON own_model_version AS RESTRICTIVE FOR DELETE TO parley_app USING (
  (SELECT current_user <> 'parley_app' OR EXISTS (
    SELECT FROM organisation WHERE tenant = current_setting('parley.tenant', true) AND state = 'deleted')));
