-- Trunks that organisations bring: docs/decisions/0159. Nodes read the number of changes often, and all rows when it has changed.
CREATE TABLE own_trunk (
  tenant    text        NOT NULL,
  name      text        NOT NULL,
  version   integer     NOT NULL, -- from 1, counted up by each change
  line      text        NOT NULL, -- the user of our address for this version
  host      text        NOT NULL,
  transport text        NOT NULL, -- dns, udp, tcp, tls
  line_user text        NOT NULL, -- the user of the line's address at the provider
  login     text,                 -- NULL: the same as line_user
  numbers   text[]      NOT NULL, -- E.164, which calls out show
  agent     text,                 -- NULL: the default one
  language  text,                 -- NULL: the agent's preferred one
  key_id    text        NOT NULL, -- of the key that encrypts the password
  sealed    bytea       NOT NULL,
  at        timestamptz NOT NULL, -- of the last change
  made_at   timestamptz NOT NULL,
  standing  text,                 -- what a node last said about this version; NULL: nothing yet
  told_at   timestamptz,
  PRIMARY KEY (tenant, name)
);

-- One row, counted up at the commit of each change; not when a node says how a trunk goes.
CREATE TABLE own_trunk_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO own_trunk_change (number) VALUES (0);

-- A trigger, so that the erasure of an organisation counts too. It runs with the rights of the one who changes the row.
CREATE FUNCTION parley_count_trunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE own_trunk_change SET number = number + 1;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_trunk_counted AFTER INSERT OR DELETE ON own_trunk DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION parley_count_trunk();
CREATE CONSTRAINT TRIGGER own_trunk_changed AFTER UPDATE OF version ON own_trunk DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION parley_count_trunk();

SELECT parley_separate_tenants('own_trunk');
GRANT SELECT, INSERT, UPDATE, DELETE ON own_trunk TO parley_app;
GRANT SELECT, UPDATE (number) ON own_trunk_change TO parley_app;
-- Nodes load the trunks of all tenants, and passwords as the tenant.
GRANT SELECT (tenant, name, version, line, host, transport, line_user, login, numbers, agent, language, at, made_at) ON own_trunk TO parley_duties;
GRANT SELECT ON own_trunk_change TO parley_duties;
