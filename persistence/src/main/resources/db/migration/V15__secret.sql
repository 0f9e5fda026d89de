-- Secrets for servers outside, encrypted with AES-256-GCM under the key `key_id`, which is not in the database. `sealed` is the nonce (12
-- bytes), the text and its tag. Tenant, name and host are part of what the tag protects: a row moved to another place cannot be read.
CREATE TABLE secret (
  tenant     text        NOT NULL,
  name       text        NOT NULL,
  host       text        NOT NULL, -- the only host that it is sent to
  key_id     text        NOT NULL,
  sealed     bytea       NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, name)
);
