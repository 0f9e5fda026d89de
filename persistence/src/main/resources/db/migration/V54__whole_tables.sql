-- Two duties have a condition on all organisations' rows that no index serves (docs/decisions/0135): the count of open dead
-- letters by source, and the deletion of revocations that no token needs any more, at each revocation.
CREATE INDEX dead_letter_open_idx ON dead_letter (tool) WHERE state = 'open';
CREATE INDEX token_revocation_forget_idx ON token_revocation (forget_after);
