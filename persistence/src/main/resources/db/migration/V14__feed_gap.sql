-- Sessions of which a feed has left events out, from seq on: the session was damaged. They are delivered when it is whole again; until
-- then no further event of it goes to this feed, so that a session's events keep their order.
CREATE TABLE feed_gap (
  feed    text   NOT NULL REFERENCES projection_offset (name) ON DELETE CASCADE,
  tenant  text   NOT NULL,
  session text   NOT NULL,
  seq     bigint NOT NULL, -- the first event that was left out
  PRIMARY KEY (feed, tenant, session)
);
