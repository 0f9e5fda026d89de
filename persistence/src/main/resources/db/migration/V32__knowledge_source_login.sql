-- What an export's server is shown: the secret as a token, or with a user as password.
ALTER TABLE knowledge_source ADD COLUMN login_secret text; -- its name
ALTER TABLE knowledge_source ADD COLUMN login_user text;
