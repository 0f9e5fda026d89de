-- Several models of an organisation, by names, and budgets of its own: docs/decisions/0143. The model named default stays in the tables of V58,
-- which nodes of the release before read; the others have tables of the same columns.
ALTER TABLE own_model_version
  ADD COLUMN name      text   NOT NULL DEFAULT 'default' CHECK (name = 'default'),
  ADD COLUMN fallbacks text[] NOT NULL DEFAULT '{}'; -- names of others, in the order in which they are asked
ALTER TABLE own_model
  ADD COLUMN name text NOT NULL DEFAULT 'default' CHECK (name = 'default');

CREATE TABLE own_model_named_version (
  tenant        text        NOT NULL,
  name          text        NOT NULL CHECK (name <> 'default'),
  version       integer     NOT NULL, -- from 1, for each name
  kind          text        NOT NULL,
  address       text        NOT NULL,
  model         text        NOT NULL,
  input_micros  bigint,
  output_micros bigint,
  fallbacks     text[]      NOT NULL,
  by            text        NOT NULL,
  at            timestamptz NOT NULL,
  PRIMARY KEY (tenant, name, version)
);

CREATE TABLE own_model_named (
  tenant     text    NOT NULL,
  name       text    NOT NULL CHECK (name <> 'default'),
  version    integer NOT NULL, -- the newest
  is_removed boolean NOT NULL,
  key_id     text,
  sealed     bytea,
  change     bigint  NOT NULL, -- a number of own_model_change
  PRIMARY KEY (tenant, name)
);
CREATE INDEX own_model_named_change_idx ON own_model_named (change);

-- The newest version counts. Limits are in micro-units of the installation's currency.
CREATE TABLE own_budget_version (
  tenant         text        NOT NULL,
  version        integer     NOT NULL, -- from 1
  day_micros     bigint,               -- NULL: no limit
  day_at_limit   text,                 -- stop, cheaper
  month_micros   bigint,
  month_at_limit text,
  cheaper        text,                 -- name of the model past a limit
  alert_percent  integer     NOT NULL,
  by             text        NOT NULL,
  at             timestamptz NOT NULL,
  change         bigint      NOT NULL, -- a number of own_model_change
  PRIMARY KEY (tenant, version)
);
CREATE INDEX own_budget_version_change_idx ON own_budget_version (change);

-- Accounts of what organisations' own models cost.
ALTER TABLE budget_account DROP CONSTRAINT budget_account_scope_check;
ALTER TABLE budget_account ADD CONSTRAINT budget_account_scope_check
  CHECK (scope IN ('session', 'day', 'week', 'month', 'tool', 'own_day', 'own_month'));

SELECT parley_separate_tenants('own_model_named_version'), parley_separate_tenants('own_model_named'), parley_separate_tenants('own_budget_version');
GRANT SELECT, INSERT, DELETE ON own_model_named_version, own_budget_version TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON own_model_named TO parley_app;
-- Nodes load the models and budgets of all tenants; keys they read as the tenant.
GRANT SELECT (name, fallbacks) ON own_model_version TO parley_duties;
GRANT SELECT (name) ON own_model TO parley_duties;
GRANT SELECT (tenant, name, version, kind, address, model, input_micros, output_micros, fallbacks, at) ON own_model_named_version TO parley_duties;
GRANT SELECT (tenant, name, version, is_removed, change) ON own_model_named TO parley_duties;
GRANT SELECT (tenant, version, day_micros, day_at_limit, month_micros, month_at_limit, cheaper, alert_percent, at, change)
  ON own_budget_version TO parley_duties;

-- As in V56: a tenant's work deletes rows of a deleted organisation alone.
CREATE POLICY of_deleted_organisations ON own_model_named_version AS RESTRICTIVE FOR DELETE TO parley_app USING (
  (SELECT current_user <> 'parley_app' OR EXISTS (
    SELECT FROM organisation WHERE tenant = current_setting('parley.tenant', true) AND state = 'deleted')));
CREATE POLICY of_deleted_organisations ON own_budget_version AS RESTRICTIVE FOR DELETE TO parley_app USING (
  (SELECT current_user <> 'parley_app' OR EXISTS (
    SELECT FROM organisation WHERE tenant = current_setting('parley.tenant', true) AND state = 'deleted')));
