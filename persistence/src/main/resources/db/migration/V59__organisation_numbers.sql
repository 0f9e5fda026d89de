-- Telephone numbers of organisations: docs/decisions/0138. The platform's staff adds and removes rows; agent and language are the
-- organisation's own. Nodes read the number of changes often, and all rows when it has changed: there are few, and they change rarely.
CREATE TABLE organisation_number (
  number   text PRIMARY KEY, -- E.164, with its plus; of one organisation alone
  tenant   text NOT NULL,
  agent    text,             -- NULL: the default one
  language text              -- NULL: the agent's preferred one
);
CREATE INDEX organisation_number_tenant_idx ON organisation_number (tenant, number);

-- One row, counted up in the transaction of each change.
CREATE TABLE organisation_number_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO organisation_number_change (number) VALUES (0);

-- A trigger, so that the erasure of an organisation counts too. It runs with the rights of the one who changes the row. For each row: steps
-- of an erasure that find none neither wait for the count nor have all nodes read all numbers again.
CREATE FUNCTION parley_count_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_number_change SET number = number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_number_counted AFTER INSERT OR UPDATE OR DELETE ON organisation_number
  FOR EACH ROW EXECUTE FUNCTION parley_count_number();

SELECT parley_separate_tenants('organisation_number');
GRANT SELECT, INSERT, UPDATE (agent, language), DELETE ON organisation_number TO parley_app;
GRANT SELECT, UPDATE (number) ON organisation_number_change TO parley_app;
-- Nodes load the numbers of all tenants.
GRANT SELECT ON organisation_number, organisation_number_change TO parley_duties;
