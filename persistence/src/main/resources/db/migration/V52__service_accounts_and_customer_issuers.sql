-- Service accounts and the owners of API keys, docs/decisions/0133; backends that sign tokens of customers, docs/decisions/0121.
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

-- And keys that people make by nodes of the release before, which store no owner: the entry comes in the same transaction. As the
-- owner of the tables: no role of the program changes a key's owner. The setting makes the owner see rows.
DO $$
BEGIN
  EXECUTE format(
    'CREATE FUNCTION parley_own_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    current_schema(),
    $body$
    DECLARE
      maintenance text := coalesce(current_setting('parley.maintenance', true), '');
    BEGIN
      PERFORM set_config('parley.maintenance', 'on', true);
      UPDATE api_key SET person = substr(NEW."by", length('person:') + 1)::uuid
      WHERE tenant = NEW.tenant AND id = substr(NEW.target, length('api-key:') + 1) AND person IS NULL AND account IS NULL;
      PERFORM set_config('parley.maintenance', maintenance, true);
      RETURN NULL;
    END $body$);
END $$;
REVOKE EXECUTE ON FUNCTION parley_own_key FROM PUBLIC;

CREATE TRIGGER audit_owns_key AFTER INSERT ON audit FOR EACH ROW
  WHEN (NEW.action = 'api-key-created' AND NEW.by LIKE 'person:%') EXECUTE FUNCTION parley_own_key();

-- Backends of organisations whose tokens name customers. Nodes read an organisation's rows when one of its customers comes.
CREATE TABLE customer_issuer (
  tenant          text   NOT NULL,
  name            text   NOT NULL,
  issuer          text   NOT NULL,
  audience        text   NOT NULL,
  jwks            text,            -- the address of published keys; or
  verifiers       text[],          -- public keys; or
  key_id          text,            -- a shared key:
  sealed          bytea,           -- tenant and name are part of what the tag protects
  claim_customer  text   NOT NULL,
  claim_name      text,
  claim_language  text,
  metadata_names  text[] NOT NULL,
  metadata_claims text[] NOT NULL, -- in the order of the names
  PRIMARY KEY (tenant, name),
  UNIQUE (tenant, issuer, audience)
);
SELECT parley_separate_tenants('customer_issuer');
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_issuer TO parley_app;
