-- Retention and erasure of sessions: docs/decisions/0146.

-- After how many days without an event an organisation's ended sessions are erased; without a row they are kept. A table of its own: a node of
-- the release before reads recording_days of every row in organisation_retention, and a row without them would be one of 0 days there.
CREATE TABLE session_retention (
  tenant text    PRIMARY KEY,
  days   integer NOT NULL
);
SELECT parley_separate_tenants('session_retention');
GRANT SELECT, INSERT, UPDATE, DELETE ON session_retention TO parley_app;
GRANT SELECT ON session_retention TO parley_duties;

-- Sessions that are being erased. A row stays for a day after it was ordered, until the last look at what was written late, and until 35 days
-- after the session's newest event, when its usage is added up.
CREATE TABLE session_erasure (
  tenant     text        NOT NULL,
  session    text        NOT NULL,
  began_at   timestamptz NOT NULL, -- its archive lies under the day of its end, which is between these two
  last_at    timestamptz NOT NULL,
  memories   boolean     NOT NULL, -- whether memories of known customers that were learned in it go with it
  ordered_at timestamptz NOT NULL,
  next_at    timestamptz NOT NULL, -- the next look; a node that looks moves it ahead
  PRIMARY KEY (tenant, session)
);
CREATE INDEX session_erasure_next_idx ON session_erasure (next_at);
SELECT parley_separate_tenants('session_erasure');
GRANT SELECT, INSERT, UPDATE, DELETE ON session_erasure TO parley_app;
GRANT SELECT, UPDATE (next_at) ON session_erasure TO parley_duties;

-- A start that is repeated under its key must not bring an erased session back.
CREATE INDEX start_request_session_idx ON start_request (tenant, session);

-- Usage of erased sessions, added up: of each quarter of an hour, kind and model. Zones are whole quarters of an hour apart, so hours and days of
-- all of them have the same sums as before.
CREATE TABLE usage_sum (
  tenant  text        NOT NULL,
  at      timestamptz NOT NULL, -- when the quarter of an hour begins
  kind    text        NOT NULL,
  model   text        NOT NULL, -- '' for none
  amount  bigint      NOT NULL,
  records bigint      NOT NULL, -- how many were added up
  PRIMARY KEY (tenant, at, kind, model)
);
SELECT parley_separate_tenants('usage_sum');
GRANT SELECT ON usage_sum TO parley_app;
GRANT SELECT (tenant, kind, amount) ON usage_sum TO parley_duties;

-- Records are only added, and deleted in the transaction that adds them up; sums are only added to, by the same.
CREATE OR REPLACE FUNCTION parley_refuse_usage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('parley.adding_up', true), '') = 'on' THEN
    IF TG_TABLE_NAME = 'usage_record' AND TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
    IF TG_TABLE_NAME = 'usage_sum' AND TG_OP = 'UPDATE' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'usage records are only added to';
END $$;
CREATE TRIGGER usage_sum_only_added_to BEFORE UPDATE OR DELETE ON usage_sum
  FOR EACH ROW EXECUTE FUNCTION parley_refuse_usage_change();
CREATE TRIGGER usage_sum_not_emptied BEFORE TRUNCATE ON usage_sum
  FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse_usage_change();

-- As the owner: no role of the program may delete records. A session that has events keeps them, because a feed that begins anew would count
-- its events again.
DO $$
BEGIN
  EXECUTE format(
    'CREATE FUNCTION parley_add_up_usage(of_session text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      of_tenant text := current_setting('parley.tenant', true);
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
      sums bigint;
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      PERFORM set_config('parley.adding_up', 'on', true);
      IF EXISTS (SELECT FROM event_journal WHERE persistence_id = 'Session|' || of_tenant || ':' || of_session) THEN
        RAISE EXCEPTION 'a session has events (expected: none, or its usage would be counted again)';
      END IF;
      WITH gone AS (
        DELETE FROM usage_record AS counted WHERE counted.tenant = of_tenant AND counted.session = of_session
        RETURNING counted.at, counted.kind, counted.model, counted.amount)
      INSERT INTO usage_sum (tenant, at, kind, model, amount, records)
      SELECT of_tenant, date_bin(interval '15 minutes', gone.at, timestamptz '2000-01-01 00:00:00+00'), gone.kind, coalesce(gone.model, ''),
        sum(gone.amount)::bigint, count(*)
      FROM gone GROUP BY 2, 3, 4 ORDER BY 2, 3, 4
      ON CONFLICT (tenant, at, kind, model) DO UPDATE
        SET amount = usage_sum.amount + excluded.amount, records = usage_sum.records + excluded.records;
      GET DIAGNOSTICS sums = ROW_COUNT;
      PERFORM set_config('parley.adding_up', '', true);
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN sums;
    END $body$);
END $$;
REVOKE EXECUTE ON FUNCTION parley_add_up_usage FROM PUBLIC;
GRANT EXECUTE ON FUNCTION parley_add_up_usage TO parley_app;

-- The journal stays append-only for a tenant's work, except for events of a deleted organisation (V56), and of a session that has a row above.
-- The last statements, since a policy locks its table even for readers.
ALTER POLICY of_deleted_organisations ON event_journal USING (
  (SELECT current_user <> 'parley_app' OR EXISTS (
    SELECT FROM organisation WHERE tenant = current_setting('parley.tenant', true) AND state = 'deleted'))
  OR EXISTS (
    SELECT FROM session_erasure AS erased
    WHERE erased.tenant = current_setting('parley.tenant', true) AND erased.session = split_part(event_journal.persistence_id, ':', 2)));
ALTER POLICY of_deleted_organisations ON event_journal RENAME TO of_erased;
