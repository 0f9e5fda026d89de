package io.parley.server;

/// The program's exit code when no signal ends it; with a signal it is 128 plus the signal's
/// number.
final class ExitCode {
  static final int ENDED = 0;

  /// An internal error.
  static final int FAULT = 1;

  /// Something outside prevents the start; one sentence has said what. Also picocli's code for
  /// wrong options.
  static final int REFUSED = 2;

  /// A comparison found a difference, which it was asked to report.
  static final int DIFFERENT = 3;

  private ExitCode() {}
}
