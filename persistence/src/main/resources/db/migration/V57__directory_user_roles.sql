-- The roles of people whom an organisation's directory has switched off, with commas: they come back with the person
-- (docs/decisions/0129). NULL of members, of those switched off by a node of a release before, and of those without any.
ALTER TABLE directory_user ADD COLUMN roles text;
