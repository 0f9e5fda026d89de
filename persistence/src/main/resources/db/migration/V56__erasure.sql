-- Erasure of deleted organisations: docs/decisions/0136. How far it is; the row stays, as that of the organisation does.
CREATE TABLE organisation_erasure (
  tenant         text        PRIMARY KEY REFERENCES organisation (tenant),
  begun_at       timestamptz NOT NULL,
  next_at        timestamptz NOT NULL,            -- the next look
  erased_rows    bigint      NOT NULL DEFAULT 0,  -- each batch is counted in its transaction
  erased_objects bigint      NOT NULL DEFAULT 0,  -- of object storage
  looked_to      text        NOT NULL DEFAULT '', -- the last look at sessions: all up to this one
  claimed_by     text,                            -- the node at work
  claimed_until  timestamptz,
  done_at        timestamptz                      -- nothing was left
);

SELECT parley_separate_tenants('organisation_erasure');
GRANT SELECT, INSERT, UPDATE ON organisation_erasure TO parley_app;
-- What is due, and the list of the platform's staff.
GRANT SELECT ON organisation_erasure TO parley_duties;

-- How long an organisation keeps its recordings, where that is shorter than the installation does.
CREATE TABLE organisation_retention (
  tenant         text    PRIMARY KEY,
  recording_days integer NOT NULL
);
SELECT parley_separate_tenants('organisation_retention');
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_retention TO parley_app;
GRANT SELECT ON organisation_retention TO parley_duties;

-- V55 has one of more kinds, which serves nodes of the release before, too.
DROP INDEX usage_record_stored_idx;

-- Tables of which a tenant's work deletes nothing as long as there is its organisation: a policy lets it delete rows of a deleted one alone.
-- The owner, which restores copies, is a member of parley_app and not meant. A policy locks its table even for readers: so these are the
-- migration's last statements, and the journal's the last of them.
DO $$
DECLARE
  each_table text;
BEGIN
  FOREACH each_table IN ARRAY ARRAY['mail', 'agent', 'agent_version', 'event_journal']
  LOOP
    EXECUTE format('GRANT DELETE ON %I TO parley_app', each_table);
    EXECUTE format(
      'CREATE POLICY of_deleted_organisations ON %I AS RESTRICTIVE FOR DELETE TO parley_app USING ('
      '(SELECT current_user <> ''parley_app'' OR EXISTS ('
      'SELECT FROM organisation WHERE tenant = current_setting(''parley.tenant'', true) AND state = ''deleted'')))', each_table);
  END LOOP;
END $$;
