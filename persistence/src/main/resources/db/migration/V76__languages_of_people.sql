-- The language of a person's mails, which its browser asked for when it signed in. The rights of V39 are those of the whole table.
ALTER TABLE person ADD COLUMN language text; -- a tag of BCP 47; NULL: not known
