-- The agent's first words to the person who is called, where the order has some. NULL again when the call is over: its session has them.
ALTER TABLE call_out ADD COLUMN opening text;
