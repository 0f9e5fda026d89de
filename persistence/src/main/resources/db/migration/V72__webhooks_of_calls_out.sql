-- The end of a call out is told to webhooks in the transaction that stores it, by the work of its tenant: docs/decisions/0144.
GRANT INSERT (tenant, webhook, id, type, at, seq, data, stored_at) ON webhook_message TO parley_app;
