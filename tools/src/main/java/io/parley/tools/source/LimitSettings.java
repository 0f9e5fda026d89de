package io.parley.tools.source;

import io.parley.core.tool.CallLimits;
import io.parley.outbound.setting.Section;

/// Limits of calls in the configuration: a section `limits` with a limit for each name or pattern,
/// which are quoted: `limits { "crm.*" = "30 calls a minute" }`.
public final class LimitSettings {
  private static final String KEY = "limits";

  private LimitSettings() {}

  /// @return none if the section has no key `limits`
  /// @throws IllegalArgumentException when a limit is wrong
  public static CallLimits from(Section section) {
    var texts = PatternTexts.of(section, KEY, "a limit such as \"30 calls a minute\"");
    try {
      return CallLimits.parse(texts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.name(KEY) + "." + e.getMessage(), e);
    }
  }
}
