-- Passkeys of people (WebAuthn): docs/decisions/0128. They belong to no tenant, as all proofs of V44: a tenant's work reaches none of them.
CREATE TABLE passkey (
  id         text        PRIMARY KEY, -- the credential's id in base64url: one person has it
  person     uuid        NOT NULL REFERENCES person (id),
  public_key text        NOT NULL,    -- COSE_Key in base64url
  sign_count bigint      NOT NULL,    -- at the last use; one that goes back is a copy
  name       text        NOT NULL,
  transports text[]      NOT NULL,
  created_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX passkey_person_idx ON passkey (person, created_at);

-- Challenges that have counted, until they would have expired. One that was only given out is in its browser's cookie alone.
CREATE TABLE passkey_challenge (
  challenge  text        PRIMARY KEY, -- SHA-256
  expires_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE (sign_count, name, used_at), DELETE ON passkey TO parley_duties;
GRANT SELECT, INSERT, DELETE ON passkey_challenge TO parley_duties;
