-- Tool calls of which nobody knows whether they happened, in sessions that are not archived yet: once archived, the archive holds
-- the doubt. Projected from the journal together with session_index, and can be made again with it.
CREATE TABLE call_in_doubt (
  tenant  text        NOT NULL,
  session text        NOT NULL,
  call    text        NOT NULL, -- its id within the session
  since   timestamptz NOT NULL,
  PRIMARY KEY (tenant, session, call)
);
CREATE INDEX call_in_doubt_since_idx ON call_in_doubt (since);
