-- Sets of documents. Every tenant has the collection "default", which needs no row here.
CREATE TABLE knowledge_collection (
  tenant     text        NOT NULL,
  name       text        NOT NULL,
  title      text        NOT NULL,
  is_public  boolean     NOT NULL, -- whether visitors may open its passages
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, name)
);

-- article holds the newest version of each document.
ALTER TABLE article
  ADD COLUMN collection text        NOT NULL DEFAULT 'default',
  ADD COLUMN language   text,                                 -- a BCP 47 tag; NULL: to be detected
  ADD COLUMN source     text,                                 -- the address at which people find it
  ADD COLUMN file       text,                                 -- the file that it was read from
  ADD COLUMN file_hash  text,                                 -- SHA-256 of the file's bytes, hex
  ADD COLUMN version    integer     NOT NULL DEFAULT 1,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN updated_by text;                                 -- a party; NULL: Parley itself

CREATE INDEX article_of_file ON article (tenant, collection, file) WHERE file IS NOT NULL;

-- A document that is added again gets a later version.
ALTER TABLE article_removed ADD COLUMN version integer NOT NULL DEFAULT 0;

-- Every version of each document that is not deleted, the newest included. Rows are only added, and deleted with their document.
CREATE TABLE article_version (
  tenant     text        NOT NULL,
  ref        text        NOT NULL,
  version    integer     NOT NULL,
  collection text        NOT NULL,
  title      text        NOT NULL,
  tags       text[]      NOT NULL,
  language   text,
  source     text,
  body       text        NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text,
  PRIMARY KEY (tenant, ref, version)
);

INSERT INTO article_version (tenant, ref, version, collection, title, tags, body, updated_at)
SELECT tenant, ref, version, collection, title, tags, body, updated_at FROM article;
