package io.parley.core.mail;

import io.parley.core.person.EmailAddress;
import java.time.Instant;

/// A mail with its words. A repeated attempt makes an equal one.
///
/// @param at when the mail was ordered
public record MailMessage(MailId id, EmailAddress to, MailBody body, Instant at) {
  /// Without the address, for logs.
  @Override
  public String toString() {
    return "MailMessage[" + id + "]";
  }
}
