package io.parley.core.tool;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Patterns of tools: the name of one, or the beginning of names with `*` after it (`crm.*`, `*`).
/// The name counts before patterns, a longer pattern before a shorter one.
final class ToolPattern {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{0,128}[*]?");

  private ToolPattern() {}

  static boolean isValid(String pattern) {
    return !pattern.isEmpty() && FORM.matcher(pattern).matches();
  }

  /// The pattern that counts for this tool.
  static Optional<String> of(String tool, Set<String> patterns) {
    // mostly there are none, and every turn asks for every tool
    if (patterns.isEmpty()) return Optional.empty();
    if (patterns.contains(tool)) return Optional.of(tool);
    for (int length = tool.length(); length >= 0; length--) {
      var pattern = tool.substring(0, length) + "*";
      if (patterns.contains(pattern)) return Optional.of(pattern);
    }
    return Optional.empty();
  }
}
