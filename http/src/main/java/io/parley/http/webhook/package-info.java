/// Webhooks of organisations over HTTP: [io.parley.http.webhook.WebhookEndpoints].
package io.parley.http.webhook;
