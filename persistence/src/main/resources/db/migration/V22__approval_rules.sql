-- Approval rules of a source's tools: each is the name or pattern, a space, and the rule.
ALTER TABLE tool_source ADD COLUMN approvals text[] NOT NULL DEFAULT '{}';

-- Sessions with calls that wait for consent, those that expire first in front.
CREATE INDEX session_index_consent_idx ON session_index (tenant, due_at, session) WHERE due -> 'approvals' <> '{}'::jsonb;
