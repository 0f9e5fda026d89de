-- Questions of customers that were not answered, in groups of one meaning. Projected from the journal by the feed 'asked', and
-- then in people's hands.
CREATE TABLE asked_group (
  tenant         text        NOT NULL,
  id             bigint      GENERATED ALWAYS AS IDENTITY,
  language       text        NOT NULL, -- BCP 47; 'und': nothing tells it
  state          text        NOT NULL CHECK (state IN ('open', 'answered', 'dismissed')),
  embedder       text,                 -- whose vector it is
  vector         bytea,                -- mean of its questions, four bytes a dimension; NULL: none has one
  draft_question text,                 -- as a person saved it
  draft_answer   text,
  ref            text,                 -- document that answers it
  moved_at       timestamptz,          -- when it got its state
  PRIMARY KEY (tenant, id)
);

CREATE TABLE asked_question (
  tenant     text        NOT NULL,
  session    text        NOT NULL,
  turn       integer     NOT NULL,
  group_id   bigint      NOT NULL,
  text       text        NOT NULL, -- without secrets, numbers and addresses
  agent      text        NOT NULL,
  language   text,                 -- the customer's, if the session knows it
  reasons    text[]      NOT NULL,
  answer     text,                 -- of a human of the company, in the same session
  embedder   text,
  vector     bytea,
  asked_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant, session, turn),
  FOREIGN KEY (tenant, group_id) REFERENCES asked_group (tenant, id) ON DELETE CASCADE
);
CREATE INDEX asked_question_group_idx ON asked_question (tenant, group_id, asked_at DESC);
CREATE INDEX asked_question_asked_idx ON asked_question (tenant, asked_at DESC);

-- Sessions whose questions were erased: reading the journal again brings nothing back.
CREATE TABLE asked_forgotten (
  tenant  text NOT NULL,
  session text NOT NULL,
  PRIMARY KEY (tenant, session)
);
