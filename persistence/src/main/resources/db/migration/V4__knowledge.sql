CREATE TABLE article (
  tenant text   NOT NULL,
  ref    text   NOT NULL,
  title  text   NOT NULL,
  tags   text[] NOT NULL,
  body   text   NOT NULL,
  PRIMARY KEY (tenant, ref)
);

-- Rises with every change of a tenant's articles, in the same transaction.
CREATE TABLE knowledge_version (
  tenant  text   PRIMARY KEY,
  version bigint NOT NULL
);

-- What a text means to an embedder: the same for everybody who has that text, hence without a tenant.
CREATE TABLE embedding (
  embedder text  NOT NULL,
  hash     text  NOT NULL, -- SHA-256 of the text, hex
  vector   bytea NOT NULL, -- 32 bit floats, little-endian
  PRIMARY KEY (embedder, hash)
);

-- Tenants that got the sample data, once.
CREATE TABLE sample_data (
  tenant    text        PRIMARY KEY,
  loaded_at timestamptz NOT NULL
);
