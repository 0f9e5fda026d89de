-- Calls in doubt stay listed until somebody, or the dependency, says what became of them, in archived sessions, too.
ALTER TABLE call_in_doubt ADD COLUMN seq bigint; -- number of the event that began the doubt; NULL in older rows
CREATE INDEX call_in_doubt_tenant_idx ON call_in_doubt (tenant, since, session, call);

-- Keys under which no ticket is opened any more: their calls were looked up and had not happened.
CREATE TABLE ticket_given_up (
  tenant          text        NOT NULL,
  idempotency_key text        NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (tenant, idempotency_key)
);
