package io.parley.tools.mcp;

import io.parley.tools.mcp.client.ClientSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/// One server as a source of tools.
///
/// @param name of the source: the beginning of its tools' names
/// @param approval which tools need the agreement of a person
/// @param trusted whether what the server says about the effects of its tools counts
/// @param elicitation what a server that asks back is told
/// @param resources whether its resources can be listed and read, by two tools
/// @param personal whether results depend on the customer
/// @param deadline of one call
/// @param refresh how often the list is read when the server does not say that it changed
/// @param callsMax calls at once
/// @param client limits of what the server may send
public record McpSettings(
    String name,
    ApprovalOf approval,
    boolean trusted,
    Elicit elicitation,
    boolean resources,
    boolean personal,
    Duration deadline,
    Duration refresh,
    int callsMax,
    ClientSettings client) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,23}");

  /// Which tools of a source need the agreement of a person.
  public enum ApprovalOf {
    /// None.
    NEVER,
    /// Those that may destroy something.
    DESTRUCTIVE,
    /// All.
    ALWAYS
  }

  /// The answer to a server that asks back in the middle of a call.
  public enum Elicit {
    /// Beforehand that nobody answers.
    DECLINE,
    /// The default values of its form.
    DEFAULTS,
    /// The word of a person of the conversation, where a question belongs to its call.
    ASK
  }

  public McpSettings {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "name: %s (expected: 1 to 24 of a-z, 0-9, _ and -, a letter first)".formatted(name));
    positive("deadline", deadline);
    positive("refresh", refresh);
    if (callsMax < 1)
      throw new IllegalArgumentException("calls-max: %d (expected: > 0)".formatted(callsMax));
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive())
      throw new IllegalArgumentException("%s: %s (expected: > 0)".formatted(key, value));
  }

  /// The dependency of all its tools.
  public String dependency() {
    return "mcp:" + name;
  }
}
