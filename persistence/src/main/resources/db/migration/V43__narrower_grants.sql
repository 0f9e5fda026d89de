-- Grants that were wider than docs/decisions/0116 says.

-- A feed's position. A lock needs the right to change one column. A tenant's work must neither move a feed nor rename one, which then would
-- begin anew: so its lock has a column of its own, which stays NULL. Duties must not rename one.
ALTER TABLE projection_offset ADD COLUMN lock_only boolean;
REVOKE UPDATE ON projection_offset FROM parley_app, parley_duties;
GRANT UPDATE (lock_only) ON projection_offset TO parley_app;
GRANT UPDATE (xact, ordering) ON projection_offset TO parley_duties;

-- Two tables without a tenant, of which a tenant's work needs single rows: the vectors of texts that it forgets, and the platform's roles
-- of a person. A statement without a `where` would have deleted all vectors, or listed the platform's staff.
DO $$
BEGIN
  EXECUTE format(
    'CREATE FUNCTION parley_forget_vectors(hashes text[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
    format('DELETE FROM %I.embedding WHERE hash = ANY (hashes)', current_schema()));
  EXECUTE format(
    'CREATE FUNCTION parley_platform_roles(of_person uuid) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
    format('SELECT role FROM %I.platform_role WHERE person = of_person', current_schema()));
END $$;
REVOKE EXECUTE ON FUNCTION parley_forget_vectors, parley_platform_roles FROM PUBLIC;
GRANT EXECUTE ON FUNCTION parley_forget_vectors TO parley_app;
GRANT EXECUTE ON FUNCTION parley_platform_roles TO parley_app, parley_duties;
REVOKE ALL ON embedding, platform_role FROM parley_app;

-- Duties find recordings that are being erased without reading any key.
ALTER TABLE recording ADD COLUMN erasing boolean NOT NULL GENERATED ALWAYS AS (sealed_key IS NULL) STORED;
DROP INDEX recording_erasing_idx;
CREATE INDEX recording_erasing_idx ON recording (tenant, session, id) WHERE erasing;
REVOKE SELECT (sealed_key) ON recording FROM parley_duties;
GRANT SELECT (erasing) ON recording TO parley_duties;

-- The condition of duties is the same for all rows. Written as it was, PostgreSQL asked it of every row and expected one row in a hundred
-- to meet it: so it read and sorted all rows behind a feed's position, for the next hundred, instead of following the index. In a SELECT of
-- its own it is decided once a statement, and half of the rows are expected. The same holds for the journal's condition of a tenant.
CREATE OR REPLACE FUNCTION parley_separate_tenants(of_table regclass, own_rows text DEFAULT 'tenant = current_setting(''parley.tenant'', true)')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  every_row text := '(SELECT current_user = ''parley_duties'' OR current_setting(''parley.maintenance'', true) = ''on'')';
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_table);
  EXECUTE format('DROP POLICY IF EXISTS own_tenant ON %s', of_table);
  EXECUTE format('DROP POLICY IF EXISTS every_tenant ON %s', of_table);
  EXECUTE format('CREATE POLICY own_tenant ON %s TO parley_app USING (%s) WITH CHECK (%s)', of_table, own_rows, own_rows);
  EXECUTE format('CREATE POLICY every_tenant ON %s TO parley_duties USING (%s) WITH CHECK (%s)', of_table, every_row, every_row);
END $$;
REVOKE EXECUTE ON FUNCTION parley_separate_tenants FROM PUBLIC;

DO $$
DECLARE
  of_tenant text := 'coalesce(starts_with(persistence_id, (SELECT ''Session|'' || current_setting(''parley.tenant'', true) || '':'')), false)';
  each_table regclass;
BEGIN
  PERFORM parley_separate_tenants('event_journal', of_tenant);
  PERFORM parley_separate_tenants('snapshot', of_tenant);
  FOR each_table IN
    SELECT polrelid FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
    WHERE polname = 'every_tenant' AND relnamespace = current_schema()::regnamespace
      AND relname NOT IN ('event_journal', 'snapshot', 'person')
    ORDER BY relname
  LOOP
    PERFORM parley_separate_tenants(each_table);
  END LOOP;
  PERFORM parley_separate_tenants('person', 'id IN (SELECT person FROM membership)');
END $$;
