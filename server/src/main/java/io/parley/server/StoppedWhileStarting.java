package io.parley.server;

/// The program was stopped before its start was complete. Not a failure.
final class StoppedWhileStarting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /// @param code the exit code of the process
  StoppedWhileStarting(int code, Throwable undone) {
    super("stopped while starting", undone);
    this.code = code;
  }

  int code() {
    return code;
  }
}
