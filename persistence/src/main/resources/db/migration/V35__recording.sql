-- Recordings of calls. Each has a key of its own, which is encrypted under a key outside the database (parley.secrets.keys); without
-- it the segments in object storage cannot be read any more: erasure deletes it first.
CREATE TABLE recording (
  tenant     text        NOT NULL,
  session    text        NOT NULL,
  id         text        NOT NULL, -- of the call
  began_at   timestamptz NOT NULL,
  length_ms  bigint,               -- NULL while it goes on, and where its node died
  key_id     text        NOT NULL,
  sealed_key text,                 -- Base64; NULL: it is being erased
  PRIMARY KEY (tenant, session, id)
);
CREATE INDEX recording_began_idx ON recording (began_at);
CREATE INDEX recording_erasing_idx ON recording (tenant, session, id) WHERE sealed_key IS NULL;

CREATE TABLE recording_segment (
  tenant    text    NOT NULL,
  session   text    NOT NULL,
  recording text    NOT NULL,
  number    integer NOT NULL, -- 0, 1, 2 …; one that is missing was not stored
  from_ms   bigint  NOT NULL, -- since the recording began
  to_ms     bigint  NOT NULL,
  bytes     bigint  NOT NULL, -- of the sound, plain
  PRIMARY KEY (tenant, session, recording, number),
  FOREIGN KEY (tenant, session, recording) REFERENCES recording (tenant, session, id) ON DELETE CASCADE
);
