package io.parley.tools.webhook;

import io.parley.core.webhook.WebhookSignature;

/// The signature of calls of this module.
final class Signature {
  private Signature() {}

  /// See [WebhookSignature#of].
  static String of(String secret, String id, long seconds, byte[] body) {
    return WebhookSignature.of(secret, id, seconds, body);
  }
}
