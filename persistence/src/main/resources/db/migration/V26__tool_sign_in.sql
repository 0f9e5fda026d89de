-- Tokens of tool sources that an operator signed in at an authorization server, encrypted as secrets are. Tenant, source and host are part of
-- what the tag protects.
CREATE SEQUENCE tool_sign_in_version;
CREATE TABLE tool_sign_in (
  tenant        text        NOT NULL,
  source        text        NOT NULL,
  number        bigint      NOT NULL, -- another one for each sign-in: nodes open the source again
  version       bigint      NOT NULL, -- another one after each change: exactly one node renews
  host          text        NOT NULL, -- of the source's server, the only one that gets the access token
  key_id        text        NOT NULL,
  sealed        bytea       NOT NULL,
  claimed_until timestamptz,          -- a node renews until then at most
  refused       boolean     NOT NULL, -- the authorization server renews no more
  wanted        text[]      NOT NULL, -- scopes that the source's server wants besides
  updated_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant, source),
  FOREIGN KEY (tenant, source) REFERENCES tool_source (tenant, name) ON DELETE CASCADE
);

-- Sign-ins that wait for the operator's browser. The state that it brings back is stored as its SHA-256 alone.
CREATE TABLE tool_sign_in_begun (
  state_hash bytea       PRIMARY KEY,
  tenant     text        NOT NULL,
  source     text        NOT NULL,
  host       text        NOT NULL,
  key_id     text        NOT NULL,
  sealed     bytea       NOT NULL, -- with the verifier of PKCE
  expires_at timestamptz NOT NULL,
  FOREIGN KEY (tenant, source) REFERENCES tool_source (tenant, name) ON DELETE CASCADE
);
CREATE INDEX tool_sign_in_begun_source ON tool_sign_in_begun (tenant, source);
