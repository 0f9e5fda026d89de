package io.parley.core.mail;

/// The outcome of an attempt to send a mail. Reasons have neither an address nor a server's
/// sentence, which may quote one.
public sealed interface Delivery {

  /// The server has taken it. That it arrives is not known.
  record Sent() implements Delivery {}

  /// The server refuses it for good.
  ///
  /// @param reason its code, such as `550 5.1.1` (RFC 5321, RFC 3463)
  record Refused(String reason) implements Delivery {}

  /// It can be sent later.
  ///
  /// @param reason the server's code, or a word such as `no-connection`
  record Later(String reason) implements Delivery {}
}
