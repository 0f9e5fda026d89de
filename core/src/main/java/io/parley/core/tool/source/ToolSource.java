package io.parley.core.tool.source;

import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimits;
import io.parley.core.tool.Json;
import java.util.List;
import java.util.regex.Pattern;

/// The definition of a source of tools.
///
/// @param name `[a-z][a-z0-9_-]{0,23}`, the beginning of its tools' names
/// @param kind such as `mcp`
/// @param settings an object, understood by the kind; without secrets, which it names as
///   `${secret:NAME}`
/// @param agents ids of the agents that may use its tools; empty: all
/// @param allow names of the tools that may be used; empty: all
/// @param approvals rules of its tools' calls, by name or pattern; a tool without one needs the
///   consent that its kind asks for
/// @param limits of its tools' calls, by name or pattern
/// @param isOfFile whether it is defined in the configuration, and changed there alone
public record ToolSource(
    String name,
    String kind,
    Json settings,
    List<String> agents,
    List<String> allow,
    ApprovalRules approvals,
    CallLimits limits,
    boolean isOfFile) {
  /// The most sources of one tenant.
  public static final int COUNT_MAX = 100;

  /// The most characters of the settings.
  public static final int SETTINGS_MAX = 65_536;

  /// The most entries of `agents` and of `allow`.
  public static final int ENTRIES_MAX = 500;

  /// The form of a name.
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,23}");

  public ToolSource {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "a tool source's name of another form (expected: " + NAME + ")");
    agents = List.copyOf(agents);
    allow = List.copyOf(allow);
  }

  /// Without limits of its calls.
  public ToolSource(
      String name,
      String kind,
      Json settings,
      List<String> agents,
      List<String> allow,
      ApprovalRules approvals,
      boolean isOfFile) {
    this(name, kind, settings, agents, allow, approvals, CallLimits.NONE, isOfFile);
  }

  /// Without approval rules and limits.
  public ToolSource(
      String name,
      String kind,
      Json settings,
      List<String> agents,
      List<String> allow,
      boolean isOfFile) {
    this(name, kind, settings, agents, allow, ApprovalRules.NONE, isOfFile);
  }

  /// Whether both reach the same server in the same way, so that approvals of its tools stay valid.
  public boolean isSameServer(ToolSource other) {
    return kind.equals(other.kind) && settings.isSameValue(other.settings);
  }

  /// Whether this agent may use its tools.
  public boolean serves(String agent) {
    return agents.isEmpty() || agents.contains(agent);
  }

  /// Whether this tool may be used.
  public boolean allows(String tool) {
    return allow.isEmpty() || allow.contains(tool);
  }
}
