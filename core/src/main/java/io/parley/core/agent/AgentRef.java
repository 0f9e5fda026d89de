package io.parley.core.agent;

import java.util.regex.Pattern;

/// One version of an agent. A session keeps its version until an event changes it.
///
/// @param id `[a-z0-9-]{1,64}`; @param version 1, 2, …
public record AgentRef(String id, int version) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  public AgentRef {
    if (!isId(id))
      throw new IllegalArgumentException("agent id of another form (expected: " + FORM + ")");
    if (version < 1)
      throw new IllegalArgumentException("agent version: " + version + " (expected: ≥ 1)");
  }

  /// Whether an agent may have this id.
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }
}
