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

  /// Asks a person a question. Without a terminal nobody is asked, and nothing is confirmed.
  static boolean confirms(String question) {
    if (!isThere()) return false;
    var answer = System.console().readLine("%s", question);
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
