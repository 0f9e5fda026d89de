-- What is remembered beyond a conversation. Filled from the journal (memory-written), and then in people's hands: a row is never
-- taken away, so that reading the journal from the beginning brings nothing back that somebody corrected or deleted. Only what a
-- visitor told whom the company does not know goes with the session.
CREATE TABLE memory (
  tenant      text        NOT NULL,
  id          text        NOT NULL, -- SESSION.SEQ of the event that wrote it
  owner       text        NOT NULL, -- whose it is: 'customer:ID', 'session:ID', or 'tenant' for what helps everybody
  kind        text        NOT NULL CHECK (kind IN ('semantic', 'episodic', 'procedural')),
  text        text,                 -- NULL: deleted
  agent       text        NOT NULL, -- id of the one that learned it
  session     text        NOT NULL, -- where it was learned
  turn        integer     NOT NULL,
  written_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL, -- when it was written or last corrected
  ended_at    timestamptz,          -- since when it is not held any more
  replaced_by text,                 -- id of the memory that says otherwise; NULL where there were too many, or it was deleted
  PRIMARY KEY (tenant, id)
);
CREATE INDEX memory_owner_idx ON memory (tenant, owner, kind, written_at DESC, id DESC) WHERE ended_at IS NULL;
CREATE INDEX memory_newest_idx ON memory (tenant, written_at DESC, id DESC) WHERE ended_at IS NULL;
CREATE INDEX memory_session_idx ON memory (tenant, session);
CREATE INDEX memory_replaced_idx ON memory (tenant, replaced_by) WHERE replaced_by IS NOT NULL;

-- What a memory said before somebody of the company corrected it.
CREATE TABLE memory_correction (
  tenant text        NOT NULL,
  id     text        NOT NULL,
  was    text        NOT NULL,
  at     timestamptz NOT NULL,
  by     text        NOT NULL CHECK (by IN ('agent', 'operator')),
  FOREIGN KEY (tenant, id) REFERENCES memory (tenant, id) ON DELETE CASCADE
);
CREATE INDEX memory_correction_idx ON memory_correction (tenant, id, at);
