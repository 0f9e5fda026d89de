package io.parley.core.mail;

import java.util.Locale;

/// The state of a mail in the outbox.
public enum MailState {
  /// It will be sent, or tried again.
  WAITING,
  /// A server has taken it.
  SENT,
  /// A server refused it for good.
  REFUSED,
  /// It could not be sent while it was useful.
  EXPIRED;

  /// For stores; never changes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
