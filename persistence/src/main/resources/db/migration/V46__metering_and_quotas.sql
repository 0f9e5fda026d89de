-- How much each organisation has used, for billing: docs/decisions/0125. The feed 'metering' makes the records from the journal; session,
-- number and kind are the key, so events that are delivered again add nothing. Ids and amounts alone, nothing of a conversation, so that
-- the erasure of one leaves them.
CREATE TABLE usage_record (
  tenant      text        NOT NULL,
  session     text        NOT NULL,
  seq         bigint      NOT NULL, -- of the event in its session
  kind        text        NOT NULL, -- sessions, turns, messages, input-tokens, output-tokens, tool-calls, call-millis, archive-bytes
  model       text,                 -- of tokens
  amount      bigint      NOT NULL, -- below 0 where a smaller archive replaces another one
  at          timestamptz NOT NULL, -- of the event
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, session, seq, kind)
);
CREATE INDEX usage_record_at_idx ON usage_record (tenant, at) INCLUDE (kind, model, amount);
-- The stored size is the sum of all records.
CREATE INDEX usage_record_stored_idx ON usage_record (tenant, at) INCLUDE (amount) WHERE kind = 'archive-bytes';

CREATE FUNCTION parley_refuse_usage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'usage records are only added to';
END $$;
CREATE TRIGGER usage_record_append_only BEFORE UPDATE OR DELETE ON usage_record
  FOR EACH ROW EXECUTE FUNCTION parley_refuse_usage_change();
CREATE TRIGGER usage_record_not_emptied BEFORE TRUNCATE ON usage_record
  FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse_usage_change();

SELECT parley_separate_tenants('usage_record');
GRANT SELECT ON usage_record TO parley_app;
-- The feed is of all tenants. It reads the key, and the stored size of a session.
GRANT INSERT, SELECT (tenant, session, seq, kind, amount) ON usage_record TO parley_duties;

-- Quotas of organisations: rows of the platform's staff. Kinds without a row have the default of the settings.
CREATE TABLE organisation_quota (
  tenant text   NOT NULL,
  kind   text   NOT NULL, -- sessions, turns, tokens, uploads, calls, seats
  amount bigint NOT NULL, -- 0: no limit
  PRIMARY KEY (tenant, kind)
);
-- Counted up by each change: nodes read it every few seconds.
CREATE TABLE quota_change (
  number bigint NOT NULL
);
INSERT INTO quota_change (number) VALUES (0);

-- Permits of one quota that were lent to nodes lately. A loan locks the row.
CREATE TABLE quota_window (
  tenant  text     NOT NULL,
  kind    text     NOT NULL,
  slots   bigint[] NOT NULL, -- see LentWindow
  amounts bigint[] NOT NULL,
  PRIMARY KEY (tenant, kind)
) WITH (fillfactor = 70);

-- Calls of each node while it lives, of organisations with a quota.
CREATE TABLE quota_call (
  tenant     text        NOT NULL,
  node       text        NOT NULL,
  calls      bigint      NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, node)
);

SELECT parley_separate_tenants('organisation_quota'), parley_separate_tenants('quota_window'), parley_separate_tenants('quota_call');
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_quota, quota_window, quota_call TO parley_app;
GRANT SELECT, UPDATE ON quota_change TO parley_app;
-- Nodes load all plans.
GRANT SELECT ON organisation_quota, quota_change TO parley_duties;
