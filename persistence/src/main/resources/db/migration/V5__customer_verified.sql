-- Whether the company itself said who the customer is; a visitor's own claim is false.
ALTER TABLE session_index ADD COLUMN customer_verified boolean NOT NULL DEFAULT false;
