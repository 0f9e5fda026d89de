package io.parley.http.server;

/// What the program ends with, when no signal ends it: then it is 128 and the signal's number.
final class ExitCode {
  static final int ENDED = 0;

  /// A fault of ours.
  static final int FAULT = 1;

  /// Something outside keeps it from starting; one sentence said what. Also picocli's code for
  /// wrong options.
  static final int REFUSED = 2;

  private ExitCode() {}
}
