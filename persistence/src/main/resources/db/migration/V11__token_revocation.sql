-- Tokens of customers that were revoked: those of the session that were made until `before`. Read by all nodes every few seconds,
-- from where they left off (`told_at`); swept away when all such tokens have run out.
CREATE TABLE token_revocation (
  tenant       text        NOT NULL,
  session      text        NOT NULL,
  before       timestamptz NOT NULL,
  forget_after timestamptz NOT NULL,
  told_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, session)
);
CREATE INDEX token_revocation_told_idx ON token_revocation (told_at);
