-- Customers' telephone numbers, as the company's own backend has verified them: docs/decisions/0140. Their owners are known when they call.
CREATE TABLE customer_number (
  tenant   text        NOT NULL,
  customer text        NOT NULL,
  number   text        NOT NULL, -- a keyed hash
  name     text,
  said_at  timestamptz NOT NULL, -- when the company said so last
  PRIMARY KEY (tenant, customer)
);
CREATE INDEX customer_number_number_idx ON customer_number (tenant, number);
CREATE INDEX customer_number_said_idx ON customer_number (said_at);

SELECT parley_separate_tenants('customer_number');
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_number TO parley_app;
-- The sweep; UPDATE of a column lets it lock rows.
GRANT SELECT (tenant, customer, said_at), UPDATE (said_at), DELETE ON customer_number TO parley_duties;
