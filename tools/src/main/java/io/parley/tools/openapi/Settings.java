package io.parley.tools.openapi;

import java.time.Duration;
import java.util.regex.Pattern;

/// How one service is used.
///
/// @param name of the source: the beginning of its tools' names
/// @param approval which tools need the agreement of a person
/// @param personal whether results depend on the customer
/// @param deadline of one call
/// @param refresh how often a document is fetched again
/// @param callsMax calls at once on a node
/// @param toolsMax tools that are offered
/// @param answerMax bytes of one answer
/// @param documentMax bytes of a document that is fetched
record Settings(
    String name,
    ApprovalOf approval,
    boolean personal,
    Duration deadline,
    Duration refresh,
    int callsMax,
    int toolsMax,
    int answerMax,
    int documentMax) {
  /// Which tools need the agreement of a person.
  enum ApprovalOf {
    /// None.
    NEVER,
    /// Those that do not only read.
    EFFECTS,
    /// All.
    ALWAYS
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,23}");

  Settings {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "name: %s (expected: 1 to 24 of a-z, 0-9, _ and -, a letter first)".formatted(name));
  }

  String dependency() {
    return "openapi:" + name;
  }
}
