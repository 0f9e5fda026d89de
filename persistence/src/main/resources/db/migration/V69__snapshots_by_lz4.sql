-- Snapshots are compressed by lz4, several times as fast as pglz: docs/decisions/0149. A PostgreSQL that was built without lz4, as the embedded one
-- is, goes on with pglz. Rows that are stored already stay as they are, and are read as before.
DO $$
BEGIN
  EXECUTE 'ALTER TABLE snapshot ALTER COLUMN snapshot_payload SET COMPRESSION lz4';
EXCEPTION
  WHEN feature_not_supported THEN
    RAISE LOG 'snapshots stay compressed by pglz: this PostgreSQL was built without lz4';
END
$$;
