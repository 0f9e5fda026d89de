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

-- Sessions that are being erased. A row stays for a day after it was ordered, until the last look at what was written late.
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

-- The journal stays append-only for a tenant's work, except for events of a deleted organisation (V56), and of a session that has a row above.
-- The last statements, since a policy locks its table even for readers.
ALTER POLICY of_deleted_organisations ON event_journal USING (
  (SELECT current_user <> 'parley_app' OR EXISTS (
    SELECT FROM organisation WHERE tenant = current_setting('parley.tenant', true) AND state = 'deleted'))
  OR EXISTS (
    SELECT FROM session_erasure AS erased
    WHERE erased.tenant = current_setting('parley.tenant', true) AND erased.session = split_part(event_journal.persistence_id, ':', 2)));
ALTER POLICY of_deleted_organisations ON event_journal RENAME TO of_erased;
