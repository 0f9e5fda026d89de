-- Approval rules of a source's tools: each is the name or pattern, a space, and the rule.
ALTER TABLE tool_source ADD COLUMN approvals text[] NOT NULL DEFAULT '{}';
