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
-- What is stored is the sum of all records.
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
-- The feed is of all tenants. It reads the key, and what is stored of a session.
GRANT INSERT, SELECT (tenant, session, seq, kind, amount) ON usage_record TO parley_duties;
