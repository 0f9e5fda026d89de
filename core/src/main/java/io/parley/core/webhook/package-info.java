/// Signed messages between servers: [io.parley.core.webhook.WebhookSignature]. And the webhooks of
/// organisations, which tell their servers of events: start at [io.parley.core.webhook.Webhooks]
/// for what people write. The way of an event is [io.parley.core.webhook.HookFeed], and then
/// [io.parley.core.webhook.HookOutbox].
package io.parley.core.webhook;
