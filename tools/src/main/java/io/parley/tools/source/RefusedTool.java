package io.parley.tools.source;

/// Why a tool of a server is not offered. The others are.
public final class RefusedTool extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message for an operator: what is wrong, what was expected
  public RefusedTool(String message) {
    super(message);
  }
}
