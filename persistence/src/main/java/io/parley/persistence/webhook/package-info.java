/// Webhooks of organisations in tables, see `V64__webhooks.sql`:
/// [io.parley.persistence.webhook.JdbcWebhooks] for people,
/// [io.parley.persistence.webhook.JdbcHookMessages] for the feed, and
/// [io.parley.persistence.webhook.JdbcHookOutbox] for senders.
package io.parley.persistence.webhook;
