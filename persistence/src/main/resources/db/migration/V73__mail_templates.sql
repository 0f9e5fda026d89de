-- Words of mails that organisations have written: docs/decisions/0158. Mails without a row have the program's.
CREATE TABLE mail_template (
  tenant     text        NOT NULL,
  kind       text        NOT NULL, -- a kind of mail, such as invitation
  language   text        NOT NULL, -- a tag of BCP 47 in small letters
  subject    text        NOT NULL,
  text       text        NOT NULL, -- paragraphs with placeholders
  written_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, kind, language)
);
SELECT parley_separate_tenants('mail_template');
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_template TO parley_app;
