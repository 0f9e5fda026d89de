-- An organisation whose sessions are in a database beside the main one: docs/decisions/0145. Rows are in the main database alone.
CREATE TABLE organisation_database (
  tenant    text        PRIMARY KEY,
  database  text        NOT NULL, -- a name in parley.database.others
  placed_at timestamptz NOT NULL
);
SELECT parley_separate_tenants('organisation_database');
GRANT SELECT ON organisation_database TO parley_app, parley_duties;
