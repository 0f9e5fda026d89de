-- Sites and files of the web that are read again and again. Nodes take turns by claims.
CREATE TABLE knowledge_source (
  tenant        text        NOT NULL,
  id            text        NOT NULL,
  collection    text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('site', 'export')),
  url           text        NOT NULL,
  host          text        NOT NULL, -- one source of a host is read at a time
  every_seconds bigint,               -- NULL: only when somebody asks for it
  pages         integer,              -- NULL: as many as the installation allows
  paths         text[]      NOT NULL, -- empty: any
  labels        text[]      NOT NULL,
  language      text,
  hook          text,                 -- name of the secret that signs notes of changes
  next_run      timestamptz,
  wished_at     timestamptz,          -- when somebody last asked for a run
  force         boolean     NOT NULL DEFAULT false, -- the next run may remove most of the pages
  run           bigint,               -- not ended yet
  claim_owner   text,
  claim_until   timestamptz,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX knowledge_source_due_idx ON knowledge_source (next_run);
CREATE INDEX knowledge_source_host_idx ON knowledge_source (host) WHERE claim_until IS NOT NULL;

-- Pages at their last visit. Addresses are too long for an index.
CREATE TABLE knowledge_source_page (
  tenant        text    NOT NULL,
  source        text    NOT NULL,
  url_hash      text    NOT NULL, -- SHA-256, hex
  url           text    NOT NULL,
  etag          text,
  last_modified text,
  hash          text    NOT NULL, -- SHA-256 of the bytes, hex; empty: to be read again
  links         text[]  NOT NULL,
  file          text    NOT NULL, -- of its documents
  has_text      boolean NOT NULL,
  run           bigint  NOT NULL, -- that saw it last
  PRIMARY KEY (tenant, source, url_hash),
  FOREIGN KEY (tenant, source) REFERENCES knowledge_source (tenant, id) ON DELETE CASCADE
);

CREATE TABLE knowledge_source_run (
  tenant      text        NOT NULL,
  source      text        NOT NULL,
  id          bigint      GENERATED ALWAYS AS IDENTITY,
  begun_at    timestamptz NOT NULL,
  forced      boolean     NOT NULL,
  ended_at    timestamptz,
  requested   integer     NOT NULL DEFAULT 0,
  stored      integer     NOT NULL DEFAULT 0,
  unchanged   integer     NOT NULL DEFAULT 0,
  removed     integer     NOT NULL DEFAULT 0,
  held        integer     NOT NULL DEFAULT 0,
  skipped     integer     NOT NULL DEFAULT 0,
  failed      integer     NOT NULL DEFAULT 0,
  is_complete boolean     NOT NULL DEFAULT false,
  error       text,
  problems    text[]      NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant, source, id),
  FOREIGN KEY (tenant, source) REFERENCES knowledge_source (tenant, id) ON DELETE CASCADE
);
