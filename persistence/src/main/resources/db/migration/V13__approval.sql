-- A procedure is told to every customer's agent only after a person of the company has approved it. Those that are there already were written
-- by models alone, and wait like new ones.
ALTER TABLE memory
  ADD COLUMN approved_at timestamptz, -- NULL: nobody has approved it; of procedures alone
  ADD COLUMN approved_by text CHECK (approved_by IN ('agent', 'operator'));
