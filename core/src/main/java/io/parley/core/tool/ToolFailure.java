package io.parley.core.tool;

/// An external failure of a call. Only a call that was provably not sent may always be sent again.
public final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean sent;

  private ToolFailure(String message, Throwable cause, boolean sent) {
    super(message, cause);
    this.sent = sent;
  }

  /// The call certainly had no effect: no connection, refused before it was read.
  public static ToolFailure notSent(String message, Throwable cause) {
    return new ToolFailure(message, cause, false);
  }

  /// The call may have had its effect: a lost answer, a timeout.
  public static ToolFailure maybeSent(String message, Throwable cause) {
    return new ToolFailure(message, cause, true);
  }

  public boolean mayHaveHappened() {
    return sent;
  }
}
