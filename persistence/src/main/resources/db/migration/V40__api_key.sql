-- Keys of organisations' programs: docs/decisions/0119.
CREATE TABLE api_key (
  id         text        PRIMARY KEY, -- part of the key, and no secret
  tenant     text        NOT NULL,
  name       text        NOT NULL,
  hash       text        NOT NULL,    -- SHA-256 of the rest of the key, 256 random bits
  scopes     text[]      NOT NULL,    -- permissions by name
  addresses  text[]      NOT NULL,    -- ranges in CIDR notation; empty for every address
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  used_at    timestamptz,             -- about
  revoked_at timestamptz
);
CREATE INDEX api_key_tenant_idx ON api_key (tenant, created_at DESC);

SELECT parley_separate_tenants('api_key');
GRANT SELECT, INSERT, UPDATE (used_at, revoked_at), DELETE ON api_key TO parley_app;

-- A key arrives without a tenant. All else is read as its tenant.
GRANT SELECT (id, tenant) ON api_key TO parley_duties;
