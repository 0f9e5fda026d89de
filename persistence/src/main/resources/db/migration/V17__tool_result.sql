-- Long results of tool calls, as JSON text, so that a model can read them in parts. Deleted when their session is archived: the
-- journal holds their beginnings. Not text in JSON's own type: a text that was cut off is no JSON.
CREATE TABLE tool_result (
  tenant  text        NOT NULL,
  session text        NOT NULL,
  call    text        NOT NULL, -- its id within the session
  text    text        NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, session, call)
);
