package io.parley.core.mail;

import java.util.concurrent.CompletionStage;

/// Hands mail to a server that brings it to its reader. Thread safe.
public interface MailTransport {
  /// Does not block. Each foreseen failure is a [Delivery].
  CompletionStage<Delivery> deliver(MailMessage mail);
}
