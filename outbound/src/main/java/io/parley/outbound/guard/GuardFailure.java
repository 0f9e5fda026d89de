package io.parley.outbound.guard;

import java.io.IOException;

/// A request that failed, or was refused. The message names the host but no path, no header and no
/// word of the answer. It is an [IOException], so that readers of a body pass it on.
public final class GuardFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /// The reason of a failure.
  public enum Category {
    /// The rules refuse the address, or that of a redirect.
    REFUSED,
    /// The host has no address.
    UNKNOWN_HOST,
    /// No connection, or none with a valid certificate.
    NO_CONNECTION,
    /// The server was too slow in one of the phases.
    TIMEOUT,
    /// Headers or body over the limit.
    TOO_LARGE,
    /// The server violated HTTP, or the connection broke.
    BROKEN,
    /// Too many requests are under way on this node.
    BUSY,
    /// The caller ended the call.
    CANCELLED
  }

  private final Category category;
  private final boolean sent;

  GuardFailure(Category category, String message, boolean sent, Throwable cause) {
    super(message, cause);
    this.category = category;
    this.sent = sent;
  }

  static GuardFailure refused(String message) {
    return new GuardFailure(Category.REFUSED, message, false, null);
  }

  /// The reason.
  public Category category() {
    return category;
  }

  /// Whether the server may have received the request: if not, it certainly had no effect.
  public boolean mayHaveHappened() {
    return sent;
  }

  /// Whether the same request may succeed later.
  public boolean retryable() {
    return switch (category) {
      case REFUSED, TOO_LARGE, CANCELLED -> false;
      case UNKNOWN_HOST, NO_CONNECTION, TIMEOUT, BROKEN, BUSY -> true;
    };
  }
}
