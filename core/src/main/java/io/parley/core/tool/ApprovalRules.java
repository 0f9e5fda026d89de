package io.parley.core.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Approval rules of several tools by pattern: the name of a tool, or the beginning of names with
/// `*` after it (`crm.*`, `*`). The name counts before patterns, a longer pattern before a shorter
/// one.
public record ApprovalRules(Map<String, ApprovalRule> byPattern) {
  public static final ApprovalRules NONE = new ApprovalRules(Map.of());

  /// The most patterns.
  public static final int COUNT_MAX = 500;

  public ApprovalRules {
    if (byPattern.size() > COUNT_MAX)
      throw new IllegalArgumentException(
          "%d approval rules (expected: ≤ %d)".formatted(byPattern.size(), COUNT_MAX));
    for (var pattern : byPattern.keySet())
      if (!ToolPattern.isValid(pattern))
        throw new IllegalArgumentException(
            "an approval rule for no tool (expected: a name such as crm.refund, or a beginning with"
                + " * after it, such as crm.*)");
    byPattern = Map.copyOf(byPattern);
  }

  /// @param texts rules as [ApprovalRule#parse] reads them, by pattern
  /// @throws IllegalArgumentException if one is wrong, with its pattern
  public static ApprovalRules parse(Map<String, String> texts) {
    var rules = new LinkedHashMap<String, ApprovalRule>();
    texts.forEach(
        (pattern, text) -> {
          try {
            rules.put(pattern, ApprovalRule.parse(text));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(pattern + ": " + e.getMessage(), e);
          }
        });
    return new ApprovalRules(rules);
  }

  /// As [#parse] reads them, in order of the patterns.
  public Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    byPattern.forEach((pattern, rule) -> texts.put(pattern, rule.text()));
    return texts;
  }

  /// The rule of this tool, if it has one.
  public Optional<ApprovalRule> of(String tool) {
    return ToolPattern.of(tool, byPattern.keySet()).map(byPattern::get);
  }

  /// The tool under its rule; as it was if these have none for it.
  public ToolSpec applied(ToolSpec spec) {
    return of(spec.name()).map(spec::under).orElse(spec);
  }
}
