/// Tools of a company's own HTTP endpoints: each call is one POST, signed by [Standard
/// Webhooks](https://www.standardwebhooks.com) and answered at once. Start with
/// [WebhookSourceKind]. It must not send anything but by the guarded way out.
package io.parley.tools.webhook;
