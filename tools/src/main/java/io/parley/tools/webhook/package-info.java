/// Tools of a company's own HTTP endpoints: each call is one POST, signed by [Standard
/// Webhooks](https://www.standardwebhooks.com) and answered at once or by a callback days later.
/// Start with [WebhookSourceKind]. It must not send anything but by the guarded way out.
package io.parley.tools.webhook;
