/// Signed messages between servers: [io.parley.core.webhook.WebhookSignature].
package io.parley.core.webhook;
