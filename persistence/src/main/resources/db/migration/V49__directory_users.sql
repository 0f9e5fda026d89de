-- People whom an organisation's directory has named (SCIM): docs/decisions/0129. A row outlives the membership: the directory finds whom it
-- has switched off.
CREATE TABLE directory_user (
  tenant       text        NOT NULL REFERENCES organisation (tenant),
  person       uuid        NOT NULL REFERENCES person (id),
  address      text        NOT NULL, -- by which the directory named the person
  external_id  text,                 -- the directory's
  given_name   text,                 -- as the directory gives them; the account keeps its own
  family_name  text,
  display_name text,
  since        timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant, person)
);
CREATE UNIQUE INDEX directory_user_external_id_idx ON directory_user (tenant, external_id);

SELECT parley_separate_tenants('directory_user');
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_user TO parley_app;
