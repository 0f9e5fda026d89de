package io.parley.core.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Limits of a source's tools by pattern, as those of [ApprovalRules]. The calls of all tools under
/// one pattern count together.
public record CallLimits(Map<String, CallLimit> byPattern) {
  public static final CallLimits NONE = new CallLimits(Map.of());

  /// The most patterns.
  public static final int COUNT_MAX = 100;

  public CallLimits {
    if (byPattern.size() > COUNT_MAX)
      throw new IllegalArgumentException(
          "%d limits (expected: ≤ %d)".formatted(byPattern.size(), COUNT_MAX));
    for (var pattern : byPattern.keySet())
      if (!ToolPattern.isValid(pattern))
        throw new IllegalArgumentException(
            "a limit for no tool (expected: a name such as crm.refund, or a beginning with * after"
                + " it, such as crm.*)");
    byPattern = Map.copyOf(byPattern);
  }

  /// @param texts limits as [CallLimit#parse] reads them, by pattern
  /// @throws IllegalArgumentException if one is wrong, with its pattern
  public static CallLimits parse(Map<String, String> texts) {
    var limits = new LinkedHashMap<String, CallLimit>();
    texts.forEach(
        (pattern, text) -> {
          try {
            limits.put(pattern, CallLimit.parse(text));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(pattern + ": " + e.getMessage(), e);
          }
        });
    return new CallLimits(limits);
  }

  /// As [#parse] reads them, in order of the patterns.
  public Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    byPattern.forEach((pattern, limit) -> texts.put(pattern, limit.text()));
    return texts;
  }

  /// The tool with its cost of a call; as it was if these have none for it.
  public ToolSpec applied(ToolSpec spec) {
    return pattern(spec.name())
        .flatMap(pattern -> byPattern.get(pattern).cost())
        .map(spec::costing)
        .orElse(spec);
  }

  /// The pattern whose limit this tool's calls count against, if there is one.
  public Optional<String> pattern(String tool) {
    return ToolPattern.of(tool, byPattern.keySet());
  }
}
