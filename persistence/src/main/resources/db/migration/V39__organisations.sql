-- Organisations, their people and the platform's staff: docs/decisions/0118. A tenant is an organisation's UUID as 32 hexadecimal digits.

-- People with an account, of no tenant. A tenant's work sees its members alone.
CREATE TABLE person (
  id       uuid        PRIMARY KEY,
  address  text        NOT NULL UNIQUE, -- normalised
  name     text        NOT NULL,
  verified boolean     NOT NULL,        -- mail to the address arrives
  since    timestamptz NOT NULL
);

-- The platform's staff.
CREATE TABLE platform_role (
  person uuid NOT NULL REFERENCES person (id),
  role   text NOT NULL,
  PRIMARY KEY (person, role)
);

CREATE TABLE organisation (
  tenant           text        PRIMARY KEY,
  name             text        NOT NULL,
  state            text        NOT NULL, -- unverified, unclaimed, expired, active, suspended, deleting, deleted
  suspension       text,                 -- the reason, also while it is deleting
  due_at           timestamptz,          -- when its claim expires, or it is deleted
  offer_from       uuid,                 -- the offer of its ownership; all three or none
  offer_to         uuid,
  offer_expires_at timestamptz,
  since            timestamptz NOT NULL
);
CREATE INDEX organisation_due_idx ON organisation (due_at) WHERE due_at IS NOT NULL;

-- The link by which an organisation gets its first owner. One for each, and gone when it was used.
CREATE TABLE organisation_claim (
  tenant  text PRIMARY KEY REFERENCES organisation (tenant),
  token   text NOT NULL UNIQUE, -- SHA-256
  address text                  -- NULL: for anybody who has the link
);

-- A released slug stays, and keeps others from it: for 90 days, after which the one who wants it removes it.
CREATE TABLE organisation_slug (
  slug        text        PRIMARY KEY,
  tenant      text        NOT NULL REFERENCES organisation (tenant),
  since       timestamptz NOT NULL,
  released_at timestamptz
);
CREATE INDEX organisation_slug_tenant_idx ON organisation_slug (tenant);

CREATE TABLE organisation_domain (
  tenant      text        NOT NULL REFERENCES organisation (tenant),
  domain      text        NOT NULL,
  challenge   text        NOT NULL,
  verified_at timestamptz,
  PRIMARY KEY (tenant, domain)
);
CREATE UNIQUE INDEX organisation_domain_verified_idx ON organisation_domain (domain) WHERE verified_at IS NOT NULL;

CREATE TABLE membership (
  tenant       text        NOT NULL REFERENCES organisation (tenant),
  person       uuid        NOT NULL REFERENCES person (id),
  roles        text[]      NOT NULL,
  custom_roles text[]      NOT NULL,
  since        timestamptz NOT NULL,
  PRIMARY KEY (tenant, person)
);
CREATE INDEX membership_person_idx ON membership (person);

CREATE TABLE custom_role (
  tenant      text   NOT NULL REFERENCES organisation (tenant),
  name        text   NOT NULL,
  permissions text[] NOT NULL,
  PRIMARY KEY (tenant, name)
);

-- Open and expired ones. An accepted or revoked one is gone.
CREATE TABLE invitation (
  tenant       text        NOT NULL REFERENCES organisation (tenant),
  id           uuid        NOT NULL,
  token        text        NOT NULL UNIQUE, -- SHA-256
  address      text        NOT NULL,
  roles        text[]      NOT NULL,
  custom_roles text[]      NOT NULL,
  by           uuid,                        -- NULL: the program
  expires_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- Staff that looks after an organisation. An ended one is gone.
CREATE TABLE assignment (
  tenant   text        NOT NULL REFERENCES organisation (tenant),
  id       uuid        NOT NULL,
  staff    uuid        NOT NULL REFERENCES person (id),
  role     text        NOT NULL,
  by       uuid,                            -- NULL: the program
  since    timestamptz NOT NULL,
  until_at timestamptz,
  PRIMARY KEY (tenant, id)
);

-- Access of staff to an organisation's data. One that ended is gone; the audit trail has it.
CREATE TABLE staff_access (
  tenant   text        NOT NULL REFERENCES organisation (tenant),
  id       uuid        NOT NULL,
  staff    uuid        NOT NULL REFERENCES person (id),
  reason   text        NOT NULL,
  since    timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- Administrative acts, each with a hash over itself and the hash before it. Outlives its organisation; people are ids.
CREATE TABLE audit (
  tenant       text        NOT NULL, -- 'platform' for acts that concern none
  number       bigint      NOT NULL, -- 1, 2, 3 … without a gap
  at           timestamptz NOT NULL,
  by           text        NOT NULL,
  from_address text        NOT NULL,
  action       text        NOT NULL,
  target       text        NOT NULL,
  before       jsonb       NOT NULL,
  after        jsonb       NOT NULL,
  hash         text        NOT NULL, -- SHA-256
  PRIMARY KEY (tenant, number)
);

-- The last entry of each trail: shows that later ones were cut off, and is the lock of those who add some.
CREATE TABLE audit_head (
  tenant text   PRIMARY KEY,
  number bigint NOT NULL,
  hash   text   NOT NULL
);

CREATE FUNCTION parley_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is only added to';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION parley_refuse_change();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse_change();

-- A tenant's work: its own rows.
DO $$
DECLARE
  each_table text;
BEGIN
  FOREACH each_table IN ARRAY ARRAY[
    'organisation', 'organisation_claim', 'organisation_slug', 'organisation_domain', 'membership', 'custom_role', 'invitation',
    'assignment', 'staff_access', 'audit', 'audit_head']
  LOOP
    PERFORM parley_separate_tenants(each_table::regclass);
  END LOOP;
  FOREACH each_table IN ARRAY ARRAY[
    'organisation_claim', 'organisation_slug', 'organisation_domain', 'membership', 'custom_role', 'invitation', 'assignment',
    'staff_access']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parley_app', each_table);
  END LOOP;
  PERFORM parley_separate_tenants('person', 'id IN (SELECT person FROM membership)');
END $$;
GRANT SELECT, INSERT, UPDATE ON organisation, audit_head TO parley_app;
GRANT SELECT, INSERT ON audit TO parley_app;
GRANT SELECT, UPDATE (verified) ON person TO parley_app;
GRANT SELECT ON platform_role TO parley_app;

-- Work across tenants: a link, a slug or a domain that arrives without a tenant; a person's organisations; what is due; the staff.
GRANT SELECT ON organisation, organisation_slug, membership TO parley_duties;
GRANT SELECT (tenant, token) ON organisation_claim, invitation TO parley_duties;
GRANT SELECT (tenant, domain, verified_at) ON organisation_domain TO parley_duties;
GRANT DELETE ON organisation_slug TO parley_duties;
GRANT SELECT, INSERT, UPDATE ON person TO parley_duties;
GRANT SELECT, INSERT, DELETE ON platform_role TO parley_duties;
GRANT INSERT ON audit TO parley_duties;
GRANT SELECT, INSERT, UPDATE ON audit_head TO parley_duties;
