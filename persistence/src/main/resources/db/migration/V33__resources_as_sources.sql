-- Resources of tool sources (MCP) are read as sites are.
ALTER TABLE knowledge_source DROP CONSTRAINT knowledge_source_kind_check;
ALTER TABLE knowledge_source ADD CONSTRAINT knowledge_source_kind_check CHECK (kind IN ('site', 'export', 'resources'));
