-- Providers by which an organisation's people sign in (OpenID Connect): docs/decisions/0124.
CREATE TABLE sign_in_provider (
  tenant    text   NOT NULL REFERENCES organisation (tenant),
  id        uuid   NOT NULL,
  name      text   NOT NULL,
  issuer    text   NOT NULL,
  client_id text   NOT NULL,
  key_id    text   NOT NULL,
  sealed    bytea  NOT NULL, -- the client's secret; tenant, id, issuer and client are part of what the tag protects
  passwords text   NOT NULL, -- allowed, owners, refused
  admits    text[] NOT NULL, -- roles of people who come first; empty: nobody does
  reach     text[],          -- permissions of its author, which nobody who signs in by it exceeds; NULL: all
  PRIMARY KEY (tenant, id)
);

-- The domains that a provider speaks for. A domain that the organisation removes goes with it.
CREATE TABLE sign_in_provider_domain (
  tenant   text NOT NULL,
  domain   text NOT NULL,
  provider uuid NOT NULL,
  PRIMARY KEY (tenant, domain),
  FOREIGN KEY (tenant, provider) REFERENCES sign_in_provider (tenant, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant, domain) REFERENCES organisation_domain (tenant, domain) ON DELETE CASCADE
);
CREATE INDEX sign_in_provider_domain_domain_idx ON sign_in_provider_domain (domain);

-- Who a subject of a provider is. A link goes with the membership.
CREATE TABLE sign_in_subject (
  tenant  text        NOT NULL,
  issuer  text        NOT NULL,
  subject text        NOT NULL,
  person  uuid        NOT NULL,
  since   timestamptz NOT NULL,
  PRIMARY KEY (tenant, issuer, subject),
  UNIQUE (tenant, issuer, person), -- an address that is given to somebody else does not give the account
  FOREIGN KEY (tenant, person) REFERENCES membership (tenant, person) ON DELETE CASCADE
);

-- Sign-ins under way: ten minutes, once.
CREATE TABLE sign_in_flow (
  state      text        PRIMARY KEY, -- SHA-256 of what the browser brings back
  tenant     text        NOT NULL,
  provider   uuid        NOT NULL,
  browser    text        NOT NULL,    -- SHA-256 of its cookie
  key_id     text        NOT NULL,
  sealed     bytea       NOT NULL,    -- JSON: issuer, client, nonce, verifier of PKCE, addresses
  expires_at timestamptz NOT NULL,
  FOREIGN KEY (tenant, provider) REFERENCES sign_in_provider (tenant, id) ON DELETE CASCADE
);
CREATE INDEX sign_in_flow_tenant_idx ON sign_in_flow (tenant, expires_at);

-- A sign-in by an organisation's own provider is not exchanged for one in another organisation: the provider speaks for its own alone.
ALTER TABLE refresh_family ADD COLUMN is_bound boolean NOT NULL DEFAULT false;

DO $$
DECLARE
  each_table text;
BEGIN
  FOREACH each_table IN ARRAY ARRAY['sign_in_provider', 'sign_in_provider_domain', 'sign_in_subject', 'sign_in_flow']
  LOOP
    PERFORM parley_separate_tenants(each_table::regclass);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_provider TO parley_app;
GRANT SELECT, INSERT, DELETE ON sign_in_provider_domain, sign_in_subject, sign_in_flow TO parley_app;

-- A person who signs in brings an address, then a state, and no tenant. All else is read as the tenant.
GRANT SELECT ON sign_in_provider_domain TO parley_duties;
GRANT SELECT (tenant, state) ON sign_in_flow TO parley_duties;
