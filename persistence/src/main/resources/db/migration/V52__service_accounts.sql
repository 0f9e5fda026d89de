-- Service accounts, and the owners of API keys: docs/decisions/0133.
CREATE TABLE service_account (
  tenant       text        NOT NULL,
  id           uuid        NOT NULL,
  name         text        NOT NULL,
  roles        text[]      NOT NULL,
  custom_roles text[]      NOT NULL,
  since        timestamptz NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, name)
);
SELECT parley_separate_tenants('service_account');
GRANT SELECT, INSERT, UPDATE (name, roles, custom_roles), DELETE ON service_account TO parley_app;

-- The owner, whose rights bound the key's; neither: the shared operator token made it. No foreign keys: a key without its owner has no
-- rights, and stays in the list. The owner of a key never changes.
ALTER TABLE api_key ADD COLUMN person uuid, ADD COLUMN account uuid, ADD CHECK (person IS NULL OR account IS NULL);

-- Keys that people made before: the trail knows their makers.
UPDATE api_key k SET person = substr(a.by, length('person:') + 1)::uuid
FROM audit a
WHERE a.tenant = k.tenant AND a.action = 'api-key-created' AND a.target = 'api-key:' || k.id AND a.by LIKE 'person:%';
