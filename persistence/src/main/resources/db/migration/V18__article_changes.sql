-- A node's index of a tenant's articles follows their changes since the version that it has. A version is one of
-- knowledge_version.
ALTER TABLE article ADD COLUMN changed bigint NOT NULL DEFAULT 0;
-- SHA-256 of everything that is searched; empty for an article that was stored before there were hashes.
ALTER TABLE article ADD COLUMN hash text NOT NULL DEFAULT '';

CREATE INDEX article_changed ON article (tenant, changed, ref COLLATE "C");
CREATE INDEX article_ref ON article (tenant, ref COLLATE "C");

-- Removals are changes, too. An article that is added again has no row here.
CREATE TABLE article_removed (
  tenant  text   NOT NULL,
  ref     text   NOT NULL,
  changed bigint NOT NULL,
  PRIMARY KEY (tenant, ref)
);

CREATE INDEX article_removed_changed ON article_removed (tenant, changed, ref COLLATE "C");
