-- Sizes of recordings and documents as usage: docs/decisions/0125.
--
-- The stored size is the sum of all records of these kinds. Before the triggers, which lock tables of recordings and documents until the
-- migration ends: while a long table gets its index, the feed that counts usage waits, and nothing else.
CREATE INDEX usage_record_kept_idx ON usage_record (tenant, at) INCLUDE (kind, amount)
  WHERE kind IN ('archive-bytes', 'recording-bytes', 'document-bytes');

-- Recordings and documents have no events that tell their sizes. So usage records of them are made by triggers, in the transaction that stores
-- or deletes: for each statement one for a session, or for all documents. The number of a record is drawn, as there is no event to number it.
CREATE SEQUENCE usage_record_number;

-- As the owner, whatever the role: a cascade has the owner's, and no role of the program may add records. The setting makes the owner see rows.
DO $$
BEGIN
  EXECUTE format(
    'CREATE FUNCTION parley_meter_recordings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        SELECT tenant, session, nextval('usage_record_number'), 'recording-bytes', amount, now()
        FROM (SELECT tenant, session, sum(bytes)::bigint AS amount FROM added GROUP BY tenant, session) AS sums WHERE amount <> 0;
      END IF;
      IF TG_OP IN ('DELETE', 'UPDATE') THEN
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        SELECT tenant, session, nextval('usage_record_number'), 'recording-bytes', -amount, now()
        FROM (SELECT tenant, session, sum(bytes)::bigint AS amount FROM removed GROUP BY tenant, session) AS sums WHERE amount <> 0;
      END IF;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
  EXECUTE format(
    'CREATE FUNCTION parley_meter_documents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      IF TG_OP = 'INSERT' THEN
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        SELECT tenant, '', nextval('usage_record_number'), 'document-bytes', amount, now()
        FROM (SELECT tenant, sum(octet_length(body))::bigint AS amount FROM added GROUP BY tenant) AS sums WHERE amount <> 0;
      ELSE
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        SELECT tenant, '', nextval('usage_record_number'), 'document-bytes', -amount, now()
        FROM (SELECT tenant, sum(octet_length(body))::bigint AS amount FROM removed GROUP BY tenant) AS sums WHERE amount <> 0;
      END IF;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
END $$;
REVOKE EXECUTE ON FUNCTION parley_meter_recordings, parley_meter_documents FROM PUBLIC;

CREATE TRIGGER recording_segment_added AFTER INSERT ON recording_segment REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION parley_meter_recordings();
CREATE TRIGGER recording_segment_changed AFTER UPDATE ON recording_segment REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION parley_meter_recordings();
CREATE TRIGGER recording_segment_removed AFTER DELETE ON recording_segment REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION parley_meter_recordings();
-- Rows are only added and deleted.
CREATE TRIGGER article_version_added AFTER INSERT ON article_version REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION parley_meter_documents();
CREATE TRIGGER article_version_removed AFTER DELETE ON article_version REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION parley_meter_documents();

-- What there is now, as of today. The triggers' locks keep others from adding to it meanwhile.
INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
SELECT tenant, session, nextval('usage_record_number'), 'recording-bytes', amount, now()
FROM (SELECT tenant, session, sum(bytes)::bigint AS amount FROM recording_segment GROUP BY tenant, session) AS sums WHERE amount <> 0;
INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
SELECT tenant, '', nextval('usage_record_number'), 'document-bytes', amount, now()
FROM (SELECT tenant, sum(octet_length(body))::bigint AS amount FROM article_version GROUP BY tenant) AS sums WHERE amount <> 0;
