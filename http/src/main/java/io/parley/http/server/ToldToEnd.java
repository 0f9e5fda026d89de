package io.parley.http.server;

/// The program was stopped while starting, so that it could not: nobody's fault.
final class ToldToEnd extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /// @param code what the process ends with
  ToldToEnd(int code, Throwable undone) {
    super("stopped while starting", undone);
    this.code = code;
  }

  int code() {
    return code;
  }
}
