-- One usage record for a recording that ends, one every ten minutes while it goes on, and one for its erasure, in place of one for each
-- segment; and what an organisation stores as one number: docs/decisions/0125.
--
-- In the order in which a segment is stored, which locks its own table before it looks for the recording. In the other order the migration would
-- wait for segments that wait for it, as long as any call is recorded.
LOCK TABLE recording_segment, recording IN ACCESS EXCLUSIVE MODE;

-- How much of a recording is in usage records.
ALTER TABLE recording ADD COLUMN metered_bytes bigint NOT NULL DEFAULT 0;
CREATE INDEX recording_open_idx ON recording (began_at) WHERE length_ms IS NULL;
DROP TRIGGER recording_segment_added ON recording_segment;
DROP TRIGGER recording_segment_changed ON recording_segment;
DROP TRIGGER recording_segment_removed ON recording_segment;
DROP FUNCTION parley_meter_recordings;
UPDATE recording SET metered_bytes = stored.bytes
FROM (SELECT tenant, session, recording, sum(bytes)::bigint AS bytes FROM recording_segment GROUP BY tenant, session, recording) AS stored
WHERE recording.tenant = stored.tenant AND recording.session = stored.session AND recording.id = stored.recording;

-- Bytes of archives, recordings and documents of an organisation: the sum of their usage records. Written by a trigger, as the owner.
CREATE TABLE stored_bytes (
  tenant text   PRIMARY KEY,
  amount bigint NOT NULL
);
SELECT parley_separate_tenants('stored_bytes');
GRANT SELECT ON stored_bytes TO parley_app;

-- As the owner, whatever the role (V55).
DO $$
BEGIN
  -- An update that sets the length measures, also one that changes nothing. The row is locked, and each statement of a function sees what has
  -- been committed: a segment that is stored at the same time is in this sum, or measures again.
  EXECUTE format(
    'CREATE FUNCTION parley_measure_recording() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
      stored bigint;
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      SELECT coalesce(sum(bytes), 0)::bigint INTO stored FROM recording_segment
      WHERE tenant = NEW.tenant AND session = NEW.session AND recording = NEW.id;
      IF stored <> NEW.metered_bytes THEN
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        VALUES (NEW.tenant, NEW.session, nextval('usage_record_number'), 'recording-bytes', stored - NEW.metered_bytes, now());
        NEW.metered_bytes := stored;
      END IF;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NEW;
    END $body$);
  -- A segment of 10 s is measured with the sixtieth, or with the end; at once where it comes after that.
  EXECUTE format(
    'CREATE FUNCTION parley_measure_segment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      UPDATE recording SET length_ms = length_ms
      WHERE tenant = NEW.tenant AND session = NEW.session AND id = NEW.recording
        AND (length_ms IS NOT NULL OR NEW.number % 60 = 59);
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
  EXECUTE format(
    'CREATE FUNCTION parley_meter_removed_recording() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
      VALUES (OLD.tenant, OLD.session, nextval('usage_record_number'), 'recording-bytes', -OLD.metered_bytes, now());
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
  -- Those whose node died have no end: a duty measures them.
  EXECUTE format(
    'CREATE FUNCTION parley_measure_open_recordings(before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
      measured bigint;
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      UPDATE recording SET length_ms = length_ms
      WHERE length_ms IS NULL AND began_at < before AND metered_bytes <> (
        SELECT coalesce(sum(bytes), 0) FROM recording_segment AS segment
        WHERE segment.tenant = recording.tenant AND segment.session = recording.session AND segment.recording = recording.id);
      GET DIAGNOSTICS measured = ROW_COUNT;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN measured;
    END $body$);
  EXECUTE format(
    'CREATE FUNCTION parley_add_stored_bytes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      INSERT INTO stored_bytes (tenant, amount) VALUES (NEW.tenant, NEW.amount)
      ON CONFLICT (tenant) DO UPDATE SET amount = stored_bytes.amount + excluded.amount;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
END $$;
REVOKE EXECUTE ON FUNCTION parley_measure_recording, parley_measure_segment, parley_meter_removed_recording, parley_measure_open_recordings,
  parley_add_stored_bytes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION parley_measure_open_recordings TO parley_duties;

CREATE TRIGGER recording_measured BEFORE UPDATE OF length_ms ON recording
  FOR EACH ROW EXECUTE FUNCTION parley_measure_recording();
CREATE TRIGGER recording_removed AFTER DELETE ON recording
  FOR EACH ROW WHEN (OLD.metered_bytes <> 0) EXECUTE FUNCTION parley_meter_removed_recording();
CREATE TRIGGER recording_segment_stored AFTER INSERT OR UPDATE ON recording_segment
  FOR EACH ROW EXECUTE FUNCTION parley_measure_segment();

-- This installation, which a bucket names: docs/decisions/0136. A copy of the database has the same.
CREATE TABLE installation (
  id uuid PRIMARY KEY
);
INSERT INTO installation (id) VALUES (gen_random_uuid());
GRANT SELECT ON installation TO parley_duties;

-- The block of addresses at which a sign-in at a provider began: one place begins so many. Of nodes of the release before: one place.
ALTER TABLE sign_in_flow ADD COLUMN place text NOT NULL DEFAULT '';

-- Deferred to the commit: the feed of all organisations waits for the row of one no longer than that takes.
CREATE CONSTRAINT TRIGGER usage_record_stored AFTER INSERT ON usage_record DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('archive-bytes', 'recording-bytes', 'document-bytes')) EXECUTE FUNCTION parley_add_stored_bytes();
-- What there is now. The trigger's lock keeps others from adding to it meanwhile.
INSERT INTO stored_bytes (tenant, amount)
SELECT tenant, sum(amount)::bigint FROM usage_record WHERE kind IN ('archive-bytes', 'recording-bytes', 'document-bytes') GROUP BY tenant;
