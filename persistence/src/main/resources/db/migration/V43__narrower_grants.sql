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
