package io.parley.server;

/// Whether a person watches.
final class Terminal {
  private Terminal() {}

  /// Since JDK 25 a console exists only with a terminal, unlike in the three releases before.
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
