package io.parley.tools.source;

/// A tool source cannot be opened or used now. The message is for an operator and holds no secret.
public final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param cause null where there is none
  public SourceFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
