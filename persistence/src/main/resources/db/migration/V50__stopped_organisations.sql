-- Counted up whenever an organisation begins or ceases to be served: nodes read it every few seconds, and then the organisations that are
-- stopped. docs/decisions/0130.
CREATE TABLE organisation_stop (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL
);
INSERT INTO organisation_stop (number) VALUES (0);

-- A trigger, so that no way to change the state forgets it. It runs with the rights of the one who changes the state.
CREATE FUNCTION parley_count_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_stop SET number = number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_stop_counted AFTER UPDATE OF state ON organisation FOR EACH ROW
  WHEN ((OLD.state IN ('suspended', 'deleting', 'deleted')) <> (NEW.state IN ('suspended', 'deleting', 'deleted')))
  EXECUTE FUNCTION parley_count_stop();

-- Stopped ones are few.
CREATE INDEX organisation_stopped_idx ON organisation (tenant) WHERE state IN ('suspended', 'deleting', 'deleted');

GRANT SELECT, UPDATE (number) ON organisation_stop TO parley_app;
GRANT SELECT ON organisation_stop TO parley_duties;
