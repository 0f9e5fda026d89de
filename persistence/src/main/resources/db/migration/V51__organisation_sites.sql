-- Where visitors reach organisations: docs/decisions/0132. One row for each organisation whose addresses were ever changed. Nodes read
-- the number of changes often, and then the rows with a larger one than they know.
CREATE TABLE organisation_site (
  tenant  text   PRIMARY KEY,
  origins text[] NOT NULL DEFAULT '{}', -- of web sites that may hold the chat in a frame
  change  bigint NOT NULL               -- the number of the last change of its origins, slugs, proved domains or state
);
CREATE INDEX organisation_site_change_idx ON organisation_site (change);

-- One row, counted up in the transaction of each change. Its lock puts changes in the order of their numbers.
CREATE TABLE organisation_site_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO organisation_site_change (number) VALUES (1);

-- Triggers, so that no way to change an address forgets it, and nodes of the release before count too. They run with the rights of the
-- one who changes the address.
CREATE FUNCTION parley_count_site() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whose   text;
  counted bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    whose := OLD.tenant;
  ELSE
    whose := NEW.tenant;
  END IF;
  UPDATE organisation_site_change SET number = number + 1 RETURNING number INTO counted;
  INSERT INTO organisation_site (tenant, change) VALUES (whose, counted)
    ON CONFLICT (tenant) DO UPDATE SET change = excluded.change;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_site_state AFTER UPDATE OF state ON organisation FOR EACH ROW
  WHEN ((OLD.state = 'active') <> (NEW.state = 'active')) EXECUTE FUNCTION parley_count_site();
CREATE TRIGGER organisation_site_slug_taken AFTER INSERT ON organisation_slug FOR EACH ROW
  WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION parley_count_site();
CREATE TRIGGER organisation_site_slug_held AFTER UPDATE OF released_at ON organisation_slug FOR EACH ROW
  WHEN ((OLD.released_at IS NULL) <> (NEW.released_at IS NULL)) EXECUTE FUNCTION parley_count_site();
CREATE TRIGGER organisation_site_slug_gone AFTER DELETE ON organisation_slug FOR EACH ROW
  WHEN (OLD.released_at IS NULL) EXECUTE FUNCTION parley_count_site();
CREATE TRIGGER organisation_site_domain_proved AFTER UPDATE OF verified_at ON organisation_domain FOR EACH ROW
  WHEN ((OLD.verified_at IS NULL) <> (NEW.verified_at IS NULL)) EXECUTE FUNCTION parley_count_site();
CREATE TRIGGER organisation_site_domain_gone AFTER DELETE ON organisation_domain FOR EACH ROW
  WHEN (OLD.verified_at IS NOT NULL) EXECUTE FUNCTION parley_count_site();

-- After the triggers, whose locks wait for nodes at work: an organisation made meanwhile would have no row, and no address.
INSERT INTO organisation_site (tenant, change) SELECT tenant, 1 FROM organisation;

SELECT parley_separate_tenants('organisation_site');
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_site TO parley_app;
GRANT SELECT, UPDATE (number) ON organisation_site_change TO parley_app;
-- Nodes load the sites of all tenants.
GRANT SELECT ON organisation_site, organisation_site_change TO parley_duties;
