package io.parley.core.mail;

import java.util.UUID;

/// Names a mail. The message's identifier is made from it, so that a mail that was sent twice is
/// recognised as the same one.
public record MailId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
