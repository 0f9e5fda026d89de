-- Organisations whose sessions are being moved into another database: docs/decisions/0152. The main database has a row from the beginning
-- until the old rows are deleted; the one that they are copied into has a row, too, in which each batch notes its end. An operator's
-- command alone writes them, as the owner.
CREATE TABLE organisation_move (
  tenant      text        PRIMARY KEY,
  origin      text        NOT NULL, -- 'main', or a name in parley.database.others
  target      text        NOT NULL,
  begun_at    timestamptz NOT NULL, -- since then no node reads or writes the organisation's sessions
  copied      jsonb,                -- the key of each table's row that was copied last; NULL: the copy has not begun
  done        text[]      NOT NULL DEFAULT '{}', -- tables that are copied
  switched_at timestamptz           -- since then it lives in the target
);
SELECT parley_separate_tenants('organisation_move');
GRANT SELECT ON organisation_move TO parley_app, parley_duties;
