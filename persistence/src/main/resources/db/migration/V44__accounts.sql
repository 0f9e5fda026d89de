-- Accounts of people: docs/decisions/0123. None of these tables belongs to a tenant, as `person` does not: a person has one password and
-- one second factor, and sees and ends its sign-ins, whatever the number of organisations. A tenant's work reaches none of them.

-- Keys that sign access tokens. A stored key never changes.
CREATE TABLE signing_key (
  kid          text        PRIMARY KEY,
  algorithm    text        NOT NULL, -- RS256, EdDSA
  public_key   text        NOT NULL, -- SubjectPublicKeyInfo in Base64
  key_id       text        NOT NULL,
  sealed       bytea       NOT NULL, -- the private key; kid is part of what the tag protects
  published_at timestamptz NOT NULL,
  signs_from   timestamptz NOT NULL
);

-- One row: of two changes for the same number, one finds it.
CREATE TABLE signing_key_version (
  number bigint NOT NULL
);
CREATE UNIQUE INDEX signing_key_version_one_idx ON signing_key_version ((true));
INSERT INTO signing_key_version (number) VALUES (0);

-- Sign-ins: the refresh tokens that follow each other. No index on used_at: each use would have to write it, for a sweep once a day.
CREATE TABLE refresh_family (
  id            text        PRIMARY KEY, -- part of its tokens
  sign_in       text        NOT NULL UNIQUE,
  organisation  text        NOT NULL,    -- a tenant; 'platform' for staff
  subject       text        NOT NULL,    -- a person's id
  started_at    timestamptz NOT NULL,
  used_at       timestamptz NOT NULL,
  token_hash    text        NOT NULL,    -- SHA-256
  replaced_hash text,                    -- of the token before; NULL like replaced_at
  replaced_at   timestamptz,
  repeats       integer     NOT NULL,
  revoked_at    timestamptz,
  version       bigint      NOT NULL
);
CREATE INDEX refresh_family_subject_idx ON refresh_family (subject, started_at DESC);

-- Proofs of a person: password and second factor.
CREATE TABLE credential (
  person         uuid   PRIMARY KEY REFERENCES person (id),
  password       text,             -- Argon2id, in PHC form
  totp_key_id    text,             -- NULL like totp: no second factor
  totp           bytea,            -- sealed; the person is part of what the tag protects
  pending_key_id text,
  pending        bytea,            -- likewise: a key that was shown, and not confirmed
  last_step      bigint,           -- of the last code that was accepted
  recovery       text[] NOT NULL,  -- hashes of the codes that are left
  version        bigint NOT NULL
);

-- Links by which a person sets a new password: the last one of each, and gone when it was used.
CREATE TABLE password_reset (
  person     uuid        PRIMARY KEY REFERENCES person (id),
  token      text        NOT NULL UNIQUE, -- SHA-256
  expires_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON signing_key TO parley_duties;
GRANT SELECT, UPDATE (number) ON signing_key_version TO parley_duties;
GRANT SELECT, INSERT, UPDATE (used_at, token_hash, replaced_hash, replaced_at, repeats, revoked_at, version), DELETE
  ON refresh_family TO parley_duties;
GRANT SELECT, INSERT,
  UPDATE (password, totp_key_id, totp, pending_key_id, pending, last_step, recovery, version)
  ON credential TO parley_duties;
GRANT SELECT, INSERT, UPDATE (token, expires_at), DELETE ON password_reset TO parley_duties;

-- A link and the mail with it are one transaction. So duties add mails, but none in a tenant's name. The owner, which restores copies, is
-- a member of parley_duties and not meant.
GRANT INSERT (tenant, id, kind, language, address, key_id, sealed, state, attempts, ordered_at, next_at) ON mail TO parley_duties;
CREATE POLICY of_accounts ON mail AS RESTRICTIVE FOR INSERT TO parley_duties
  WITH CHECK (tenant = 'platform' OR current_user <> 'parley_duties');

-- An organisation orders so many mails a day.
CREATE INDEX mail_ordered_idx ON mail (tenant, ordered_at);

-- The staff's list of organisations shows to whom a link was sent.
GRANT SELECT (address) ON organisation_claim TO parley_duties;
